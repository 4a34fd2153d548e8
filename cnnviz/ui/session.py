"""One visitor's possessions; the only module that touches st.session_state."""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from cnnviz.data.drawings import Drawing, as_picture, drawing_from_bytes
from cnnviz.data.pictures import Picture, resize, to_png
from cnnviz.data.starter import starter_drawing
from cnnviz.data.uploads import read_upload
from cnnviz.errors import ImageError
from cnnviz.spec import Bank, DrawnPicture, KeptPicture, NetworkSpec, Possessions

_KEY = "cnnviz_session"
_DESIGNS_KEPT = 100


@dataclass
class Session:
    """What one visitor owns. Settings belong in the URL, results in caches."""

    drawing: Drawing = field(default_factory=starter_drawing)
    upload: Picture | None = None
    banks: dict[str, Bank] = field(default_factory=dict)
    network: NetworkSpec | None = None
    """The network that was designed last."""
    undone: list[NetworkSpec] = field(default_factory=list)
    """What `undo_network` took back, the newest last."""
    designs: list[NetworkSpec] = field(default_factory=list)
    """What `network` was before, the newest last."""
    settings: dict[str, str] = field(default_factory=dict)
    """The last value of every control by URL name, so that each page is found as it was left."""
    on_page: dict[str, str | None] = field(default_factory=dict)
    """The settings of the page that is open; None where the default is chosen."""
    in_app: bool = False
    """Whether this visitor's pages run inside app.py."""
    page_is_stale: bool = False
    """Whether something in a bench changed what stands around it."""
    notices: list[str] = field(default_factory=list)
    """Sentences about values that could not be used, shown once."""
    taken: str = ""
    """The uploaded file that was read last."""
    refusal: str = ""
    """Why that file could not be read; empty if it could."""
    taken_network: str = ""
    """The network file that was read last."""
    network_refusal: str = ""
    """Why that file could not be read; empty if it could."""
    answered: dict[str, int] = field(default_factory=dict)
    """The last message of each component that was acted on, by its key."""
    revision: int = 0
    """Grows with every change that the browser has to keep."""
    upload_revision: int = 0
    pad_revision: int = 0
    """Grows when something else than the pen changes the drawing."""
    kept_upload: bytes = b""
    """The uploaded picture as the browser keeps it, made once."""
    asking: set[str] = field(default_factory=lambda: {"vault_hand", "vault_picture"})
    """The browser's stores that have not answered yet."""
    borrowed: bool = False
    """Whether drawing and kernels are a link's, unchanged."""
    replaced_at: int = 0
    """The revision by which a link took the place of the visitor's own things; 0 for never."""
    has_previous: bool = False
    wants_previous: bool = False

    def changed(self) -> None:
        """Have the browser keep the new state."""
        self.revision += 1

    def keep_bank(self, name: str, bank: Bank) -> None:
        """Take a bank of filters into possession."""
        if self.banks.get(name) != bank:
            self.banks[name] = bank
            self.borrowed = False
            self.changed()

    def keep_drawing(self, drawing: Drawing) -> None:
        """Take what was drawn into possession."""
        self.drawing = drawing
        self.borrowed = False
        self.changed()

    def design(self, network: NetworkSpec, *, instead_of: NetworkSpec) -> None:
        """Take a changed network into possession; what was shown before can be brought back."""
        for before in (self.network, instead_of):
            if before and before != network and before not in self.designs[-1:]:
                self.designs.append(before)
        del self.designs[:-_DESIGNS_KEPT]
        self.undone.clear()
        self._take_network(network)

    def undo_network(self) -> None:
        """Go back to the design before."""
        if self.network and self.designs:
            self.undone.append(self.network)
            self._take_network(self.designs.pop())

    def redo_network(self) -> None:
        """Go forward again."""
        if self.network and self.undone:
            self.designs.append(self.network)
            self._take_network(self.undone.pop())

    def _take_network(self, network: NetworkSpec) -> None:
        self.network = network
        self.borrowed = False
        self.changed()

    def draw_on(self, side: int) -> None:
        """Change the sketchpad's size; the drawing is scaled along."""
        ink = resize(as_picture(self.drawing), side, side).pixels[..., 0]
        self.pad_revision += 1
        self.keep_drawing(Drawing(ink))

    def keep_upload(self, picture: Picture) -> None:
        """Take an uploaded or photographed picture into possession."""
        self.upload = picture
        kept = Possessions(picture=_kept(picture))
        self.kept_upload = kept.model_dump_json(exclude_defaults=True).encode()
        self.upload_revision += 1

    def possessions(self) -> Possessions:
        """Everything but the uploaded picture, as one value for the browser's store."""
        return Possessions(
            borrowed=self.borrowed,
            drawing=_drawn(self.drawing),
            banks=self.banks,
            network=self.network,
            settings=self.settings,
        )

    def restore(self, kept: Possessions) -> None:
        """Take over what the browser or a link brought; what it does not bring stays.

        Raises:
            ImageError: if a picture in it cannot be read.
        """
        if kept.drawing:
            self.drawing = _drawing(kept.drawing)
            self.pad_revision += 1
        if kept.picture:
            self.keep_upload(_picture(kept.picture))
        self.banks = {**self.banks, **kept.banks}
        self.network = kept.network or self.network
        self.settings = {**kept.settings, **self.settings}
        self.changed()


def _drawn(drawing: Drawing) -> DrawnPicture:
    packed = zlib.compress(drawing.content, 9)
    return DrawnPicture(side=drawing.side, cells=base64.b64encode(packed).decode())


def _drawing(kept: DrawnPicture) -> Drawing:
    try:
        packed = base64.b64decode(kept.cells, validate=True)
        # One byte more than fits, so that a longer one is noticed and never unfolds further.
        content = zlib.decompressobj().decompress(packed, kept.side**2 + 1)
    except (binascii.Error, zlib.error) as error:
        raise ImageError("The drawing arrived damaged. Draw it once more.") from error
    return drawing_from_bytes(kept.side, content)


def _kept(picture: Picture) -> KeptPicture:
    return KeptPicture(
        name=picture.name[:200],
        kind="camera" if picture.kind == "camera" else "upload",
        note=picture.note[:400],
        png=base64.b64encode(to_png(picture)).decode(),
    )


def _picture(kept: KeptPicture) -> Picture:
    try:
        png = base64.b64decode(kept.png, validate=True)
    except binascii.Error as error:
        raise ImageError("The kept picture is damaged. Upload it once more.") from error
    return replace(read_upload(png, name=kept.name, kind=kept.kind), note=kept.note)


def session() -> Session:
    """This visitor's session, made on first use."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session()
    own: Session = st.session_state[_KEY]
    return own


def component_state(key: str) -> Mapping[str, Any] | None:
    """What the component with this key has sent, before it is mounted in this run."""
    state: Mapping[str, Any] | None = st.session_state.get(key)
    return state


def widget_value(key: str) -> Any:  # noqa: ANN401
    """The value of a mounted widget; None if it is not mounted."""
    return st.session_state.get(key)


def set_widget_value(key: str, value: object) -> None:
    """Give a widget its value before it is mounted in this run."""
    st.session_state[key] = value


def drop_widget_value(key: str) -> None:
    """Let a widget start anew."""
    st.session_state.pop(key, None)
