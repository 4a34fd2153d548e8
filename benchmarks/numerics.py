"""The report of `benchmarks.ops` in the form of the others."""

from collections.abc import Mapping
from typing import Any

from . import ops
from .results import Result

# entry of the report: what it is held to
_MEASURES = ("times as fast", "times as slow", "ms")


def measure() -> list[Result]:
    """Run `benchmarks.ops`."""
    return [_result(name, entry) for name, entry in ops.measure().items()]


def _result(name: str, entry: Mapping[str, Any]) -> Result:
    unit = next((measure for measure in _MEASURES if measure in entry), "times as slow")
    value = entry[unit] if unit in entry else max(entry["ratios"].values())
    least = unit == "times as fast"
    return Result(
        point="cnnviz.ops",
        figure=name,
        unit=unit,
        p50=value,
        p95=None,
        limit={"p50, at least" if least else "p50": entry["limit"]},
        met=bool(entry["met"]),
        events=ops.PAIRS,
        how="median of interleaved pairs, float32",
        details={key: part for key, part in entry.items() if key not in (unit, "limit", "met")},
    )
