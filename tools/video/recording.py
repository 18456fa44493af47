"""Sound written to a file: FLAC, 48 kHz stereo, 16 bits, the same bytes for the same samples."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.error import FFmpegError
from numpy.typing import NDArray

from videostudio.tools.video.audio import RATE
from videostudio.tools.video.house import BITEXACT
from videostudio.tools.video.mp4 import unwritable

FULL_SCALE = 32_767


def write_flac(blocks: Iterable[NDArray[np.float32]], path: Path) -> int:
    """Writes (n, 2) float32 blocks in -1..1 to `path` and returns how many samples there were. What leaves the
    range is cut off. Raises NotEnoughDisk or UnusablePath."""
    written = 0
    try:
        with av.open(str(path), "w", format="flac", container_options=BITEXACT) as container:
            stream = container.add_stream("flac", rate=RATE, options={"flags": "+bitexact", "compression_level": "3"})
            stream.layout, stream.format = "stereo", "s16"
            for block in blocks:
                whole = np.rint(np.clip(block, -1, 1) * FULL_SCALE).astype(np.int16)
                frame = AudioFrame.from_ndarray(np.ascontiguousarray(whole).reshape(1, -1), "s16", "stereo")
                frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), written
                container.mux(stream.encode(frame))
                written += len(block)
            container.mux(stream.encode(None))
    except FFmpegError as error:
        raise unwritable(path, error) from error
    return written
