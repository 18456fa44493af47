"""The house CLIP as open_clip builds it, and how it starts.

Owns shape and initial weights. The words' table starts as the teacher's own, reduced to its main directions, so that
words that the world never says already lie near those that it does.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from open_clip.model import CustomTextCLIP
from tokenizers import Tokenizer
from torch import Tensor, nn

from videostudio.training.clip_teacher import Teacher, load_features
from videostudio.training.weights import save_halves

FROZEN_BLOCKS = 4
"""The stem and this many of seven blocks stay as ImageNet made them: edges, colours and textures are the same in every
world, most of the time of a step would go into them, and so each view passes them once only."""


@cache
def config() -> dict[str, Any]:
    """The content of open_clip_config.json."""
    return dict(json.loads((files("videostudio.training") / "open_clip_config.json").read_text("utf-8")))


def built() -> CustomTextCLIP:
    """The model with random weights."""
    shape = {key: value for key, value in config()["model_cfg"].items() if key != "custom_text"}
    text = {key: value for key, value in shape["text_cfg"].items() if not key.startswith("hf_")}
    return CustomTextCLIP(**(shape | {"text_cfg": text}))


def started(model: CustomTextCLIP, tokens: Tokenizer, teacher: Teacher, bert_vocabulary: Sequence[str]) -> None:
    """Gives `model` ImageNet eyes and the teacher's words."""
    load_features(model.visual.trunk)
    for layer in frozen_layers(model):
        layer.requires_grad_(False)
    table = model.text.token_embedding.weight
    with torch.no_grad():
        table.copy_(_reduced_words(tokens, teacher, bert_vocabulary, table.shape[1]))


def pixels() -> int:
    """Side of the pictures it sees, px."""
    return int(config()["model_cfg"]["vision_cfg"]["image_size"])


def embed_dim() -> int:
    """Length of its embeddings."""
    return int(config()["model_cfg"]["embed_dim"])


def principal(vectors: Tensor, dim: int) -> Tensor:
    """(dim, D): the main directions of (N, D) vectors."""
    centred = vectors - vectors.mean(0)
    directions: Tensor = torch.linalg.eigh(centred.T @ centred)[1]  # in rising order; (D, D) is far cheaper than (N, D)
    return directions.T.flip(0)[:dim]


def encoded(tokens: Tokenizer, sentences: Sequence[str]) -> Tensor:
    """(N, L) int64 ids, padded with 0 to the longest. Padding stands behind the end token, which no earlier token
    sees, so that its length changes nothing."""
    rows = [one.ids for one in tokens.encode_batch(list(sentences))]
    longest = max(len(row) for row in rows)
    return torch.tensor([row + [0] * (longest - len(row)) for row in rows])


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer, cutting at the model's context."""
    tokens = Tokenizer.from_file(str(path))
    tokens.no_padding()
    tokens.enable_truncation(config()["model_cfg"]["text_cfg"]["context_length"])
    return tokens


def frozen_layers(model: CustomTextCLIP) -> list[nn.Module]:
    """The layers that do not learn."""
    trunk = model.visual.trunk
    return [trunk.conv_stem, trunk.bn1, *trunk.blocks[:FROZEN_BLOCKS]]


@torch.no_grad()
def first_features(model: CustomTextCLIP, pictures: Tensor) -> Tensor:
    """(N, 3, S, S) -> (N, C, h, w): what the layers that do not learn make of pictures."""
    hidden = pictures
    for layer in frozen_layers(model):
        hidden = layer(hidden)
    return hidden


def image_features(model: CustomTextCLIP, first: Tensor) -> Tensor:
    """(N, C, h, w) of `first_features` -> (N, D), not normalised."""
    tower = model.visual
    hidden = tower.trunk.blocks[FROZEN_BLOCKS:](first)
    found: Tensor = tower.head(tower.trunk.forward_head(tower.trunk.bn2(tower.trunk.conv_head(hidden))))
    return found


def text_features(model: CustomTextCLIP, ids: Tensor) -> Tensor:
    """(N, L) -> (N, D), not normalised, for sequences shorter than the context too."""
    tower = model.text
    length = ids.shape[1]
    hidden = tower.token_embedding(ids) + tower.positional_embedding[:length]
    hidden = tower.transformer(hidden, attn_mask=tower.attn_mask[:length, :length])
    hidden = tower.ln_final(hidden)
    pooled: Tensor = hidden[torch.arange(len(ids)), ids.argmax(-1)] @ tower.text_projection
    return pooled


def written(model: CustomTextCLIP, folder: Path) -> None:
    """Config and float16 weights, as open_clip reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "open_clip_config.json").write_text(json.dumps(config(), indent=2) + "\n", encoding="utf-8")
    save_halves(model, folder / "open_clip_model.safetensors")


def _reduced_words(tokens: Tokenizer, teacher: Teacher, bert_vocabulary: Sequence[str], width: int) -> Tensor:
    place = {piece: index for index, piece in enumerate(bert_vocabulary)}
    vectors = teacher.word_vectors
    reduced = (vectors - vectors.mean(0)) @ principal(vectors, width).T
    reduced = reduced / reduced.std() * 0.05
    rows = torch.randn(tokens.get_vocab_size(), width) * 0.02
    for piece, index in tokens.get_vocab().items():
        if piece in place:
            rows[index] = reduced[place[piece]]
    return rows
