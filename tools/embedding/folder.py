"""A model's folder in open_clip's format: what lies in it and what its config says."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from videostudio.film.errors import BackendMissing
from videostudio.tools.embedding.pixels import PictureFormat

CONFIG = "open_clip_config.json"
WEIGHTS = "open_clip_model.safetensors"
TOKENIZER = "tokenizer.json"
VISION, TEXT = "vision.onnx", "text.onnx"


@dataclass(frozen=True)
class ClipConfig:
    """What an embedder has to know of its model: sizes in px, tokens and dimensions."""

    dim: int
    context: int
    pad: int
    pictures: PictureFormat


def read_config(folder: Path) -> ClipConfig:
    """`open_clip_config.json` of a folder. Raises BackendMissing where it is not there or not one."""
    require(folder, [CONFIG])
    try:
        config = json.loads((folder / CONFIG).read_text("utf-8"))
        model, text = config["model_cfg"], config["model_cfg"]["text_cfg"]
        pictures = picture_format(config["preprocess_cfg"] | {"size": model["vision_cfg"]["image_size"]})
        return ClipConfig(model["embed_dim"], text["context_length"], text.get("pad_id", 0), pictures)
    except (ValueError, KeyError, TypeError) as error:
        raise BackendMissing(f"{folder / CONFIG} is no open_clip config ({error!r}): fetch the model again") from error


def picture_format(preprocess: dict[str, Any]) -> PictureFormat:
    """open_clip's `preprocess_cfg` with a `size` of one side or of (height, width), which must be equal."""
    size = preprocess["size"]
    sides = {size} if isinstance(size, int) else set(size)
    if len(sides) != 1:
        raise ValueError(f"a model of {size} px pictures cannot be used: only squares")
    red, green, blue = preprocess["mean"]
    mean, (red, green, blue) = (red, green, blue), preprocess["std"]
    return PictureFormat(sides.pop(), mean, (red, green, blue))


def require(folder: Path, names: Iterable[str]) -> None:
    """Raises BackendMissing that lists which of `names` are not in `folder`."""
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise BackendMissing(f"the model folder {folder} lacks {', '.join(missing)}: fetch or export the model again")


def revision(weights: Path) -> str:
    """The first 12 hex digits of a file's sha256. Read through once in a process: all who look with the same weights
    name them."""
    stamp = weights.stat()
    return _digest(weights, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=8)
def _digest(weights: Path, *_stamp: int) -> str:
    """Of a file as it is: one that was written anew has another stamp."""
    with weights.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]
