"""Whether the models of a profile fit the machines that make its films, before any is fetched: passed, made to fit and
told so, or refused with the figures."""

from collections.abc import Sequence
from pathlib import Path

import psutil

from videostudio.film.brief import DEFAULT_SCENE_MS, Brief
from videostudio.film.errors import BackendMissing, NotEnoughMemory
from videostudio.film.scene import LONGEST_TRANSITION_MS
from videostudio.generators.given import CPU, GPU
from videostudio.generators.sizing.fitting import Asked, Device, Fit, State, fitted
from videostudio.generators.sizing.known import Footprints
from videostudio.graphs import bootstrap
from videostudio.graphs.executor.on_ray import Node, is_ray, nodes_of
from videostudio.graphs.executor.seats import devices_named
from videostudio.graphs.machines import Machines, gpus_here, makers
from videostudio.graphs.pace import Pace, film_seconds
from videostudio.graphs.profile import Profile
from videostudio.tools.packages import packages_missing
from videostudio.tools.preflight import container_limit_bytes
from videostudio.tools.store.store import Store

HERE = Machines()


def fits(
    profile: Profile,
    brief: Brief,
    device: Device | None = None,
    *,
    patient: bool = True,
    known: Footprints | None = None,
    machines: Machines = HERE,
) -> dict[str, Fit]:
    """Backend -> how it fits `device`, None for the smallest of `machines`; none for
    backends that are no matter of memory. `patient` waits for what was not worked out yet; `known` are other footprints
    than this machine's. Raises BadSetting, and BackendMissing where nobody can tell."""
    known = known or Footprints(Path(profile.cache) / "footprints" if profile.cache else None, patient=patient)
    models = {name: found for name, found in bootstrap.models(profile).items() if found}
    places = {name: device or place(profile, name, machines) for name in models}
    return {name: fitted(found, asked_by(brief), places[name], known) for name, found in models.items()}


def asked_by(brief: Brief) -> Asked:
    """What the longest scene of a film asks for, as far as its brief tells."""
    scene_ms = brief.scenes_ms // brief.scenes if brief.scenes_ms and brief.scenes else DEFAULT_SCENE_MS
    scene_ms = min(scene_ms, brief.longest_scene_ms or scene_ms)
    return Asked(width=brief.width, height=brief.height, seconds=(scene_ms + LONGEST_TRANSITION_MS) / 1000)


def made_to_fit(
    profile: Profile,
    brief: Brief,
    device: Device | None = None,
    known: Footprints | None = None,
    machines: Machines = HERE,
) -> tuple[Profile, tuple[str, ...]]:
    """`profile` with what has to be set so that it fits `device`, None for the smallest of `machines`, and what that
    is in words. Raises NotEnoughMemory with the figures where nothing helps."""
    try:
        found = fits(profile, brief, device, known=known, machines=machines)
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


def place(profile: Profile, backend: str, machines: Machines) -> Device:
    """The smallest device on which a worker has models of `backend`, with its share of the memory beside it: every
    worker on a device has weights of its own there. Raises BackendMissing where nobody can tell, and as a cluster
    does."""
    on_cpu = profile.settings.get(backend, {}).get("device") == CPU
    named = devices_named(machines.devices)
    if is_ray(machines.executor):
        nodes = nodes_of(machines.executor)
        found = tuple(f"{GPU}:{number}" for number in range(sum(node.gpus for node in nodes)))
        return on_cluster(nodes, makers(profile, named, found), on_cpu=on_cpu)
    devices = makers(profile, named, gpus_here())
    gpus = tuple(name for name in devices if name != CPU)
    memory = 0 if on_cpu or not gpus else _gpu_bytes(gpus)
    if not memory:
        return on_host(_host_bytes(), len(devices))
    return Device(name=GPU, memory=memory, host=_host_bytes() // len(gpus))


def on_cluster(nodes: Sequence[Node], devices: Sequence[str], *, on_cpu: bool) -> Device:
    """The smallest place of a cluster for a worker on one of `devices`. Ray may put as many of them onto a machine as
    that has GPUs, or cores where they are CPUs."""
    of_gpus = [node for node in nodes if node.gpus] if devices[0] != CPU else []
    there = of_gpus or nodes
    share = min(node.host_bytes // min(len(devices), max(1, node.gpus if of_gpus else node.cores)) for node in there)
    if on_cpu or not of_gpus:
        return on_host(share, 1)
    return Device(name=GPU, memory=min(node.gpu_bytes for node in of_gpus), host=share)


def on_host(host_bytes: int, workers: int) -> Device:
    """One of so many workers on the CPU of a machine."""
    return Device(name=CPU, memory=host_bytes // workers, host=host_bytes // workers)


def _gpu_bytes(gpus: Sequence[str]) -> int:
    """Of the smallest of them that torch finds here, 0 where it finds none."""
    try:
        import torch  # noqa: PLC0415 - seconds, and only where there is a GPU to ask about
    except ImportError as error:
        raise packages_missing("this GPU", error, "diffusion") from error
    if not torch.cuda.is_available():
        return 0
    there = range(torch.cuda.device_count())
    wanted = {int(name.partition(":")[2]) for name in gpus}.intersection(there) or there
    return min(torch.cuda.get_device_properties(number).total_memory for number in wanted)


def _host_bytes() -> int:
    return int(min(psutil.virtual_memory().total, container_limit_bytes()))
