"""`python -m cnnviz code`: a network as a Keras script or a notebook."""

import argparse
import sys

from cnnviz.code import keras_script, notebook

from .source import add_source, chosen


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("code", help="print the Keras code that makes a network")
    add_source(parser)
    parser.add_argument("--notebook", action="store_true", help="print a Jupyter notebook")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Print the chosen network's code."""
    spec = chosen(arguments.source)
    text = notebook(spec) if arguments.notebook else keras_script(spec)
    # A script is UTF-8 wherever it is printed; so is a notebook.
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
