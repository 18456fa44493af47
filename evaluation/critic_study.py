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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2

from videostudio.evaluation import sheet
from videostudio.evaluation.findings import findings
from videostudio.evaluation.measured import Measured, TakeScores
from videostudio.evaluation.scorers import SCORERS, scorer_named
from videostudio.evaluation.shelf import Shelf
from videostudio.evaluation.takes import (
    CLEAN,
    Crew,
    Format,
    ShotTake,
    Unit,
    clip_question,
    crew_with,
    film_question,
    image_question,
)
from videostudio.film.errors import BriefError
from videostudio.film.noun import Noun
from videostudio.film.requests import ScoreRequest, Subject
from videostudio.generators.animatic.art import packs
from videostudio.generators.faults import IN_CLIP, IN_PICTURE, FaultKind
from videostudio.graphs.calibrations import shipped
from videostudio.tools.scoring import world
from videostudio.tools.scoring.port import Scorer

KINDS = (*IN_PICTURE, *IN_CLIP)
"""Faults that are studied: whoever raises or shows one grey needs no measuring."""

REGIONS = {"staging": True, "saliency": False}
"""Where scorers look, by name: whether they are told the staging."""

STUDIED = Format()
"""How takes of studies look."""


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
    stories = -(-options.scenes // world.SCENES)
    files = _files(study, options.regions.split(","), Path(options.json))
    for one, takes in run({one: out.with_suffix(".takes.jsonl") for one, out in files.items()}, stories, options.jobs):
        result = {
            "study": one.model_dump(mode="json"),
            "scenes": stories * world.SCENES,
            **findings(takes, shipped("preview"), study.seed),
        }
        files[one].write_text(json.dumps(result, indent=1) + "\n", "utf-8")
        if options.plots:
            from videostudio.evaluation import plots  # noqa: PLC0415  # matplotlib is an extra

            plots.write(takes, Path(options.plots) / files[one].stem)
        print(f"{files[one]}\n{_table(result)}")
    return 0


def _files(study: Study, regions: Sequence[str], out: Path) -> dict[Study, Path]:
    """A study for each of REGIONS that is named, and the file for what it finds: `out`, or one beside it for each."""
    if unknown := set(regions) - {*REGIONS}:
        raise BriefError(f"no regions are called '{unknown.pop()}': choose from {', '.join(REGIONS)}")
    names = {name: out if len(regions) == 1 else out.with_stem(f"{out.stem}-{name}") for name in regions}
    return {study.model_copy(update={"staged": REGIONS[name]}): file for name, file in names.items()}


def run(raws: Mapping[Study, Path], stories: int, jobs: int) -> Iterator[tuple[Study, list[TakeScores]]]:
    """All takes of the first `stories` stories, for studies that differ in nothing but `staged` and share their takes:
    those that their `raws` hold, then the others as they are scored. Raises SystemExit if one of `raws` is of another
    study."""
    done = {study: _read(raw, study) for study, raw in raws.items()}
    missing = [number for number in range(stories) if not all(_is_whole(study, number, done[study]) for study in raws)]
    known = {study: {take.key for take in takes} for study, takes in done.items()}
    began = time.monotonic()
    with _pool(jobs, tuple(raws)) as pool:
        for count, found in enumerate(pool.imap_unordered(_story, missing), 1):
            for (study, raw), takes in zip(raws.items(), found, strict=True):
                fresh = [take for take in takes if take.key not in known[study]]
                with raw.open("a", encoding="utf-8") as file:
                    file.writelines(take.model_dump_json() + "\n" for take in fresh)
                done[study] += fresh
            left = (time.monotonic() - began) / count * (len(missing) - count)
            print(f"\r{count}/{len(missing)} stories, {left / 60:.1f} min left ", end="", file=sys.stderr, flush=True)
    if missing:
        print(file=sys.stderr)
    for study, takes in done.items():
        yield study, [take for take in takes if take.story < stories]


def scored_story(
    studies: Sequence[Study], number: int, crew: Crew, scorers: Sequence[Scorer], form: Format = STUDIED
) -> tuple[tuple[TakeScores, ...], ...]:
    """The clean and faulty takes of one story, shot once and scored as each of `studies` says, which differ in nothing
    else."""
    with tempfile.TemporaryDirectory() as folder:
        unit = Unit(crew, Shelf(Path(folder)), form)
        shown = tuple(_shown(studies[0], number, unit))
        return tuple(_scored(study, number, unit, scorers, shown) for study in studies)


class Shown(NamedTuple):
    """A take with its fault, as the `at`-th scene of a `film`."""

    fault: str
    film: tuple[ShotTake, ...]
    at: int


def _shown(study: Study, number: int, unit: Unit) -> Iterator[Shown]:
    """Within the film a faulty take stands among the clean takes of the other scenes."""
    story = world.story(study.seed, number, study.split)
    clean = tuple(unit.shoot(story, scene) for scene in story.scenes)
    yield from (Shown(CLEAN, clean, at) for at in range(len(clean)))
    for at, scene in enumerate(story.scenes):
        for kind in study.kinds_of(number, at):
            in_clip = kind in IN_CLIP
            seed = study.seed
            faulty = unit.film_again(clean[at], kind, seed) if in_clip else unit.shoot(story, scene, kind, seed)
            yield Shown(kind, (*clean[:at], faulty, *clean[at + 1 :]), at)


def _scored(
    study: Study, number: int, unit: Unit, scorers: Sequence[Scorer], shown: Sequence[Shown]
) -> tuple[TakeScores, ...]:
    """The same is asked once: takes that go wrong in their clip share a picture, and clean ones a film."""
    answers: dict[ScoreRequest, tuple[Measured, ...]] = {}
    found = []
    for fault, film, at in shown:
        questions = (
            image_question(film[at], unit.format, staged=study.staged),
            clip_question(film[at], unit.format, staged=study.staged),
            film_question(film, staged=study.staged),
        )
        for question in questions:
            if question not in answers:
                answers[question] = tuple(_asked(scorers, question, unit))
        scene = film[at].scene.id
        scores = (score for question in questions for score in answers[question])
        own = tuple(score for score in scores if score.subject is not Subject.FILM or score.about == scene)
        found.append(TakeScores(story=number, scene=scene, fault=fault, scores=own))
    return tuple(found)


def _asked(scorers: Sequence[Scorer], question: ScoreRequest, unit: Unit) -> Iterator[Measured]:
    for scorer in scorers:
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
"""The studies, the crew and the scorers, in a worker: models load once."""


def _begin(studies: tuple[Study, ...]) -> None:
    cv2.setNumThreads(1)
    _AT_WORK[:] = [studies, crew_with(studies[0].pack), [scorer_named(name) for name in studies[0].scorers]]


def _story(number: int) -> tuple[tuple[TakeScores, ...], ...]:
    studies, crew, scorers = _AT_WORK
    return scored_story(studies, number, crew, scorers)


def _pool(jobs: int, studies: tuple[Study, ...]) -> Any:
    return multiprocessing.get_context("spawn").Pool(jobs, _begin, (studies,))


def _table(result: dict[str, Any]) -> str:
    clean, fitted = result["clean"], result["fitted"]
    lines = [f"{told:<46}{_counted(clean[name])}" for name, told in _COSTS.items()]
    lines += [
        f"  {name:<26}{told['takes']:>4} takes, {told['alone']} alone" for name, told in clean["by_score"].items()
    ]
    if fitted:
        lines.append(f"{'clean takes, by thresholds fitted for 1 %':<46}{_counted(fitted['clean'])}")
    lines += ["", f"{'fault':<14}{'takes':>6}{'shipped':>9}{'fitted':>8}{'joint AUC':>11}{'TPR@1%':>8}   best score"]
    for fault, told in result["faults"].items():
        joint, best = told["joint"], told["best"]
        lines.append(
            f"{fault:<14}{told['takes']:>6}{_share(told['shipped']):>9}{_share(told['fitted']):>8}"
            f"{joint['auc']:>11.3f}{joint['tpr']:>8.2f}   {best['score']} AUC {best['auc']:.3f} TPR {best['tpr']:.2f}"
        )
    return "\n".join(lines)


_COSTS = {
    "takes": "clean takes, by the shipped thresholds",
    "films": "clean films, in any of their scenes",
    "film_rejected": "  in a picture or clip",
    "film_recalled": "  in a scene asked for again",
}


def _counted(told: dict[str, Any]) -> str:
    low, high = told["interval"]
    return f"{told['count']} of {told['of']} rejected: {told['share']:.1%} ({low:.1%} to {high:.1%})"


def _share(told: dict[str, Any] | None) -> str:
    return "-" if told is None else f"{told['share']:.2f}"


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
        help="whether scorers are told the staging, or have to look at what stands out (saliency); both with a comma, "
        "of the same takes",
    )
    parser.add_argument("--scorers", default="checks", help=f"any of {', '.join(SCORERS)}, with commas")
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of fault, with commas")
    parser.add_argument("--every", action="store_true", help="every kind in every scene, not one in turn")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
