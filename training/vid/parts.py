"""The parts of a VideoStudio-Vid to train: the image model's UNet with time in it, an autoencoder, and the house CLIP
for its encoders; and the finished model's folder."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from torch import nn

from videostudio.generators.mini.actions import KnownMotions
from videostudio.generators.mini.settings import Filmed
from videostudio.generators.paper.camera import known
from videostudio.generators.paper.house_encoders import HouseText, HouseVision, house_processor, house_tokenizer
from videostudio.generators.paper.img_pipeline import part
from videostudio.generators.paper.vid_folder import image_parts, text_parts
from videostudio.generators.paper.vid_pipeline import VideoStudioVidPipeline
from videostudio.generators.paper.vid_sampler import paper_sampler
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel
from videostudio.training.vid.batches import Encoders
from videostudio.training.vid.inflate import added_parameters, config_of_clips, inflated
from videostudio.training.vid.scale import VidScale

HOW = {"local_files_only": True, "dtype": torch.float32}


def new_pipeline(
    image: Path, autoencoder: Path, scale: VidScale, image_encoder: Path | None = None
) -> VideoStudioVidPipeline:
    """A model of clips that starts as the image model in a folder as diffusers saves one, with its levels of noise and
    what it predicts, ready to learn what the scale says. With an `image_encoder`, the folder of a CLIP vision model,
    texts are read by the image model's second text encoder, as SDXL has one; else the house CLIP does both. Raises
    BackendMissing for folders that are none, predictions that no camera can move, and parts that do not belong
    together."""
    unet = inflated(part(UNet2DConditionModel, image / "unet", HOW), scale.added)
    untyped: Any = unet
    if scale.learns == "added":
        untyped.requires_grad_(False)
        for parameter in added_parameters(unet).values():
            parameter.requires_grad_(True)
    vae: Any = part(AutoencoderKL, autoencoder, HOW)
    if image_encoder is None:
        encoders: dict[str, Any] = {"tokenizer_2": house_tokenizer(), "text_encoder_2": HouseText()}
        encoders |= {"image_encoder": HouseVision(), "feature_extractor": house_processor()}
    else:
        encoders = text_parts(image / "tokenizer_2", image / "text_encoder_2", torch.float32)
        encoders |= image_parts(image_encoder)
    pipeline = VideoStudioVidPipeline(
        **encoders,
        unet=unet,
        vae=vae.requires_grad_(False).eval(),
        scheduler=paper_sampler(known(part(DDIMScheduler, image / "scheduler", {"local_files_only": True}))),
    )
    return pipeline


def encoders_of(pipeline: VideoStudioVidPipeline, motions: KnownMotions) -> Encoders:
    """The parts of `pipeline` that never learn."""
    return Encoders(
        vae=pipeline.vae,
        text_encoder=pipeline.text_encoder_2,
        tokenizer=pipeline.tokenizer_2,
        image_encoder=pipeline.image_encoder,
        processor=pipeline.feature_extractor,
        motions=motions,
    )


def save(pipeline: VideoStudioVidPipeline, motions: KnownMotions, scale: VidScale, folder: Path) -> None:
    """A folder that `VideoStudioVidPipeline.from_pretrained` reads, in half precision, with the motions' places in the
    action vector and how it films. Leaves the UNet of `pipeline` in half precision too."""
    untyped: Any = (pipeline.unet, pipeline.vae)
    for model in untyped:
        model.half()
    pipeline.save_pretrained(folder)
    motions.write(folder)
    Filmed(
        width=scale.width,
        height=scale.height,
        frames=scale.frames,
        fps=scale.fps,
        steps=scale.steps,
        guidance_milli=round(scale.guidance * 1000),
    ).write(folder)


def sizes(scale: VidScale) -> Mapping[str, int]:
    """Numbers of the image's UNet, of the clips', and of what joins; nothing is allocated."""
    kind: Any = UNet2DConditionModel
    with torch.device("meta"):
        image = kind(**scale.image)
        clips = UNet3DConditionXLModel(**config_of_clips(image.config, scale.added))
    untyped: Any = clips
    return {
        "image": _numbers(image.parameters()),
        "clips": _numbers(untyped.parameters()),
        "added": _numbers(added_parameters(clips).values()),
    }


def _numbers(parameters: Iterable[nn.Parameter]) -> int:
    return sum(each.numel() for each in parameters)
