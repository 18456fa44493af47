"""Samples as the UNet gets them: latents of the picture, tokens of caption and references, and where figures are.

Asks the pipeline's own parts in the pipeline's own way, so that what is learnt from is what will be drawn with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor

from videostudio.tools.images import Pixels
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.training.img.references import References, references_of
from videostudio.training.scenes.references import GOOD, Quality
from videostudio.training.scenes.sample import Sample

SEEN_AT_ONCE = 64


@dataclass(frozen=True)
class Encoded:
    """One sample on the CPU: latents (C, h, w), words (L, X), figures (n, N, W), place (N, W), area (h, w) in
    [0, 1], the share of each latent that is a figure; whether there is a place to refer to; squares (n, 3), where
    figures stand."""

    latents: Tensor
    words: Tensor
    figures: Tensor
    place: Tensor
    area: Tensor
    placed: bool
    squares: Tensor


class Encoder:
    """`pipeline` is a StableDiffusionPipeline with an image encoder; `segmenter` serves pictures without truth;
    `quality` is what references are cut with."""

    def __init__(self, pipeline: Any, segmenter: Segmenter, quality: Quality = GOOD) -> None:
        self._pipeline, self._segmenter, self._quality = pipeline, segmenter, quality

    def references(self, sample: Sample) -> References:
        """What the image encoder is shown of it. Raises ScorerError if the segmenter fails."""
        return references_of(sample, self._segmenter, self._quality)

    def encoded(self, samples: Sequence[Sample]) -> list[Encoded]:
        """Samples of one size. Raises ScorerError if the segmenter fails."""
        references = [self.references(sample) for sample in samples]
        latents = self.latents([sample.picture for sample in samples])
        words = self.words([sample.caption for sample in samples])
        images = [image for one in references for image in (one.place, *one.figures)]
        tokens = torch.split(self.tokens(images), [1 + len(one.figures) for one in references])
        return [
            Encoded(
                latents[at],
                words[at],
                tokens[at][1:],
                tokens[at][0],
                _shares(one.area, latents.shape[-2:]),
                one.placed,
                torch.tensor(one.squares, dtype=torch.float32).reshape(-1, 3),
            )
            for at, one in enumerate(references)
        ]

    @torch.no_grad()
    def latents(self, pictures: Sequence[Pixels]) -> Tensor:
        """(B, C, h, w): the modes of the autoencoder's posteriors, scaled."""
        vae = self._pipeline.vae
        rows = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2)
        found = vae.encode(rows.to(vae.device, vae.dtype) / 127.5 - 1).latent_dist.mode()
        return _kept(found * vae.config.scaling_factor)

    @torch.no_grad()
    def words(self, texts: Sequence[str]) -> Tensor:
        """(B, L, X), each text filled up or cut to the tokens that the pipeline reads."""
        tokenizer, tower = self._pipeline.tokenizer, self._pipeline.text_encoder
        ids = tokenizer(
            list(texts),
            padding="max_length",
            max_length=tokenizer.model_max_length,
            truncation=True,
            return_tensors="pt",
        ).input_ids
        return _kept(tower(ids.to(tower.device))[0])

    @torch.no_grad()
    def tokens(self, images: Sequence[Image.Image]) -> Tensor:
        """(B, N, W)."""
        pixels = self._pipeline.feature_extractor(list(images), return_tensors="pt").pixel_values
        return torch.cat([self._seen(part) for part in torch.split(pixels, SEEN_AT_ONCE)])

    @torch.no_grad()
    def blank(self) -> Tensor:
        """(N, W): the tokens that stand for no reference, those of a picture of zeros."""
        pixels = self._pipeline.feature_extractor(Image.new("RGB", (8, 8)), return_tensors="pt").pixel_values
        return self._seen(torch.zeros_like(pixels))[0]

    def _seen(self, pixels: Tensor) -> Tensor:
        tower = self._pipeline.image_encoder
        return _kept(tower(pixels.to(tower.device, tower.dtype), output_hidden_states=True).hidden_states[-2])


def _kept(found: Tensor) -> Tensor:
    return found.float().cpu()


def _shares(area: np.ndarray[Any, np.dtype[np.bool_]], size: Sequence[int]) -> Tensor:
    height, width = size
    return torch.from_numpy(cv2.resize(area.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA))
