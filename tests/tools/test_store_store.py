import hashlib
import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import CorruptArtifact, NotEnoughDisk, UnusablePath
from videostudio.film.fingerprint import digest
from videostudio.film.take import Stage
from videostudio.tools.store import durable
from videostudio.tools.store.entry import BrokenEntry, Entry, from_bytes, inputs, to_bytes
from videostudio.tools.store.facts import GcFacts, SizeFacts
from videostudio.tools.store.store import Store

A, B, C = digest("a"), digest("b"), digest("c")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def cas(store: Store, sha256: str) -> Path:
    return store.root / "cas" / sha256[:2] / sha256[2:4] / sha256


def entry_file(store: Store, fingerprint: str) -> Path:
    return store.root / "entries" / fingerprint[:2] / f"{fingerprint}.json"


def answer(store: Store, fingerprint: str, data: bytes, **more: object) -> Entry:
    ref = store.put(data, media_type="image/png")
    return store.record(Entry(fingerprint=fingerprint, stage=Stage.IMAGE, outputs={"image": ref}, **more))


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


# Artifacts


def test_nothing_is_on_disk_before_the_first_write(store: Store) -> None:
    assert store.find(A) is None
    assert store.verify() == []
    assert store.size() == SizeFacts()
    assert store.gc([]) == GcFacts()
    assert not store.root.exists()


def test_bytes_lie_under_their_hash(store: Store) -> None:
    ref = store.put(b"pixels", media_type="video/mp4", width=4, height=3, frames=2, fps=1)
    assert ref == ArtifactRef(sha256=sha(b"pixels"), media_type="video/mp4", size=6, width=4, height=3, frames=2, fps=1)
    assert cas(store, ref.sha256).read_bytes() == b"pixels"
    assert store.path(ref) == cas(store, ref.sha256)
    assert store.read(ref) == b"pixels"
    assert files(store.root) == [f"cas/{ref.sha256[:2]}/{ref.sha256[2:4]}/{ref.sha256}"]


@pytest.mark.parametrize("move", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2**20, 2**20 + 1, 3 * 2**20 + 5])
def test_a_file_is_kept_as_its_bytes_would_be(store: Store, tmp_path: Path, size: int, move: bool) -> None:
    data = random.Random(size).randbytes(size)
    source = tmp_path / "source"
    source.write_bytes(data)
    ref = store.put_file(source, media_type="video/mp4", width=4, height=3, frames=2, fps=1, move=move)
    assert ref == ArtifactRef(sha256=sha(data), media_type="video/mp4", size=size, width=4, height=3, frames=2, fps=1)
    assert store.read(ref) == data
    assert source.exists() != move
    assert store.size().leftovers == 0


def test_by_default_a_users_file_stays_where_it_is(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "mine.png"
    source.write_bytes(b"mine")
    store.put_file(source, media_type="image/png")
    store.put_file(source, media_type="image/png")
    assert source.read_bytes() == b"mine"


def test_moving_spares_the_copy_on_one_file_system(store: Store) -> None:
    with store.scratch(".mp4") as path:
        assert path.parent == store.root / "tmp"
        assert path.suffix == ".mp4"
        path.write_bytes(b"film")
        inode = path.stat().st_ino
        ref = store.put_file(path, media_type="video/mp4", move=True)
        assert not path.exists()
    assert store.path(ref).stat().st_ino == inode


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_moving_from_another_file_system_copies_and_removes(store: Store) -> None:
    source = Path("/dev/shm") / f"videostudio-test-{os.getpid()}"
    source.write_bytes(b"far away")
    ref = store.put_file(source, media_type="video/mp4", move=True)
    assert not source.exists()
    assert store.read(ref) == b"far away"


@pytest.mark.parametrize("move", [False, True])
def test_what_is_stored_already_is_not_written_again(
    store: Store, tmp_path: Path, move: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.put(b"same", media_type="image/png")
    source = tmp_path / "source"
    source.write_bytes(b"same")
    monkeypatch.setattr(os, "replace", lambda old, new: pytest.fail(f"{old} -> {new}"))
    assert store.put_file(source, media_type="image/png", move=move) == first
    assert store.put(b"same", media_type="image/png") == first
    assert source.exists() != move
    assert store.size().leftovers == 0


def test_every_write_passes_the_points_of_its_kind(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a kill could strike where no test looks."""
    monkeypatch.setenv(durable.KILL_AT, "nowhere:1")

    def passed(work: Callable[[], object]) -> set[str]:
        durable.passed.clear()
        work()
        assert set(durable.passed.values()) <= {1}
        return {name.partition(".")[0] for name in durable.passed}

    source = tmp_path / "source"
    source.write_bytes(b"two")
    assert passed(lambda: store.put(b"one", media_type="x/y")) == {"artifact"}
    assert passed(lambda: store.put_file(source, media_type="x/y")) == {"artifact"}
    assert len(durable.passed) == 6
    source.write_bytes(b"three")
    assert passed(lambda: store.put_file(source, media_type="x/y", move=True)) == {"artifact"}
    assert set(durable.passed) == {name for name in durable.POINTS if "artifact" in name} - {"artifact.half"}
    assert passed(lambda: store.record(Entry(fingerprint=A, stage=Stage.CLIP, outputs={}))) == {"entry"}
    entry_file(store, A).write_bytes(b"garbage")
    assert passed(lambda: store.find(A)) == {"quarantine"}


def test_halves_lie_in_one_folder_of_the_store(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: (folders.append(old.parent), replace(old, new)))
    (tmp_path / "source").write_bytes(b"two")
    answer(store, A, b"one")
    store.put_file(tmp_path / "source", media_type="x/y")
    assert folders == [store.root / "tmp"] * 3


def test_a_copy_that_fails_leaves_nothing(store: Store, tmp_path: Path, full_disk: Callable[[], None]) -> None:
    (tmp_path / "source").touch()
    os.truncate(tmp_path / "source", 2**25 + 1)
    full_disk()
    with pytest.raises(NotEnoughDisk, match=r"cas: there is no room to go on writing"):
        store.put_file(tmp_path / "source", media_type="x/y")
    with pytest.raises(NotEnoughDisk, match=r": 33554433 bytes do not fit"):
        store.put(bytes(2**25 + 1), media_type="x/y")
    assert files(store.root) == []
    assert (tmp_path / "source").exists()


def test_storing_again_repairs_broken_bytes(store: Store) -> None:
    ref = store.put(b"good", media_type="image/png")
    cas(store, ref.sha256).write_bytes(b"evil")
    store.put(b"good", media_type="image/png")
    assert Store(store.root).read(ref) == b"good"


def test_storing_again_counts_as_use(store: Store) -> None:
    ref = store.put(b"old", media_type="image/png")
    age(store.path(ref), 1e6)
    store.put(b"old", media_type="image/png")
    assert store.path(ref).stat().st_mtime > time.time() - 60


def test_scratch_is_cleaned_up_even_after_an_error(store: Store) -> None:
    def fail() -> None:
        with store.scratch() as path:
            assert path.suffix == ""
            path.write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert files(store.root) == []


def test_scratch_paths_differ(store: Store) -> None:
    with store.scratch() as one, store.scratch() as other:
        assert one != other


BREAKS = {
    "changed": lambda file: file.write_bytes(b"pixelz"),
    "cut short": lambda file: file.write_bytes(b"pix"),
    "longer": lambda file: file.write_bytes(b"pixels and more"),
    "gone": lambda file: file.unlink(),
}


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("verb", ["read", "path"])
@pytest.mark.parametrize("fresh", [True, False])
def test_broken_bytes_are_never_handed_out(store: Store, how: str, verb: str, fresh: bool) -> None:
    ref = store.put(b"pixels", media_type="image/png")
    store.path(ref)
    BREAKS[how](cas(store, ref.sha256))
    if fresh:
        store = Store(store.root)
    with pytest.raises(CorruptArtifact, match=f"artifact {ref.sha256} .*: it is made again when its film is made"):
        getattr(store, verb)(ref)
    assert not cas(store, ref.sha256).exists()
    assert [problem.what for problem in store.set_aside] == ([] if how == "gone" else [ref.sha256])
    assert all((store.root / "quarantine" / problem.set_aside).is_file() for problem in store.set_aside)
    assert store.size().quarantined == len(store.set_aside)


def test_what_is_wrong_is_said(store: Store) -> None:
    for data, reason in ((b"pixelz", "does not match its hash"), (b"pix", "has 3 bytes instead of 6")):
        ref = store.put(b"pixels", media_type="image/png")
        cas(store, ref.sha256).write_bytes(data)
        with pytest.raises(CorruptArtifact, match=reason):
            Store(store.root).path(ref)
    with pytest.raises(CorruptArtifact, match="is missing"):
        store.path(ref)
    with pytest.raises(CorruptArtifact, match="is missing"):
        store.read(ref)
    ref = store.put(b"pixels", media_type="image/png")
    cas(store, ref.sha256).write_bytes(b"pixelz")
    with pytest.raises(CorruptArtifact, match="has 6 bytes that are not the 6 that were written"):
        store.read(ref)


def test_reading_with_another_size_is_refused(store: Store) -> None:
    ref = store.put(b"pixels", media_type="image/png").model_copy(update={"size": 5})
    with pytest.raises(CorruptArtifact, match="has 6 bytes that are not the 5"):
        store.read(ref)


def test_bytes_are_hashed_once_until_the_file_changes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = []
    file_digest = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda *args: hashed.append(args) or file_digest(*args))
    ref = store.put(b"pixels", media_type="image/png")
    for _ in range(3):
        store.path(ref)
    assert len(hashed) == 1
    age(cas(store, ref.sha256), 5)
    store.path(ref)
    assert len(hashed) == 2


def test_the_reason_lies_beside_what_was_set_aside(store: Store) -> None:
    ref = store.put(b"pixels", media_type="image/png")
    cas(store, ref.sha256).write_bytes(b"pixelz")
    with pytest.raises(CorruptArtifact):
        store.path(ref)
    (problem,) = store.set_aside
    assert problem.reason == "does not match its hash"
    aside = store.root / "quarantine"
    assert problem.set_aside.startswith(f"{ref.sha256}.")
    assert files(aside) == [problem.set_aside, f"{problem.set_aside}.reason.txt"]
    assert (aside / problem.set_aside).read_bytes() == b"pixelz"
    assert (aside / f"{problem.set_aside}.reason.txt").read_text() == f"{ref.sha256} does not match its hash\n"


# Entries


def test_an_entry_is_found_as_it_was_recorded(store: Store) -> None:
    ref = store.put(b"pixels", media_type="image/png", width=2, height=2)
    entry = Entry(
        fingerprint=A,
        stage=Stage.CLIP,
        outputs={"clip": ref, "staging": store.put(b"{}", media_type="application/json")},
        notes=("a note",),
        degraded=("fell short",),
        request={"event": "Ein Fuchs läuft", "camera": {"speed": "fast"}, "frames": 24},
        identity={"backend": "animatic", "code_version": 1},
        seconds_milli=1234,
    )
    assert store.find(A) is None
    assert store.record(entry) == entry
    assert Store(store.root).find(A) == entry
    assert store.find(B) is None
    assert entry_file(store, A).is_file()
    assert store.set_aside == []


def test_the_first_answer_is_kept(store: Store) -> None:
    first = answer(store, A, b"first")
    other = answer(store, A, b"other")
    assert other == first == store.find(A)


def test_an_entry_without_its_bytes_is_refused(store: Store) -> None:
    ref = ArtifactRef(sha256=A, media_type="image/png", size=3)
    with pytest.raises(CorruptArtifact, match="is missing"):
        store.record(Entry(fingerprint=B, stage=Stage.IMAGE, outputs={"image": ref}))
    assert store.find(B) is None


@pytest.mark.parametrize("how", BREAKS)
def test_an_entry_whose_bytes_broke_is_not_found_and_can_be_made_again(store: Store, how: str) -> None:
    entry = answer(store, A, b"pixels")
    sha256 = entry.outputs["image"].sha256
    BREAKS[how](cas(store, sha256))
    again = Store(store.root)
    assert again.find(A) is None
    assert [problem.what for problem in again.set_aside] == ([A] if how == "gone" else [sha256, A])
    reason = "is missing" if how == "gone" else again.set_aside[0].reason
    assert again.set_aside[-1].reason == f"points at {sha256}, which {reason}"
    assert again.set_aside[-1].set_aside.startswith(f"{A}.json.")
    assert not entry_file(store, A).exists()
    assert answer(again, A, b"pixels") == entry == again.find(A)


def test_every_broken_output_is_told(store: Store) -> None:
    refs = {name: store.put(name.encode(), media_type="x/y") for name in ("image", "staging", "whole")}
    store.record(Entry(fingerprint=A, stage=Stage.IMAGE, outputs=refs))
    cas(store, refs["image"].sha256).unlink()
    cas(store, refs["staging"].sha256).write_bytes(b"")
    assert store.find(A) is None
    assert [problem.what for problem in store.set_aside] == [refs["staging"].sha256, A]
    assert store.set_aside[1].reason == (
        f"points at {refs['image'].sha256}, which is missing; {refs['staging'].sha256}, which has 0 bytes instead of 7"
    )


def test_one_broken_output_used_twice_is_told_once(store: Store) -> None:
    ref = store.put(b"same", media_type="x/y")
    store.record(Entry(fingerprint=A, stage=Stage.IMAGE, outputs={"image": ref, "staging": ref}))
    cas(store, ref.sha256).write_bytes(b"sane")
    assert store.find(A) is None
    assert [problem.what for problem in store.set_aside] == [ref.sha256, A]


GARBAGE = {
    "empty": (b"", "is no manifest entry"),
    "cut": (b'{"schema": 1, "sha25', "is no manifest entry"),
    "other json": (b"[1, 2]", "is no manifest entry"),
    "a number": (b"7", "is no manifest entry"),
    "no checksum": (b'{"schema": 1, "entry": {}}', "is no manifest entry"),
    "deep": (b"[" * 100_000, "is no manifest entry"),
    "not text": (b"\xff\xfe\x00", "is no manifest entry"),
    "other schema": (b'{"schema": 2, "sha256": "", "entry": {}}', "has schema 2, this program reads 1"),
    "wrong checksum": (b'{"schema": 1, "sha256": "ab", "entry": {}}', "does not match its checksum"),
    "no entry": (
        b'{"schema": 1, "sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "entry": {}}',
        r"does not describe an answer \(3 faults\)",
    ),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_a_broken_manifest_is_set_aside(store: Store, kind: str) -> None:
    entry = answer(store, A, b"pixels")
    data, reason = GARBAGE[kind]
    entry_file(store, A).write_bytes(data)
    with pytest.raises(BrokenEntry, match=reason):
        from_bytes(data)
    assert store.find(A) is None
    (problem,) = store.set_aside
    assert problem.what == A
    assert (store.root / "quarantine" / problem.set_aside).read_bytes() == data
    assert store.record(entry) == entry == store.find(A)


def test_an_entry_under_a_foreign_name_is_set_aside(store: Store) -> None:
    answer(store, A, b"pixels")
    entry_file(store, B).parent.mkdir(parents=True, exist_ok=True)
    entry_file(store, B).write_bytes(entry_file(store, A).read_bytes())
    assert store.find(B) is None
    assert [(problem.what, problem.reason) for problem in store.set_aside] == [(B, f"is the entry of {A}")]
    assert store.find(A) is not None


def test_a_changed_byte_anywhere_in_an_entry_is_noticed(store: Store) -> None:
    entry = answer(store, A, b"pixels", notes=("note",), request={"seed": 7})
    good = to_bytes(entry)
    assert from_bytes(good) == entry
    blank = b" \n\t\r"
    for place in range(0, len(good), 7):
        evil = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        if good[place] not in blank or evil[place] not in blank:
            with pytest.raises(BrokenEntry):
                from_bytes(evil)


def test_an_entry_is_written_as_people_can_read_it(store: Store) -> None:
    entry = answer(store, A, b"pixels")
    data = entry_file(store, A).read_bytes()
    assert data == to_bytes(entry)
    wrapped = json.loads(data)
    assert list(wrapped) == ["schema", "sha256", "entry"]
    assert wrapped["schema"] == 1
    assert wrapped["entry"]["fingerprint"] == A
    assert data.endswith(b"}\n")
    assert b'\n "entry": {' in data
    assert wrapped["sha256"] == sha(json.dumps(wrapped["entry"], sort_keys=True, separators=(",", ":")).encode())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), json_values, max_size=4))
def test_any_plain_request_survives_the_file(request: dict[str, object]) -> None:
    entry = Entry(fingerprint=A, stage=Stage.WRITER, outputs={}, request=request)
    assert from_bytes(to_bytes(entry)) == entry


def test_inputs_are_the_artifacts_a_request_points_at() -> None:
    ref = {"media_type": "image/png", "size": 1}
    request = {
        "image": {**ref, "sha256": A},
        "cast": [{"entity": {"id": "fox"}, "reference": {**ref, "sha256": B}}],
        "note": "sha256",
    }
    assert inputs(Entry(fingerprint=C, stage=Stage.CLIP, outputs={}, request=request)) == {A, B}
    assert inputs(Entry(fingerprint=C, stage=Stage.CLIP, outputs={})) == set()


def test_a_file_where_the_store_wants_folders_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"")
    store = Store(tmp_path / "store")
    ref = ArtifactRef(sha256=A, media_type="x/y", size=1)
    for attempt in (
        lambda: store.put(b"x", media_type="x/y"),
        lambda: store.put_file(tmp_path / "store", media_type="x/y"),
        lambda: store.scratch().__enter__(),
        lambda: store.claim(A).__enter__(),
        lambda: store.find(A),
        lambda: store.read(ref),
        lambda: store.path(ref),
    ):
        with pytest.raises(UnusablePath, match=rf"^{tmp_path}/store.*: a folder is wanted"):
            attempt()


# Upkeep


def test_verify_sets_aside_all_that_is_broken_and_nothing_else(store: Store) -> None:
    for fingerprint, data in ((A, b"aaaa"), (B, b"bbbb"), (C, b"cccc")):
        answer(store, fingerprint, data)
    orphan = store.put(b"orphan", media_type="x/y")
    assert store.verify() == []
    stat = cas(store, sha(b"aaaa")).stat()
    cas(store, sha(b"aaaa")).write_bytes(b"aaax")
    os.utime(cas(store, sha(b"aaaa")), ns=(stat.st_atime_ns, stat.st_mtime_ns))
    entry_file(store, B).write_bytes(b"garbage")
    cas(store, orphan.sha256).write_bytes(b"0rphan")
    problems = store.verify()
    assert sorted(problem.what for problem in problems) == sorted([sha(b"aaaa"), A, B, orphan.sha256])
    assert problems == store.set_aside
    assert all(problem.set_aside for problem in problems)
    assert store.find(C) is not None
    assert store.verify() == []
    assert store.size().quarantined == 4


def test_verify_tells_only_what_it_found_itself(store: Store) -> None:
    answer(store, A, b"aaaa")
    entry_file(store, A).write_bytes(b"garbage")
    store.find(A)
    assert store.verify() == []
    assert len(store.set_aside) == 1


def test_size_counts_everything(store: Store) -> None:
    answer(store, A, b"aaaa")
    answer(store, B, b"bbbbbb")
    entry_file(store, B).write_bytes(b"garbage")
    store.find(B)
    with store.scratch() as path:
        path.write_bytes(b"half")
        facts = store.size()
    quarantine = store.root / "quarantine"
    assert facts == SizeFacts(
        entries=1,
        artifacts=2,
        artifact_bytes=10,
        quarantined=1,
        quarantined_bytes=sum(file.stat().st_size for file in quarantine.iterdir()),
        leftovers=1,
        leftover_bytes=4,
    )
    assert facts.quarantined_bytes > len(b"garbage")
    (quarantine / "killed-here.reason.txt").write_bytes(b"")
    assert store.size().quarantined == 1


def test_foreign_files_are_left_alone(store: Store) -> None:
    answer(store, A, b"aaaa")
    foreign = [store.root / "cas" / "ab" / "cd" / "README", store.root / "entries" / "ab" / "notes.json"]
    for file in foreign:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"mine")
        age(file, 1e6)
    assert store.verify() == []
    store.gc([], older_than_s=-1)
    assert store.size() == SizeFacts()
    assert all(file.exists() for file in foreign)


def test_gc_keeps_what_was_asked_for_and_all_it_points_at(store: Store) -> None:
    source = store.put(b"source", media_type="image/png")
    answer(store, A, b"aaaa", request={"image": source.model_dump(mode="json")})
    answer(store, B, b"bbbb")
    orphan = store.put(b"orphan", media_type="image/png")
    size = entry_file(store, B).stat().st_size
    assert store.gc([A], older_than_s=-1) == GcFacts(
        entries=1, artifacts=2, leftovers=0, freed_bytes=size + len(b"bbbb") + len(b"orphan")
    )
    assert store.find(A) is not None
    assert store.find(B) is None
    assert store.read(source) == b"source"
    assert not cas(store, orphan.sha256).exists()
    assert store.set_aside == []


def test_gc_keeps_bytes_by_their_hash_too(store: Store) -> None:
    """A user's picture is in the store before any entry points at it."""
    mine = store.put(b"mine", media_type="image/png")
    store.put(b"other", media_type="image/png")
    assert store.gc([mine.sha256], older_than_s=-1).artifacts == 1
    assert store.read(mine) == b"mine"


def test_gc_spares_the_young(store: Store) -> None:
    answer(store, A, b"aaaa")
    answer(store, B, b"bbbb")
    for file in store.root.rglob("*"):
        age(file, 3000)
    assert store.gc([]) == GcFacts()
    for path in (entry_file(store, A), cas(store, sha(b"aaaa")), cas(store, sha(b"bbbb"))):
        age(path, 3700)
    facts = store.gc([])
    assert (facts.entries, facts.artifacts) == (1, 1)
    assert store.find(B) is not None


def test_finding_an_entry_keeps_gc_away(store: Store) -> None:
    answer(store, A, b"aaaa")
    for file in store.root.rglob("*"):
        age(file, 1e6)
    store.find(A)
    assert store.gc([]) == GcFacts()
    assert store.find(A) is not None


def test_gc_takes_leftovers_of_the_dead(store: Store) -> None:
    old, young = store.root / "tmp" / ".1-a.tmp", store.root / "tmp" / ".2-b.tmp"
    old.parent.mkdir(parents=True)
    for file in (old, young):
        file.write_bytes(b"half")
    age(old, 3700)
    assert store.gc([]) == GcFacts(leftovers=1, freed_bytes=4)
    assert not old.exists()
    assert young.exists()


def test_gc_survives_a_broken_entry_and_takes_it_if_it_is_not_wanted(store: Store) -> None:
    for fingerprint in (A, B, C):
        answer(store, fingerprint, fingerprint.encode())
    broken = min(A, B, C)
    entry_file(store, broken).write_bytes(b"garbage")
    facts = store.gc([A, B, C], older_than_s=-1)
    assert (facts.entries, facts.artifacts) == (0, 1)
    assert store.gc({A, B, C} - {broken}, older_than_s=-1).entries == 1
