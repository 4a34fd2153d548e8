"""What is shown of a network: its figure, its bill, what is unwise, and what one takes home."""

import base64
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from cnnviz.code.network import keras_script
from cnnviz.code.notebook import notebook
from cnnviz.errors import CnnVizError, LayerError
from cnnviz.figures.bill_table import bill_table
from cnnviz.figures.network_svg import network_svg
from cnnviz.ops.advice import advice
from cnnviz.ops.bill import Bill, LayerBill, bill
from cnnviz.ops.costs import dense_parameters
from cnnviz.ops.shapes import times
from cnnviz.spec import NetworkSpec, read_network

from .controls import fields
from .controls.network import OWN
from .guard import guard, plain
from .session import session

_MEGABYTE = 10**6  # bytes


@dataclass(frozen=True)
class Design:
    """A network with its bill, as far as it is possible."""

    spec: NetworkSpec
    bill: Bill
    refusal: str
    """Why it is not possible beyond the bill's last layer; empty if it is."""


def examine(spec: NetworkSpec, batch: int) -> Design:
    """Work out the bill; of an impossible network, that of the layers before."""
    try:
        return Design(spec, bill(spec, batch=batch), "")
    except LayerError as error:
        possible = spec.model_copy(update={"layers": spec.layers[: error.index]})
        return Design(spec, bill(possible, batch=batch), str(error))


def figure(design: Design) -> None:
    """The network as volumes to scale, to look at and to save."""
    theme: Literal["light", "dark"] = "dark" if st.context.theme.type == "dark" else "light"
    drawn = network_svg(possible(design), theme=theme)
    # An <svg> would be cut out by Streamlit, and its own image has no words for a screen reader.
    source = base64.b64encode(drawn.encode()).decode()
    words = " → ".join(times(line.output_shape) for line in design.bill.layers)
    st.html(
        f'<img src="data:image/svg+xml;base64,{source}" alt="The layers as volumes: {words}" '
        'style="max-width: 100%; display: block; margin: auto">'
    )
    st.download_button("Save figure", drawn, f"{design.spec.name}.svg", on_click="ignore")


def possible(design: Design) -> NetworkSpec:
    """The layers up to the first impossible one."""
    count = len({line.index for line in design.bill.layers})
    return design.spec.model_copy(update={"layers": design.spec.layers[:count]})


def totals(design: Design) -> None:
    """Four figures, and the sentences on what is impossible or unwise."""
    total = design.bill
    figures = {
        "Parameters": f"{total.parameters:,}",
        "Multiplications": f"{total.multiplications:,}",
        "Memory, training": _memory(total.training_bytes),
        "Memory, inference": _memory(total.inference_bytes),
    }
    for column, (word, text) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(word, text)
    if design.refusal:
        st.warning(plain(design.refusal))
    for sentence in advice(design.spec, total):
        st.info(plain(sentence))


def table(design: Design, chosen: int) -> None:
    """The bill, line by line."""
    st.html(bill_table(design.bill, chosen=design.spec.layers[chosen].name))


def worked_out(design: Design, chosen: int) -> None:
    """How the numbers of one layer come about."""
    name = design.spec.layers[chosen].name
    line = next((line for line in design.bill.layers if line.name == name), None)
    if line is None:
        st.caption("Not possible here; see above.")
        return
    for word, formula in _formulas(line).items():
        if formula:
            st.markdown(f"**{word}**  \n{plain(formula)}")
    if line.kind.startswith(("Conv", "Separable", "Depthwise")):
        instead = dense_parameters(line.input_shape, line.output_shape)
        st.caption(
            f"A dense layer with the same output would have {instead:,} parameters, "
            f"{instead / max(line.parameters, 1):,.0f} times as many."
        )


def _formulas(line: LayerBill) -> dict[str, str]:
    return {
        "Output": line.shape_formula,
        "Parameters": line.cost.parameters_formula,
        "Multiplications": line.cost.multiplications_formula,
        "Receptive field": line.receptive_field.formula,
    }


def take_home(design: Design) -> None:
    """The network as a script, a notebook, a file; a file is opened here, too."""
    spec = design.spec
    fold = st.expander("Show me the code", key="network_code", on_change="rerun")
    if fold.open:
        with fold, guard():
            script = keras_script(spec)
            with st.container(horizontal=True):
                st.download_button("Save script", script, f"{spec.name}.py", on_click="ignore")
                st.download_button(
                    "Save notebook", notebook(spec), f"{spec.name}.ipynb", on_click="ignore"
                )
            st.code(script, language="python")
    with st.expander("Save and open"):
        st.download_button(
            "Save network", spec.model_dump_json(indent=1), f"{spec.name}.json",
            "application/json", on_click="ignore",
        )  # fmt: skip
        file = st.file_uploader("Open a network saved here", key="network_file", max_upload_size=1)
        if file is not None:
            _open(file.file_id, file.name, file.getvalue(), spec)


def _open(file_id: str, name: str, content: bytes, shown: NetworkSpec) -> None:
    own = session()
    if own.taken_network != file_id:
        own.taken_network, own.network_refusal = file_id, ""
        try:
            own.design(read_network(content), instead_of=shown)
        except CnnVizError as error:
            own.network_refusal = f"“{name[:80]}” could not be opened. {error}"
        else:
            fields.assign("net", OWN)
            st.rerun()
    if own.network_refusal:
        st.warning(plain(own.network_refusal))


def _memory(count: int) -> str:
    return f"{count / _MEGABYTE:,.2f} MB"


def own_network() -> NetworkSpec | None:
    """The visitor's own network, if there is one."""
    return session().network
