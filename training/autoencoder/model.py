"""The autoencoder as diffusers builds it, small."""

from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL
from pydantic import Field
from torch import Tensor

from videostudio.film.noun import Noun

FACTOR = 8
"""Px of a picture per latent, each way: there are three steps down, as in Stable Diffusion's own."""


class Shape(Noun):
    """Widths from the picture's level to that of the latents, residual blocks a level and channels of a latent."""

    widths: tuple[int, int, int, int]
    layers: int = Field(gt=0)
    latent_channels: int = Field(gt=0)
    groups: int = Field(gt=0)


def config(shape: Shape) -> dict[str, Any]:
    """As diffusers' AutoencoderKL takes it."""
    return {
        "down_block_types": ("DownEncoderBlock2D",) * 4,
        "up_block_types": ("UpDecoderBlock2D",) * 4,
        "block_out_channels": shape.widths,
        "layers_per_block": shape.layers,
        "latent_channels": shape.latent_channels,
        "norm_num_groups": shape.groups,
        "use_quant_conv": False,
        "use_post_quant_conv": False,
    }


def built(shape: Shape, seed: int) -> Any:
    """An AutoencoderKL with random weights, for pictures (B, 3, H, W) in -1..1 whose sides are multiples of FACTOR. Its
    channels lie last in memory, which makes a step on CPUs a fifth faster."""
    torch.manual_seed(seed)
    model: Any = AutoencoderKL(**config(shape))  # type: ignore[no-untyped-call]
    return model.to(memory_format=torch.channels_last)


def saved(model: Any, latents_std: float, folder: Path) -> None:
    """Writes `model` as diffusers reads it, in float16, with the factor that gives latents unit variance (Rombach et
    al. 2022, section 4.3.2 and appendix G), measured rather than Stable Diffusion's 0.18215."""
    model.register_to_config(scaling_factor=round(1 / latents_std, 5))
    model.to(memory_format=torch.contiguous_format)
    model.half().save_pretrained(folder)
    model.float()


def to_model(pictures: Tensor) -> Tensor:
    """(B, 3, H, W) uint8 -> float32 in -1..1."""
    return pictures.float() / 127.5 - 1
