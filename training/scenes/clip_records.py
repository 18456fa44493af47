"""Clips as the files of a shard, and back: an mp4 beside its json, or beside the txt of a data set from elsewhere."""

import io
import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame

from videostudio.film.camera import CameraMove
from videostudio.tools.images import Pixels
from videostudio.tools.video.house import BITEXACT
from videostudio.training.scenes.shards import Files

QUALITY = {"crf": "10", "preset": "medium"}
VIDEO = ("mp4", "webm", "mkv", "avi", "mov")
"""Endings of a sample's clip, in any folder that webdataset reads."""


@dataclass(frozen=True)
class Clip:
    """`frames` (T, H, W, 3) at `fps`. `motion` is how the animatic shows what is done, `camera` how it was filmed; of
    clips from elsewhere nobody knows them, "" and None. Those may have `actions` instead, the shares of Kinetics' 400
    classes that a classifier sees in them (the paper takes VideoMAE's, where one of them is above .5)."""

    number: int
    frames: Pixels
    fps: int
    caption: str
    motion: str = ""
    camera: CameraMove | None = None
    actions: tuple[float, ...] = ()


def encoded_clip(clip: Clip) -> Files:
    """mp4 and json; equal clips give equal bytes. Chroma is kept whole: halved, it would blur figures of 30 px."""
    facts: dict[str, Any] = {"caption": clip.caption, "motion": clip.motion}
    if clip.camera is not None:
        facts["camera"] = clip.camera.model_dump(mode="json")
    return {"mp4": _written(clip.frames, clip.fps), "json": json.dumps(facts).encode()}


def decoded_clip(number: int, files: Files, *, frames: int, fps: int) -> Clip:
    """The middle of clip `number`: `frames` of it at `fps`, those shown at these times; a shorter clip's last frame
    stays to the end. Raises ValueError where there is no clip."""
    data = next((files[ending] for ending in VIDEO if ending in files), None)
    if data is None:
        raise ValueError(f"a sample has no clip among {', '.join(files)}: one of {', '.join(VIDEO)} is needed")
    facts = json.loads(files["json"]) if "json" in files else {}
    caption = facts.get("caption", files.get("txt", b"").decode("utf-8").strip())
    camera = CameraMove.model_validate(facts["camera"]) if "camera" in facts else None
    shown, actions = _middle(data, frames, fps), tuple(facts.get("actions", ()))
    return Clip(number, shown, fps, caption, facts.get("motion", ""), camera, actions)


def motion_in(files: Files) -> str:
    """The motion of a clip by its json, "" where nobody knows it."""
    return str(json.loads(files["json"]).get("motion", "")) if "json" in files else ""


def _written(frames: Pixels, fps: int) -> bytes:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4", container_options=BITEXACT) as container:
        # One thread: x264's bytes depend on their number.
        stream = container.add_stream("libx264", rate=fps, options=QUALITY | {"threads": "1"})
        stream.height, stream.width = frames.shape[1:3]
        stream.pix_fmt = "yuv444p"
        for number, pixels in enumerate(frames):
            frame = VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def _middle(data: bytes, frames: int, fps: int) -> Pixels:
    try:
        with av.open(io.BytesIO(data), "r") as container:
            stream = container.streams.video[0]
            rate = float(stream.average_rate or fps)
            held = [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]
    except (FFmpegError, IndexError) as error:
        raise ValueError(f"{len(data)} bytes of a shard are no clip ({error}): write the shard again") from error
    if not held:
        raise ValueError(f"a clip of {len(data)} bytes shows nothing: write the shard again")
    first = max(0.0, (len(held) - frames * rate / fps) / 2)
    shown = [min(len(held) - 1, int(first + (number + 0.5) * rate / fps)) for number in range(frames)]
    return np.stack([held[at] for at in shown])
