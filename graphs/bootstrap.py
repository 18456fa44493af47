"""The composition root: the only place that names concrete backends and puts a crew together."""

import importlib
import os
from pathlib import Path
from typing import Protocol

import psutil

from videostudio.agents.house.writer import HouseWriter
from videostudio.agents.writer import Writer
from videostudio.film.errors import BackendMissing, BriefError
from videostudio.generators.faulty import FaultyEntityImager, FaultySceneFilmer, FaultySceneImager
from videostudio.generators.ports import Composer, EntityImager, SceneFilmer, SceneImager
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.profile import Profile
from videostudio.tools.embedding import house
from videostudio.tools.embedding.nearest import NearestWords, nearest_words
from videostudio.tools.scoring.appearance import AppearanceScorer
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.scoring.joined import JoinedScorer
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.scoring.resemblance import ResemblanceScorer

REGISTRY = {
    "animatic": "videostudio.generators.animatic.backend",
}
"""Backend name -> module with `build(cache, art, nearest) -> Roles`. A new backend is one file and one line here."""

COMPOSERS = {
    "procedural": "videostudio.generators.sound.backend",
}
"""Composer name -> module with `build() -> Composer`."""

PROFILES = {
    "preview": Profile(
        name="preview",
        entity_imager="animatic",
        scene_imager="animatic",
        scene_filmer="animatic",
        calibration="preview",
    ),
}
"""What `--profile` knows."""

MOST_WORKERS = 8
MEMORY_PER_WORKER = 400 * 2**20


class Roles(Protocol):
    """What a backend module builds: the roles it can play. A role it cannot play raises BackendMissing."""

    @property
    def entity_imager(self) -> EntityImager: ...

    @property
    def scene_imager(self) -> SceneImager: ...

    @property
    def scene_filmer(self) -> SceneFilmer: ...


def profile_named(name: str) -> Profile:
    """The profile users call `name`. Raises BriefError with the names there are."""
    if name not in PROFILES:
        raise BriefError(f"there is no profile '{name}': choose one of {', '.join(sorted(PROFILES))}")
    return PROFILES[name]


def writer(nearest: NearestWords | None = None) -> Writer:
    """Who writes scripts; `nearest` if somebody has it already."""
    return HouseWriter(nearest or nearest_words())


def scorer() -> Scorer:
    """Who measures takes. A new part is one more here, and a new calibration. An installation without the house CLIP
    measures without it: another scorer, for which the shipped calibration does not hold."""
    parts: list[Scorer] = [ChecksScorer(), AppearanceScorer()]
    if not house.missing():
        parts.append(ResemblanceScorer(house.house_clip()))
    return JoinedScorer(tuple(parts))


def build_backends(profile: Profile) -> Backends:
    """The backends of `profile`, with its faults around them. Weights load at the first request, not here."""
    nearest = nearest_words()
    entity_imager = _roles(profile.entity_imager, profile, nearest).entity_imager
    scene_imager = _roles(profile.scene_imager, profile, nearest).scene_imager
    scene_filmer = _roles(profile.scene_filmer, profile, nearest).scene_filmer
    if profile.faults is not None:
        scene_imager = FaultySceneImager(scene_imager, profile.faults, entity_imager, scene_filmer)
        scene_filmer = FaultySceneFilmer(scene_filmer, profile.faults, entity_imager)
        entity_imager = FaultyEntityImager(entity_imager, profile.faults)
    return Backends(
        writer=writer(nearest),
        entity_imager=entity_imager,
        scene_imager=scene_imager,
        scene_filmer=scene_filmer,
        scorer=scorer(),
        composer=_composer(profile.composer),
    )


def resolved(profile: Profile, cache: Path) -> Profile:
    """`profile` with all that depends on this machine decided, so that every process of a film agrees."""
    from videostudio.generators.animatic.art.packs import default_pack

    return profile.model_copy(update={"cache": str(cache), "art": profile.art or default_pack().name})


def usual_workers() -> int:
    """One worker per core this process may use, as far as memory carries them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    fitting = psutil.virtual_memory().available // MEMORY_PER_WORKER
    return max(1, min(cores, MOST_WORKERS, int(fitting)))


def _roles(name: str, profile: Profile, nearest: NearestWords | None) -> Roles:
    if name not in REGISTRY:
        raise BackendMissing(f"no backend is called '{name}': the registry has {', '.join(sorted(REGISTRY))}")
    roles: Roles = importlib.import_module(REGISTRY[name]).build(
        Path(profile.cache) if profile.cache else None, profile.art, nearest
    )
    return roles


def _composer(name: str) -> Composer:
    if name not in COMPOSERS:
        raise BackendMissing(f"no composer is called '{name}': the registry has {', '.join(sorted(COMPOSERS))}")
    composer: Composer = importlib.import_module(COMPOSERS[name]).build()
    return composer
