"""A film file being written: pictures, captions and sound in step, chapters, title.

Everything arrives in film time; the text and sound tracks are written as far as the pictures have come, so
that nothing piles up in memory.
"""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.subtitles.stream import SubtitleStream
from av.video.stream import VideoStream
from numpy.typing import NDArray

from videostudio.film.errors import NotEnoughDisk, OperatorError, UnusablePath
from videostudio.tools.video.audio import RATE
from videostudio.tools.video.captions import Caption, text_samples
from videostudio.tools.video.house import BITEXACT, REORDER
from videostudio.tools.video.probe import Chapter

MS = Fraction(1, 1000)
AHEAD_MS = 500
"""How far sound is written ahead of the pictures."""

_AAC_BITS = 160_000
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_TEXT_STYLE = b"""[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, BackColour, Bold, Italic, Underline, Alignment
Style: Default,Arial,16,&Hffffff,&H0,0,0,0,2
[Events]
Format: Layer, Start, End, Style, Text
"""
"""The text track's encoder wants a style sheet although players choose their own."""


@dataclass(frozen=True)
class Labels:
    """What a film says about itself."""

    title: str = ""
    comment: str = ""
    chapters: tuple[Chapter, ...] = ()


@contextmanager
def writing(path: Path) -> Iterator[OutputContainer]:
    """An MP4 file for writing, its index moved to the front at the end, without date or library version.
    Raises NotEnoughDisk or UnusablePath; the file is then half written and worth nothing."""
    try:
        options = BITEXACT | {"movflags": "+faststart"}
        with av.open(str(path), "w", format="mp4", container_options=options) as container:
            yield container
    except FFmpegError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: FFmpegError | OSError) -> OperatorError:
    """What stopped `path` from being written, as who can mend it."""
    if error.errno in _NO_ROOM:
        return NotEnoughDisk(f"no room to write {path} ({error.strerror}): free some space and continue")
    return UnusablePath(f"{path} cannot be written ({error.strerror}): choose another place")


class FilmTracks:
    """The tracks of a film on `container`. Pictures are copied packets in the house format `template` has."""

    def __init__(
        self,
        container: OutputContainer,
        template: VideoStream,
        *,
        fps: int,
        labels: Labels,
        captions: Iterable[Caption] = (),
        sound: Iterator[NDArray[np.float32]] | None = None,
    ) -> None:
        self._container = container
        self._fps = fps
        self._video = container.add_stream_from_template(template)
        self._sound = _SoundTrack(container, sound) if sound is not None else None
        captions = tuple(captions)
        text = _text_stream(container) if captions else None
        _label(container, labels)
        self._frames = 0
        if text is not None:
            # Texts are few and small: all at once, the muxer sorts them in.
            _write_text(container, text, captions)

    def add_picture(self, packet: "Packet[VideoStream]", frame: int) -> None:
        """The next packet in decoding order, shown as the film's frame number `frame`."""
        packet.stream = self._video
        packet.time_base = Fraction(1, self._fps)
        packet.pts, packet.dts, packet.duration = frame, self._frames - REORDER, 1
        if self._sound is not None:
            self._sound.write_until(self._frames * 1000 // self._fps + AHEAD_MS)
        self._container.mux_one(packet)
        self._frames += 1

    @property
    def frames(self) -> int:
        """How many pictures were added."""
        return self._frames

    def finish(self) -> None:
        """Writes what is left of the sound."""
        if self._sound is not None:
            self._sound.finish()


class _SoundTrack:
    """AAC, 48 kHz stereo, encoded as far as asked for."""

    def __init__(self, container: OutputContainer, blocks: Iterator[NDArray[np.float32]]) -> None:
        self._container = container
        self._blocks = blocks
        self._stream: AudioStream = container.add_stream("aac", rate=RATE, options={"flags": "+bitexact"})
        self._stream.layout = "stereo"
        self._stream.bit_rate = _AAC_BITS
        self._written = 0

    def write_until(self, ms: int) -> None:
        while self._written * 1000 < ms * RATE and self._write_block():
            pass

    def finish(self) -> None:
        while self._write_block():
            pass
        self._container.mux(self._stream.encode(None))

    def _write_block(self) -> bool:
        block = next(self._blocks, None)
        if block is None:
            return False
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block.T), format="fltp", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._written
        self._container.mux(self._stream.encode(frame))
        self._written += len(block)
        return True


def _text_stream(container: OutputContainer) -> SubtitleStream:
    stream = container.add_stream("mov_text")
    stream.codec_context.subtitle_header = _TEXT_STYLE
    stream.codec_context.time_base = MS
    stream.time_base = MS
    return stream


def _write_text(container: OutputContainer, stream: SubtitleStream, captions: tuple[Caption, ...]) -> None:
    for caption, sample in text_samples(captions):
        packet = Packet(sample)
        packet.stream, packet.time_base = stream, MS
        packet.pts = packet.dts = caption.start_ms
        packet.duration = caption.end_ms - caption.start_ms
        container.mux_one(packet)


def _label(container: OutputContainer, labels: Labels) -> None:
    written = {"title": labels.title, "comment": labels.comment}
    container.metadata.update({key: text for key, text in written.items() if text})
    container.set_chapters(
        [
            {
                "id": number,
                "start": chapter.start_ms,
                "end": chapter.end_ms,
                "time_base": MS,
                "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(labels.chapters, start=1)
        ]
    )
