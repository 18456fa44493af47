"""All trainings of profile mini at a tiny size, one on the other, for some minutes: each must learn something."""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from little_clips import SCALE as CLIPS
from safetensors.torch import load_file
from tiny_scenes import tiny

from videostudio.generators.paper.img_house import ADAPTER
from videostudio.training.autoencoder.losses import Weights
from videostudio.training.autoencoder.model import Shape
from videostudio.training.autoencoder.task import FromShards
from videostudio.training.autoencoder.train import Scale, trained
from videostudio.training.img.scale import ImgScale
from videostudio.training.img.train import train as train_img
from videostudio.training.scenes.clips import Filming
from videostudio.training.scenes.clips import write as write_clips
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.world import Split
from videostudio.training.scenes.write import write
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.vid.train import train as train_vid

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
WIDTH, HEIGHT = 64, 32
FORM = Form(width=WIDTH, height=HEIGHT, fine=1)
PICTURES, CLIPS_DRAWN = 256, 64


def fell(work: Path, name: str = "loss", end: float = 0.8) -> float:
    """The mean of the last fifth of a run by that of its first; says what is wrong unless it is below `end`."""
    lines = [json.loads(line) for line in (work / "log.jsonl").read_text("utf-8").splitlines()]
    values = [line[name] for line in lines if name in line]
    part = max(1, len(values) // 5)
    left = float(np.mean(values[-part:]) / np.mean(values[:part]))
    assert left < end, f"{name} of {work.name} is {left:.2f} of what it was after {len(values)} notes"
    return left


def img_scale(steps: int) -> ImgScale:
    """Narrow, and with a rate that few steps learn by."""
    recipe = {"steps": steps, "batch": 16, "learning_rate": 2e-3, "ema_decay": 0.9, "sample_every": 10_000}
    scale = tiny(**recipe)
    unet = scale.unet | {"block_out_channels": [32, 32], "sample_size": [HEIGHT // 8, WIDTH // 8], "norm_num_groups": 8}
    return scale.model_copy(update={"width": WIDTH, "height": HEIGHT, "unet": unet})


def test_every_training_learns(tmp_path: Path) -> None:
    for _ in write(FORM, Split.TRAIN, PICTURES, tmp_path / "pictures", jobs=2, blocks=32):
        pass
    autoencoder = Scale(
        shape=Shape(widths=(16, 16, 32, 32), layers=1, latent_channels=8, groups=8),
        weights=Weights(edges=1.0, kl=1e-5, figures=2.0),
        recipe=Recipe(steps=300, batch=8, learning_rate=3e-3, warmup=20, ema_decay=0.9, sample_every=10_000),
        scenes="mini",
    )
    source = FromShards(tmp_path / "pictures", WIDTH, HEIGHT, seed=0)
    marks = trained(autoencoder, source, tmp_path / "autoencoder")
    assert marks is not None
    assert marks["psnr_db"] > 15
    fell(tmp_path / "autoencoder", end=0.6)

    scale = img_scale(400)
    unset: dict[str, Any] = dict.fromkeys(("held_out", "cache", "start", "image_encoder", "steps"))
    told = unset | {
        "shards": tmp_path / "pictures", "stage": "base", "work": tmp_path / "img",
        "autoencoder": tmp_path / "autoencoder" / "autoencoder",
    }  # fmt: skip
    assert train_img(scale, scale.stages["base"], argparse.Namespace(**told))
    fell(tmp_path / "img")

    few = img_scale(20)
    told |= {"stage": "adapters", "start": tmp_path / "img" / "model", "cache": tmp_path / "img" / "cache"}
    told |= {"work": tmp_path / "adapters", "autoencoder": None}
    assert train_img(few, few.stages["adapters"], argparse.Namespace(**told))
    before, after = (load_file(tmp_path / run / "model" / ADAPTER) for run in ("img", "adapters"))
    assert any(not torch.equal(each, after[name]) for name, each in before.items())

    filming = Filming(form=FORM, frames=CLIPS.frames, fps=CLIPS.fps)
    for _ in write_clips(filming, CLIPS_DRAWN, tmp_path / "clips", jobs=2):
        pass
    recipe = CLIPS.recipe.model_copy(update={"steps": 150, "batch": 4, "learning_rate": 2e-3, "ema_decay": 0.9})
    clips = CLIPS.model_copy(update={"width": WIDTH, "height": HEIGHT, "recipe": recipe, "cached": True})
    folders = (
        tmp_path / "vid",
        tmp_path / "clips",
        tmp_path / "autoencoder" / "autoencoder",
        tmp_path / "adapters" / "model",
    )
    assert train_vid(clips, *folders)
    fell(tmp_path / "vid", end=0.9)
