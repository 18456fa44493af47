"""Trains the judge of the mini models and examines it on pictures that it never saw.

`python -m videostudio.evaluation.mini.judge_train --work DIR --pictures DIR --held-out DIR` learns from some thousand
pictures of the shards that `make train-mini` draws, and from others, drawn here, of the nouns that the models never
see. Interrupted, it goes on where it was. Leaves the weights beside the judge's code unless `--out` names a file.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from diffusers import AutoencoderKL
from numpy.typing import NDArray
from torch import Tensor, nn

from videostudio.evaluation.mini.judge import (
    WEIGHTS,
    WHOLE,
    Heads,
    Judge,
    box_of,
    colours,
    looks,
    regions,
)
from videostudio.evaluation.mini.sight import Boxes, Rows, Sight
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
from videostudio.training.trainer.scales import scale_named

EACH = 60
"""Times that a noun is learned from, at least, if there are as many."""
NOVEL, NOVEL_EXAM = 512, 128
"""Pictures of nouns that the models never see, to learn from and to be examined on."""
BLOCKS = 32
"""In a shard of those."""
JITTERED = 3
"""Regions around each figure beside its own, as a search over the picture comes across it."""
EMPTY = 4
"""Regions of a picture that show nobody."""
PART = 100
"""Pictures read between two files."""
UNKNOWN = -100
"""No label: what torch's cross entropy skips."""
STEPS, BATCH, RATE = 3000, 256, 1e-3
Softening = Callable[[Pixels], Pixels]


@dataclass(frozen=True)
class Lessons:
    """Regions (N, WIDTH) with their `nouns` and `colours` (N,), and whole pictures (M, WIDTH) with their `places`."""

    regions: Rows
    nouns: NDArray[np.int64]
    colours: NDArray[np.int64]
    whole: Rows
    places: NDArray[np.int64]


def read(
    samples: Callable[[], Iterator[Sample]], total: int, sight: Sight, work: Path, soften: Softening | None = None
) -> Lessons:
    """All lessons that pictures give, some soft, every other one by `soften` too; parts that are there are not read
    again."""
    work.mkdir(parents=True, exist_ok=True)
    parts = [work / f"{part:04d}.npz" for part in range(-(-total // PART))]
    first = next((at for at, path in enumerate(parts) if not path.is_file()), len(parts))
    found: list[tuple[NDArray[np.generic], ...]] = []
    for number, sample in enumerate(samples() if first < len(parts) else ()):
        if number // PART < first:
            continue
        found.append(_lessons(sample, sight, soften if number % 2 else None))
        if len(found) == PART or number == total - 1:
            kept = parts[number // PART]
            columns = [np.concatenate(column) for column in zip(*found, strict=True)]
            with kept.with_suffix(".tmp").open("wb") as out:
                np.savez(out, *columns)
            kept.with_suffix(".tmp").replace(kept)
            found = []
            print(f"read {number + 1} of {total} pictures", file=sys.stderr, flush=True)
    told = [list(np.load(path).values()) for path in parts]
    return Lessons(*(np.concatenate(column) for column in zip(*told, strict=True)))


def _lessons(sample: Sample, sight: Sight, soften: Softening | None) -> tuple[NDArray[np.generic], ...]:
    chance = np.random.default_rng(derive_seed("mini judge", sample.number, sample.caption))
    seen = sight.seen(spoiled(soften(sample.picture) if soften else sample.picture, chance))
    boxes, wanted, worn = [], [], []
    for one in sample.cast:
        noun, colour = looks()[one.id]
        own = box_of(one.mask)
        boxes += [own, *(_jittered(own, chance) for _ in range(JITTERED))]
        wanted += [list(nouns()).index(noun)] * (1 + JITTERED)
        worn += [colours().index(colour) if colour else UNKNOWN] * (1 + JITTERED)
    empty = _empty(sample, chance)
    boxes, wanted, worn = boxes + empty, wanted + [len(nouns())] * len(empty), worn + [UNKNOWN] * len(empty)
    rows = seen.regions(np.stack(boxes).astype(np.float32))
    place = kinds().index(sample.place.split()[0].removeprefix("the-").rpartition("-")[0])
    return rows, np.array(wanted), np.array(worn), seen.regions(WHOLE), np.array([place])


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


def learned(lessons: Lessons, steps: int = STEPS) -> Heads:
    """The heads after `steps` of AdamW on even batches of nouns."""
    torch.manual_seed(0)
    heads = Heads()
    rows, whole = torch.from_numpy(lessons.regions), torch.from_numpy(lessons.whole)
    heads.middle.copy_(rows.mean(0))
    heads.spread.copy_(rows.std(0) + 1e-3)
    labels, worn, places = (torch.from_numpy(each) for each in (lessons.nouns, lessons.colours, lessons.places))
    counts = torch.bincount(labels, minlength=len(nouns()) + 1).float().clamp_min(1)
    share = 1 / counts[labels]
    share[labels == len(nouns())] *= 0.25 * len(nouns())  # nobody, in a fifth of a batch
    optimiser = torch.optim.AdamW(heads.parameters(), lr=RATE, weight_decay=0.02)
    fall = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    heads.train()
    for _ in range(steps):
        picked = torch.multinomial(share, BATCH, replacement=True)
        scenes = torch.randint(len(whole), (BATCH,))
        seen = heads.level(rows[picked])
        loss = nn.functional.cross_entropy(heads.noun(seen), labels[picked], label_smoothing=0.05)
        loss = loss + _known(heads.colour(seen), worn[picked])
        loss = loss + nn.functional.cross_entropy(heads.place(heads.level(whole[scenes])), places[scenes])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        fall.step()
    return heads.eval()


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
        places.append(said.place == sample.place.split()[0].removeprefix("the-").rpartition("-")[0])
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


def even(shards: Shards, each: int) -> list[int]:
    """Pictures in which every noun is seen `each` times or more, if it is as often in them."""
    order = np.random.default_rng(0).permutation(len(shards))
    counts: Counter[str] = Counter()
    found = []
    for number in order.tolist():
        cast = [looks()[one["id"]][0] for one in json.loads(shards.files(number, "json")["json"])["cast"]]
        if any(counts[noun] < each for noun in cast):
            counts.update(cast)
            found.append(number)
    return found


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module's docstring."""
    wanted = _parser().parse_args(arguments)
    torch.set_num_threads(wanted.threads)
    cv2.setNumThreads(wanted.threads)
    form = scale_named("mini", "videostudio.training.scenes", Form)
    for _ in write(form, Split.NOVEL, NOVEL + NOVEL_EXAM, wanted.work / "novel", jobs=1, blocks=BLOCKS):
        print("drawing nouns that the models never see", file=sys.stderr, flush=True)
    seen, novel = Shards(wanted.pictures), Shards(wanted.work / "novel")
    sight = Sight()
    chosen = even(seen, wanted.each)[: wanted.most]

    def lessons() -> Iterator[Sample]:
        for number in chosen:
            yield decoded(number, seen.files(number))
        for number in range(NOVEL):
            yield decoded(number, novel.files(number))

    again = None if wanted.autoencoder is None else through(wanted.autoencoder)
    parts = wanted.work / ("read" if again is None else "read through the autoencoder")
    heads = learned(read(lessons, len(chosen) + NOVEL, sight, parts, again))
    heads.save(wanted.out)
    judge = Judge(sight, Heads.load(wanted.out))
    held = Shards(wanted.held_out)
    unseen = [decoded(number, held.files(number)) for number in range(min(wanted.exam, len(held)))]
    strange = [decoded(NOVEL + n, novel.files(NOVEL + n)) for n in range(min(wanted.exam, NOVEL_EXAM))]
    softenings: dict[str, Softening] = {"as drawn": lambda picture: picture}
    softenings |= {f"blurred to {db} dB": lambda picture, db=db: softened(picture, db) for db in (31, 26)}  # type: ignore[misc]
    if again is not None:
        softenings["through the autoencoder"] = again
    marks = {
        "pictures": len(chosen) + NOVEL,
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
    parser.add_argument("--each", type=int, default=EACH, help="times that a noun is learned from, at least")
    parser.add_argument(
        "--autoencoder", type=Path, help="learn and examine through this one too, a folder of diffusers"
    )
    parser.add_argument("--most", type=int, help="pictures of those that are learned from, at most")
    parser.add_argument("--exam", type=int, default=128, help="pictures of each exam, at most")
    parser.add_argument("--threads", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
