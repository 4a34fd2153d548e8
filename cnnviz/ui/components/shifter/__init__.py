"""The shift bench: move the input and see what pooling lets through."""

from cnnviz.ui.components.register import mount

from .answer import ShiftMessage, shift_of
from .scene import ShiftScene, message

__all__ = ["ShiftMessage", "ShiftScene", "shift_of", "shifter"]


def shifter(scene: ShiftScene, *, key: str) -> None:
    """Show a scene; read how far the person shifts with `shift_of` before this call.

    Args:
        scene: what to show.
        key: the bench's identity over reruns, unique on its page.

    Raises:
        TypeError: if an array has a type that the browser cannot read.
        ShapeError: if the arrays before and after the shift have different shapes.
        SpecError: if the shift is beyond its limits.
    """
    mount("shifter", key=key, data=message(scene), states=("shift",))
