"""Gaits: where feet are while a body goes on, so that a foot on the ground stays where it is."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A foot: how far it is ahead of where it stands at rest and how high, in own heights."""

    along: float
    up: float


@dataclass(frozen=True)
class Gait:
    """`ground` is the share of a stride that a foot is on the ground, `reach` the furthest that it swings ahead
    and behind together, `lift` how high it swings (both in own heights once they are, in legs before); `slow` is
    the longest stride and `quick` the shortest, s."""

    ground: float
    reach: float
    lift: float
    slow: float
    quick: float

    def stride(self, speed: float) -> float:
        """Seconds from one step of a foot to its next."""
        if speed <= 0:
            return self.slow
        return min(max(self.reach / (speed * self.ground), self.quick), self.slow)

    def phase(self, t: float, speed: float) -> float:
        """Strides since the middle of a foot's time on the ground."""
        return t / self.stride(speed)

    def step(self, t: float, speed: float, *, second: bool) -> Step:
        """A foot at `t` s. At 0 s all feet stand where they rest: first ones are halfway through their time on the
        ground, `second` ones are about to be put down."""
        stride = self.stride(speed)
        phase = (t / stride + (0.5 if second else 0.0) + 0.5) % 1.0 - 0.5
        half = self.ground / 2
        if abs(phase) <= half:
            return Step(-speed * stride * phase, 0.0)
        swing = ((phase if phase > 0 else phase + 1) - half) / (1 - self.ground)
        eased = swing * swing * (3 - 2 * swing)
        furthest = speed * stride * half
        begun = min(1.0, t / (0.25 * stride))
        return Step(furthest * (2 * eased - 1), begun * self.lift * math.sin(math.pi * swing) ** 0.8)


WALK = Gait(ground=0.60, reach=1.1, lift=0.20, slow=1.15, quick=0.42)
RUN = Gait(ground=0.42, reach=1.5, lift=0.34, slow=0.62, quick=0.28)
SNEAK = Gait(ground=0.70, reach=0.9, lift=0.30, slow=1.9, quick=0.7)
