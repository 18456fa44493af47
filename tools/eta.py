"""How long the rest will take."""

from collections.abc import Mapping

from videostudio.film.take import Stage

WEIGHTS: Mapping[Stage, float] = {
    Stage.WRITER: 1.0,
    Stage.REFERENCE: 1.0,
    Stage.IMAGE: 2.0,
    Stage.CLIP: 30.0,
    Stage.SCORE: 3.0,
    Stage.SOUND: 2.0,
    Stage.MUSIC: 6.0,
    Stage.CUT: 12.0,
}
"""What one request of a stage costs, in units that only matter against each other (preview profile). See `cut_cost`."""

JOINED, MIXED, CARDS = 3.0, 3.0, 16.0
"""What the cut costs: for a scene, for a scene's sound, and for both cards, which it draws and encodes itself."""


def cut_cost(scenes: int, *, sound: bool, cards: bool) -> float:
    """What the cut of a film costs, in the units of `WEIGHTS`."""
    return scenes * (JOINED + (MIXED if sound else 0.0)) + (CARDS if cards else 0.0)


def time_left(
    done: Mapping[Stage, float],
    total: Mapping[Stage, float],
    elapsed_s: float,
    weights: Mapping[Stage, float] = WEIGHTS,
) -> float | None:
    """Seconds until `total` is done at the pace of `done` in `elapsed_s`; None before anything is done.

    Count only requests that were worked on: one that the store answered says nothing about the pace.
    """
    behind = _work(done, weights)
    if behind <= 0 or elapsed_s <= 0:
        return None
    ahead = max(0.0, _work(total, weights) - behind)
    return ahead * elapsed_s / behind


def _work(requests: Mapping[Stage, float], weights: Mapping[Stage, float]) -> float:
    return sum(count * weights[stage] for stage, count in requests.items())
