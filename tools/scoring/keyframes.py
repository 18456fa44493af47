"""The keyframes of a clip, decoded once for scorers that look at it after each other.

Owns which are remembered. What is made of them, `moments.py` says.
"""

from pathlib import Path

from videostudio.tools.images import Pixels
from videostudio.tools.video.decode import planar_frames
from videostudio.tools.video.probe import opened

GOP = 12
"""Frames from one keyframe to the next in the house format."""

_Clip = tuple[Path, int, int]
"""A file by its path, time of change (ns) and size: one that was written anew is another."""

_whole: dict[_Clip, tuple[Pixels, ...]] = {}
"""All keyframes of the last clip that was decoded whole."""
_within: dict[tuple[_Clip, int | None], tuple[Pixels, ...]] = {}
"""Those of film time of the last clip that they were decoded of."""


def keep(path: Path, found: tuple[Pixels, ...]) -> None:
    """Remembers all keyframes, planar, of a clip that somebody has decoded without an error: to decode them again
    takes a quarter of the time of decoding every frame."""
    _whole.clear()
    _whole[_named(path)] = found


def keyframes(path: Path, frames: int | None) -> tuple[Pixels, ...]:
    """Keyframes, (h * 3 / 2, w) planar, within `frames` of film time. Raises GeneratorError, OSError."""
    clip = _named(path)
    if clip in _whole:
        return tuple(planar for number, planar in enumerate(_whole[clip]) if _is_within(number, frames))
    if (clip, frames) not in _within:
        found = _decoded(path, frames)
        _within.clear()
        _within[clip, frames] = found
    return _within[clip, frames]


def _decoded(path: Path, frames: int | None) -> tuple[Pixels, ...]:
    found: list[Pixels] = []
    with opened(path, quick=True) as container:
        container.streams.video[0].codec_context.skip_frame = "NONKEY"
        for number, planar in enumerate(planar_frames(container)):
            if not _is_within(number, frames):
                break
            found.append(planar)
    return tuple(found)


def _is_within(number: int, frames: int | None) -> bool:
    return frames is None or number * GOP < frames


def _named(path: Path) -> _Clip:
    stamp = path.stat()
    return path, stamp.st_mtime_ns, stamp.st_size
