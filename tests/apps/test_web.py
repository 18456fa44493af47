"""The web page without a browser: what it shows of a film, what its buttons do, and who gets in."""

import base64
import re
import threading
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from web_pages import STORY, Looker, service_at

from videostudio.apps.desk.guests import Keyring, new_token
from videostudio.apps.desk.work import JobState
from videostudio.apps.web import addresses, forms, login
from videostudio.apps.web.beside import earlier, way
from videostudio.apps.web.doorkeeper import COOKIE, LOGIN, Doorkeeper
from videostudio.apps.web.facts import Facts, signature
from videostudio.apps.web.profiles import ProfileChoices, profile_choices
from videostudio.apps.web.seen import Mood, Step, film_seen, pictures_of
from videostudio.apps.web.whole import lost, whole
from videostudio.film.artifact import ArtifactRef
from videostudio.film.edits import AddScene
from videostudio.film.errors import BadSetting, BeyondLimits, BriefError, FilmNotFound, ReferenceError_, ScriptError
from videostudio.film.record import Twin
from videostudio.film.take import Stage, Take
from videostudio.film.verdict import Outcome
from videostudio.graphs.studio import Studio
from videostudio.tools.events import Judged, Made, Progress, Started
from videostudio.tools.images import encode_png
from videostudio.tools.workspace import Workspace

PICTURE = ArtifactRef(sha256="a" * 64, media_type="image/png", size=1, width=8, height=8)
CLIP = ArtifactRef(sha256="b" * 64, media_type="video/mp4", size=1, width=8, height=8, frames=8, fps=8)


class _Page(HTMLParser):
    """Tags, ids and words of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.tags.append(tag)
        self.ids += [facts["id"] or ""] if "id" in facts else []
        self.labels |= {facts["for"] or ""} if tag == "label" else set()
        self.links += [value or "" for name in ("href", "src", "poster") if (value := facts.get(name)) is not None]


def page_of(facts: Facts) -> str:
    shown = whole(facts, None, {"preview": "preview", "mini": "mini (not set up here)"})
    return shown.film + shown.talk


async def test_a_film_waits_is_approved_and_is_watched(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin()
    seen = film_seen(facts := await looker.look(film))
    assert (seen.step, seen.busy, [scene.state for scene in seen.scenes]) == (Step.APPROVE, False, ["not shot yet"] * 2)
    assert {"decide", "edit", "remove"} <= seen.can
    assert "Make the film" in page_of(facts)

    assert f'data-seen="{facts.film.record.awaited}"' in page_of(facts)
    with pytest.raises(ScriptError, match="changed meanwhile"):
        await looker.do(film, "approve", seen="script-of-another-tab")
    await looker.do(film, "approve", seen=facts.film.record.awaited)
    seen = film_seen(facts := await looker.rest(film))
    assert (seen.step, seen.mood, seen.headline) == (Step.WATCH, Mood.GOOD, "Your film is ready")
    assert [scene.state for scene in seen.scenes] == ["accepted"] * 2
    links = _Page(page_of(facts)).links
    for name in ("film.mp4", "report.html", "script.json"):
        assert addresses.file(film, name) in links


async def test_scenes_fill_in_as_events_come(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin()
    facts = await looker.look(film)
    running = facts.job.model_copy(update={"state": JobState.RUNNING})
    old = Made(
        stage=Stage.IMAGE, about="scene-1", role="image", artifact=CLIP.model_copy(update={"media_type": "image/png"})
    )
    run = (
        Started(film=film),
        Made(stage=Stage.REFERENCE, about="dog", role="image", artifact=PICTURE),
        Progress(stage=Stage.IMAGE, step=1, total=2, eta_s=12.0),
        Made(stage=Stage.IMAGE, about="scene-1", role="image", artifact=PICTURE),
        Made(stage=Stage.CLIP, about="scene-1", role="clip", artifact=CLIP),
    )
    seen = film_seen(Facts(facts.film, running, (Started(film=film), old, *run), facts.history))
    first, second = seen.scenes
    assert (first.image, first.clip, first.state) == (PICTURE, CLIP, "being looked at")
    assert (second.image, second.state) == (None, "waits for its turn")
    assert [member.picture for member in seen.cast if member.entity.id == "dog"] == [PICTURE]
    assert ([(bar.words, bar.step, bar.total) for bar in seen.bars], seen.eta_s) == ([("scene pictures", 1, 2)], 12.0)
    assert seen.can == {"stop"}

    judged = Judged(about="scene-1", outcome=Outcome.ATTEMPTS_EXHAUSTED)
    ended = film_seen(Facts(facts.film, running, (*run, judged), facts.history))
    assert (ended.scenes[0].state, ended.scenes[0].mood) == ("best take kept", Mood.WARN)
    assert set(pictures_of(Facts(facts.film, running, run))) == {PICTURE.sha256, CLIP.sha256}


async def test_every_word_is_escaped(tmp_path: Path) -> None:
    looker, evil = Looker(service_at(tmp_path)), "<script>alert(1)</script><img src=x onerror=alert(2)>"
    film = await looker.begin(f"A dog runs {evil} across a meadow. The dog sleeps.")
    await looker.do(film, "edit-film", title=evil[:100], style=evil[:100])
    await looker.rest(film)
    await looker.do(film, "say", words=evil)
    await looker.do(film, "reject", note=evil)
    text = page_of(await looker.rest(film))
    found = _Page(text)
    assert "script" not in found.tags
    assert not [link for link in found.links if not link.startswith(("/", "#"))]
    assert text.count("&lt;script&gt;alert(1)") >= 4
    assert "script" not in _Page(lost(evil).film).tags


async def test_ids_are_unique_and_fields_have_labels(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin()
    found = _Page(page_of(await looker.look(film)))
    assert len(found.ids) == len(set(found.ids))
    fields = [one for one in found.ids if re.match(r"(event|narration|place|camera|name|picture|film)-", one)]
    assert len(fields) > 8
    assert not [one for one in fields if one not in found.labels and not one.startswith("film-a-")]


async def test_a_change_says_what_is_made_again_before_it_is(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin(approve="")
    answer = await looker.do(film, "edit-scene", scene="scene-2", narration="It dreams.", direction="left")
    facts = await looker.look(film)
    assert answer.show == "proposal"
    assert facts.history is not None
    assert facts.history.head == 1
    assert facts.forecast is not None
    text = page_of(facts)
    assert "Before it is done" in text
    assert "camera left" in text

    await looker.do(film, "yes")
    facts = await looker.rest(film)
    assert facts.history is not None
    scene = facts.history.current.script.scene("scene-2")
    assert (scene.narration, scene.camera.direction) == ("It dreams.", "left")
    assert facts.talk.proposal is None
    assert way(facts.history, 1) is not None
    other = await earlier(looker.seat, facts, 1)
    assert "Side by side" in whole(facts, other, {}).film

    await looker.do(film, "undo")
    await looker.do(film, "no")
    facts = await looker.look(film)
    assert facts.talk.proposal is None
    assert [one.said for one in facts.talk.spoken][-2:] == ["undo", "no"]


async def test_a_change_has_the_limits_of_an_order(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin(approve="", scenes=40, seconds=160)
    for action, fields in (
        ("split", {"scene": "scene-1"}),
        ("say", {"words": "make the film 400 seconds long"}),
    ):
        with pytest.raises(BeyondLimits, match="are too many"):
            await looker.do(film, action, **fields)


async def test_a_scene_is_rejected_with_a_note(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin(approve="")
    await looker.do(film, "reject-scene", scene="scene-2", note="make it at night")
    facts = await looker.look(film)
    assert facts.talk.proposal is not None
    assert [edit.kind for edit in facts.talk.proposal.edits] == ["time"]
    await looker.do(film, "no")
    await looker.do(film, "reject-scene", scene="scene-1", note="I just do not like it")
    proposal = (await looker.look(film)).talk.proposal
    assert proposal is not None
    assert [edit.kind for edit in proposal.edits] == ["retake"]


async def test_a_scene_is_added_after_another(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin(approve="")
    await looker.do(film, "add-scene", scene="scene-1", event="The dog eats a bone.")
    facts = await looker.look(film)
    assert facts.talk.proposal is not None
    (added,) = facts.talk.proposal.edits
    assert isinstance(added, AddScene)
    assert (added.after, added.telling.event) == ("scene-1", "The dog eats a bone.")


def test_profiles_that_are_not_set_up_say_so_and_those_of_ones_own_are_there(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path).ensure()
    own = workspace.profiles_root / "flat.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    roles = "".join(f'{role} = "animatic"\n' for role in ("entity_imager", "scene_imager", "scene_filmer"))
    own.write_text(f"[roles]\n{roles}")
    found = profile_choices(workspace, ())
    assert (found["preview"], found["flat"], found["mini"]) == ("preview", "flat", "mini (not set up here)")
    assert set(profile_choices(workspace, ("preview", "paper"))) == {"preview", "paper"}


def test_guests_are_offered_no_profile_of_the_owners(tmp_path: Path) -> None:
    owner, guest = Workspace(tmp_path).ensure(), Workspace(tmp_path / "guests" / "ann", tmp_path)
    owner.profiles_root.mkdir()
    roles = "".join(f'{role} = "animatic"\n' for role in ("entity_imager", "scene_imager", "scene_filmer"))
    (owner.profiles_root / "secret-client.toml").write_text(f"[roles]\n{roles}")
    choices = ProfileChoices(owner, ("preview", "secret-client"))
    assert set(choices.of(owner)) == {"preview", "secret-client"}
    assert set(choices.of(guest)) == set(choices.everybodys) == {"preview"}
    with pytest.raises(BadSetting, match="names no profile that there is"):
        ProfileChoices(owner, ("gone",))


async def test_a_film_with_other_pixels_is_noted_down_beside_the_servers_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looker, threads = Looker(service_at(tmp_path)), list[threading.Thread]()
    film = await looker.begin(approve="")

    def begun(*args: object) -> str:
        threads.append(threading.current_thread())
        raise BriefError("no room")

    monkeypatch.setattr(Studio, "begin_render", begun)
    await looker.do(film, "say", words="render it with the preview profile")
    with pytest.raises(BriefError, match="no room"):
        await looker.do(film, "yes")
    assert threads != [threading.main_thread()]


async def test_before_the_script_is_approved_a_change_is_done_at_once(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin()
    await looker.do(film, "say", words="make scene 2 at night")
    facts = await looker.rest(film)
    assert facts.history is not None
    assert (facts.history.head, facts.talk.proposal) == (2, None)
    await looker.do(film, "say", words="no")
    assert "You said no" in page_of(await looker.rest(film))


async def test_what_is_asked_wrongly_is_refused_in_words(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin()
    for error, name, fields in (
        (BriefError, "launch", {}),
        (ScriptError, "retake", {"scene": "scene-9"}),
        (ScriptError, "edit-scene", {"scene": "../x", "event": "A dog barks."}),
        (ScriptError, "edit-scene", {"scene": "scene-1", "place": "moon"}),
        (ScriptError, "edit-member", {"entity": "nobody", "name": "cat"}),
        (BriefError, "edit-scene", {"scene": "scene-1", "seconds": "1e999"}),
        (ScriptError, "edit-scene", {"scene": "scene-1", "direction": "sideways"}),
        (ReferenceError_, "use-picture", {"entity": "dog", "picture": "data:image/png;base64,????"}),
        (ReferenceError_, "use-picture", {"entity": "dog"}),
        (ScriptError, "back-to", {"version": "7"}),
    ):
        with pytest.raises(error):
            await looker.do(film, name, **fields)
    with pytest.raises(FilmNotFound):
        await looker.do(film[:-1], "approve")
    answer = await looker.do(film, "edit-scene", scene="scene-1")
    assert answer.text.startswith("Nothing is different")


async def test_guests_and_films_are_apart(tmp_path: Path) -> None:
    tokens = {name: new_token(Workspace(tmp_path), name) for name in ("ann", "bob")}
    service = service_at(tmp_path)
    ann, bob = (Looker(service, tokens[name]) for name in ("ann", "bob"))
    hers, other = await ann.begin(), await ann.begin("A cat walks on a beach. The cat sleeps.")
    with pytest.raises(FilmNotFound):
        await bob.look(hers)
    with pytest.raises(FilmNotFound):
        await bob.do(hers, "approve")
    before = signature(ann.seat, other)
    await ann.do(hers, "say", words="make scene 2 at night")
    text = page_of(await ann.rest(hers))
    assert signature(ann.seat, other) == before
    assert "make scene 2 at night" in text
    assert other not in text
    assert "make scene 2 at night" not in page_of(await ann.look(other))


async def test_only_changed_fields_are_edits(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    facts = await looker.look(await looker.begin(STORY))
    assert facts.history is not None
    script = facts.history.current.script
    scene = script.scenes[0]
    same = {
        "event": scene.event,
        "narration": scene.narration,
        "place": scene.background,
        "time": "",
        "weather": "",
        "seconds": f"{scene.duration_ms / 1000:g}",
        "direction": scene.camera.direction.value,
        "speed": scene.camera.speed.value,
        "shot": scene.shot.value,
    }
    assert not list(forms.scene_edits(script, scene.id, same))
    assert forms.changed_event(script, scene.id, same) is None
    changed = {**same, "seconds": "2.5", "join": "fade", "weather": "rain"}
    assert [edit.kind for edit in forms.scene_edits(script, scene.id, changed)] == ["weather", "length", "join"]


@pytest.mark.parametrize("behind_tls", [True, False])
async def test_behind_tls_the_token_is_kept_for_https_only(tmp_path: Path, behind_tls: bool) -> None:
    token = new_token(Workspace(tmp_path), "ann")
    app = FastAPI()
    app.include_router(login.routes(Keyring.of(Workspace(tmp_path), {}), behind_tls=behind_tls))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
        cookie = (await client.post(LOGIN, data={"token": token})).headers["set-cookie"]
    assert ("; Secure" in cookie, "HttpOnly" in cookie, "SameSite=strict" in cookie) == (behind_tls, True, True)


@pytest.mark.parametrize(
    ("path", "cookie", "status"),
    [
        ("/", "", 303),
        ("/", "wrong", 303),
        ("/gradio_api/queue/join", "", 401),
        ("/gradio_api/upload", "right", 404),
        ("/gradio_api/file=/etc/passwd", "right", 404),
        ("/v1/videos", "", 200),
        ("/", "right", 200),
        (LOGIN, "", 200),
    ],
)
async def test_the_page_asks_for_a_token_where_there_is_one(
    tmp_path: Path, path: str, cookie: str, status: int
) -> None:
    token = new_token(Workspace(tmp_path), "ann")
    told: list[dict[str, object]] = []
    heard: list[object] = []

    async def app(scope: dict[str, object], receive: object, send: object) -> None:
        heard.append(dict(scope["headers"]).get(b"authorization"))  # type: ignore[call-overload]
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]

    async def tell(message: dict[str, object]) -> None:
        told.append(message)

    value = token if cookie == "right" else cookie
    headers = [(b"cookie", f"{COOKIE}={value}".encode())] if cookie else []
    keeper = Doorkeeper(app, keyring=service_at(tmp_path).keyring)  # type: ignore[arg-type]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""}
    await keeper(scope, None, tell)  # type: ignore[arg-type]
    assert told[0]["status"] == status
    if (cookie, status) == ("right", 200):
        assert heard == [f"Bearer {token}".encode()]
        assert b"connect-src 'self'" in dict(told[0]["headers"])[b"content-security-policy"]  # type: ignore[call-overload]


async def test_takes_and_the_other_film_stand_side_by_side(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin(approve="")
    facts = await looker.look(film)
    first, *rest = facts.film.record.scenes
    takes = tuple(Take(scene_id=first.id, attempt=number, image=PICTURE, clip=CLIP) for number in (1, 2))
    twice = first.model_copy(update={"takes": takes, "chosen": 2})
    twin = Twin(film=film, profile="mini", pictures={first.id: PICTURE})
    record = facts.film.record.model_copy(update={"scenes": (twice, *rest), "twin": twin})
    both = replace(facts, film=replace(facts.film, record=record), twin=facts.film)
    text = page_of(both)
    assert "Takes (2), side by side" in text
    assert text.count('class="take"') == 2
    assert "Play both from the beginning" in text
    assert text.count("filmed with the profile") == 4
    assert "Play both" not in page_of(facts)


async def test_an_own_picture_is_swapped_in(tmp_path: Path) -> None:
    looker = Looker(service_at(tmp_path))
    film = await looker.begin()
    png = encode_png(np.full((8, 8, 3), 200, dtype=np.uint8))
    data = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    await looker.do(film, "use-picture", entity="dog", picture=data)
    facts = await looker.rest(film)
    assert facts.history is not None
    assert facts.history.current.script.entity("dog").own_image is not None
    assert "your own picture" in page_of(facts)


async def test_a_web_socket_is_closed(tmp_path: Path) -> None:
    told: list[dict[str, object]] = []

    async def tell(message: dict[str, object]) -> None:
        told.append(message)

    keeper = Doorkeeper(None, keyring=service_at(tmp_path).keyring)  # type: ignore[arg-type]
    await keeper({"type": "websocket", "path": "/", "headers": []}, None, tell)  # type: ignore[arg-type]
    assert [message["type"] for message in told] == ["websocket.close"]
