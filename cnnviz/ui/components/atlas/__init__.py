"""The atlas: a whole network at once, from the picture to the scores."""

from collections.abc import Sequence

from cnnviz.ui.components.register import mount

from .answer import AtlasAnswer, atlas_answer
from .message import message
from .scene import Column, Scores

__all__ = ["AtlasAnswer", "Column", "Scores", "atlas", "atlas_answer"]


def atlas(
    columns: Sequence[Column],
    scores: Scores | None,
    *,
    key: str,
    chosen: tuple[int, int] | None,
    title: str,
    ack: int = 0,
) -> None:
    """Show every layer's maps; read what the person chose with `atlas_answer` before this call.

    Args:
        columns: the layers, from the picture on.
        scores: what the last layer says; None draws no bars.
        key: the atlas's identity over reruns, unique on its page.
        chosen: (column, map) to outline, both from 0; None, or one that is not drawn, for none.
        title: of the whole figure, for screen readers.
        ack: any number, such as that of the stroke these maps follow; the browser gives it back in
            its performance mark "cnnviz:atlas" once they are painted.

    Raises:
        TypeError: if maps have a type that the browser cannot read.
        ShapeError: if maps have axes that cannot be drawn, or names and scores do not pair up.
    """
    heard = atlas_answer(key).seq
    data = message(columns, scores, chosen=chosen, title=title, ack=ack, heard=heard)
    mount("atlas", key=key, data=data, states=("chosen",))
