"""VideoStudio-Img as the trainer sees it: a UNet that predicts the noise in latents, told words and references."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

import torch
from torch import Tensor, nn

from videostudio.tools.images import Pixels
from videostudio.training.img.batches import Source
from videostudio.training.img.dropout import left_out
from videostudio.training.img.encoder import Encoder
from videostudio.training.img.loss import min_snr, noised, prediction_named, target_of, timesteps_of, weighted
from videostudio.training.img.parts import Parts
from videostudio.training.img.scale import Sampling, Stage
from videostudio.training.img.show import shown
from videostudio.training.scenes.sample import Sample
from videostudio.training.trainer.task import Batch


@dataclass(frozen=True)
class ImgTask:
    """`to_show` are the samples whose captions and references are drawn with, one after the other by seed."""

    parts: Parts
    encoder: Encoder
    source: Source
    stage: Stage
    sampling: Sampling
    to_show: Sequence[Sample]

    def __post_init__(self) -> None:
        if self.stage.learns == "adapters":
            self.parts.model.learn_adapters_only()

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        """See Task."""
        return {"img": self.parts.model}

    @property
    def frozen(self) -> Mapping[str, nn.Module]:
        """See Task."""
        pipeline = self.parts.pipeline
        return {"vae": pipeline.vae, "words": pipeline.text_encoder, "pieces": pipeline.image_encoder}

    def batches(self, start: int) -> Iterator[Batch]:
        """See Task."""
        return (self.source.batch(number) for number in count(start))

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, dict[str, float]]:
        """The weighted squared error of the prediction; its parts are the plain one in figures and in places."""
        clean, prediction = batch["latents"], self._prediction
        device = clean.device
        timesteps = timesteps_of(self.stage.sigmas, self._signal, len(clean), noise).to(device)
        signal = self._signal.to(device)[timesteps]
        eps = torch.randn(clean.shape, generator=noise, device=device, dtype=clean.dtype)
        words, references, present = self._told(batch, noise)
        model: Any = self.parts.model
        found = model(noised(clean, eps, signal), timesteps, words, references, present, batch["squares"])
        error = (found.float() - target_of(prediction, clean, eps, signal)).square()
        gamma, area = self.stage.snr_gamma, batch["area"]
        by_sample = torch.ones_like(signal) if gamma is None else min_snr(prediction, signal, gamma)
        loss = weighted(error, by_sample, 1 + (self.stage.figure_weight - 1) * area)
        return loss, {"figures": _mean(error, area), "place": _mean(error, 1 - area)}

    def samples(self, seeds: Sequence[int]) -> Sequence[Pixels]:
        """Figures, place, what was drawn with them and what was to be learnt, one below the other."""
        pairs = ((seed, self.to_show[seed % len(self.to_show)]) for seed in seeds)
        return [shown(self.parts, self.encoder, sample, seed, self.sampling) for seed, sample in pairs]

    def _told(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, list[Tensor], Tensor]:
        """Words, references and which branches are on, after some have been left out."""
        words, device = batch["words"], batch["words"].device
        left = left_out(self.stage.rates, len(words), noise)
        unsaid, blank = (each.to(device) for each in self._nothing)
        words = torch.where(left.text[:, None, None], unsaid, words)
        references = [
            torch.where(left.blank[:, branch, None, None, None], blank, batch[name])
            for branch, name in enumerate(("figures", "place"))
        ]
        # Whoever has no figure is without one in the unconditional half too.
        return words, references, batch["present"] & ~left.absent

    @cached_property
    def _nothing(self) -> tuple[Tensor, Tensor]:
        """(L, X) words and (N, W) tokens that say nothing."""
        return self.encoder.words([""])[0], self.encoder.blank()

    @cached_property
    def _signal(self) -> Tensor:
        """(T,) alpha-bar of each timestep."""
        signal: Tensor = self.parts.pipeline.scheduler.alphas_cumprod
        return signal

    @cached_property
    def _prediction(self) -> Any:
        return prediction_named(self.parts.pipeline.scheduler.config.prediction_type)


def _mean(error: Tensor, weight: Tensor) -> float:
    """Of (B, C, h, w), where the weight (B, h, w) is; 0 where it is nowhere."""
    return float(((error.detach().mean(1) * weight).sum() / weight.sum().clamp_min(1e-6)).item())
