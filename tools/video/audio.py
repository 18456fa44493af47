"""The film's sound: cues on four buses, mixed block by block, so that memory does not grow with length.

Everything is 48 kHz stereo float32. Music gives way to effects and narration (`ducking.py`); how loud the whole
comes out is not decided here (`mastering.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.error import FFmpegError
from numpy.typing import NDArray

from videostudio.film.errors import GeneratorError
from videostudio.film.requests import Bus
from videostudio.tools.video.ducking import Ducker

Samples = NDArray[np.float32]

RATE = 48_000
BLOCK = 4_800
"""Samples mixed at once: 0.1 s."""

_OPEN = {"format_whitelist": "wav,flac", "protocol_whitelist": "file"}


@dataclass(frozen=True)
class Cue:
    """A sound file that starts at `start_ms` of film time, times `gain` (1 = as recorded)."""

    path: Path
    start_ms: int
    gain: float
    bus: Bus = Bus.AMBIENCE


def mixed(cues: Sequence[Cue], total: int) -> Iterator[Samples]:
    """Blocks of (n, 2) float32, exactly `total` samples long, not limited to full scale; silence where nothing
    plays. A cue is opened when it begins and what reaches beyond the end is left out.
    Raises GeneratorError when a sound cannot be read."""
    ducker = Ducker(RATE)
    for buses in _bus_blocks(cues, total):
        if Bus.MUSIC in buses:
            buses[Bus.MUSIC] *= ducker.gain(buses, len(buses[Bus.MUSIC]))[:, None]
        yield sum(buses.values(), start=np.zeros((1, 2), np.float32))


def _bus_blocks(cues: Sequence[Cue], total: int) -> Iterator[dict[Bus, Samples]]:
    """What every bus in use plays, block by block."""
    waiting = sorted(cues, key=lambda cue: cue.start_ms)
    used = sorted({cue.bus for cue in cues}) or [Bus.AMBIENCE]
    playing: list[_Voice] = []
    for at in range(0, total, BLOCK):
        buses = {bus: np.zeros((min(BLOCK, total - at), 2), np.float32) for bus in used}
        while waiting and _start(waiting[0]) < at + BLOCK:
            cue = waiting.pop(0)
            playing.append(_Voice(cue, delay=_start(cue) - at))
        playing = [voice for voice in playing if voice.add_to(buses[voice.bus])]
        yield buses


def _start(cue: Cue) -> int:
    return cue.start_ms * RATE // 1000


class _Voice:
    """One cue while it plays. `delay`: samples of the first block before it is heard."""

    def __init__(self, cue: Cue, delay: int) -> None:
        self.bus = cue.bus
        self._samples = _decoded(cue)
        self._rest: Samples = np.zeros((delay, 2), np.float32)

    def add_to(self, block: Samples) -> bool:
        """Adds the next stretch to `block` (n, 2); False when the sound is over."""
        filled = 0
        while filled < len(block):
            if not len(self._rest):
                following = next(self._samples, None)
                if following is None:
                    return False
                self._rest = following
            taken = self._rest[: len(block) - filled]
            block[filled : filled + len(taken)] += taken
            self._rest = self._rest[len(taken) :]
            filled += len(taken)
        return True


def _decoded(cue: Cue) -> Iterator[Samples]:
    try:
        with av.open(str(cue.path), "r", container_options=_OPEN) as container:
            if not container.streams.audio:
                raise GeneratorError(f"{cue.path.name} has no sound in it: leave the cue out or make it again")
            stream = container.streams.audio[0]
            # Mixing one channel up to two would make it quieter: it is doubled instead.
            layout = "mono" if stream.channels == 1 else "stereo"
            resampler = AudioResampler(format="flt", layout=layout, rate=RATE)
            for frame in chain(container.decode(stream), (None,)):
                for piece in resampler.resample(frame):
                    samples = np.asarray(piece.to_ndarray(), dtype=np.float32).reshape(piece.samples, -1)
                    yield np.broadcast_to(samples * np.float32(cue.gain), (piece.samples, 2))
    except FFmpegError as error:
        raise GeneratorError(
            f"{cue.path.name} is no sound that can be read ({error.strerror}): make it again"
        ) from error
