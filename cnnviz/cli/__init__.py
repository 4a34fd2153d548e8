"""The terminal: `python -m cnnviz COMMAND`, one module per command.

A command's module has `add(commands)`, which adds its parser and sets `run`, a function of the
parsed arguments. Results go to standard output; an error is one sentence, with exit status 2.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from cnnviz.errors import CnnVizError, SpecError

from . import code, networks, starters, summary

COMMANDS = (networks, summary, code, starters)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise SpecError(f"This cannot be run: {message}. Ask `{self.prog} --help`.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: what follows `python -m cnnviz`; None for the process's own.

    Returns:
        The exit status: 0, or 2 for bad input.
    """
    parser = _Parser(
        prog="python -m cnnviz", description="Networks of the CNN playground, in the terminal."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    try:
        parsed = parser.parse_args(arguments)
        parsed.run(parsed)
    except CnnVizError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
    return 0


__all__ = ["main"]
