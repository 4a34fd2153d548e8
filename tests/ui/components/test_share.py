"""The link without a browser."""

import json

from streamlit.testing.v1 import AppTest


def show_link():
    from cnnviz.ui.components.share import share

    share(key="share", query="kernel=sobel&s=a%2Bb")


def test_the_query_is_sent_as_it_is():
    app = AppTest.from_function(show_link).run()
    (component,) = app.get("bidi_component")
    assert json.loads(component.proto.bytes)["query"] == "kernel=sobel&s=a%2Bb"
