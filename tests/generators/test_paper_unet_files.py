"""VideoStudio-Vid's UNet in folders: saved and loaded, with a config and without, and never with a tensor missing."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from paper_unet import BASE, CONFIGS, FULL_SDXL, REQUIRED, ask, clip_inputs, filled, table
from safetensors.torch import load_file, save_file
from torch import Tensor

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.vid_config import config_from_state_dict
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel
from videostudio.generators.paper.vid_weights import load_unet

PER_LEVEL = ("layers_per_block", "cross_attention_dim", "transformer_layers_per_block")
UNTOLD = {"norm_eps", "norm_num_groups", "act_fn", "flip_sin_to_cos", "freq_shift", "downsample_padding"}
WEIGHTS = "diffusion_pytorch_model.safetensors"


def saved(name: str, folder: Path, **options: Any) -> tuple[UNet3DConditionXLModel, Path]:
    model = filled(name)
    model.save_pretrained(folder, **options)
    return model, folder


def meta(config: dict[str, Any]) -> dict[str, Tensor]:
    return {name: torch.empty(shape, device="meta") for name, shape in table(config).items()}


def arguments(model: UNet3DConditionXLModel) -> dict[str, Any]:
    return {name: value for name, value in model.config.items() if not name.startswith("_")}


def by_level(config: dict[str, Any]) -> dict[str, Any]:
    """A whole config, with a value for every level, and lists as tuples."""
    with torch.device("meta"):
        whole = arguments(UNet3DConditionXLModel(**config))
    whole |= {name: (whole[name],) * 3 for name in PER_LEVEL if isinstance(whole[name], int)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in whole.items()}


@pytest.mark.parametrize("name", CONFIGS)
def test_what_is_saved_is_what_is_loaded(name: str, tmp_path: Path) -> None:
    model, folder = saved(name, tmp_path)
    assert {path.name for path in folder.iterdir()} == {"config.json", WEIGHTS}
    again, info = UNet3DConditionXLModel.from_pretrained(folder, output_loading_info=True)
    assert not any(info.values())
    assert by_level(arguments(again)) == by_level(CONFIGS[name])
    inputs = clip_inputs(CONFIGS[name])
    assert torch.equal(ask(again, inputs), ask(model, inputs))
    assert torch.equal(ask(load_unet(folder, dtype=torch.float32), inputs), ask(model, inputs))


def test_a_folder_as_released_loads_without_a_word_missing(tmp_path: Path) -> None:
    """Another library's version, a key that is not ours, half precision and a pickle of tensors."""
    model, folder = filled("sdxl"), tmp_path
    model.save_config(folder)
    config = json.loads((folder / "config.json").read_text())
    config |= {"_class_name": "SomeOtherName", "_diffusers_version": "0.24.0", "encoder_hid_dim": None}
    (folder / "config.json").write_text(json.dumps(config))
    halves = {key: row.half() for key, row in model.state_dict().items()}
    torch.save(halves, folder / "diffusion_pytorch_model.bin")
    again = load_unet(folder, dtype=torch.float16)
    assert again.dtype is torch.float16
    assert not again.training
    assert all(torch.equal(row, halves[key]) for key, row in again.state_dict().items())


def test_shards_are_read_together(tmp_path: Path) -> None:
    model, folder = saved("plain", tmp_path, max_shard_size="5MB")
    assert len(list(folder.glob("*.safetensors"))) > 1
    again = load_unet(folder, dtype=torch.float32)
    held = again.state_dict()
    assert all(torch.equal(row, held[key]) for key, row in model.state_dict().items())
    min(folder.glob("*.safetensors")).unlink()
    with pytest.raises(BackendMissing, match=r"tensors \d+ missing \("):
        load_unet(folder, dtype=torch.float32)


@pytest.mark.parametrize("name", CONFIGS)
def test_the_config_is_read_off_the_weights(name: str) -> None:
    config = CONFIGS[name]
    found = config_from_state_dict(
        meta(config), attention_head_dim=config["attention_head_dim"], addition_time_embed_dim=8
    )
    assert by_level(found) == by_level(config)
    assert not UNTOLD & found.keys()


@pytest.mark.parametrize(("config", "heads"), [(REQUIRED, 8), (FULL_SDXL, (5, 10, 20))], ids=["default", "sdxl"])
def test_the_config_of_the_full_size_is_read_off_the_weights(config: dict[str, Any], heads: Any) -> None:
    assert by_level(config_from_state_dict(meta(config), attention_head_dim=heads)) == by_level(config)


ODD = {
    "down_block_types": ("CrossAttnDownBlock3D", "DownBlock3D", "DownBlock3D"),
    "up_block_types": ("UpBlock3D", "CrossAttnUpBlock3D", "UpBlock3D"),
    "layers_per_block": (1, 2, 1),
    "transformer_layers_per_block": (2, 1, 3),
    "cross_attention_dim": (24, 24, 40),
    "only_cross_attention": True,
    "resnet_time_scale_shift": "scale_shift",
    "time_embedding_dim": 96,
    "time_cond_proj_dim": 10,
    "conv_in_kernel": 1,
    "conv_out_kernel": 5,
    "out_channels": 8,
}


def test_an_unusual_config_is_read_off_the_weights_too() -> None:
    with torch.device("meta"):
        state = UNet3DConditionXLModel(**BASE | ODD).state_dict()
    found = config_from_state_dict(state, attention_head_dim=(1, 1, 2), addition_time_embed_dim=8)
    assert by_level(found) == by_level(BASE | ODD)


def test_a_folder_without_a_config_needs_the_heads_and_films_the_same(tmp_path: Path) -> None:
    model, folder = saved("sdxl", tmp_path)
    (folder / "config.json").unlink()
    with pytest.raises(BackendMissing, match=r"no config.json, .* attention_head_dim"):
        load_unet(folder, dtype=torch.float32)
    again = load_unet(folder, dtype=torch.float32, attention_head_dim=(1, 2, 4))
    inputs = clip_inputs(CONFIGS["sdxl"])
    assert torch.equal(ask(again, inputs), ask(model, inputs))


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("down_blocks.1.attentions.0.temp_transformer_blocks.0.norm1.weight", "FullCrossAttnDownBlock3D"),
        ("mid_block.temp_mid_attention.norm.weight", "UNetDownUpMidBlock3DCrossAttn"),
        ("down_blocks.0.attentions.0.norm.weight", "SmallCrossAttnDownBlock3D .*down_blocks.0 without"),
        ("img_text_embedding_cross_attn.to_q.weight", "text_embedding_guidance"),
        ("text_adapter_proj.linear_1.weight", "insert_text_adapter"),
    ],
)
def test_weights_of_other_blocks_are_refused_by_name(key: str, says: str) -> None:
    with pytest.raises(BackendMissing, match=says):
        config_from_state_dict(meta(BASE) | {key: torch.empty(1, device="meta")}, attention_head_dim=1)


@pytest.mark.parametrize(
    "lost", ["conv_in.weight", "mid_block.attentions.0.proj_in.weight", "add_embedding.linear_1.weight"]
)
def test_weights_of_another_model_are_refused(lost: str) -> None:
    state = meta(BASE)
    del state[lost]
    with pytest.raises(BackendMissing, match=f"no tensor {lost}"):
        config_from_state_dict(state, attention_head_dim=1)
    with pytest.raises(BackendMissing, match=r"no tensor down_blocks\.0"):
        config_from_state_dict({}, attention_head_dim=1)


def test_weights_that_do_not_fit_are_refused_by_name(tmp_path: Path) -> None:
    _, folder = saved("plain", tmp_path)
    state = load_file(folder / WEIGHTS)
    del state["conv_out.bias"]
    state |= {"conv_in.bias": torch.zeros(3), "aes_embedding.linear_1.bias": torch.zeros(1)}
    save_file(state, folder / WEIGHTS)
    with pytest.raises(BackendMissing) as refused:
        load_unet(folder, dtype=torch.float32)
    for said in ("1 missing (conv_out.bias)", "(aes_embedding.linear_1.bias)", "conv_in.bias (3,) for (64,)"):
        assert said in str(refused.value)


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackendMissing, match=r"holds no diffusion_pytorch_model.safetensors"):
        load_unet(tmp_path, dtype=torch.float32)
