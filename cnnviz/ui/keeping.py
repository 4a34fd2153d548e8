"""What a visitor owns is mirrored in their browser, and brought back from there."""

import streamlit as st
from pydantic import ValidationError

from cnnviz.errors import CnnVizError
from cnnviz.spec import Possessions

from .components.vault import previous, restored, vault
from .session import Session, session

# The uploaded picture is large and changes seldom, the rest is small and changes with every stroke.
_HAND, _PICTURE = "vault_hand", "vault_picture"


def bring_back() -> bool:
    """Take over what the browser answers.

    Returns:
        Whether something came, so that all that is drawn already is old.
    """
    own = session()
    answers = {key: restored(key) for key in (_HAND, _PICTURE) if key in own.asking}
    for key, answer in answers.items():
        if answer is None:
            continue
        own.asking.discard(key)
        if own.borrowed and key == _HAND:
            _set_aside(own, answer.possessions)
        else:
            _take(own, answer.possessions)
    came = any(answer and answer.possessions for answer in answers.values())
    before_link = previous(_HAND, request=1) if own.wants_previous else None
    if before_link:
        own.wants_previous = own.has_previous = False
        own.borrowed = False
        own.replaced_at = 0
        _take(own, before_link.possessions)
    return came or before_link is not None


def keep_hand() -> None:
    """Have the browser keep drawing, kernels and settings as they are now."""
    own = session()
    vault(
        key=_HAND,
        asking=_HAND in own.asking,
        version=own.revision,
        possessions=own.possessions().model_dump_json().encode(),
        replaced_at=own.replaced_at,
        wants_previous=int(own.wants_previous),
        wakes=False,  # it stands in a fragment; the picture's vault does it
    )


def keep_picture() -> None:
    """Have the browser keep the uploaded picture.

    It is asked for after the rest has come: two answers at once, one of a fragment and one of the
    page, are more than Streamlit takes in one batch.
    """
    own = session()
    if _HAND in own.asking:
        return
    vault(
        key=_PICTURE,
        asking=_PICTURE in own.asking,
        version=own.upload_revision,
        possessions=own.kept_upload,
    )


def offer_previous() -> None:
    """After a link took the place of the visitor's own things: offer them back."""
    own = session()
    if own.has_previous and not own.wants_previous:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("You look at what a link brought. Your own drawing and kernels are kept.")
            st.button("Bring my own back", on_click=_want_previous)


def _want_previous() -> None:
    session().wants_previous = True


def _set_aside(own: Session, kept: bytes | None) -> None:
    """A link was opened over the visitor's own things: the browser keeps them as the previous."""
    own.has_previous = kept is not None
    try:
        mine = kept is not None and not Possessions.model_validate_json(kept).borrowed
    except ValidationError:
        mine = False
    own.replaced_at = own.revision if mine else 0


def _take(own: Session, kept: bytes | None) -> None:
    if kept is None:
        return
    try:
        own.restore(Possessions.model_validate_json(kept))
    except (ValidationError, CnnVizError):
        own.notices.append(
            "What this browser had kept is damaged and could not be brought back. "
            "Draw or upload it once more."
        )
