"""Frames between the few that the small clip model makes, by optical flow.

Two frames a second are a slide show; a model of more would take as many times longer to train and to film with. Every
frame of the model stays as it is, and those between are both neighbours warped towards each other and mixed (the
approximation of flows at a time between, from Jiang et al. 2018, equation 4, with DIS flow, Kroeger et al. 2016). What
one neighbour hides is taken from the other as far as the flows disagree there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest
from videostudio.generators.ports import Footage, SceneFilmer
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 1
"""Raise it whenever the same frames give others between them."""

Flow = NDArray[np.float32]
"""(H, W, 2): where each px goes, px."""
FINE = 2
"""Times as large that flow is looked for: small limbs are lost otherwise."""
DOUBT_PX = 1.5
"""How far a px may come back from where it began until half of it is believed."""


def filled(frames: Iterator[Pixels], times: int) -> Iterator[Pixels]:
    """(H, W, 3) frames -> `times` as many, of as many times the rate; the last one stays to its end."""
    before: Pixels | None = None
    for frame in frames:
        if before is not None:
            yield before
            yield from between(before, frame, times)
        before = frame
    if before is not None:
        yield from [before] * times


def between(one: Pixels, other: Pixels, times: int) -> Iterator[Pixels]:
    """The `times` - 1 frames that lie evenly between two."""
    if times < 2:
        return
    there, back = _flow(one, other), _flow(other, one)
    forth, home = one.astype(np.float32), other.astype(np.float32)
    sure = _believed(there, back)[..., None], _believed(back, there)[..., None]
    for at in (number / times for number in range(1, times)):
        to_one = -(1 - at) * at * there + at * at * back
        to_other = (1 - at) ** 2 * there - at * (1 - at) * back
        first, second = _warped(forth, to_one), _warped(home, to_other)
        own = (1 - at) * _warped(sure[0], to_one)[..., None]
        others = at * _warped(sure[1], to_other)[..., None]
        yield np.asarray(np.rint((own * first + others * second) / (own + others)).clip(0, 255), np.uint8)


def _flow(one: Pixels, other: Pixels) -> Flow:
    height, width = one.shape[:2]
    large = [
        cv2.resize(cv2.cvtColor(each, cv2.COLOR_RGB2GRAY), (FINE * width, FINE * height), interpolation=cv2.INTER_CUBIC)
        for each in (one, other)
    ]
    dense = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    found = dense.calc(large[0], large[1], np.zeros((FINE * height, FINE * width, 2), np.float32))
    return np.asarray(cv2.resize(found, (width, height), interpolation=cv2.INTER_AREA) / FINE, np.float32)


def _believed(there: Flow, back: Flow) -> NDArray[np.float32]:
    """(H, W) in (0, 1]: how far a px comes back by the other flow to where it began; least where it is hidden."""
    away = np.linalg.norm(there + _warped(back, there), axis=-1)
    return np.asarray(1e-3 + 1 / (1 + (away / DOUBT_PX) ** 2), np.float32)


def _warped(picture: NDArray[np.float32], flow: Flow) -> NDArray[np.float32]:
    """What each px finds where the flow leads it."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    found = cv2.remap(picture, x + flow[..., 0], y + flow[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32)


@dataclass(frozen=True)
class FilledFilmer:
    """A SceneFilmer around one of few frames a second, filled up to at most `fps`."""

    inner: SceneFilmer
    fps: int

    @property
    def identity(self) -> Identity:
        """Who films, and that it is filled."""
        inner = self.inner.identity
        return inner.model_copy(update={"switches": {**inner.switches, "between": f"{CODE_VERSION} to {self.fps}"}})

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. Raises as the inner one."""
        footage = self.inner.shoot_clip(request, artifacts=artifacts)
        times = max(1, min(self.fps, request.fps) // footage.fps)
        if times == 1:
            return footage
        told = f"of {times} frames {times - 1} lie between those of the model, which makes {footage.fps} a second"
        frames = filled((np.ascontiguousarray(frame) for frame in footage.frames), times)
        return replace(footage, frames=frames, fps=footage.fps * times, notes=(*footage.notes, told))
