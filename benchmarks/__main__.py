"""Measure the parts that are named, or all: `python -m benchmarks [PART …]`.

Parts: ops, forward, pages, start, memory.

Prints one JSON object. A missed limit is reported and is no failure; what could not be measured is.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser import chromium

from . import memory, pages, start
from .results import Result, load

_IN_BROWSER: dict[str, Callable[[Browser, Path], list[Result]]] = {
    "pages": pages.measure,
    "start": start.measure,
    "memory": memory.measure,
}
_WITHOUT_BROWSER = ("ops", "forward")
_PARTS = (*_WITHOUT_BROWSER, *_IN_BROWSER)


def main(parts: list[str]) -> int:
    """Measure the parts, print the report, and return the exit status."""
    report: dict[str, Any] = {"machine": _machine(), "results": [], "failures": []}
    with tempfile.TemporaryDirectory() as folder:
        for part in parts:
            print(f"{time.strftime('%H:%M:%S')} {part}, load {load():.1f}", file=sys.stderr)
            try:
                results = _measure(part, Path(folder), report["machine"])
            except Exception:
                traceback.print_exc()
                report["failures"].append({"part": part, "error": traceback.format_exc(limit=-1)})
                continue
            for one in results:
                print(f"  {_line(one)}", file=sys.stderr)
            report["results"] += [one.as_json() for one in results]
    print(json.dumps(report, indent=2, ensure_ascii=False))
    return 1 if report["failures"] else 0


def _measure(part: str, folder: Path, machine: dict[str, Any]) -> list[Result]:
    if part in _WITHOUT_BROWSER:
        from . import forward, numerics  # SciPy is imported, TensorFlow started: not beside a page

        return {"ops": numerics, "forward": forward}[part].measure()
    with chromium() as browser:
        machine["chromium"] = browser.version
        return _IN_BROWSER[part](browser, folder)


def _line(one: Result) -> str:
    verdict = {True: "met", False: "MISSED", None: ""}[one.met]
    p95 = "" if one.p95 is None else f" / {one.p95:.4g}"
    return f"{one.point}, {one.figure}: {one.p50:.4g}{p95} {one.unit} {verdict}"


def _machine() -> dict[str, Any]:
    return {
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count(),
        "cpu": _cpu(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "chromium": None,
    }


def _cpu() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text("utf-8").splitlines() if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    wanted = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    wanted.add_argument("parts", nargs="*", choices=[*_PARTS, []], metavar="part", default=[])
    sys.exit(main(wanted.parse_args().parts or list(_PARTS)))
