"""The critic against known faults: `python -m videostudio.evaluation.critic_study --scenes 1000 --json study.json`.

Shoots a clean and a faulty take of every scene, has scorers look at both, and says for every kind of fault how well
it is told from clean takes. Raw scores go to a file beside the JSON, a line per take, so that a study that was cut
off goes on where it stopped.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2

from videostudio.evaluation import sheet
from videostudio.evaluation.findings import Measured, TakeScores, findings, take_key
from videostudio.evaluation.scorers import SCORERS, scorer_named
from videostudio.evaluation.shelf import Shelf
from videostudio.evaluation.takes import (
    CLEAN,
    Crew,
    ShotTake,
    Unit,
    clip_question,
    crew_with,
    film_question,
    image_question,
)
from videostudio.film.noun import Noun
from videostudio.film.requests import ScoreRequest, Subject
from videostudio.generators.animatic.art import packs
from videostudio.generators.faults import IN_CLIP, IN_PICTURE, FaultKind
from videostudio.graphs.calibrations import shipped
from videostudio.tools.scoring import world
from videostudio.tools.scoring.port import Scorer

KINDS = (*IN_PICTURE, *IN_CLIP)
"""Faults that are studied: whoever raises or shows one grey needs no measuring."""


class Study(Noun):
    """What is studied. Two studies whose values differ share no raw file."""

    seed: int = 0
    pack: str = ""
    split: world.Split = world.Split.ALL
    staged: bool = True
    scorers: tuple[str, ...] = ("checks",)
    kinds: tuple[FaultKind, ...] = KINDS
    every: bool = False

    def kinds_of(self, story: int, scene: int) -> tuple[FaultKind, ...]:
        """The faults of a scene: all, or the next in turn."""
        if self.every:
            return self.kinds
        return (self.kinds[(story * world.SCENES + scene) % len(self.kinds)],)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a study as the command line says."""
    options = _options(argv)
    study = Study(
        seed=options.seed,
        pack=options.pack or packs.default_pack().name,
        split=world.Split(options.split),
        staged=options.regions == "staging",
        scorers=tuple(options.scorers.split(",")),
        kinds=tuple(FaultKind(kind) for kind in options.kinds.split(",")),
        every=options.every,
    )
    if options.sheet:
        with tempfile.TemporaryDirectory() as folder:
            sheet.write(Unit(crew_with(study.pack), Shelf(Path(folder))), study.seed, study.kinds, Path(options.sheet))
        return 0
    for name in study.scorers:
        scorer_named(name)
    raw = Path(options.json).with_suffix(".takes.jsonl")
    stories = -(-options.scenes // world.SCENES)
    takes = list(run(study, stories, raw, options.jobs))
    result = {
        "study": study.model_dump(mode="json"),
        "scenes": stories * world.SCENES,
        **findings(takes, shipped("preview"), study.seed),
    }
    Path(options.json).write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    if options.plots:
        from videostudio.evaluation import plots  # noqa: PLC0415  # matplotlib is an extra

        plots.write(takes, Path(options.plots))
    print(_table(result))
    return 0


def run(study: Study, stories: int, raw: Path, jobs: int) -> Iterator[TakeScores]:
    """All takes of the first `stories` stories: those that `raw` holds, then the others as they are scored. Raises
    SystemExit if `raw` is of another study."""
    done = _read(raw, study)
    yield from (take for take in done if take.story < stories)
    full = {number for number in range(stories) if _is_whole(study, number, done)}
    missing = [number for number in range(stories) if number not in full]
    known = {take_key(take) for take in done}
    began = time.monotonic()
    with raw.open("a", encoding="utf-8") as file, _pool(jobs, study) as pool:
        for count, takes in enumerate(pool.imap_unordered(_story, missing), 1):
            fresh = [take for take in takes if take_key(take) not in known]
            file.writelines(take.model_dump_json() + "\n" for take in fresh)
            file.flush()
            yield from fresh
            left = (time.monotonic() - began) / count * (len(missing) - count)
            print(f"\r{count}/{len(missing)} stories, {left / 60:.1f} min left ", end="", file=sys.stderr, flush=True)
    if missing:
        print(file=sys.stderr)


def scored_story(study: Study, number: int, crew: Crew, scorers: Sequence[Scorer]) -> tuple[TakeScores, ...]:
    """The clean and faulty takes of one story, shot and scored. Within the film a faulty take stands among the clean
    takes of the other scenes."""
    with tempfile.TemporaryDirectory() as folder:
        unit = Unit(crew, Shelf(Path(folder)))
        story = world.story(study.seed, number, study.split)
        clean = tuple(unit.shoot(story, scene) for scene in story.scenes)
        found = [_scored(study, number, unit, scorers, CLEAN, clean, at) for at in range(len(clean))]
        for at, scene in enumerate(story.scenes):
            for kind in study.kinds_of(number, at):
                faulty = unit.shoot(story, scene, kind, study.seed)
                film = (*clean[:at], faulty, *clean[at + 1 :])
                found.append(_scored(study, number, unit, scorers, kind, film, at))
        return tuple(found)


def _scored(
    study: Study,
    number: int,
    unit: Unit,
    scorers: Sequence[Scorer],
    fault: str,
    film: tuple[ShotTake, ...],
    at: int,
) -> TakeScores:
    take = film[at]
    questions = (
        image_question(take, unit.format, staged=study.staged),
        clip_question(take, unit.format, staged=study.staged),
        film_question(film, staged=study.staged),
    )
    scores = tuple(
        score
        for question in questions
        for scorer in scorers
        for score in _asked(scorer, question, unit)
        if question.subject is not Subject.FILM or score.about == take.scene.id
    )
    return TakeScores(story=number, scene=take.scene.id, fault=fault, scores=scores)


def _asked(scorer: Scorer, question: ScoreRequest, unit: Unit) -> Iterator[Measured]:
    for score in scorer.score(question, artifacts=unit.shelf).scores:
        yield Measured(subject=question.subject, name=score.name, about=score.about, value=score.value, by=score.by)


def _is_whole(study: Study, number: int, done: Sequence[TakeScores]) -> bool:
    wanted = world.SCENES + sum(len(study.kinds_of(number, scene)) for scene in range(world.SCENES))
    return sum(take.story == number for take in done) >= wanted


def _read(raw: Path, study: Study) -> list[TakeScores]:
    """The takes in `raw`, whose first line names the study; a line that was cut off is dropped."""
    head = study.model_dump_json()
    if not raw.is_file():
        raw.write_text(head + "\n", "utf-8")
        return []
    text = raw.read_text("utf-8")
    if not text.endswith("\n"):
        text = text[: text.rfind("\n") + 1]
        raw.write_text(text, "utf-8")
    first, *lines = text.splitlines() or [""]
    if first != head:
        raise SystemExit(f"{raw} holds another study: {first}; name another --json, or remove it")
    return [TakeScores.model_validate_json(line) for line in lines]


_AT_WORK: list[Any] = []
"""The study, the crew and the scorers, in a worker: models load once."""


def _begin(study: Study) -> None:
    cv2.setNumThreads(1)
    _AT_WORK[:] = [study, crew_with(study.pack), [scorer_named(name) for name in study.scorers]]


def _story(number: int) -> tuple[TakeScores, ...]:
    study, crew, scorers = _AT_WORK
    return scored_story(study, number, crew, scorers)


def _pool(jobs: int, study: Study) -> Any:
    return multiprocessing.get_context("spawn").Pool(jobs, _begin, (study,))


def _table(result: dict[str, Any]) -> str:
    clean = result["clean"]
    lines = [
        f"{clean['takes']} clean takes, {clean['rejected_at_shipped_thresholds']:.1%} rejected at shipped thresholds",
        f"{'fault':<14}{'takes':>6}{'shipped':>9}   {'joint AUC':>9}{'TPR@1%':>8}   best score",
    ]
    for fault, told in result["faults"].items():
        joint, best = told["joint"], told["best"]
        lines.append(
            f"{fault:<14}{told['takes']:>6}{told['rejected_at_shipped_thresholds']:>9.2f}"
            f"   {joint['auc']:>9.3f}{joint['tpr']:>8.2f}   {best['score']} AUC {best['auc']:.3f} TPR {best['tpr']:.2f}"
        )
    return "\n".join(lines)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="videostudio.evaluation.critic_study", description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", type=int, default=100, help="how many, rounded up to whole stories of 4")
    parser.add_argument("--json", default="critic_study.json", help="where the findings go; raw scores beside it")
    parser.add_argument("--plots", default="", help="folder for ROC and distribution plots (extra 'study')")
    parser.add_argument("--sheet", default="", help="write one clean and one faulty take of each kind here, and stop")
    parser.add_argument("--pack", default="", choices=["", "fluent", "openmoji", "noto"], help="art pack")
    parser.add_argument("--split", default="all", choices=list(world.Split), help="which words the world is made of")
    parser.add_argument(
        "--regions",
        default="staging",
        choices=["staging", "saliency"],
        help="whether scorers are told the staging, or have to look at what stands out",
    )
    parser.add_argument("--scorers", default="checks", help=f"any of {', '.join(SCORERS)}, with commas")
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of fault, with commas")
    parser.add_argument("--every", action="store_true", help="every kind in every scene, not one in turn")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
