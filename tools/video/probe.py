"""What a video file is, without decoding its pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError

from videostudio.film.errors import GeneratorError
from videostudio.tools.video.house import QUICK

_OPEN = {"format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi", "protocol_whitelist": "file"}
"""No playlists: a file must not make us read others."""


@dataclass(frozen=True)
class Chapter:
    """A named stretch of film, in ms."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Probe:
    """A video file. `frames` is counted, not read from a header; `fps` is exact; `keyframes` are frame
    numbers in showing order; `duration_s` is the video's."""

    width: int
    height: int
    fps: Fraction
    frames: int
    duration_s: float
    codec: str
    pix_fmt: str
    keyframes: tuple[int, ...]
    has_audio: bool
    has_subtitles: bool
    chapters: tuple[Chapter, ...]


@contextmanager
def opened(path: Path, *, quick: bool = False) -> Iterator[InputContainer]:
    """`path` open for reading, with a video stream in it. `quick` leaves out the decoding that finds what an
    MP4's header does not say. Raises GeneratorError, also while it is read."""
    try:
        with av.open(str(path), "r", options=QUICK if quick else {}, container_options=_OPEN) as container:
            if not container.streams.video:
                raise GeneratorError(f"{path.name} has no pictures in it: shoot it again")
            yield container
    except (FFmpegError, OSError) as error:
        raise GeneratorError(f"{path.name} is no video that can be read ({error.strerror}): shoot it again") from error


def probe(path: Path) -> Probe:
    """Reads all packets of the file. Raises GeneratorError when it is no video."""
    with opened(path) as container:
        stream = container.streams.video[0]
        shown = [(p.pts or 0, p.is_keyframe) for p in container.demux(stream) if p.size and not p.is_discard]
        fps = stream.average_rate or Fraction(0)
        return Probe(
            width=stream.width,
            height=stream.height,
            fps=fps,
            frames=len(shown),
            duration_s=float(len(shown) / fps) if fps else 0.0,
            codec=stream.codec_context.name,
            pix_fmt=stream.codec_context.pix_fmt or "",
            keyframes=tuple(index for index, (_, key) in enumerate(sorted(shown)) if key),
            has_audio=bool(container.streams.audio),
            has_subtitles=bool(container.streams.subtitles),
            chapters=tuple(_chapters(container)),
        )


def _chapters(container: InputContainer) -> Iterator[Chapter]:
    for chapter in container.chapters():
        ms = 1000 * (chapter["time_base"] or Fraction(0))
        yield Chapter(chapter["metadata"].get("title", ""), round(chapter["start"] * ms), round(chapter["end"] * ms))
