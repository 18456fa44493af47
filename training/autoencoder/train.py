"""Trains the autoencoder of the mini models.

`python -m videostudio.training.autoencoder.train --scale mini --work DIR --shards DIR` learns from the pictures of
shards (`training.scenes.write`); without `--shards` from scenes that are drawn meanwhile. Stopped by SIGTERM or Ctrl-C,
the same command goes on where it was. A finished run leaves DIR/autoencoder, as diffusers reads it, and DIR/exam.json.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch

from videostudio.film.noun import Noun
from videostudio.training.advice import advising
from videostudio.training.autoencoder import exam
from videostudio.training.autoencoder.losses import Weights
from videostudio.training.autoencoder.model import Shape, built, saved
from videostudio.training.autoencoder.task import AutoencoderTask, FromShards, FromStream, Source
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.stream import stream
from videostudio.training.scenes.world import Split
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.trainer.run import run
from videostudio.training.trainer.scales import scale_named

EXAM = 256
"""Pictures of the exam at most."""
UNFINISHED = 3
"""The exit status of a run that was told to stop."""


class Scale(Noun):
    """A file of `scales/`: the model, the loss and the recipe; pictures are as `scenes` says, a scale of the scenes."""

    shape: Shape
    weights: Weights
    recipe: Recipe
    scenes: str


def trained(scale: Scale, source: Source, work: Path) -> dict[str, float] | None:
    """Runs a scale to its end and writes the model; its exam, None if the run was told to stop before."""
    model = built(scale.shape, scale.recipe.seed)
    if not run(AutoencoderTask(model, source, scale.weights, batch=scale.recipe.batch), scale.recipe, work):
        return None
    marks = exam.sat(model.to("cpu"), source.kept(EXAM))
    saved(model, marks["latents_std"], work / "autoencoder")
    (work / "exam.json").write_text(json.dumps(marks, indent=1) + "\n", encoding="utf-8")
    return marks


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module's docstring."""
    wanted = _parser().parse_args(arguments)
    torch.set_num_threads(wanted.threads)
    scale = scale_named(wanted.scale, "videostudio.training.autoencoder", Scale)
    other = {} if wanted.steps is None else {"steps": wanted.steps}
    recipe = Recipe.model_validate(scale.recipe.model_dump() | other)
    marks = trained(scale.model_copy(update={"recipe": recipe}), source_of(wanted, scale), wanted.work)
    if marks is None:
        return UNFINISHED
    print(json.dumps(marks, indent=1))
    return 0


def source_of(wanted: argparse.Namespace, scale: Scale) -> Source:
    """Where the command line says that pictures come from. Raises ValueError for shards that cannot be learned from."""
    form = scale_named(scale.scenes, "videostudio.training.scenes", Form)
    if wanted.shards is not None:
        return FromShards(wanted.shards, form.width, form.height, scale.recipe.seed)
    return FromStream(
        partial(stream, form, jobs=wanted.jobs), partial(stream, form, jobs=wanted.jobs, split=Split.PAIRS)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m videostudio.training.autoencoder.train", description=__doc__)
    parser.add_argument("--scale", default="mini", help="a file of training/autoencoder/scales")
    parser.add_argument("--work", type=Path, required=True, help="folder for the state, the log and the model")
    parser.add_argument("--shards", type=Path, help="folder of shards to learn from; without it, scenes are drawn")
    parser.add_argument("--steps", type=int, help="instead of the scale's")
    parser.add_argument("--threads", type=int, default=2, help="threads that learn")
    parser.add_argument("--jobs", type=int, default=1, help="processes that draw, without --shards")
    return parser


if __name__ == "__main__":
    sys.exit(main())
