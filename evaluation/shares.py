"""Shares of what was counted, with how far they can be trusted."""

import math
from collections.abc import Iterable
from typing import Any

Z = 1.959964
"""Standard deviations around the mean that hold 95 % of a normal distribution."""


def share(part: int, whole: int) -> float | None:
    """[0, 1]; None of nothing."""
    return round(part / whole, 4) if whole else None


def interval(part: int, whole: int) -> list[float] | None:
    """95 % interval of a share of independent cases (Wilson, 1927, eq. 1), [low, high]; None of nothing."""
    if not whole:
        return None
    spread = Z * Z / whole
    middle = (part / whole + spread / 2) / (1 + spread)
    half = math.sqrt(part * (whole - part) / whole**2 * spread + spread * spread / 4) / (1 + spread)
    return [round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)]


def counted(cases: Iterable[bool]) -> dict[str, Any]:
    """Of how many `cases` it holds: "count", "of", "share" and its "interval"."""
    found = list(cases)
    part, whole = sum(found), len(found)
    return {"count": part, "of": whole, "share": share(part, whole), "interval": interval(part, whole)}
