"""An embedder on onnxruntime: no torch, one thread, and every input in a run of its own.

A matrix product of eight rows may round otherwise than eight products of one; one at a time the bytes cannot depend on
what else is asked, and on one thread it costs nothing (`docs/design/0009-embedders.md`).
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from videostudio.film.errors import BackendMissing
from videostudio.film.identity import Identity
from videostudio.tools.embedding import folder as files
from videostudio.tools.embedding.long_text import LongText, TextLimit
from videostudio.tools.embedding.pixels import planes
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.tools.embedding.tokens import TextTokens
from videostudio.tools.images import Pixels

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


class OnnxClip:
    """A folder with open_clip's config, weights and tokenizer, and the two graphs that `training/export.py` writes.

    The graphs load when they are first asked: most processes only want to know who would answer. Raises
    BackendMissing for a folder that is not whole, at once, and for graphs that cannot be loaded, then."""

    def __init__(self, folder: Path, *, threads: int = 1, long_text: LongText = LongText.MEAN) -> None:
        files.require(folder, [files.CONFIG, files.WEIGHTS, files.TOKENIZER, files.VISION, files.TEXT])
        self._folder, self._threads, self._long_text = folder, threads, long_text
        self._config = files.read_config(folder)
        self.identity = Identity(
            backend="clip-onnx",
            model=folder.name,
            revision=files.revision(folder / files.WEIGHTS),
            code_version=1,
            switches={"long_text": long_text.value},
        )

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._config.dim

    def embed_images(self, pictures: Sequence[Pixels]) -> Vectors:
        """Pictures of any sizes -> (N, dim)."""
        return self._rows(self._vision, [planes(picture, self._config.pictures)[None] for picture in pictures])

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Texts -> (N, dim)."""
        windows = self._limit.windows(texts)
        ids = self._tokens.ids(windows.pieces)
        return windows.gathered(self._rows(self._text, [row[None] for row in ids]))

    @cached_property
    def _vision(self) -> "InferenceSession":
        return _session(self._folder / files.VISION, self._threads)

    @cached_property
    def _text(self) -> "InferenceSession":
        return _session(self._folder / files.TEXT, self._threads)

    @cached_property
    def _tokens(self) -> TextTokens:
        return TextTokens(self._folder / files.TOKENIZER, context=self._config.context, pad=self._config.pad)

    @cached_property
    def _limit(self) -> TextLimit:
        return TextLimit(self._config.context, self._long_text, self._tokens.count)

    def _rows(self, session: "InferenceSession", inputs: Sequence[NDArray[np.generic]]) -> Vectors:
        name = session.get_inputs()[0].name
        rows = [session.run(None, {name: one})[0] for one in inputs]
        return unit(np.concatenate(rows)) if rows else np.zeros((0, self.dim), dtype=np.float32)


def _session(path: Path, threads: int) -> "InferenceSession":
    import onnxruntime  # a fifth of a second, for processes that never look
    from onnxruntime.capi import onnxruntime_pybind11_state as faults

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    options.log_severity_level = 3
    # Its errors for damaged files share no root of their own.
    unloadable = (
        faults.Fail,
        faults.InvalidArgument,
        faults.InvalidGraph,
        faults.InvalidProtobuf,
        faults.NoSuchFile,
        faults.RuntimeException,
    )
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except unloadable as error:
        raise BackendMissing(f"{path} cannot be loaded ({error}): fetch or export the model again") from error
