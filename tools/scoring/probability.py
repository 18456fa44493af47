"""How probable it is that a clip shows this event and not another: a softmax over texts, which calibrations scale."""

import numpy as np
from numpy.typing import ArrayLike

from videostudio.tools.scoring.vectors import Vectors, cosines


def event_probability(
    frames: ArrayLike, event: ArrayLike, distractors: ArrayLike, *, temperature: float
) -> float | None:
    """The share (0..1) of `event` (D,) among it and `distractors` (M, D), seen in frames (N, D); None without
    distractors, where every picture would get 1. Say nothing twice: a distractor that means the event halves it.

    Zero-shot classification by CLIP (Radford et al., 2021, section 3.1.2). Cosines are averaged over the frames first,
    as CLIPSIM does. Which share is how probable is told by takes (`platt.py`), not by the temperature."""
    others = np.asarray(distractors, np.float64)
    if not others.size:
        return None
    texts = np.vstack([np.atleast_2d(np.asarray(event, np.float64)), others])
    return float(softmax(cosines(frames, texts).mean(axis=0), temperature)[0])


def softmax(similarities: ArrayLike, temperature: float) -> Vectors:
    """(..., M) similarities -> (..., M) shares that sum to 1: exp(s / temperature), normalised."""
    if not temperature > 0:
        raise ValueError(f"a temperature is more than 0, not {temperature}")
    scaled = np.asarray(similarities, np.float64) / temperature
    grown = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True))
