"""The scores of one clip, from what was read of it. Pure: no files, no decoding.

`decodable`, `size_matches`, `length_matches`, `fps_matches` (0 or 1); `contrast` (levels, the lowest of the
pictures kept); `still` (longest stretch without change, s) and, where somebody or the camera has to move,
`motion` (share of neighbouring pictures that differ); `flicker` (levels by which brightness jumps from frame to
frame); `wildness` (mean speed beside the clip's own camera, % of the width a second); `camera` (agreement with the
scripted move, [0, 1]) and, where a move was scripted, `camera_speed_ratio` (speed along the script's direction over
the scripted one; negative: the other way).
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from videostudio.film.camera import CameraMove, Direction
from videostudio.film.requests import ScoreRequest
from videostudio.film.scene import tail_frames
from videostudio.film.score import Frames
from videostudio.film.staging import Staging
from videostudio.tools.scoring import agreement, camera, looks
from videostudio.tools.scoring.flicker import LEAST_FRAMES, flicker, jumps
from videostudio.tools.scoring.reading import Clip
from videostudio.tools.scoring.regions import scaled


class Named(NamedTuple):
    """What a score is made of, but for who measured it and whom it is about; see Score."""

    name: str
    value: float | None
    unit: str
    explanation: str
    frames: Frames | None = None


LEAST_SUPPORT = 0.15
"""A camera that fewer of the votes follow than this was not found."""


def scores(clip: Clip, request: ScoreRequest, staging: Staging | None) -> Iterator[Named]:
    """Everything that can be said of `clip`."""
    yield _yes("decodable", not clip.error, clip.error or f"{clip.frames} frames decoded")
    if clip.width and request.width and request.height:
        yield size_matches(clip.width, clip.height, request.width, request.height)
    if request.frames and request.fps:
        yield _length(clip, request.frames, request.fps)
    if clip.fps and request.fps:
        yield _yes("fps_matches", clip.fps == request.fps, f"{_fps(clip.fps)} fps, wanted {request.fps}")
    if not clip.pictures:
        return
    contrasts = [looks.contrast(picture) for picture in clip.pictures]
    dull = looks.dullest(contrasts)
    last = min(dull.stop * clip.step, clip.frames) - 1
    yield contrast_score(min(contrasts))._replace(frames=(dull.start * clip.step, last))
    yield from _motion(clip, has_to_move=_has_to_move(request))
    yield _flicker(clip)
    if request.camera is not None:
        yield from _camera(clip, request.camera, staging, request.frames or clip.frames)


def size_matches(width: int, height: int, wanted_width: int, wanted_height: int) -> Named:
    told = f"{width} x {height} px, wanted {wanted_width} x {wanted_height}"
    return _yes("size_matches", (width, height) == (wanted_width, wanted_height), told)


def contrast_score(levels: float) -> Named:
    return Named("contrast", levels, "levels", f"brightness varies by {levels:.1f} levels (standard deviation)")


def _length(clip: Clip, frames: int, fps: int) -> Named:
    tail = tail_frames(fps)
    told = f"{clip.frames} frames, wanted {frames} and {tail} of handle"
    return _yes("length_matches", clip.frames == frames + tail, told)


def _has_to_move(request: ScoreRequest) -> bool:
    """An empty room before a camera that stands still may be still."""
    return bool(request.cast) or request.camera is None or request.camera.direction is not Direction.STATIC


def _motion(clip: Clip, *, has_to_move: bool) -> Iterator[Named]:
    change = looks.changes(clip.pictures)
    if not change or not clip.fps:
        yield Named("motion", None, "share", f"could not be measured: {len(clip.pictures)} picture(s) kept")
        return
    differ = sum(levels >= looks.CHANGE_LEVELS for levels in change)
    told = f"{differ} of {len(change)} neighbouring pictures differ, {float(np.mean(change)):.1f} levels on average"
    still = looks.longest_still(change)
    frames = (still.start * clip.step, still.stop * clip.step) if still else None
    if has_to_move:
        yield Named("motion", differ / len(change), "share", told, frames)
    still_s = len(still) * clip.step / float(clip.fps)
    yield Named("still", still_s, "s", f"nothing moves for {still_s:.2f} s at a time", frames)


def _flicker(clip: Clip) -> Named:
    levels = flicker(clip.rasters)
    if levels is None:
        told = f"could not be measured: {clip.frames} frame(s), it takes {LEAST_FRAMES}"
        return Named("flicker", None, "levels", told)
    jumping = np.flatnonzero(jumps(clip.rasters) >= levels) + 1
    told = f"half of the picture is {levels:.1f} levels off what is before and after it"
    return Named("flicker", levels, "levels", told, (int(jumping[0]), int(jumping[-1])))


def _camera(clip: Clip, wanted: CameraMove, staging: Staging | None, frames: int) -> Iterator[Named]:
    scale = clip.pictures[0].shape[0] / staging.height if staging else 1.0
    row = staging.ground_px * scale if staging else None
    figures = [scaled(one.where, scale) for one in staging.placements] if staging else []
    steady = camera.steady_pictures(len(clip.pictures), clip.step, frames, round(clip.fps) or 1)
    seen = camera.measure(clip.pictures, step=clip.step, ground_row=row, figures=figures, steady=steady)
    if seen is not None and clip.fps:
        yield _wildness(seen, clip)
    if seen is None or seen.support < LEAST_SUPPORT or not clip.fps:
        why = "too little texture" if seen is None else f"only {seen.support:.0%} of the picture moves together"
        yield Named("camera", None, "agreement", f"could not be measured: {why}; wanted {wanted}")
        return
    fps, (height, width) = float(clip.fps), clip.pictures[0].shape
    if seen.on_ground:
        value = agreement.agreement(seen.flow, wanted, width=width, height=height, fps=fps)
    else:
        value = agreement.direction_agreement(seen.flow, wanted, width=width, height=height, fps=fps)
    yield Named("camera", value, "agreement", _told(seen, wanted, width, height, fps))
    if wanted.direction is not Direction.STATIC:
        yield _speed_ratio(seen, wanted, width, height, fps)


def _wildness(seen: camera.Measured, clip: Clip) -> Named:
    speed = 100 * seen.beside * float(clip.fps) / clip.pictures[0].shape[1]
    told = f"beside the camera the picture moves at {speed:.1f} % of its width a second"
    return Named("wildness", speed, "%/s", told)


def _told(seen: camera.Measured, wanted: CameraMove, width: int, height: int, fps: float) -> str:
    direction, speed = agreement.direction_of(seen.flow, width=width, fps=fps)
    _, should = agreement.direction_of(wanted.flow(width, height, 1), width=width, fps=1)
    where = "" if seen.on_ground else "; the ground shows too little texture, so only the direction counts"
    return f"wanted {wanted} ({should:.1f} %/s), measured {direction} ({speed:.1f} %/s){where}"


def _speed_ratio(seen: camera.Measured, wanted: CameraMove, width: int, height: int, fps: float) -> Named:
    if not seen.on_ground:
        return Named("camera_speed_ratio", None, "ratio", "could not be measured: the ground shows too little texture")
    ratio = agreement.speed_ratio(seen.flow, wanted, width=width, height=height, fps=fps)
    return Named("camera_speed_ratio", ratio, "ratio", f"the camera moves at {ratio:.2f} of the scripted speed")


def _yes(name: str, holds: bool, explanation: str) -> Named:
    return Named(name, float(holds), "yes/no", explanation)


def _fps(fps: Fraction) -> str:
    return f"{float(fps):g}"
