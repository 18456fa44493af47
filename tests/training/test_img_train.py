"""VideoStudio-Img learns at a tiny size: both stages, what they leave, and what is refused."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import UNet2DConditionModel
from safetensors.torch import load_file
from tiny_img import write_base, write_image_encoder
from tiny_scenes import CHANNELS, SIDE, sample, tiny, write_autoencoder, write_pictures, write_world

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.img_aligned import Layout, told
from videostudio.generators.paper.img_house import CLIP, HouseImgWeights
from videostudio.generators.paper.img_pipeline import ImgWeights, load_pipeline
from videostudio.tools.scoring.segmenting.alpha import AlphaSegmenter
from videostudio.tools.scoring.segmenting.grab_cut import GrabCut
from videostudio.training.autoencoder.model import built
from videostudio.training.autoencoder.train import Scale
from videostudio.training.img import cache, folder
from videostudio.training.img.batches import Kept
from videostudio.training.img.encoder import Encoder
from videostudio.training.img.parts import Parts, clip_of, counted, fresh, onto
from videostudio.training.img.references import square_of
from videostudio.training.img.scale import img_scale
from videostudio.training.img.show import draw
from videostudio.training.img.train import main, train
from videostudio.training.scenes.album import Album
from videostudio.training.trainer.scales import scale_named

pytestmark = pytest.mark.usefixtures("one_thread")

SCALE = tiny()
SEGMENTER = AlphaSegmenter(GrabCut())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("img")
    write_world(where / "shards")
    write_autoencoder(where / "autoencoder")
    return where


@pytest.fixture(scope="module")
def parts(place: Path) -> Parts:
    return fresh(SCALE, place / "autoencoder", seed=0)


@pytest.fixture(scope="module")
def encoder(parts: Parts) -> Encoder:
    return Encoder(parts.pipeline, SEGMENTER)


@pytest.fixture(scope="module")
def kept(place: Path, encoder: Encoder) -> cache.Cache:
    return encode(place, encoder)


def encode(place: Path, encoder: Any, of: str = "these") -> cache.Cache:
    nothing: Any = lambda *_: None  # noqa: E731
    album = Album.of(place / "shards", 0.5)
    return cache.encode(album, encoder, place / "cache", of=of, look=nothing, progress=nothing)


def wanted(place: Path, **options: Any) -> argparse.Namespace:
    unset = dict.fromkeys(("held_out", "cache", "autoencoder", "start", "image_encoder", "steps"))
    return argparse.Namespace(**unset | {"shards": place / "shards"} | options)


def test_a_cache_holds_what_was_encoded(kept: cache.Cache, encoder: Encoder) -> None:
    one = encoder.encoded([sample(1, 2)])[0]
    assert torch.allclose(kept.latents([1])[0], one.latents, atol=2e-3)
    assert torch.allclose(kept.areas([1])[0], one.area, atol=1 / 255)
    pairs = ((kept.words([1])[0], one.words), (kept.places([1])[0], one.place), (kept.figures([1], 2)[0], one.figures))
    for found, true in pairs:
        assert (found - true).abs().max() <= true.abs().max() / 250
    assert torch.equal(kept.squares([1], 2)[0], one.squares)
    assert one.squares[0].tolist() == pytest.approx(square_of(sample(1, 2).cast[0].mask))
    assert one.area.sum() / one.area.numel() == pytest.approx(2 * 16 * 12 / SIDE**2)


def test_a_cache_is_made_once_and_for_one_model(place: Path, kept: cache.Cache) -> None:
    assert torch.equal(encode(place, None).latents([0]), kept.latents([0]))
    with pytest.raises(ValueError, match=r"encoded from something else \(of: these -> those\)"):
        encode(place, None, of="those")


def test_a_batch_follows_from_its_number(kept: cache.Cache) -> None:
    first, again = (Kept(kept, 3, seed=5) for _ in range(2))
    counts, present = set(), []
    for number in range(12):
        one, other = first.batch(number), again.batch(number)
        assert all(torch.equal(one[name], other[name]) for name in one)
        counts.add(one["figures"].shape[1])
        # What is not there is nothing: a figure's tokens are zeros.
        assert torch.equal(one["figures"].abs().amax((1, 2, 3)) > 0, one["present"][:, 0])
        present += one["present"].tolist()
    assert counts == {1, 2}
    assert [False, False] in present
    assert [False, True] in present


def test_adapters_learn_from_what_has_references(kept: cache.Cache) -> None:
    source = Kept(kept, 3, seed=5, portraits=False)
    assert all(source.batch(number)["present"].any(1).all() for number in range(12))


def test_a_reference_that_is_off_leaves_the_base(parts: Parts, kept: cache.Cache) -> None:
    batch = Kept(kept, 2, seed=0).batch(0)
    times, words = torch.tensor([10, 500]), batch["words"]
    references = [batch["figures"], batch["place"]]
    plain = UNet2DConditionModel.from_config(parts.model.base_config)
    plain.load_state_dict(parts.model.base_state())
    with torch.no_grad():
        base = plain(batch["latents"], times, words).sample
        off = parts.model(batch["latents"], times, words, references, torch.zeros(2, 2, dtype=torch.bool))
        half = torch.tensor([[True, False], [False, False]])
        one = parts.model(batch["latents"], times, words, references, half)
    assert torch.allclose(off, base, atol=1e-5)
    assert torch.allclose(one[1], base[1], atol=1e-5)
    assert (one[0] - base[0]).abs().max() > 1e-3


@pytest.mark.parametrize("figures", [0, 2])
def test_what_is_written_draws_the_same(parts: Parts, encoder: Encoder, tmp_path: Path, figures: int) -> None:
    with torch.no_grad():
        for each in (*parts.model.parameters(), *parts.pipeline.vae.parameters()):
            each.copy_(each.half())
    clip = clip_of(SCALE)
    assert clip is not None
    folder.write(parts, clip, tmp_path)
    scene = sample(7, figures)
    expected = draw(parts, encoder, scene, 3, SCALE.sampling)
    weights = HouseImgWeights(tmp_path)
    pipeline, references = load_pipeline(weights), encoder.references(scene)
    pipeline.set_ip_adapter_scale([1.0 if figures else 0.0, 1.0])
    images = list(references.figures) or [references.place]
    squares = torch.tensor([references.squares or ((0.0, 0.0, 0.0),)])
    drawn = pipeline(
        scene.caption, width=SIDE, height=SIDE, num_inference_steps=2, guidance_scale=SCALE.sampling.guidance,
        generator=torch.Generator().manual_seed(3), ip_adapter_image=[images, [references.place]], output_type="np",
        cross_attention_kwargs=told(Layout(squares, 1.0)),
    ).images[0]  # fmt: skip
    assert np.abs(np.rint(drawn * 255) - expected.astype(float)).max() <= 1
    assert expected.std() > 1
    assert len(weights.revision) == 12


def test_both_stages_learn_and_go_on(place: Path, tmp_path: Path) -> None:
    base, adapters = tmp_path / "base", tmp_path / "adapters"
    assert train(SCALE, SCALE.stages["base"], wanted(place, stage="base", work=base, autoencoder=place / "autoencoder"))
    assert (base / "samples" / "000002.png").is_file()
    options = {"stage": "adapters", "start": base / "model", "cache": base / "cache"}
    assert train(SCALE, SCALE.stages["adapters"], wanted(place, work=adapters, **options))
    before, after = (onto(HouseImgWeights(work / "model"), 0).model for work in (base, adapters))
    assert all(torch.equal(each, after.base_state()[name]) for name, each in before.base_state().items())
    learnt = [not torch.equal(each, after.checkpoint()[name]) for name, each in before.checkpoint().items()]
    assert np.mean(learnt) > 0.9


def test_a_run_that_was_stopped_ends_as_one_that_was_not(place: Path, tmp_path: Path) -> None:
    for name, counts in (("whole", (2,)), ("stopped", (1, 2))):
        for steps in counts:
            scale = tiny(steps=steps, schedule="constant")
            options = {"cache": tmp_path / "cache", "autoencoder": place / "autoencoder"}
            assert train(scale, scale.stages["base"], wanted(place, stage="base", work=tmp_path / name, **options))
    for file in ("adapter.safetensors", "unet/diffusion_pytorch_model.safetensors"):
        whole, stopped = (load_file(tmp_path / name / "model" / file) for name in ("whole", "stopped"))
        assert all(torch.equal(each, stopped[key]) for key, each in whole.items())


def test_the_papers_recipe_adds_to_a_base_as_released(tmp_path: Path) -> None:
    scale = tiny("paper", side=64)
    start, encoder = write_base(tmp_path / "base"), write_image_encoder(tmp_path / "encoder")
    write_pictures(tmp_path / "shards", 3, width=80, height=70)
    options = {"stage": "adapters", "start": start, "image_encoder": encoder, "work": tmp_path / "work"}
    assert train(scale, scale.stages["adapters"], wanted(tmp_path, **options))
    adapter = tmp_path / "work" / "model" / "adapter.safetensors"
    assert len(load_file(adapter)) == 6 + 4 * 16
    pipeline = load_pipeline(ImgWeights(start, adapter, encoder))
    fresh_one = onto(ImgWeights(start, tmp_path / "none", encoder), seed=0).model.checkpoint()
    name = "ip_adapter.1.to_v_ip_bg.weight"
    assert not torch.equal(load_file(adapter)[name].float(), fresh_one[name].half().float())
    assert len(pipeline.unet.encoder_hid_proj.image_projection_layers) == 2


def test_the_papers_model_is_as_large_as_the_paper_says(capsys: pytest.CaptureFixture[str]) -> None:
    found = counted(img_scale("paper"))
    assert found["unet"] == 865_910_724
    assert found["unet"] + found["adapters"] == pytest.approx(915e6, rel=0.01)
    assert found["image_encoder"] == 632_076_800
    autoencoder = built(scale_named("mini", "videostudio.training.autoencoder", Scale).shape, seed=0)
    assert counted(img_scale("mini"))["vae"] == sum(each.numel() for each in autoencoder.parameters())
    assert main(["--scale", "mini", "--dry-run"]) == 0
    assert '"unet"' in capsys.readouterr().out


def test_what_does_not_belong_together_is_refused(place: Path, parts: Parts, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="latents of 4 channels, this scale's UNet reads 8"):
        fresh(SCALE, write_autoencoder(tmp_path / "other", channels=4), seed=0)
    with pytest.raises(ValueError, match="starts from a base"):
        fresh(img_scale("paper"), place / "autoencoder", seed=0)
    with pytest.raises(ValueError, match="does not belong to this UNet"):
        parts.model.load_checkpoint({})
    wide = SCALE.model_copy(update={"width": 64})
    with pytest.raises(ValueError, match=f"is {SIDE} x {SIDE} px, this scale takes 64 x {SIDE}"):
        train(wide, wide.stages["base"], wanted(place, stage="base", work=tmp_path, autoencoder=place / "autoencoder"))
    with pytest.raises(BackendMissing, match=r"lacks model_index\.json"):
        load_pipeline(HouseImgWeights(tmp_path))
    with pytest.raises(SystemExit, match="--start: adapters are learnt for a base"):
        train(SCALE, SCALE.stages["adapters"], wanted(place, stage="adapters", work=tmp_path))
    with pytest.raises(SystemExit, match="has no stage 'base'"):
        main(["--scale", "paper", "--stage", "base", "--work", "w", "--shards", "s"])
    assert parts.pipeline.vae.config.latent_channels == CHANNELS


def test_what_cannot_be_trained_is_told_in_a_line(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--work", str(tmp_path), "--shards", str(tmp_path), "--threads", "1"]
    assert main([*words, "--autoencoder", str(tmp_path / "nothing")]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main([*words, "--scale", "huge"]) == 2
    assert capsys.readouterr().err.endswith("has no scale 'huge': use one of mini, paper\n")


def test_another_clip_is_refused(parts: Parts, tmp_path: Path) -> None:
    clip = clip_of(SCALE)
    assert clip is not None
    folder.write(parts, clip.model_copy(update={"revision": "0" * 12}), tmp_path)
    with pytest.raises(BackendMissing, match="was trained on house_clip 000000000000"):
        load_pipeline(HouseImgWeights(tmp_path))
    (tmp_path / CLIP).write_text("{}")
    with pytest.raises(BackendMissing, match="does not say which CLIP"):
        load_pipeline(HouseImgWeights(tmp_path))
