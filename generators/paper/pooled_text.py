"""Texts as CLIP sums them up: the one vector that the clip model is conditioned on (`PooledText` of action.py)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import CLIPTextModelWithProjection, PreTrainedTokenizerBase


class ClipPooledText:
    """The projected end-of-text token of a CLIP text model; texts are cut at the tokenizer's length."""

    def __init__(self, model: CLIPTextModelWithProjection, tokenizer: PreTrainedTokenizerBase) -> None:
        untyped: Any = model
        self._model: CLIPTextModelWithProjection = untyped.eval()
        self._tokenizer = tokenizer

    @torch.inference_mode()
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(N, D) float32, whatever the model's dtype."""
        tokens = self._tokenizer(
            list(texts),
            padding="max_length",
            max_length=self._tokenizer.model_max_length,
            truncation=True,
            return_tensors="pt",
        )
        rows = self._model(tokens.input_ids.to(self._model.device)).text_embeds
        return np.asarray(rows.float().cpu().numpy(), dtype=np.float32)
