"""Between two mounts of a stage: edits are applied, the chosen map and pin are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from . import link
from .components.stage import KernelEdit, Scene, stage, stage_answer
from .components.stage.scene import Display
from .controls import fields
from .session import session, widget_value
from .step import Step

CODE = "code"  # the fold that shows what the stage computes
DISPLAYS = {
    "signed": "Signed, around zero",
    "absolute": "Absolute",
    "clipped": "Clipped to 0–255",
    "stretched": "Stretched",
}


@dataclass(frozen=True)
class Look:
    """Where the visitor looks on a stage."""

    key: str
    filter: int
    pin: tuple[int, int] | None


@dataclass(frozen=True, eq=False)
class Shown:
    """What is on a stage."""

    step: Step
    look: Look
    revision: int

    def outdates(self, before: "Shown") -> bool:
        """Whether what was drawn around the stage for `before` is wrong now."""
        looks_elsewhere = self.look.filter != before.look.filter
        is_edited = self.step.names != before.step.names
        code_is_old = bool(widget_value(CODE)) and self.revision != before.revision
        return looks_elsewhere or is_edited or code_is_old


def look_at(key: str, maps: int, apply: Callable[[KernelEdit], None] | None = None) -> Look:
    """Read what was done on the stage `key`; an edit of its kernel is applied first.

    Args:
        key: the stage's identity.
        maps: number of maps that can be looked at.
        apply: takes an edited kernel into possession; None where none can be edited.
    """
    own = session()
    answer = stage_answer(key)
    if apply and answer.edit and own.answered.get(key, 0) < answer.edit.seq:
        own.answered[key] = answer.edit.seq
        apply(answer.edit)
    pin = answer.pin if answer.heard else _pin_of_link()
    chosen = answer.filter if answer.filter is not None else _map_of_link(maps)
    filter_ = min(chosen, maps - 1)
    if maps > 1:  # or a page with one map would forget which one was chosen on another
        link.keep("map", str(filter_), default="0")
    link.keep("pin", f"{pin[0]}.{pin[1]}" if pin else "", default="")
    return Look(key, filter_, pin)


def _map_of_link(maps: int) -> int:
    text = link.read("map") or "0"
    if text.isdecimal():
        return int(text)
    fields.refuse("Map", "map", f"0 to {maps - 1}", "the first")
    return 0


def _pin_of_link() -> tuple[int, int] | None:
    text = link.read("pin")
    pin = fields.number_pair_of(text)
    if text and pin is None:
        fields.refuse("Pinned cell", "pin", "a row and a column such as 1.2", "none pinned")
    return pin


def show_step(step: Step, look: Look, *, display: str, title: str, editable: bool = True) -> Shown:
    """Put one step on the stage."""
    rows, columns, _ = step.y.shape
    inside = look.pin and look.pin[0] < rows and look.pin[1] < columns
    scene = Scene(
        sliding=step.sliding,
        x=step.source.stored,
        x_id=step.source.id,
        shift=step.source.shift,
        divisor=step.source.divisor,
        y=step.y,
        channel_names=step.source.names,
        filter_names=step.names,
        filter=look.filter,
        kernel=step.kernel,
        bias=step.bias,
        activation=step.activation,
        editable=editable and step.kernel is not None,
        display=cast("Display", display),
        dimensions=1 if step.dimensions == 1 else 2,
        pin=look.pin if inside else None,
        title=title,
        pad=step.source.pad,
        ack=session().answered.get(look.key, 0),
    )
    stage(scene, key=look.key)
    return Shown(step, look, session().revision)
