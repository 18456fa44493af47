"""Form: the film's time divided into cells of a few beats, so that a scene's cut is always a cell's beginning."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SLOWEST, FASTEST = 1.2, 0.84
"""How far the length of a cell may be stretched or pressed to fit the film's cuts."""
TRIES = 37


class Arc(StrEnum):
    """Where a scene stands in the story."""

    ARRIVAL = "arrival"
    EVENT = "event"
    TURN = "turn"
    CLOSE = "close"


@dataclass(frozen=True)
class Cell:
    """`beats` beats from `start_s` on that share one chord. `scene` counts from 0, `number` from the beginning of
    the scene, which has `of` cells."""

    start_s: float
    seconds: float
    beats: int
    scene: int
    number: int
    of: int
    arc: Arc

    @property
    def beat_s(self) -> float:
        """Length of a beat in s."""
        return self.seconds / self.beats


def arcs(beats: Sequence[str]) -> tuple[Arc, ...]:
    """Each scene's place in the story: what it says itself, or else what its position says."""
    last = len(beats) - 1
    return tuple(Arc(beat) if beat in set(Arc) else _by_position(number, last) for number, beat in enumerate(beats))


def cells(scenes_s: Sequence[float], scene_arcs: Sequence[Arc], tempo: float, meter: int) -> tuple[Cell, ...]:
    """Cells of `meter` beats at about `tempo` beats a minute. A scene has a whole number of them; the one length
    that fits all scenes best is looked for first, and what is still amiss is spread over the scene."""
    usual = meter * 60 / tempo
    lengths = [usual * FASTEST * (SLOWEST / FASTEST) ** (step / (TRIES - 1)) for step in range(TRIES)]
    length = min(lengths, key=lambda length: _strain(scenes_s, length, usual))
    made, start = [], 0.0
    for scene, (seconds, arc) in enumerate(zip(scenes_s, scene_arcs, strict=True)):
        count = _count(seconds, length)
        made += [
            Cell(start + number * seconds / count, seconds / count, meter, scene, number, count, arc)
            for number in range(count)
        ]
        start += seconds
    return tuple(made)


def _by_position(number: int, last: int) -> Arc:
    if number == 0 and last > 0:
        return Arc.ARRIVAL
    if number == last:
        return Arc.CLOSE
    return Arc.TURN if number == last - 1 else Arc.EVENT


def _count(seconds: float, length: float) -> int:
    return max(1, round(seconds / length))


def _strain(scenes_s: Sequence[float], length: float, usual: float) -> float:
    """How much tempo has to bend in every scene, and a little for being another than usual."""
    bent = sum(seconds * math.log(seconds / _count(seconds, length) / length) ** 2 for seconds in scenes_s)
    return bent / sum(scenes_s) + 0.05 * math.log(length / usual) ** 2
