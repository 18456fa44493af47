"""What an effect is made from and what it is made of."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from videostudio.generators.sound.tone import Chance, Mono


@dataclass(frozen=True)
class Moment:
    """A scene as an effect sees it: how many seconds it lasts, what there is to walk on, and chance of its own.
    `weight` says how heavy who acts is: 0 a mouse, 1 a person, 2 an elephant. `shown` is when (s) feet or tools are
    seen to come down; nothing where that is not known."""

    seconds: float
    ground: str
    weight: float
    rng: Chance
    shown: tuple[float, ...] = ()

    @property
    def middle(self) -> float:
        """When the one thing happens that happens in the scene, in s."""
        return 0.42 * self.seconds

    def beats(self, start: float, gap: float, margin: float) -> list[float]:
        """Moments in s: those that are shown, else every `gap` from `start` to `margin` before the end; at least
        the first."""
        if self.shown:
            return list(self.shown)
        count = max(1, math.ceil((self.seconds - margin - start) / gap))
        return [start + gap * number for number in range(count)]


@dataclass(frozen=True)
class Hit:
    """One sound of an effect: from `at_s` of the scene on, at `pan` (-1 left, 1 right), times `gain`."""

    at_s: float
    sound: Mono
    pan: float = 0.0
    gain: float = 1.0


Effect = Callable[[Moment], Iterator[Hit]]
