"""The layouts that arrays have in this package, as names for types."""

from typing import Any

from numpy.typing import NDArray

Plane = NDArray[Any]  # (H, W)
FeatureMap = NDArray[Any]  # (H, W, C)
Kernel = NDArray[Any]  # (kh, kw, Cin/groups, Cout)
Signal = NDArray[Any]  # (L,) or (L, C)
Batch = NDArray[Any]  # (N, H, W, C)
