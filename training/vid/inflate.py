"""An image model's UNet made one of clips (arXiv 2401.01256, section 3.4): what looks along time joins its layers.

Nothing that joins says anything yet, so the first forward is the image model's own, frame by frame, without a text:

- attention and convolutions over time end in layers of zeros;
- text, size, action and whatever else joins the time embedding goes through last layers of zeros;
- cross attention now sees a picture's tokens where it saw a text's. Its values start at zero, which is what an empty
  text's are; its keys, made for other tokens, start anew.
"""

from collections.abc import Mapping
from typing import Any, cast

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel

KEPT = (
    "in_channels",
    "out_channels",
    "center_input_sample",
    "flip_sin_to_cos",
    "freq_shift",
    "only_cross_attention",
    "block_out_channels",
    "layers_per_block",
    "downsample_padding",
    "mid_block_scale_factor",
    "act_fn",
    "norm_num_groups",
    "norm_eps",
    "transformer_layers_per_block",
    "attention_head_dim",
    "use_linear_projection",
    "upcast_attention",
    "resnet_time_scale_shift",
    "time_embedding_dim",
    "timestep_post_act",
    "conv_in_kernel",
    "conv_out_kernel",
)
"""What a clip's UNet has from the image's; both classes call it the same."""
BLOCKS = {
    "DownBlock2D": "DownBlock3D",
    "CrossAttnDownBlock2D": "CrossAttnDownBlock3D",
    "UNetMidBlock2DCrossAttn": "UNetMidBlock3DCrossAttn",
    "UpBlock2D": "UpBlock3D",
    "CrossAttnUpBlock2D": "CrossAttnUpBlock3D",
}
ADDED = ("add_embedding", "aes_embedding", "midf_clip_pool_embedding", "action_prob_embedding")
"""Whose outputs join the time embedding."""
TOLD_ALREADY = "add_embedding."
"""Text and size, which SDXL is told in the same way: it keeps what it knows of them, if they are as wide."""
OVER_TIME = ("temp_convs", "temp_attentions", "temp_attentions_equip", "temp_transformer_in")
CROSS = ("attn2.to_k", "attn2.to_v")
"""What of a cross attention sees the tokens, in attention within frames; over time, both attentions see frames."""


def config_of_clips(image: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `UNet3DConditionXLModel` for the image UNet of config `image`. `added` is what no image has:
    `cross_attention_dim` of the picture's tokens, the conditions' sizes and flags. Raises BackendMissing, by name, for
    an image UNet with blocks that clips have none of."""
    kinds = [*image["down_block_types"], image["mid_block_type"], *image["up_block_types"]]
    if strange := [str(kind) for kind in kinds if kind not in BLOCKS]:
        raise BackendMissing(f"{', '.join(strange)} cannot be made blocks of clips: there are {', '.join(BLOCKS)}")
    return {
        **{name: image[name] for name in KEPT},
        "down_block_types": tuple(BLOCKS[kind] for kind in image["down_block_types"]),
        "mid_block_type": BLOCKS[image["mid_block_type"]],
        "up_block_types": tuple(BLOCKS[kind] for kind in image["up_block_types"]),
        **added,
    }


def inflated(image: UNet2DConditionModel, added: Mapping[str, Any]) -> UNet3DConditionXLModel:
    """The UNet of clips that starts as `image`, float32 on the CPU; adapters for references are left behind. Raises
    BackendMissing as `config_of_clips`, and where a layer of the image has no place in it."""
    untyped: Any = image
    clips: UNet3DConditionXLModel = UNet3DConditionXLModel(**config_of_clips(untyped.config, added))
    _silence(clips)
    _take_over(clips, untyped.state_dict())
    return clips


def added_parameters(clips: UNet3DConditionXLModel) -> dict[str, nn.Parameter]:
    """Name -> what the image model did not have, or had for other inputs."""
    return {name: each for name, each in clips.named_parameters() if is_added(name)}


def is_added(name: str) -> bool:
    """Whether the parameter of a UNet of clips is none of the image's."""
    parts = name.split(".")
    if any(part in parts for part in OVER_TIME) or parts[0] in ADDED:
        return True
    return any(f".{cross}." in name for cross in CROSS)


def _take_over(clips: UNet3DConditionXLModel, held: Mapping[str, Tensor]) -> None:
    wanted = cast(dict[str, Tensor], clips.state_dict())
    kept = {name: tensor for name, tensor in held.items() if not is_added(name) and ".processor." not in name}
    told = {name: tensor for name, tensor in held.items() if name.startswith(TOLD_ALREADY)}
    lost = [name for name in kept if name not in wanted or wanted[name].shape != kept[name].shape]
    lost += [name for name in wanted if not is_added(name) and name not in kept]
    if lost:
        raise BackendMissing(
            f"the image UNet does not fit a UNet of clips: {len(lost)} tensors differ, {lost[0]} is the first"
        )
    same = all(name in wanted and wanted[name].shape == tensor.shape for name, tensor in told.items())
    clips.load_state_dict(kept | told if same else kept, strict=False)


@torch.no_grad()
def _silence(clips: UNet3DConditionXLModel) -> None:
    for name, parameter in clips.named_parameters():
        last = any(name.startswith(f"{added}.linear_2.") for added in ADDED)
        value = ".attn2.to_v." in name and not any(part in name.split(".") for part in OVER_TIME)
        if last or value:
            parameter.zero_()
