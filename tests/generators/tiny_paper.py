"""All that profile `paper` loads, at a tiny size with random weights, in folders named as the repositories are."""

import shutil
from pathlib import Path

import numpy as np
import torch
from paper_vid import write_released_vid
from tiny_img import checkpoint, write_base, write_image_encoder

from videostudio.generators.paper.action import CLASSES, WIDTH
from videostudio.generators.paper.parts import ADAPTER, BASE, BASE_VAE, PROTOTYPES, RELEASED, VISION


def write_models(models: Path) -> Path:
    """`models` with everything but the prototypes of actions, which belong to texts of the released width."""
    released = models / RELEASED
    released.mkdir(parents=True)
    torch.save(checkpoint(), released / ADAPTER)
    write_image_encoder(released / "videostudio-img-encoder")
    write_base(models / BASE)
    shutil.copytree(models / BASE / "vae", models / BASE_VAE)
    folder = write_released_vid(released / "videostudio-vid")
    (models / VISION).parent.mkdir(parents=True)
    shutil.move(folder / "image_encoder", models / VISION)
    return models


def write_prototypes(models: Path) -> None:
    """Rows as released, of random numbers."""
    np.save(models / RELEASED / PROTOTYPES, np.random.default_rng(0).normal(size=(CLASSES, WIDTH)))
