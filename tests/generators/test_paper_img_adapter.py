"""VideoStudio-Img's checkpoint: taken apart as it was put together, and nothing else taken for it."""

import os
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from tiny_img import HIDDEN, SEEN, Checkpoint, checkpoint

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.img_adapter import expected_shapes, seen_width, split_content_adapter

SDXL = dict.fromkeys(range(1, 140, 2), 8)
RELEASED = "videostudio-img-combine.bin"


def without_background(held: Checkpoint) -> Checkpoint:
    return held | {"ip_adapter": {key: each for key, each in held["ip_adapter"].items() if "_bg" not in key}}


def projected(*names: str) -> dict[str, Any]:
    """Another adapter's `image_proj` with these tensors."""
    return without_background(checkpoint()) | {"image_proj": {name: torch.zeros(4, 4) for name in names}}


def changed(part: str, **tensors: Any) -> dict[str, Any]:
    """A sound checkpoint with other tensors under some names ("__" for a dot); None takes one out."""
    held: dict[str, Any] = checkpoint()
    held[part] |= {name.replace("__", "."): each for name, each in tensors.items()}
    held[part] = {name: each for name, each in held[part].items() if each is not None}
    return held


def test_the_layout_is_the_released_one() -> None:
    held = checkpoint()
    assert {part: len(tensors) for part, tensors in held.items()} == {"image_proj": 51, "ip_adapter": 64}
    assert {f"{part}.{key}" for part, tensors in held.items() for key in tensors} == set(expected_shapes())


def test_both_adapters_are_what_was_combined() -> None:
    held = checkpoint()
    foreground, background = split_content_adapter(held)
    names = {f"{at}.{name}.weight" for at in HIDDEN for name in ("to_k_ip", "to_v_ip")}
    for adapter in (foreground, background):
        assert adapter["image_proj"] == held["image_proj"]
        assert set(adapter["ip_adapter"]) == names
    for name in names:
        assert foreground["ip_adapter"][name] is held["ip_adapter"][name]
        assert background["ip_adapter"][name] is held["ip_adapter"][name.replace("_ip.", "_ip_bg.")]


@pytest.mark.parametrize(
    "held",
    [
        checkpoint(queries=256, context=32, hidden=dict.fromkeys(HIDDEN, 24)),
        {part: {key: each.half() for key, each in tensors.items()} for part, tensors in checkpoint().items()},
    ],
    ids=["wider, with 256 tokens", "halves"],
)
def test_widths_and_precision_are_the_models_own(held: Checkpoint) -> None:
    foreground, _ = split_content_adapter(held)
    assert foreground["image_proj"]["latents"] is held["image_proj"]["latents"]


def tokenwise(hidden: dict[int, int]) -> Checkpoint:
    """As trained here: an MLP of single tokens, at the cross-attentions of whichever base."""
    projection = {
        "proj.0.weight": torch.zeros(16, 16), "proj.0.bias": torch.zeros(16), "proj.2.weight": torch.zeros(8, 16),
        "proj.2.bias": torch.zeros(8), "proj.3.weight": torch.zeros(8), "proj.3.bias": torch.zeros(8),
    }  # fmt: skip
    return {"image_proj": projection, "ip_adapter": checkpoint(context=8, hidden=hidden)["ip_adapter"]}


def test_tokens_may_stay_as_many_as_they_are() -> None:
    held = tokenwise(HIDDEN)
    _, background = split_content_adapter(held)
    assert background["image_proj"] == held["image_proj"]
    assert seen_width(background) == 16
    assert seen_width(split_content_adapter(checkpoint())[0]) == SEEN
    with pytest.raises(BackendMissing, match="an IP-Adapter-Full"):
        split_content_adapter(without_background(held))


def test_another_base_is_served_where_it_is_expected() -> None:
    held = tokenwise({1: 8, 3: 8, 5: 24})
    foreground, _ = split_content_adapter(held, None)
    assert {name.split(".")[0] for name in foreground["ip_adapter"]} == {"1", "3", "5"}
    with pytest.raises(BackendMissing, match="lacks 52 of 70 tensors"):
        split_content_adapter(held)
    del held["ip_adapter"]["5.to_v_ip_bg.weight"]
    with pytest.raises(BackendMissing, match="lacks 1 of 18 tensors"):
        split_content_adapter(held, None)


def test_a_file_and_its_safetensors_hold_the_same(tmp_path: Path) -> None:
    held = checkpoint()
    torch.save(held, tmp_path / RELEASED)
    flat = {f"{part}.{key}": each for part, tensors in held.items() for key, each in tensors.items()}
    save_file(flat, tmp_path / "img.safetensors")
    for name in (RELEASED, "img.safetensors"):
        for adapter, wanted in zip(split_content_adapter(tmp_path / name), split_content_adapter(held), strict=True):
            for part, tensors in wanted.items():
                assert set(adapter[part]) == set(tensors)
                assert all(torch.equal(adapter[part][key], each) for key, each in tensors.items())


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (checkpoint(hidden=SDXL), "an adapter of SDXL (70 cross-attentions, numbered 1 to 139)"),
        (without_background(checkpoint(hidden=SDXL)), "an adapter of SDXL (70 cross-attentions, numbered 1 to 139)"),
        (checkpoint(hidden=HIDDEN | {33: 8}), "an adapter of another base model (17 cross-attentions"),
        (projected("proj.weight", "proj.bias", "norm.weight", "norm.bias"), "a plain IP-Adapter"),
        (projected("proj.0.weight", "proj.2.weight", "proj.3.weight"), "an IP-Adapter-Full"),
        (projected("proj.0.weight", "proj.2.weight", "norm.weight"), "an IP-Adapter-FaceID"),
        (projected("proj.0.weight", "perceiver_resampler.proj_in.weight"), "an IP-Adapter-FaceID-Plus"),
        (without_background(checkpoint()), "an IP-Adapter-Plus of one reference"),
        (changed("ip_adapter", **{"31__to_v_ip_bg__weight": None}), "lacks 1 of 115 tensors (ip_adapter.31.to_v_ip_bg"),
        (changed("image_proj", latents=None), "lacks 1 of 115 tensors (image_proj.latents)"),
        (changed("image_proj", extra=torch.zeros(1)), "holds 1 that do not belong there (image_proj.extra)"),
        (changed("image_proj", latents=torch.zeros(3, 8)), "image_proj.latents is (3, 8), expected is (1,"),
        (
            changed("ip_adapter", **{"5__to_v_ip__weight": torch.zeros(8, 17)}),
            "ip_adapter.5.to_v_ip.weight is (8, 17), expected is (8, 16), that is ('hidden of 5', 'context')",
        ),
        (changed("image_proj", latents=torch.zeros(1, 3, 8, dtype=torch.int64)), "image_proj.latents is torch.int64"),
        (changed("image_proj", latents="sixteen"), "image_proj.latents is str"),
        ({"image_proj": {}, "ip_adapter": {}}, "lacks 115 of 115 tensors"),
        (
            {"unet.conv_in.weight": torch.zeros(1)},
            "it holds unet.conv_in.weight, expected are image_proj and ip_adapter",
        ),
        ({"image_proj": torch.zeros(1), "ip_adapter": {}}, "is no adapter"),
        ({}, "it holds nothing"),
    ],
)
def test_anything_else_is_refused_by_name(held: Any, told: str) -> None:
    with pytest.raises(BackendMissing, match=re.escape(told)):
        split_content_adapter(held)


def test_a_file_of_something_else_says_what_it_holds(tmp_path: Path) -> None:
    torch.save([torch.zeros(1)], tmp_path / RELEASED)
    with pytest.raises(BackendMissing, match=r"combine\.bin is no adapter: it holds a list"):
        split_content_adapter(tmp_path / RELEASED)


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.99])
@pytest.mark.parametrize("name", [RELEASED, "img.safetensors"])
def test_a_file_cut_off_is_refused(tmp_path: Path, name: str, kept: float) -> None:
    flat = {"image_proj.latents": torch.zeros(1, 3, 8)}
    (save_file if name.endswith("safetensors") else torch.save)(flat, tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    size = int(kept * len(whole)) if isinstance(kept, float) else kept
    (tmp_path / name).write_bytes(whole[:size])
    with pytest.raises(BackendMissing, match=rf"damaged or cut off \({size} bytes|cannot be read|can be read without"):
        split_content_adapter(tmp_path / name)


class Code:
    """What a pickle runs that is loaded without protection."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


@pytest.mark.parametrize("save", [torch.save, lambda held, path: path.write_bytes(pickle.dumps(held, 2))])
def test_code_in_a_file_is_named_and_not_run(tmp_path: Path, save: Any) -> None:
    trap = tmp_path / "trap"
    save({"hook": Code(trap)}, tmp_path / RELEASED)
    with pytest.raises(BackendMissing, match=r"wants to run \w+\.mkdir, which was not done") as refused:
        split_content_adapter(tmp_path / RELEASED)
    assert not trap.exists()
    assert "weights_only" not in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackendMissing, match=r"there is no .*combine\.bin"):
        split_content_adapter(tmp_path / RELEASED)
