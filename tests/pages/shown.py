"""What a page of the app shows and says, read without the app's own code."""

import base64
import json
from urllib.parse import parse_qsl

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from tests.ui.components.stage_messages import unpack


def fresh() -> AppTest:
    """A visitor who has never been here."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def visit(app: AppTest, page: str, **query: str) -> AppTest:
    """Go to a page by an address."""
    app.query_params.clear()
    for name, text in query.items():
        app.query_params[name] = text
    app.switch_page(f"pages/{page}.py")
    return app.run()


def mounted(app: AppTest, name: str):
    """The message of the component `name`, or None."""
    protos = [element.proto for element in app.get("bidi_component")]
    return next((one for one in protos if one.component_name == f"cnnviz.{name}"), None)


def stage(app: AppTest):
    """(header, arrays) of what the stage was given."""
    return unpack(mounted(app, "stage").bytes)


def numbers(app: AppTest):
    """Everything on the stage but the bookkeeping of the conversation with the browser."""
    header, arrays = stage(app)
    kept = {name: value for name, value in header.items() if name not in ("ack", "heard")}
    return kept, {name: array.tolist() for name, array in arrays.items()}


def link(app: AppTest) -> dict[str, str]:
    """The settings of the link that the page offers."""
    query = json.loads(mounted(app, "share").json)["query"]
    return dict(parse_qsl(query, strict_parsing=bool(query)))


def sentences(app: AppTest) -> list[str]:
    """What the page complains about; an error that is no sentence fails here."""
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    return [warning.value for warning in app.warning]


def draw(app: AppTest, pixels) -> AppTest:
    """What the sketchpad sends when somebody draws."""
    told = json.loads(mounted(app, "sketchpad").json)
    pixels = np.asarray(pixels, np.uint8)
    stroke = {
        "seq": told["ack"] + 1,
        "revision": told["revision"],
        "side": pixels.shape[0],
        "pixels": base64.b64encode(pixels.tobytes()).decode(),
    }
    app.session_state["sketchpad"] = {"stroke": stroke}
    return app.run()


def tell(app: AppTest, **told) -> AppTest:
    """What the stage sends when somebody pins, chooses a map or edits the kernel."""
    element = next(e for e in app.get("bidi_component") if e.proto.component_name == "cnnviz.stage")
    header, _ = unpack(element.proto.bytes)
    seq = header["heard"] + 1
    if "edit" in told:
        values = np.asarray(told["edit"], float)
        values = values if values.ndim == 3 else values[..., None]
        told["edit"] = {
            "seq": seq,
            "filter": header["filter"],
            "shape": list(values.shape),
            "values": values.ravel().tolist(),
        }
    app.session_state[element.key] = {"told": {"seq": seq, **told}}
    return app.run()


def ways_to_change(app: AppTest):
    """Every widget that is there, with a list of values that it can be given."""
    ways = []
    for widget in (*app.slider, *app.number_input):
        low, high = widget.min, widget.max
        step = int(widget.step or 1)
        values = list(range(int(low), int(high) + 1, step))
        if isinstance(widget.value, list | tuple):
            values = [(low, high), (int(low), int(low)), (int(high), int(high)), (30, 60)]
        ways.append((widget, values))
    for widget in (*app.selectbox, *app.get("button_group")):
        ways.append((widget, list(widget.options)))
    ways += [(widget, [True, False]) for widget in app.toggle]
    return ways
