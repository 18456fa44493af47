"""An embedder on torch: any model of open_clip. It loads when it is first asked; nothing is fetched unless wanted.

Inputs run in batches of one fixed shape, filled up with copies: a row then depends on its place in a batch by rounding
alone (about 1e-7), and with batches of one not at all.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import numpy as np

from videostudio.film.identity import Identity
from videostudio.tools.embedding import folder as files
from videostudio.tools.embedding.cache import resolve
from videostudio.tools.embedding.long_text import LongText, TextLimit
from videostudio.tools.embedding.pixels import PictureFormat, planes
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.tools.embedding.torch_device import usable
from videostudio.tools.images import Pixels
from videostudio.tools.packages import packages_missing


class OpenClip:
    """What `load` gives: an open_clip model and its tokenizer; make one with `of_folder` or `of_tag`. Raises
    BackendMissing where a folder is not whole, at once, and for a device that there is not, when it loads."""

    def __init__(
        self,
        load: Callable[[], tuple[Any, Any]],
        *,
        name: str,
        revision: str,
        device: str = "cpu",
        batch: int = 1,
        long_text: LongText = LongText.MEAN,
    ) -> None:
        self._load, self._device, self._batch, self._long_text = load, device, batch, long_text
        self.identity = Identity(
            backend="clip-torch",
            model=name,
            revision=revision,
            code_version=1,
            switches={"device": device, "dtype": "float32", "batch": batch, "long_text": long_text.value},
        )

    @classmethod
    def of_folder(
        cls, folder: Path, *, device: str = "cpu", batch: int = 1, long_text: LongText = LongText.MEAN
    ) -> Self:
        """A folder with open_clip_config.json, open_clip_model.safetensors and tokenizer files."""
        _library(find_spec)
        files.require(folder, [files.CONFIG, files.WEIGHTS])
        where = f"local-dir:{folder}"

        def load() -> tuple[Any, Any]:
            open_clip = _library()
            return open_clip.create_model(where, device=usable(device)), open_clip.get_tokenizer(where)

        return cls(
            load,
            name=folder.name,
            revision=files.revision(folder / files.WEIGHTS),
            device=device,
            batch=batch,
            long_text=long_text,
        )

    @classmethod
    def of_tag(
        cls,
        model: str,
        pretrained: str,
        *,
        download: bool = False,
        cache: Path | None = None,
        device: str = "cpu",
        batch: int = 1,
        long_text: LongText = LongText.MEAN,
    ) -> Self:
        """One of open_clip's models with a tag of its pretrained weights (or a file of weights). They are looked for
        in `cache` (None: open_clip's own places) and raise BackendMissing if they are not there and `download` is
        False."""
        open_clip = _library()
        found = resolve(model, pretrained, download=download, cache=cache)
        where = None if cache is None else str(cache)

        def load() -> tuple[Any, Any]:
            loaded = open_clip.create_model(
                model,
                pretrained=str(found.weights),
                device=usable(device),
                force_quick_gelu=found.quick_gelu,
                force_preprocess_cfg=found.preprocess,
                cache_dir=where,
            )
            return loaded, open_clip.get_tokenizer(model, cache_dir=where, **found.tokenizer)

        return cls(
            load,
            name=f"{model}/{Path(pretrained).name}",
            revision=files.revision(found.weights),
            device=device,
            batch=batch,
            long_text=long_text,
        )

    @cached_property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._encoded(self._model.encode_text, list(self._tokenizer([""]))).shape[1])

    def embed_images(self, pictures: Sequence[Pixels]) -> Vectors:
        """Pictures of any sizes -> (N, dim)."""
        import torch

        rows = [torch.from_numpy(planes(picture, self._pictures)) for picture in pictures]
        return self._rows(self._model.encode_image, rows)

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Texts -> (N, dim)."""
        windows = self._limit.windows(texts)
        ids = self._tokenizer(list(windows.pieces)) if texts else []
        return windows.gathered(self._rows(self._model.encode_text, list(ids)))

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        model, tokenizer = self._load()
        return model.eval(), tokenizer

    @property
    def _model(self) -> Any:
        return self._parts[0]

    @property
    def _tokenizer(self) -> Any:
        return self._parts[1]

    @cached_property
    def _pictures(self) -> PictureFormat:
        return files.picture_format(self._model.visual.preprocess_cfg)

    @cached_property
    def _limit(self) -> TextLimit:
        tokenizer = self._tokenizer
        return TextLimit(tokenizer.context_length, self._long_text, lambda text: _count(tokenizer, text))

    def _rows(self, encode: Callable[[Any], Any], rows: Sequence[Any]) -> Vectors:
        return self._encoded(encode, rows) if rows else np.zeros((0, self.dim), dtype=np.float32)

    def _encoded(self, encode: Callable[[Any], Any], rows: Sequence[Any]) -> Vectors:
        import torch

        missing = -len(rows) % self._batch
        whole = torch.stack([*rows, *[rows[-1]] * missing]).to(self._device)
        with torch.inference_mode():
            parts = [encode(whole[first : first + self._batch]) for first in range(0, len(whole), self._batch)]
            vectors = torch.cat(parts).float().cpu()
        return unit(vectors[: len(rows)].numpy())


def _count(tokenizer: Any, text: str) -> int:
    """Tokens of the whole text with its marks; open_clip's tokenizers only count by cutting."""
    own = getattr(tokenizer, "tokenizer", None)
    if own is not None:
        return len(own(tokenizer.clean_fn(text), verbose=False).input_ids)
    return len(tokenizer.encode(tokenizer.clean_fn(text))) + 2


def _library(get: Callable[[str], Any] = import_module) -> Any:
    try:
        if found := get("open_clip"):
            return found
        raise ImportError("open_clip")
    except ImportError as error:
        raise packages_missing("an open_clip model", error, "diffusion") from error
