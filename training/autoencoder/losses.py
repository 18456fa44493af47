"""What makes a picture that was coded and decoded a good one. No network judges it: none may be fetched, and the house
CLIP's first layers see edges and colours much as these sums do."""

import torch
from pydantic import Field
from torch import Tensor
from torch.nn import functional

from videostudio.film.noun import Noun

SCALES = 3
"""Sizes at which edges are compared: whole, half and quarter."""


class Weights(Noun):
    """How much each part counts beside the mean absolute error, and how much more a px of a figure than one of the
    place: figures are small, and what they are is told by few px."""

    edges: float = Field(ge=0)
    kl: float = Field(ge=0)
    figures: float = Field(ge=0)


def differences(decoded: Tensor, wanted: Tensor, weight: Tensor) -> Tensor:
    """Mean absolute error of (B, 3, H, W) in -1..1, px weighed by (B, 1, H, W)."""
    return ((decoded - wanted).abs() * weight).sum() / (3 * weight.sum())


def edges(decoded: Tensor, wanted: Tensor, weight: Tensor) -> Tensor:
    """Mean absolute error of the steps from px to px, right and down, at several sizes. Softness costs nothing at a
    px, and much here."""
    error, total = decoded - wanted, decoded.new_zeros(())
    for _ in range(SCALES):
        total = total + ((error[..., 1:] - error[..., :-1]).abs() * weight[..., 1:]).mean()
        total = total + ((error[..., 1:, :] - error[..., :-1, :]).abs() * weight[..., 1:, :]).mean()
        error, weight = functional.avg_pool2d(error, 2), functional.avg_pool2d(weight, 2)
    return total / (2 * SCALES * weight.mean())


def divergence(mean: Tensor, logvar: Tensor) -> Tensor:
    """KL divergence of the latents from a unit normal, nats a number (Kingma and Welling 2014, appendix B)."""
    return 0.5 * (mean.square() + logvar.exp() - 1 - logvar).mean()


def psnr(decoded: Tensor, wanted: Tensor) -> Tensor:
    """(B,) dB of pictures in -1..1, clipped and at 8 bits as they will be shown."""
    shown = ((decoded.clamp(-1, 1) + 1) * 127.5).round()
    error = (shown - (wanted + 1) * 127.5).square().mean((1, 2, 3)).clamp_min(1e-9)
    return 10 * torch.log10(255**2 / error)
