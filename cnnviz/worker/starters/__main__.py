"""`python -m cnnviz.worker.starters NAME…`: train starters and write their files."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.data.datasets import count
from cnnviz.data.starters import WEIGHTS
from cnnviz.errors import CnnVizError

from .recipes import RECIPES, recipe

if TYPE_CHECKING:
    from .train import Epoch


def main(arguments: list[str]) -> None:
    """Train the starters that are named, or all, one after the other.

    Args:
        arguments: names, and `--to FOLDER` for another place than assets/weights.

    Raises:
        SpecError: if a name is unknown.
        DatasetError: if the pictures of one of them are missing; nothing is trained then.
    """
    parser = argparse.ArgumentParser(prog="cnnviz starters", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(RECIPES))
    parser.add_argument("--to", type=Path, default=WEIGHTS, metavar="FOLDER")
    asked = parser.parse_args(arguments)
    chosen = [recipe(name) for name in asked.names or RECIPES]
    for one in chosen:
        count(one.dataset, "train")
        count(one.dataset, "test")

    from .train import train  # only now: TensorFlow takes seconds
    from .write import write

    for one in chosen:
        described, weights = train(one, partial(_say, one.name))
        write(described, weights, asked.to)
        tested = f"{described.accuracy:.2%} of {described.tested:,} test pictures"
        _print(f"{one.name}: {tested}, {described.parameters:,} parameters")


def _say(name: str, epoch: "Epoch") -> None:
    _print(
        f"{name}: epoch {epoch.number}/{epoch.of}, loss {epoch.loss:.4f}, "
        f"accuracy {epoch.accuracy:.4f}, {epoch.seconds:.0f} s"
    )


def _print(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except CnnVizError as error:
        _print(str(error))
        raise SystemExit(2) from None
