"""VideoStudio-Vid at a tiny size with random weights, on the real classes, in folders of the released layout."""

import os
import shutil
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler
from paper_unet import BASE, table, weights
from tiny_img import letter_tokenizer
from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPVisionConfig, CLIPVisionModel

from videostudio.generators.paper.vid_unet import POOL_WIDTH, UNet3DConditionXLModel

TEXT = 16
"""Width of the pooled text."""

UNET: dict[str, Any] = BASE | {
    "block_out_channels": (64, 64, 64),
    "attention_head_dim": (1, 1, 1),
    "cross_attention_dim": POOL_WIDTH,
    "use_linear_projection": True,
    "use_transformer_in": False,
    "aes_condition": True,
    "midf_clip_pool_fea_guidance": True,
    "action_prob_fea_guidance": True,
}
"""All conditions of the released model, as narrow as its temporal heads allow."""

WARPING: dict[str, Any] = {"warping_concate_in_channel": True}

SCHEDULE: dict[str, Any] = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "steps_offset": 1,
}


def write_released_vid(folder: Path, *, variant: str | None = None, **unet: Any) -> Path:
    """`folder` with tokenizer_2, text_encoder_2, vae, unet, scheduler and image_encoder in it. A frame of
    64 x 64 px is 8 x 8 latents. `variant="fp16"` names and stores the text encoder and
    the VAE as the released folder does; `unet` are other settings of the UNet."""
    write_unet(folder / "unet", **unet)
    torch.manual_seed(0)
    tokenizer = letter_tokenizer()
    tokenizer.save_pretrained(folder / "tokenizer_2")
    text = CLIPTextModelWithProjection(
        CLIPTextConfig(
            vocab_size=len(tokenizer), hidden_size=TEXT, intermediate_size=16, num_attention_heads=2,
            num_hidden_layers=1, projection_dim=TEXT, bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
        )
    )  # fmt: skip
    vae = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(4, 4, 4, 4), layers_per_block=1, norm_num_groups=2, sample_size=64, scaling_factor=0.13025,
    )  # fmt: skip
    for part, name in ((text, "text_encoder_2"), (vae, "vae")):
        kept = part.half() if variant else part
        kept.save_pretrained(folder / name, variant=variant)
    DPMSolverMultistepScheduler(**SCHEDULE).save_pretrained(folder / "scheduler")
    write_image_encoder(folder / "image_encoder")
    return folder


def with_unet(folder: Path, copy: Path, **changes: Any) -> Path:
    """`copy` is `folder` with another UNet; the other files are the same on the disk."""
    shutil.copytree(folder, copy, copy_function=os.link, ignore=shutil.ignore_patterns("unet"))
    write_unet(copy / "unet", **changes)
    return copy


def write_unet(folder: Path, **changes: Any) -> Path:
    """UNET with other settings."""
    config = UNET | changes
    with torch.device("meta"):
        model = UNet3DConditionXLModel(**config)
    model.load_state_dict(weights(table(config)), assign=True)
    model.save_pretrained(folder)
    return folder


def write_image_encoder(folder: Path, *, hidden: int = POOL_WIDTH) -> Path:
    """A CLIP vision model of ViT-H's width that sees 32 px in 2 x 2 pieces."""
    torch.manual_seed(1)
    config = CLIPVisionConfig(
        hidden_size=hidden, intermediate_size=16, num_hidden_layers=1, num_attention_heads=4, image_size=32,
        patch_size=16, projection_dim=8,
    )  # fmt: skip
    CLIPVisionModel(config).save_pretrained(folder)
    return folder
