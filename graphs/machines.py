"""The machines that films are made on: which workers, which store, who keeps locks and checkpoints."""

import os
from pathlib import Path

from pydantic import SecretStr, ValidationError

from videostudio.film.errors import BadSetting
from videostudio.film.noun import Noun
from videostudio.generators.given import CPU, GPU
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.duty import Duty
from videostudio.graphs.executor.local import LocalStart
from videostudio.graphs.executor.on_ray import RayStart, cluster_has, is_ray
from videostudio.graphs.executor.port import Watcher
from videostudio.graphs.executor.seats import Seat, device_seats, devices_named, plain_seats
from videostudio.graphs.executor.workers import Start, WorkersExecutor
from videostudio.graphs.eyes import CRITIC
from videostudio.graphs.profile import Profile
from videostudio.graphs.settings import settings_of
from videostudio.tools.ledger import Ledger
from videostudio.tools.store.opening import open_store
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

SECTION = "machines"

FILLS_MIB = 2048
"""A model of a backend outside the registry that needs so much is worth a device, and has it for itself."""


class Machines(Noun):
    """What is set in the section "machines" of the workspace's settings, in the environment, or for this run.

    executor  "local" for processes here, "ray" or "ray://HOST:PORT" for a cluster
    devices   one worker each: "cuda:0,cuda:1", "cuda*4", "cpu*4"; "" for what suits the profile
    store     the URL of a store that several machines share, such as "s3://bucket/films"; "" for this workspace's own
    postgres  where checkpoints and locks are kept, as "postgresql://USER:PASSWORD@HOST/NAME"; "" for files here
    """

    executor: str = "local"
    devices: str = ""
    store: str = ""
    postgres: SecretStr = SecretStr("")

    @classmethod
    def of(cls, workspace: Workspace) -> "Machines":
        """What is set for `workspace`. Raises BadSetting."""
        try:
            return cls.model_validate(settings_of(SECTION, workspace) | dict(workspace.machines))
        except ValidationError as error:
            first = error.errors()[0]
            raise BadSetting(
                f"the setting '{'.'.join(map(str, first['loc']))}' of '{SECTION}' cannot be used ({first['msg']}): "
                f"settings are {', '.join(cls.model_fields)}, in the workspace's settings.json or as "
                "VIDEOSTUDIO_MACHINES_NAME"
            ) from error


def kind_of(machines: Machines) -> str:
    """What the models of these machines' workers work on, "cuda" or "cpu": all of them, and the same whoever asks; ""
    for what a process finds for itself, where all are on this machine and nobody named a device. Raises BadSetting for
    both kinds at once, and as `cluster_has` does."""
    kinds = {name.partition(":")[0] for name in devices_named(machines.devices)}
    if len(kinds) > 1:
        raise BadSetting(
            f"the devices '{machines.devices}' are GPUs and CPUs, whose pictures differ: name only GPUs, or only cpu*N"
        )
    if not kinds and is_ray(machines.executor):
        return GPU if cluster_has(machines.executor)[0] else CPU
    return kinds.pop() if kinds else ""


def store_of(workspace: Workspace, machines: Machines | None = None) -> Store:
    """The artifact store of `workspace`; a guest's is a part of its own of one that machines share. Raises BadSetting,
    BackendMissing."""
    machines, apart = machines or Machines.of(workspace), workspace.apart
    url = f"{machines.store.rstrip('/')}/{apart}".rstrip("/") if machines.store and apart else machines.store
    return open_store(workspace.store_root, url, machines.postgres.get_secret_value(), apart)


def executor_of(
    profile: Profile,
    machines: Machines,
    *,
    backends: Backends,
    store: Store,
    ledger: Ledger,
    run: str,
    log: Path,
    workers: int,
    asked: int | None,
    watcher: Watcher,
    fills: bool,
    budget_s: int | None = None,
    spent_s: float = 0.0,
) -> WorkersExecutor:
    """The executor that `machines` come to. Without devices `workers` processes do everything; with devices there is
    one for each, and `asked` more on the CPU, usually as many as there are devices and cores. A profile whose models
    fill a device (`fills`, or large ones) takes those there are, and is alone with one of them at a time on the CPU
    where there are none. Raises BadSetting."""
    duty = Duty(store=str(store.root), shared=store.url, profile=profile)
    fills |= any(able.memory_mib >= FILLS_MIB for able in backends.capabilities())
    start, seats = manned(duty, machines, log, workers, asked, fills=fills)
    return WorkersExecutor(
        store=store,
        backends=backends,
        ledger=ledger,
        run=run,
        start=start,
        seats=seats,
        watcher=watcher,
        budget_s=budget_s,
        spent_s=spent_s,
    )


def manned(
    duty: Duty, machines: Machines, log: Path, workers: int, asked: int | None, *, fills: bool
) -> tuple[Start, tuple[Seat, ...]]:
    """How workers start and where they sit; `fills` is a profile whose models fill a device. Raises as `executor_of`,
    and for a cluster as `cluster_has`; BadSetting for a critic on a GPU of a cluster."""
    devices, found = devices_named(machines.devices), gpus_here()
    cores, looks_on_gpu = cores_here(), _critic_on_gpu(duty.profile)
    start: Start = LocalStart(duty, log)
    if is_ray(machines.executor):
        if looks_on_gpu:
            raise BadSetting(
                "on Ray scores are measured where no GPU is seen, so the critic cannot look with one: set its device "
                "to cpu (VIDEOSTUDIO_CRITIC_DEVICE, or [critic] of the profile), or film without --executor ray"
            )
        start = RayStart(duty, machines.executor)
        gpus, cores = cluster_has(machines.executor)
        found = tuple(f"{GPU}:{number}" for number in range(gpus))
        workers = asked or cores
    if fills:
        devices = makers(duty.profile, devices, found)
    if not devices:
        return start, plain_seats(workers)
    helpers = asked or max(1, min(len(devices), cores))
    return start, device_seats(devices, helpers, helper="" if looks_on_gpu else CPU)


def makers(profile: Profile, named: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    """The devices, one worker each, on which models of `profile` that fill a device work: those that were `named`, else
    the GPUs there are, else the CPU."""
    return named or found or (CPU,) * (profile.most_workers or 1)


def _critic_on_gpu(profile: Profile) -> bool:
    return str(profile.settings.get(CRITIC, {}).get("device", "")).startswith(GPU)


def cores_here() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def gpus_here(listed: Path = Path("/proc/driver/nvidia/gpus")) -> tuple[str, ...]:
    """The GPUs that this process may use, as far as the driver lists them; asking torch would take seconds."""
    seen = os.environ.get("CUDA_VISIBLE_DEVICES")
    if seen is not None:
        many = len([name for name in seen.split(",") if name.strip()])
    else:
        many = len(list(listed.iterdir())) if listed.is_dir() else 0
    return tuple(f"{GPU}:{number}" for number in range(many))
