"""The autoencoder's training, tiny: from shards to a folder that diffusers reads."""

import json
import os
import signal
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest
import torch
from accelerate.state import AcceleratorState
from diffusers import AutoencoderKL
from safetensors.torch import load_file

from videostudio.tools.images import encode_png
from videostudio.training.autoencoder import exam, train
from videostudio.training.autoencoder.losses import Weights, differences, divergence, edges, psnr
from videostudio.training.autoencoder.model import FACTOR, Shape, built
from videostudio.training.autoencoder.task import AutoencoderTask, FromShards, FromStream, View, pixels_of, tensor_of
from videostudio.training.autoencoder.train import Scale, trained
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.records import encoded
from videostudio.training.scenes.sample import Sample, Seen
from videostudio.training.scenes.shards import write_shard
from videostudio.training.trainer import journal
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.trainer.scales import scale_named

TINY = Scale(
    shape=Shape(widths=(8, 8, 8, 16), layers=1, latent_channels=4, groups=4),
    weights=Weights(edges=1, kl=1e-5, figures=2),
    recipe=Recipe(steps=3, batch=2, learning_rate=2e-3, sample_every=3),
    scenes="mini",
)


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    """Eight pictures of 32 x 24 px: a square of one colour on another."""
    chance = np.random.default_rng(0)

    def sample(number: int) -> Sample:
        mask = np.zeros((24, 32), np.bool_)
        top, left = chance.integers(0, 16, 2)
        mask[top : top + 8, left : left + 8] = True
        back, front = chance.integers(0, 256, (2, 3)).astype(np.uint8)
        picture = np.where(mask[..., None], front, back).astype(np.uint8)
        return Sample(
            number,
            picture,
            "a square",
            (Seen("square", "square", mask, np.dstack([picture, mask.astype(np.uint8) * 255])),),
        )

    write_shard(tmp_path / "shards" / "0.tar", ((f"{n}", encoded(sample(n))) for n in range(8)))
    return tmp_path / "shards"


def test_a_run_leaves_a_model_with_latents_of_unit_size(shards: Path, tmp_path: Path) -> None:
    source = FromShards(shards, 32, 24, 1)
    marks = trained(TINY, source, tmp_path / "work")
    assert marks is not None
    assert marks == json.loads((tmp_path / "work" / "exam.json").read_text())
    model = AutoencoderKL.from_pretrained(tmp_path / "work" / "autoencoder", torch_dtype=torch.float32)
    kept = tensor_of([picture for picture, _ in source.kept(9)]).float() / 127.5 - 1
    with torch.no_grad():
        latents = model.encode(kept).latent_dist.mode() * model.config.scaling_factor
    assert latents.shape[1:] == (4, 24 // FACTOR, 32 // FACTOR)
    assert float(latents.std()) == pytest.approx(1, abs=0.02)
    assert (tmp_path / "work" / "samples" / "000003.png").is_file()


def test_a_run_that_was_stopped_goes_on(shards: Path, tmp_path: Path) -> None:
    class Stopping(FromShards):
        def training(self, start: int) -> Iterator[View]:
            for number, view in enumerate(super().training(start), start):
                if number == 3:
                    os.kill(os.getpid(), signal.SIGTERM)
                yield view

    whole = trained(TINY, FromShards(shards, 32, 24, 1), tmp_path / "whole")
    assert trained(TINY, Stopping(shards, 32, 24, 1), tmp_path / "parts") is None
    assert not (tmp_path / "parts" / "autoencoder").exists()
    assert trained(TINY, FromShards(shards, 32, 24, 1), tmp_path / "parts") == whole
    weights = [load_file(next((tmp_path / name / "autoencoder").glob("*.safetensors"))) for name in ("whole", "parts")]
    assert all(torch.equal(value, weights[1][name]) for name, value in weights[0].items())


def test_batches_depend_on_their_number_alone(shards: Path) -> None:
    task = AutoencoderTask(built(TINY.shape, 0), FromShards(shards, 32, 24, 1), TINY.weights, batch=2)
    first, later = task.batches(0), task.batches(5)
    for _ in range(5):
        next(first)
    for one, other in zip((next(first), next(first)), (next(later), next(later)), strict=True):
        assert all(torch.equal(value, other[name]) for name, value in one.items())


def test_what_is_kept_is_not_learned_from(shards: Path) -> None:
    source = FromShards(shards, 32, 24, 1)
    (kept,) = source.kept(5)
    seen = source.training(0)
    shown = [next(seen)[0] for _ in range(40)]
    assert not any(np.array_equal(one, kept[0]) or np.array_equal(one[:, ::-1], kept[0]) for one in shown)
    assert len({one.tobytes() for one in shown}) == 14, "seven pictures, each also mirrored"


def test_pictures_of_the_animatic_have_to_have_the_size_asked_for(shards: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="write new ones"):
        FromShards(shards, 64, 24, 1).kept(1)
    picture = np.random.default_rng(0).integers(0, 256, (50, 80, 3)).astype(np.uint8)
    write_shard(tmp_path / "photos" / "0.tar", ((f"{n}", {"png": encode_png(picture), "txt": b""}) for n in range(2)))
    (kept,) = FromShards(tmp_path / "photos", 32, 24, 1).kept(3)
    assert kept[0].shape == (24, 32, 3)
    assert not kept[1].any()


def test_the_stream_gives_pictures_and_where_their_figures_are() -> None:
    masks = np.eye(4, dtype=np.bool_), np.eye(4, dtype=np.bool_)[::-1]
    picture = np.zeros((4, 4, 3), np.uint8)
    cast = tuple(Seen("x", "x", mask, np.zeros((1, 1, 4), np.uint8)) for mask in masks)

    def numbered(start: int) -> Iterator[Sample]:
        return (Sample(number, picture + number, "", cast) for number in count(start))

    source = FromStream(numbered, numbered)
    view = next(source.training(5))
    assert view[0].max() == 5
    assert np.array_equal(view[1], masks[0] | masks[1])
    assert [one[0].max() for one in source.kept(3)] == [0, 1, 2]


def test_half_precision_and_gradient_checkpoints(shards: Path, tmp_path: Path) -> None:
    update = {"precision": "bf16", "gradient_checkpointing": True}
    recipe = TINY.recipe.model_copy(update=update)
    AcceleratorState._reset_state(reset_partial_state=True)
    try:
        marks = trained(TINY.model_copy(update={"recipe": recipe}), FromShards(shards, 32, 24, 1), tmp_path / "work")
    finally:
        AcceleratorState._reset_state(reset_partial_state=True)
    assert marks is not None
    assert np.isfinite(marks["psnr_db"])
    (line,) = journal.lines(tmp_path / "work")
    assert line["norm"] > 0


def test_figures_count_more_than_places() -> None:
    wanted = torch.zeros(1, 3, 8, 8)
    decoded, weight = wanted.clone(), torch.ones(1, 1, 8, 8)
    decoded[..., :4] = 0.5
    weight[..., :4] = 3
    assert float(differences(decoded, wanted, torch.ones_like(weight))) == pytest.approx(0.25)
    assert float(differences(decoded, wanted, weight)) == pytest.approx(0.375)


def test_edges_see_softness_and_no_shift_of_tone() -> None:
    wanted = torch.zeros(1, 3, 16, 16)
    wanted[..., 8:] = 1
    weight = torch.ones(1, 1, 16, 16)
    assert float(edges(wanted + 0.3, wanted, weight)) == pytest.approx(0, abs=1e-6)
    soft = torch.nn.functional.avg_pool1d(wanted.view(1, -1, 16), 5, 1, 2, count_include_pad=False).view(wanted.shape)
    assert float(edges(soft, wanted, weight)) > 0.01


def test_divergence_and_psnr_by_hand() -> None:
    zero = torch.zeros(1, 2, 2, 2)
    assert float(divergence(zero, zero)) == 0
    assert float(divergence(zero + 1, zero)) == pytest.approx(0.5)
    off = torch.full((1, 3, 4, 4), 10 / 127.5)
    assert float(psnr(off, torch.zeros_like(off))) == pytest.approx(20 * np.log10(255 / 10.5), abs=0.5)


def test_the_exam_of_what_gives_pictures_back_unchanged() -> None:
    class Perfect(torch.nn.Module):
        def encode(self, x: torch.Tensor) -> object:
            latents = x[:, :2]
            return type("Coded", (), {"latent_dist": type("Dist", (), {"mode": lambda _: latents})()})()

        def decode(self, latents: torch.Tensor) -> object:
            return type("Decoded", (), {"sample": torch.cat([latents, latents[:, :1]], 1)})()

    grey = np.repeat(np.random.default_rng(0).integers(0, 256, (8, 8, 1)), 3, 2).astype(np.uint8)
    marks = exam.sat(Perfect(), [(grey, np.eye(8, dtype=np.bool_))] * 3)
    assert marks["psnr_db"] > 100
    assert marks["psnr_figures_db"] > 80
    assert marks["latents_std"] == pytest.approx(float((grey / 127.5 - 1).std()), rel=0.02)


def test_pictures_become_tensors_and_come_back() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (4, 6, 3)).astype(np.uint8)
    assert np.array_equal(pixels_of(tensor_of([picture]).float() / 127.5 - 1)[0], picture)


def test_the_mini_scale_is_small_and_fits_its_pictures() -> None:
    scale = scale_named("mini", "videostudio.training.autoencoder", Scale)
    model = built(scale.shape, 0)
    assert 2e6 < sum(one.numel() for one in model.parameters()) < 5e6
    with pytest.raises(ValueError, match="use one of mini"):
        scale_named("huge", "videostudio.training.autoencoder", Scale)


def test_the_command_says_what_it_learned(
    shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    forms = {Scale: TINY, Form: Form(width=32, height=24)}
    monkeypatch.setattr(train, "scale_named", lambda name, package, kind: forms[kind])
    told = ["--work", str(tmp_path / "work"), "--shards", str(shards), "--steps", "2", "--threads", "1"]
    assert train.main(told) == 0
    assert json.loads(capsys.readouterr().out)["pictures"] == 1
