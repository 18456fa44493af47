"""The way of what is thrown: out of a hand, in an arc, and down."""

import math

RELEASE, LANDS = 0.38, 0.86
"""Shares of the scene at which it leaves the hand and comes down."""
FAR = 1.5
"""How far it flies, in heights of the thrower."""


def flight(share: float, far: float = FAR) -> tuple[float, float]:
    """Where it is at that share of the scene: ahead of the thrower's foot and above it (own heights)."""
    way = min(max((share - RELEASE) / (LANDS - RELEASE), 0.0), 1.0)
    roll = 1 - math.exp(-9 * max(share - LANDS, 0.0))
    return 0.3 + (far - 0.3) * way + 0.12 * roll, 0.95 + 0.35 * math.sin(math.pi * way) - 0.9 * way * way
