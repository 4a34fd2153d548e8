"""`python -m cnnviz summary`: the bill of a network."""

import argparse
import json
import sys
from fractions import Fraction
from typing import Any

from cnnviz.errors import SpecError
from cnnviz.ops import Bill, LayerBill, ReceptiveField, bill
from cnnviz.ops.shapes import times

from .source import add_source, chosen
from .table import table

_MB, _MIB = 10**6, 2**20


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("summary", help="print what each layer makes, costs and sees")
    add_source(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--batch", default="1", metavar="N", help="pictures at once, for the memory (1)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Print the bill of the chosen network."""
    batch = arguments.batch
    if not (batch.isascii() and batch.isdigit() and int(batch) > 0):
        raise SpecError(f"A batch of {batch} is not possible. Choose a whole number of at least 1.")
    total = bill(chosen(arguments.source), batch=int(batch))
    sys.stdout.write(json.dumps(as_data(total), indent=2) + "\n" if arguments.json else text(total))


def as_data(total: Bill) -> dict[str, Any]:
    """Turn a bill into what `--json` prints.

    Args:
        total: the bill.

    Returns:
        "layers" in the order of computing and "totals"; shapes without the batch, parameters and
        multiplications for one picture, bytes for the batch.
    """
    return {
        "layers": [
            {
                "name": layer.name,
                "kind": layer.kind,
                "output_shape": list(layer.output_shape),
                "parameters": layer.parameters,
                "multiplications": layer.cost.multiplications,
                "output_bytes": layer.output_bytes,
                "receptive_field": _field(layer.receptive_field),
            }
            for layer in total.layers
        ],
        "totals": {
            "parameters": total.parameters,
            "trainable": total.trainable,
            "non_trainable": total.non_trainable,
            "parameter_bytes": total.parameter_bytes,
            "multiplications": total.multiplications,
            "batch": total.batch,
            "training_bytes": total.training_bytes,
            "inference_bytes": total.inference_bytes,
        },
    }


def text(total: Bill) -> str:
    """Turn a bill into a table for people."""
    head = ("layer", "output", "parameters", "multiplications", "output MB", "sees", "every")
    parts = [table(head, [_row(layer) for layer in total.layers], right={2, 3, 4})]
    pictures = "1 picture" if total.batch == 1 else f"{total.batch:,} pictures"
    parts.append(
        f"\nParameters        {total.parameters:,} ({total.trainable:,} trainable, "
        f"{total.non_trainable:,} not), {_size(total.parameter_bytes)} as float32\n"
        f"Multiplications   {total.multiplications:,} for one picture\n"
        f"Memory, training  {_size(total.training_bytes)}: every layer's output for {pictures}\n"
        f"Memory, inference {_size(total.inference_bytes)}: the two largest neighbours\n"
        "1 MB = 10^6 bytes, 1 MiB = 2^20 bytes (Keras's summaries print MiB as MB).\n"
    )
    return "".join(parts)


def _row(layer: LayerBill) -> tuple[str, ...]:
    field = layer.receptive_field
    steps = "×".join(map(str, field.step)) if any(field.step) else "alike"
    return (
        f"  {layer.name}" if layer.block else layer.name,
        times(layer.output_shape),
        f"{layer.parameters:,}",
        f"{layer.cost.multiplications:,}",
        f"{layer.output_bytes / _MB:,.3f}",
        times(field.size),
        steps,
    )


def _size(count: int) -> str:
    return f"{count / _MB:,.2f} MB = {count / _MIB:,.2f} MiB"


def _field(field: ReceptiveField) -> dict[str, list[int | float]]:
    return {
        "size": list(field.size),
        "step": [_number(value) for value in field.step],
        "start": [_number(value) for value in field.start],
    }


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
