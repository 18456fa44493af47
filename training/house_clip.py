"""Trains the house CLIP from nothing but this repository and two packages.

`python -m videostudio.training.house_clip --work DIR --out FOLDER` draws the world, learns, sits its exam and writes
the model folder. Interrupted runs go on where they stopped. See `--help` for sizes; the defaults are the shipped
model's, whose run was cut from 1,100 steps to 800 when it was half done (docs/design/0012-house-clip.md).
"""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from videostudio.training import clip_bank, clip_exam, clip_model, clip_pool, vocabulary
from videostudio.training.clip_bank import Amounts, Features
from videostudio.training.clip_batches import Batch, Batches, Sizes
from videostudio.training.clip_loss import contrast, distance, same
from videostudio.training.clip_phrases import Phrases
from videostudio.training.clip_pool import Plan
from videostudio.training.clip_pupil import Pupil
from videostudio.training.clip_teacher import SENTENCES, packaged

KEEP_EVERY = 50
EMA = 0.995
PEAK_RATE = {"trunk": 4e-4, "rest": 1e-3}
WARM_UP = 100
PHRASES_A_STEP = 96
WEIGHTS = {"words": 1.0, "teacher": 1.0, "identity": 1.5, "caption": 0.7, "place": 0.5, "distil": 2.0}


@dataclass(frozen=True)
class Lesson:
    """What a run is made of."""

    plan: Plan
    steps: int
    seed: int
    threads: int


def losses(
    pupil: Pupil, batch: Batch, tokens: Tokenizer, phrases: Phrases, chance: np.random.Generator
) -> dict[str, Tensor]:
    """Every part of the lesson on one batch."""
    told = [index for index, words in enumerate(batch.words) if words]
    words = [batch.words[index] for index in told]
    sentences, vectors = phrases.drawn(PHRASES_A_STEP, chance)
    parts = (batch.references, batch.views, batch.elsewhere, batch.frames, batch.empty)
    seen = pupil.see(_tensor(np.concatenate(parts)))
    references, views, elsewhere, frames, empty = torch.split(seen, [len(part) for part in parts])
    called, distilled = torch.split(
        pupil.read(clip_model.encoded(tokens, [*words, *sentences])), [len(words), len(sentences)]
    )
    captions = pupil.read(clip_model.encoded(tokens, batch.captions))
    taught = pupil.taught(phrases.vectors_of([*words, *batch.strangers]))
    alike = same(words)
    scale = pupil.scales
    return {
        "words": contrast(references[told], called, scale["words"], alike)
        + contrast(views[told], called, scale["words"], alike),
        "teacher": contrast(views[told], taught, scale["words"], alike),
        "identity": contrast(references, torch.cat([views, elsewhere]), scale["identity"], same(batch.individuals)),
        "caption": contrast(frames, captions, scale["caption"], same(batch.captions)),
        "place": contrast(frames, empty, scale["place"], same(batch.places)),
        "distil": distance(distilled, pupil.taught(vectors)) + distance(called, taught[: len(words)].detach()),
    }


def _tensor(features: Features) -> Tensor:
    return torch.from_numpy(features).float().contiguous(memory_format=torch.channels_last)


def learn(lesson: Lesson, work: Path, tokens_path: Path) -> Iterator[tuple[int, dict[str, float], "Pupil"]]:
    """Runs the lesson; yields (step, losses, the averaged pupil) every KEEP_EVERY steps, after saving them."""
    torch.set_num_threads(lesson.threads)
    torch.manual_seed(lesson.seed)
    tokens = clip_model.read_tokenizer(tokens_path)
    pool = clip_pool.load(work / "pool", lesson.plan)
    phrases = Phrases.prepared(work / "phrases.safetensors", pool, tokens)
    pupil = _new_pupil(tokens, phrases)
    averaged = _twin(pupil)
    optimiser = torch.optim.AdamW(_groups(pupil), weight_decay=0.02, betas=(0.9, 0.98))
    first = _restored(work / "last.pt", pupil, averaged, optimiser)
    batches = iter(Batches(pool, clip_bank.load(work / "bank"), Sizes(), seed=lesson.seed + first))
    chance = np.random.default_rng(lesson.seed + first)
    for step in range(first, lesson.steps):
        _set_rate(optimiser, step, lesson.steps)
        found = losses(pupil, next(batches), tokens, phrases, chance)
        total = torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(total)
        nn.utils.clip_grad_norm_([p for p in pupil.parameters() if p.grad is not None], 1.0)
        optimiser.step()
        _average(averaged, pupil, step)
        if (step + 1) % KEEP_EVERY == 0 or step + 1 == lesson.steps:
            _kept(work / "last.pt", pupil, averaged, optimiser, step + 1)
            yield step + 1, {name: float(value.detach()) for name, value in found.items()}, averaged


def _new_pupil(tokens: Tokenizer, phrases: Phrases) -> Pupil:
    model = clip_model.built()
    clip_model.started(model, tokens, phrases.teacher(), phrases.bert_vocabulary())
    pupil = Pupil(model, phrases.vectors.shape[1])
    with torch.no_grad():
        pupil.from_teacher.weight.copy_(clip_model.principal(phrases.vectors[:8000], clip_model.embed_dim()))
    return pupil


def _twin(pupil: Pupil) -> Pupil:
    twin = Pupil(clip_model.built(), pupil.from_teacher.in_features)
    twin.load_state_dict(pupil.state_dict())
    return twin.eval()


@torch.no_grad()
def _average(averaged: Pupil, pupil: Pupil, step: int) -> None:
    keep = min(EMA, (step + 1) / (step + 10))
    for old, new in zip(averaged.state_dict().values(), pupil.state_dict().values(), strict=True):
        if old.is_floating_point():
            old.lerp_(new, 1 - keep)
        else:
            old.copy_(new)


def _groups(pupil: Pupil) -> list[dict[str, Any]]:
    trunk = [p for p in pupil.model.visual.trunk.parameters() if p.requires_grad]
    known = {id(p) for p in pupil.model.visual.trunk.parameters()}
    rest = [p for p in pupil.parameters() if id(p) not in known and p.requires_grad]
    return [{"params": trunk, "peak": PEAK_RATE["trunk"]}, {"params": rest, "peak": PEAK_RATE["rest"]}]


def _set_rate(optimiser: torch.optim.Optimizer, step: int, steps: int) -> None:
    rise = min(1.0, (step + 1) / WARM_UP)
    fall = 0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * step / steps)))
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * rise * fall


def _kept(path: Path, pupil: Pupil, averaged: Pupil, optimiser: torch.optim.Optimizer, step: int) -> None:
    state = {
        "pupil": pupil.state_dict(),
        "averaged": averaged.state_dict(),
        "optimiser": optimiser.state_dict(),
        "step": step,
    }
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def _restored(path: Path, pupil: Pupil, averaged: Pupil, optimiser: torch.optim.Optimizer) -> int:
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    pupil.load_state_dict(state["pupil"])
    averaged.load_state_dict(state["averaged"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module's docstring."""
    wanted = _parser().parse_args(arguments)
    plan = Plan(art=wanted.art, people=wanted.people, scenes=wanted.scenes, seed=wanted.seed)
    lesson = Lesson(plan=plan, steps=wanted.steps, seed=wanted.seed, threads=wanted.jobs)
    wanted.work.mkdir(parents=True, exist_ok=True)
    _say(f"drawing the world: {plan.people} people, {plan.scenes} scenes")
    pool = wanted.work / "pool"
    for done, total in clip_pool.draw(pool, plan, jobs=wanted.jobs):
        _progress("drawn", done, total)
    for done, total in clip_bank.draw(wanted.work / "bank", pool, plan, Amounts(), jobs=wanted.jobs):
        _progress("seen", done, total)
    tokens_path = wanted.work / "tokenizer.json"
    if not tokens_path.is_file():
        vocabulary.write_house_tokenizer(packaged(SENTENCES[0], "model/vocab.txt"), wanted.work)
    began, pupil = time.monotonic(), None
    for step, found, averaged in learn(lesson, wanted.work, tokens_path):
        pupil = averaged
        rounded = {name: round(value, 3) for name, value in found.items()}
        _say(json.dumps({"step": step, "seconds": round(time.monotonic() - began), **rounded}))
    if pupil is None:
        raise SystemExit(
            f"{wanted.work} holds a finished run of {lesson.steps} steps: give another --work or more --steps"
        )
    clip_model.written(pupil.model, wanted.out)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(wanted.work / name, wanted.out)
    other = replace(plan, art=wanted.exam_art, scenes=0)
    marks = {
        "same artist": _exam(pupil, plan, pool, tokens_path, wanted.jobs),
        "another artist": _exam(pupil, other, wanted.work / "other", tokens_path, wanted.jobs),
    }
    (wanted.out / "exam.json").write_text(json.dumps(marks, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(marks, indent=1))
    return 0


def _exam(pupil: Pupil, plan: Plan, folder: Path, tokens_path: Path, jobs: int) -> dict[str, float]:
    for done, total in clip_pool.draw(folder, plan, jobs=jobs):
        _progress("drawn for the exam", done, total)
    tokens = clip_model.read_tokenizer(tokens_path)
    marks = clip_exam.sat(pupil, tokens, clip_pool.load(folder, plan), seed=plan.seed + 1)
    return {name: round(value, 4) for name, value in marks.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m videostudio.training.house_clip", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for the drawn world and the state of the run")
    parser.add_argument("--out", type=Path, required=True, help="folder that becomes the model")
    parser.add_argument("--art", default="fluent", help="pack that the world is drawn with")
    parser.add_argument("--exam-art", default="openmoji", help="pack of the other artist, for the exam alone")
    parser.add_argument("--people", type=int, default=700)
    parser.add_argument("--scenes", type=int, default=1120)
    parser.add_argument("--steps", type=int, default=800)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes that draw, threads that learn")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _progress(what: str, done: int, total: int) -> None:
    if done == total or done % 256 == 0:
        _say(f"{what} {done} of {total}")


if __name__ == "__main__":
    sys.exit(main())
