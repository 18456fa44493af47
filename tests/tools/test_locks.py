import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from videostudio.film.errors import FilmBusy, UnusablePath
from videostudio.film.fingerprint import digest
from videostudio.tools.locks import film_lock, passing_lock
from videostudio.tools.store.store import Store

HOLD = """
import sys, time
from pathlib import Path
from videostudio.tools.locks import film_lock, passing_lock
lock = film_lock if sys.argv[2] == "film" else passing_lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""

COUNT = """
import sys
from pathlib import Path
from videostudio.tools.store.store import Store
store, counter = Store(Path(sys.argv[1])), Path(sys.argv[2])
for _ in range(100):
    with store.claim("f" * 64):
        counter.write_text(str(int(counter.read_text()) + 1))
"""


def hold(path: Path, kind: str) -> subprocess.Popen[bytes]:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path), kind], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "fox-00000000" / ".lock"


def test_a_film_is_made_by_one_process_and_the_other_is_told_which(lock: Path) -> None:
    with hold(lock, "film") as holder:
        with pytest.raises(FilmBusy) as refused, film_lock(lock):
            pass
        holder.kill()
    assert str(refused.value) == (
        f"film 'fox-00000000' is being made by process {holder.pid}: "
        "wait until it is done, end it, or make another film with --new"
    )
    assert holder.returncode == -signal.SIGKILL
    with film_lock(lock):
        assert lock.read_text() == str(os.getpid())


def test_a_lock_is_free_again_after_the_block_and_after_an_error(lock: Path) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), film_lock(lock):
            raise ZeroDivisionError
    with film_lock(lock):
        pass


@pytest.mark.parametrize("garbage", [b"", b"\xff\x00\xfe", b"-3", b"9" * 500, b"12 34", b"not a number\n"])
def test_garbage_in_a_lock_is_harmless(lock: Path, garbage: bytes) -> None:
    lock.parent.mkdir()
    lock.write_bytes(garbage)
    with film_lock(lock):
        assert lock.read_text() == str(os.getpid())
        lock.write_bytes(garbage)
        with pytest.raises(FilmBusy, match=r"is being made by (another process|process 9{20}): wait"), film_lock(lock):
            pass


def test_a_lock_can_be_waited_for(lock: Path) -> None:
    entered = threading.Event()

    def wait() -> None:
        with film_lock(lock, wait=True):
            entered.set()

    with film_lock(lock):
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not entered.wait(0.1)
    waiting.join(10)
    assert entered.is_set()


def test_a_file_where_the_films_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"")
    with pytest.raises(UnusablePath, match=r"film/.lock: a folder is wanted"), film_lock(tmp_path / "film" / ".lock"):
        pass
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnusablePath, match="a file is wanted"), film_lock(tmp_path / "folder"):
        pass


def test_no_handle_is_left_open(lock: Path) -> None:
    before = len(os.listdir("/dev/fd"))
    for _ in range(3):
        with film_lock(lock), pytest.raises(FilmBusy), film_lock(lock):
            pass
        with passing_lock(lock.with_name("claim")):
            pass
    assert len(os.listdir("/dev/fd")) == before


def test_claims_exclude_each_other_over_processes(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    command = [sys.executable, "-c", COUNT, str(tmp_path / "store"), str(counter)]
    makers = [subprocess.Popen(command) for _ in range(3)]
    assert [maker.wait(60) for maker in makers] == [0, 0, 0]
    assert counter.read_text() == "300"
    assert os.listdir(tmp_path / "store" / "claims") == []


def test_claims_exclude_each_other_over_threads(tmp_path: Path) -> None:
    store, inside, most = Store(tmp_path / "store"), [], []

    def work() -> None:
        for _ in range(30):
            with store.claim(digest("x")):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0)
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert max(most) == 1
    assert len(most) == 120


def test_claims_of_different_answers_do_not_wait(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with store.claim(digest("x")), store.claim(digest("y")):
        assert sorted(os.listdir(tmp_path / "store" / "claims")) == sorted([digest("x"), digest("y")])


def test_a_claim_is_freed_when_its_maker_is_killed(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with hold(tmp_path / "store" / "claims" / digest("x"), "claim") as holder:
        threading.Timer(0.1, holder.kill).start()
        began = time.monotonic()
        with store.claim(digest("x")):
            assert time.monotonic() - began >= 0.05
    assert holder.returncode == -signal.SIGKILL


def test_a_claim_leaves_nothing_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), passing_lock(tmp_path / "claims" / "x"):
        raise ZeroDivisionError
    assert os.listdir(tmp_path / "claims") == []
    with passing_lock(tmp_path / "claims" / "x"):
        (tmp_path / "claims" / "x").unlink()
