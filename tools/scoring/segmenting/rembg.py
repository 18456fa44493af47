"""Salient-object models behind rembg: U2-Net, IS-Net, BiRefNet. rembg is imported when one is made; weights are looked
for on this machine, and fetched only when asked."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from videostudio.film.errors import BackendMissing, ScorerError
from videostudio.film.identity import Identity
from videostudio.tools.embedding.folder import revision
from videostudio.tools.images import Pixels
from videostudio.tools.packages import packages_missing
from videostudio.tools.scoring.segmenting.port import Matte

MODELS = ("birefnet-general", "isnet-general-use", "u2net", "u2netp", "birefnet-general-lite", "isnet-anime")
"""rembg's names of the models that cut out whatever it is, the best first."""


class Rembg:
    """One of MODELS on onnxruntime. `folder` is where its weights lie, None: rembg's own places. Raises BackendMissing
    if rembg is not installed, and for weights that are not here while `download` is False."""

    def __init__(self, model: str = "u2net", *, folder: Path | None = None, download: bool = False) -> None:
        if model not in MODELS:
            raise BackendMissing(f"no segmenter is called {model!r}: choose one of {', '.join(MODELS)}")
        kind = _session_class(model)
        weights = weights_of(model, folder)
        if weights is None and not download:
            raise BackendMissing(
                f"the weights of {model} are not on this machine: put {model}.onnx into "
                f"{folder or next(_places(model))}, or allow the download"
            )
        path = Path(kind.download_models()) if weights is None else weights
        self._session = _local(kind, path)
        self.identity = Identity(backend="rembg", model=model, revision=revision(path), code_version=1)

    def segment(self, picture: Pixels) -> Matte:
        """(H, W, 3 or 4) -> its matte. Raises ScorerError for one that is not finite or of another size."""
        image = Image.fromarray(np.ascontiguousarray(picture[..., :3]))
        alpha = np.asarray(np.asarray(self._session.predict(image)[0]) / 255, np.float32)
        if alpha.shape != picture.shape[:2]:
            raise ScorerError(f"{self.identity.model} gave a mask of {alpha.shape}, wanted {picture.shape[:2]}")
        return Matte(alpha)


def weights_of(model: str, folder: Path | None = None) -> Path | None:
    """Where the weights of `model` lie, None if they do not."""
    folders = [folder] if folder is not None else list(_places(model))
    return next((path for each in folders if (path := each / f"{model}.onnx").is_file()), None)


def _places(model: str) -> Iterator[Path]:
    """Where rembg's versions keep weights: the oldest place first, which all of them still read."""
    data = os.environ.get("XDG_DATA_HOME", "~")
    yield Path(os.environ.get("U2NET_HOME") or Path(data) / ".u2net").expanduser()
    home = os.environ.get("REMBG_HOME") or ("~/.rembg" if data == "~" else str(Path(data) / "rembg"))
    yield Path(home).expanduser() / "models" / model


def _session_class(model: str) -> Any:
    try:
        from rembg.sessions import sessions_class
    except ImportError as error:
        raise packages_missing(f"cutting out with {model}", error, "segment") from error
    return next(kind for kind in sessions_class if kind.name() == model)


def _local(kind: Any, weights: Path) -> Any:
    """A session of `kind` with these weights. rembg's own would ask the network where they are not as it knows them."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    here = type(kind.__name__, (kind,), {"download_models": classmethod(lambda *_, **__: str(weights))})
    return here(kind.name(), options, providers=["CPUExecutionProvider"])
