"""What is reported: a figure with its limit and the way it was measured."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True, kw_only=True)
class Result:
    """One measured figure.

    Attributes:
        point: what the figure is held to, in the words of the specification.
        figure: what exactly was measured.
        unit: of `p50`, `p95` and `limit`.
        p50: median; the only value where it was measured once.
        p95: 95th percentile; None where there are too few events for one.
        limit: by name of the value; empty where the figure only stands beside another.
        met: whether all limits are; None where there are none.
        events: how often it was measured.
        how: from where to where, and under what circumstances.
        details: whatever explains the figure.
    """

    point: str
    figure: str
    unit: str
    p50: float
    p95: float | None
    limit: Mapping[str, float]
    met: bool | None
    events: int
    how: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The fields, rounded for reading."""
        rounded: dict[str, Any] = _rounded(asdict(self))
        return rounded


def result(
    values: Sequence[float],
    *,
    point: str,
    figure: str,
    unit: str,
    how: str,
    limit: Mapping[str, float] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Result:
    """Summarise measured values.

    Args:
        values: one per event, in `unit`.
        point: see `Result`.
        figure: see `Result`.
        unit: see `Result`.
        how: see `Result`.
        limit: the most that "p50", "p95" or "max" may be.
        details: see `Result`.

    Raises:
        ValueError: if nothing was measured.
    """
    if not values:
        raise ValueError(f"{point}, {figure}: nothing was measured.")
    limit = limit or {}
    summary = summarise(values)
    return Result(
        point=point,
        figure=figure,
        unit=unit,
        p50=summary["p50"],
        p95=summary["p95"] if len(values) >= 20 else None,
        limit=limit,
        met=all(summary[name] <= most for name, most in limit.items()) if limit else None,
        events=len(values),
        how=how,
        details={"min": summary["min"], "max": summary["max"], **(details or {})},
    )


def summarise(values: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and both ends."""
    p50, p95 = np.percentile(values, [50, 95])
    return {"p50": float(p50), "p95": float(p95), "min": min(values), "max": max(values)}


def load() -> float:
    """How many processes compete for the cores now; the figures of a busy machine are worse."""
    return os.getloadavg()[0]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, Mapping):
        return {name: _rounded(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return value
