"""References that know where in the picture they stand."""

from typing import Any

import pytest
import torch
from diffusers import UNet2DConditionModel
from diffusers.models.attention_processor import IPAdapterAttnProcessor2_0

from videostudio.film.entity import EntityId
from videostudio.film.staging import Box, Placement, Staging
from videostudio.generators.paper.img_aligned import AlignedProcessor, Layout, align, told
from videostudio.generators.paper.img_regions import side_by_side, squares_of

ASPECT = 24 / 14


def test_the_prior_falls_off_with_the_distance_of_a_piece() -> None:
    square = torch.tensor([[[ASPECT / 2, 0.5, 0.5]]])
    bias, counts = Layout(square, ASPECT).prior(0, 14 * 24, 64)
    assert (bias.shape, counts.shape) == ((1, 1, 336, 64), (1, 1, 336, 1))
    inside = counts[0, 0, :, 0].reshape(14, 24)
    assert inside[3:11, 8:16].all()
    assert not inside[:3].any()
    assert not inside[:, :7].any()
    # The upper left of the figure looks at its upper left piece, the lower right at the lower right one.
    assert bias[0, 0].reshape(14, 24, 64)[3, 8].argmax() == 0
    assert bias[0, 0].reshape(14, 24, 64)[10, 15].argmax() == 63
    nearest = bias[0, 0].reshape(14, 24, 64)[3, 8, 0]
    apart = ((3.5 / 14 - (0.25 + 0.25 / 8)) ** 2) * 2
    assert nearest == pytest.approx(-2 * apart / ((1 / 14) ** 2 + (0.5 / 8) ** 2), rel=1e-3)


def test_a_place_is_laid_over_the_whole_picture_and_nobody_over_none() -> None:
    layout = Layout(torch.zeros(2, 3, 3), ASPECT)
    bias, counts = layout.prior(1, 7 * 12, 64)
    assert counts.all()
    assert bias[0, 0].reshape(7, 12, 64)[0, 0].argmax() == 0
    assert bias[0, 0].reshape(7, 12, 64)[6, 11].argmax() == 63
    bias, counts = layout.prior(0, 7 * 12, 3 * 64)
    assert not counts.any()
    assert bias.isfinite().all()
    with pytest.raises(ValueError, match="no picture"):
        layout.prior(0, 85, 64)


def small() -> Any:
    torch.manual_seed(0)
    unet: Any = UNet2DConditionModel(
        sample_size=(6, 8), in_channels=4, out_channels=4, cross_attention_dim=8, norm_num_groups=4,
        block_out_channels=(8, 16), layers_per_block=1, attention_head_dim=2, mid_block_type="UNetMidBlock2DCrossAttn",
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    )  # fmt: skip
    processors = dict(unet.attn_processors)
    for name in processors:
        if name.endswith("attn2.processor"):
            width, context = unet.get_submodule(name.removesuffix(".processor")).to_k.weight.shape
            processors[name] = IPAdapterAttnProcessor2_0(width, context, num_tokens=[4, 4], scale=[1.0, 0.0])
    unet.set_attn_processor(processors)
    unet.encoder_hid_proj = torch.nn.Identity()
    unet.register_to_config(encoder_hid_dim_type="ip_image_proj")
    return unet.eval()


@torch.no_grad()
def drawn(unet: Any, figures: torch.Tensor, **more: Any) -> torch.Tensor:
    noisy, words = torch.ones(2, 4, 6, 8), torch.ones(2, 3, 8)
    seen = {"image_embeds": [figures.expand(2, -1, -1, -1), torch.zeros(2, 1, 4, 8)]}
    found: torch.Tensor = unet(noisy, 10, words, added_cond_kwargs=seen, **more).sample
    return found


def test_alignment_keeps_every_weight_and_acts_with_a_layout_alone() -> None:
    unet, figures = small(), torch.randn(1, 2, 4, 8)
    before, weights = drawn(unet, figures), unet.state_dict()
    align(unet)
    assert any(isinstance(each, AlignedProcessor) for each in unet.attn_processors.values())
    assert all(torch.equal(each, weights[name]) for name, each in unet.state_dict().items())
    assert torch.equal(drawn(unet, figures), before)
    here = Layout(torch.tensor([[[0.4, 0.5, 0.5], [1.0, 0.5, 0.5]]]), 8 / 6)
    placed = drawn(unet, figures, cross_attention_kwargs=told(here))
    assert not torch.allclose(placed, before, atol=1e-3)
    changed = figures.clone()
    changed[:, 1] += 1
    other = drawn(unet, changed, cross_attention_kwargs=told(here))
    assert not torch.allclose(other, placed, atol=1e-3)


def test_each_figure_has_a_strength_of_its_own() -> None:
    unet, figures = small(), torch.randn(1, 2, 4, 8)
    align(unet)
    here = told(Layout(torch.tensor([[[0.4, 0.5, 0.5], [1.0, 0.5, 0.5]]]), 8 / 6))
    for each in unet.attn_processors.values():
        if isinstance(each, AlignedProcessor):
            each.scale = [[1.0, 0.0], 0.0]
    changed = figures.clone()
    changed[:, 1] *= 2
    gone = figures.clone()
    gone[:, 0] *= 2
    assert not torch.allclose(
        drawn(unet, gone, cross_attention_kwargs=here), drawn(unet, figures, cross_attention_kwargs=here), atol=1e-4
    )


def test_squares_are_where_a_staging_has_its_figures() -> None:
    box = Box(left=480, top=270, width=96, height=180)
    staging = Staging(width=960, height=540, ground_px=400, placements=(Placement(entity_id=EntityId("fox"), box=box),))
    found = squares_of(staging, 192, 108)
    assert found["fox"] == pytest.approx(((480 + 48) / 540, (270 + 90) / 540, 180 / 540))
    row = side_by_side(3, 192, 112)
    assert [round(each[0], 3) for each in row] == [0.429, 0.857, 1.286]
    assert len({each[1:] for each in row}) == 1
