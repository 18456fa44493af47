"""A VideoStudio-Img put together to learn: a stock pipeline, and its UNet with branches for references.

`fresh` starts from nothing but an autoencoder and a CLIP, `onto` goes on from a base with or without an adapter, and
`counted` says how large a scale is without making any of it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import diffusers
import torch
from safetensors.torch import load_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPVisionConfig, CLIPVisionModelWithProjection

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.img_house import Clip
from videostudio.generators.paper.img_pipeline import Weights, part, quietly
from videostudio.tools.embedding.house import FOLDER
from videostudio.training.img.model import ImgModel
from videostudio.training.img.scale import ImgScale

_library: Any = diffusers
AutoencoderKL, DDIMScheduler = _library.AutoencoderKL, _library.DDIMScheduler
StableDiffusionPipeline, UNet2DConditionModel = _library.StableDiffusionPipeline, _library.UNet2DConditionModel

UNCHECKED = {"safety_checker": None, "requires_safety_checker": False}
HOW = {"local_files_only": True, "dtype": torch.float32}


@dataclass(frozen=True)
class Parts:
    """`pipeline` is a StableDiffusionPipeline whose UNet is the `model`'s, and which has an image encoder."""

    model: ImgModel
    pipeline: Any


def fresh(scale: ImgScale, autoencoder: Path, seed: int, clip: Path = FOLDER) -> Parts:
    """Random weights around an autoencoder's folder. Raises BackendMissing for a folder that is none, and ValueError
    where its latents do not fit the UNet of the scale, or the scale has no CLIP of its own."""
    if scale.clip is None:
        raise ValueError("this scale starts from a base: name its folder with --start")
    vae = part(AutoencoderKL, autoencoder, HOW)
    if (channels := vae.config.latent_channels) != scale.unet["in_channels"]:
        raise ValueError(
            f"{autoencoder} makes latents of {channels} channels, this scale's UNet reads {scale.unet['in_channels']}: "
            "train the autoencoder of the same scale"
        )
    torch.manual_seed(seed)
    pipeline = StableDiffusionPipeline(
        vae=vae,
        unet=UNet2DConditionModel(**scale.unet),
        scheduler=DDIMScheduler(**scale.schedule),
        **scale.clip.towers(clip, HOW),
        **UNCHECKED,
    )
    return _around(pipeline, aligned=scale.clip.aligned)


def onto(weights: Weights, seed: int) -> Parts:
    """A base that is there, with its adapter, or with a new one where there is no such file. Raises BackendMissing for
    folders that are not there or no such models, and ValueError for an adapter of another base."""
    with quietly():
        pipeline = part(StableDiffusionPipeline, weights.base, HOW | weights.components(HOW) | UNCHECKED)
    torch.manual_seed(seed)
    parts = _around(pipeline, aligned=weights.aligned)
    if weights.adapter.is_file():
        parts.model.load_checkpoint(load_file(weights.adapter))
    return parts


def clip_of(scale: ImgScale, folder: Path = FOLDER) -> Clip | None:
    """The scale's CLIP with the digits of the weights that lie in `folder`. Raises BackendMissing if none do."""
    return None if scale.clip is None else scale.clip.of(folder)


def counted(scale: ImgScale) -> dict[str, int]:
    """Part -> how many numbers it has: built on the meta device, so that nothing is allocated."""
    with torch.device("meta"):
        towers = _towers(scale)
        unet, vae = UNet2DConditionModel(**scale.unet), AutoencoderKL(**scale.vae)
        base = _numbers(unet)
        seen, tokens = _seen_by(towers["image_encoder"])
        model = ImgModel(unet, seen=seen, tokens=tokens, aligned=scale.clip is not None and scale.clip.aligned)
    model.learn_adapters_only()
    added = sum(each.numel() for each in model.parameters() if each.requires_grad)
    found = {"unet": base, "adapters": added, "vae": _numbers(vae)}
    return found | {name: _numbers(tower) for name, tower in towers.items()}


def _around(pipeline: Any, *, aligned: bool) -> Parts:
    seen, tokens = _seen_by(pipeline.image_encoder)
    return Parts(ImgModel(pipeline.unet, seen=seen, tokens=tokens, aligned=aligned), pipeline)


def _seen_by(image_encoder: Any) -> tuple[int, int]:
    """Width and number of the tokens that an image encoder makes of a picture."""
    config = image_encoder.config
    if hasattr(image_encoder, "grid"):
        return int(config.hidden_size), int(image_encoder.grid) ** 2
    return int(config.hidden_size), (config.image_size // config.patch_size) ** 2 + 1


def _towers(scale: ImgScale) -> dict[str, Any]:
    if scale.clip is not None:
        with torch.device("cpu"):
            towers = scale.clip.towers(FOLDER, HOW)
        return {name: towers[name] for name in ("text_encoder", "image_encoder")}
    if scale.towers is None:
        raise BackendMissing("this scale says neither which CLIP it uses nor how large its own towers are")
    return {
        "text_encoder": CLIPTextModel(CLIPTextConfig(**scale.towers.text)),
        "image_encoder": CLIPVisionModelWithProjection(CLIPVisionConfig(**scale.towers.image)),
    }


def _numbers(module: torch.nn.Module) -> int:
    return sum(each.numel() for each in module.parameters())
