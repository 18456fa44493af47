"""An embedder on torch: any model of open_clip. Torch is imported when one is made; nothing is fetched unless asked.

Inputs run in batches of one fixed shape, filled up with copies: a row then depends on its place in a batch by rounding
alone (about 1e-7), and with batches of one not at all.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np

from videostudio.film.identity import Identity
from videostudio.tools.embedding import folder as files
from videostudio.tools.embedding.cache import resolve
from videostudio.tools.embedding.long_text import LongText, TextLimit
from videostudio.tools.embedding.pixels import planes
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.tools.images import Pixels
from videostudio.tools.packages import packages_missing


class OpenClip:
    """A loaded open_clip `model` and its `tokenizer`; make one with `of_folder` or `of_tag`."""

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        *,
        name: str,
        revision: str,
        device: str = "cpu",
        batch: int = 1,
        long_text: LongText = LongText.MEAN,
    ) -> None:
        self._model, self._tokenizer = model.eval(), tokenizer
        self._device, self._batch = device, batch
        self._pictures = files.picture_format(model.visual.preprocess_cfg)
        self._limit = TextLimit(tokenizer.context_length, long_text, lambda text: _count(tokenizer, text))
        self.dim = self.embed_texts([""]).shape[1]
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
        open_clip = _library()
        files.require(folder, [files.CONFIG, files.WEIGHTS])
        where = f"local-dir:{folder}"
        return cls(
            open_clip.create_model(where, device=device),
            open_clip.get_tokenizer(where),
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
        return cls(
            open_clip.create_model(
                model,
                pretrained=str(found.weights),
                device=device,
                force_quick_gelu=found.quick_gelu,
                force_preprocess_cfg=found.preprocess,
                cache_dir=None if cache is None else str(cache),
            ),
            open_clip.get_tokenizer(model, cache_dir=None if cache is None else str(cache), **found.tokenizer),
            name=f"{model}/{Path(pretrained).name}",
            revision=files.revision(found.weights),
            device=device,
            batch=batch,
            long_text=long_text,
        )

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

    def _rows(self, encode: Callable[[Any], Any], rows: Sequence[Any]) -> Vectors:
        import torch

        if not rows:
            return np.zeros((0, self.dim), dtype=np.float32)
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


def _library() -> Any:
    try:
        import open_clip
    except ImportError as error:
        raise packages_missing("an open_clip model", error, "diffusion") from error
    return open_clip
