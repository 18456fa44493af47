"""What a denoiser is asked for, and how much each level of noise counts. Pure functions of tensors."""

from typing import Literal, get_args

import torch
from pydantic import Field
from torch import Tensor

from videostudio.film.noun import Noun

Prediction = Literal["epsilon", "v_prediction"]
"""The noise, or the velocity (Salimans and Ho, 2202.00512, appendix D)."""


class Sigmas(Noun):
    """How much noise samples get: the logarithm of sigma = sqrt((1 - a) / a), a being alpha-bar, is normally
    distributed (Karras et al., 2206.00364, section 5). Even timesteps of Stable Diffusion's schedule spend three
    tenths of a run on pictures of which next to nothing can be seen (sigma over 3.2)."""

    mean: float
    spread: float = Field(gt=0)


def timesteps_of(sigmas: Sigmas | None, signal: Tensor, count: int, chance: torch.Generator) -> Tensor:
    """(count,) timesteps, all alike likely or as `sigmas` say; `signal` (T,) is alpha-bar of every timestep."""
    if sigmas is None:
        return torch.randint(len(signal), (count,), generator=chance, device=chance.device)
    return torch.multinomial(shares(sigmas, signal).to(chance.device), count, replacement=True, generator=chance)


def shares(sigmas: Sigmas, signal: Tensor) -> Tensor:
    """(T,) how likely each timestep is, as float64; none of those that leave no signal or no noise."""
    signal = signal.double().cpu()
    usable = (signal > 0) & (signal < 1)
    height = torch.log((1 - signal[usable]) / signal[usable]) / 2
    (width,) = torch.gradient(height)
    found = torch.zeros_like(signal)
    found[usable] = torch.exp(-0.5 * ((height - sigmas.mean) / sigmas.spread).square()) * width.abs()
    return found / found.sum()


def target_of(prediction: Prediction, clean: Tensor, noise: Tensor, signal: Tensor) -> Tensor:
    """(B, C, h, w) of all three; `signal` (B,) is alpha-bar of each sample's timestep, in [0, 1]."""
    if prediction == "epsilon":
        return noise
    signal = signal[:, None, None, None].to(clean)
    return signal.sqrt() * noise - (1 - signal).sqrt() * clean


def noised(clean: Tensor, noise: Tensor, signal: Tensor) -> Tensor:
    """(B, C, h, w): sqrt(alpha-bar) x + sqrt(1 - alpha-bar) noise, DDPM's equation 4."""
    signal = signal[:, None, None, None].to(clean)
    return signal.sqrt() * clean + (1 - signal).sqrt() * noise


def min_snr(prediction: Prediction, signal: Tensor, gamma: float) -> Tensor:
    """(B,) weights: min(SNR, gamma) / SNR for noise, min(SNR, gamma) / (SNR + 1) for velocity (Hang et al.,
    2303.09556, section 3.4), so that all levels of noise weigh alike for the clean picture up to gamma.

    With SNR = a / (1 - a) both are written so that a = 0 and a = 1 need no division by zero."""
    least = torch.minimum(signal, gamma * (1 - signal))  # min(SNR, gamma) * (1 - a)
    if prediction == "v_prediction":
        return least
    return least / signal.clamp_min(torch.finfo(signal.dtype).tiny) + (signal == 0)


def weighted(error: Tensor, by_sample: Tensor, by_place: Tensor) -> Tensor:
    """The mean of squared errors (B, C, h, w), each sample by its weight (B,), each position by its own (B, h, w)."""
    return (error * by_place[:, None] * by_sample[:, None, None, None]).mean()


def prediction_named(name: str) -> Prediction:
    """Raises ValueError for a prediction that is not known."""
    for known in get_args(Prediction):
        if name == known:
            return known  # type: ignore[no-any-return]
    raise ValueError(f"a model that predicts '{name}' cannot be trained here: use {' or '.join(get_args(Prediction))}")
