"""Workers on a Ray cluster: one actor for each, which keeps a worker process as this machine would.

The actor only carries lines between the film and that process, so whatever holds for a process here - its protocol,
stopping it in the middle of a step, killing it - holds for one there. Artifacts never pass: they lie in the store that
all machines see.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from videostudio.film.errors import BackendMissing, BadSetting, EndpointError, NotEnoughMemory
from videostudio.graphs.executor.duty import Duty
from videostudio.graphs.executor.local import WORKER
from videostudio.graphs.executor.process import ProcessPipe
from videostudio.graphs.executor.seats import Seat
from videostudio.tools.packages import packages_missing
from videostudio.tools.preflight import container_limit_bytes

PLACING_S = 120.0
"""How long a cluster may take to find a place for a worker: it may have to start a machine."""

_OF_STORES = "AWS_"
_OFFLINE = "HF_HUB_OFFLINE"


class WorkerHost:
    """The actor: a worker process and the pipe to it, on whatever machine Ray chose."""

    def __init__(self, module: str, duty: str, environment: dict[str, str]) -> None:
        self._command = (sys.executable, "-m", module, duty)
        self._environment, self._told = environment, Duty.model_validate_json(duty).told
        self._pipe: ProcessPipe | None = None

    async def start(self) -> None:
        """Starts the process; the actor's end is its end."""
        log = Path(tempfile.gettempdir()) / "videostudio-workers" / f"{os.getpid()}.log"
        self._pipe = await ProcessPipe.start(self._command, log, self._environment, self._told)

    async def write(self, line: bytes) -> None:
        """See Pipe."""
        await self._started.write(line)

    async def read(self) -> bytes:
        """See Pipe."""
        return await self._started.read()

    async def last_words(self) -> str:
        """See Pipe."""
        return await self._started.last_words()

    @property
    def _started(self) -> ProcessPipe:
        assert self._pipe is not None
        return self._pipe


class RayPipe:
    """See Pipe."""

    def __init__(self, actor: Any) -> None:
        self._actor = actor
        self._end = ""

    async def write(self, line: bytes) -> None:
        """See Pipe."""
        import ray

        try:
            await self._actor.write.remote(line)
        except ray.exceptions.RayError as error:
            raise BrokenPipeError(str(error)) from error

    async def read(self) -> bytes:
        """See Pipe."""
        import ray

        try:
            line: bytes = await self._actor.read.remote()
        except ray.exceptions.RayError as error:
            self._end = f"a Ray actor ended ({str(error).strip().splitlines()[0]})"
            return b""
        return line

    async def kill(self) -> None:
        """See Pipe. The process ends when it sees that the actor has."""
        import ray

        await asyncio.to_thread(ray.kill, self._actor)

    async def last_words(self) -> str:
        """See Pipe."""
        import ray

        try:
            words: str = self._end or await self._actor.last_words.remote()
        except ray.exceptions.RayError as error:
            words = f"a Ray actor ended ({str(error).strip().splitlines()[0]})"
        return words


@dataclass(frozen=True)
class RayStart:
    """See Start. `address` is "ray" for a cluster of this machine alone, which is started if need be, or
    "ray://HOST:PORT" for one that this machine belongs to, with the port of its head ("ray start --head" says it)."""

    duty: Duty
    address: str
    module: str = WORKER
    _connecting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, seat: Seat) -> RayPipe:
        async with self._connecting:
            await asyncio.to_thread(connect, self.address)
        import ray

        duty = self.duty.model_copy(update={"alone": seat.alone})
        gpus = 1 if seat.device.startswith("cuda") else 0
        # Ray counts what it is told: helpers beside a device are as many as that machine's owner asked for.
        options = {"num_gpus": gpus, "num_cpus": 0 if seat.device else 1, "max_restarts": 0}
        host = ray.remote(WorkerHost).options(**options)
        actor: Any = host.remote(self.module, duty.model_dump_json(), passed_on(os.environ, duty))
        try:
            await asyncio.wait_for(actor.start.remote(), PLACING_S)
        except TimeoutError as late:
            ray.kill(actor)
            there: dict[str, float] = ray.available_resources()  # type: ignore[no-untyped-call]
            raise NotEnoughMemory(
                f"Ray found no place for a worker with {gpus} GPU and {options['num_cpus']} CPU within "
                f"{PLACING_S:.0f} s ({there.get('GPU', 0):.0f} GPU and {there.get('CPU', 0):.0f} CPU are free): "
                "name fewer devices, or add machines to the cluster"
            ) from late
        return RayPipe(actor)


def connect(address: str) -> None:
    """Joins the cluster, once a process. Raises BackendMissing without Ray, EndpointError."""
    try:
        import ray
    except ImportError as error:
        raise packages_missing("Ray", error, "ray") from error
    if ray.is_initialized():
        return
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a cluster of ours reports to nobody
    try:
        if address == "ray":
            ray.init("local", include_dashboard=False, log_to_driver=False, configure_logging=False)
        else:
            ray.init(address.removeprefix("ray://"), log_to_driver=False, configure_logging=False)
    except Exception as error:  # Ray raises no class of its own when a cluster does not answer
        raise EndpointError(
            f"the Ray cluster at {address} cannot be joined ({error}): check the address with `ray status`, and that "
            "both sides have the same versions of Ray and Python"
        ) from error


def cluster_has(address: str) -> tuple[int, int]:
    """GPUs and CPUs of the cluster. Raises as `connect` does."""
    connect(address)
    import ray

    there: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    return int(there.get("GPU", 0)), int(there.get("CPU", 0))


@dataclass(frozen=True)
class Node:
    """A machine of a cluster: how many GPUs and cores it has, the memory of its smallest GPU, and its own, in bytes."""

    gpus: int
    cores: int
    gpu_bytes: int
    host_bytes: int


def nodes_of(address: str) -> tuple[Node, ...]:
    """The machines of the cluster, each asked on the spot. Raises as `connect` does; BackendMissing where one has GPUs
    and does not know their memory, EndpointError where one does not answer."""
    connect(address)
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    nodes: list[dict[str, Any]] = ray.nodes()  # type: ignore[no-untyped-call]
    alive = [node for node in nodes if node["Alive"]]
    look: Any = ray.remote(memory_here)
    there = (NodeAffinitySchedulingStrategy(node["NodeID"], soft=False) for node in alive)
    asked = [look.options(num_cpus=0, scheduling_strategy=strategy).remote() for strategy in there]
    try:
        told: list[tuple[int, int]] = ray.get(asked, timeout=PLACING_S)
    except ray.exceptions.RayError as error:
        raise EndpointError(f"a machine of the Ray cluster does not say how much memory it has ({error})") from error
    counted = [(int(node["Resources"].get("GPU", 0)), int(node["Resources"].get("CPU", 0))) for node in alive]
    for node, (gpus, _), (gpu_bytes, _) in zip(alive, counted, told, strict=True):
        if gpus and not gpu_bytes:
            raise BackendMissing(f"{node['NodeManagerHostname']} has GPUs and no nvidia-smi to say how large they are")
    return tuple(Node(*count, *memory) for count, memory in zip(counted, told, strict=True))


def memory_here(command: str = "nvidia-smi") -> tuple[int, int]:
    """Bytes of this machine's smallest GPU, 0 where nobody can tell, and its own."""
    asking = (command, "--query-gpu=memory.total", "--format=csv,noheader,nounits")
    try:
        said = subprocess.run(asking, capture_output=True, text=True, check=True, timeout=30).stdout.split()
        smallest = min((int(mib) * 2**20 for mib in said), default=0)
    except (OSError, subprocess.SubprocessError, ValueError):
        smallest = 0
    return smallest, int(min(psutil.virtual_memory().total, container_limit_bytes()))


def passed_on(environment: Mapping[str, str], duty: Duty) -> dict[str, str]:
    """What a worker elsewhere is told of this process's environment: what its duty names, and the right to use the
    store where that is one of objects. Nothing else goes to another machine."""
    named = duty.told | {_OFFLINE}
    return {
        name: value
        for name, value in environment.items()
        if name in named or (duty.shared and name.startswith(_OF_STORES))
    }


def is_ray(address: str) -> bool:
    """Whether `address` names a cluster. Raises BadSetting for what names no executor."""
    if address not in ("", "local", "ray") and not address.startswith("ray://"):
        raise BadSetting(f"there is no executor '{address}': choose local, ray, or ray://HOST:PORT")
    return address.startswith("ray")
