"""`python -m cnnviz networks`: the networks there are."""

import argparse
import sys

from cnnviz.data.networks import NETWORKS
from cnnviz.ops import bill
from cnnviz.ops.shapes import times

from .table import table


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("networks", help="list the networks")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> None:
    """Print name, input, parameters and title of every network."""
    rows = [
        (name, times(spec.input_shape), f"{bill(spec).parameters:,}", spec.title)
        for name, spec in NETWORKS.items()
    ]
    sys.stdout.write(table(("name", "input", "parameters", "what it is"), rows, right={2}))
