"""Footage of any size, rate and length made into exactly the frames a film needs, one frame at a time.

Size: scaled to fill the picture and cropped in the middle while that costs at most an eighth of one side;
beyond that scaled to fit, with black bars. Rate: every film frame shows the source frame that stands at the
middle of its time; none is blended, so that no picture exists which the generator did not make.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Literal

import numpy as np

from videostudio.film.errors import GeneratorError
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import BLACK, planes, rgb_to_planar, scaled

PixelFormat = Literal["rgb24", "yuv420p"]

MOST_CROPPED = Fraction(1, 8)
"""The largest part of a side that is cropped away before bars are better."""


@dataclass(frozen=True)
class Source:
    """What comes in: size in px, frames a second, and how a frame is laid out (see `colour` for "yuv420p";
    "rgb24" is (H, W, 3))."""

    width: int
    height: int
    fps: int
    pixel_format: PixelFormat = "rgb24"

    @property
    def shape(self) -> tuple[int, ...]:
        """A frame's array shape."""
        if self.pixel_format == "rgb24":
            return (self.height, self.width, 3)
        return (self.height * 3 // 2, self.width)


@dataclass(frozen=True)
class Target:
    """What goes out: even size in px, frames a second, number of frames."""

    width: int
    height: int
    fps: int
    frames: int


@dataclass(frozen=True)
class Fit:
    """The source scaled to `scaled_width` x `scaled_height` px, centred on the target; what is larger is
    cropped, what is smaller gets bars. All numbers are even, so that chroma halves exactly."""

    scaled_width: int
    scaled_height: int


def fit(source: Source, target: Target) -> Fit:
    """How `source` is laid on `target`; equal proportions fill it exactly."""
    across, down = Fraction(target.width, source.width), Fraction(target.height, source.height)
    cover, inside = max(across, down), min(across, down)
    scale = cover if 1 - inside / cover <= MOST_CROPPED else inside
    width, height = (_even(source.width * scale), _even(source.height * scale))
    if scale == cover:
        return Fit(max(width, target.width), max(height, target.height))
    return Fit(min(width, target.width), min(height, target.height))


def conformed(frames: Iterator[Pixels], source: Source, target: Target) -> Iterator[Pixels]:
    """Exactly `target.frames` planar frames of the target's size. Raises GeneratorError when the source is
    too short or a frame is not what `source` says; what is left of the source is not read."""
    layout = fit(source, target)
    for frame in _at_rate(_checked(frames, source), source.fps, target):
        yield _laid_out(frame, source, target, layout)


def _checked(frames: Iterator[Pixels], source: Source) -> Iterator[Pixels]:
    for number, frame in enumerate(frames):
        if frame.shape != source.shape or frame.dtype != np.uint8:
            raise GeneratorError(
                f"frame {number} is {frame.dtype} {frame.shape}, announced was uint8 {source.shape} "
                f"({source.pixel_format}): the generator must say the size it films in"
            )
        yield frame


def _at_rate(frames: Iterator[Pixels], fps: int, target: Target) -> Iterator[Pixels]:
    read = 0
    for number in range(target.frames):
        wanted = (2 * number + 1) * fps // (2 * target.fps)
        for frame in islice(frames, wanted + 1 - read):
            current = frame
            read += 1
        if read <= wanted:
            raise _too_short(read, fps, target)
        yield current


def _too_short(read: int, fps: int, target: Target) -> GeneratorError:
    needed = (2 * target.frames - 1) * fps // (2 * target.fps) + 1
    return GeneratorError(
        f"the generator gave {read} frames at {fps} fps, needed are {needed} "
        f"for {target.frames} film frames at {target.fps} fps: film longer or fewer seconds"
    )


def _laid_out(frame: Pixels, source: Source, target: Target, layout: Fit) -> Pixels:
    if (source.width, source.height) == (target.width, target.height):
        return frame if source.pixel_format == "yuv420p" else rgb_to_planar(frame)
    size = (layout.scaled_width, layout.scaled_height)
    if source.pixel_format == "rgb24":
        whole = planes(rgb_to_planar(scaled(frame, size)))
    else:
        luma, blue, red = planes(np.ascontiguousarray(frame))
        half = (size[0] // 2, size[1] // 2)
        whole = (scaled(luma, size), scaled(blue, half), scaled(red, half))
    out: Pixels = np.empty((target.height * 3 // 2, target.width), np.uint8)
    for plane, into, level in zip(whole, planes(out), BLACK, strict=True):
        into[...] = _centred(plane, into.shape, level)
    return out


def _centred(plane: Pixels, shape: tuple[int, ...], level: int) -> Pixels:
    rows, columns = (_overlap(have, want) for have, want in zip(plane.shape, shape, strict=True))
    out: Pixels = np.full(shape, level, np.uint8)
    out[rows[1], columns[1]] = plane[rows[0], columns[0]]
    return out


def _overlap(have: int, want: int) -> tuple[slice, slice]:
    """Where the common middle lies in the source and in the target."""
    both = min(have, want)
    return slice((have - both) // 2, (have - both) // 2 + both), slice((want - both) // 2, (want - both) // 2 + both)


def _even(length: Fraction) -> int:
    return max(2, 2 * round(length / 2))
