import os
from pathlib import Path

import pytest

from videostudio.film.brief import Brief
from videostudio.film.errors import BackendMissing, NotEnoughDisk, NotEnoughMemory
from videostudio.tools.preflight import (
    CODECS,
    PREVIEW,
    Check,
    CheckState,
    CostModel,
    Machine,
    Needs,
    check,
    container_free_bytes,
    estimate,
    read_machine,
    refuse_blocked,
)

MIB = 2**20
ROOMY = Machine(
    disk_free_bytes=1000 * MIB,
    memory_free_bytes=1000 * MIB,
    cores=2,
    python="3.11.7",
    codecs=frozenset(CODECS),
    root="/films",
)
MODEST = Needs(disk_bytes=100 * MIB, memory_bytes=100 * MIB, seconds=12.4)
PASSED, DEGRADED, BLOCKED = CheckState.PASSED, CheckState.DEGRADED, CheckState.BLOCKED


def found(name: str, machine: Machine = ROOMY, needs: Needs = MODEST) -> Check:
    return next(each for each in check(needs, machine) if each.name == name)


def test_a_roomy_machine_passes_with_figures() -> None:
    assert check(MODEST, ROOMY) == [
        Check(name="disk", state=PASSED, text="100 MiB needed, 1000 MiB free on the disk of /films"),
        Check(name="memory", state=PASSED, text="100 MiB needed, 1000 MiB free"),
        Check(name="codecs", state=PASSED, text="PyAV has libx264, h264, mov_text, png"),
        Check(name="cores", state=PASSED, text="2 cores, Python 3.11.7: about 12 s of work"),
    ]
    refuse_blocked(check(MODEST, ROOMY))


@pytest.mark.parametrize(
    ("free", "state"),
    [(100 * MIB - 1, BLOCKED), (100 * MIB, DEGRADED), (200 * MIB - 1, DEGRADED), (200 * MIB, PASSED), (0, BLOCKED)],
)
def test_disk(free: int, state: CheckState) -> None:
    disk = found("disk", ROOMY.model_copy(update={"disk_free_bytes": free}))
    assert disk.state is state
    advice = (
        "free some space (`videostudio store gc`), set VIDEOSTUDIO_HOME to a roomier disk, or ask for a smaller film"
    )
    assert disk.advice == ("" if state is PASSED else advice)


@pytest.mark.parametrize(("free", "state"), [(100 * MIB - 1, BLOCKED), (100 * MIB, PASSED)])
def test_memory(free: int, state: CheckState) -> None:
    memory = found("memory", ROOMY.model_copy(update={"memory_free_bytes": free}))
    assert memory.state is state
    advice = "close other programs, use fewer workers, or ask for a smaller size"
    assert memory.advice == ("" if state is PASSED else advice)


def test_codecs() -> None:
    codecs = found("codecs", ROOMY.model_copy(update={"codecs": frozenset({"h264", "png"})}))
    assert codecs.state is BLOCKED
    assert codecs.text == "PyAV lacks libx264, mov_text of libx264, h264, mov_text, png"
    assert codecs.advice == "install PyAV from its binary wheel: pip install --force-reinstall --only-binary :all: av"


def test_one_core_is_slow_and_enough() -> None:
    cores = found("cores", ROOMY.model_copy(update={"cores": 1}))
    assert (cores.state, cores.text) == (DEGRADED, "1 core, Python 3.11.7: about 12 s of work")
    assert cores.advice == "films are made, one scene at a time: expect twice the time"


def test_a_need_of_nothing_passes() -> None:
    empty = ROOMY.model_copy(update={"disk_free_bytes": 2, "memory_free_bytes": 1})
    nothing = Needs(disk_bytes=0, memory_bytes=0)
    assert found("disk", empty, nothing).state is PASSED
    assert found("memory", empty, nothing).state is PASSED


@pytest.mark.parametrize(
    ("short_of", "error", "said"),
    [
        ({"disk_free_bytes": 5 * MIB}, NotEnoughDisk, r"^100 MiB needed, 5 MiB free on the disk of /films: free some"),
        ({"memory_free_bytes": 5 * MIB}, NotEnoughMemory, r"^100 MiB needed, 5 MiB free: close other programs"),
        ({"codecs": frozenset()}, BackendMissing, r"^PyAV lacks .*: install PyAV"),
    ],
)
def test_what_is_blocked_is_refused_with_what_is_needed_and_there(
    short_of: dict[str, object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        refuse_blocked(check(MODEST, ROOMY.model_copy(update=short_of)))


def test_what_is_only_tight_is_not_refused() -> None:
    tight = ROOMY.model_copy(update={"disk_free_bytes": 150 * MIB, "cores": 1})
    assert [each.state for each in check(MODEST, tight)] == [DEGRADED, PASSED, PASSED, DEGRADED]
    refuse_blocked(check(MODEST, tight))


ONE = CostModel(
    bytes_per_megapixel_frame=1000,
    seconds_per_megapixel_frame=0.5,
    seconds_per_film=3.0,
    memory_mib=100,
    memory_mib_per_worker=10,
    memory_mib_per_megapixel=4,
)


def test_an_estimate_is_a_straight_line() -> None:
    brief = Brief(prompt="x", scenes=2, duration_ms=3000, width=1000, height=500, fps=10)
    needs = estimate(brief, workers=3, model=ONE)
    frames = 30 + 2 * 5
    assert needs == Needs(
        disk_bytes=frames * 500,
        memory_bytes=136 * MIB,
        seconds=round(3 + frames * 0.5 * 0.5 / 3, 1),
        codecs=CODECS,
    )


@pytest.mark.parametrize(
    ("asked", "frames"),
    [
        ({}, 16 * 10 + 4 * 5 + 2 * 25),
        ({"cards": False}, 16 * 10 + 4 * 5),
        ({"scenes": 1}, 4 * 10 + 5),
        ({"scenes": 6}, 24 * 10 + 6 * 5 + 2 * 25),
        ({"duration_ms": 16000}, 16 * 10 + (3 + 2) * 5),
        ({"duration_ms": 9000}, 9 * 10 + 2 * 5),
        ({"duration_ms": 1000}, 10 + 5),
        ({"duration_ms": 9000, "scenes": 3}, 9 * 10 + 3 * 5),
    ],
)
def test_a_brief_that_leaves_its_length_open_is_taken_for_the_usual_one(asked: dict[str, int], frames: int) -> None:
    """A card lasts 2 s and has a tail of half a second, and comes out of a length that is given."""
    brief = Brief(prompt="x", width=1000, height=1000, fps=10, **asked)
    assert estimate(brief, model=ONE).disk_bytes == frames * 1000


def test_sound_is_estimated_unless_the_film_is_silent() -> None:
    model = ONE.model_copy(update={"bytes_per_sound_second": 7, "seconds_per_sound_second": 0.25})
    heard, silent = (
        estimate(Brief(prompt="x", scenes=1, duration_ms=4000, silent=silent), model=model) for silent in (False, True)
    )
    assert heard.disk_bytes - silent.disk_bytes == 4 * 7
    assert heard.seconds - silent.seconds == pytest.approx(1.0)


def test_the_usual_preview_is_estimated_as_it_was_measured() -> None:
    needs = estimate(Brief(prompt="x"))
    assert 5 * MIB < needs.disk_bytes < 60 * MIB
    assert 460 * MIB < needs.memory_bytes <= 1200 * MIB
    assert estimate(Brief(prompt="x", width=3840, height=2160)).memory_bytes > (145 + 2 * 815) * MIB
    assert 3 < needs.seconds < 60
    assert estimate(Brief(prompt="x"), workers=2) == needs == estimate(Brief(prompt="x"), model=PREVIEW)


def test_this_machine_can_be_read(tmp_path: Path) -> None:
    machine = read_machine(tmp_path / "not" / "yet")
    assert machine.root == str(tmp_path / "not" / "yet")
    assert machine.disk_free_bytes > 0
    assert machine.memory_free_bytes > 0
    assert machine.cores >= 1
    assert set(CODECS) <= machine.codecs
    assert machine.python.startswith("3.")


def test_cores_are_those_this_process_may_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {4, 5, 6} if pid == 0 else set(), raising=False)
    assert read_machine(tmp_path).cores == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert read_machine(tmp_path).cores == 5
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert read_machine(tmp_path).cores == 1


@pytest.mark.parametrize(
    ("most", "used", "free"),
    [("max\n", "5\n", float("inf")), ("100\n", "30\n", 70), ("100\n", "130\n", 0), (None, "5", float("inf"))],
)
def test_a_containers_limit_counts(tmp_path: Path, most: str | None, used: str, free: float) -> None:
    if most is not None:
        (tmp_path / "memory.max").write_text(most)
    (tmp_path / "memory.current").write_text(used)
    assert container_free_bytes(tmp_path) == free
