"""What all doors share: who may come in, what may be asked for, which files may be named, and work that survives."""

import asyncio
import json
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rehearsed import Rehearsal
from typer.testing import CliRunner

import videostudio
from videostudio.apps.cli import app
from videostudio.apps.decisions import decision
from videostudio.apps.desk.admission import admitted, together
from videostudio.apps.desk.changes import understood
from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.guests import Keyring, is_loopback, new_token, take_token
from videostudio.apps.desk.limits import OWN, SERVED, Limits, served
from videostudio.apps.desk.orders import Orders
from videostudio.apps.desk.paths import ANYWHERE, NOWHERE, within
from videostudio.apps.desk.rates import Rates
from videostudio.apps.desk.service import Service
from videostudio.apps.desk.wishes import Wishes, wishes_from
from videostudio.apps.desk.work import Job, JobBook, JobState, Work
from videostudio.film.brief import Approval, Brief
from videostudio.film.conversation import ReplyKind
from videostudio.film.edits import Recast, SetFilmLength, SetTitle, Undo, UseImage
from videostudio.film.errors import (
    BadSetting,
    BeyondLimits,
    BriefError,
    FilmBusy,
    FilmNotFound,
    GeneratorError,
    NotAllowed,
    NotEnoughDisk,
    ReferenceError_,
    ScriptError,
    TooBusy,
    UserError,
)
from videostudio.film.record import FilmOutcome
from videostudio.graphs import order
from videostudio.graphs.decision import Decision
from videostudio.graphs.holding import LOCK_FILE
from videostudio.graphs.profile import Profile
from videostudio.graphs.studio import MakeOptions, Studio
from videostudio.tools.events import Finished, Started
from videostudio.tools.images import encode_png
from videostudio.tools.locks import film_lock
from videostudio.tools.preflight import Needs
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace, film_id

HERE = Workspace(Path("nowhere"))
PROMPT = "A dog runs across a meadow and finds a red ball"
PICTURE = encode_png(np.zeros((8, 8, 3), dtype=np.uint8))
NOISE = encode_png(np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8))


def desk(root: Path, rehearsal: Rehearsal | None = None, **more: Any) -> Desk:
    workspace = Workspace(root)
    return Desk(Studio(workspace, produces=rehearsal or Rehearsal()), workspace, **more)


@asynccontextmanager
async def serving(root: Path, rehearsal: Rehearsal, limits: Limits = SERVED) -> AsyncIterator[Service]:
    """A service that falls over at the end, as a killed one does."""
    service = Service(
        Workspace(root),
        limits=limits,
        keyring=Keyring.of(Workspace(root), {}),
        opens=lambda workspace: Studio(workspace, produces=rehearsal),
    )
    service.recover()
    yield service
    await service.close()


def wishes(**changes: Any) -> Wishes:
    return wishes_from({"prompt": PROMPT, "scenes": 2, "seconds": 2, "size": "256x144", "fps": 12, **changes})


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({}, "'prompt' is missing"),
        ({"prompt": "x", "scene": 3}, "there is no wish 'scene': choose from prompt, scenes"),
        ({"prompt": "x", "scenes": "many"}, "scenes: input should be a valid integer"),
        ({"prompt": ["x"]}, "prompt: input should be a valid string"),
        ({"prompt": "x", "name": "n" * 201}, "name: string should have at most 200"),
        ({"prompt": "x", "workers": 0}, "workers: "),
    ],
)
def test_wishes_of_the_wrong_kind_are_refused_in_words(said: dict[str, Any], says: str) -> None:
    with pytest.raises(BriefError, match="(?s)" + says.replace("(", r"\(")):
        wishes_from(said)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"scenes": 0}, "scenes 0 is out of range: at least 1 and at most 100"),
        ({"seconds": float("inf")}, "seconds inf is no length"),
        ({"size": "12"}, "size '12' is not WIDTHxHEIGHT: write it like size 1280x720"),
        ({"approve": ["script", "lunch"]}, "approve 'lunch' is unknown"),
        ({"scene_seconds": 0.5}, "scene_seconds 0.5 is out of range"),
        ({"must": [""]}, "must: "),
        ({"attempts": 0}, "attempts: "),
        ({"gpu_seconds": -1}, "gpu_seconds: "),
        ({"profile": "none"}, "there is no profile 'none'"),
        ({"writer": "me"}, "there is no writer 'me'"),
        ({"upscale": "crisp"}, "--upscale is for"),
    ],
)
def test_wishes_that_no_film_can_have_are_refused_by_their_names(
    changed: dict[str, Any], says: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as refused:
        desk(tmp_path).asked_for(wishes(**changed))
    assert says in str(refused.value)


ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 1, 2**64, 0.5, -0.0, 1e308, float("inf"), float("nan"), [], {}, [1], ["a"], [[]], {"a": "b"}),
    *("", " ", "x", "\ud800", "\0", "\x1b[1m", "1x1", "0x0", "9" * 400, "1e309", "../..", "=1", "<b>", "🦊", "a" * 300),
)


@pytest.mark.parametrize("wish", [*Wishes.model_fields, "else"])
def test_whatever_is_wished_is_a_brief_or_refused(wish: str) -> None:
    guest = Desk(Studio(Workspace(Path("nowhere"))), Workspace(Path("nowhere")), limits=SERVED, paths=NOWHERE)
    for value in ODD:
        try:
            brief, _ = guest.asked_for(wishes_from({"prompt": PROMPT, wish: value}))
        except UserError as refused:
            str(refused).encode()
        else:
            film_id(brief, "preview")
            brief.model_dump_json()


def test_half_a_character_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    for said in ({"must": ["\udfff"]}, {"name": "\ud800"}, {"references": {"\ud800": "x"}}):
        with pytest.raises(BriefError, match=r"half a character|unicode"):
            wishes(**said)
    with pytest.raises(BriefError, match="the note: it holds half a character"):
        decision(False, "\ud800")
    with pytest.raises(FilmNotFound) as refused:
        desk(tmp_path).status("\ud800")
    str(refused.value).encode()


def test_approvals_may_come_as_a_list(tmp_path: Path) -> None:
    brief, _ = desk(tmp_path).asked_for(wishes(approve=["script", "cut"]))
    assert brief.approvals == frozenset(Approval)


@pytest.mark.parametrize(
    ("facts", "options", "says"),
    [
        ({"prompt": "x" * 20_001}, {}, "prompt: 20001 characters are too many, at most 20000 here"),
        ({"scenes": 41}, {}, "scenes: 41 scenes are too many, at most 40"),
        ({"duration_ms": 300_000}, {}, "75 scenes are too many, at most 40 here, which 300 s come to: say how many"),
        ({"duration_ms": 301_000, "scenes": 40}, {}, "seconds: 301 s are too many, at most 300"),
        ({"scenes": 40, "longest_scene_ms": 60_000}, {}, "seconds: 2404 s are too many"),
        ({"width": 3840, "height": 2160}, {}, "size 3840x2160: 8.2944e+06 pixels are too many"),
        ({"fps": 60}, {}, "fps: 60 frames a second are too many, at most 30"),
        ({"width": 1920, "height": 1080, "fps": 30, "duration_ms": 300_000}, {}, "size, fps and seconds together"),
        ({"budget": {"attempts": 20}}, {}, "attempts: 20 takes of a scene are too many, at most 5"),
        ({}, {"workers": 9}, "workers: 9 worker processes are too many, at most 8"),
    ],
)
def test_what_is_too_much_for_a_served_door_is_enough_at_home(
    facts: dict[str, Any], options: dict[str, Any], says: str
) -> None:
    brief, how = Brief.model_validate({"prompt": PROMPT, **facts}), MakeOptions(**options)
    assert admitted(brief, how, OWN, HERE) is brief
    with pytest.raises(BeyondLimits) as refused:
        admitted(brief, how, SERVED, HERE)
    assert says in str(refused.value)


SMALL = Limits(scenes=2, film_seconds=20, profiles=("preview",))
LONGER = (SetFilmLength(duration_ms=30_000),)
TOO_LONG = "seconds: 30 s are too many, at most 20 here"


async def test_no_change_gets_past_the_limits_of_an_order(tmp_path: Path) -> None:
    film = (await desk(tmp_path).make(wishes(cards=False))).id
    few = desk(tmp_path, limits=SMALL)
    changes: list[Callable[[], Awaitable[Any]]] = [
        lambda: few.edit(film, LONGER),
        lambda: few.edit(film, "make the film 30 seconds long"),
        lambda: few.forecast_edit(film, LONGER),
        lambda: few.understood(film, "make the film 30 seconds long"),
        lambda: few.talk(film=film).say("make the film 30 seconds long"),
        lambda: few.talk(film=film).propose(LONGER, "longer"),
    ]
    for change in changes:
        with pytest.raises(BeyondLimits, match=TOO_LONG):
            await change()
    assert few.studio.history(film).head == 1
    # Words of another profile make another film: they are no edit, and in a conversation they meet the limits.
    with pytest.raises(BriefError, match="another profile makes another film"):
        await few.edit(film, "render it with the preview profile")
    with pytest.raises(BeyondLimits, match="'mini' is not for this door"):
        await few.talk(film=film).say("render it with the mini profile")
    # What is rendered is the script as it is, and not as it was ordered.
    await desk(tmp_path).edit(film, LONGER)
    with pytest.raises(BeyondLimits, match=TOO_LONG):
        await few.render(film, wishes(name="another"))
    with pytest.raises(BeyondLimits, match=TOO_LONG):
        few.begin_render(film, "preview")
    with pytest.raises(BeyondLimits, match=TOO_LONG):
        await few.edit(film, (SetTitle(title="Red"),))
    assert (await few.undo(film)).script


async def test_a_script_is_looked_at_when_it_is_written(tmp_path: Path) -> None:
    rehearsal = Rehearsal()
    few, story = desk(tmp_path, rehearsal, limits=SMALL), "A dog runs. The dog barks. The dog sleeps."
    real = Desk(Studio(Workspace(tmp_path / "real")), Workspace(tmp_path / "real"), limits=SMALL)
    for making in (few.make, few.plan, real.make):
        with pytest.raises(BeyondLimits, match="scenes: 4 scenes are too many, at most 2 here"):
            await making(wishes_from({"prompt": story, "size": "256x144", "workers": 1}))
    assert rehearsal.made == []


async def test_a_change_needs_room_for_what_it_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = desk(tmp_path)
    film = (await own.make(wishes())).id
    monkeypatch.setattr("videostudio.tools.preflight.free_bytes", lambda root: 1000)
    with pytest.raises(NotEnoughDisk, match="MiB needed"):
        await own.edit(film, LONGER)
    assert (await own.edit(film, (SetTitle(title="Red"),))).script


def test_budgets_are_refused_beyond_the_doors_and_filled_in_below() -> None:
    limits = Limits(tokens=1000, money_milli=500, gpu_seconds=60, profiles=("preview",))
    budget = admitted(Brief(prompt=PROMPT), MakeOptions(), limits, HERE).budget
    assert (budget.tokens, budget.money_milli, budget.gpu_s) == (1000, 500, 60)
    for name, much, says in (("tokens", 1001, "tokens"), ("money_milli", 501, "money: 0.501"), ("gpu_s", 61, "gpu_s")):
        with pytest.raises(BeyondLimits, match=says):
            admitted(Brief.model_validate({"prompt": PROMPT, "budget": {name: much}}), MakeOptions(), limits, HERE)
    with pytest.raises(BeyondLimits, match="'mini' is not for this door, choose one of preview"):
        admitted(Brief(prompt=PROMPT), MakeOptions(profile="mini"), limits, HERE)


def test_films_made_one_after_the_other_share_the_memory_and_not_the_disk() -> None:
    needs = [Needs(disk_bytes=10, memory_bytes=size, seconds=2) for size in (5, 9, 7)]
    assert together(needs, 2) == Needs(disk_bytes=30, memory_bytes=16, seconds=6)


def test_an_operator_sets_the_limits_of_doors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    workspace.settings_file.write_text('{"doors": {"scenes": 7, "profiles": "preview, mini"}}')
    monkeypatch.setenv("VIDEOSTUDIO_DOORS_FPS", "24")
    found = served(workspace)
    assert (found.scenes, found.fps, found.profiles, found.attempts) == (7, 24, ("preview", "mini"), SERVED.attempts)
    monkeypatch.setenv("VIDEOSTUDIO_DOORS_SCENES", "none")
    with pytest.raises(BadSetting, match=r"'doors\.scenes' cannot be used"):
        served(workspace)


def test_rates_are_counted_by_guest_within_a_minute() -> None:
    now = 0.0
    rates = Rates(2, lambda: now)
    for moment in (0.0, 10.0):
        now = moment
        rates.take("ann")
    with pytest.raises(TooBusy, match="ask again in 50 s") as busy:
        rates.take("ann")
    assert busy.value.retry_after_s == 50
    rates.take("bob")
    now = 60.0
    rates.take("ann")


def test_tokens_name_guests_and_are_kept_nowhere(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert Keyring.of(workspace, {}).guest(None).workspace == workspace
    ann, bob = new_token(workspace, "ann"), new_token(workspace, "bob")
    keyring = Keyring.of(workspace, {"VIDEOSTUDIO_TOKEN": "s3cret"})
    assert keyring.guest(ann).workspace.root == tmp_path / "guests" / "ann"
    assert keyring.guest(bob).name == "bob"
    assert keyring.guest("s3cret").workspace == workspace
    for wrong in (None, "", "s3cre", "S3CRET", ann[:-1], ann + "x", "\0", "é"):
        with pytest.raises(NotAllowed):
            keyring.guest(wrong)
    kept = (tmp_path / "tokens.json").read_text()
    assert ann not in kept
    assert (tmp_path / "tokens.json").stat().st_mode & 0o077 == 0
    take_token(workspace, "ann")
    with pytest.raises(NotAllowed):
        Keyring.of(workspace, {}).guest(ann)
    with pytest.raises(BriefError, match="there is no guest 'ann': bob has a token"):
        take_token(workspace, "ann")
    for name in ("../x", "", "A", "-a", "a" * 41):
        with pytest.raises(BriefError):
            new_token(workspace, name)
    (tmp_path / "tokens.json").write_text("[]")
    with pytest.raises(BadSetting):
        Keyring.of(workspace, {})


def test_without_a_token_a_door_opens_to_this_machine_only(tmp_path: Path) -> None:
    bare, locked = Keyring(Workspace(tmp_path)), Keyring(Workspace(tmp_path), "secret")
    for host in ("127.0.0.1", "::1", "localhost"):
        bare.require_safe(host)
    for host in ("0.0.0.0", "::", "192.168.0.7", "example.org", ""):
        assert not is_loopback(host)
        locked.require_safe(host)
        with pytest.raises(BadSetting, match="no token"):
            bare.require_safe(host)
    for header, known in (("127.0.0.1:80", True), ("[::1]:80", True), ("localhost", True), ("evil.org:80", False)):
        assert bare.knows_host(header) is known
        assert locked.knows_host(header)


def in_store(workspace: Workspace) -> int:
    return Store(workspace.store_root).size().artifacts


async def test_a_guest_has_so_much_room_and_no_more(tmp_path: Path) -> None:
    token = new_token(Workspace(tmp_path), "ann")
    roomy = SERVED.model_copy(update={"films_waiting": 0})
    async with serving(tmp_path, Rehearsal(scene_s=30), roomy) as service:
        ann, orders = service.enter(token), Orders()
        await orders.take(ann, wishes(), {})
        # No more films may wait: the picture is not even kept.
        with pytest.raises(TooBusy):
            await orders.take(ann, wishes(seed=1), {"dog": PICTURE})
        assert in_store(ann.desk.workspace) == 0
    async with serving(tmp_path, Rehearsal(), SERVED.model_copy(update={"guest_bytes": 2000})) as service:
        ann, owner = service.enter(token), Desk(Studio(Workspace(tmp_path)), Workspace(tmp_path))
        # The order that is there already needs no room.
        film = (await Orders().take(ann, wishes(), {})).film
        await ann.jobs.wait(film)
        for work in (lambda: ann.desk.begin(wishes(seed=1)), lambda: ann.desk.picture("dog", NOISE)):
            with pytest.raises(BeyondLimits, match="MiB that are yours here"):
                work()
        with pytest.raises(BeyondLimits, match="remove films"):
            await ann.desk.edit(film, LONGER)
        assert owner.begin(wishes(seed=1))
        # What only a removed film used is gone with it, but for what may just be coming.
        for file in ann.desk.workspace.store_root.rglob("*"):
            os.utime(file, (1, 1))
        assert in_store(ann.desk.workspace) > 0
        await ann.jobs.remove(film)
        assert in_store(ann.desk.workspace) == 0
        assert ann.desk.picture("dog", PICTURE)


async def test_a_full_disk_keeps_no_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = desk(tmp_path)
    monkeypatch.setattr("videostudio.tools.preflight.free_bytes", lambda root: 1000)
    with pytest.raises(NotEnoughDisk):
        own.asked_for(wishes(), {"dog": PICTURE})
    assert in_store(own.workspace) == 0


async def test_the_clean_up_goes_to_guests_and_leaves_what_is_spoken_of(tmp_path: Path) -> None:
    token = new_token(Workspace(tmp_path), "ann")
    async with serving(tmp_path, Rehearsal()) as service:
        ann = service.enter(token)
        film = (await Orders().take(ann, wishes(), {})).film
        await ann.jobs.wait(film)
        dog = ann.desk.studio.history(film).current.script.entities[0].id
        talk = ann.desk.talk("about", film=film)
        await talk.propose((UseImage(entity=dog, image=ann.desk.picture("dog", PICTURE)),), "mine")
        ann.desk.picture("dog", NOISE)
    before = in_store(ann.desk.workspace)
    for file in ann.desk.workspace.store_root.rglob("*"):
        os.utime(file, (1, 1))
    done = CliRunner().invoke(app, ["store", "gc", "--json", "--home", str(tmp_path)])
    assert done.exit_code == 0, done.output
    # The rehearsed film's bytes have no entries, and the other picture has no film.
    assert json.loads(done.stdout)["artifacts"] == before - 1
    assert (await talk.say("yes")).kind is ReplyKind.DONE


async def test_the_clean_up_leaves_the_picture_of_a_change_that_waits_for_its_turn(tmp_path: Path) -> None:
    own = desk(tmp_path)
    film = (await own.make(wishes())).id
    dog = own.studio.history(film).current.script.entities[0].id
    picture, jobs = own.picture("dog", PICTURE), JobBook(own.workspace)
    jobs.keep(Job(film=film, state=JobState.QUEUED, work=Work(edits=(UseImage(entity=dog, image=picture),))))
    (own.workspace.work_root / "broken.json").write_text("{")
    own.studio.tidy(0)
    assert Store(own.workspace.store_root).holds(picture)
    jobs.forget(film)
    own.studio.tidy(0)
    assert not Store(own.workspace.store_root).holds(picture)


async def test_others_are_served_while_room_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, looked = desk(tmp_path), list[threading.Thread]()
    film = (await own.make(wishes())).id
    monkeypatch.setattr(Studio, "require_room", lambda *args: looked.append(threading.current_thread()))
    await own.edit(film, LONGER)
    assert looked
    assert threading.main_thread() not in looked


async def test_another_film_of_a_script_is_made_as_large_and_is_not_the_same_film(tmp_path: Path) -> None:
    own, red = desk(tmp_path), (SetTitle(title="Red"),)
    films = []
    for upscale in ("", "crisp", "painted"):
        film = (await own.make(wishes(profile="mini", upscale=upscale))).id
        films.append(own.studio.begin_variant(film, red))
    assert len(set(films)) == 3
    kept = [order.load_or_refuse(own.workspace.film_folder(film)) for film in films]
    assert [one.upscale for one in kept] == ["", "crisp", "painted"]
    assert [one.profile.settings["mini"].get("upscale") for one in kept[1:]] == ["crisp", "painted"]
    # A way back to the script that a film began with is that film.
    await own.resume(films[0])
    await own.edit(films[0], (SetTitle(title="Blue"),))
    with pytest.raises(ScriptError, match="ask for it as an edit"):
        own.studio.begin_variant(films[0], Undo())


async def test_a_picture_by_its_digest_has_to_be_here(tmp_path: Path) -> None:
    own = desk(tmp_path)
    film = (await own.make(wishes())).id
    dog = own.studio.history(film).current.script.entities[0]
    kept = own.picture("dog", PICTURE)
    text = Store(own.workspace.store_root).put(b"no picture", media_type="image/png", width=8, height=8)
    newcomer = dog.model_copy(update={"id": "cat", "name": "cat", "own_image": kept.model_copy(update={"size": 3})})
    for edit in (
        UseImage(entity=dog.id, image=kept.model_copy(update={"sha256": "0" * 64})),
        UseImage(entity=dog.id, image=kept.model_copy(update={"size": 3})),
        UseImage(entity=dog.id, image=kept.model_copy(update={"width": 9000})),
        UseImage(entity=dog.id, image=text),
        Recast(entity=dog.id, by=newcomer),
    ):
        with pytest.raises(ReferenceError_):
            await own.edit(film, (edit,))
    assert (await own.edit(film, (UseImage(entity=dog.id, image=kept),))).script


async def test_tokens_count_from_the_moment_they_are_made_and_no_longer(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    async with serving(tmp_path, Rehearsal()) as service:
        assert service.enter(None).guest.name == "owner"
        first = new_token(workspace, "ann")
        with pytest.raises(NotAllowed, match="a token is wanted here"):
            service.enter(None)
        assert service.enter(first).guest.name == "ann"
        assert service.keyring.knows_host("example.org")
        second = new_token(workspace, "ann")
        with pytest.raises(NotAllowed, match="not known here"):
            service.enter(first)
        assert service.enter(second).guest.name == "ann"
        # The last token is gone, and who was kept out by it stays out: the door may be open to a network.
        take_token(workspace, "ann")
        for token in (None, second):
            with pytest.raises(NotAllowed):
                service.enter(token)


def test_files_can_be_named_only_where_the_policy_says(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.png").write_bytes(PICTURE)
    (tmp_path / "in" / "own.png").write_bytes(PICTURE)
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
    inside = within(tmp_path / "in")
    assert inside.picture("own.png", 1000) == PICTURE
    assert ANYWHERE.picture(str(tmp_path / "secret.png"), 1000) == PICTURE
    for said in ("../secret.png", str(tmp_path / "secret.png"), "link.png", "a\0b", "../in2/x", "x/../../secret.png"):
        with pytest.raises(NotAllowed):
            inside.picture(said, 1000)
    for paths, said in ((inside, "missing.png"), (ANYWHERE, str(tmp_path)), (ANYWHERE, "/dev/zero")):
        with pytest.raises(ReferenceError_, match="is not there, or no file"):
            paths.picture(said, 1000)
    with pytest.raises(ReferenceError_, match="larger than"):
        inside.picture("own.png", len(PICTURE) - 1)
    with pytest.raises(NotAllowed, match="a picture can be brought"):
        NOWHERE.picture("own.png", 1000)


def test_a_profiles_file_is_for_those_who_may_name_files(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[roles]\nentity_imager = "animatic"\nscene_imager = "animatic"\nscene_filmer = "animatic"\n')
    _, options = desk(tmp_path / "home", paths=within(tmp_path)).asked_for(wishes(profile="mine.toml"))
    assert isinstance(options.profile, Profile)
    assert options.profile.name == "mine"
    with pytest.raises(NotAllowed):
        desk(tmp_path / "home", paths=NOWHERE).asked_for(wishes(profile=str(file)))


def test_pictures_are_brought_or_named_and_looked_at(tmp_path: Path) -> None:
    (tmp_path / "ball.png").write_bytes(PICTURE)
    own = desk(tmp_path / "home", paths=within(tmp_path))
    brief, _ = own.asked_for(wishes(references={"ball": "ball.png"}), {"dog": PICTURE})
    assert [one.name for one in brief.own_images] == ["ball", "dog"]
    few = desk(tmp_path / "home", limits=Limits(pictures=0, picture_bytes=10))
    with pytest.raises(BeyondLimits, match="1 pictures are too many, at most 0"):
        few.asked_for(wishes(references={"ball": "not looked at"}))
    with pytest.raises(ReferenceError_, match="the picture for 'dog': its 5 bytes are no picture"):
        own.asked_for(wishes(), {"dog": b"notes"})
    small = desk(tmp_path / "home", limits=Limits(picture_bytes=10))
    with pytest.raises(BeyondLimits, match="larger than 10 bytes"):
        small.asked_for(wishes(), {"dog": PICTURE})
    tiny = desk(tmp_path / "home", limits=Limits(picture_pixels=63))
    with pytest.raises(ReferenceError_, match="claims 8 x 8 pixels"):
        tiny.asked_for(wishes(), {"dog": PICTURE})
    guest = desk(tmp_path / "home", paths=NOWHERE)
    for said in ({"references": {"ball": "ball.png"}}, {"out": "/tmp/x"}):
        with pytest.raises(NotAllowed):
            guest.asked_for(wishes(**said))


async def test_a_film_is_approved_changed_undone_and_its_files_are_given_by_name(tmp_path: Path) -> None:
    own = desk(tmp_path)
    film = await own.make(wishes(approve="script"))
    assert (film.waiting, film.outcome, set(film.paths)) == (
        Approval.SCRIPT,
        FilmOutcome.AWAITING_SCRIPT,
        {"folder", "script", "report"},
    )
    with pytest.raises(FilmNotFound, match=r"has no film\.mp4 yet: it is awaiting_script"):
        film.file("film.mp4")
    film = await own.resume(film.id, Decision(approved=True))
    assert film.waiting is None
    assert film.as_object()["waiting"] is None
    assert film.file("film.mp4").ref == film.record.cut
    assert film.file("clips/scene-1.mp4").path.read_bytes() == b"a clip"
    for name in ("order.json", "../x", "clips/../order.json", "clips/scene-9.mp4", "", "/etc/passwd", "film.mp4/"):
        with pytest.raises(FilmNotFound):
            film.file(name)
    film.file("report.html").path.unlink()
    (film.folder / "report.html").symlink_to("/etc/passwd")
    with pytest.raises(FilmNotFound):
        film.file("report.html")
    assert film.script
    renamed = await own.edit(film.id, (SetTitle(title="Red"),), said="call it Red")
    assert renamed.script
    assert renamed.script.title == "Red"
    undone = await own.undo(film.id)
    assert undone.script == film.script
    redone = await own.redo(film.id)
    assert redone.script
    assert redone.script.title == "Red"
    with pytest.raises(BeyondLimits, match="the wish: 4001 characters are too many"):
        await own.edit(film.id, "x" * 4001)


async def test_a_film_is_stopped_from_outside_and_goes_on(tmp_path: Path) -> None:
    rehearsal = Rehearsal(scene_s=30)
    own = desk(tmp_path, rehearsal)
    film = own.begin(wishes())
    making = asyncio.create_task(own.resume(film))
    while not own.events(film):
        await asyncio.sleep(0.01)
    desk(tmp_path).cancel(film)
    stopped = await making
    assert stopped.outcome is FilmOutcome.UNFINISHED
    rehearsal.scene_s = 0
    # What was asked of the run before does not stop the next one.
    desk(tmp_path).cancel(film)
    assert (await own.resume(film)).outcome is FilmOutcome.FINISHED


async def test_jobs_take_turns_and_survive_the_end_of_their_process(tmp_path: Path) -> None:
    rehearsal = Rehearsal(scene_s=30)
    async with serving(tmp_path, rehearsal) as service:
        seat = service.enter(None)
        first, second = (seat.desk.begin(wishes(seed=seed)) for seed in (1, 2))
        seat.jobs.submit(first)
        assert seat.jobs.submit(first) == seat.jobs.job(first)
        seat.jobs.submit(second)
        while not seat.desk.events(first):
            await asyncio.sleep(0.01)
        states = (seat.jobs.job(first).state, seat.jobs.job(second).state)
        assert states == (JobState.RUNNING, JobState.QUEUED)
        with pytest.raises(FilmBusy):
            seat.jobs.submit(first, Work(edits=(SetTitle(title="x"),)))
    rehearsal.scene_s = 0
    async with serving(tmp_path, rehearsal) as service:
        jobs = service.enter(None).jobs
        assert [(await jobs.wait(film)).state for film in (first, second)] == [JobState.DONE] * 2
        assert rehearsal.made == [first, second]
        told = [event async for event in jobs.follow(first)]
        assert isinstance(told[0], Started)
        assert isinstance(told[-1], Finished)
        assert [event async for event in jobs.follow(first, after=told[-2].seq)] == told[-1:]
        assert jobs.progress(first) == 1.0


async def test_a_job_waits_for_a_film_that_somebody_else_is_at_work_on(tmp_path: Path) -> None:
    async with serving(tmp_path, Rehearsal()) as service:
        seat = service.enter(None)
        film = seat.desk.begin(wishes())
        with film_lock(seat.desk.workspace.film_folder(film) / LOCK_FILE):
            seat.jobs.submit(film)
            await asyncio.sleep(0.1)
            assert seat.jobs.job(film).state is JobState.QUEUED
        job = await seat.jobs.wait(film)
        assert job.state is JobState.DONE
        assert job.queued_s < job.begun_s <= job.ended_s


@pytest.mark.parametrize("who", ["its maker", "the other"])
async def test_a_film_that_one_process_stops_is_gone_on_with_by_none(tmp_path: Path, who: str) -> None:
    elsewhere = Rehearsal()
    async with serving(tmp_path, Rehearsal(scene_s=60)) as first:
        seat = first.enter(None)
        film = seat.desk.begin(wishes())
        seat.jobs.submit(film)
        while not seat.desk.events(film):
            await asyncio.sleep(0.02)
        # Another process on the same workspace finds work that was not finished.
        async with serving(tmp_path, elsewhere) as second:
            await asyncio.sleep(0.1)
            there = second.enter(None).jobs
            await (seat.jobs if who == "its maker" else there).cancel(film)
            assert [(await jobs.wait(film)).state for jobs in (seat.jobs, there)] == [JobState.CANCELLED] * 2
    assert elsewhere.made == []


async def test_the_waiting_functions_say_what_to_await_inside_a_loop() -> None:
    with pytest.raises(RuntimeError, match=r"await videostudio\.aio\.status\(\.\.\.\) instead"):
        videostudio.status("mars")


async def test_a_word_or_a_change_is_carried_out_once_whoever_dies_over_it(tmp_path: Path) -> None:
    rehearsal = Rehearsal()
    async with serving(tmp_path, rehearsal) as service:
        seat = service.enter(None)
        film = seat.desk.begin(wishes(approve="script,cut"))
        seat.jobs.submit(film)
        assert (await seat.jobs.wait(film)).state is JobState.WAITING
        rehearsal.scene_s = 30
        script = Decision(approved=True, seen=seat.desk.status(film).record.awaited)
        seat.jobs.submit(film, Work(decision=script))
        await asyncio.sleep(0.05)
    rehearsal.scene_s = 0
    async with serving(tmp_path, rehearsal) as service:
        seat = service.enter(None)
        # The yes was to the script: it must not pass for one to the cut.
        assert (await seat.jobs.wait(film)).state is JobState.WAITING
        assert seat.desk.status(film).waiting is Approval.CUT
        # Nor when it is sent once more, by a client that heard no answer, or from a tab that was left open.
        with pytest.raises(ScriptError, match="it waits with another cut than the one you saw"):
            seat.jobs.submit(film, Work(decision=script))
        with pytest.raises(ScriptError, match="it waits with another cut"):
            await seat.desk.resume(film, script)
        seat.jobs.submit(film, Work(decision=Decision(approved=True)))
        assert (await seat.jobs.wait(film)).state is JobState.DONE
        with pytest.raises(UserError, match="is not waiting for an answer"):
            seat.jobs.submit(film, Work(decision=Decision(approved=True)))
        seat.jobs.submit(film, Work(edits=(SetTitle(title="Red"),), said="call it Red"))
        rehearsal.scene_s = 30
        await asyncio.sleep(0.05)
    rehearsal.scene_s = 0
    async with serving(tmp_path, rehearsal) as service:
        seat = service.enter(None)
        await seat.jobs.wait(film)
        history = seat.desk.studio.history(film)
        assert (history.head, history.current.script.title) == (2, "Red")


async def test_a_change_is_made_to_the_version_its_speaker_saw_or_refused(tmp_path: Path) -> None:
    async with serving(tmp_path, Rehearsal()) as service:
        seat = service.enter(None)
        own = seat.desk
        film = (await own.make(wishes())).id
        red, _ = await understood(own, film, edits=(SetTitle(title="Red"),))
        said, _ = await understood(own, film, wish="make scene 2 at night")
        assert (red.base, said.base) == (1, 1)
        await own.carry_out(film, red)
        # Who died over it finds it done, and does it no second time.
        await own.carry_out(film, red)
        assert len(own.studio.history(film).versions) == 2
        with pytest.raises(ScriptError, match="you saw version 1, it has version 2 now"):
            await own.carry_out(film, said)
        seat.jobs.submit(film, said)
        job = await seat.jobs.wait(film)
        assert (job.state, job.error_kind) == (JobState.FAILED, "ScriptError")
        back, _ = await understood(own, film, undo=1)
        for _ in range(2):
            assert (await own.carry_out(film, back)).record.script
            assert own.studio.history(film).head == 1
        on, _ = await understood(own, film, redo=1)
        for _ in range(2):
            await own.carry_out(film, on)
            assert own.studio.history(film).head == 2
        await own.edit(film, (SetTitle(title="Blue"),))
        for step in (back, on):
            with pytest.raises(ScriptError, match="the film has changed meanwhile"):
                await own.carry_out(film, step)
        # What somebody else changed after it leaves it made.
        await own.carry_out(film, red)
        assert own.studio.history(film).current.script.title == "Blue"


async def test_jobs_fail_alone_are_cancelled_and_wait_only_so_many(tmp_path: Path) -> None:
    rehearsal = Rehearsal(scene_s=30, fails={"storm": GeneratorError("no pixels")})
    async with serving(tmp_path, rehearsal, SERVED.model_copy(update={"films_waiting": 1})) as service:
        seat = service.enter(None)
        broken = seat.desk.begin(wishes(prompt="A storm over the sea"))
        seat.jobs.submit(broken)
        failed = await seat.jobs.wait(broken)
        assert (failed.state, failed.error_kind, failed.error) == (JobState.FAILED, "GeneratorError", "no pixels")
        running, queued, third = (seat.desk.begin(wishes(seed=seed)) for seed in (1, 2, 3))
        seat.jobs.submit(running)
        seat.jobs.submit(queued)
        with pytest.raises(TooBusy, match="come back later"):
            seat.jobs.submit(third)
        assert (await seat.jobs.cancel(queued)).state is JobState.CANCELLED
        await asyncio.sleep(0.05)
        assert (await seat.jobs.cancel(running)).state is JobState.CANCELLED
        await seat.jobs.remove(running)
        with pytest.raises(FilmNotFound):
            seat.jobs.job(running)
        for name in ("../../x", "none-00000000", ""):
            with pytest.raises(FilmNotFound):
                seat.jobs.job(name)


async def test_guests_see_their_own_films_only_and_are_taken_up_again(tmp_path: Path) -> None:
    tokens = {name: new_token(Workspace(tmp_path), name) for name in ("ann", "bob")}
    rehearsal = Rehearsal(scene_s=30)
    async with serving(tmp_path, rehearsal, SERVED.model_copy(update={"requests_per_minute": 3})) as service:
        ann, bob = service.enter(tokens["ann"]), service.enter(tokens["bob"])
        film = ann.desk.begin(wishes())
        ann.jobs.submit(film)
        await asyncio.sleep(0)
        with pytest.raises(FilmNotFound):
            bob.jobs.job(film)
        assert service.enter(tokens["ann"]) is ann
        service.enter(tokens["ann"])
        with pytest.raises(TooBusy):
            service.enter(tokens["ann"])
        with pytest.raises(NotAllowed):
            service.enter(None)
    rehearsal.scene_s = 0
    async with serving(tmp_path, rehearsal) as service:
        assert (await service.enter(tokens["ann"]).jobs.wait(film)).state is JobState.DONE
