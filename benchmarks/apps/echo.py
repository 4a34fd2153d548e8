"""The least that an edit can cost: a fragment that sends back a number and so many bytes.

The query parameter `bytes` says how many. Timed by the same marks as the stage.
"""

import gc

import streamlit as st

from cnnviz.ui.session import component_state

_JS = """
const pads = new WeakMap();
export default function ({ parentElement, data, setStateValue }) {
  let pad = pads.get(parentElement);
  if (!pad) {
    pad = { seq: 0, button: document.createElement("button"), label: document.createElement("output") };
    pads.set(parentElement, pad);
    pad.button.textContent = "Echo";
    pad.label.className = "echo";
    parentElement.append(pad.button, pad.label);
    pad.button.addEventListener("keydown", () => {
      pad.seq += 1;
      performance.mark("cnnviz:edit", { detail: { seq: pad.seq } });
      setStateValue("seq", pad.seq);
    });
  }
  const seq = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  requestAnimationFrame(() => {
    pad.label.textContent = seq;
    performance.mark("cnnviz:painted", { detail: { seq } });
  });
}
"""  # noqa: E501


@st.cache_resource
def settle() -> None:
    """As the real app does."""
    gc.collect()
    gc.freeze()


@st.fragment
def answer(payload: int) -> None:
    """Send back the number that came."""
    seq = int((component_state("echo") or {}).get("seq") or 0)
    echo(
        key="echo",
        data=seq.to_bytes(4, "little") + bytes(payload),
        on_seq_change=lambda: None,
    )


settle()
echo = st.components.v2.component("echo", js=_JS)
answer(int(st.query_params.get("bytes", "0")))
