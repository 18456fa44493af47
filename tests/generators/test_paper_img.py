"""VideoStudio-Img on the real classes at a tiny size: the released sums, what acts and what does not, and refusals."""

import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from filmed import Shelf
from tiny_img import CONTEXT, HIDDEN, INNER, SEEN, WIDTH, checkpoint, renamed, write_base, write_image_encoder
from torch.nn.functional import gelu, layer_norm, scaled_dot_product_attention

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing, GeneratorError
from videostudio.film.fingerprint import fingerprint
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import Binding, CastMember, SceneImageRequest
from videostudio.film.staging import Box, Placement, Staging
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.paper.img_pipeline import ImgWeights, load_pipeline
from videostudio.generators.paper.img_settings import ImgSettings
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.generators.ports import Picture
from videostudio.generators.progress import listening
from videostudio.tools.images import Pixels, encode_png
from videostudio.tools.scoring.segmenting.alpha import AlphaSegmenter
from videostudio.tools.scoring.segmenting.port import Matte

pytestmark = pytest.mark.usefixtures("one_thread")

SIDE, STEPS = 64, 2
SHELF = Shelf()


def picture(number: int, *, figure: bool) -> ArtifactRef:
    pixels = (
        np.random.default_rng(number).integers(0, 255, (8, 8, 4 if figure else 3), np.uint8).repeat(8, 0).repeat(8, 1)
    )
    if figure:
        pixels[..., 3] = np.where(np.arange(64) < 48, 255, 0)
    return SHELF.put(encode_png(pixels), "image/png", width=64, height=64)


def member(name: str, number: int | None, kind: EntityKind = EntityKind.ANIMAL) -> CastMember:
    reference = None if number is None else picture(number, figure=kind is not EntityKind.PLACE)
    return CastMember(entity=Entity(id=name, name=name, kind=kind, description=f"a {name}"), reference=reference)


CORGI, FOX = member("corgi", 1), member("fox", 2)
PARK, BARE = member("park", 3, EntityKind.PLACE), member("park", None, EntityKind.PLACE)
REQUEST = SceneImageRequest(
    scene_id="s1", attempt=1, event="The corgi runs.", action="run", cast=(CORGI,), place=PARK, width=SIDE, height=SIDE,
    seed=7,
)  # fmt: skip


LAYOUT, ABLE = Identity(backend="layout", code_version=1), Capabilities(licence="Apache-2.0")
DULL = Identity(backend="dull", code_version=1)


@dataclass
class Dull:
    """Finds nothing salient in anything."""

    identity: Identity = DULL

    def segment(self, picture: Pixels) -> Matte:
        return Matte(np.zeros(picture.shape[:2], np.float32))


@dataclass
class Layout:
    """Stages as it is told."""

    placements: tuple[Placement, ...]
    identity: Identity = LAYOUT
    capabilities: Capabilities = ABLE

    def shoot_image(self, request: SceneImageRequest, *, artifacts: object) -> Picture:
        staging = Staging(width=SIDE, height=SIDE, ground_px=SIDE // 2, placements=self.placements)
        return Picture(np.zeros((SIDE, SIDE, 3), np.uint8), staging)


def placed(name: str, left: int, width: int) -> Placement:
    return Placement(entity_id=name, box=Box(left=left, top=0, width=width, height=SIDE))


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> ImgWeights:
    folder = tmp_path_factory.mktemp("img")
    torch.save(checkpoint(), folder / "videostudio-img-combine.bin")
    return ImgWeights(
        write_base(folder / "base"), folder / "videostudio-img-combine.bin", write_image_encoder(folder / "encoder")
    )


@pytest.fixture(scope="module")
def imager(weights: ImgWeights) -> VideoStudioImg:
    settings = ImgSettings(steps=STEPS, side=SIDE)
    return VideoStudioImg(weights, AlphaSegmenter(Dull()), settings)


def laid_out(imager: VideoStudioImg, *placements: Placement) -> VideoStudioImg:
    """The same with a layout, and with the pipeline that is loaded already."""
    other = replace(imager, layout=Layout(placements))
    other.__dict__["_pipeline"] = imager._pipeline
    return other


def shot(imager: VideoStudioImg, **changes: Any) -> Pixels:
    return imager.shoot_image(REQUEST.model_copy(update=changes), artifacts=SHELF).pixels


def bound(**scales: int) -> tuple[Binding, ...]:
    return tuple(Binding(entity_id=name, scale_milli=scale) for name, scale in scales.items())


def apart(one: Pixels, other: Pixels) -> int:
    return int(np.abs(one.astype(int) - other.astype(int)).max())


@pytest.fixture(scope="module")
def plain(weights: ImgWeights, imager: VideoStudioImg) -> Pixels:
    """What the base draws that has never had an adapter."""
    pipeline = type(imager._pipeline).from_pretrained(
        weights.base, scheduler=imager._pipeline.scheduler, safety_checker=None, requires_safety_checker=False
    )
    pipeline.set_progress_bar_config(disable=True)
    images = pipeline(
        "The corgi runs, park, medium shot, a corgi, a park",
        negative_prompt=imager.settings.negative_prompt,
        height=SIDE,
        width=SIDE,
        num_inference_steps=STEPS,
        guidance_scale=7.5,
        generator=torch.Generator().manual_seed(REQUEST.seed),
        output_type="np",
    ).images
    return np.asarray(np.rint(images[0] * 255), np.uint8)


def heads(tokens: torch.Tensor, count: int) -> torch.Tensor:
    return tokens.unflatten(-1, (count, -1)).transpose(1, 2)


def attended(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, count: int) -> torch.Tensor:
    found = scaled_dot_product_attention(heads(query, count), heads(key, count), heads(value, count))
    return found.transpose(1, 2).flatten(2)


@pytest.mark.parametrize("position", HIDDEN)
def test_a_cross_attention_adds_what_the_checkpoint_says(imager: VideoStudioImg, position: int) -> None:
    held, unet = checkpoint()["ip_adapter"], imager._pipeline.unet
    attention = unet.get_submodule(list(unet.attn_processors)[position].removesuffix(".processor"))
    imager._pipeline.set_ip_adapter_scale([0.5, 0.33])
    generator = torch.Generator().manual_seed(position)
    hidden = torch.randn(1, 4, HIDDEN[position], generator=generator)
    text, foreground, background = (torch.randn(1, n, CONTEXT, generator=generator) for n in (7, 6, 3))
    with torch.no_grad():
        # two references of the foreground, whose tokens lie one behind the other
        found = attention(hidden, encoder_hidden_states=(text, [foreground.reshape(1, 2, 3, -1), background[:, None]]))
        query = attention.to_q(hidden)
        total = attended(query, attention.to_k(text), attention.to_v(text), attention.heads)
        for tokens, scale, name in ((foreground, 0.5, "ip"), (background, 0.33, "ip_bg")):
            key, value = (tokens @ held[f"{position}.to_{what}_{name}.weight"].T for what in "kv")
            total = total + scale * attended(query, key, value, attention.heads)
        wanted = attention.to_out[0](total)
    assert torch.allclose(found, wanted, atol=1e-5)


def resampled(tokens: torch.Tensor) -> torch.Tensor:
    """The Resampler's sums, from the checkpoint's own names: (1, n, SEEN) -> (1, queries, CONTEXT)."""
    held = checkpoint()["image_proj"]

    def normed(what: torch.Tensor, name: str) -> torch.Tensor:
        return layer_norm(what, what.shape[-1:], held[f"{name}.weight"], held[f"{name}.bias"])

    seen, latents = tokens @ held["proj_in.weight"].T + held["proj_in.bias"], held["latents"]
    for layer in (f"layers.{number}" for number in range(4)):
        asked = normed(latents, f"{layer}.0.norm2")
        heard = torch.cat([normed(seen, f"{layer}.0.norm1"), asked], dim=1)
        key, value = (heard @ held[f"{layer}.0.to_kv.weight"].T).chunk(2, dim=-1)
        found = attended(asked @ held[f"{layer}.0.to_q.weight"].T, key, value, INNER // 64)
        latents = latents + found @ held[f"{layer}.0.to_out.weight"].T
        inner = gelu(normed(latents, f"{layer}.1.0") @ held[f"{layer}.1.1.weight"].T)
        latents = latents + inner @ held[f"{layer}.1.3.weight"].T
    return normed(latents @ held["proj_out.weight"].T + held["proj_out.bias"], "norm_out")


def test_both_adapters_resample_as_the_checkpoint_says(imager: VideoStudioImg) -> None:
    tokens = torch.randn(1, 17, SEEN, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        for layer in imager._pipeline.unet.encoder_hid_proj.image_projection_layers:
            assert torch.allclose(layer(tokens), resampled(tokens), atol=1e-4)
    assert resampled(tokens).shape == (1, 3, CONTEXT)
    assert layer.latents.shape[-1] == WIDTH


def test_a_scale_of_nought_is_no_adapter(imager: VideoStudioImg, plain: Pixels) -> None:
    assert apart(shot(imager, reference_scale_milli=0), plain) <= 1
    assert apart(shot(imager, cast=(member("corgi", None),), place=BARE), plain) <= 1
    assert apart(shot(imager), plain) > 1


def test_foreground_and_background_act_on_their_own(imager: VideoStudioImg, plain: Pixels) -> None:
    front, back, both = shot(imager, place=BARE), shot(imager, bindings=bound(corgi=0)), shot(imager)
    drawn = [plain, front, back, both]
    assert all(apart(one, other) > 1 for at, one in enumerate(drawn) for other in drawn[:at])
    assert apart(shot(imager, bindings=bound(park=0)), front) == 0
    assert apart(shot(imager, place=BARE, reference_scale_milli=2000), front) > 1


def test_seeds_repeat(imager: VideoStudioImg) -> None:
    first = shot(imager)
    assert first.shape == (SIDE, SIDE, 3)
    assert apart(shot(imager, seed=8), first) > 1
    assert apart(shot(imager), first) == 0


def test_every_figure_acts(imager: VideoStudioImg) -> None:
    alone = shot(imager)
    assert apart(shot(imager, cast=(CORGI, FOX)), alone) > 1
    mute = member("fox", None)
    told = shot(imager, cast=(CORGI, mute))
    assert apart(shot(imager, cast=(CORGI, FOX), bindings=bound(fox=0)), told) == 0
    assert apart(shot(imager, cast=(CORGI, FOX), bindings=bound(fox=3000)), shot(imager, cast=(CORGI, FOX))) > 1


def test_a_region_keeps_a_figure_in_its_place(imager: VideoStudioImg) -> None:
    whole, left, right = placed("corgi", 0, SIDE), placed("corgi", 0, 32), placed("corgi", 32, 32)
    everywhere = shot(imager)
    assert apart(shot(laid_out(imager, whole)), everywhere) <= 1
    assert apart(shot(laid_out(imager)), everywhere) == 0
    halves = shot(laid_out(imager, left)), shot(laid_out(imager, right))
    assert min(apart(*halves), apart(halves[0], everywhere), apart(halves[1], everywhere)) > 1
    pair = (CORGI, FOX)
    both = laid_out(imager, left, placed("fox", 32, 32)), laid_out(imager, right, placed("fox", 0, 32))
    assert apart(shot(both[0], cast=pair), shot(both[1], cast=pair)) > 1


def test_stable_diffusion_2_is_another_folder(imager: VideoStudioImg, tmp_path: Path) -> None:
    torch.save(checkpoint(queries=256, context=24), tmp_path / "adapter.bin")
    base = write_base(tmp_path / "base", context=24, use_linear_projection=True, attention_head_dim=(1, 2, 4, 4))
    weights = replace(imager.weights, base=base, adapter=tmp_path / "adapter.bin", vae=imager.weights.base / "vae")
    other = replace(imager, weights=weights)
    assert apart(shot(other), shot(other, place=BARE)) > 1
    assert other._pipeline.unet.encoder_hid_proj.image_projection_layers[0].latents.shape[1] == 256


def test_other_sizes_are_drawn_where_the_model_is_at_home(imager: VideoStudioImg) -> None:
    found = imager.shoot_image(REQUEST.model_copy(update={"width": 192, "height": 48}), artifacts=SHELF)
    assert found.pixels.shape == (48, 192, 3)
    assert found.notes == ("drawn at 128 x 64 px",)


@pytest.fixture
def poisoned(imager: VideoStudioImg) -> Iterator[VideoStudioImg]:
    bias = imager._pipeline.unet.conv_out.bias.data
    sound = bias.clone()
    bias[1] = float("nan")
    yield imager
    bias.copy_(sound)


def test_numbers_that_run_away_stop_at_their_step(poisoned: VideoStudioImg) -> None:
    with pytest.raises(GeneratorError, match=r"after step 1 of 2 \(timestep 501\) 64 of 256 latents are not finite"):
        shot(poisoned)


def test_a_vae_that_fails_is_told_from_it(imager: VideoStudioImg) -> None:
    bias = imager._pipeline.vae.decoder.conv_out.bias.data
    sound = bias.clone()
    bias[0] = float("nan")
    try:
        with pytest.raises(GeneratorError, match="the VAE made no numbers"):
            shot(imager)
    finally:
        bias.copy_(sound)


def test_a_pipeline_leaves_its_device(imager: VideoStudioImg) -> None:
    own = replace(imager)
    own.__dict__["_pipeline"] = Dull()
    left = weakref.ref(own.__dict__["_pipeline"])
    BasePortraits(own).leave_device()
    assert left() is None


def test_progress_is_told_after_every_step(imager: VideoStudioImg) -> None:
    told: list[tuple[int, int]] = []
    with listening(lambda done, total: told.append((done, total))):
        shot(imager)
    assert told == [(1, STEPS), (2, STEPS)]


def test_the_identity_follows_what_changes_pixels(imager: VideoStudioImg, tmp_path: Path) -> None:
    adapter = tmp_path / "other.bin"
    torch.save(checkpoint(queries=4), adapter)
    others = [
        replace(imager, weights=replace(imager.weights, adapter=adapter)),
        replace(imager, weights=replace(imager.weights, vae=imager.weights.base / "unet")),
        replace(imager, settings=ImgSettings(steps=50, side=SIDE)),
        replace(imager, segmenter=Dull()),
        replace(imager, layout=Layout(())),
        replace(imager, device="cuda:0"),
    ]
    names = {fingerprint(REQUEST, each.identity) for each in (imager, *others)}
    assert len(names) == len(others) + 1
    assert fingerprint(REQUEST, replace(imager, device="cuda:1").identity) in names
    assert imager.capabilities.memory_mib // 2 == replace(imager, device="cuda").capabilities.memory_mib


def test_what_does_not_belong_together_is_refused(weights: ImgWeights, tmp_path: Path) -> None:
    def saved(name: str, **sizes: Any) -> Path:
        torch.save(checkpoint(**sizes), tmp_path / name)
        return tmp_path / name

    nowhere = tmp_path / "nowhere"
    wrong = {
        f"needs its base, there is no folder {nowhere}": replace(weights, base=nowhere),
        "needs its image encoder": replace(weights, image_encoder=nowhere),
        "needs its VAE": replace(weights, vae=nowhere),
        "there is no .*nowhere": replace(weights, adapter=nowhere),
        "is no pipeline that diffusers saved": replace(weights, base=weights.image_encoder),
        "is a StableDiffusionXLPipeline, expected": replace(
            weights, base=renamed(weights.base, tmp_path / "xl", _class_name="StableDiffusionXLPipeline")
        ),
        "does not load as a StableDiffusionPipeline": replace(weights, base=renamed(weights.base, tmp_path / "bare")),
        r"keys of \(8, 24\) at cross-attention 1": replace(weights, adapter=saved("wide.bin", context=24)),
        "reads image tokens 24 wide": replace(weights, adapter=saved("seen.bin", seen=24)),
    }
    for told, each in wrong.items():
        with pytest.raises(BackendMissing, match=told):
            load_pipeline(each)
    with pytest.raises(BackendMissing, match="there is no folder"):
        _ = replace(weights, base=nowhere).revision
