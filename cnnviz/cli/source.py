"""The network that a command's NAME or FILE means."""

import argparse
from pathlib import Path

from cnnviz.data.networks import NETWORKS, network
from cnnviz.errors import SpecError
from cnnviz.spec import NetworkSpec, read_network
from cnnviz.spec.network import LARGEST_FILE


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names a network."""
    parser.add_argument(
        "source", metavar="NAME|FILE", help="a network's name, or a JSON file that describes one"
    )


def chosen(source: str) -> NetworkSpec:
    """Find the network of that name, or read it from the file.

    Args:
        source: a name out of `python -m cnnviz networks`, or a path.

    Raises:
        SpecError: if there is neither, or the file describes no network.
    """
    path = Path(source)
    if source in NETWORKS:
        return network(source)
    if not path.suffix and not path.exists():
        return network(source)  # says which there are
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise SpecError(
            f"The file {source} cannot be read ({reason}). "
            "Choose a JSON file, or a name that `python -m cnnviz networks` lists."
        ) from error
    return read_network(text)
