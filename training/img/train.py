"""Trains VideoStudio-Img.

`python -m videostudio.training.img.train --scale mini --stage base --work DIR --shards DIR --autoencoder DIR` learns
everything, references included. `--stage adapters --start FOLDER` goes on from a base with all but the adapters frozen,
as the paper has it (section 3.3); with `--scale paper` the folder is one of Stable Diffusion 2.1 and `--image-encoder`
one of CLIP ViT-H/14. Interrupted runs go on where they stopped. `--dry-run` says how large everything is.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate import PartialState

from videostudio.generators.paper.img_house import ADAPTER, HouseImgWeights
from videostudio.generators.paper.img_pipeline import ImgWeights
from videostudio.tools.scoring.segmenting.choice import best_segmenter
from videostudio.training.advice import advising
from videostudio.training.img import cache, folder
from videostudio.training.img.batches import Fresh, Kept, Source
from videostudio.training.img.encoder import Encoder
from videostudio.training.img.parts import Parts, clip_of, counted, fresh, onto
from videostudio.training.img.references import cropped, refuse_other_size
from videostudio.training.img.scale import ImgScale, Stage, img_scale
from videostudio.training.img.task import ImgTask
from videostudio.training.scenes.album import Album
from videostudio.training.scenes.records import decoded
from videostudio.training.scenes.sample import Sample
from videostudio.training.scenes.shards import Shards
from videostudio.training.trainer.run import run

MOST_SHOWN = 16
STAGES = ("base", "adapters")
UNFINISHED = 3
"""The exit status of a run that was told to stop; the model that it leaves is as far as it came."""


def train(scale: ImgScale, stage: Stage, wanted: argparse.Namespace) -> bool:
    """Runs a stage and writes WORK/model; whether all its steps are done. Raises ValueError and BackendMissing for what
    does not belong together, before anything is learnt."""
    parts = _parts(scale, wanted)
    encoder = Encoder(parts.pipeline, best_segmenter(), stage.references)
    task = ImgTask(
        parts=parts,
        encoder=encoder,
        source=_source(scale, stage, parts, encoder, wanted),
        stage=stage,
        sampling=scale.sampling,
        to_show=_to_show(scale, Shards(wanted.held_out or wanted.shards)),
    )
    done = run(task, stage.recipe, wanted.work)
    if PartialState().is_main_process:
        _write(parts, scale, wanted.work / "model")
    return done


def _write(parts: Parts, scale: ImgScale, out: Path) -> None:
    """A whole model, or of one that stands on a base from elsewhere what was added."""
    clip = clip_of(scale)
    if clip is None:
        folder.write_adapter(parts.model, out / ADAPTER)
    else:
        folder.write(parts, clip, out)


def _parts(scale: ImgScale, wanted: argparse.Namespace) -> Parts:
    seed = scale.stages[wanted.stage].recipe.seed
    if wanted.start is None and scale.stages[wanted.stage].learns == "everything":
        return fresh(scale, _named(wanted.autoencoder, "--autoencoder"), seed)
    start = _named(wanted.start, "--start: adapters are learnt for a base")
    if scale.clip is not None:
        return onto(HouseImgWeights(start), seed)
    encoder = _named(wanted.image_encoder, "--image-encoder")
    return onto(ImgWeights(start, start / ADAPTER, encoder), seed)


def _source(scale: ImgScale, stage: Stage, parts: Parts, encoder: Encoder, wanted: argparse.Namespace) -> Source:
    size, seed = stage.recipe.batch, stage.recipe.seed
    album = Album.of(wanted.shards, stage.portraits)
    if not stage.cached:
        return Fresh(album, encoder, scale.width, scale.height, size, seed)

    def look(sample: Sample) -> None:
        refuse_other_size(sample, scale.width, scale.height)

    of = _encoded_with(scale, stage, parts.pipeline.vae)
    where = wanted.cache or wanted.work / "cache"
    with PartialState().main_process_first():  # the others find it done
        kept = cache.encode(album, encoder, where, of=of, look=look, progress=_progress)
    # Adapters learn nothing where there are no references.
    return Kept(kept, size, seed, portraits=stage.learns == "everything")


def _encoded_with(scale: ImgScale, stage: Stage, vae: Any) -> str:
    """What a cache depends on: the weights that encode, and how references are cut. Weights count as halves, since a
    model's folder keeps them so."""
    digest = hashlib.sha256(str(vae.config.scaling_factor).encode())
    for name, each in sorted(vae.state_dict().items()):
        digest.update(name.encode() + each.half().cpu().numpy().tobytes())
    clip = clip_of(scale)
    told = [None if clip is None else clip.model_dump(mode="json"), stage.references.model_dump()]
    return f"{digest.hexdigest()[:12]} {json.dumps(told)}"


def _to_show(scale: ImgScale, shards: Shards) -> list[Sample]:
    """Samples from all over the shards, cut alike each time where they have to be cut."""
    numbers = range(0, len(shards), max(1, len(shards) // MOST_SHOWN))[:MOST_SHOWN]
    picked = (decoded(number, shards.files(number)) for number in numbers)
    return [cropped(sample, scale.width, scale.height, np.random.default_rng(sample.number)) for sample in picked]


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module's docstring. 0 if all steps are done, UNFINISHED if told to stop."""
    wanted = _parser().parse_args(arguments)
    scale = img_scale(wanted.scale)
    if wanted.dry_run:
        print(json.dumps(counted(scale) | {"stages": {name: each.model_dump() for name, each in scale.stages.items()}}))
        return 0
    if wanted.stage not in scale.stages:
        raise SystemExit(f"the scale '{wanted.scale}' has no stage '{wanted.stage}': use {', '.join(scale.stages)}")
    stage = scale.stages[wanted.stage]
    if wanted.steps is not None:
        stage = stage.model_copy(update={"recipe": stage.recipe.model_copy(update={"steps": wanted.steps})})
    for name in ("work", "shards"):
        _named(getattr(wanted, name), f"--{name}")
    torch.set_num_threads(wanted.threads)
    return 0 if train(scale, stage, wanted) else UNFINISHED


def _named(path: Path | None, option: str) -> Path:
    if path is None:
        raise SystemExit(f"name a folder with {option}")
    return path


def _parser() -> argparse.ArgumentParser:
    parser: Any = argparse.ArgumentParser(prog="python -m videostudio.training.img.train", description=__doc__)
    parser.add_argument("--scale", default="mini", help="a file of scales/")
    parser.add_argument("--stage", default="base", choices=STAGES)
    parser.add_argument("--work", type=Path, help="folder of the run: its state, log, samples and model")
    parser.add_argument("--shards", type=Path, help="folder of pictures, as webdataset lays them out")
    parser.add_argument(
        "--held-out", type=Path, help="folder of pictures to draw samples after, else those of --shards"
    )
    parser.add_argument("--cache", type=Path, help="folder of encoded pictures, WORK/cache unless named")
    parser.add_argument("--autoencoder", type=Path, help="folder of the autoencoder, for a model that starts afresh")
    parser.add_argument("--start", type=Path, help="folder of the model that the run goes on from")
    parser.add_argument("--image-encoder", type=Path, help="folder of the image encoder, where --start has none")
    parser.add_argument("--steps", type=int, help="fewer or more than the scale has")
    parser.add_argument("--threads", type=int, default=2, help="threads that learn, on the CPU")
    parser.add_argument("--dry-run", action="store_true", help="only say how large everything is")
    return parser  # type: ignore[no-any-return]


def _progress(done: int, total: int) -> None:
    print(f"encoded {done} of {total}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
