"""VideoStudio-Vid's UNet as the released format describes it: tiny configurations, names and shapes, and weights.

`table` is written from the description of the format, not from our model: it lists what a block consists of and knows
no module. Weights come from the names of the tensors, so none have to be stored.
"""

import math
import zlib
from functools import cache
from typing import Any

import torch
from torch import Tensor

from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel

Table = dict[str, tuple[int, ...]]

BASE: dict[str, Any] = {
    "block_out_channels": (64, 64, 128),
    "layers_per_block": 1,
    "cross_attention_dim": 24,
    "attention_head_dim": (1, 1, 2),
    "addition_time_embed_dim": 8,
    "projection_class_embeddings_input_dim": 16 + 6 * 8,
}

CONFIGS: dict[str, dict[str, Any]] = {
    "plain": BASE,
    "sdxl": BASE
    | {
        "transformer_layers_per_block": (1, 2, 3),
        "attention_head_dim": (1, 2, 4),
        "use_linear_projection": True,
        "aes_condition": True,
        "midf_clip_pool_fea_guidance": True,
        "action_prob_fea_guidance": True,
    },
    "warping": BASE
    | {
        "layers_per_block": 2,
        "warping_concate_in_channel": True,
        "temporal_res_use_more_conv": True,
        "temporal_trans_double_equip": True,
    },
    "aligned": BASE
    | {
        "transformer_layers_per_block": (1, 1, 2),
        "use_transformer_in": False,
        "temporal_trans_num_align_spatial": True,
    },
}

REQUIRED = {"addition_time_embed_dim": 256, "projection_class_embeddings_input_dim": 2816}

FULL_SDXL: dict[str, Any] = REQUIRED | {
    "transformer_layers_per_block": (1, 2, 10),
    "attention_head_dim": (5, 10, 20),
    "use_linear_projection": True,
    "aes_condition": True,
    "midf_clip_pool_fea_guidance": True,
    "action_prob_fea_guidance": True,
}


def table(config: dict[str, Any]) -> Table:
    """Name -> shape of every tensor, for the default block types and three levels."""
    widths, layers = config.get("block_out_channels", (320, 640, 1280)), config.get("layers_per_block", 2)
    context, first = config.get("cross_attention_dim", 1280), widths[0]
    depths = config.get("transformer_layers_per_block", 1)
    depths = (depths,) * 3 if isinstance(depths, int) else depths
    emb = 4 * first
    kernel = () if config.get("use_linear_projection") else (1, 1)
    convs = 5 if config.get("temporal_res_use_more_conv") else 4

    def convolutions(block: str, i: int, before: int, width: int) -> Table:
        shortcut = affine(f"{block}.resnets.{i}.conv_shortcut", width, before, 1, 1) if before != width else {}
        return {
            **affine(f"{block}.resnets.{i}.norm1", before),
            **affine(f"{block}.resnets.{i}.conv1", width, before, 3, 3),
            **affine(f"{block}.resnets.{i}.time_emb_proj", width, emb),
            **affine(f"{block}.resnets.{i}.norm2", width),
            **affine(f"{block}.resnets.{i}.conv2", width, width, 3, 3),
            **shortcut,
            **affine(f"{block}.temp_convs.{i}.conv1.0", width),
            **affine(f"{block}.temp_convs.{i}.conv1.2", width, width, 3, 1, 1),
            **joined(affine(f"{block}.temp_convs.{i}.conv{n}.0", width) for n in range(2, convs + 1)),
            **joined(affine(f"{block}.temp_convs.{i}.conv{n}.3", width, width, 3, 1, 1) for n in range(2, convs + 1)),
        }

    def attentions(block: str, i: int, width: int, depth: int) -> Table:
        over_time = depth if config.get("temporal_trans_num_align_spatial") else 1
        twice = config.get("temporal_trans_double_equip") and block != "mid_block"
        return {
            **transformer(f"{block}.attentions.{i}", width, width, depth, context, kernel),
            **transformer(f"{block}.temp_attentions.{i}", width, width, over_time, width),
            **(transformer(f"{block}.temp_attentions_equip.{i}", width, width, 1, width) if twice else {}),
        }

    found = {
        **affine("conv_in", first, 4, 3, 3),
        **(affine("warping_conv_in", first, 8, 3, 3) if config.get("warping_concate_in_channel") else {}),
        **perceptron("time_embedding", first, emb),
        **perceptron("add_embedding", config["projection_class_embeddings_input_dim"], emb),
        **(perceptron("aes_embedding", config["addition_time_embed_dim"], emb) if config.get("aes_condition") else {}),
        **(perceptron("midf_clip_pool_embedding", 1280, emb) if config.get("midf_clip_pool_fea_guidance") else {}),
        **(perceptron("action_prob_embedding", 400, emb) if config.get("action_prob_fea_guidance") else {}),
        **(transformer("temp_transformer_in", first, 512, 1, 512) if config.get("use_transformer_in", True) else {}),
    }
    before = first
    for level, (width, depth) in enumerate(zip(widths, depths, strict=True)):
        block = f"down_blocks.{level}"
        for i in range(layers):
            found |= convolutions(block, i, before if i == 0 else width, width)
            found |= attentions(block, i, width, depth) if level > 0 else {}
        found |= affine(f"{block}.downsamplers.0.conv", width, width, 3, 3) if level < 2 else {}
        before = width
    found |= convolutions("mid_block", 0, before, before) | convolutions("mid_block", 1, before, before)
    found |= attentions("mid_block", 0, before, depths[2])
    for level in (2, 1, 0):
        block, width = f"up_blocks.{2 - level}", widths[level]
        for i in range(layers + 1):
            # All skips of a level are as wide as it is, but the last: that one is from the level above.
            skip = widths[max(level - 1, 0)] if i == layers else width
            found |= convolutions(block, i, (before if i == 0 else width) + skip, width)
            found |= attentions(block, i, width, depths[level]) if level > 0 else {}
        found |= affine(f"{block}.upsamplers.0.conv", width, width, 3, 3) if level > 0 else {}
        before = width
    return found | affine("conv_norm_out", first) | affine("conv_out", 4, first, 3, 3)


def affine(name: str, rows: int, *rest: int) -> Table:
    """A linear layer, a convolution or, with rows alone, a norm."""
    return {f"{name}.weight": (rows, *rest), f"{name}.bias": (rows,)}


def perceptron(name: str, before: int, after: int) -> Table:
    return affine(f"{name}.linear_1", after, before) | affine(f"{name}.linear_2", after, after)


def transformer(name: str, width: int, inner: int, depth: int, context: int, kernel: tuple[int, ...] = ()) -> Table:
    ends = affine(f"{name}.norm", width) | affine(f"{name}.proj_in", inner, width, *kernel)
    blocks = joined(transformer_block(f"{name}.transformer_blocks.{j}", inner, context) for j in range(depth))
    return ends | affine(f"{name}.proj_out", width, inner, *kernel) | blocks


def transformer_block(name: str, width: int, context: int) -> Table:
    return {
        **joined(affine(f"{name}.norm{n}", width) for n in (1, 2, 3)),
        **joined({f"{name}.{attn}.to_q.weight": (width, width)} for attn in ("attn1", "attn2")),
        **{f"{name}.attn1.{to}.weight": (width, width) for to in ("to_k", "to_v")},
        **{f"{name}.attn2.{to}.weight": (width, context) for to in ("to_k", "to_v")},
        **joined(affine(f"{name}.{attn}.to_out.0", width, width) for attn in ("attn1", "attn2")),
        **affine(f"{name}.ff.net.0.proj", 8 * width, width),
        **affine(f"{name}.ff.net.2", width, 4 * width),
    }


def joined(tables: Any) -> Table:
    return {name: shape for each in tables for name, shape in each.items()}


def weights(shapes: Table) -> dict[str, Tensor]:
    """Random weights, each from its own name: norms about one, everything of a size that survives a deep net."""
    return {name: _filled(name, shape) for name, shape in shapes.items()}


def _filled(name: str, shape: tuple[int, ...]) -> Tensor:
    noise = torch.randn(shape, generator=torch.Generator().manual_seed(zlib.crc32(name.encode())))
    if len(shape) > 1:
        return noise / math.sqrt(math.prod(shape[1:]))
    return 1 + 0.1 * noise if name.endswith("weight") else 0.1 * noise


def clip_inputs(config: dict[str, Any], *, clips: int = 2, frames: int = 3, seed: int = 0) -> dict[str, Any]:
    """What the model is called with: an odd height, so that sizes on the way up have to be told."""
    random = torch.Generator().manual_seed(seed)

    def some(*shape: int) -> Tensor:
        return torch.randn(shape, generator=random)

    conditions = {"text_embeds": some(clips, 16), "time_ids": 100 * some(clips, 6).abs()}
    if "aes_condition" in config:
        conditions["aes_scores"] = 6 + some(clips)
    if "midf_clip_pool_fea_guidance" in config:
        conditions["midf_clip_pool_fea"] = some(clips, 1280)
    if "action_prob_fea_guidance" in config:
        conditions["action_prob_fea"] = some(clips, 400).softmax(-1)
    return {
        "sample": some(clips, 8 if "warping_concate_in_channel" in config else 4, frames, 3, 4),
        "timestep": torch.tensor(321),
        "encoder_hidden_states": some(clips, 7, 24),
        "added_cond_kwargs": conditions,
    }


@cache
def _weights_of(name: str) -> dict[str, Tensor]:
    return weights(table(CONFIGS[name]))


def filled(name: str) -> UNet3DConditionXLModel:
    """One of the tiny configurations with its weights; the caller may change them."""
    with torch.device("meta"):
        model = UNet3DConditionXLModel(**CONFIGS[name])
    model.load_state_dict({key: tensor.clone() for key, tensor in _weights_of(name).items()}, assign=True)
    return model.eval()


def ask(model: UNet3DConditionXLModel, inputs: dict[str, Any]) -> Tensor:
    with torch.inference_mode():
        return model(**inputs, return_dict=False)[0]
