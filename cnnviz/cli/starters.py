"""`python -m cnnviz starters`: train the networks that ship trained."""

import argparse
import os
import subprocess
import sys

_JOB = "cnnviz.worker.starters"  # by its name: TensorFlow lives in the child only


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "starters",
        help="train the networks that ship trained",
        description="Trains from the pictures in the folder CNNVIZ_DATA_DIR, and writes weights "
        "and description of each network; says how far it is after every epoch.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which; all if none is named")
    parser.add_argument("--to", metavar="FOLDER", help="where to write, if not assets/weights")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Train in a child process, which speaks on standard error.

    Raises:
        SystemExit: with the child's status, if it is not 0.
    """
    place = ["--to", arguments.to] if arguments.to else []
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3"}  # nobody asked for a graphics card
    command = [sys.executable, "-m", _JOB, *arguments.names, *place]
    status = subprocess.run(command, env=quiet | os.environ, check=False).returncode
    if status:
        raise SystemExit(status)
