"""The bill as a table: a row per layer, every figure in it, names as they are."""

from html.parser import HTMLParser

import pytest

from cnnviz.data.networks import NETWORKS
from cnnviz.figures.bill_table import bill_table
from cnnviz.ops.bill import bill
from cnnviz.spec import NetworkSpec, layers


class Cells(HTMLParser):
    """The texts of a table's cells, row by row."""

    def __init__(self):
        super().__init__()
        self.rows, self.tags = [], set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def read(text):
    cells = Cells()
    cells.feed(text)
    return cells


@pytest.mark.parametrize("name", ["mnist-deep", "lenet-5", "vgg-16", "cats-dogs"])
def test_every_layer_has_its_row_with_its_figures(name):
    total = bill(NETWORKS[name])
    head, *rows, foot = read(bill_table(total)).rows
    assert [row[0] for row in rows] == [line.name for line in total.layers]
    assert [row[3] for row in rows] == [f"{line.parameters:,}" for line in total.layers]
    assert {len(row) for row in (*rows, foot)} == {len(head)}
    assert foot[3] == f"{total.parameters:,}"


def test_mnist_deep_has_the_courses_figures():
    rows = read(bill_table(bill(NETWORKS["mnist-deep"]))).rows
    assert [row[3] for row in rows[1:] if row[3] != "0"] == [
        "832", "51,264", "3,212,288", "10,250", "3,274,634",
    ]  # fmt: skip


def test_a_name_never_becomes_markup():
    spec = NetworkSpec(
        name="x", layers=(layers.Input(shape=(5, 5, 1)), layers.Flatten(name="a.b-c"))
    )
    assert "script" not in read(bill_table(bill(spec), chosen="<script>")).tags
