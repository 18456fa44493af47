"""VideoStudio-Img at a tiny size with random weights, on the real classes: folders as users have them, and a checkpoint
in the released layout, written down from its specification and not from our code."""

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from tokenizers.pre_tokenizers import ByteLevel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer, CLIPVisionConfig, CLIPVisionModelWithProjection

QUERIES, CONTEXT, SEEN, WIDTH, INNER = 3, 16, 16, 8, 64
CHANNELS = (8, 8, 16, 16)
HIDDEN = {
    **dict.fromkeys((1, 3), CHANNELS[0]),
    **dict.fromkeys((5, 7), CHANNELS[1]),
    **dict.fromkeys((9, 11), CHANNELS[2]),
    **dict.fromkeys((13, 15, 17), CHANNELS[2]),
    **dict.fromkeys((19, 21, 23), CHANNELS[1]),
    **dict.fromkeys((25, 27, 29), CHANNELS[0]),
    31: CHANNELS[3],
}
"""Position of a cross-attention -> its width, in the order of the page on the paper's models."""

Checkpoint = dict[str, dict[str, torch.Tensor]]


def checkpoint(
    *, queries: int = QUERIES, context: int = CONTEXT, seen: int = SEEN, hidden: dict[int, int] = HIDDEN
) -> Checkpoint:
    """As released, narrower: 51 tensors of a Resampler, four at every cross-attention."""
    generator = torch.Generator().manual_seed(0)

    def some(*shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=generator)

    projection = {
        "latents": some(1, queries, WIDTH),
        "proj_in.weight": some(WIDTH, seen),
        "proj_in.bias": some(WIDTH),
        "proj_out.weight": some(context, WIDTH),
        "proj_out.bias": some(context),
        "norm_out.weight": some(context),
        "norm_out.bias": some(context),
    }
    for layer in range(4):
        projection |= {
            f"layers.{layer}.0.norm1.weight": some(WIDTH),
            f"layers.{layer}.0.norm1.bias": some(WIDTH),
            f"layers.{layer}.0.norm2.weight": some(WIDTH),
            f"layers.{layer}.0.norm2.bias": some(WIDTH),
            f"layers.{layer}.0.to_q.weight": some(INNER, WIDTH),
            f"layers.{layer}.0.to_kv.weight": some(2 * INNER, WIDTH),
            f"layers.{layer}.0.to_out.weight": some(WIDTH, INNER) / 8,
            f"layers.{layer}.1.0.weight": some(WIDTH),
            f"layers.{layer}.1.0.bias": some(WIDTH),
            f"layers.{layer}.1.1.weight": some(4 * WIDTH, WIDTH),
            f"layers.{layer}.1.3.weight": some(WIDTH, 4 * WIDTH),
        }
    names = ("to_k_ip", "to_v_ip", "to_k_ip_bg", "to_v_ip_bg")
    attentions = {f"{at}.{name}.weight": some(wide, context) for at, wide in hidden.items() for name in names}
    return {"image_proj": projection, "ip_adapter": attentions}


def write_base(folder: Path, *, context: int = CONTEXT, **unet: Any) -> Path:
    """A Stable Diffusion of 1.5's layout, or of another with other settings of its `unet`."""
    torch.manual_seed(0)
    tokenizer = letter_tokenizer()
    pipeline = StableDiffusionPipeline(
        vae=AutoencoderKL(
            down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
            block_out_channels=(4, 4, 4, 4), layers_per_block=1, norm_num_groups=2, sample_size=64,
        ),
        text_encoder=CLIPTextModel(CLIPTextConfig(
            vocab_size=len(tokenizer), hidden_size=context, intermediate_size=16, num_attention_heads=2,
            num_hidden_layers=1, bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id,
        )),
        tokenizer=tokenizer,
        unet=UNet2DConditionModel(
            sample_size=8, block_out_channels=CHANNELS, cross_attention_dim=context, norm_num_groups=4,
            **{"attention_head_dim": 2} | unet,
        ),
        scheduler=DDIMScheduler(clip_sample=False, steps_offset=1),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )  # fmt: skip
    pipeline.save_pretrained(folder)
    return folder


def write_image_encoder(folder: Path, *, hidden: int = SEEN) -> Path:
    """A CLIP that sees 224 px in 4 x 4 pieces."""
    torch.manual_seed(1)
    config = CLIPVisionConfig(
        hidden_size=hidden, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2, image_size=224,
        patch_size=56, projection_dim=8,
    )  # fmt: skip
    CLIPVisionModelWithProjection(config).save_pretrained(folder)
    return folder


def renamed(folder: Path, copy: Path, **changes: Any) -> Path:
    """A folder that says of itself, in its model_index.json, what it is not."""
    copy.mkdir()
    index = json.loads((folder / "model_index.json").read_text())
    (copy / "model_index.json").write_text(json.dumps(index | changes))
    return copy


def letter_tokenizer() -> CLIPTokenizer:
    """CLIP's own, with letters for a vocabulary."""
    letters = [letter + end for end in ("", "</w>") for letter in sorted(ByteLevel.alphabet())]
    words = [*letters, "<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(vocab={word: at for at, word in enumerate(words)}, merges=[], model_max_length=77)
