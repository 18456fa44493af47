"""Whether the models of a profile fit this machine, before any is fetched: passed, made to fit and told so, or refused
with the figures."""

import os
from pathlib import Path

import psutil

from videostudio.film.brief import DEFAULT_SCENE_MS, Brief
from videostudio.film.errors import BackendMissing, NotEnoughMemory
from videostudio.film.scene import LONGEST_TRANSITION_MS
from videostudio.generators.sizing.fitting import ON_CPU, Asked, Device, Fit, State, fitted
from videostudio.generators.sizing.known import Footprints
from videostudio.graphs import bootstrap
from videostudio.graphs.machines import gpus_here
from videostudio.graphs.pace import Pace, film_seconds
from videostudio.graphs.profile import Profile
from videostudio.tools.packages import packages_missing
from videostudio.tools.preflight import container_limit_bytes
from videostudio.tools.store.store import Store


def fits(
    profile: Profile,
    brief: Brief,
    device: Device | None = None,
    *,
    patient: bool = True,
    known: Footprints | None = None,
) -> dict[str, Fit]:
    """Backend -> how it fits `device`, None for this machine's; none for backends that are no matter of memory.
    `patient` waits for what was not worked out yet; `known` are other footprints than this machine's. Raises
    BadSetting, and BackendMissing where nobody can tell."""
    known = known or Footprints(Path(profile.cache) / "footprints" if profile.cache else None, patient=patient)
    models = {name: found for name, found in bootstrap.models(profile).items() if found}
    return {
        name: fitted(found, asked_by(brief), device or _device(profile, name), known) for name, found in models.items()
    }


def asked_by(brief: Brief) -> Asked:
    """What the longest scene of a film asks for, as far as its brief tells."""
    scene_ms = brief.scenes_ms // brief.scenes if brief.scenes_ms and brief.scenes else DEFAULT_SCENE_MS
    scene_ms = min(scene_ms, brief.longest_scene_ms or scene_ms)
    return Asked(width=brief.width, height=brief.height, seconds=(scene_ms + LONGEST_TRANSITION_MS) / 1000)


def made_to_fit(
    profile: Profile, brief: Brief, device: Device | None = None, known: Footprints | None = None
) -> tuple[Profile, tuple[str, ...]]:
    """`profile` with what has to be set so that it fits `device`, None for this machine's, and what that is in words.
    Raises NotEnoughMemory with the figures where nothing helps."""
    try:
        found = fits(profile, brief, device, known=known)
    except BackendMissing as error:
        return profile, (f"nobody looked whether the models fit this machine: {error}",)
    if blocked := [fit for fit in found.values() if fit.state is State.BLOCK]:
        raise NotEnoughMemory(
            f"{'; '.join(map(str, blocked))}: use a smaller profile (`videostudio profiles --fit` shows which fits "
            "what), a smaller --size, shorter scenes, or another machine"
        )
    changed = {name: fit for name, fit in found.items() if fit.settings}
    settings = {**profile.settings}
    for name, fit in changed.items():
        settings[name] = {**settings.get(name, {}), **fit.settings}
    told = tuple(f"made to fit: {fit}" for fit in changed.values())
    return profile.model_copy(update={"settings": settings}), told


def too_slow(profile: Profile, brief: Brief, store: Store) -> tuple[str, ...]:
    """That a film will use up the generator time its brief allows, as far as this machine has measured; () if not, or
    if nobody knows. Raises BadSetting."""
    allowed = brief.budget.gpu_s
    if allowed is None:
        return ()
    try:
        makers = bootstrap.build_backends(profile).makers()
    except BackendMissing:
        return ()  # it made nothing here yet, and is fetched when the film begins, or asked for then
    seconds = film_seconds(Pace.of_makers(store, makers), brief)
    if seconds is None or seconds <= allowed:
        return ()
    return (
        f"a film like this took about {seconds:.0f} s of generator time on this machine, and its brief allows "
        f"{allowed} s: it will be cut from what is shot by then; raise the budget, or ask for fewer or shorter scenes",
    )


def usual_device() -> Device:
    """Where models work on this machine: its smallest GPU, else the CPU."""
    if not gpus_here():
        return _cpu()
    try:
        import torch  # noqa: PLC0415 - seconds, and only where there is a GPU to ask about
    except ImportError as error:
        raise packages_missing("this GPU", error, "diffusion") from error
    if not torch.cuda.is_available():
        return _cpu()
    memory = min(torch.cuda.get_device_properties(n).total_memory for n in range(torch.cuda.device_count()))
    return Device(name="cuda", memory=memory, host=_host_bytes())


def _cpu() -> Device:
    host = _host_bytes()
    return Device(name=ON_CPU, memory=host, host=host)


def _host_bytes() -> int:
    return int(min(psutil.virtual_memory().total, container_limit_bytes()))


def _device(profile: Profile, backend: str) -> Device:
    """Where a backend's models work. Those that were told to work on the CPU do."""
    if profile.settings.get(backend, {}).get("device") == ON_CPU or os.environ.get("CUDA_VISIBLE_DEVICES") == "":
        return _cpu()
    return usual_device()
