"""Which embedder belongs to a folder: onnxruntime's where its graphs lie, else open_clip's."""

from pathlib import Path

from videostudio.film.errors import UnusablePath
from videostudio.tools.embedding.folder import CONFIG, VISION, WEIGHTS, require
from videostudio.tools.embedding.onnx import OnnxClip
from videostudio.tools.embedding.open_clip import OpenClip
from videostudio.tools.embedding.port import Embedder


def embedder_of(folder: Path, device: str = "cpu") -> Embedder:
    """The model in `folder`; on another `device` than the processor always open_clip's. Raises UnusablePath where there
    is none, BackendMissing for one that cannot be loaded, or whose packages are not installed."""
    if not folder.is_dir():
        raise UnusablePath(f"{folder} is no folder: name one with a model in open_clip's format")
    require(folder, [CONFIG, WEIGHTS])
    if device == "cpu" and (folder / VISION).is_file():
        return OnnxClip(folder)
    return OpenClip.of_folder(folder, device=device)
