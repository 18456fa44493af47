"""A sample drawn with the stock pipeline, beside what it was drawn from and what it should be."""

from typing import Any

import numpy as np
import torch
from PIL import Image

from videostudio.generators.paper.img_aligned import Layout, told
from videostudio.tools.images import Pixels
from videostudio.training.img.encoder import Encoder
from videostudio.training.img.parts import Parts
from videostudio.training.img.scale import Sampling
from videostudio.training.scenes.sample import Sample


def shown(parts: Parts, encoder: Encoder, sample: Sample, seed: int, sampling: Sampling) -> Pixels:
    """(4 H, W, 3), one below the other: figures, place, what is drawn, the truth."""
    references = encoder.references(sample)
    height, width = sample.picture.shape[:2]
    drawn = draw(parts, encoder, sample, seed, sampling)
    place = np.asarray(references.place.resize((width, height)), np.uint8)
    return np.concatenate([_side_by_side(references.figures, width, height), place, drawn, sample.picture])


@torch.no_grad()
def draw(parts: Parts, encoder: Encoder, sample: Sample, seed: int, sampling: Sampling) -> Pixels:
    """(H, W, 3): the caption and references of a sample, drawn anew."""
    references = encoder.references(sample)
    height, width = sample.picture.shape[:2]
    pipeline, model = parts.pipeline, parts.model
    device, kind = model.unet.device, model.unet.dtype
    unsaid, words = torch.split(encoder.words(["", sample.caption]).to(device, kind), 1)
    blank, on = encoder.blank(), torch.ones(2, dtype=torch.bool, device=device)
    branches = []
    for images in (references.figures, (references.place,)):
        tokens = encoder.tokens(images) if images else blank[None]
        both = torch.stack([blank.expand_as(tokens), tokens]).to(device, kind)
        branches.append(model.projected(both, on if images else ~on))
    known: Any = {"prompt_embeds": words, "negative_prompt_embeds": unsaid, "ip_adapter_image_embeds": branches}
    if model.aligned:
        squares = torch.tensor(references.squares or [(0.0, 0.0, 0.0)], device=device)[None]
        known["cross_attention_kwargs"] = told(Layout(squares, width / height))
    pipeline.set_progress_bar_config(disable=True)
    (image,) = pipeline(
        **known,
        width=width,
        height=height,
        num_inference_steps=sampling.steps,
        guidance_scale=sampling.guidance,
        generator=torch.Generator("cpu").manual_seed(seed),
        output_type="np",
    ).images
    return np.asarray(np.rint(image * 255), np.uint8)


def _side_by_side(figures: tuple[Image.Image, ...], width: int, height: int) -> Pixels:
    """(H, W, 3): all figures, each in a square as large as there is room for; black where there is none."""
    row = Image.new("RGB", (width, height))
    side = min(height, width // max(1, len(figures)))
    for at, figure in enumerate(figures):
        row.paste(figure.resize((side, side)), (at * side, (height - side) // 2))
    return np.asarray(row, np.uint8)
