"""The parts of a VideoStudio-Vid to train: the image model's UNet with time in it, an autoencoder, and the house CLIP
for its encoders; and the finished model's folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from torch import nn

from videostudio.film.errors import BackendMissing
from videostudio.generators.mini.actions import KnownMotions
from videostudio.generators.paper.house_encoders import HouseText, HouseVision, house_processor, house_tokenizer
from videostudio.generators.paper.img_pipeline import SCHEDULE
from videostudio.generators.paper.vid_pipeline import VideoStudioVidPipeline
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel
from videostudio.training.vid.batches import Encoders
from videostudio.training.vid.inflate import added_parameters, config_of_clips, inflated
from videostudio.training.vid.scale import VidScale


def image_unet(folder: Path) -> UNet2DConditionModel:
    """The UNet of an image model's folder, as diffusers saves one. Raises BackendMissing for one that predicts no
    noise: a clip's camera is moved by way of the noise."""
    kind: Any = UNet2DConditionModel
    scheduler = folder / "scheduler" / "scheduler_config.json"
    if scheduler.is_file():
        predicts = DDIMScheduler.load_config(folder / "scheduler").get("prediction_type", "epsilon")
        if predicts != "epsilon":
            raise BackendMissing(f"{folder} predicts '{predicts}', a clip's model needs noise: train it with 'epsilon'")
    return _read(kind, folder / "unet")  # type: ignore[no-any-return]


def new_pipeline(image: UNet2DConditionModel, autoencoder: Path, scale: VidScale) -> VideoStudioVidPipeline:
    """A model of clips that starts as `image`, ready to learn what the scale says. Raises BackendMissing for parts that
    do not belong together."""
    unet = inflated(image, scale.added)
    untyped: Any = unet
    if scale.learns == "added":
        untyped.requires_grad_(False)
        for parameter in added_parameters(unet).values():
            parameter.requires_grad_(True)
    schedule: Any = DDIMScheduler
    vae: Any = _read(AutoencoderKL, autoencoder)
    pipeline = VideoStudioVidPipeline(
        tokenizer_2=house_tokenizer(),  # type: ignore[arg-type]  # it reads as CLIP's does
        text_encoder_2=HouseText(),  # type: ignore[arg-type]  # in the released encoders' place
        image_encoder=HouseVision(),  # type: ignore[arg-type]
        feature_extractor=house_processor(),
        unet=unet,
        vae=vae.requires_grad_(False).eval(),
        scheduler=schedule(**SCHEDULE),
    )
    pipeline.set_progress_bar_config(disable=True)
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


def save(pipeline: VideoStudioVidPipeline, motions: KnownMotions, folder: Path, *, half: bool) -> None:
    """A folder that `VideoStudioVidPipeline.from_pretrained` reads, with the motions' places in the action vector. Only
    the UNet is stored in half precision: the autoencoder runs in single and is small."""
    unet: Any = pipeline.unet
    kept = {name: tensor.clone() for name, tensor in unet.state_dict().items()} if half else {}
    pipeline.save_pretrained(folder)
    if half:
        unet.half().save_pretrained(folder / "unet")
        unet.float().load_state_dict(kept)
    motions.write(folder)


def sizes(scale: VidScale) -> Mapping[str, int]:
    """Numbers of the image's UNet, of the clips', and of what joins; nothing is allocated."""
    with torch.device("meta"):
        image: Any = UNet2DConditionModel(**scale.image)
        clips: nn.Module = UNet3DConditionXLModel(**config_of_clips(image.config, scale.added))
    return {
        "image": sum(each.numel() for each in image.parameters()),
        "clips": sum(each.numel() for each in clips.parameters()),
        "added": sum(each.numel() for each in added_parameters(clips).values()),  # type: ignore[arg-type]
    }


def _read(kind: Any, folder: Path) -> Any:
    """A model of a local folder. Raises BackendMissing."""
    try:
        return kind.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, RuntimeError) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise BackendMissing(f"{folder} does not load as a {kind.__name__}: {first}; train it first") from error
