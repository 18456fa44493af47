"""The house CLIP's architecture at a tiny size with random weights, and a vocabulary to go with it."""

import json
from pathlib import Path
from typing import Any

import open_clip
import torch
from repo import REPO

from videostudio.training.export import export
from videostudio.training.vocabulary import write_house_tokenizer
from videostudio.training.weights import save_halves

CONTEXT, DIM, SIDE = 12, 16, 32
TEMPLATE = REPO / "training/open_clip_config.json"

LETTERS = tuple(dict.fromkeys(mark + chr(code).lower() for code in range(33, 127) for mark in ("", "##")))
BERT = ("[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, "\u00e9", "##\u00df", "the", "fox", "1987")
BERT += ("##es", "it", "cafe", "19", "##87", "##999", "...", "cat", "red")


def write_words(folder: Path, *, context: int) -> int:
    """Writes the tokenizer's files; gives the number of pieces."""
    (folder / "vocab.txt").write_text("\n".join(BERT) + "\n", "utf-8")
    return write_house_tokenizer(folder / "vocab.txt", folder, context=context)


def write_tiny(folder: Path, *, seed: int = 0) -> Path:
    """A complete model folder, exported."""
    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads(TEMPLATE.read_text())
    model: dict[str, Any] = config["model_cfg"]
    model["embed_dim"] = DIM
    model["vision_cfg"] |= {"timm_model_name": "test_efficientnet", "image_size": SIDE}
    pieces = write_words(folder, context=CONTEXT)
    model["text_cfg"] |= {"context_length": CONTEXT, "vocab_size": pieces, "width": 32, "heads": 2, "layers": 2}
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    write_random(folder, seed=seed)
    export(folder)
    return folder


def write_random(folder: Path, *, seed: int) -> None:
    """Random weights for the folder's config, with statistics as a trained network has them."""
    torch.manual_seed(seed)
    model = open_clip.create_model(f"local-dir:{folder}", load_weights=False)
    for name, row in model.state_dict().items():
        if name.endswith(("running_mean", "norm.bias", "bn1.bias")):
            row.normal_(0, 0.1)
        if name.endswith("running_var"):
            row.uniform_(0.5, 1.5)
    save_halves(model, folder / "open_clip_model.safetensors")
