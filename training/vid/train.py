"""Trains VideoStudio-Vid: `python -m videostudio.training.vid.train --scale mini --work DIR --shards DIR
--autoencoder DIR --image DIR`.

Goes on where it was stopped. The finished model is WORK/model, for `VideoStudioVidPipeline.from_pretrained`.
`--dry-run` counts what a scale would train, without weights or data.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from videostudio.generators.mini.actions import KnownMotions
from videostudio.generators.paper.house_encoders import weights_digits
from videostudio.tools.embedding.folder import revision
from videostudio.training.advice import advising
from videostudio.training.scenes.clip_records import decoded_clip, motion_in
from videostudio.training.scenes.shards import Shards
from videostudio.training.trainer.run import run
from videostudio.training.vid.batches import Fresh, Prepared, Source, prepare, prepared_name
from videostudio.training.vid.parts import encoders_of, new_pipeline, save, sizes
from videostudio.training.vid.scale import VidScale, scale_of
from videostudio.training.vid.task import VidTask

MODEL = "model"
UNFINISHED = 3
HELD = 16
"""Clips at the end of the shards that are never learned from, at most a tenth of all."""


def train(
    scale: VidScale, work: Path, shards: Path, autoencoder: Path, image: Path, image_encoder: Path | None = None
) -> bool:
    """Learns, and writes the model once all steps are done, which is returned. Raises ValueError and BackendMissing for
    folders that are not what they should be."""
    pipeline = new_pipeline(image, autoencoder, scale, image_encoder)
    pipeline.to("cuda" if torch.cuda.is_available() else "cpu")
    clips = Shards(shards)
    held = min(HELD, max(1, len(clips) // 10))
    learned = len(clips) - held
    if learned < 1:
        raise ValueError(f"{shards} holds {len(clips)} clip: 2 or more are needed, one is held back")
    # Motions that no clip shows have no place in the vector: theirs would mean whatever chance left there.
    motions = KnownMotions(tuple(sorted({motion_in(clips.files(n, "json")) for n in range(len(clips))} - {""})))
    encoders = encoders_of(pipeline, motions)
    source: Source = Fresh(clips, learned, encoders, scale)
    if scale.cached:
        seen_by = {"clip": _digits(image_encoder)} if image_encoder else {"house": weights_digits()}
        encoded_by = {"vae": _digits(autoencoder), "motions": motions.name, **seen_by}
        folder = work / prepared_name(shards, scale, encoded_by)
        for done, total in prepare(clips, folder, encoders, scale):
            _say(f"{done} of {total} clips encoded")
        source = Prepared(folder, learned)
    shown = [
        decoded_clip(number, clips.files(number), frames=scale.frames, fps=scale.fps)
        for number in range(learned, len(clips))
    ]
    task = VidTask(pipeline, encoders, source, shown, scale)
    done_all = run(task, scale.recipe, work)
    if done_all:
        save(pipeline, motions, scale, work / MODEL)
        _say(f"the model is {work / MODEL}")
    return done_all


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command. 0 when the model is there, 3 when it was stopped before, 2 for what has to be changed."""
    parser = argparse.ArgumentParser(prog="python -m videostudio.training.vid.train", description=__doc__)
    parser.add_argument("--scale", default="mini", help="a file of training/vid/scales")
    parser.add_argument("--work", type=Path, help="folder for the run's state, plots and model")
    parser.add_argument("--shards", type=Path, help="folder of clips: see videostudio.training.scenes.clips")
    parser.add_argument("--autoencoder", type=Path, help="folder of a trained AutoencoderKL")
    parser.add_argument("--image", type=Path, help="folder of a trained image model")
    parser.add_argument("--image-encoder", type=Path, help="folder of CLIP ViT-H/14, for an --image of SDXL's kind")
    parser.add_argument("--steps", type=int, help="another number of steps than the scale's")
    parser.add_argument("--threads", type=int, help="torch's threads, all cores by default")
    parser.add_argument("--dry-run", action="store_true", help="only say how large everything is")
    asked = parser.parse_args(arguments)
    scale = scale_of(asked.scale)
    if asked.steps:
        scale = scale.model_copy(update={"recipe": scale.recipe.model_copy(update={"steps": asked.steps})})
    if asked.dry_run:
        for name, numbers in sizes(scale).items():
            _say(f"{name:6} {numbers:>14,} numbers, {numbers * 2 / 2**30:6.2f} GiB in half precision")
        return 0
    needed = ("work", "shards", "autoencoder", "image")
    if missing := [f"--{name}" for name in needed if getattr(asked, name) is None]:
        parser.error(f"{', '.join(missing)} missing: only --dry-run goes without")
    if asked.threads:
        torch.set_num_threads(asked.threads)
    done = train(scale, asked.work, asked.shards, asked.autoencoder, asked.image, asked.image_encoder)
    return 0 if done else UNFINISHED


def _digits(folder: Path) -> str:
    return " ".join(revision(path) for path in sorted(folder.glob("*.safetensors")))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
