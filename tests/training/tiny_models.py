"""img/ and vid/ of profile mini with random weights, as their trainings leave them."""

import shutil
from pathlib import Path

from little_clips import SCALE
from tiny_scenes import tiny, write_autoencoder

from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.mini.actions import KnownMotions
from videostudio.training.img import folder
from videostudio.training.img.parts import clip_of, fresh
from videostudio.training.vid.parts import new_pipeline, save

UNET = {"block_out_channels": [64, 64], "norm_num_groups": 8, "attention_head_dim": 2, "layers_per_block": 1}


def write_models(root: Path, *, clips: bool = True) -> Path:
    """The folder of both; without `clips` of the image model alone."""
    scale = tiny()
    scale = scale.model_copy(update={"unet": scale.unet | UNET})
    parts, clip = fresh(scale, write_autoencoder(root / "autoencoder"), seed=0), clip_of(scale)
    assert clip is not None
    folder.write(parts, clip, root / "img")
    if clips:
        pipeline = new_pipeline(root / "img", root / "img" / "vae", SCALE)
        save(pipeline, KnownMotions(tuple(sorted(MOTIONS))), SCALE, root / "vid")
    shutil.rmtree(root / "autoencoder")
    return root
