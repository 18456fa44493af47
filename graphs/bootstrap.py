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
from videostudio.generators.given import Given
from videostudio.generators.inventory import PartFound
from videostudio.generators.ports import Composer, EntityImager, SceneFilmer, SceneImager
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.profile import Profile
from videostudio.graphs.settings import settings_of
from videostudio.tools.embedding import house
from videostudio.tools.embedding.nearest import NearestWords, nearest_words
from videostudio.tools.scoring.appearance import AppearanceScorer
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.scoring.joined import JoinedScorer
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.scoring.resemblance import ResemblanceScorer
from videostudio.tools.workspace import Workspace

REGISTRY = {
    "animatic": "videostudio.generators.animatic.backend",
    "mini": "videostudio.generators.mini.backend",
    "paper": "videostudio.generators.paper.backend",
}
"""Backend name -> module with `build(given: Given) -> Roles` and, where it needs weights, `inventory(given: Given) ->
tuple[PartFound, ...]`. A new backend is one file and one line here."""

UPSCALING = ("mini",)
"""Backends that draw smaller than films are, with a setting `upscale`."""

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
    "mini": Profile(
        name="mini",
        entity_imager="mini",
        scene_imager="mini",
        scene_filmer="mini",
        most_workers=1,
    ),
    "paper": Profile(
        name="paper",
        entity_imager="paper",
        scene_imager="paper",
        scene_filmer="paper",
        most_workers=1,
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


def styled(profile: Profile, upscale: str) -> Profile:
    """`profile` whose small pictures are made large in the style `upscale`. Raises BriefError for a profile that draws
    as large as films are; a style that there is not is refused when its backend is built."""
    small = [name for name in _names(profile) if name in UPSCALING]
    if not small:
        able = ", ".join(name for name, other in PROFILES.items() if set(_names(other)) & set(UPSCALING))
        raise BriefError(f"profile '{profile.name}' draws at the film's size: --upscale is for {able}")
    given = {name: {**profile.settings.get(name, {}), "upscale": upscale} for name in small}
    return profile.model_copy(update={"settings": {**profile.settings, **given}})


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
    # Each is built once, so that its roles share what they load.
    roles = {name: _roles(name, profile, nearest) for name in _names(profile)}
    entity_imager = roles[profile.entity_imager].entity_imager
    scene_imager = roles[profile.scene_imager].scene_imager
    scene_filmer = roles[profile.scene_filmer].scene_filmer
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


def inventory(profile: Profile) -> tuple[PartFound, ...]:
    """What the backends of `profile` need on this machine, part by part; none for those that need nothing. Raises
    BadSetting."""
    modules = {name: importlib.import_module(REGISTRY[name]) for name in _names(profile)}
    told = (module.inventory(_given(profile, name)) for name, module in modules.items() if hasattr(module, "inventory"))
    return tuple(part for parts in told for part in parts)


def resolved(profile: Profile, workspace: Workspace) -> Profile:
    """`profile` with all that depends on this machine decided, so that every process of a film agrees. What the profile
    says itself counts more than the machine's settings. Raises BadSetting."""
    from videostudio.generators.animatic.art.packs import default_pack

    found = {name: settings_of(name, workspace) | profile.settings.get(name, {}) for name in _names(profile)}
    return profile.model_copy(
        update={
            "settings": {name: settings for name, settings in found.items() if settings},
            "weights": str(workspace.weights_root),
            "cache": str(workspace.cache_root),
            "art": profile.art or default_pack().name,
        }
    )


def usual_workers(profile: Profile) -> int:
    """One worker per core this process may use, as far as memory carries them and the profile allows."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    fitting = psutil.virtual_memory().available // MEMORY_PER_WORKER
    return max(1, min(cores, profile.most_workers or MOST_WORKERS, int(fitting)))


def _roles(name: str, profile: Profile, nearest: NearestWords | None) -> Roles:
    if name not in REGISTRY:
        raise BackendMissing(f"no backend is called '{name}': the registry has {', '.join(sorted(REGISTRY))}")
    roles: Roles = importlib.import_module(REGISTRY[name]).build(_given(profile, name, nearest))
    return roles


def _names(profile: Profile) -> tuple[str, ...]:
    """The backends of a profile, each once."""
    return tuple(dict.fromkeys((profile.entity_imager, profile.scene_imager, profile.scene_filmer)))


def _given(profile: Profile, name: str, nearest: NearestWords | None = None) -> Given:
    return Given(
        cache=Path(profile.cache) if profile.cache else None,
        weights=Path(profile.weights) if profile.weights else None,
        settings=profile.settings.get(name, {}),
        art=profile.art,
        nearest=nearest,
    )


def _composer(name: str) -> Composer:
    if name not in COMPOSERS:
        raise BackendMissing(f"no composer is called '{name}': the registry has {', '.join(sorted(COMPOSERS))}")
    composer: Composer = importlib.import_module(COMPOSERS[name]).build()
    return composer
