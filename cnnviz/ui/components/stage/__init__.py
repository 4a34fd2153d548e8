"""The stage: input, window, kernel and output side by side, and the person is the kernel."""

from cnnviz.ui.components.register import mount

from .answer import KernelEdit, StageAnswer, stage_answer
from .message import message
from .scene import Scene

__all__ = ["KernelEdit", "Scene", "StageAnswer", "stage", "stage_answer"]


def stage(scene: Scene, *, key: str) -> None:
    """Show a scene; read what the person did with `stage_answer` before this call.

    Args:
        scene: what to show.
        key: the stage's identity over reruns, unique on its page.

    Raises:
        TypeError: if an array has a type that the browser cannot read.
        ValueError: if the arrays of the scene do not fit together.
    """
    answer = stage_answer(key)
    data = message(scene, key=key, known=answer.x_id, heard=answer.heard)
    mount("stage", key=key, data=data, states=("told",))
