"""How much memory models take, worked out without them: against models that are really there, at tiny width."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

from videostudio.evaluation.check_gpu import measured
from videostudio.film.errors import BackendMissing
from videostudio.film.identity import FrameRule
from videostudio.generators.diffusion.card import Component
from videostudio.generators.sizing.fitting import GIB, Asked, Device, Model, State, fitted
from videostudio.generators.sizing.footprint import footprint
from videostudio.generators.sizing.known import Footprints, name_of
from videostudio.generators.sizing.live import imagined, watched
from videostudio.generators.sizing.need import GPU_CONTEXT, need
from videostudio.generators.sizing.sizes import Footprint, Shot

pytestmark = pytest.mark.usefixtures("one_thread")
MIB = 2**20
SHOT = Shot(width=64, height=64, tokens=8, references=1, reference_side=32)


PART = partial(Component, "diffusers", numbers=0)

FLUX = PART(
    "Flux2Transformer2DModel",
    config={
        "in_channels": 16,
        "num_layers": 3,
        "num_single_layers": 4,
        "attention_head_dim": 16,
        "num_attention_heads": 2,
        "joint_attention_dim": 16,
        "axes_dims_rope": (4, 4, 4, 4),
        "guidance_embeds": False,
    },
)
VAE = PART(
    "AutoencoderKLFlux2",
    config={
        "block_out_channels": (8, 8, 8, 8),
        "down_block_types": ("DownEncoderBlock2D",) * 4,
        "up_block_types": ("UpDecoderBlock2D",) * 4,
        "layers_per_block": 1,
        "latent_channels": 4,
        "norm_num_groups": 4,
    },
)
WAN = PART(
    "WanTransformer3DModel",
    config={
        "num_attention_heads": 2,
        "attention_head_dim": 12,
        "in_channels": 4,
        "out_channels": 4,
        "text_dim": 8,
        "freq_dim": 8,
        "ffn_dim": 32,
        "num_layers": 3,
    },
)


def test_what_is_worked_out_is_what_models_take() -> None:
    shots = {"flux": (FLUX, SHOT), "vae": (VAE, SHOT), "wan": (WAN, Shot(width=64, height=64, frames=9, tokens=8))}
    for name, (part, shot) in shots.items():
        (row,) = measured(name, {name: part}, shot, torch.float32, "cpu")
        assert row.took == row.told > 0, name
        assert row.close


def test_a_cpu_keeps_small_blocks_that_were_freed_and_copies_what_it_folds() -> None:
    def peak(on_cpu: bool) -> float:
        with imagined(), watched(on_cpu=on_cpu) as live:
            small = torch.zeros(20, 2**18)
            del small
            large = torch.zeros(1, 1, 4096, 4096)
            torch.nn.functional.conv2d(large, torch.zeros(1, 1, 3, 3), padding=1)
        return live.peak / MIB

    assert [round(peak(on_cpu)) for on_cpu in (False, True)] == [128, 64 + 64 + 64 + 20]
    large = SHOT.model_copy(update={"width": 1536, "height": 1536})
    plain, on_cpu = (footprint(VAE, large, torch.float32, on_cpu=each) for each in (False, True))
    assert plain.work < on_cpu.work < 2 * plain.work


def test_alike_layers_are_counted_and_not_all_of_them_run() -> None:
    deep = PART("WanTransformer3DModel", config={**WAN.config, "num_layers": 9})
    shallow, full = (footprint(part, SHOT, torch.float32) for part in (WAN, deep))
    assert full.work == shallow.work
    assert full.weights > full.block == shallow.block, "two blocks at a time, however many there are"
    half = footprint(WAN, SHOT, torch.bfloat16)
    assert shallow.weights == 2 * half.weights
    assert footprint(replace(WAN, single=True), SHOT, torch.bfloat16).weights == shallow.weights


PARTS = {
    "encoder": Footprint(weights=8 * GIB, block=8 * GIB, leaf=1 * GIB, work=1 * GIB, work_tiled=1 * GIB),
    "denoiser": Footprint(weights=10 * GIB, block=2 * GIB, leaf=1 * GIB, work=2 * GIB, work_tiled=2 * GIB),
    "vae": Footprint(weights=1 * GIB, block=1 * GIB, leaf=1 * GIB, work=6 * GIB, work_tiled=1 * GIB),
}


def test_what_a_pipeline_needs_each_way() -> None:
    def device(offload: Any, tiling: bool = False) -> float:
        return (need(PARTS, offload=offload, tiling=tiling, on_gpu=True).device - GPU_CONTEXT) / GIB / 1.05

    assert [round(device(o), 2) for o in ("none", "model", "group", "leaf")] == [25.0, 12.0, 9.0, 7.0]
    assert [round(device(o, True), 2) for o in ("none", "leaf")] == [21.0, 3.0]
    assert need(PARTS, offload="model", tiling=False, on_gpu=True).host == 19 * GIB
    assert need({}, offload="none", tiling=False, on_gpu=False).device == 0
    untiled = {"vae": PARTS["vae"].model_copy(update={"work_tiled": None})}
    assert need(untiled, offload="leaf", tiling=True, on_gpu=True).device > 2**50, "what raises fits nowhere"


@dataclass(frozen=True)
class Card:
    components: Mapping[str, Component]
    name: str = "Big"
    repository: str = "somebody/big"
    licence: str = "MIT"
    permissive: bool = True
    last_frame: bool = False
    audio: bool = False
    size_multiple: int = 16
    side: int = 960
    prompt_tokens: int = 512
    max_references: int = 0
    frames: FrameRule = field(default_factory=lambda: FrameRule(step=4, offset=1, most=121))
    fps: int | None = 24


@dataclass(frozen=True)
class Settings:
    offload: Any = "none"
    tiling: bool = False
    side: int = 0
    dtype: str = ""
    most_frames: int = 0


class Told(Footprints):
    """Footprints by name, of which work grows with what is made."""

    def of(self, component: Any, shot: Shot, number_bytes: int, *, on_cpu: bool = False) -> Footprint:
        told, share = PARTS[component.kind], shot.width * shot.height * shot.frames / (1280 * 720 * 109)
        works = {name: round(getattr(told, name) * share) for name in ("work", "work_tiled")}
        return told.model_copy(update=works)


ASKED = Asked(width=1280, height=720, seconds=4.5)
BIG = Model(Card({name: PART(name) for name in PARTS}), Settings())


def fit(gib: float, host: float = 64, model: Model = BIG, name: str = "gpu") -> Any:
    device = Device(name=name, memory=round(gib * GIB), host=round(host * GIB))
    return fitted([model], ASKED, device, Told())


@pytest.mark.parametrize(
    ("gib", "state", "how"),
    [
        (80, State.PASS, ""),
        (24, State.DEGRADE, "offload model"),
        (12, State.DEGRADE, "offload group"),
        (9, State.DEGRADE, "offload leaf"),
        (4, State.DEGRADE, "offload leaf, tiles"),
        (3.2, State.DEGRADE, "offload leaf, tiles, at most 57 frames"),
        (2.5, State.DEGRADE, "offload leaf, tiles, at most 57 frames, 85 % of the side"),
        (1, State.BLOCK, "offload leaf, tiles, at most 57 frames, 55 % of the side"),
    ],
)
def test_less_memory_goes_down_the_ladder(gib: float, state: State, how: str) -> None:
    found = fit(gib)
    assert (found.state, found.how) == (state, how)
    assert f"; there are {gib:.1f} GiB on gpu" in str(found)


def test_the_ladder_comes_out_as_settings_of_the_backend() -> None:
    assert fit(2.5).settings == {"offload": "leaf", "tiling": 1, "most_frames": 57, "side": 816}
    assert fit(80).settings == {}
    assert fit(24, model=replace(BIG, settings=Settings(offload="model"))).state is State.PASS


def test_offloaded_weights_need_room_beside_the_device_and_the_cpu_has_none() -> None:
    assert fit(12, host=8).state is State.BLOCK
    assert fit(30, host=30, name="cpu").state is State.PASS
    thrifty = fit(24, host=24, name="cpu")
    assert (thrifty.state, thrifty.how) == (State.DEGRADE, "tiles")
    assert "offload" not in thrifty.settings


def test_footprints_are_kept_and_asked_for_patiently(tmp_path: Path) -> None:
    found = Footprints(tmp_path).of(WAN, SHOT, 4)
    name = name_of(WAN, SHOT, 4)
    assert Footprint.model_validate_json((tmp_path / f"{name}.json").read_bytes()) == found
    assert Footprints(tmp_path, patient=False).of(WAN, SHOT, 4) == found
    assert len({name, name_of(WAN, SHOT, 2), name_of(WAN, SHOT, 4, on_cpu=True)}) == 3
    (tmp_path / f"{name}.json").write_text("{}")
    with pytest.raises(BackendMissing, match="not worked out yet"):
        Footprints(tmp_path, patient=False).of(WAN, SHOT, 4)
