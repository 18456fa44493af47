"""The sound that a model makes with its frames, as the film's own: 48 kHz stereo, as long as the clip with its tail."""

from collections.abc import Iterator
from dataclasses import dataclass

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from videostudio.film.errors import GeneratorError
from videostudio.generators.ports import Recording
from videostudio.tools.video.audio import RATE

FADE_IN_S = 0.02
"""A clip may begin in the middle of a sound."""


@dataclass(frozen=True)
class Heard:
    """`samples`: (channels, n) in -1..1, one or two channels, `rate` a second."""

    samples: NDArray[np.float32]
    rate: int


def recording_of(heard: Heard, seconds: float, tail_s: float) -> Recording:
    """What is heard for `seconds`, of which the last `tail_s` sink: there the next scene begins. What is missing at the
    end is silence. Raises GeneratorError for samples that are none."""
    if heard.samples.ndim != 2 or heard.samples.shape[0] not in (1, 2):
        raise GeneratorError(f"sound has one or two channels, not an array of {heard.samples.shape}")
    if not np.isfinite(heard.samples).all():
        raise GeneratorError("the sound of the clip has samples that are no numbers: take another seed, or float32")
    count = round(seconds * RATE)
    whole = np.zeros((count, 2), np.float32)
    found = _resampled(heard)[:count]
    whole[: len(found)] = found
    rise, sink = max(1, round(FADE_IN_S * RATE)), round(tail_s * RATE)
    whole[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)[: len(whole[:rise]), None]
    if sink:
        whole[-sink:] *= np.linspace(1, 0, sink, dtype=np.float32)[-len(whole[-sink:]) :, None]
    return Recording(iter(np.array_split(whole, max(1, count // RATE))))


def _resampled(heard: Heard) -> NDArray[np.float32]:
    """(n, 2) at RATE."""
    stereo = np.ascontiguousarray(np.broadcast_to(heard.samples, (2, heard.samples.shape[1])), np.float32)
    frame = AudioFrame.from_ndarray(stereo, "fltp", "stereo")
    frame.sample_rate = heard.rate
    resampler = AudioResampler("fltp", "stereo", RATE)
    parts = [part.to_ndarray() for frames in _pushed(resampler, frame) for part in frames]
    return np.concatenate(parts, axis=1).T.astype(np.float32) if parts else np.zeros((0, 2), np.float32)


def _pushed(resampler: AudioResampler, frame: AudioFrame) -> Iterator[list[av.AudioFrame]]:
    yield resampler.resample(frame)
    yield resampler.resample(None)
