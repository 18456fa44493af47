"""Frames out of a video file, one at a time."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace

from videostudio.film.errors import GeneratorError
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb
from videostudio.tools.video.probe import opened

_UNSPECIFIED = 2
_AS_STORED = (Colorspace.ITU709, _UNSPECIFIED)
"""Untagged video is taken for BT.709."""


def frames(path: Path, *, every: int = 1, width: int | None = None) -> Iterator[Pixels]:
    """Frames 0, `every`, 2 * `every`, ... as (H, W, 3) RGB uint8, scaled to `width` px if given.
    Raises GeneratorError when the file cannot be read, also in the middle of it."""
    with opened(path, quick=True) as container:
        for one in islice(planar_frames(container), 0, None, every):
            yield planar_to_rgb(one, _scaled_size(one, width))


def frame_at(path: Path, index: int, *, width: int | None = None) -> Pixels:
    """Frame `index` (from 0) as (H, W, 3) RGB uint8. Raises GeneratorError when there is none."""
    with opened(path, quick=True) as container:
        for one in planar_frames(container, first=index):
            return planar_to_rgb(one, _scaled_size(one, width))
    raise GeneratorError(f"{path.name} has no frame {index}: it is shorter")


def planar_frames(container: InputContainer, *, first: int = 0) -> Iterator[Pixels]:
    """Frames `first`, `first` + 1, ... as planar frames (see `colour`); decoding starts at the last keyframe
    before, not at the beginning. Read errors are PyAV's."""
    stream = container.streams.video[0]
    stream.codec_context.thread_count = 1
    rate = stream.average_rate or Fraction(1)
    time_base = stream.time_base or 1 / rate
    if first:
        container.seek(round(first / rate / time_base), stream=stream)
    for frame in container.decode(stream):
        if round((frame.pts or 0) * time_base * rate) >= first:
            yield planar(frame)


def planar(frame: VideoFrame) -> Pixels:
    """A decoded frame of any format as a planar frame."""
    if frame.format.name != "yuv420p" or frame.colorspace not in _AS_STORED or frame.color_range == ColorRange.JPEG:
        frame = frame.reformat(
            width=frame.width // 2 * 2,
            height=frame.height // 2 * 2,
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
    return np.asarray(frame.to_ndarray(), dtype=np.uint8)


def _scaled_size(frame: Pixels, width: int | None) -> tuple[int, int] | None:
    if width is None:
        return None
    rows, own_width = frame.shape
    return width, max(1, round(rows * 2 / 3 * width / own_width))
