"""The towers of an open_clip model, where a StableDiffusionPipeline looks for a text encoder and an image encoder.

Owns what the pipeline reads of them: tokens before any pooling. Which model, and what is made of the tokens, is not its
business. Imported when a pipeline is loaded, since it needs torch.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import pixel_unshuffle

WAVES = 4
"""Sines and cosines of a token's place, in each direction: waves of 2, 1, 1/2 and 1/4 of a picture."""
PLACE_WIDTH = 4 * WAVES


class _Tower(nn.Module):
    """What a pipeline asks of any model."""

    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.config = SimpleNamespace(hidden_size=hidden_size)

    @property
    def dtype(self) -> torch.dtype:
        return next(self.parameters()).dtype

    @property
    def device(self) -> torch.device:
        return next(self.parameters()).device


class Words(_Tower):
    """The text tower of `clip`, a CustomTextCLIP with open_clip's own transformer."""

    def __init__(self, clip: Any) -> None:
        super().__init__(clip.text.ln_final.normalized_shape[0])
        self.text = clip.text

    def forward(self, ids: Tensor, attention_mask: Tensor | None = None) -> tuple[Tensor]:
        """(B, L) int64 -> (B, L, width), one vector for each token. Nothing is masked: tokens see only those before
        them, so those of the padding carry what the whole text says, as in CLIP's own."""
        tower, length = self.text, ids.shape[1]
        hidden = tower.token_embedding(ids) + tower.positional_embedding[:length]
        mask = tower.attn_mask[:length, :length].to(hidden.dtype)
        return (tower.ln_final(tower.transformer(hidden, attn_mask=mask)),)


class Pieces(_Tower):
    """The vision tower of `clip`, an EfficientNet of timm's, as tokens of pieces of a picture.

    `spreads`: number of a block -> what its channels are divided by, about their standard deviation. The blocks'
    features of the same piece stand together in one token, those of finer blocks row by row, and behind them where the
    piece lies, since nothing else in a convolution's features says so."""

    def __init__(self, clip: Any, spreads: Mapping[int, float]) -> None:
        trunk, side = clip.visual.trunk, clip.visual.image_size[0]
        ordered = dict(sorted(spreads.items()))
        found = _seen(trunk.conv_stem, trunk.bn1, trunk.blocks, torch.zeros(1, 3, side, side), ordered)
        super().__init__(sum(each.shape[1] for each in found) + PLACE_WIDTH)
        self.stem, self.norm, self.blocks = trunk.conv_stem, trunk.bn1, trunk.blocks[: max(ordered) + 1]
        self.grid, self._spreads = found[0].shape[-1], ordered

    def forward(self, pixels: Tensor, output_hidden_states: bool = True) -> SimpleNamespace:
        """(B, 3, S, S) -> tokens (B, grid * grid, width) as the last but one of `hidden_states`."""
        found = _seen(self.stem, self.norm, self.blocks, pixels, self._spreads)
        features = torch.cat(found, 1).flatten(2).transpose(1, 2)
        tokens = torch.cat([features, places(self.grid).to(features).expand(len(pixels), -1, -1)], 2)
        return SimpleNamespace(hidden_states=(tokens, tokens))


def places(grid: int) -> Tensor:
    """(1, grid * grid, PLACE_WIDTH): sines and cosines of each piece's column and row."""
    at = (torch.arange(grid) + 0.5) / grid
    angles = at[:, None] * torch.pi * 2.0 ** torch.arange(WAVES)
    waves = torch.cat([angles.sin(), angles.cos()], 1)
    columns, rows = waves[None].expand(grid, -1, -1), waves[:, None].expand(-1, grid, -1)
    return torch.cat([columns, rows], 2).reshape(1, grid * grid, PLACE_WIDTH)


def _seen(stem: nn.Module, norm: nn.Module, blocks: Any, pixels: Tensor, spreads: Mapping[int, float]) -> list[Tensor]:
    """The wanted blocks' features, each (B, C, grid, grid) with the grid of the coarsest."""
    hidden, found = norm(stem(pixels)), []
    for number, block in enumerate(blocks[: max(spreads) + 1]):
        hidden = block(hidden)
        if number in spreads:
            found.append(hidden / spreads[number])
    grid = found[-1].shape[-1]
    return [pixel_unshuffle(each, each.shape[-1] // grid) for each in found]
