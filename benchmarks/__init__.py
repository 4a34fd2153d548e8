"""Speed and memory, measured: `make bench`, or `python -m benchmarks` with the parts to run."""
