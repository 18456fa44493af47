"""A UNet of clips made from an image's: it starts as that model, frame by frame, and can learn from there."""

from typing import Any

import pytest
import torch
from diffusers import UNet2DConditionModel
from little_clips import UNET

from videostudio.film.errors import BackendMissing
from videostudio.training.vid.inflate import added_parameters, config_of_clips, inflated, is_added

IMAGE: dict[str, Any] = {**UNET, "sample_size": 8, "cross_attention_dim": 12}
ADDED: dict[str, Any] = {
    "cross_attention_dim": 20,
    "addition_time_embed_dim": 4,
    "projection_class_embeddings_input_dim": 16 + 6 * 4,
    "aes_condition": True,
    "midf_clip_pool_fea_guidance": True,
    "action_prob_fea_guidance": True,
}


def image_unet(**changes: Any) -> UNet2DConditionModel:
    torch.manual_seed(0)
    return UNet2DConditionModel(**IMAGE | changes).eval()


def told(clips: Any, seed: int = 0) -> dict[str, torch.Tensor]:
    chance = torch.Generator().manual_seed(seed)
    return {name: torch.randn(2, *shape, generator=chance) for name, shape in clips.conditions.items()}


def test_the_first_forward_is_the_images_frame_by_frame_whatever_is_told() -> None:
    image = image_unet()
    clips = inflated(image, ADDED).eval()
    sample, tokens = torch.randn(2, 8, 3, 7, 6), torch.randn(2, 5, 20)
    with torch.no_grad():
        (noise,) = clips(sample, torch.tensor([3, 700]), tokens, added_cond_kwargs=told(clips), return_dict=False)
        for frame in range(3):
            (alone,) = image(sample[:, :, frame], torch.tensor([3, 700]), torch.zeros(2, 4, 12), return_dict=False)
            assert torch.allclose(noise[:, :, frame], alone, atol=1e-5)


def test_a_model_that_is_told_text_and_size_already_keeps_what_it_knows() -> None:
    told_so = {"addition_embed_type": "text_time", "addition_time_embed_dim": 4}
    image = image_unet(**told_so, projection_class_embeddings_input_dim=16 + 6 * 4)
    clips = inflated(image, ADDED).eval()
    sample, conditions = torch.randn(2, 8, 3, 4, 4), told(clips)
    same = {name: conditions[name] for name in ("text_embeds", "time_ids")}
    with torch.no_grad():
        (noise,) = clips(sample, 9, torch.randn(2, 5, 20), added_cond_kwargs=conditions, return_dict=False)
        words = torch.zeros(2, 4, 12)
        (alone,) = image(sample[:, :, 1], 9, words, added_cond_kwargs=same, return_dict=False)
    assert torch.allclose(noise[:, :, 1], alone, atol=1e-5)


@pytest.mark.parametrize("told_of", ["tokens", "text_embeds", "action_prob_fea", "frames"])
def test_what_joined_can_learn(told_of: str) -> None:
    """After one step along the gradient every condition and every other frame reaches the noise of frame 0."""
    clips = inflated(image_unet(), ADDED)
    sample, tokens = torch.randn(2, 8, 3, 4, 4), torch.randn(2, 5, 20)
    optimiser = torch.optim.SGD(clips.parameters(), lr=1.0)
    for _ in range(2):
        (noise,) = clips(sample, 500, tokens, added_cond_kwargs=told(clips), return_dict=False)
        optimiser.zero_grad()
        (noise - torch.randn_like(noise)).pow(2).mean().backward()
        optimiser.step()
    clips.eval()
    others, conditions, looks = sample.clone(), told(clips), tokens
    if told_of == "tokens":
        looks = tokens + 1
    elif told_of == "frames":
        others[:, :, 1:] += 1
    else:
        conditions |= {told_of: told(clips, seed=1)[told_of]}
    with torch.no_grad():
        (before,) = clips(sample, 500, tokens, added_cond_kwargs=told(clips), return_dict=False)
        (after,) = clips(others, 500, looks, added_cond_kwargs=conditions, return_dict=False)
    assert not torch.equal(before[:, :, 0], after[:, :, 0])


def test_what_joined_and_what_was_there_are_all_there_is() -> None:
    image = image_unet()
    clips = inflated(image, ADDED)
    had = {name for name, _ in image.named_parameters() if not is_added(name)}
    assert set(added_parameters(clips)) | had == {name for name, _ in clips.named_parameters()}
    assert "mid_block.attentions.0.transformer_blocks.0.attn1.to_v.weight" in had


def test_blocks_that_clips_have_none_of_are_refused_by_name() -> None:
    with pytest.raises(BackendMissing, match="AttnDownBlock2D cannot be made blocks of clips"):
        inflated(image_unet(down_block_types=("AttnDownBlock2D", "CrossAttnDownBlock2D")), ADDED)


def test_the_paper_scale_is_sdxl_with_time() -> None:
    """The configuration that the released weights are known to have, from SDXL's own."""
    sdxl = {
        "block_out_channels": (320, 640, 1280),
        "layers_per_block": 2,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        "attention_head_dim": (5, 10, 20),
        "transformer_layers_per_block": (1, 2, 10),
        "use_linear_projection": True,
        "cross_attention_dim": 2048,
        "addition_embed_type": "text_time",
        "addition_time_embed_dim": 256,
        "projection_class_embeddings_input_dim": 2816,
    }
    with torch.device("meta"):
        config: Any = UNet2DConditionModel(**sdxl).config
    found = config_of_clips(config, {"cross_attention_dim": 1280})
    assert found["down_block_types"] == ("DownBlock3D", "CrossAttnDownBlock3D", "CrossAttnDownBlock3D")
    assert (found["attention_head_dim"], found["transformer_layers_per_block"]) == ((5, 10, 20), (1, 2, 10))
