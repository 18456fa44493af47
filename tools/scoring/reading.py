"""Clips as scorers want them: every frame decoded once, a few of them kept, small.

Owns which frames are kept and how small. Knows nothing of scores.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame

from videostudio.film.errors import GeneratorError
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import keyframes
from videostudio.tools.video.colour import planar_to_rgb
from videostudio.tools.video.decode import planar, planar_frames
from videostudio.tools.video.probe import opened

LONG_SIDE = 320
"""px of the kept pictures: the slowest scripted move is still 3 px from one to the next."""
PER_SECOND = 4
"""Pictures kept of a second of film."""
PLANAR = ("yuv420p", "yuvj420p", "yuv422p", "yuv444p", "gray")
"""Formats whose first plane is 8-bit brightness."""
RASTER = 32
"""Cells along the long side of the rasters that are kept of every frame."""
STILLS = 6
"""Colour pictures kept of a clip that is compared with others."""


@dataclass(frozen=True)
class Clip:
    """A clip as read. `frames` were decoded before the end or `error`; `pictures` are grey (h, w) uint8,
    `step` frames apart, `shrink` times smaller than the clip; `rasters` are every frame's brightness in RASTER cells
    across, (rows, columns) uint8."""

    width: int
    height: int
    fps: Fraction
    frames: int
    step: int
    shrink: float
    pictures: tuple[Pixels, ...]
    rasters: tuple[Pixels, ...] = ()
    error: str = ""


def read_clip(path: Path) -> Clip:
    """All of `path`; its keyframes are kept for whoever asks next. What cannot be decoded ends the clip and is told in
    `error`, it never raises."""
    width, height, fps = 0, 0, Fraction(0)
    kept, rasters, keys = list[Pixels](), list[Pixels](), list[Pixels]()
    error = ""
    try:
        with opened(path, quick=True) as container:
            stream = container.streams.video[0]
            width, height, fps = stream.width, stream.height, stream.average_rate or Fraction(0)
            stream.codec_context.thread_count = 1
            for frame in container.decode(stream):
                luma = _luma(frame)
                if len(rasters) % _step(fps) == 0:
                    kept.append(_small(luma))
                rasters.append(_raster(luma))
                if frame.key_frame:
                    keys.append(planar(frame))
        keyframes.keep(path, tuple(keys))
    except GeneratorError as told:
        error = str(told)
    shrink = max(1.0, max(width, height) / LONG_SIDE)
    return Clip(
        width,
        height,
        fps,
        len(rasters),
        _step(fps),
        shrink,
        tuple(kept),
        tuple(rasters),
        error or ("" if rasters else "no frames"),
    )


def read_stills(path: Path) -> tuple[Pixels, ...]:
    """Up to STILLS small (h, w, 3) RGB pictures spread over the clip's keyframes; () if none can be decoded."""
    stills: list[Pixels] = []
    try:
        with opened(path, quick=True) as container:
            container.streams.video[0].codec_context.skip_frame = "NONKEY"
            stills.extend(_colour(planar) for planar in _key_frames(container))
    except GeneratorError:
        return ()
    spread = np.linspace(0, len(stills) - 1, min(STILLS, len(stills)))
    return tuple(stills[int(index)] for index in spread)


def _key_frames(container: InputContainer) -> list[Pixels]:
    return list(planar_frames(container))


def _step(fps: Fraction) -> int:
    return max(1, round(fps / PER_SECOND))


def _luma(frame: VideoFrame) -> Pixels:
    """A view of the frame's (H, W) brightness: copying every frame would take as long as measuring it."""
    plane = (frame if frame.format.name in PLANAR else frame.reformat(format="yuv420p")).planes[0]
    return np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]


def _small(luma: Pixels) -> Pixels:
    return np.asarray(cv2.resize(luma, _size(*luma.shape[::-1]), interpolation=cv2.INTER_AREA), np.uint8)


def _raster(luma: Pixels) -> Pixels:
    """Means over cells, from every n-th pixel of every n-th row: reading them all would take ten times as long."""
    height, width = luma.shape
    every = max(1, max(width, height) // LONG_SIDE)
    cell = max(1.0, max(width, height) / RASTER)
    size = (max(1, round(width / cell)), max(1, round(height / cell)))
    some = np.ascontiguousarray(luma[::every, ::every])
    return np.asarray(cv2.resize(some, size, interpolation=cv2.INTER_AREA), np.uint8)


def _colour(planar: Pixels) -> Pixels:
    rows, width = planar.shape
    return planar_to_rgb(planar, _size(width, rows * 2 // 3))


def _size(width: int, height: int) -> tuple[int, int]:
    shrink = max(1.0, max(width, height) / LONG_SIDE)
    return max(1, round(width / shrink)), max(1, round(height / shrink))
