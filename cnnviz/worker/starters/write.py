"""Write a trained starter: its weights, and its description beside them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cnnviz.data.starters import Starter


def write(described: Starter, weights: dict[str, NDArray[np.float32]], folder: Path) -> None:
    """Write `<name>.npz` and then `<name>.json`, each beside its place and then renamed.

    Args:
        described: what the description says.
        weights: by "layer/variable".
        folder: is made if it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    arrays = folder / f"{described.name}.npz"
    with (beside := arrays.with_suffix(".npz.new")).open("wb") as file:
        np.savez(file, allow_pickle=False, **weights)
    beside.replace(arrays)
    text = folder / f"{described.name}.json"
    (beside := text.with_suffix(".json.new")).write_text(
        described.model_dump_json(indent=2) + "\n", encoding="utf-8"
    )
    beside.replace(text)
