"""Films that several machines make: their store, their checkpoints and their locks."""

from pathlib import Path

import pytest
from films import make, small_brief, studio

from videostudio.apps.desk.guests import Keyring
from videostudio.film.brief import Approval
from videostudio.film.errors import BadSetting, EndpointError, FilmBusy
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.take import Stage
from videostudio.graphs import order
from videostudio.graphs.bootstrap import PROFILES, resolved
from videostudio.graphs.decision import Decision
from videostudio.graphs.executor.duty import Duty
from videostudio.graphs.executor.process import ProcessPipe
from videostudio.graphs.holding import film_held
from videostudio.graphs.machines import Machines, store_of
from videostudio.graphs.order import FilmOrder
from videostudio.graphs.profile import Profile
from videostudio.graphs.studio import Studio
from videostudio.tools.leases.postgres import PostgresLeases
from videostudio.tools.ledger import Ledger, LineKind
from videostudio.tools.store.shared import SharedStore
from videostudio.tools.workspace import Workspace

ONE_SCENE = small_brief(scenes=1, duration_ms=1000, silent=True)


def ledger(root: Path) -> Ledger:
    [film] = Workspace(root).film_ids()
    return Ledger(Workspace(root).film_folder(film) / "ledger.jsonl")


@pytest.mark.slow
async def test_a_film_goes_on_at_another_machine(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_POSTGRES", postgres)
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_STORE", str(tmp_path / "shared"))
    brief = small_brief(scenes=1, duration_ms=1000, silent=True, approvals=(Approval.SCRIPT,))
    first = await make(tmp_path / "one", brief)
    assert first.outcome is FilmOutcome.AWAITING_SCRIPT
    second = await make(tmp_path / "two", brief)
    assert second.outcome is FilmOutcome.AWAITING_SCRIPT
    assert ledger(tmp_path / "two").lines() == ((), 0), "the script is in the checkpoint, and nobody asked for it again"
    record = await studio(tmp_path / "two").resume(second.film, Decision(approved=True))
    assert record.cut is not None
    again = await make(tmp_path / "one", brief)
    assert again.cut == record.cut
    assert LineKind.MADE not in {line.kind for line in ledger(tmp_path / "one").lines()[0] if line.stage is Stage.CLIP}


async def test_a_film_that_another_machine_makes_is_left_to_it(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = studio(tmp_path / "one")
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_POSTGRES", "postgresql:///postgres?host=/nowhere")
    with pytest.raises(EndpointError, match="does not answer"):
        await one.make(ONE_SCENE)
    [film] = Workspace(tmp_path / "one").film_ids()
    leases = PostgresLeases(postgres)
    assert leases.take(f"film-{film}", "elsewhere", 60)
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_POSTGRES", postgres)
    with pytest.raises(FilmBusy, match="is being made by elsewhere"):
        await one.make(ONE_SCENE)
    leases.release(f"film-{film}", "elsewhere")
    leases.close()


@pytest.mark.slow
async def test_what_a_film_is_on_a_server_is_its_guests_and_ends_with_it(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_POSTGRES", postgres)
    brief = small_brief(scenes=1, duration_ms=1000, silent=True, approvals=(Approval.SCRIPT,))
    guests = {name: Keyring(Workspace(tmp_path)).named(name).workspace for name in ("ann", "bob")}
    studios = {name: Studio(guests[name]) for name in guests}
    begun = await studios["ann"].make(brief)
    rejected = await studios["ann"].resume(begun.film, Decision(approved=False, note="no dogs"))
    assert rejected.outcome is not FilmOutcome.AWAITING_SCRIPT
    bobs = await studios["bob"].make(brief)
    assert (bobs.film, bobs.outcome) == (begun.film, FilmOutcome.AWAITING_SCRIPT), "what Ann said is not Bob's"
    studios["bob"].remove(bobs.film)
    assert (await studios["bob"].make(brief)).outcome is FilmOutcome.AWAITING_SCRIPT
    assert ledger(guests["bob"].root).lines() != ((), 0), "nothing of the removed film is left to go on with"
    with film_held(guests["ann"].film_folder(begun.film), guests["ann"]):
        await studios["bob"].make(brief)
    with SharedStore(tmp_path / "a", "memory://films/a", postgres, "guests/ann/").claim("f"):
        release = SharedStore(tmp_path / "b", "memory://films/b", postgres, "guests/bob/").take("f")
        assert release is not None, "nobody waits for what somebody else makes"
        release()


def test_guests_of_a_machine_share_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = Workspace(tmp_path)
    ann, bob = (Keyring(owner).named(name).workspace for name in ("ann", "bob"))
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_STORE", "memory://films/")
    urls = [store_of(who).url for who in (owner, ann, bob)]
    assert urls == ["memory://films/", "memory://films/guests/ann", "memory://films/guests/bob"]
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_STORE", str(tmp_path / "shared"))
    assert [store_of(who).root for who in (owner, ann)] == [tmp_path / "shared", tmp_path / "shared/guests/ann"]
    monkeypatch.delenv("VIDEOSTUDIO_MACHINES_STORE")
    assert store_of(ann).root == ann.store_root


@pytest.mark.parametrize("devices", ["cuda*4", "cpu*2", ""])
async def test_a_film_that_goes_on_elsewhere_calls_its_pictures_after_the_devices_there(
    tmp_path: Path, devices: str
) -> None:
    kept = FilmOrder(film="film-0123abcd", brief=ONE_SCENE, profile=resolved(PROFILES["default"], Workspace(tmp_path)))
    folder = Workspace(tmp_path).ensure().film_folder(kept.film)
    folder.mkdir(parents=True)
    order.keep(kept, folder)
    made: list[Profile] = []

    async def produce(wanted: FilmOrder, workspace: Workspace, **how: object) -> FilmRecord:
        made.append(wanted.profile)
        return FilmRecord(film=wanted.film, profile="", outcome=FilmOutcome.UNFINISHED, brief=wanted.brief)

    elsewhere = Workspace(tmp_path, machines=(("devices", devices),))
    await Studio(elsewhere, produces=produce).resume(kept.film)
    kinds = {made[0].settings.get(name, {}).get("device", "") for name in ("klein", "wan")}
    assert kinds == {devices.partition("*")[0]}
    assert made[0] == resolved(PROFILES["default"], elsewhere), "as a film that begins there"
    assert order.load(folder) == kept, "and the next run may be somewhere else"


async def test_workers_are_not_told_what_is_not_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_POSTGRES", "postgresql://user:secret@host/films")
    monkeypatch.setenv("VIDEOSTUDIO_TOKEN", "secret")
    monkeypatch.setenv("VIDEOSTUDIO_REMOTE_API_KEY", "key of a server")
    for profile, asks in (("preview", False), ("remote", True)):
        log, duty = tmp_path / profile, Duty(store="", profile=PROFILES[profile])
        worker = await ProcessPipe.start(("/bin/sh", "-c", "env >&2"), log, told=duty.told)
        assert await worker.read() == b""
        await worker.last_words()
        assert "secret" not in log.read_text()
        assert ("key of a server" in log.read_text()) is asks
    assert "secret" not in repr(Machines.of(Workspace(tmp_path)))


def test_settings_of_machines_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.json").write_text('{"machines": {"devices": "cuda*2", "executor": "ray"}}')
    assert Machines.of(Workspace(tmp_path)).devices == "cuda*2"
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_DEVICES", "cpu")
    assert Machines.of(Workspace(tmp_path)).devices == "cpu"
    for_this_run = Workspace(tmp_path, machines=(("devices", "cpu*3"),))
    assert Machines.of(for_this_run).devices == "cpu*3"
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_STROE", "s3://films")
    with pytest.raises(BadSetting, match="settings are executor, devices, store, postgres"):
        Machines.of(Workspace(tmp_path))
