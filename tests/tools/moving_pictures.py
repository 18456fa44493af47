"""Tiny clips for the video tests."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.film.scene import tail_frames
from videostudio.tools.images import Pixels
from videostudio.tools.video.decode import planar_frames
from videostudio.tools.video.encode import encode_clip
from videostudio.tools.video.probe import opened

WIDTH, HEIGHT = 160, 90
FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


def footage(seed: int, count: int, width: int = WIDTH, height: int = HEIGHT) -> Iterator[Pixels]:
    """A soft, coloured scene that pans, with a bright box walking through it; every frame differs."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (5, 12, 3), np.uint8)
    wide = cv2.resize(coarse, (width * 3, height), interpolation=cv2.INTER_CUBIC)
    for number in range(count):
        at = number * 2 % (width * 2)
        frame = np.ascontiguousarray(wide[:, at : at + width])
        frame[10:30, number % 100 : number % 100 + 20] = 255 - frame[10:30, number % 100 : number % 100 + 20]
        yield frame


def make_clip(path: Path, seed: int, film_frames: int, fps: int = 24, tail: int | None = None) -> Path:
    """A house clip of `footage`."""
    tail = tail_frames(fps) if tail is None else tail
    return write_clip(path, footage(seed, film_frames + tail), fps=fps, tail=tail)


def write_clip(path: Path, frames: Iterable[Pixels], *, fps: int = 24, tail: int | None = None) -> Path:
    """A house clip of all these (H, W, 3) pictures as they are, the last `tail` of them its handle."""
    shown = list(frames)
    height, width = shown[0].shape[:2]
    tail = tail_frames(fps) if tail is None else tail
    encode_clip(
        iter(shown),
        source_width=width,
        source_height=height,
        source_fps=fps,
        width=width,
        height=height,
        fps=fps,
        film_frames=len(shown) - tail,
        tail_frames=tail,
        out=path,
    )
    return path


def decoded(path: Path) -> list[Pixels]:
    """All frames as stored: planar YUV."""
    with opened(path) as container:
        return list(planar_frames(container))


class Shelf:
    """Artifacts by number: file `<number>` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str) -> Path:
        return self._folder / name

    def ref(self, name: str, media_type: str = "video/mp4") -> ArtifactRef:
        return ArtifactRef(sha256=name.encode().hex().rjust(64, "0"), media_type=media_type, size=1)

    def path(self, ref: ArtifactRef) -> Path:
        return self._folder / bytes.fromhex(ref.sha256).lstrip(b"\0").decode()

    def read(self, ref: ArtifactRef) -> bytes:
        return self.path(ref).read_bytes()
