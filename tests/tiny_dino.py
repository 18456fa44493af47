"""Grounding DINO's own classes at a tiny size with random weights, and a vocabulary to go with them."""

from pathlib import Path

import torch
from transformers import (
    BertConfig,
    BertTokenizer,
    GroundingDinoConfig,
    GroundingDinoForObjectDetection,
    GroundingDinoImageProcessor,
    GroundingDinoProcessor,
    SwinConfig,
)

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?", "fox", "red", "blue", "cat")


def write_tiny_dino(folder: Path) -> Path:
    """A complete model folder."""
    torch.manual_seed(0)
    GroundingDinoForObjectDetection(_config()).save_pretrained(folder)
    tokenizer = BertTokenizer(vocab={word: index for index, word in enumerate(WORDS)})
    pictures = GroundingDinoImageProcessor(size={"shortest_edge": 64, "longest_edge": 128})
    GroundingDinoProcessor(pictures, tokenizer).save_pretrained(folder)
    return folder


def _config() -> GroundingDinoConfig:
    eyes = SwinConfig(
        image_size=64, patch_size=4, embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2], window_size=2,
        out_features=["stage2", "stage3", "stage4"],
    )  # fmt: skip
    words = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64,
    )  # fmt: skip
    return GroundingDinoConfig(
        backbone_config=eyes, text_config=words, d_model=32, num_queries=20, max_text_len=32, encoder_layers=1,
        decoder_layers=2, encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=16,
        decoder_ffn_dim=16, encoder_n_points=2, decoder_n_points=2,
    )  # fmt: skip
