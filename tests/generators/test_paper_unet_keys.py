"""VideoStudio-Vid's UNet: its tensors are those of the released format, by name, shape and number."""

import math
from collections import Counter
from typing import Any

import pytest
import torch
from paper_unet import BASE, CONFIGS, FULL_SDXL, REQUIRED, table, weights

from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel

RESNET, WIDENED = 10, 12
"""norm1, conv1, time_emb_proj, norm2, conv2, and conv_shortcut where the width changes: two tensors each."""
TEMPORAL_CONV = 16
"""Four steps of a norm and a convolution."""
BLOCK = 20
"""Three norms, q, k and v of two attentions, their two outputs, and both layers of the feed-forward."""
ENDS = 6
"""norm, proj_in, proj_out."""
PLAIN, SKIPPING = RESNET + TEMPORAL_CONV, WIDENED + TEMPORAL_CONV
SAMPLER = 2


def attending(depth: int) -> int:
    """A spatial transformer of `depth` blocks and a temporal one of one."""
    return ENDS + depth * BLOCK + ENDS + BLOCK


def per_block(middle: int, deep: int) -> dict[str, int]:
    """Tensors of every block for the depths of the second and of the third level."""
    return {
        "down_blocks.0": 2 * PLAIN + SAMPLER,
        "down_blocks.1": SKIPPING + PLAIN + 2 * attending(middle) + SAMPLER,
        "down_blocks.2": SKIPPING + PLAIN + 2 * attending(deep),
        "mid_block": 2 * PLAIN + attending(deep),
        "up_blocks.0": 3 * (SKIPPING + attending(deep)) + SAMPLER,
        "up_blocks.1": 3 * (SKIPPING + attending(middle)) + SAMPLER,
        "up_blocks.2": 3 * SKIPPING,
        "conv_in": 2,
        "time_embedding": 4,
        "add_embedding": 4,
        "temp_transformer_in": ENDS + BLOCK,
        "conv_norm_out": 2,
        "conv_out": 2,
    }


EXTRAS = {"aes_embedding": 4, "midf_clip_pool_embedding": 4, "action_prob_embedding": 4}

LANDMARKS = {
    "temp_transformer_in.proj_in.weight": (512, 320),
    "temp_transformer_in.proj_out.weight": (320, 512),
    "time_embedding.linear_1.weight": (1280, 320),
    "add_embedding.linear_1.weight": (1280, 2816),
    "aes_embedding.linear_1.weight": (1280, 256),
    "midf_clip_pool_embedding.linear_1.weight": (1280, 1280),
    "action_prob_embedding.linear_1.weight": (1280, 400),
    "down_blocks.0.temp_convs.0.conv4.3.weight": (320, 320, 3, 1, 1),
    "down_blocks.1.resnets.0.conv_shortcut.weight": (640, 320, 1, 1),
    "down_blocks.1.attentions.0.proj_in.weight": (640, 640),
    "down_blocks.1.attentions.0.transformer_blocks.1.attn2.to_k.weight": (640, 1280),
    "down_blocks.1.temp_attentions.0.transformer_blocks.0.attn2.to_k.weight": (640, 640),
    "mid_block.attentions.0.transformer_blocks.9.ff.net.0.proj.weight": (10240, 1280),
    "up_blocks.0.resnets.0.conv1.weight": (1280, 2560, 3, 3),
    "up_blocks.0.resnets.2.conv1.weight": (1280, 1920, 3, 3),
    "up_blocks.2.resnets.0.conv1.weight": (320, 960, 3, 3),
    "up_blocks.2.resnets.2.conv1.weight": (320, 640, 3, 3),
    "conv_out.weight": (4, 320, 3, 3),
}
"""Of the SDXL-like configuration, each worked out by hand."""

FLAGS = {
    "aes_condition": {"aes_embedding"},
    "midf_clip_pool_fea_guidance": {"midf_clip_pool_embedding"},
    "action_prob_fea_guidance": {"action_prob_embedding"},
    "warping_concate_in_channel": {"warping_conv_in"},
    "temporal_res_use_more_conv": {"temp_convs"},
    "temporal_trans_double_equip": {"temp_attentions_equip"},
}


def shapes(config: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    with torch.device("meta"):
        return {name: tuple(row.shape) for name, row in UNet3DConditionXLModel(**config).state_dict().items()}


def block(name: str) -> str:
    first, second, *_ = name.split(".")
    return f"{first}.{second}" if first in {"down_blocks", "up_blocks"} else first


@pytest.mark.parametrize("name", CONFIGS)
def test_a_released_state_dict_loads_strictly(name: str) -> None:
    model = UNet3DConditionXLModel(**CONFIGS[name])
    held = weights(table(CONFIGS[name]))
    model.load_state_dict(held, strict=True)
    assert all(torch.equal(row, held[key]) for key, row in model.state_dict().items())


@pytest.mark.parametrize(
    ("config", "expected", "tensors", "billions"),
    [(REQUIRED, per_block(1, 1), 1084, 1.06), (FULL_SDXL, per_block(2, 10) | EXTRAS, 2276, 2.88)],
    ids=["default", "sdxl"],
)
def test_the_full_size_has_the_released_tensors(
    config: dict[str, Any], expected: dict[str, int], tensors: int, billions: float
) -> None:
    found = shapes(config)
    assert Counter(map(block, found)) == expected
    assert len(found) == tensors == sum(expected.values())
    assert round(sum(map(math.prod, found.values())) / 1e9, 2) == billions
    assert found == table(config)


def test_landmarks_have_the_shapes_worked_out_by_hand() -> None:
    found = shapes(FULL_SDXL)
    assert {name: found.get(name) for name in LANDMARKS} == LANDMARKS


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_adds_its_own_part_and_no_other(flag: str) -> None:
    plain, more = shapes(BASE), shapes(BASE | {flag: True})
    assert plain.items() <= more.items()
    added = more.keys() - plain.keys()
    assert {next(part for part in name.split(".") if part in FLAGS[flag]) for name in added} == FLAGS[flag]
    if flag == "temporal_res_use_more_conv":
        assert all(".conv5." in name for name in added)
    if flag == "temporal_trans_double_equip":
        assert not any(name.startswith("mid_block") for name in added)


def test_flags_take_their_part_away() -> None:
    plain, fewer = shapes(BASE), shapes(BASE | {"use_transformer_in": False})
    assert {block(name) for name in plain.keys() - fewer.keys()} == {"temp_transformer_in"}
    linear = shapes(BASE | {"use_linear_projection": True})
    assert plain.keys() == linear.keys()
    assert {name.split(".")[-2] for name in plain if plain[name] != linear[name]} == {"proj_in", "proj_out"}


def test_a_new_model_starts_as_the_net_of_single_pictures() -> None:
    """Parts that look along time end in zeros, so at first no frame sees another; what is not last can learn."""
    torch.manual_seed(0)
    model = UNet3DConditionXLModel(**CONFIGS["warping"])
    ends = {name: row for name, row in model.state_dict().items() if ".conv5.3." in name}
    ends |= {name: row for name, row in model.state_dict().items() if "temp_" in name and ".proj_out." in name}
    assert len(ends) > 2
    assert not any(row.any() for row in ends.values())
    assert all(row.any() for name, row in model.state_dict().items() if name.endswith(".conv4.3.weight"))
    short = UNet3DConditionXLModel(**BASE).state_dict()
    assert not any(row.any() for name, row in short.items() if ".conv4.3." in name)
    learning = UNet3DConditionXLModel(**BASE | {"temporal_transformer_zero_init": False})
    assert all(row.any() for name, row in learning.state_dict().items() if "temp_" in name and ".proj_out.w" in name)
