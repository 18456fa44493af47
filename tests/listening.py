"""Ears for tests: FFmpeg's own loudness meter, and films and recordings decoded to samples."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame

RATE = 48_000


def heard(sound: np.ndarray) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP of (n, 2) samples, by FFmpeg's `ebur128`."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo")
    meter, sink = graph.add("ebur128", "peak=true:metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    loudness, peak = -70.0, 0.0
    for start in range(0, len(sound) - RATE // 10 + 1, RATE // 10):
        block = np.ascontiguousarray(sound[start : start + RATE // 10], dtype=np.float32)
        frame = AudioFrame.from_ndarray(block.reshape(1, -1), "flt", "stereo")
        frame.sample_rate, frame.pts = RATE, start
        graph.push(frame)
        for told in _pulled(graph.pull):
            loudness = float(told["lavfi.r128.I"])
            peak = max(peak, float(told["lavfi.r128.true_peak"]))
    return loudness, 20 * float(np.log10(max(peak, 1e-6)))


def decoded(path: Path) -> np.ndarray:
    """A file's sound as (n, 2) float32."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    planar = [frame if frame.shape[0] == 2 else frame.reshape(-1, 2).T for frame in frames]
    whole = np.concatenate(planar, axis=1).T
    return whole.astype(np.float32) / np.float32(32768 if whole.dtype == np.int16 else 1)


def pictures(path: Path) -> int:
    """How many pictures a film has."""
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def _pulled(pull: Callable[[], Any]) -> Iterator[dict[str, str]]:
    while True:
        try:
            yield dict(pull().metadata)
        except (BlockingIOError, EOFError):
            return
