"""Shards of small pictures with and without their truth, and models small enough to learn from them in a test."""

from pathlib import Path

import cv2
import numpy as np
import torch
from diffusers import AutoencoderKL

from videostudio.training.img.scale import ImgScale, img_scale
from videostudio.training.scenes.records import encoded
from videostudio.training.scenes.sample import Sample, Seen
from videostudio.training.scenes.shards import write_shard

SIDE, CHANNELS = 32, 8


def sample(number: int, figures: int) -> Sample:
    """A picture with squares of its own colours."""
    chance = np.random.default_rng(number)
    plate = np.full((SIDE, SIDE, 3), chance.integers(0, 255, 3), np.uint8)
    picture, cast = plate.copy(), []
    for at in range(figures):
        mask = np.zeros((SIDE, SIDE), np.bool_)
        mask[8:24, 2 + 16 * at : 14 + 16 * at] = True
        colour = chance.integers(0, 255, 3)
        picture[mask] = colour
        cutout = np.full((20, 12, 4), (*colour, 255), np.uint8)
        cast.append(Seen(f"square {number} {at}", "square", mask, cutout))
    return Sample(number, picture, f"{figures} squares, number {number}", tuple(cast), "plain", plate)


def write_world(folder: Path, counts: tuple[int, ...] = (1, 2, 1, 2, 1, 0)) -> Path:
    """Samples with their truth, of so many figures each."""
    files = [(f"{number:08d}", encoded(sample(number, figures))) for number, figures in enumerate(counts)]
    write_shard(folder / "00000.tar", files)
    return folder


def write_pictures(folder: Path, count: int, *, width: int, height: int) -> Path:
    """Pictures with a caption and nothing else, a bright square on noise."""
    files = []
    for number in range(count):
        picture = np.random.default_rng(number).integers(0, 60, (height, width, 3), np.uint8)
        picture[height // 4 : height // 2, width // 4 : width // 2] = 250
        files.append((f"{number:08d}", {"jpg": cv2.imencode(".jpg", picture)[1].tobytes(), "txt": b"a square"}))
    write_shard(folder / "00000.tar", files)
    return folder


def write_autoencoder(folder: Path, channels: int = CHANNELS) -> Path:
    """Factor 8, with random weights."""
    torch.manual_seed(0)
    AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(4, 4, 4, 4), layers_per_block=1, norm_num_groups=2, latent_channels=channels,
        sample_size=SIDE,
    ).save_pretrained(folder)  # fmt: skip
    return folder


def tiny(name: str = "mini", *, side: int = SIDE, **recipe: object) -> ImgScale:
    """A scale with a narrow UNet and short runs."""
    whole = img_scale(name)
    stages = {
        stage: each.model_copy(
            update={
                "recipe": each.recipe.model_copy(
                    update={"steps": 2, "batch": 2, "warmup": 0, "precision": "fp32", "ema_decay": 0.5} | recipe
                )
            }
        )
        for stage, each in whole.stages.items()
    }
    narrow = {
        "sample_size": [side // 8, side // 8],
        "block_out_channels": [8, 16],
        "norm_num_groups": 4,
        "attention_head_dim": 2,
        "layers_per_block": 1,
    }
    return whole.model_copy(
        update={
            "width": side,
            "height": side,
            "unet": whole.unet | (narrow if name == "mini" else {}),
            "sampling": whole.sampling.model_copy(update={"steps": 2}),
            "stages": stages,
        }
    )
