"""Beats: the curves of which acts are made. All take seconds, and are 0 at 0 s unless they say otherwise."""

import math


def wave(t: float, hertz: float) -> float:
    """-1..1."""
    return math.sin(2 * math.pi * hertz * t)


def hop(t: float, hertz: float) -> float:
    """0 on the ground, 1 at the top, once per beat."""
    return abs(math.sin(math.pi * hertz * t))


def ease(x: float) -> float:
    """0 below 0, 1 above 1, and smooth between."""
    x = min(max(x, 0.0), 1.0)
    return x * x * (3 - 2 * x)


def overshoot(x: float) -> float:
    """0 below 0, then a little beyond 1 and back to it."""
    if x <= 0:
        return 0.0
    return 1 - math.exp(-4.2 * x) * math.cos(5.5 * x)


def spell(t: float, start: float, rise: float, stay: float, fall: float) -> float:
    """0, then 1 from `start` + `rise` on for `stay` s, then 0 again."""
    return ease((t - start) / rise) * (1 - ease((t - start - rise - stay) / fall))


def again(t: float, every: float) -> float:
    """Seconds since the last of equal beats began."""
    return t % every


def squash(amount: float) -> tuple[float, float]:
    """(wide, tall) of a body pressed down by `amount` (-0.5..0.5) that keeps its size."""
    tall = 1 - amount
    return 1 / math.sqrt(max(tall, 0.3)), tall
