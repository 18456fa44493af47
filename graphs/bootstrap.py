"""The composition root: the only place that names concrete backends and puts a crew together."""

import importlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psutil
from pydantic import SecretStr

from videostudio.agents.house.writer import HouseWriter
from videostudio.agents.writer import Writer
from videostudio.film.brief import Budget
from videostudio.film.errors import BackendMissing, BadSetting, BriefError
from videostudio.generators.faulty import FaultyEntityImager, FaultySceneFilmer, FaultySceneImager
from videostudio.generators.given import Given
from videostudio.generators.inventory import PartFound
from videostudio.generators.ports import Composer, EntityImager, SceneFilmer, SceneImager
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.eyes import CRITIC, Eyes
from videostudio.graphs.machines import Machines, kind_of, store_of
from videostudio.graphs.profile import REMOTE, Profile
from videostudio.graphs.profile_files import SUFFIX, profile_file, profile_files, read_profile
from videostudio.graphs.settings import settings_in, settings_of
from videostudio.tools.embedding import house
from videostudio.tools.embedding.nearest import NearestWords, nearest_words
from videostudio.tools.llm.account import Account
from videostudio.tools.llm.port import Chat
from videostudio.tools.llm.rungs import RungMemory
from videostudio.tools.llm.settings import KEY, LlmSettings, key_of
from videostudio.tools.scoring.appearance import AppearanceScorer
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.scoring.joined import JoinedScorer
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.scoring.resemblance import ResemblanceScorer
from videostudio.tools.workspace import Workspace

if TYPE_CHECKING:
    from videostudio.generators.remote.journal import Journal
    from videostudio.generators.sizing.fitting import Model

ON_DEVICES = ("diffusers_image", "diffusers_video", "klein", "ltx2", "paper", "qwen", "sdxl", "wan")
"""Backends whose models fill a device and whose pictures depend on its kind, with a setting `device`: "" for a GPU
where torch finds one."""

REGISTRY = {
    "animatic": "videostudio.generators.animatic.backend",
    "diffusers_image": "videostudio.generators.diffusion.generic_image",
    "diffusers_video": "videostudio.generators.diffusion.generic_video",
    "klein": "videostudio.generators.diffusion.klein",
    "ltx2": "videostudio.generators.diffusion.ltx2",
    "mini": "videostudio.generators.mini.backend",
    "paper": "videostudio.generators.paper.backend",
    "qwen": "videostudio.generators.diffusion.qwen",
    "remote": "videostudio.generators.remote.backend",
    "sdxl": "videostudio.generators.diffusion.sdxl",
    "wan": "videostudio.generators.diffusion.wan",
}
"""Backend name -> module with `build(given: Given) -> Roles` and, where it needs weights, `inventory(given: Given) ->
tuple[PartFound, ...]`. A new backend is one file and one line here."""

UPSCALING = ("mini",)
"""Backends that draw smaller than films are, with a setting `upscale`."""

COMPOSERS = {
    "procedural": "videostudio.generators.sound.backend",
}
"""Composer name -> module with `build() -> Composer`."""

HOUSE, LLM = "house", "llm"
WRITERS = (HOUSE, LLM)
"""Who may write scripts: the house writer, or the language model that this machine's settings name."""

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
    "small": Profile(
        name="small",
        entity_imager="klein",
        scene_imager="klein",
        scene_filmer="wan",
        usual={
            "klein": {"offload": "model", "side": 768},
            "wan": {"offload": "group", "tiling": 1, "side": 640},
        },
    ),
    "default": Profile(
        name="default",
        entity_imager="klein",
        scene_imager="klein",
        scene_filmer="wan",
        usual={"wan": {"offload": "model"}},
    ),
    "quality": Profile(
        name="quality",
        entity_imager="qwen",
        scene_imager="qwen",
        scene_filmer="wan",
        usual={"qwen": {"offload": "model"}, "wan": {"variant": "i2v-a14b", "offload": "model"}},
    ),
    "audio": Profile(
        name="audio",
        entity_imager="klein",
        scene_imager="klein",
        scene_filmer="ltx2",
        usual={"ltx2": {"offload": "model"}},
    ),
    "remote": Profile(
        name="remote",
        entity_imager=REMOTE,
        scene_imager=REMOTE,
        scene_filmer=REMOTE,
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


def profile_named(name: str, workspace: Workspace | None = None) -> Profile:
    """The profile users call `name`: one that comes with the program, or one of `workspace`. Raises BriefError with
    the names there are, and for a file there that is no profile."""
    if name in PROFILES:
        return PROFILES[name]
    if workspace is not None and (file := profile_file(name, workspace)) is not None:
        return profile_in(file)
    own = [file.stem for file in profile_files(workspace)] if workspace else []
    raise BriefError(
        f"there is no profile '{name}': choose one of {', '.join(sorted([*PROFILES, *own]))}, or give a file such as "
        "mine.toml"
    )


def profile_said(said: str, workspace: Workspace) -> Profile:
    """The profile that whoever sits at the machine means: a path to a TOML file, or a name. Raises BriefError."""
    return profile_in(Path(said).expanduser()) if said.endswith(SUFFIX) else profile_named(said, workspace)


def profile_in(file: Path) -> Profile:
    """The profile in a TOML file. Raises BriefError, which says what to change in it."""
    profile = read_profile(file, tuple(sorted(REGISTRY)), tuple(PROFILES))
    for known, said, what in ((COMPOSERS, profile.composer, "composer"), (WRITERS, profile.writer, "writer")):
        if said not in known:
            raise BriefError(f"{file}: there is no {what} '{said}': choose one of {', '.join(known)}")
    return profile


def profiles(workspace: Workspace) -> dict[str, Profile]:
    """All profiles that can be named in `workspace`. Files that are no profile are left out: naming one says why."""
    found = {**PROFILES}
    for file in profile_files(workspace):
        with suppress(BriefError):
            found[file.stem] = profile_in(file)
    return found


def styled(profile: Profile, upscale: str) -> Profile:
    """`profile` whose small pictures are made large in the style `upscale`. Raises BriefError for a profile that draws
    as large as films are; a style that there is not is refused when its backend is built."""
    small = [name for name in profile.backends if name in UPSCALING]
    if not small:
        able = ", ".join(name for name, other in PROFILES.items() if set(other.backends) & set(UPSCALING))
        raise BriefError(f"profile '{profile.name}' draws at the film's size: --upscale is for {able}")
    given = {name: {**profile.settings.get(name, {}), "upscale": upscale} for name in small}
    return profile.model_copy(update={"settings": {**profile.settings, **given}})


def written_by(profile: Profile, writer: str) -> Profile:
    """`profile` with another writer. Raises BriefError with the writers there are."""
    if writer not in WRITERS:
        raise BriefError(f"there is no writer '{writer}': choose {' or '.join(WRITERS)}")
    return profile.model_copy(update={"writer": writer})


def made_with(profile: str | Profile, workspace: Workspace, upscale: str = "", writer: str = "") -> Profile:
    """The profile that these come to in `workspace`. Raises BriefError."""
    found = profile if isinstance(profile, Profile) else profile_named(profile, workspace)
    found = styled(found, upscale) if upscale else found
    return written_by(found, writer) if writer else found


def writer(nearest: NearestWords | None = None) -> Writer:
    """The house writer; `nearest` if somebody has it already."""
    return HouseWriter(nearest or nearest_words())


def llm_settings(profile: Profile) -> LlmSettings:
    """What is set for the language model of `profile`. Raises BadSetting."""
    return LlmSettings.of(profile.settings.get(LLM, {}))


def llm_name(profile: Profile) -> str:
    """The language model of `profile` as it signs; "" where none writes."""
    if profile.writer != LLM:
        return ""
    settings = llm_settings(profile)
    return f"{settings.model} at {settings.host}"


def account(profile: Profile, budget: Budget, file: Path | None = None) -> Account:
    """What the models of `profile` that somebody bills for may cost; `file` keeps it over all runs of a film. Raises
    BriefError where money is limited and prices are not known, BadSetting."""
    limits = {"tokens": budget.tokens, "money_milli": budget.money_milli}
    if budget.money_milli is not None and REMOTE in profile.backends:
        _refuse_unpriced(profile)
    if profile.writer == LLM:
        return Account.priced(llm_settings(profile), file=file, **limits)
    return Account(file=file, **limits)


def bills(profile: Profile) -> bool:
    """Whether films of `profile` may cost money."""
    return profile.writer == LLM or REMOTE in profile.backends


def chat(profile: Profile, workspace: Workspace, spending: Account, memory: RungMemory | None = None) -> Chat:
    """The language model of `profile`, whose calls are paid for out of `spending`; `memory` in place of what this
    machine knows of endpoints. The key is read here and kept nowhere. Raises BadSetting."""
    from videostudio.tools.llm.endpoint import Endpoint

    settings, found = llm_settings(profile), settings_of(LLM, workspace)
    if str(found.get("base_url", "")).rstrip("/") not in ("", settings.base_url):
        raise BadSetting(
            f"the film was begun with the endpoint {settings.base_url}, and {found['base_url']} is set now: a key goes "
            "to no other endpoint than its own; make the film again to use the new one, or set the old one"
        )
    return Endpoint(settings, key_of(found), spending, memory or rung_memory(workspace))


def sent_jobs(workspace: Workspace) -> "Journal":
    """What was sent to servers from this workspace, or from all machines that share its store."""
    from videostudio.generators.remote.backend import journal_at

    return journal_at(*_jobs_of(workspace))


def rung_memory(workspace: Workspace) -> RungMemory:
    """What this machine knows of endpoints."""
    return RungMemory(workspace.cache_root / LLM)


def scorer(settings: Mapping[str, str | int] | None = None) -> Scorer:
    """Who measures takes, with what is set for the critic. A new part is one more here, and a new calibration. An
    installation without the house CLIP, where no other model is set, measures without it: another scorer, for which the
    shipped calibration does not hold. Raises BadSetting, and OperatorError for a model that is set and not here."""
    parts: list[Scorer] = [ChecksScorer(), AppearanceScorer()]
    eyes = Eyes.of(settings or {})
    if eyes.model or not house.missing():
        parts.append(ResemblanceScorer(eyes.embedder(), eyes.looking()))
    return JoinedScorer(tuple(parts))


def build_backends(profile: Profile, *, fetching: bool = False, reading: bool = True) -> Backends:
    """The backends of `profile`, with its faults around them. Weights load at the first request, not here; `fetching`
    and `reading` are as in Given."""
    nearest = nearest_words()
    # Each is built once, so that its roles share what they load.
    given = {name: _given(profile, name, nearest) for name in profile.backends}
    roles = {name: _roles(name, replace(each, fetching=fetching, reading=reading)) for name, each in given.items()}
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
        scorer=scorer(profile.settings.get(CRITIC)),
        composer=_composer(profile.composer),
    )


def inventory(profile: Profile) -> tuple[PartFound, ...]:
    """What the backends of `profile` need on this machine, part by part; none for those that need nothing. Raises
    BadSetting."""
    modules = {name: importlib.import_module(REGISTRY[name]) for name in profile.backends}
    told = (module.inventory(_given(profile, name)) for name, module in modules.items() if hasattr(module, "inventory"))
    return tuple(part for parts in told for part in parts)


def models(profile: Profile) -> "dict[str, tuple[Model, ...]]":
    """Backend -> the models that it loads, none for those whose memory nobody has to care for. Raises BadSetting."""
    modules = {name: importlib.import_module(REGISTRY[name]) for name in profile.backends}
    return {
        name: module.models(_given(profile, name)) if hasattr(module, "models") else ()
        for name, module in modules.items()
    }


def resolved(profile: Profile, workspace: Workspace) -> Profile:
    """`profile` with all that depends on this machine decided, so that every process of a film agrees: also the kind of
    device where its workers are elsewhere. What the profile says itself counts more than the machine's settings. Raises
    BadSetting, and where a cluster cannot be asked what that raises."""
    from videostudio.generators.animatic.art.packs import default_pack

    found = {
        name: profile.usual.get(name, {}) | settings_of(name, workspace) | profile.settings.get(name, {})
        for name in profile.backends
    }
    jobs, shared = _jobs_of(workspace) if REMOTE in profile.backends else (workspace.jobs_root, "")
    if profile.writer == LLM:
        found[LLM] = settings_of(LLM, workspace)
        LlmSettings.of(found[LLM])
    found[CRITIC] = settings_of(CRITIC, workspace) | profile.settings.get(CRITIC, {})
    Eyes.of(found[CRITIC])
    # Films keep their profile and pass it to their workers: it has everything but keys.
    found = {backend: {name: value for name, value in said.items() if name != KEY} for backend, said in found.items()}
    decided = profile.model_copy(
        update={
            "settings": {name: settings for name, settings in found.items() if settings},
            "weights": str(workspace.weights_root),
            "cache": str(workspace.cache_root),
            "jobs": str(jobs),
            "shared": shared,
            "settings_file": str(workspace.settings_file),
            "art": profile.art or default_pack().name,
        }
    )
    return placed(decided, Machines.of(workspace))


def placed(profile: Profile, machines: Machines) -> Profile:
    """`profile` with the kind of device decided for models that have none set, where `machines` say it: pictures are
    called after it, whoever asks. Raises as `kind_of` does."""
    said = {name: profile.settings.get(name, {}) for name in profile.backends if name in ON_DEVICES}
    undecided = {name: settings for name, settings in said.items() if not settings.get("device")}
    if not undecided or not (kind := kind_of(machines)):
        return profile
    decided = {name: {**settings, "device": kind} for name, settings in undecided.items()}
    return profile.model_copy(update={"settings": {**profile.settings, **decided}})


def fills(profile: Profile) -> bool:
    """Whether `profile` has models of which a device or a machine carries one at a time."""
    return any(name in ON_DEVICES for name in profile.backends)


def _jobs_of(workspace: Workspace) -> tuple[Path, str]:
    """The folder in which jobs are noted, and the address at which they are instead. They lie where the store does:
    whoever goes on with a film knows then what was sent for it."""
    machines = Machines.of(workspace)
    if not machines.store:
        return workspace.jobs_root, ""
    store = store_of(workspace, machines)
    return (workspace.jobs_root, store.url) if store.url else (store.root / "jobs", "")


def usual_workers(profile: Profile) -> int:
    """One worker per core this process may use, as far as memory carries them and the profile allows; one where models
    fill the machine and the profile says nothing."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    fitting = psutil.virtual_memory().available // MEMORY_PER_WORKER
    most = profile.most_workers or (1 if fills(profile) else MOST_WORKERS)
    return max(1, min(cores, most, int(fitting)))


def _roles(name: str, given: Given) -> Roles:
    if name not in REGISTRY:
        raise BackendMissing(f"no backend is called '{name}': the registry has {', '.join(sorted(REGISTRY))}")
    roles: Roles = importlib.import_module(REGISTRY[name]).build(given)
    return roles


def _given(profile: Profile, name: str, nearest: NearestWords | None = None) -> Given:
    return Given(
        cache=Path(profile.cache) if profile.cache else None,
        weights=Path(profile.weights) if profile.weights else None,
        settings=profile.settings.get(name, {}),
        art=profile.art,
        nearest=nearest,
        jobs=Path(profile.jobs) if profile.jobs else None,
        shared=profile.shared,
        key=_key(profile, name),
    )


def _key(profile: Profile, name: str) -> SecretStr:
    """The key that is set for a backend's server now, empty for none. Raises BadSetting where another server is set now
    than the film was begun with."""
    if name != REMOTE or not profile.settings_file:
        return SecretStr("")
    found = settings_in(name, Path(profile.settings_file))
    then, now = profile.settings.get(name, {}).get("base_url", ""), found.get("base_url", "")
    if found.get(KEY) and now and str(now).rstrip("/") != str(then).rstrip("/"):
        raise BadSetting(
            f"the film was begun with the server {then}, and {now} is set now: a key goes to no other server than its "
            "own; make the film again to use the new one, or set the old one"
        )
    return key_of(found)


def _refuse_unpriced(profile: Profile) -> None:
    roles = _roles(REMOTE, _given(profile, REMOTE))
    able = (roles.entity_imager, roles.scene_imager, roles.scene_filmer)
    if any(role.capabilities.price is None for role in able):
        raise BriefError(
            "the money that may be spent is limited, and what pictures and clips cost is not known: set "
            "VIDEOSTUDIO_REMOTE_PRICE_IMAGE_MILLI and VIDEOSTUDIO_REMOTE_PRICE_VIDEO_MILLI or _PRICE_SECOND_MILLI "
            "(thousandths of the currency; 0 on your own machine)"
        )


def _composer(name: str) -> Composer:
    if name not in COMPOSERS:
        raise BackendMissing(f"no composer is called '{name}': the registry has {', '.join(sorted(COMPOSERS))}")
    composer: Composer = importlib.import_module(COMPOSERS[name]).build()
    return composer
