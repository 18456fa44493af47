"""What each kind of server is told about a clip and a picture: the names of fields, and which of them it knows."""

import base64
import math
from collections.abc import Sequence
from dataclasses import dataclass

from videostudio.film.requests import ClipRequest
from videostudio.generators.remote.settings import RemoteSettings, nearest_size, numbers
from videostudio.generators.remote.wire import Part

PNG = "image/png"


@dataclass(frozen=True)
class Asked:
    """One request as it is sent. `body` goes as JSON, or as a form's fields beside `files`. `told` is what the server
    may repeat of a job in its list, by which a lost one is known again."""

    body: dict[str, str | int]
    files: tuple[Part, ...] = ()
    told: dict[str, str] | None = None


@dataclass(frozen=True)
class Length:
    """How long a clip is asked for: frames at fps, and whole seconds for servers that count so."""

    frames: int
    fps: int

    @property
    def seconds(self) -> int:
        """Whole seconds, rounded up."""
        return math.ceil(self.frames / self.fps)


def length_of(request: ClipRequest, settings: RemoteSettings) -> Length:
    """The shortest length that can be had and lasts as long as the request with its tail; the longest there is where
    none does."""
    needed_s = (request.frames + request.tail_frames) / request.fps
    if lengths := numbers(settings.video_seconds):
        had = next((length for length in lengths if length >= needed_s), lengths[-1])
        return Length(had * settings.video_fps, settings.video_fps)
    frames = math.ceil(needed_s * settings.video_fps)
    if settings.dialect in ("openai", "litellm"):
        frames = math.ceil(needed_s) * settings.video_fps
    else:
        # one more than a multiple, as models count that compress several frames into one
        frames = math.ceil((frames - 1) / settings.frame_step) * settings.frame_step + 1
    return Length(min(frames, settings.most_frames or frames), settings.video_fps)


def clip_asked(request: ClipRequest, prompt: str, picture: bytes, settings: RemoteSettings) -> Asked:
    """A clip that begins with `picture`, a PNG of the size that `clip_size` says."""
    width, height = clip_size(request, settings)
    length, size = length_of(request, settings), f"{width}x{height}"
    body: dict[str, str | int] = {"prompt": prompt}
    if settings.video_model:
        body["model"] = settings.video_model
    told = {name: str(value) for name, value in body.items()} | {"size": size}
    match settings.dialect:
        case "openai" | "litellm":
            # Both refuse fields that they do not know, seeds among them: the same request may give another clip.
            body |= {"size": size, "seconds": str(length.seconds)}
            told["seconds"] = str(length.seconds)
        case "vllm":
            frames: dict[str, str | int] = {"num_frames": length.frames, "fps": length.fps}
            body |= {"width": width, "height": height, **frames, "seed": request.seed % 2**31}
        case "sglang":
            body |= {"size": size, "num_frames": length.frames, "fps": length.fps, "seed": request.seed % 2**31}
    if settings.encoding == "json":
        return Asked({**body, "input_reference": data_url(picture)}, told=told)
    return Asked(body, (("input_reference", ("scene.png", picture, PNG)),), told)


def clip_size(request: ClipRequest, settings: RemoteSettings) -> tuple[int, int]:
    """px at which a clip is asked for."""
    return nearest_size((request.width, request.height), settings.video_sizes, settings.size_multiple)


def picture_asked(
    prompt: str, size: tuple[int, int], seed: int, references: Sequence[bytes], settings: RemoteSettings
) -> Asked:
    """A picture, with reference pictures as PNG where there are any: as a form, since the call for edits knows no other
    way. `encoding` is of clips."""
    body: dict[str, str | int] = {"prompt": prompt, "size": f"{size[0]}x{size[1]}", "n": 1}
    if settings.image_model:
        body["model"] = settings.image_model
    if settings.dialect in ("vllm", "sglang"):
        body |= {"seed": seed % 2**31, "response_format": "b64_json"}
    # OpenAI's own models answer in base64 without being asked, and refuse to be asked.
    field = "image" if len(references) == 1 else "image[]"
    files = tuple((field, (f"reference-{n}.png", data, PNG)) for n, data in enumerate(references, 1))
    return Asked(body, files)


def data_url(png: bytes) -> str:
    """A picture as a text."""
    return f"data:{PNG};base64,{base64.b64encode(png).decode()}"
