"""Trains the judge of the mini models and examines it on pictures that it never saw.

`python -m videostudio.evaluation.mini.judge_train --work DIR --pictures DIR --held-out DIR` learns from the shards that
`make train-mini` draws, and from others, drawn here, of the nouns that the models never see. Interrupted, it goes on
where it was. Leaves the weights beside the judge's code unless `--out` names a file.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from diffusers import AutoencoderKL
from torch import Tensor, nn

from videostudio.evaluation.mini.judge import WEIGHTS, WHOLE, Heads, Judge, box_of, colours, looks, regions
from videostudio.evaluation.mini.sight import Boxes, Sight, Trunk, regions_of, to_colours
from videostudio.evaluation.mini.soft import softened, spoiled
from videostudio.evaluation.shares import counted
from videostudio.film.fingerprint import derive_seed
from videostudio.generators.paper.img_pipeline import part
from videostudio.tools.images import Pixels
from videostudio.training.advice import advising
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.records import decoded
from videostudio.training.scenes.sample import Sample
from videostudio.training.scenes.shards import Shards
from videostudio.training.scenes.world import Split, kinds, nouns
from videostudio.training.scenes.write import write
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.trainer.run import run
from videostudio.training.trainer.scales import scale_named
from videostudio.training.trainer.task import Batch

NOVEL, NOVEL_EXAM = 512, 128
"""Pictures of nouns that the models never see, to learn from and to be examined on."""
STRANGE = 0.15
"""Of the pictures learned from, those of such nouns: about their share of all nouns."""
BLOCKS = 32
"""In a shard of those."""
JITTERED = 3
"""Regions around each figure beside its own, as a search over the picture comes across it."""
EMPTY = 4
"""Regions of a picture that show nobody."""
SHOWN = 8
"""Pictures to look at."""
UNKNOWN = -100
"""No label: what torch's cross entropy skips."""
UNFINISHED = 3
"""The exit status of a run that was told to stop."""
RECIPE = Recipe(
    steps=1500, batch=16, learning_rate=1e-3, schedule="cosine", warmup=100, weight_decay=0.02, ema_decay=0.998,
    checkpoint_every_s=120, sample_every=500,
)  # fmt: skip
"""24,000 pictures: about half an hour of one core (a step of the network takes 0.53 s, measured)."""
Softening = Callable[[Pixels], Pixels]


@dataclass(frozen=True)
class Lesson:
    """A picture (H, W, 3) with `boxes` (N, 4) in it, the places of their `nouns` and `colours` among all, and the
    kind of `place`."""

    picture: Pixels
    boxes: Boxes
    nouns: Sequence[int]
    colours: Sequence[int]
    place: int


def lesson(sample: Sample, chance: np.random.Generator, soften: Softening | None = None) -> Lesson:
    """What a sample teaches, some softer than it was drawn, by `soften` too."""
    boxes, wanted, worn = [], [], []
    for one in sample.cast:
        noun, colour = looks()[one.id]
        own = box_of(one.mask)
        boxes += [own, *(_jittered(own, chance) for _ in range(JITTERED))]
        wanted += [list(nouns()).index(noun)] * (1 + JITTERED)
        worn += [colours().index(colour) if colour else UNKNOWN] * (1 + JITTERED)
    empty = _empty(sample, chance)
    boxes, wanted, worn = boxes + empty, wanted + [len(nouns())] * len(empty), worn + [UNKNOWN] * len(empty)
    picture = spoiled(soften(sample.picture) if soften else sample.picture, chance)
    return Lesson(picture, np.stack(boxes).astype(np.float32), wanted, worn, kinds().index(_kind(sample)))


def _kind(sample: Sample) -> str:
    return sample.place.split()[0].removeprefix("the-").rpartition("-")[0]


@dataclass(frozen=True)
class JudgeTask:
    """The judge's training as the trainer sees it: pictures of the models' world, some of nouns that they never see,
    every other one through `soften`."""

    judge: Judge
    seen: Shards
    novel: Shards
    size: int
    soften: Softening | None = None

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return self.judge.parts

    @property
    def frozen(self) -> Mapping[str, nn.Module]:
        return {}

    def batches(self, start: int) -> Iterator[Batch]:
        """See Task."""
        for number in count(start):
            chance = np.random.default_rng(derive_seed("mini judge", number))
            yield batch_of([self._lesson(chance, at) for at in range(self.size)])

    def _lesson(self, chance: np.random.Generator, at: int) -> Lesson:
        strange = chance.random() < STRANGE
        shards, most = (self.novel, min(NOVEL, len(self.novel))) if strange else (self.seen, len(self.seen))
        number = int(chance.integers(most))
        return lesson(decoded(number, shards.files(number)), chance, self.soften if at % 2 else None)

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, dict[str, float]]:
        """See Task: cross entropy of nouns where somebody or nobody stands, of their colours, and of places."""
        shown, heads = batch["pictures"], self.judge.heads
        deep, owner = self.judge.sight.trunk(shown * 2 - 1), batch["owner"]
        whole = torch.from_numpy(WHOLE).to(shown.device)
        rows = [regions_of(deep[at], shown[at], batch["boxes"][owner == at]) for at in range(len(shown))]
        places = [regions_of(deep[at], shown[at], whole) for at in range(len(shown))]
        regions_, pictures = heads.level(torch.cat(rows)), heads.level(torch.cat(places))
        parts = {
            "noun": nn.functional.cross_entropy(heads.noun(regions_), batch["nouns"], label_smoothing=0.05),
            "colour": _known(heads.colour(regions_), batch["colours"]),
            "place": nn.functional.cross_entropy(heads.place(pictures), batch["places"]),
        }
        return sum(parts.values(), torch.zeros((), device=shown.device)), {
            name: float(one.detach()) for name, one in parts.items()
        }

    def samples(self, seeds: Sequence[int]) -> Sequence[Pixels]:
        """See Task: pictures with a frame where their first figure is found, of the first SHOWN seeds."""
        return [self._found(seed) for seed in seeds[:SHOWN]]

    def _found(self, seed: int) -> Pixels:
        sample = decoded(seed % len(self.seen), self.seen.files(seed % len(self.seen)))
        shown, (height, width) = sample.picture.copy(), sample.picture.shape[:2]
        if sample.cast:
            box, _ = self.judge.find(self.judge.sight.seen(sample.picture), looks()[sample.cast[0].id][0])
            left, top, right, bottom = np.rint(box * [width, height, width, height]).astype(int).tolist()
            cv2.rectangle(shown, (left, top), (right - 1, bottom - 1), (255, 0, 0))
        return shown


def batch_of(lessons: Sequence[Lesson]) -> Batch:
    """Lessons of one size: "pictures" (B, 3, H, W) in 0..1, "places" (B,), and of all R regions "boxes" (R, 4),
    "owner", "nouns" and "colours" (R,); `owner` is the picture."""
    return {
        "pictures": torch.stack([to_colours(one.picture) for one in lessons]),
        "places": torch.tensor([one.place for one in lessons]),
        "boxes": torch.from_numpy(np.concatenate([one.boxes for one in lessons])),
        "owner": torch.tensor([at for at, one in enumerate(lessons) for _ in one.nouns]),
        "nouns": torch.tensor([noun for one in lessons for noun in one.nouns]),
        "colours": torch.tensor([colour for one in lessons for colour in one.colours]),
    }


def _jittered(box: Boxes, chance: np.random.Generator) -> Boxes:
    """The middle moved by up to a sixth, each side half to twice as long: what a coarse search finds nearest."""
    middle = (box[:2] + box[2:]) / 2 + chance.uniform(-0.17, 0.17, 2) * (box[2:] - box[:2])
    half = (box[2:] - box[:2]) / 2 * np.exp(chance.uniform(-0.4, 0.5)) * np.exp(chance.uniform(-0.3, 0.3, 2))
    return np.asarray(np.clip(np.concatenate([middle - half, middle + half]), 0, 1), np.float32)


def _empty(sample: Sample, chance: np.random.Generator) -> list[Boxes]:
    """Regions in which hardly anything of a figure is seen, and in which no figure is seen by a tenth."""
    height, width = sample.picture.shape[:2]
    anywhere = regions(width / height)
    found: list[Boxes] = []
    for at in chance.permutation(len(anywhere))[: 10 * EMPTY]:
        left, top, right, bottom = np.rint(anywhere[at] * [width, height, width, height]).astype(int)
        part = np.s_[top:bottom, left:right]
        if all(one.mask[part].mean() < 0.03 and one.mask[part].sum() < 0.1 * one.mask.sum() for one in sample.cast):
            found.append(anywhere[at])
    return found[:EMPTY]


def _known(said: Tensor, wanted: Tensor) -> Tensor:
    """Of those that have a colour; nothing where nobody has."""
    return nn.functional.cross_entropy(said, wanted, ignore_index=UNKNOWN, reduction="sum") / max(
        1, int((wanted != UNKNOWN).sum())
    )


def exam(judge: Judge, samples: Sequence[Sample], soften: Softening) -> dict[str, object]:
    """Shares that are right: nouns and colours where the truth says who stands where, nouns found all over the picture
    (top 1 of all, less those of others in it), places."""
    there, worn, found, places = [], [], [], []
    for sample in samples:
        seen = judge.sight.seen(soften(sample.picture))
        said = judge.of(seen)
        names = [looks()[one.id][0] for one in sample.cast]
        for one in sample.cast:
            noun, colour = looks()[one.id]
            own, own_colour = judge.at(seen, box_of(one.mask))
            there.append(own == noun)
            found.append(said.rank(noun, tuple(set(names) - {noun})) == 1)
            if colour:
                worn.append(own_colour == colour)
        places.append(said.place == _kind(sample))
    told = {"noun where it stands": there, "noun anywhere": found, "colour": worn, "place": places}
    return {name: counted(each) for name, each in told.items()}


def through(folder: Path) -> Softening:
    """Pictures as an autoencoder gives them back. Raises BackendMissing for a folder that holds none."""
    vae: Any = part(AutoencoderKL, folder, {"local_files_only": True, "dtype": torch.float32})

    @torch.inference_mode()
    def softened_by(picture: Pixels) -> Pixels:
        rows = torch.from_numpy(np.moveaxis(picture, 2, 0)[None].copy()).float() / 127.5 - 1
        found = vae.decode(vae.encode(rows).latent_dist.mode()).sample[0].clamp(-1, 1)
        return np.asarray(np.rint((np.moveaxis(found.numpy(), 0, 2) + 1) * 127.5), np.uint8)

    return softened_by


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module's docstring. 0 if the judge is there, UNFINISHED if told to stop."""
    wanted = _parser().parse_args(arguments)
    torch.set_num_threads(wanted.threads)
    cv2.setNumThreads(wanted.threads)
    seen, held = Shards(wanted.pictures), Shards(wanted.held_out)
    again = None if wanted.autoencoder is None else through(wanted.autoencoder)
    form = scale_named("mini", "videostudio.training.scenes", Form)
    for _ in write(form, Split.NOVEL, NOVEL + NOVEL_EXAM, wanted.work / "novel", jobs=1, blocks=BLOCKS):
        print("drawing nouns that the models never see", file=sys.stderr, flush=True)
    novel = Shards(wanted.work / "novel")
    recipe = RECIPE.model_copy(update={"steps": wanted.steps})
    torch.manual_seed(recipe.seed)
    judge = Judge(Sight(Trunk()), Heads())
    if not run(JudgeTask(judge, seen, novel, recipe.batch, again), recipe, wanted.work):
        return UNFINISHED
    for module in judge.parts.values():
        module.to("cpu").eval()
    judge.save(wanted.out)
    judge = Judge.read(wanted.out)
    unseen = [decoded(number, held.files(number)) for number in range(min(wanted.exam, len(held)))]
    strange = [decoded(NOVEL + n, novel.files(NOVEL + n)) for n in range(min(wanted.exam, NOVEL_EXAM))]
    softenings: dict[str, Softening] = {"as drawn": lambda picture: picture}
    softenings |= {f"blurred to {db} dB": lambda picture, db=db: softened(picture, db) for db in (31, 26)}  # type: ignore[misc]
    if again is not None:
        softenings["through the autoencoder"] = again
    marks = {
        "pictures": recipe.steps * recipe.batch,
        "nouns": len(nouns()),
        "pairs kept apart": {name: exam(judge, unseen, soften) for name, soften in softenings.items()},
        "nouns the models never see": {name: exam(judge, strange, soften) for name, soften in softenings.items()},
    }
    wanted.out.with_suffix(".json").write_text(json.dumps(marks, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(marks, indent=1))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m videostudio.evaluation.mini.judge_train", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for what is drawn and read on the way")
    parser.add_argument("--pictures", type=Path, required=True, help="shards that training.scenes.write made")
    parser.add_argument("--held-out", type=Path, required=True, help="the same of the split 'pairs'")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="file of the weights; the exam lies beside it")
    parser.add_argument("--steps", type=int, default=RECIPE.steps)
    parser.add_argument(
        "--autoencoder", type=Path, help="learn and examine through this one too, a folder of diffusers"
    )
    parser.add_argument("--exam", type=int, default=128, help="pictures of each exam, at most")
    parser.add_argument("--threads", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())
