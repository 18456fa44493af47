"""What is made once a clip: the same noise as the plain way, and how often which layer is asked."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch
from accelerate import cpu_offload
from accelerate.hooks import ModelHook, add_hook_to_module
from diffusers.models.attention_processor import Attention
from paper_unet import CONFIGS, clip_inputs, filled
from torch import Tensor

from videostudio.film.errors import StudioError
from videostudio.generators.paper.vid_constants import once_per_clip
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel

STEPS = (900, 500, 100)
FRAMES = 3


def clip(name: str, clips: int, *, guided: bool, dtype: torch.dtype = torch.float64) -> dict[str, Any]:
    """What `forward` is called with. Guided: each sample twice, and the tokens of the first half zero."""
    inputs = clip_inputs(CONFIGS[name], clips=clips * (1 + guided), frames=FRAMES)
    inputs |= {key: inputs[key].to(dtype) for key in ("sample", "encoder_hidden_states")}
    if guided:
        inputs["sample"] = inputs["sample"][:clips].repeat(2, 1, 1, 1, 1)
        inputs["encoder_hidden_states"][:clips] = 0
    return inputs


def plainly(model: UNet3DConditionXLModel, inputs: dict[str, Any]) -> list[Tensor]:
    with torch.inference_mode():
        return [model(**inputs | {"timestep": step}, return_dict=False)[0] for step in STEPS]


def once(model: UNet3DConditionXLModel, inputs: dict[str, Any], *, guided: bool) -> list[Tensor]:
    tokens, sample = inputs["encoder_hidden_states"], inputs["sample"]
    with torch.inference_mode(), once_per_clip(model, tokens, frames=FRAMES, guided=guided):
        addends = model.embed_conditions(inputs["added_cond_kwargs"], sample.dtype)
        return [model.denoise(sample[: len(sample) // (1 + guided)], step, tokens, addends) for step in STEPS]


def furthest(ours: list[Tensor], plain: list[Tensor]) -> float:
    return max((one - other).abs().max().item() for one, other in zip(ours, plain, strict=True))


@pytest.mark.parametrize("clips", [1, 2])
@pytest.mark.parametrize("guided", [True, False])
@pytest.mark.parametrize("name", ["sdxl", "warping"])
def test_a_clip_is_the_same_either_way(name: str, guided: bool, clips: int) -> None:
    """In double precision, where rounding hides nothing."""
    model, inputs = filled(name).double(), clip(name, clips, guided=guided)
    plain = plainly(model, inputs)
    assert furthest(once(model, inputs, guided=guided), plain) < 1e-10
    assert len(plain[0]) == clips * (1 + guided)
    assert furthest(plain[:1], plain[1:2]) > 0.1


def test_in_the_precision_that_it_is_used_in() -> None:
    model, inputs = filled("sdxl").bfloat16(), clip("sdxl", 1, guided=True, dtype=torch.bfloat16)
    plain, ours = plainly(model, inputs), once(model, inputs, guided=True)
    assert ours[0].dtype == torch.bfloat16
    exact = plainly(filled("sdxl").double(), clip("sdxl", 1, guided=True))
    assert furthest(ours, exact) < 1.5 * furthest(plain, exact)


def test_a_model_whose_weights_are_elsewhere_until_they_are_needed() -> None:
    model, inputs = filled("sdxl").double(), clip("sdxl", 1, guided=True)
    plain = plainly(model, inputs)
    cpu_offload(model, execution_device=torch.device("cpu"))
    assert {parameter.device.type for parameter in model.parameters()} == {"meta"}
    assert furthest(once(model, inputs, guided=True), plain) < 1e-10


class Heard(ModelHook):  # type: ignore[misc]  # accelerate's own base
    """Stands where a hook would bring the whole model to the GPU, and counts how often it is asked to."""

    times = 0

    def pre_forward(self, module: UNet3DConditionXLModel, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        self.times += 1
        return args, kwargs


def test_a_model_that_comes_when_it_is_called() -> None:
    model, hook = filled("plain"), Heard()
    add_hook_to_module(model, hook)
    once(model, clip("plain", 1, guided=False, dtype=torch.float32), guided=False)
    assert hook.times == 1 + len(STEPS)


@pytest.mark.parametrize("guided", [True, False])
def test_what_is_constant_is_made_once(guided: bool) -> None:
    """Rows of what each layer of the first cross attention is given, over all steps: 1 clip, 3 frames, 2 x 2 places."""
    model, inputs, rows = filled("sdxl"), clip("sdxl", 1, guided=guided, dtype=torch.float32), Counter[str]()
    attention = model.get_submodule("down_blocks.1.attentions.0.transformer_blocks.0.attn2")
    for name in ("to_q", "to_k", "to_v", "to_out.0"):
        attention.get_submodule(name).register_forward_hook(
            lambda _, given, __, name=name: rows.update({name: given[0][..., 0].numel()})
        )
    once(model, inputs, guided=guided)
    asked, tokens = len(STEPS) * FRAMES * 4, 7
    assert rows == {"to_q": asked, "to_k": tokens, "to_v": tokens + guided, "to_out.0": asked + guided}


def test_what_precedes_all_conditions_is_made_once_for_both_halves() -> None:
    model, inputs, rows = filled("sdxl"), clip("sdxl", 2, guided=True, dtype=torch.float32), Counter[str]()
    for name in ("conv_in", "temp_transformer_in"):
        model.get_submodule(name).register_forward_hook(
            lambda _, given, __, name=name: rows.update({name: len(given[0])})
        )
    once(model, inputs, guided=True)
    assert rows == dict.fromkeys(("conv_in", "temp_transformer_in"), len(STEPS) * 2 * FRAMES)


def test_the_model_is_afterwards_as_it_was() -> None:
    model, inputs = filled("plain"), clip("plain", 1, guided=False, dtype=torch.float32)
    tokens, before, plain = inputs["encoder_hidden_states"], model.attn_processors, plainly(model, inputs)
    with once_per_clip(model, tokens, frames=FRAMES, guided=False):
        changed = {name for name, processor in model.attn_processors.items() if processor is not before[name]}
        assert changed == {f"{name}.processor" for name in cross_attentions(model)}
    assert model.attn_processors == before
    assert furthest(plainly(model, inputs), plain) == 0


def test_a_clip_that_fails_leaves_the_model_as_it_was() -> None:
    model, tokens = filled("plain"), torch.ones(1, 7, 24)
    before, clips = model.attn_processors, once_per_clip(model, tokens, frames=FRAMES, guided=False)
    with (
        pytest.raises(StudioError, match="in a clip already"),
        clips,
        once_per_clip(model, tokens, frames=FRAMES, guided=False),
    ):
        pass
    assert model.attn_processors == before
    with once_per_clip(model, tokens, frames=FRAMES, guided=False):
        assert model.attn_processors != before


def cross_attentions(model: UNet3DConditionXLModel) -> list[str]:
    """Those whose keys come from tokens, which are 24 wide here."""
    return [
        name
        for name, module in model.named_modules()
        if isinstance(module, Attention) and module.to_k.in_features == 24
    ]


def test_other_tokens_or_frames_than_were_said_are_refused() -> None:
    model, inputs = filled("plain"), clip("plain", 1, guided=False, dtype=torch.float32)
    tokens, sample = inputs["encoder_hidden_states"], inputs["sample"]
    addends = model.embed_conditions(inputs["added_cond_kwargs"], sample.dtype)
    with torch.inference_mode(), once_per_clip(model, tokens, frames=FRAMES, guided=False):
        with pytest.raises(StudioError, match="other tokens"):
            model.denoise(sample, 1, tokens.clone(), addends)
        with pytest.raises(StudioError, match="1 rows of 3 frames, and these are 2"):
            model.denoise(sample[:, :, :2], 1, tokens, addends)


@pytest.mark.parametrize("rows", [1, 2])
def test_guidance_needs_a_half_that_is_zero(rows: int) -> None:
    tokens = torch.ones(rows, 7, 24)
    with (
        pytest.raises(StudioError, match="zero in their first half"),
        once_per_clip(filled("plain"), tokens, frames=FRAMES, guided=True),
    ):
        pass


def test_the_benchmark_says_what_it_saves(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(__file__).parents[2] / "benchmarks" / "paper_unet.py"
    spec = importlib.util.spec_from_file_location("paper_unet_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    bench.main(["--quick", "--json", "--pairs", "1"])
    figures = json.loads(capsys.readouterr().out)
    assert figures["apart"] < 1e-5
    assert figures["teraflops"]["ours"] < figures["teraflops"]["straightforward"]
    assert all(0 < sum(parts.values()) <= 100.5 for parts in figures["percent"].values())
