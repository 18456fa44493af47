"""Whether this machine can make that film: known, with figures, before any work is done."""

import os
import platform
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import av
import psutil
from pydantic import Field

from videostudio.film.brief import DEFAULT_SCENE_MS, END_MS, TITLE_MS, Brief
from videostudio.film.errors import BackendMissing, NotEnoughDisk, NotEnoughMemory, OperatorError
from videostudio.film.noun import Noun
from videostudio.film.scene import frames_in, tail_frames
from videostudio.tools.store.disk import free_bytes

MIB = 2**20
CODECS = ("libx264", "h264", "mov_text", "png")
"""What a film cannot be made without: encoder and decoder of the pictures, captions, stills."""

USUAL_SCENES = 4
CARDS_MS = (TITLE_MS, END_MS)
SPARE = 2
"""Disk space is comfortable from this many times the need on: estimates are estimates."""


class CostModel(Noun):
    """What a profile needs, in a straight line: so much per film, per frame and megapixel, per second of sound, per
    worker."""

    bytes_per_megapixel_frame: int = Field(ge=0)
    seconds_per_megapixel_frame: float = Field(ge=0)
    seconds_per_film: float = Field(ge=0)
    memory_mib: int = Field(ge=0)
    memory_mib_per_worker: int = Field(ge=0)
    memory_mib_per_megapixel: int = Field(ge=0)
    """Of one frame, in every worker: encoders look ahead."""
    bytes_per_sound_second: int = Field(default=0, ge=0)
    seconds_per_sound_second: float = Field(default=0.0, ge=0)
    """Composing and mixing one second of film."""


PREVIEW = CostModel(
    bytes_per_megapixel_frame=90_000,
    seconds_per_megapixel_frame=0.045,
    seconds_per_film=4.0,
    memory_mib=200,
    memory_mib_per_worker=100,
    memory_mib_per_megapixel=100,
    bytes_per_sound_second=180_000,
    seconds_per_sound_second=0.1,
)
"""The animatic, measured on a film of 4 scenes at 1280x720 and 24 fps with one thread per worker: 44 kB in store
and film folder together, taken twice because busy pictures compress worse; 45 ms of one core. Memory (PSS) was
145 MiB and per worker 160, 265 and 815 MiB at 1280x720, 1920x1080 and 3840x2160. Sound: 133 kB of FLAC and 20 of AAC,
0.1 s of one core."""


class Needs(Noun):
    """What a film needs. `memory_bytes` is that of the whole process tree; `seconds` is a guess."""

    disk_bytes: int = Field(ge=0)
    memory_bytes: int = Field(ge=0)
    seconds: float = Field(default=0.0, ge=0)
    codecs: tuple[str, ...] = CODECS


class Machine(Noun):
    """What there is. `memory_free_bytes` obeys the limit of a container."""

    disk_free_bytes: int = Field(ge=0)
    memory_free_bytes: int = Field(ge=0)
    cores: int = Field(ge=1)
    python: str
    codecs: frozenset[str]
    root: str = ""


class CheckState(StrEnum):
    PASSED = "passed"
    DEGRADED = "degraded"
    BLOCKED = "blocked"
    ABSENT = "absent"
    """Not here, and nothing that one has to have."""


class Check(Noun):
    """One thing looked at: `text` has the figures, `advice` what to do unless it passed."""

    name: str
    state: CheckState
    text: str
    advice: str = ""


def estimate(brief: Brief, *, workers: int = 2, model: CostModel = PREVIEW) -> Needs:
    """What the film of `brief` will need, cards and sound included; a brief that leaves its length open is taken for
    the usual one."""
    scenes = brief.scenes or max(1, (brief.scenes_ms or USUAL_SCENES * DEFAULT_SCENE_MS) // DEFAULT_SCENE_MS)
    cards = CARDS_MS if brief.has_cards(scenes * DEFAULT_SCENE_MS) else ()
    film_ms = brief.duration_ms or scenes * DEFAULT_SCENE_MS + sum(cards)
    frames = frames_in(film_ms, brief.fps) + (scenes + len(cards)) * tail_frames(brief.fps)
    megapixels, heard_s = frames * brief.width * brief.height / 1e6, 0.0 if brief.silent else film_ms / 1000
    worker_mib = model.memory_mib_per_worker + brief.width * brief.height / 1e6 * model.memory_mib_per_megapixel
    return Needs(
        disk_bytes=round(megapixels * model.bytes_per_megapixel_frame + heard_s * model.bytes_per_sound_second),
        memory_bytes=round((model.memory_mib + workers * worker_mib) * MIB),
        seconds=round(
            model.seconds_per_film
            + megapixels * model.seconds_per_megapixel_frame / workers
            + heard_s * model.seconds_per_sound_second,
            1,
        ),
    )


def read_machine(root: Path) -> Machine:
    """This machine, and the disk on which `root` lies or would lie."""
    return Machine(
        disk_free_bytes=free_bytes(root),
        memory_free_bytes=min(psutil.virtual_memory().available, container_free_bytes()),
        cores=_cores(),
        python=platform.python_version(),
        codecs=frozenset(av.codecs_available),
        root=str(root),
    )


def check(needs: Needs, machine: Machine) -> list[Check]:
    """Every need against what there is."""
    return [_disk(needs, machine), _memory(needs, machine), _codecs(needs, machine), _cores_check(needs, machine)]


def refuse_blocked(checks: Sequence[Check]) -> None:
    """Raises the operator's error of the first check that is blocked."""
    for found in checks:
        if found.state is CheckState.BLOCKED:
            raise _ERRORS[found.name](f"{found.text}: {found.advice}")


_ERRORS: dict[str, type[OperatorError]] = {
    "disk": NotEnoughDisk,
    "memory": NotEnoughMemory,
    "codecs": BackendMissing,
}


def _disk(needs: Needs, machine: Machine) -> Check:
    text = f"{_mib(needs.disk_bytes)} needed, {_mib(machine.disk_free_bytes)} free on the disk of {machine.root}"
    advice = (
        "free some space (`videostudio store gc`), set VIDEOSTUDIO_HOME to a roomier disk, or ask for a smaller film"
    )
    return _room("disk", text, advice, machine.disk_free_bytes / max(1, needs.disk_bytes), SPARE)


def _memory(needs: Needs, machine: Machine) -> Check:
    text = f"{_mib(needs.memory_bytes)} needed, {_mib(machine.memory_free_bytes)} free"
    advice = "close other programs, use fewer workers, or ask for a smaller size"
    return _room("memory", text, advice, machine.memory_free_bytes / max(1, needs.memory_bytes), 1)


def _room(name: str, text: str, advice: str, ratio: float, comfortable: float) -> Check:
    if ratio < 1:
        return Check(name=name, state=CheckState.BLOCKED, text=text, advice=advice)
    if ratio < comfortable:
        return Check(name=name, state=CheckState.DEGRADED, text=text, advice=advice)
    return Check(name=name, state=CheckState.PASSED, text=text)


def _codecs(needs: Needs, machine: Machine) -> Check:
    if missing := [codec for codec in needs.codecs if codec not in machine.codecs]:
        text = f"PyAV lacks {', '.join(missing)} of {', '.join(needs.codecs)}"
        advice = "install PyAV from its binary wheel: pip install --force-reinstall --only-binary :all: av"
        return Check(name="codecs", state=CheckState.BLOCKED, text=text, advice=advice)
    return Check(name="codecs", state=CheckState.PASSED, text=f"PyAV has {', '.join(needs.codecs)}")


def _cores_check(needs: Needs, machine: Machine) -> Check:
    cores = f"{machine.cores} core{'s' if machine.cores != 1 else ''}"
    text = f"{cores}, Python {machine.python}: about {needs.seconds:.0f} s of work"
    if machine.cores == 1:
        advice = "films are made, one scene at a time: expect twice the time"
        return Check(name="cores", state=CheckState.DEGRADED, text=text, advice=advice)
    return Check(name="cores", state=CheckState.PASSED, text=text)


def _mib(count: int) -> str:
    return f"{count / MIB:.0f} MiB"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def container_limit_bytes(cgroup: Path = Path("/sys/fs/cgroup")) -> float:
    """What the container may use (cgroup v2), infinity without a limit."""
    limit = cgroup / "memory.max"
    if not limit.is_file() or (most := limit.read_text().strip()) == "max":
        return float("inf")
    return int(most)


def container_free_bytes(cgroup: Path = Path("/sys/fs/cgroup")) -> float:
    """What the container's limit leaves (cgroup v2), infinity without one."""
    limit, used = cgroup / "memory.max", cgroup / "memory.current"
    if not limit.is_file() or not used.is_file() or (most := limit.read_text().strip()) == "max":
        return float("inf")
    return max(0, int(most) - int(used.read_text()))
