"""Metrics that need no model: VBench's temporal flickering and dynamic degree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from videostudio.film.score import Score
from videostudio.tools.metrics.shots import Shot
from videostudio.tools.scoring import vbench
from videostudio.tools.scoring.camera import dense_flow
from videostudio.tools.scoring.looks import luma
from videostudio.tools.video.probe import probe

FLICKER_BY = "pixels v1"
FLOW_BY = "OpenCV DIS flow v1"
FLOW_PX = 256
"""Short side of the pictures between which flow is looked for, px, at most."""


@dataclass(frozen=True)
class Motion:
    """Of one clip: VBench's temporal flickering, [0, 1], and whether much moves in it; None for too few frames."""

    flickering: float | None
    moves: bool | None


def motion(shot: Shot) -> Motion:
    """Reads the whole clip. Raises GeneratorError."""
    facts = probe(shot.clip)
    frames = min(facts.frames, shot.frames or facts.frames)
    width = min(facts.width, round(facts.width * FLOW_PX / min(facts.width, facts.height)))
    greys = [luma(frame) for frame in shot.read(every=max(1, round(facts.fps / vbench.FLOW_FPS)), width=width)]
    flows = [dense_flow(before, after) for before, after in pairwise(greys)]
    return Motion(
        vbench.temporal_flickering(shot.read()) if frames > 1 else None, vbench.moves_much(flows) if flows else None
    )


def scores(motions: Sequence[Motion]) -> Iterator[Score]:
    """Of all clips together, each counting once."""
    still = [one.flickering for one in motions if one.moves is False and one.flickering is not None]
    told = f"mean over {len(still)} of {len(motions)} clips: those in which little moves, as VBench wants it"
    if not still:
        told = f"could not be measured: much moves in all {len(motions)} clips, and VBench asks only of others"
    yield _score("temporal_flickering", still, "of 1", told, FLICKER_BY)
    moving = [float(one.moves) for one in motions if one.moves is not None]
    told = f"much moves in {sum(moving):.0f} of {len(moving)} clips"
    yield _score("dynamic_degree", moving, "share", told, FLOW_BY)


def _score(name: str, values: Sequence[float], unit: str, told: str, by: str) -> Score:
    value = float(np.mean(values)) if values else None
    return Score(name=name, value=value, unit=unit, explanation=told, by=by)
