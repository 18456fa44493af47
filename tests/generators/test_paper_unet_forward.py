"""VideoStudio-Vid's UNet: the order of its layers, and where each condition acts and where not."""

import copy
import math
import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from diffusers import UNet3DConditionModel
from diffusers.models.resnet import TemporalConvLayer
from paper_unet import BASE, CONFIGS, ask, clip_inputs, filled
from torch import Tensor
from torch.nn import functional as F

from videostudio.film.errors import BackendMissing, StudioError
from videostudio.generators.paper.vid_blocks import LongTemporalConv
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel

WHERE = {
    "timestep": "sdxl",
    "text_embeds": "plain",
    "time_ids": "plain",
    "aes_scores": "sdxl",
    "midf_clip_pool_fea": "sdxl",
    "action_prob_fea": "sdxl",
}
"""What is summed into the embedding of the time -> a configuration that takes it."""


def changed(inputs: dict[str, Any], name: str) -> dict[str, Any]:
    other = copy.deepcopy(inputs)
    (other["added_cond_kwargs"] if name in other["added_cond_kwargs"] else other)[name] *= 3
    return other


def silence(model: UNet3DConditionXLModel, pattern: str) -> None:
    """Zeroes the tensors of that name."""
    rows = [row for name, row in model.state_dict().items() if re.search(pattern, name)]
    assert rows
    for row in rows:
        row.zero_()


@pytest.mark.parametrize("size", [(5, 6), (8, 4)])
def test_without_its_conditions_it_is_the_net_that_diffusers_has_for_clips(size: tuple[int, int]) -> None:
    """diffusers' UNet for ModelScope has the same layers in the same order, one block deep and without additions."""
    model, inputs = filled("plain"), clip_inputs(BASE)
    silence(model, r"^add_embedding\.linear_2")
    other = UNet3DConditionModel(
        down_block_types=("DownBlock3D", "CrossAttnDownBlock3D", "CrossAttnDownBlock3D"),
        up_block_types=("CrossAttnUpBlock3D", "CrossAttnUpBlock3D", "UpBlock3D"),
        block_out_channels=BASE["block_out_channels"],
        layers_per_block=1,
        cross_attention_dim=24,
        attention_head_dim=64,
    ).eval()
    ours = {name.replace("temp_transformer_in", "transformer_in"): row for name, row in model.state_dict().items()}
    other.load_state_dict({name: ours[name].reshape(row.shape) for name, row in other.state_dict().items()})
    assert {name.split(".")[0] for name in ours.keys() - other.state_dict().keys()} == {"add_embedding"}
    inputs["sample"] = torch.randn((2, 4, 3, *size), generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        expected = other(inputs["sample"], inputs["timestep"], inputs["encoder_hidden_states"]).sample
    assert torch.allclose(ask(model, inputs), expected, atol=1e-5)
    assert expected.std() > 0.1


def test_layers_come_in_the_released_order() -> None:
    model, heard = filled("warping"), []
    listed = re.compile(
        r"^(\w*conv_in|temp_transformer_in|conv_norm_out|conv_act|conv_out|\w+(_blocks\.\d|block)\.\w+\.\d+)$"
    )
    for name, module in model.named_modules():
        if listed.match(name):
            module.register_forward_hook(lambda *_, name=name: heard.append(name))
    ask(model, clip_inputs(CONFIGS["warping"]))

    plain = ["resnets", "temp_convs"]
    attends = [*plain, "attentions", "temp_attentions", "temp_attentions_equip"]

    def layers(block: str, count: int, kinds: list[str]) -> list[str]:
        return [f"{block}.{kind}.{i}" for i in range(count) for kind in kinds]

    assert heard == [
        "warping_conv_in",
        "temp_transformer_in",
        *layers("down_blocks.0", 2, plain),
        "down_blocks.0.downsamplers.0",
        *layers("down_blocks.1", 2, attends),
        "down_blocks.1.downsamplers.0",
        *layers("down_blocks.2", 2, attends),
        *layers("mid_block", 1, attends[:-1]),
        "mid_block.resnets.1",
        "mid_block.temp_convs.1",
        *layers("up_blocks.0", 3, attends),
        "up_blocks.0.upsamplers.0",
        *layers("up_blocks.1", 3, attends),
        "up_blocks.1.upsamplers.0",
        *layers("up_blocks.2", 3, plain),
        "conv_norm_out",
        "conv_act",
        "conv_out",
    ]


def sinusoid(values: Tensor, width: int) -> Tensor:
    """Cosines first, then sines, of wavelengths that grow to 2 pi 10000."""
    half = width // 2
    angles = values.float()[:, None] * torch.exp(-math.log(10000) * torch.arange(half) / half)
    return torch.cat([angles.cos(), angles.sin()], dim=-1)


@pytest.mark.parametrize("name", ["plain", "sdxl"])
def test_the_embedding_is_the_sum_of_time_and_conditions(name: str) -> None:
    model, inputs, seen = filled(name), clip_inputs(CONFIGS[name]), []
    for key, module in model.named_modules():
        if key.endswith(".time_emb_proj"):
            module.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    ask(model, inputs)

    def embed(key: str, value: Tensor) -> Tensor:
        rows = model.state_dict()
        middle = F.linear(value, rows[f"{key}.linear_1.weight"], rows[f"{key}.linear_1.bias"])
        return F.linear(F.silu(middle), rows[f"{key}.linear_2.weight"], rows[f"{key}.linear_2.bias"])

    given = inputs["added_cond_kwargs"]
    sizes = sinusoid(given["time_ids"].flatten(), 8).reshape(2, 48)
    total = embed("time_embedding", sinusoid(inputs["timestep"].expand(2), 64))
    total = total + embed("add_embedding", torch.cat([given["text_embeds"], sizes], dim=-1))
    if name == "sdxl":
        total = total + embed("aes_embedding", sinusoid(given["aes_scores"], 8))
        total = total + embed("midf_clip_pool_embedding", given["midf_clip_pool_fea"])
        total = total + embed("action_prob_embedding", given["action_prob_fea"])
    frames = F.silu(total)[[0, 0, 0, 1, 1, 1]]
    assert len(seen) == len([key for key in model.state_dict() if key.endswith("time_emb_proj.bias")])
    assert all(torch.allclose(each, frames, atol=1e-4) for each in seen)


@pytest.mark.parametrize("name", WHERE)
def test_a_condition_acts_only_through_the_embedding_of_the_time(name: str) -> None:
    model, inputs = filled(WHERE[name]), clip_inputs(CONFIGS[WHERE[name]])
    other = changed(inputs, name)
    assert (ask(model, inputs) - ask(model, other)).abs().max() > 1e-3
    silence(model, r"\.time_emb_proj\.weight$")
    assert torch.equal(ask(model, inputs), ask(model, other))


def test_picture_tokens_act_only_through_the_second_spatial_attention() -> None:
    model, inputs = filled("warping"), clip_inputs(CONFIGS["warping"])
    other = changed(inputs, "encoder_hidden_states")
    assert (ask(model, inputs) - ask(model, other)).abs().max() > 1e-3
    silence(model, r"\.attentions\.\d+\..*\.attn2\.to_v\.weight$")
    assert torch.equal(ask(model, inputs), ask(model, other))


def test_warped_channels_act_only_through_their_half_of_the_first_convolution() -> None:
    model, inputs = filled("warping"), clip_inputs(CONFIGS["warping"])
    other = copy.deepcopy(inputs)
    other["sample"][:, 4:] *= 3
    assert (ask(model, inputs) - ask(model, other)).abs().max() > 1e-3
    model.warping_conv_in.weight.data[:, 4:] = 0
    before = ask(model, inputs)
    assert torch.equal(before, ask(model, other))
    silence(model, r"^conv_in\.")
    assert torch.equal(before, ask(model, inputs))


def test_the_frame_of_the_reference_reaches_the_others_only_along_time() -> None:
    model, inputs = filled("warping"), clip_inputs(CONFIGS["warping"])
    other = copy.deepcopy(inputs)
    other["sample"][:, :, 0] *= 3
    apart = (ask(model, inputs) - ask(model, other)).abs().amax(dim=(0, 1, 3, 4))
    assert apart.min() > 1e-3
    silence(model, r"temp_(transformer_in|attentions).*proj_out\.|temp_convs\.\d+\.conv5\.3\.")
    first, *rest = (ask(model, inputs) - ask(model, other)).abs().amax(dim=(0, 1, 3, 4))
    assert first > 1e-3
    assert not any(rest)


@pytest.mark.parametrize("name", CONFIGS)
def test_clips_of_a_batch_do_not_see_each_other(name: str) -> None:
    model, inputs = filled(name), clip_inputs(CONFIGS[name])
    inputs["timestep"] = torch.tensor([7, 900])
    whole = ask(model, inputs)
    for i in range(2):
        rows = slice(i, i + 1)
        alone = {key: value[rows] for key, value in inputs.items() if isinstance(value, Tensor)}
        alone["added_cond_kwargs"] = {key: value[rows] for key, value in inputs["added_cond_kwargs"].items()}
        assert torch.allclose(ask(model, alone), whole[rows], atol=1e-5)


def test_conditions_embedded_once_serve_every_step() -> None:
    model, inputs = filled("sdxl"), clip_inputs(CONFIGS["sdxl"])
    with torch.inference_mode():
        addends = model.embed_conditions(inputs["added_cond_kwargs"], torch.float32)
        for timestep in (1, 500.0, torch.tensor([999])):
            step = model.denoise(inputs["sample"], timestep, inputs["encoder_hidden_states"], addends)
            assert torch.equal(step, ask(model, inputs | {"timestep": timestep}))
    assert [tuple(each.shape) for each in addends] == [(2, 256)] * 4


def test_half_precision_stays_half() -> None:
    model, inputs = filled("sdxl").to(torch.bfloat16), clip_inputs(CONFIGS["sdxl"])
    inputs |= {key: inputs[key].bfloat16() for key in ("sample", "encoder_hidden_states")}
    out = ask(model, inputs)
    assert out.dtype is torch.bfloat16
    assert torch.isfinite(out).all()


def test_a_sample_is_centred_if_the_config_says_so() -> None:
    model, inputs = filled("plain"), clip_inputs(BASE)
    with torch.device("meta"):
        centring = UNet3DConditionXLModel(**BASE, center_input_sample=True).eval()
    centring.load_state_dict(model.state_dict(), assign=True)
    shifted = inputs | {"sample": (inputs["sample"] + 1) / 2}
    assert torch.allclose(ask(centring, shifted), ask(model, inputs), atol=1e-4)


def test_told_guidance_acts_only_through_its_projection() -> None:
    model, inputs = UNet3DConditionXLModel(**BASE, time_cond_proj_dim=10).eval(), clip_inputs(BASE)
    missing, _ = model.load_state_dict(filled("plain").state_dict(), strict=False)
    assert missing == ["time_embedding.cond_proj.weight"]
    told = inputs | {"timestep_cond": torch.ones(2, 10)}
    assert (ask(model, inputs) - ask(model, told)).abs().max() > 1e-3
    silence(model, r"\.cond_proj\.")
    assert torch.equal(ask(model, inputs), ask(model, told))


def test_the_long_temporal_convolution_adds_a_fifth_step() -> None:
    torch.manual_seed(0)
    short, long = TemporalConvLayer(32, 32).eval(), LongTemporalConv(32).eval()
    x = torch.randn(6, 32, 2, 2)
    with torch.inference_mode():
        assert torch.equal(long(x, num_frames=3), x)
        short.load_state_dict({k: v for k, v in long.state_dict().items() if "conv5" not in k})
        torch.nn.init.normal_(long.conv5[-1].weight)
        steps = (short(x, num_frames=3) - x).unflatten(0, (2, 3)).transpose(1, 2)
        expected = x + long.conv5(steps).transpose(1, 2).flatten(0, 1)
        assert torch.allclose(long(x, num_frames=3), expected, atol=1e-5)


def without(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda inputs: inputs["added_cond_kwargs"].pop(name)


def given(name: str, *shape: int) -> Callable[[dict[str, Any]], Any]:
    return lambda inputs: inputs["added_cond_kwargs"].update({name: torch.zeros(shape)})


def put(name: str, *shape: int) -> Callable[[dict[str, Any]], Any]:
    return lambda inputs: inputs.update({name: torch.zeros(shape)})


@pytest.mark.parametrize(
    ("name", "spoil", "says"),
    [
        ("plain", put("sample", 2, 4, 5, 6), r"\(B, 4, T, H, W\)"),
        ("plain", put("sample", 2, 4, 0, 5, 6), "no side of 0"),
        ("plain", put("sample", 2, 8, 3, 5, 6), "takes 4 channels; .* has 8"),
        ("warping", put("sample", 2, 4, 3, 5, 6), "takes 8 channels: 4 of the noisy clip .* has 4"),
        ("plain", put("timestep", 6), r"number or \(2,\), not \(6,\)"),
        ("plain", put("encoder_hidden_states", 6, 7, 24), r"\(2, S, 24\), one row a clip"),
        ("plain", put("encoder_hidden_states", 2, 7, 32), r"\(2, S, 24\)"),
        ("plain", without("time_ids"), "needs the conditions time_ids"),
        ("sdxl", without("aes_scores"), "needs the conditions aes_scores"),
        ("sdxl", without("midf_clip_pool_fea"), "needs the conditions midf_clip_pool_fea"),
        ("sdxl", without("action_prob_fea"), "needs the conditions action_prob_fea"),
        ("plain", given("action_prob_fea", 2, 400), "no use for the conditions action_prob_fea"),
        ("sdxl", given("action_prob_fea", 6, 400), r"\(2, 400\), one row a clip"),
        ("plain", given("text_embeds", 2, 17), r"text_embeds of 2 clips is \(2, 16\)"),
        ("plain", given("time_ids", 2, 5), r"time_ids of 2 clips is \(2, 6\)"),
        ("plain", put("timestep_cond", 2, 8), "time_cond_proj_dim=None"),
    ],
)
def test_a_wrong_call_is_refused_with_what_is_wanted(name: str, spoil: Callable[..., Any], says: str) -> None:
    inputs = clip_inputs(CONFIGS[name])
    spoil(inputs)
    with torch.device("meta"):
        model = UNet3DConditionXLModel(**CONFIGS[name])
    with pytest.raises(StudioError, match=says):
        ask(model, inputs)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text_embedding_guidance": True}, "text_embedding_guidance=True"),
        ({"insert_text_adapter": True}, "insert_text_adapter=True"),
        ({"num_attention_heads": (5, 10, 20)}, "num_attention_heads"),
        ({"mid_block_type": "UNetDownUpMidBlock3DCrossAttn"}, "unknown block types UNetDownUpMidBlock3DCrossAttn"),
        ({"down_block_types": ("DownBlock3D", "FullCrossAttnDownBlock3D", "DownBlock3D")}, "FullCrossAttnDownBlock3D"),
        ({"up_block_types": ("SmallCrossAttnUpBlock3D", "UpBlock3D", "UpBlock3D")}, "SmallCrossAttnUpBlock3D"),
        ({"up_block_types": ("UpBlock3D", "UpBlock3D")}, "up_block_types has 2 blocks"),
        ({"attention_head_dim": (1, 2)}, "attention_head_dim=.* 2 levels.* 3"),
        ({"block_out_channels": (64, 32, 64)}, "at least 64 channels"),
        ({"addition_time_embed_dim": None}, "addition_time_embed_dim"),
        ({"projection_class_embeddings_input_dim": None}, "2816"),
    ],
)
def test_what_cannot_be_built_is_refused_by_name(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(BackendMissing, match=says):
        UNet3DConditionXLModel(**BASE | wrong)
