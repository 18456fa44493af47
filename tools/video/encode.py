"""Footage -> one clip in the house format, conformed on the way and streamed: memory does not grow with length."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from videostudio.film.errors import StudioError
from videostudio.tools.images import Pixels
from videostudio.tools.video.conform import PixelFormat, Source, Target, conformed
from videostudio.tools.video.house import add_house_stream, encode_into, gop_starts
from videostudio.tools.video.mp4 import writing


@dataclass(frozen=True)
class ClipFacts:
    """What was written: size in px, frames with the tail handle, frames a second."""

    width: int
    height: int
    frames: int
    tail_frames: int
    fps: int


def encode_clip(
    frames: Iterator[Pixels],
    *,
    source_width: int,
    source_height: int,
    source_fps: int,
    pixel_format: PixelFormat = "rgb24",
    width: int,
    height: int,
    fps: int,
    film_frames: int,
    tail_frames: int,
    out: Path,
    quick: bool = False,
) -> ClipFacts:
    """Writes `film_frames` frames of film time and a tail handle of `tail_frames` to `out` (MP4, house
    format). The handle starts on a keyframe, so that film time is whole GOPs. "rgb24" frames are
    (H, W, 3), "yuv420p" frames planar (see `colour`); other sizes and rates are conformed. `quick` searches less,
    for pictures in which hardly anything moves.

    Raises GeneratorError when the footage is too short or not what was announced, NotEnoughDisk or
    UnusablePath when `out` cannot be written, and what `frames` raises itself; `out` is then half written
    and worth nothing."""
    if width % 2 or height % 2:
        raise StudioError(f"a clip of {width}x{height} px cannot be stored: yuv420p needs even sides")
    source = Source(source_width, source_height, source_fps, pixel_format)
    target = Target(width, height, fps, film_frames + tail_frames)
    with writing(out) as container:
        stream = add_house_stream(container, width, height, fps, mixes=quick)
        encode_into(container, stream, conformed(frames, source, target), gop_starts(film_frames, tail_frames))
    return ClipFacts(width, height, target.frames, tail_frames, fps)
