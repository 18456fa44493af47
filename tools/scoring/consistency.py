"""How much pictures that should show the same do so: from frame to frame, and from scene to scene. Pure.

Frame and Scene Consistency are those of the VideoStudio paper (section 4.2), whose Scene Consistency is that of
VideoDirectorGPT (Lin et al., 2023). The papers give them times 100; here they are cosines, in [-1, 1].
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from videostudio.tools.scoring.vectors import Vectors, cosines, medoid, neighbour_cosines, pair_cosines


@dataclass(frozen=True)
class SceneConsistency:
    """How alike something looks in the scenes of a film; None where there is no pair.

    `adjacent` is the mean over the N - 1 pairs of a scene and the next one that shows it, which is surely what
    VideoDirectorGPT means; `as_printed` is the same sum over N, which is what it prints; `all_pairs` is the mean over
    all N (N - 1) / 2. `seen` is N: scenes in which it was found. Those where it should be and was not found are counted
    in `missed` and in nothing else: the papers do not say what becomes of them, and a likeness of 0 would be made up.
    """

    adjacent: float | None
    as_printed: float | None
    all_pairs: float | None
    seen: int
    missed: int


def frame_consistency(frames: ArrayLike) -> float:
    """(T, D) embeddings of a clip's frames in their order -> mean cosine of each and the next, as in the VideoStudio
    paper; not over all pairs, as others do. Raises ValueError for fewer than two."""
    return float(neighbour_cosines(frames).mean())


def scene_consistency(looks: Sequence[ArrayLike | None]) -> SceneConsistency:
    """One entity or place, as embeddings (D,) of what is seen of it in every scene that should show it, in the film's
    order; None where it was not found. Scenes that should not show it are left out by the caller."""
    seen = [np.asarray(look, np.float64) for look in looks if look is not None]
    missed = len(looks) - len(seen)
    if len(seen) < 2:
        return SceneConsistency(None, None, None, len(seen), missed)
    rows = np.stack(seen)
    total = float(neighbour_cosines(rows).sum())
    count = len(seen)
    return SceneConsistency(total / (count - 1), total / count, float(pair_cosines(rows).mean()), count, missed)


def mean_consistency(parts: Iterable[SceneConsistency]) -> SceneConsistency:
    """Of a whole film: the mean over its entities (or places) that can be compared, each counting once; `seen` and
    `missed` are summed over all of them."""
    known = list(parts)
    return SceneConsistency(
        _mean(part.adjacent for part in known),
        _mean(part.as_printed for part in known),
        _mean(part.all_pairs for part in known),
        sum(part.seen for part in known),
        sum(part.missed for part in known),
    )


def from_medoid(looks: ArrayLike) -> Vectors:
    """(N, D) -> (N,) distances 1 - cosine, in [0, 2], to the medoid: the row that is most like all others (the first,
    if several are). The largest is the outlier. Raises ValueError where there are none."""
    table = cosines(looks, looks)
    return np.asarray(1 - table[medoid(table)])


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None
