"""The bill of a network as a table with a bar in each cell: where parameters and memory go."""

from collections.abc import Sequence
from html import escape

from cnnviz.ops.bill import Bill, LayerBill
from cnnviz.ops.shapes import times

KILOBYTE = 1000  # bytes

_HEAD = ("Layer", "Kind", "Output", "Parameters", "Multiplications", "Output, kB", "Sees", "Every")
_STYLE = """<style>
.bill { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.bill caption { text-align: left; padding: 0.25rem 0; opacity: 0.85; }
.bill th, .bill td { padding: 0.3rem 0.6rem; text-align: right; white-space: nowrap;
  border-bottom: 1px solid light-dark(#d9dde3, #333c49); }
.bill th:nth-child(-n+2), .bill td:nth-child(-n+2) { text-align: left; font-weight: 400; }
.bill thead th { font-weight: 600; }
.bill .inner { padding-left: 1.6rem; }
.bill .bar { background: linear-gradient(light-dark(#0b57c2, #62a8ff) 0 0) no-repeat
  right bottom / var(--share) 3px; }
.bill .chosen { background-color: light-dark(#f4f5f7, #1b212b); font-weight: 600; }
.bill tfoot td, .bill tfoot th { font-weight: 600; border-bottom: 0; }
.billroom { overflow-x: auto; }
</style>"""


def bill_table(bill: Bill, *, chosen: str = "") -> str:
    """Write a bill as HTML; names are escaped, since they may come from a file.

    Args:
        bill: what to show.
        chosen: name of the layer that is looked at.

    Returns:
        A style and a table: one row per layer, each number with a bar of its share of the column.
    """
    columns = [
        [line.parameters for line in bill.layers],
        [line.cost.multiplications for line in bill.layers],
        [line.output_bytes for line in bill.layers],
    ]
    largest = [max(column, default=0) or 1 for column in columns]
    rows = "".join(_row(line, largest, chosen=line.name == chosen) for line in bill.layers)
    head = "".join(f'<th scope="col">{word}</th>' for word in _HEAD)
    total = (
        f'<th scope="row">Together</th><td></td><td></td><td>{bill.parameters:,}</td>'
        f"<td>{bill.multiplications:,}</td><td>{_kilobytes(bill.training_bytes)}</td>"
        "<td></td><td></td>"
    )
    pictures = "1 picture" if bill.batch == 1 else f"{bill.batch:,} pictures"
    return (
        f'{_STYLE}<div class="billroom" tabindex="0" role="region" aria-label="The bill">'
        f'<table class="bill"><caption>Multiplications for 1 picture, memory for {pictures} as '
        "float32; 1 kB is 1,000 bytes. Every: cells of the picture from one unit's view to the "
        f"next one's, alike where all see the same.</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody>"
        f"<tfoot><tr>{total}</tr></tfoot></table></div>"
    )


def _row(line: LayerBill, largest: Sequence[int], *, chosen: bool) -> str:
    numbers = (line.parameters, line.cost.multiplications, line.output_bytes)
    texts = (f"{numbers[0]:,}", f"{numbers[1]:,}", _kilobytes(numbers[2]))
    hints = (line.cost.parameters_formula, line.cost.multiplications_formula, "")
    cells = "".join(
        f'<td class="bar" style="--share: {100 * number / most:.1f}%" title="{escape(hint)}">'
        f"{text}</td>"
        for number, most, text, hint in zip(numbers, largest, texts, hints, strict=True)
    )
    field = line.receptive_field
    apart = "×".join(_step(step.numerator, step.denominator) for step in field.step)
    steps = apart if any(field.step) else "alike"
    return (
        f'<tr class="{"chosen" if chosen else "other"}">'
        f'<th scope="row" class="{"inner" if line.block else "outer"}">{escape(line.name)}</th>'
        f"<td>{escape(line.kind)}</td>"
        f'<td title="{escape(line.shape_formula)}">{times(line.output_shape)}</td>{cells}'
        f'<td title="{escape(field.formula)}">{times(field.size)}</td><td>{steps}</td></tr>'
    )


def _step(over: int, under: int) -> str:
    """Whole steps as they are, others as fractions."""
    return str(over) if under == 1 else f"{over}/{under}"


def _kilobytes(count: int) -> str:
    """Bytes as kB.

    >>> _kilobytes(3_136)
    '3.14'
    """
    return f"{count / KILOBYTE:,.2f}"
