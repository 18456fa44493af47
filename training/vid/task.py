"""VideoStudio-Vid as the trainer sees it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from videostudio.generators.paper.vid_pipeline import VideoStudioVidPipeline
from videostudio.tools.images import Pixels
from videostudio.training.img.loss import prediction_named
from videostudio.training.scenes.clip_records import Clip
from videostudio.training.trainer.task import Batch
from videostudio.training.vid.batches import Encoders, Source
from videostudio.training.vid.loss import clip_loss
from videostudio.training.vid.scale import VidScale

SHOWN = 6
"""Frames of a clip in a sample, at most."""
SAMPLES = 4
"""Clips that are drawn to look at: one takes as long as several steps."""


@dataclass(frozen=True)
class VidTask:
    """`pipeline` holds the UNet that learns and the parts that stay; clips that are `held` are never among `clips` and
    show what was learned."""

    pipeline: VideoStudioVidPipeline
    encoders: Encoders
    clips: Source
    held: Sequence[Clip]
    scale: VidScale

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return {"unet": self.pipeline.unet}

    @property
    def frozen(self) -> Mapping[str, nn.Module]:
        parts: dict[str, Any] = {"vae": self.encoders.vae, "image_encoder": self.encoders.image_encoder}
        return parts | {"text_encoder": self.encoders.text_encoder}

    def batches(self, start: int) -> Iterator[Batch]:
        """See Task."""
        return self.clips.batches(self.scale.recipe.batch, self.scale.recipe.seed, start)

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, dict[str, float]]:
        """See Task and `clip_loss`."""
        scheduler = self.pipeline.scheduler
        levels: Tensor = scheduler.alphas_cumprod.to(noise.device)
        prediction = prediction_named(scheduler.config.prediction_type)
        return clip_loss(self.pipeline.unet, levels, prediction, batch, self.scale, noise)

    def samples(self, seeds: Sequence[int]) -> Sequence[Pixels]:
        """See Task: frames of a clip that is held back, left to right, and below them the model's from its middle one,
        text and action; of the first SAMPLES seeds."""
        return [self._sample(self.held[seed % len(self.held)], seed) for seed in seeds[:SAMPLES]]

    def _sample(self, clip: Clip, seed: int) -> Pixels:
        scale, middle = self.scale, len(clip.frames) // 2
        takes = "action_prob_fea" in self.pipeline.unet.conditions
        found = self.pipeline(
            clip.caption,
            Image.fromarray(clip.frames[middle]),
            generator=torch.Generator().manual_seed(seed),
            actions=self.encoders.action(clip)[None] if takes else None,
            width=scale.width,
            height=scale.height,
            num_frames=scale.frames,
            num_inference_steps=scale.steps,
            guidance_scale=scale.guidance,
            aes_score=scale.aes_score,
        )
        assert found.frames is not None
        size = (scale.width, scale.height)
        true = np.stack([np.asarray(Image.fromarray(frame).resize(size), np.uint8) for frame in clip.frames])
        shown = np.linspace(0, scale.frames - 1, min(SHOWN, scale.frames)).round().astype(int)
        rows = [np.concatenate([frames[at] for at in shown], axis=1) for frames in (true, found.frames[0])]
        return np.concatenate(rows)
