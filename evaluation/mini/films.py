"""Whole films of profile mini: `python -m videostudio.evaluation.mini.films`. How long a film of four scenes takes
(criterion (e)); with `--writers house,llm` also who writes it (the paper's third open question).

The language model is the one that this machine's settings name (`videostudio doctor`).
"""

import asyncio
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from videostudio.evaluation.mini.judge import Judge
from videostudio.evaluation.mini.study import Measured, Study, conclude, parser
from videostudio.film.brief import Brief, Budget
from videostudio.film.entity import EntityKind
from videostudio.film.fingerprint import plain
from videostudio.film.record import FilmRecord
from videostudio.film.script import Script
from videostudio.graphs.bootstrap import LLM, build_backends, llm_name, profile_named, resolved, written_by
from videostudio.graphs.studio import MakeOptions, Studio
from videostudio.tools.metrics.shots import of_film
from videostudio.tools.scoring.consistency import scene_consistency
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace
from videostudio.training.advice import advising
from videostudio.training.scenes.world import kinds, nouns

PROMPTS = (
    "A red fox and a farmer look for a lantern in the forest at night",
    "A pirate finds a treasure chest on the beach",
    "A robot brings a cake to a princess in the castle",
    "A penguin and a bear play with a ball in the snow",
    "A wizard rides a bicycle through the village in the rain",
    "A girl and a dog fly a kite in the meadow",
    "A chef bakes a pizza in the kitchen for a clown",
    "An astronaut meets an alien on the moon",
)
"""Of words that the mini world has."""
SCENES = 4


def study(
    work: Path, judge: Judge, writers: Sequence[str], by: Mapping[str, Any], size: tuple[int, int] = (640, 360)
) -> Study:
    """Films of four scenes, one after the other on this machine. `by` is who makes them."""

    def measure(unit: int, condition: str) -> Measured:
        brief = Brief(
            prompt=PROMPTS[unit % len(PROMPTS)],
            scenes=SCENES,
            duration_ms=SCENES * 4000,
            width=size[0],
            height=size[1],
            fps=24,
            seed=unit,
            budget=Budget(attempts=2, rewrites=0),
        )
        workspace = emptied(work / "films" / f"{unit}-{condition}")
        began = time.monotonic()
        record = asyncio.run(Studio(workspace).make(brief, MakeOptions(profile="mini", writer=condition)))
        seconds = time.monotonic() - began
        return {"film, s": round(seconds, 1), **told(record, Store(workspace.store_root), judge)}

    return Study(
        name="films",
        question="How long does a film take, and does it matter who writes it?",
        conditions=tuple(writers),
        measures={
            "film, s": "from the sentence to the finished film, with loading, on this machine",
            "scenes right": "share of scenes in which the judge finds every figure of the script that its world has, "
            "and the place, if it has that",
            "Scene Consistency, judge": "cosine of an entity's pieces in scenes that follow each other",
            "entities in two scenes": "entities of the script that come again",
            "words of the world": "share of the script's entities that the mini world has",
            "takes of a scene": "of pictures and clips, in the mean",
        },
        against=writers[0],
        can="Whether another writer gives scripts whose casts come again, and films whose scenes are right, with all "
        "else equal.",
        cannot="Which language model writes best: the house writer knows this world, and a small language model "
        "that runs here is none of those that the paper compared.",
        by={"judge": judge.digits, **by},
        measure=measure,
    )


def emptied(folder: Path) -> Workspace:
    """A workspace without what a film that was cut off left in it: that would make it faster than it is."""
    shutil.rmtree(folder, ignore_errors=True)
    return Workspace(folder)


def known_of(script: Script) -> frozenset[str]:
    """The ids of figures and places that the mini world has: a figure called "castle" is none of its nouns."""
    return frozenset(
        one.id for one in script.entities if one.name in (kinds() if one.kind is EntityKind.PLACE else nouns())
    )


def told(record: FilmRecord, store: Store, judge: Judge) -> dict[str, float | None]:
    """What a film shows, by its chosen takes."""
    script = record.script
    if script is None:
        return {}
    names = {entity.id: entity.name for entity in script.entities}
    known = known_of(script)
    figures = [entity.id for entity in script.entities if entity.kind is not EntityKind.PLACE]
    right: list[bool] = []
    pieces: dict[str, list[Any]] = {}
    eye = judge.eye
    for scene, shot in zip(script.scenes, of_film(record, store), strict=False):
        if shot.picture is None:
            continue
        shape = shot.picture.shape[1] / shot.picture.shape[0]
        seen = judge.sight.seen(shot.picture)
        said = judge.of(seen, shape)
        cast = [names[one] for one in scene.foreground if one in known]
        good = [said.rank(noun, tuple(set(cast) - {noun})) == 1 for noun in cast]
        if scene.background in known:
            good.append(said.place == names[scene.background])
        right.append(all(good))
        for one in scene.foreground:
            if one in known:
                box, _ = judge.find(seen, names[one], shape)
                height, width = shot.picture.shape[:2]
                left, top, end, bottom = np.rint(box * [width, height, width, height]).astype(int)
                pieces.setdefault(one, []).append(eye.embed_images([shot.picture[top:bottom, left:end]])[0])
    alike = [found for rows in pieces.values() if (found := scene_consistency(rows).adjacent) is not None]
    again = [one for one in figures if sum(one in scene.foreground for scene in script.scenes) > 1]
    return {
        "scenes right": float(np.mean(right)) if right else None,
        "Scene Consistency, judge": float(np.mean(alike)) if alike else None,
        "entities in two scenes": float(len(again)),
        "words of the world": len(known) / len(names),
        "takes of a scene": float(np.mean([len(scene.takes) for scene in record.scenes])),
    }


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    options = parser("films", (__doc__ or "").splitlines()[0], len(PROMPTS))
    options.add_argument("--writers", default="house", help="house, llm or both with a comma")
    wanted = options.parse_args(arguments)
    if wanted.models is not None:
        raise SystemExit("films use the installation's models: set VIDEOSTUDIO_MINI_WEIGHTS instead of --models")
    profile = resolved(profile_named("mini"), Workspace(wanted.work / "films"))
    makers = {stage.value: plain(maker) for stage, maker in build_backends(profile).makers().items()}
    by = {"makers": makers, "llm": llm_name(written_by(profile, LLM)) if "llm" in wanted.writers else ""}
    found = study(wanted.work, Judge.read(), wanted.writers.split(","), by)
    conclude(found, wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
