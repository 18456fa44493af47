"""The critic in its loop: `python -m videostudio.evaluation.loop_study --scenes 1000 --json loop.json`.

Makes films whose takes go wrong by a plan, three times each: with the critic on, with everything accepted, and with
the scores of other takes. Says for each how many scenes are truly right in the end, and what that took. Everything made
lies in one workspace, so that a study that was cut off goes on where it stopped if it has its --work again.
"""

import argparse
import contextlib
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import cv2

from videostudio.evaluation.deaf import Said, Sheets, ShufflingScorer, SilentScorer
from videostudio.evaluation.loop_films import SCENES, LoopFilm, Workplace, brief_of
from videostudio.evaluation.loop_findings import findings, table
from videostudio.evaluation.scorers import SCORERS, scorer_named
from videostudio.film.brief import Budget
from videostudio.film.calibration import Calibration
from videostudio.film.fingerprint import derive_seed
from videostudio.film.noun import Noun
from videostudio.film.requests import Subject
from videostudio.generators.animatic.art import packs
from videostudio.generators.faults import FaultKind, FaultPlan
from videostudio.graphs import bootstrap, calibrations
from videostudio.tools.scoring import world
from videostudio.tools.scoring.joined import JoinedScorer
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.workspace import Workspace

EASY = (
    FaultKind.FROZEN,
    FaultKind.BLACK,
    FaultKind.BLANK,
    FaultKind.REVERSED,
    FaultKind.WRONG_PLACE,
    FaultKind.WRONG_COLOURS,
)
"""What the shipped calibration rejects without a model, the last two only across the film. With the house CLIP's scorer
missing, swapped, recoloured and wrong_time are for --kinds."""


class Condition(StrEnum):
    """What the critic hears: its scorer, nothing (all is accepted), or what its scorer said of other takes."""

    ON = "on"
    OFF = "off"
    SHUFFLED = "shuffled"


class LoopStudy(Noun):
    """What is studied. Faults are drawn evenly from `kinds`. `scorers` are names, none for the preview's own."""

    seed: int = 1
    pack: str = ""
    rate_milli: int = 300
    kinds: tuple[FaultKind, ...] = EASY
    scorers: tuple[str, ...] = ()
    calibration: Calibration
    budget: Budget = Budget(attempts=4, rewrites=0)

    def plan(self, number: int) -> FaultPlan:
        """What goes wrong in film `number`: the same in every condition."""
        seed = derive_seed("loop", self.seed, number)
        return FaultPlan(rate_milli=self.rate_milli, seed=seed, kinds=self.kinds)

    def scorer(self) -> Scorer:
        """Who measures with the critic on. Raises BackendMissing, BriefError."""
        if not self.scorers:
            return bootstrap.scorer()
        return JoinedScorer(tuple(scorer_named(name) for name in self.scorers))


@dataclass(frozen=True)
class Team:
    """A process at work on a study: its scorer's model is loaded once."""

    study: LoopStudy
    place: Workplace
    scorer: Scorer

    @classmethod
    def at(cls, study: LoopStudy, folder: Path) -> "Team":
        """A team that works in `folder`."""
        preview = bootstrap.profile_named("preview").model_copy(update={"art": study.pack})
        profile = bootstrap.resolved(preview, Workspace(folder))
        return cls(study, Workplace(folder, profile, study.calibration), study.scorer())

    def film(self, number: int, condition: Condition, sheets: Sheets) -> LoopFilm:
        """Film `number` under `condition`; SHUFFLED hears `sheets`."""
        brief = brief_of(world.story(self.study.seed, number), self.study.budget, self.study.seed)
        deaf = SilentScorer() if condition is Condition.OFF else ShufflingScorer(sheets, self.study.seed)
        scorer = self.scorer if condition is Condition.ON else deaf
        return self.place.film(number, condition, brief, self.study.plan(number), scorer)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a study as the command line says."""
    options = _options(argv)
    study = LoopStudy(
        seed=options.seed,
        pack=options.pack or packs.default_pack().name,
        rate_milli=round(1000 * options.rate),
        kinds=tuple(FaultKind(kind) for kind in options.kinds.split(",")),
        scorers=tuple(filter(None, options.scorers.split(","))),
        calibration=_calibration(options.calibration),
        budget=Budget(attempts=options.attempts, rewrites=options.rewrites, regrades=options.regrades),
    )
    _require_calibrated(study)
    count, began = -(-options.scenes // SCENES), time.monotonic()
    with contextlib.ExitStack() as stack:
        work = Path(options.work or stack.enter_context(tempfile.TemporaryDirectory()))
        films = run(study, count, work, options.jobs)
    _write_takes(films, Path(options.json).with_suffix(".takes.jsonl"))
    result = {
        "study": study.model_dump(mode="json", exclude={"calibration"}),
        "scorer": study.scorer().identity.model_dump(mode="json", exclude_defaults=True),
        "calibrated_takes": study.calibration.takes,
        "wall_s": round(time.monotonic() - began, 1),
        "jobs": options.jobs,
        "conditions": findings(films, study.budget.attempts),
    }
    Path(options.json).write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(table(result))
    return 0


def run(study: LoopStudy, count: int, work: Path, jobs: int) -> list[LoopFilm]:
    """The first `count` films under every condition; SHUFFLED comes last, when all that can be heard was said."""
    orders = [(number, condition) for condition in (Condition.ON, Condition.OFF) for number in range(count)]
    films = list(_filmed(orders, jobs, (study, work, {})))
    sheets = _sheets(films)
    return [*films, *_filmed([(number, Condition.SHUFFLED) for number in range(count)], jobs, (study, work, sheets))]


def _sheets(films: Sequence[LoopFilm]) -> Sheets:
    """What was said with the critic on, in the films' order, whichever was done first."""
    sheets: dict[Subject, list[Said]] = {}
    for film in sorted(films, key=lambda one: one.film):
        if film.condition == Condition.ON:
            for subject, said in film.heard.items():
                sheets.setdefault(subject, []).extend(said)
    return sheets


_AT_WORK: list[Any] = []
"""The team and the sheets, in a worker."""


def _begin(study: LoopStudy, work: Path, sheets: Sheets) -> None:
    cv2.setNumThreads(1)
    _AT_WORK[:] = [Team.at(study, work), sheets]


def _filmed(
    orders: Sequence[tuple[int, Condition]], jobs: int, begin: tuple[LoopStudy, Path, Sheets]
) -> Iterator[LoopFilm]:
    """The films as they are done; a single job is done in this process."""
    with contextlib.ExitStack() as stack:
        if jobs == 1:
            _begin(*begin)
            films: Iterator[LoopFilm] = map(_film, orders)
        else:
            pool = multiprocessing.get_context("spawn").Pool(jobs, _begin, begin)
            films = stack.enter_context(pool).imap_unordered(_film, orders)
        for done, film in enumerate(films, 1):
            yield film
            print(f"\r{done}/{len(orders)} films, the last one {film.condition} ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _film(order: tuple[int, Condition]) -> LoopFilm:
    team, sheets = _AT_WORK
    film: LoopFilm = team.film(*order, sheets)
    return film


def _calibration(file: str) -> Calibration:
    return Calibration.model_validate_json(Path(file).read_bytes()) if file else calibrations.shipped("preview")


def _require_calibrated(study: LoopStudy) -> None:
    """A critic that only advises is no critic: its loop would be that of everything accepted."""
    now, then = study.scorer().identity, study.calibration.scorer
    if now != then:
        raise SystemExit(f"the calibration is of {then and then.model}, the scorer is {now.model or now}: give its own")


def _write_takes(films: Sequence[LoopFilm], file: Path) -> None:
    """A line per take, for whoever wants to know which."""
    with file.open("w", encoding="utf-8") as out:
        for film in films:
            for take in film.takes:
                told = {"film": film.film, "condition": film.condition, **take.model_dump(exclude_defaults=True)}
                out.write(json.dumps(told) + "\n")


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="videostudio.evaluation.loop_study", description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", type=int, default=100, help=f"how many, rounded up to whole films of {SCENES}")
    parser.add_argument("--json", default="loop_study.json", help="where the findings go; a line per take beside it")
    parser.add_argument("--kinds", default=",".join(EASY), help="kinds of fault, drawn evenly, with commas")
    parser.add_argument("--rate", type=float, default=0.3, help="share of takes that go wrong")
    parser.add_argument(
        "--scorers", default="", help=f"any of {', '.join(SCORERS)}, with commas; the preview's if none"
    )
    parser.add_argument("--calibration", default="", help="a calibration of these scorers; the shipped one if none")
    parser.add_argument("--attempts", type=int, default=4, help="takes of a scene, per round")
    parser.add_argument("--rewrites", type=int, default=0, help="how often a scene may be rewritten")
    parser.add_argument("--regrades", type=int, default=1, help="rounds of scenes that do not fit their film")
    parser.add_argument("--pack", default="", choices=["", "fluent", "openmoji", "noto"], help="art pack")
    parser.add_argument("--work", default="", help="workspace to keep, and to go on from; a passing one if none")
    parser.add_argument("--seed", type=int, default=1, help="of the stories; calibrations are measured on those of 0")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
