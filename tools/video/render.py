"""Frames under a transition: decoded from one or two clips, mixed, encoded again as house GOPs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from av.container import InputContainer

from videostudio.film.errors import GeneratorError
from videostudio.tools.images import Pixels
from videostudio.tools.video.burned import Plate
from videostudio.tools.video.colour import black
from videostudio.tools.video.decode import planar_frames
from videostudio.tools.video.house import encode_in_memory
from videostudio.tools.video.plan import Recipe, Rendered
from videostudio.tools.video.probe import opened


@dataclass(frozen=True)
class Format:
    """Size in px and frames a second of a film."""

    width: int
    height: int
    fps: int


def rendered(
    segment: Rendered, clip: Path, previous: Path | None, form: Format, plates: Sequence[Plate] = ()
) -> InputContainer:
    """The segment's frames encoded, as a clip in memory. `previous` is the clip that is mixed in, `plates` are the
    captions lettered into the shot. Raises GeneratorError when a clip cannot be decoded or is too short."""
    frames = _lettered(segment.recipes, _mixed(segment.recipes, clip, previous, form), plates)
    mixes = any(made.other is not None for made in segment.recipes) or not plates
    return encode_in_memory(frames, segment.frames, form.width, form.height, form.fps, mixes=mixes)


def mix(one: Pixels, other: Pixels, share: Fraction) -> Pixels:
    """`share` (0..1) of `one` and the rest of `other`, rounded to the nearest level."""
    return np.asarray(cv2.addWeighted(one, float(share), other, float(1 - share), 0), dtype=np.uint8)


def _lettered(recipes: tuple[Recipe, ...], frames: Iterator[Pixels], plates: Sequence[Plate]) -> Iterator[Pixels]:
    for made, frame in zip(recipes, frames, strict=True):
        plate = next((plate for plate in plates if plate.first <= made.frame < plate.stop), None)
        yield frame if plate is None else plate.on(frame)


def _mixed(recipes: tuple[Recipe, ...], clip: Path, previous: Path | None, form: Format) -> Iterator[Pixels]:
    dark = black(form.width, form.height)
    own = _from(clip, recipes[0].frame)
    others = [made.other for made in recipes if made.other is not None]
    handle = _from(previous, others[0]) if previous is not None and others else None
    for made in recipes:
        frame = _next(own, clip, made.frame)
        if made.other is not None and handle is not None and previous is not None:
            frame = mix(frame, _next(handle, previous, made.other), made.share)
        yield frame if made.light == 1 else mix(frame, dark, made.light)


def _from(clip: Path, first: int) -> Iterator[Pixels]:
    with opened(clip, quick=True) as container:
        yield from planar_frames(container, first=first)


def _next(frames: Iterator[Pixels], clip: Path, number: int) -> Pixels:
    frame = next(frames, None)
    if frame is None:
        raise GeneratorError(f"clip {clip.name} ends before its frame {number}: shoot it again")
    return frame
