import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.errors import NotEnoughDisk, UnusablePath
from videostudio.tools.store import disk, durable
from videostudio.tools.store.disk import disk_errors, free_bytes
from videostudio.tools.store.durable import POINTS, Kind, append_line, make_folder, write_atomic


def test_points_are_named_in_the_order_a_write_passes_them() -> None:
    steps = ["begin", "half", "written", "synced", "renamed", "committed"]
    files = [f"{kind}.{step}" for kind in ("artifact", "entry", "quarantine", "film") for step in steps]
    ledger = ["ledger.begin", "ledger.half", "ledger.written", "ledger.committed"]
    assert list(POINTS) == [*files, *ledger, "events.begin", "events.half", "events.written"]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_write_passes_exactly_its_points(kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(durable.KILL_AT, "nowhere:1")
    durable.passed.clear()
    write = append_line if kind in (Kind.LEDGER, Kind.EVENTS) else write_atomic
    write(tmp_path / "file", "abc" if write is append_line else b"abc", kind=kind)
    assert dict(durable.passed) == {name: 1 for name in POINTS if name.startswith(f"{kind}.")}
    assert list(durable.passed) == [name for name in POINTS if name.startswith(f"{kind}.")]


def test_points_do_nothing_and_count_nothing_without_the_variable(tmp_path: Path) -> None:
    durable.passed.clear()
    write_atomic(tmp_path / "file", b"abc", kind=Kind.FILM)
    assert not durable.passed


@pytest.mark.parametrize(("kill_at", "died"), [("film.begin:1", 0), ("film.begin:2", 1), ("film.begin:3", 2)])
def test_the_nth_passing_kills(kill_at: str, died: int, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from videostudio.tools.store.durable import *\n"
        "for n in range(3): write_atomic(Path(sys.argv[1]) / str(n), b'x', kind=Kind.FILM)"
    )
    environment = {**os.environ, durable.KILL_AT: kill_at}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, env=environment)
    assert done.returncode == -signal.SIGKILL
    assert len([file for file in tmp_path.iterdir() if not file.name.startswith(".")]) == died


def test_a_write_makes_folders_replaces_what_was_there_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "file"
    write_atomic(file, b"old", kind=Kind.FILM)
    write_atomic(file, b"new", kind=Kind.FILM)
    assert file.read_bytes() == b"new"
    assert os.listdir(file.parent) == ["file"]


def test_halves_lie_beside_the_file_or_where_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moves: list[tuple[Path, Path]] = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: (moves.append((old, new)), replace(old, new)))
    write_atomic(tmp_path / "file", b"x", kind=Kind.FILM)
    write_atomic(tmp_path / "file", b"x", kind=Kind.FILM, temp_folder=tmp_path / "tmp")
    (beside, first), (apart, second) = moves
    assert beside.parent == tmp_path
    assert apart.parent == tmp_path / "tmp"
    assert first == second == tmp_path / "file"
    assert beside.name.startswith(f".{os.getpid()}-")
    assert beside.suffix == apart.suffix == ".tmp"
    assert beside.name != apart.name


def test_bytes_are_synced_before_the_name_and_the_name_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a power cut would take cannot be tested without one; the order of the calls can."""
    calls = _record_syncs(monkeypatch)
    write_atomic(tmp_path / "deep" / "er" / "file", b"x", kind=Kind.FILM, temp_folder=tmp_path)
    inode = (tmp_path / "deep" / "er" / "file").stat().st_ino
    folders = [(tmp_path / name).stat().st_ino for name in (".", "deep", "deep/er")]
    assert calls[:2] == [inode, "replace"]
    assert calls[2:] == [folders[2], folders[1], folders[0]]


def test_a_folder_is_synced_into_those_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _record_syncs(monkeypatch)
    make_folder(tmp_path / "deep" / "er")
    assert calls == [(tmp_path / name).stat().st_ino for name in ("deep", ".")]
    make_folder(tmp_path / "deep" / "er")
    assert len(calls) == 2


def test_ledger_lines_are_synced_and_events_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _record_syncs(monkeypatch)
    append_line(tmp_path / "events", "x", kind=Kind.EVENTS)
    assert calls == []
    append_line(tmp_path / "ledger", "x", kind=Kind.LEDGER)
    assert calls == [(tmp_path / "ledger").stat().st_ino]


def _record_syncs(monkeypatch: pytest.MonkeyPatch) -> list[int | str]:
    calls: list[int | str] = []
    replace = os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: calls.append(os.fstat(handle).st_ino))
    monkeypatch.setattr(os, "replace", lambda old, new: (calls.append("replace"), replace(old, new)))
    return calls


@settings(max_examples=30, deadline=None)
@given(torn=st.binary(max_size=20), lines=st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8"))))
def test_lines_survive_whatever_a_kill_left_before_them(
    torn: bytes, lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("lines") / "folder" / "lines"
    file.parent.mkdir()
    file.write_bytes(torn)
    for line in lines:
        append_line(file, line, kind=Kind.EVENTS)
    ended = torn if torn.endswith(b"\n") or not torn or not lines else torn + b"\n"
    assert file.read_bytes() == ended + b"".join(line.encode() + b"\n" for line in lines)


def test_a_new_line_file_is_for_its_owner_to_write_and_all_to_read(tmp_path: Path) -> None:
    append_line(tmp_path / "a" / "lines", "x", kind=Kind.LEDGER)
    assert stat.S_IMODE((tmp_path / "a" / "lines").stat().st_mode) & 0o700 == 0o600


def test_several_processes_write_whole_lines(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from videostudio.tools.store.durable import *\n"
        "for n in range(100): append_line(Path(sys.argv[1]), sys.argv[2] * 3000, kind=Kind.EVENTS)"
    )
    file = tmp_path / "lines"
    writers = [subprocess.Popen([sys.executable, "-c", code, str(file), letter]) for letter in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    lines = file.read_text().splitlines()
    assert sorted(set(lines)) == ["a" * 3000, "b" * 3000, "c" * 3000]
    assert len(lines) == 300


def test_a_file_that_may_not_grow_is_a_full_disk_and_the_old_one_stays(
    tmp_path: Path, full_disk: Callable[[], None]
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    full_disk()
    with pytest.raises(NotEnoughDisk) as refused:
        write_atomic(file, bytes(2**25 + 1), kind=Kind.FILM)
    said = str(refused.value)
    assert said.startswith(f"{file}: 33554433 bytes do not fit (File too large; ")
    assert said.endswith("MiB free): free some space, lift the limit, or set VIDEOSTUDIO_HOME to a roomier disk")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


def test_a_line_that_does_not_fit_spoils_no_other(
    tmp_path: Path, full_disk: Callable[[], None], roomy_disk: Callable[[], None]
) -> None:
    file = tmp_path / "lines"
    append_line(file, "first", kind=Kind.LEDGER)
    os.truncate(file, 2**25 - 10)
    full_disk()
    with pytest.raises(NotEnoughDisk, match=": 101 bytes do not fit"):
        append_line(file, "y" * 100, kind=Kind.LEDGER)
    roomy_disk()
    append_line(file, "last", kind=Kind.LEDGER)
    lines = file.read_bytes().split(b"\n")
    assert (lines[0], lines[2:]) == (b"first", [b"y" * 9, b"last", b""])


@pytest.mark.parametrize("deep", [False, True])
def test_a_file_where_a_folder_is_wanted_is_named(deep: bool, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    target = tmp_path / "file" / "b" / "c" if deep else tmp_path / "file" / "below"
    said = r"a folder is wanted, and .*file.* is a file: move that file away, or choose another place$"
    with pytest.raises(UnusablePath, match=said):
        write_atomic(target, b"x", kind=Kind.FILM)
    with pytest.raises(UnusablePath, match=said):
        append_line(target, "x", kind=Kind.LEDGER)


def test_a_folder_where_a_file_is_wanted_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnusablePath, match="folder: a file is wanted, and there is a folder: move that folder away"):
        write_atomic(tmp_path / "folder", b"x", kind=Kind.FILM)
    assert os.listdir(tmp_path) == ["folder"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_is_not_enough_disk(number: int) -> None:
    said = r"^/: there is no room to go on writing \(.*; \d+ MiB free\): free"
    with pytest.raises(NotEnoughDisk, match=said), disk_errors(Path("/")):
        raise OSError(number, os.strerror(number))


def test_free_space_is_told_in_mebibytes(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDisk) as refused, disk_errors(tmp_path, 7):
        raise OSError(errno.ENOSPC, "full")
    told = int(str(refused.value).split("full; ")[1].split(" MiB")[0])
    assert abs(told - free_bytes(tmp_path) / 2**20) < 500


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_no_permission_is_an_unusable_path(number: int) -> None:
    with pytest.raises(UnusablePath) as refused, disk_errors(Path("/x")):
        raise OSError(number, "refused")
    assert (
        str(refused.value) == "/x: refused: give yourself the right to write there, or set VIDEOSTUDIO_HOME elsewhere"
    )


def test_a_file_in_the_way_is_named_by_the_error_or_the_path() -> None:
    with pytest.raises(UnusablePath, match=r"^/x: a folder is wanted, and /way is a file"), disk_errors(Path("/x")):
        raise OSError(errno.ENOTDIR, "not a directory", "/way")
    with pytest.raises(UnusablePath, match=r"^/x: a folder is wanted, and /x is a file"), disk_errors(Path("/x")):
        raise OSError(errno.EEXIST, "exists")


def test_other_errors_pass() -> None:
    with pytest.raises(FileNotFoundError), disk_errors(Path("/x")):
        raise FileNotFoundError(errno.ENOENT, "nothing there")


def test_free_space_of_a_place_that_is_not_there_yet(tmp_path: Path) -> None:
    there, not_there = free_bytes(tmp_path), free_bytes(tmp_path / "not" / "yet")
    assert abs(there - not_there) < 2**30
    assert there > 0
    assert {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} == disk.FULL
