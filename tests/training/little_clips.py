"""A VideoStudio-Vid to train at a tiny size: its scale, an image model with random weights, and shards of clips in
which a square walks over a ground."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import DDIMScheduler, UNet2DConditionModel

from videostudio.tools.images import Pixels
from videostudio.training.scenes.clip_records import Clip, encoded_clip
from videostudio.training.scenes.shards import write_shard
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.vid.scale import Dropping, VidScale

WIDTH, HEIGHT, FRAMES, FPS = 32, 24, 3, 4

SCALE = VidScale(
    width=WIDTH,
    height=HEIGHT,
    frames=FRAMES,
    fps=FPS,
    added={
        "cross_attention_dim": 256,
        "addition_time_embed_dim": 4,
        "projection_class_embeddings_input_dim": 256 + 6 * 4,
        "use_transformer_in": False,
        "action_prob_fea_guidance": True,
    },
    dropping=Dropping(all=0.1, action=0.1),
    steps=2,
    guidance=2.0,
    recipe=Recipe(steps=2, batch=2, learning_rate=1e-3, ema_decay=0.5, sample_every=100, checkpoint_every_s=1000),
)
UNET: dict[str, Any] = {
    "sample_size": 4,
    "in_channels": 8,
    "out_channels": 8,
    "block_out_channels": (32, 64),
    "layers_per_block": 1,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
    "attention_head_dim": 2,
    "norm_num_groups": 8,
    "cross_attention_dim": 16,
}


def write_image_model(folder: Path, **changes: Any) -> Path:
    """The folder of an image model, as far as a model of clips starts from it."""
    torch.manual_seed(0)
    unet: Any = UNet2DConditionModel(**UNET | changes)
    unet.save_pretrained(folder / "unet")
    schedule: Any = DDIMScheduler(prediction_type="v_prediction", beta_schedule="scaled_linear", clip_sample=False)
    schedule.save_pretrained(folder / "scheduler")
    return folder


def frames(number: int, count: int = FRAMES) -> Pixels:
    """(count, HEIGHT, WIDTH, 3): a square that walks."""
    found = np.full((count, HEIGHT, WIDTH, 3), (90, 160, 90), np.uint8)
    for at, frame in enumerate(found):
        frame[8:16, 4 + 4 * at : 12 + 4 * at] = (200, 40 + 10 * number, 40)
    return found


def write_clips(folder: Path, count: int = 5) -> Path:
    """One shard."""
    clips = [Clip(number, frames(number), FPS, f"a fox walks past {number} trees", "walk") for number in range(count)]
    write_shard(folder / "00000.tar", [(f"{clip.number:08d}", encoded_clip(clip)) for clip in clips])
    return folder
