"""An embedder on onnxruntime: no torch, one thread, and every input in a run of its own.

A matrix product of eight rows may round otherwise than eight products of one; one at a time the bytes cannot depend on
what else is asked, and on one thread it costs nothing (`docs/design/0009-embedders.md`).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)

from videostudio.film.errors import BackendMissing
from videostudio.film.identity import Identity
from videostudio.tools.embedding import folder as files
from videostudio.tools.embedding.long_text import LongText, TextLimit
from videostudio.tools.embedding.pixels import planes
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.tools.embedding.tokens import TextTokens
from videostudio.tools.images import Pixels

_UNLOADABLE = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile, RuntimeException)
"""What onnxruntime raises for damaged files; its errors share no root of their own."""


class OnnxClip:
    """A folder with open_clip's config, weights and tokenizer, and the two graphs that `training/export.py` writes."""

    def __init__(self, folder: Path, *, threads: int = 1, long_text: LongText = LongText.MEAN) -> None:
        files.require(folder, [files.CONFIG, files.WEIGHTS, files.TOKENIZER, files.VISION, files.TEXT])
        self._config = files.read_config(folder)
        self._tokens = TextTokens(folder / files.TOKENIZER, context=self._config.context, pad=self._config.pad)
        self._limit = TextLimit(self._config.context, long_text, self._tokens.count)
        self._vision = _session(folder / files.VISION, threads)
        self._text = _session(folder / files.TEXT, threads)
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

    def _rows(self, session: onnxruntime.InferenceSession, inputs: Sequence[NDArray[np.generic]]) -> Vectors:
        name = session.get_inputs()[0].name
        rows = [session.run(None, {name: one})[0] for one in inputs]
        return unit(np.concatenate(rows)) if rows else np.zeros((0, self.dim), dtype=np.float32)


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except _UNLOADABLE as error:
        raise BackendMissing(f"{path} cannot be loaded ({error}): fetch or export the model again") from error
