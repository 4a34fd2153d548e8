"""What a page of the app shows and says, read without the app's own code."""

import base64
import json
import re
from urllib.parse import parse_qsl

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.browser import ROOT
from tests.ui.components.stage_messages import unpack


def fresh() -> AppTest:
    """A visitor who has never been here."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def visit(app: AppTest, page: str, **query: str) -> AppTest:
    """Go to a page; with `query`, by an address that a fresh visitor follows."""
    for name, text in query.items():
        app.query_params[name] = text
    app.switch_page(f"pages/{page}.py")
    return app.run()


def mounted(app: AppTest, name: str):
    """The element of the component `name`."""
    elements = app.get("bidi_component")
    return next(one for one in elements if one.proto.component_name == f"cnnviz.{name}")


def stage(app: AppTest):
    """(header, arrays) of what the stage was given."""
    return unpack(mounted(app, "stage").proto.bytes)


def on_stage(app: AppTest):
    """Everything on the stage but the bookkeeping of the conversation with the browser."""
    header, arrays = stage(app)
    kept = {name: value for name, value in header.items() if name not in ("ack", "heard")}
    return kept, {name: array.tolist() for name, array in arrays.items()}


def link(app: AppTest) -> dict[str, str]:
    """The settings of the link that the page offers."""
    query = json.loads(mounted(app, "share").proto.bytes)["query"]
    return dict(parse_qsl(query, strict_parsing=bool(query)))


def sentences(app: AppTest) -> list[str]:
    """What the page complains about; whatever is no sentence for a learner fails here."""
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    return [re.sub(r"\\(.)", r"\1", warning.value) for warning in app.warning]


def segments(app: AppTest, key: str):
    """The row of buttons with this key."""
    return next(group for group in app.get("button_group") if group.key == key)


def draw(app: AppTest, pixels) -> AppTest:
    """What the sketchpad sends when somebody draws (side, side) grey values."""
    told = json.loads(mounted(app, "sketchpad").proto.bytes)
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
    """What the stage sends when somebody pins, chooses a map or edits (kh, kw, channels)."""
    header, _ = stage(app)
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
    app.session_state[mounted(app, "stage").key] = {"told": {"seq": seq, **told}}
    return app.run()
