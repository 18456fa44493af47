"""Classifier-free guidance over the frames of a clip. (Ho and Salimans 2022, arXiv 2207.12598.)"""

import torch
from torch import Tensor


def guidance_by_frame(first: float, last: float, frames: int) -> Tensor:
    """(frames, 1, 1) float32 from `first` to `last` in even steps."""
    return torch.linspace(first, last, frames)[:, None, None]


def guided(without: Tensor, under: Tensor, scales: Tensor, rescale: float) -> Tensor:
    """The noise u + g (c - u) of clips (B, C, T, H, W): `without` conditions and `under` them, with g from `scales`.

    `rescale` in [0, 1] is the share of it that gets the spread of c, clip by clip, against pictures that burn out
    (Lin et al. 2023, arXiv 2305.08891, equations 15 and 16).
    """
    noise = without + scales * (under - without)
    if rescale == 0:
        return noise
    sides = (1, 2, 3, 4)
    spread = under.std(sides, keepdim=True) / noise.std(sides, keepdim=True)
    return torch.lerp(noise, noise * spread, rescale)
