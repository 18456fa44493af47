"""The film's sound: cues mixed on one bus, block by block, so that memory does not grow with length.

The bus is 48 kHz stereo float32. Sums beyond full scale are rounded off by a soft knee instead of cracking.
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

Samples = NDArray[np.float32]

RATE = 48_000
BLOCK = 4_800
"""Samples mixed at once: 0.1 s."""

KNEE = 0.8
"""Below this level the bus is linear, above it approaches 1."""

_OPEN = {"format_whitelist": "wav", "protocol_whitelist": "file"}


@dataclass(frozen=True)
class Cue:
    """A sound file that starts at `start_ms` of film time, times `gain` (1 = as recorded)."""

    path: Path
    start_ms: int
    gain: float


def mixed(cues: Sequence[Cue], total: int) -> Iterator[Samples]:
    """Blocks of (n, 2) float32 in -1..1, exactly `total` samples long; silence where nothing plays.
    A cue is opened when it begins and what reaches beyond the end is left out.
    Raises GeneratorError when a sound cannot be read."""
    waiting = sorted(cues, key=lambda cue: cue.start_ms)
    playing: list[_Voice] = []
    for at in range(0, total, BLOCK):
        block = np.zeros((min(BLOCK, total - at), 2), np.float32)
        while waiting and waiting[0].start_ms * RATE // 1000 < at + len(block):
            cue = waiting.pop(0)
            playing.append(_Voice(cue, delay=cue.start_ms * RATE // 1000 - at))
        playing = [voice for voice in playing if voice.add_to(block)]
        yield limited(block)


def limited(samples: Samples) -> Samples:
    """Unchanged up to `KNEE`, beyond it bent so that no sample leaves -1..1."""
    over = np.maximum(np.abs(samples) - KNEE, 0) / (1 - KNEE)
    bent = KNEE + (1 - KNEE) * np.tanh(over)
    return np.where(over > 0, np.sign(samples) * bent, samples).astype(np.float32)


class _Voice:
    """One cue while it plays. `delay`: samples of the first block before it is heard."""

    def __init__(self, cue: Cue, delay: int) -> None:
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
