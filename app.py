"""The CNN playground: which pages there are, and what all of them share."""

from pathlib import Path

import streamlit as st

from cnnviz.ui.cache import settle
from cnnviz.ui.keeping import bring_back, keep_picture
from cnnviz.ui.link import publish, start_page
from cnnviz.ui.panels import notices

ASSETS = Path(__file__).parent / "assets"

# A file of ours: Streamlit would fetch a named icon from another host.
st.set_page_config(page_title="CNN playground", page_icon=str(ASSETS / "icon.png"), layout="wide")
st.html(ASSETS / "page.css")
page = st.navigation(
    [
        st.Page("pages/start.py", title="Start", icon=":material/draw:", default=True),
        st.Page("pages/kernels.py", title="Kernels", icon=":material/blur_on:"),
        st.Page("pages/convolution.py", title="Convolution", icon=":material/apps:"),
        st.Page("pages/pooling.py", title="Pooling", icon=":material/compress:"),
        st.Page("pages/inside.py", title="Inside", icon=":material/visibility:"),
        st.Page("pages/networks.py", title="Networks", icon=":material/account_tree:"),
    ],
    position="top",
)
start_page()
bring_back()
above = st.container()  # filled last: only the page knows what of the link it cannot use
page.run()
publish(final=True)
keep_picture()
with above:
    notices()
settle()
