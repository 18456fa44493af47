"""The house CLIP: the small model that VideoStudio brings along, so that a critic works without a download."""

from importlib.resources import files
from pathlib import Path

from videostudio.film.errors import BackendMissing
from videostudio.tools.embedding.long_text import LongText
from videostudio.tools.embedding.onnx import OnnxClip

FOLDER = Path(str(files("videostudio.tools.embedding") / "house_clip"))


def missing(folder: Path = FOLDER) -> str:
    """Why this installation has no house CLIP and what to do about it; "" if it has."""
    if folder.is_dir():
        return ""
    return (
        f"this installation has no house CLIP ({folder} is missing, about 27 MB): reinstall VideoStudio from a "
        "release, or put a model folder there (`python -m videostudio.training.export FOLDER` completes one)"
    )


def house_clip(folder: Path = FOLDER, *, threads: int = 1, long_text: LongText = LongText.MEAN) -> OnnxClip:
    """The packaged model on onnxruntime. Raises BackendMissing if this installation came without it."""
    if why := missing(folder):
        raise BackendMissing(why)
    return OnnxClip(folder, threads=threads, long_text=long_text)
