"""A link to copy."""

import streamlit as st

from cnnviz.ui.components.share import share

left, _ = st.columns(2)
with left:
    share(key="share", query=st.text_input("Query", "kernel=sobel&strides=2"))
st.text_area("Paste here", key="paste")
