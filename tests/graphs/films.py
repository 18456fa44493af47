"""Small real films: the whole studio with worker processes, at a size that takes seconds."""

from pathlib import Path
from typing import Any

from videostudio.film.brief import Brief
from videostudio.film.record import FilmRecord
from videostudio.film.take import Stage
from videostudio.generators.faults import FaultKind, FaultPlan
from videostudio.graphs.bootstrap import profile_named
from videostudio.graphs.profile import Profile
from videostudio.graphs.studio import MakeOptions, Studio
from videostudio.tools.workspace import Workspace

PROMPT = "A dog runs across a meadow and finds a red ball"


def small_brief(**changes: Any) -> Brief:
    """Two scenes of a second."""
    facts = {"prompt": PROMPT, "scenes": 2, "duration_ms": 2000, "width": 256, "height": 144, "fps": 12, **changes}
    return Brief.model_validate(facts)


def faulty(*kinds: FaultKind, rate_milli: int = 1000, seed: int = 0, only: tuple[str, ...] | None = None) -> Profile:
    """The preview with faults: all takes of `only`, unless said otherwise."""
    plan = FaultPlan(rate_milli=rate_milli, seed=seed, kinds=kinds, only=only)
    return profile_named("preview").model_copy(update={"name": "preview-faulty", "faults": plan})


def faulty_once(kind: FaultKind, scene: str) -> Profile:
    """The preview whose first take of `scene` goes wrong and whose second does not."""
    plans = (FaultPlan(rate_milli=500, seed=seed, kinds=(kind,), only=(scene,)) for seed in range(1000))
    plan = next(
        plan
        for plan in plans
        if plan.take_fault(scene, 1, Stage.CLIP) is kind and not plan.take_fault(scene, 2, Stage.CLIP)
    )
    return profile_named("preview").model_copy(update={"name": "preview-faulty", "faults": plan})


def studio(root: Path) -> Studio:
    return Studio(Workspace(root))


async def make(root: Path, brief: Brief | None = None, **options: Any) -> FilmRecord:
    """A film by one worker, unless said otherwise: tests run beside each other already."""
    return await studio(root).make(brief or small_brief(), MakeOptions(**{"workers": 1, **options}))
