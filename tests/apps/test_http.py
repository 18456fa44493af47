"""The HTTP door, over real connections: OpenAI's client, directing, files, and what strangers get."""

import asyncio
import base64
import html
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import openai
import pytest
from http_door import served
from rehearsed import Rehearsal
from typer.testing import CliRunner

from videostudio.apps.cli import app
from videostudio.apps.desk.guests import Keyring, new_token
from videostudio.apps.desk.limits import SERVED
from videostudio.apps.desk.service import Service
from videostudio.apps.http.app import built
from videostudio.apps.http.gate import Gate
from videostudio.apps.http.metrics import Metrics
from videostudio.film.errors import BackendMissing, GeneratorError
from videostudio.tools.images import encode_png
from videostudio.tools.workspace import Workspace

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

PROMPT = "A dog runs across a meadow and finds a red ball"
SMALL: dict[str, Any] = {"scenes": 2, "fps": 12, "silent": True}
PICTURE = encode_png(np.zeros((8, 8, 3), dtype=np.uint8))
MIB = 2**20
ROOMY = SERVED.model_copy(update={"requests_per_minute": None})


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A door that only this machine reaches, its films quick, its limits the usual ones but for the rate."""
    root = tmp_path_factory.mktemp("door")
    rehearsal = Rehearsal(
        fails={
            "unlucky": GeneratorError("no picture came"),
            "missing": BackendMissing("/secret/weights are not there"),
        }
    )
    with served(root, rehearsal, ROOMY) as address:
        yield address, root


@pytest.fixture(scope="module")
def client(door: tuple[str, Path]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=door[0], timeout=30) as client:
        yield client


def order(prompt: str = PROMPT, **more: Any) -> dict[str, Any]:
    return {"prompt": prompt, "seconds": "2", "size": "256x144", **SMALL, **more}


def done(client: httpx.Client, film: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """The film once its job has ended or waits."""
    for _ in range(400):
        video: dict[str, Any] = client.get(f"/v1/videos/{film}", headers=headers).json()
        if video["status"] in ("completed", "failed") or video["waiting"]:
            return video
        time.sleep(0.03)
    raise AssertionError(f"{film} is still {video['status']}")


def made(client: httpx.Client, **more: Any) -> dict[str, Any]:
    return done(client, client.post("/v1/videos", json=order(**more)).json()["id"])


def test_openais_client_makes_looks_lists_fetches_and_deletes(door: tuple[str, Path]) -> None:
    with openai.OpenAI(base_url=f"{door[0]}/v1", api_key="none is needed here") as ai:
        asked = ai.videos.create(
            model="preview", prompt=PROMPT, seconds="2", size="256x144", extra_body={**SMALL, "seed": 7}
        )
        assert (asked.object, asked.prompt, asked.size, asked.seconds) == ("video", PROMPT, "256x144", "2")
        film = ai.videos.poll(asked.id, poll_interval_ms=30)
        assert (film.status, film.progress, film.error) == ("completed", 100, None)
        assert film.created_at <= film.completed_at <= time.time() + 1
        assert ai.videos.download_content(film.id).read() == film.id.encode() * 100
        pictured = ai.videos.create_and_poll(
            prompt=PROMPT,
            seconds="2",
            size="256x144",
            input_reference=("dog.png", PICTURE, "image/png"),
            extra_body=SMALL,
            poll_interval_ms=30,
        )
        [own] = Workspace(door[1]).film_folder(pictured.id).glob("order.json")
        assert [one["name"] for one in json.loads(own.read_text())["brief"]["own_images"]] == ["dog"]
        listed = ai.videos.list(limit=1)
        assert ([one.id for one in listed.data], listed.has_more) == ([pictured.id], True)
        assert film.id in [one.id for one in ai.videos.list()]
        assert ai.videos.delete(pictured.id).deleted
        with pytest.raises(openai.NotFoundError, match="there is no film"):
            ai.videos.retrieve(pictured.id)
        with pytest.raises(openai.BadRequestError, match="60 scenes are too many, at most 40 here"):
            ai.videos.create(prompt=PROMPT, extra_body={"scenes": 60})


def test_openais_client_remixes_and_is_told_what_is_not_served(door: tuple[str, Path]) -> None:
    with openai.OpenAI(base_url=f"{door[0]}/v1", api_key="none is needed here") as ai:
        asked = {**SMALL, "seed": 8}
        film = ai.videos.create_and_poll(
            prompt=PROMPT, seconds="2", size="256x144", extra_body=asked, poll_interval_ms=30
        )
        assert ai.videos.download_content(film.id, variant="thumbnail").read() == b"a picture"
        other = ai.videos.remix(film.id, prompt="call the film Red")
        assert other.id != film.id
        assert other.remixed_from_video_id == film.id
        made = ai.videos.poll(other.id, poll_interval_ms=30)
        assert (made.status, made.to_dict()["title"]) == ("completed", "Red")
        assert ai.videos.retrieve(film.id).to_dict()["title"] != "Red"
        again = ai.videos.remix(film.id, prompt="call the film Red")
        assert (again.id, again.status) == (other.id, "completed")
        with pytest.raises(openai.BadRequestError, match="say it another way"):
            ai.videos.remix(film.id, prompt="hm")
        for unserved, says in (
            (lambda: ai.videos.download_content(film.id, variant="spritesheet"), "ask for 'video', 'thumbnail'"),
            (lambda: ai.videos.edit(prompt="x", video=b"x"), "/v1/videos/edits is not served here: send"),
            (lambda: ai.videos.extend(prompt="x", video=b"x", seconds="4"), "extensions is not served"),
            (lambda: ai.videos.create_character(name="x", video=b"x"), "characters is not served here: a film's cast"),
            (lambda: ai.videos.get_character("x"), "characters is not served here"),
        ):
            with pytest.raises(openai.NotFoundError, match=says):
                unserved()


def test_the_same_order_is_the_same_film(client: httpx.Client) -> None:
    first, again = (client.post("/v1/videos", json=order(seed=21)).json() for _ in range(2))
    assert first["id"] == again["id"]
    finished = done(client, first["id"])
    assert client.post("/v1/videos", json=order(seed=21)).json() == finished
    assert client.post("/v1/videos", json=order(seed=21, new=True)).json()["id"] != first["id"]


def test_a_film_is_reviewed_changed_and_followed(client: httpx.Client) -> None:
    waiting = made(client, seed=31, approve=["script"])
    film = f"/v1/videos/{waiting['id']}"
    assert (waiting["status"], waiting["waiting"]) == ("in_progress", "script")
    script = client.get(f"{film}/script").json()
    assert (script["version"], len(script["script"]["scenes"])) == (1, 2)
    assert client.get(f"{film}/content").status_code == 404
    late = client.post(f"{film}/review", json={"approved": True, "seen": "script-0123456789abcdef"})
    assert (late.status_code, "the film has changed meanwhile" in late.json()["error"]["message"]) == (400, True)
    word = {"approved": True, "note": "go", "seen": waiting["awaited"]}
    assert client.post(f"{film}/review", json=word).status_code == 200
    assert done(client, waiting["id"])["status"] == "completed"
    refused = client.post(f"{film}/review", json={"approved": True})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "user_error")

    plan = client.post(f"{film}/edit", json={"wish": "make scene 2 at night", "plan_only": True}).json()
    assert plan["plan"]["changes"]
    assert client.get(f"{film}/script").json() == script
    changes: list[tuple[dict[str, Any], int]] = [
        ({"wish": "make scene 2 at night"}, 2),
        ({"edits": [{"kind": "title", "title": "<script>alert(1)</script>"}]}, 3),
        ({"undo": 2}, 1),
        ({"redo": 1}, 2),
    ]
    for change, version in changes:
        assert client.post(f"{film}/edit", json=change).status_code == 200, change
        assert done(client, waiting["id"])["status"] == "completed"
        assert client.get(f"{film}/script").json()["version"] == version
    unclear = client.post(f"{film}/edit", json={"wish": "better"}).json()["error"]
    assert (unclear["code"], unclear["choices"] != []) == ("unclear", True)

    with client.stream("GET", f"{film}/events") as told:
        lines = list(told.iter_lines())
    assert told.headers["content-type"].startswith("text/event-stream")
    kinds = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    assert (kinds[0], kinds[-2:]) == ("started", ["finished", "done"])
    numbers = [int(line.removeprefix("id: ")) for line in lines if line.startswith("id: ")]
    assert numbers == list(range(1, len(numbers) + 1))
    last = client.get(f"{film}/events", headers={"Last-Event-ID": str(numbers[-1])}).text
    assert last.startswith("event: done\ndata: {")


def test_a_no_and_a_failure_say_so(client: httpx.Client) -> None:
    waiting = made(client, seed=41, approve="script")
    client.post(f"/v1/videos/{waiting['id']}/review", json={"approved": False, "note": "no dogs"})
    assert done(client, waiting["id"])["error"]["code"] == "rejected"
    failed = made(client, prompt="An unlucky dog runs")
    assert failed["error"] == {"code": "generator_error", "message": "no picture came"}


def test_files_come_in_ranges_and_are_known_by_their_digests(client: httpx.Client) -> None:
    film = made(client, seed=51)["id"]
    whole = client.get(f"/v1/videos/{film}/content")
    tag = whole.headers["etag"]
    assert (whole.headers["content-type"], whole.headers["accept-ranges"], len(tag)) == ("video/mp4", "bytes", 66)
    known = client.get(f"/v1/videos/{film}/content", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    part = client.get(f"/v1/videos/{film}/content", headers={"Range": "bytes=5-9", "If-Range": tag})
    assert (part.status_code, part.content) == (206, whole.content[5:10])
    assert part.headers["content-range"] == f"bytes 5-9/{len(whole.content)}"
    stale = client.get(f"/v1/videos/{film}/content", headers={"Range": "bytes=5-9", "If-Range": '"an older film"'})
    assert (stale.status_code, stale.content) == (200, whole.content)
    assert client.get(f"/v1/videos/{film}/content", headers={"Range": "bytes=999999-"}).status_code == 416
    report = client.get(f"/v1/videos/{film}/files/report.html")
    assert report.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in report.headers["content-security-policy"]
    assert client.get(f"/v1/videos/{film}/files/clips/scene-1.mp4").content == b"a clip"


def test_the_machine_tells_how_it_is(client: httpx.Client) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    told = client.get("/metrics").text
    assert 'videostudio_http_requests_total{method="GET",route="/healthz",status="200"}' in told
    assert 'route="/v1/videos/{video_id}"' in told
    assert 'videostudio_jobs{state="done"}' in told


URL = "data:image/png;base64," + base64.b64encode(PICTURE).decode()
DEEP = b'{"prompt": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"json": order(references={"dog": "/etc/passwd"})}, 403, "cannot be named here"),
        ({"json": order(references={"dog": "http://169.254.169.254/"})}, 403, "cannot be named here"),
        ({"json": order(input_reference={"image_url": "http://localhost/"})}, 400, "no address is fetched"),
        ({"json": order(input_reference={"image_url": URL[:-9] + "*"})}, 400, "no base64"),
        ({"json": order(input_reference={"image_url": URL[:62]})}, 400, "picture for 'dog'"),
        ({"json": order(out="/tmp/elsewhere")}, 403, "cannot be named here"),
        ({"json": order(profile="../../x.toml")}, 403, "cannot be named here"),
        ({"json": order(model="sora-2")}, 400, "preview"),
        ({"json": order(name="../../etc")}, 200, ""),
        ({"json": order(seconds="1e999")}, 400, "no length"),
        ({"json": order(fps=10**400)}, 400, ""),
        ({"json": order(prompt="a" * 30_000)}, 400, "30000 characters are too many"),
        ({"json": order(prompt="a dog\0 runs")}, 400, "prompt"),
        ({"json": order(pixels=3)}, 400, "there is no wish 'pixels'"),
        ({"json": [1]}, 400, "no JSON object"),
        ({"content": DEEP, "headers": {"content-type": "application/json"}}, 400, "no JSON"),
        ({"content": b'{"prompt": "\\ud800"}', "headers": {"content-type": "application/json"}}, 400, "no JSON"),
        ({"content": b"prompt=x", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 415, "send"),
        ({"content": b"x" * 25 * MIB, "headers": {"content-type": "application/json"}}, 413, "at most 24 MiB"),
        ({"content": iter([b"x" * MIB] * 30), "headers": {"content-type": "application/json"}}, 413, "at most 24"),
        ({"data": order(), "files": {"input_reference": b"GIF89a, or not"}}, 400, "picture for 'dog'"),
        ({"data": order(), "files": {"elsewhere": PICTURE}}, 400, "there is no picture 'elsewhere'"),
        ({"data": order(), "files": [(f"references[{n}]", PICTURE) for n in range(11)]}, 400, "11 pictures"),
        ({"data": {str(n): "x" for n in range(300)}, "files": {"input_reference": PICTURE}}, 400, "fields"),
    ],
)
def test_hostile_orders_are_refused_in_words(
    client: httpx.Client, said: dict[str, Any], status: int, words: str
) -> None:
    try:
        answer = client.post("/v1/videos", **said)
    except httpx.TransportError:
        assert status == 413  # the door was shut while we were talking
        return
    assert answer.status_code == status, answer.text
    assert words in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/videos/..%2F..%2Fetc%2Fpasswd", 404),
        ("GET", "/v1/videos/%00", 404),
        ("GET", "/v1/videos/" + "a" * 500, 422),
        ("DELETE", "/v1/videos/a", 404),
        ("GET", "/v1/videos/{film}/files/..%2Forder.json", 404),
        ("GET", "/v1/videos/{film}/files//etc/passwd", 404),
        ("GET", "/v1/videos/{film}/files/clips/..%2F..%2Ffilm.mp4", 404),
        ("GET", "/v1/videos/{film}/content?variant=../order.json", 404),
        ("GET", "/v1/videos?limit=100000", 422),
        ("GET", "/v1/videos?after=..%2F..", 200),
        ("PUT", "/v1/videos/{film}", 405),
        ("POST", "/v1/videos/{film}/review", 422),
        ("POST", "/v1/videos/{film}/edit", 422),
        ("GET", "/docs", 404),
    ],
)
def test_hostile_paths_lead_nowhere(client: httpx.Client, method: str, path: str, status: int) -> None:
    film = made(client, seed=61)["id"]
    answer = client.request(method, path.replace("{film}", film))
    assert answer.status_code == status, answer.text
    assert "root:" not in answer.text
    # The beginning of an id is no id: nothing was removed.
    assert client.get(f"/v1/videos/{film}").status_code == 200


def test_a_form_that_breaks_off_orders_nothing(client: httpx.Client, door: tuple[str, Path]) -> None:
    whole = httpx.Request("POST", "http://x", data=order(seed=71), files={"input_reference": PICTURE})
    body, kind = whole.read(), whole.headers["content-type"]
    answer = client.post("/v1/videos", content=body[:-60], headers={"content-type": kind})
    assert (answer.status_code, "breaks off" in answer.text) == (400, True)
    before = Workspace(door[1]).film_ids()
    host, port = door[0].removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as raw:
        head = f"POST /v1/videos HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
        raw.sendall(head.encode() + b"\r\n\r\n" + body[:200])
    assert client.get("/healthz").status_code == 200
    assert Workspace(door[1]).film_ids() == before


async def test_a_body_that_takes_too_long_is_not_waited_for(tmp_path: Path) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b'{"prompt": '
        await asyncio.sleep(60)

    keyring = Keyring(Workspace(tmp_path))
    inner = built(Service(Workspace(tmp_path), keyring=keyring))
    impatient = Gate(inner, keyring=keyring, limits=SERVED, metrics=Metrics(), body_s=0.2)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(impatient), base_url="http://localhost") as client:
        answer = await client.post("/v1/videos", content=slow(), headers={"content-type": "application/json"})
    assert (answer.status_code, "longer than 0.2 s" in answer.text) == (408, True)
    assert Workspace(tmp_path).film_ids() == []


def test_a_title_with_a_script_in_it_is_text_in_the_report(client: httpx.Client) -> None:
    film = made(client, seed=91)["id"]
    title = "<script>alert(1)</script>"
    client.post(f"/v1/videos/{film}/edit", json={"edits": [{"kind": "title", "title": title}]})
    assert done(client, film)["title"] == title
    report = client.get(f"/v1/videos/{film}/files/report.html")
    assert ("&lt;script&gt;alert(1)" in report.text, "<script" in report.text) == (True, False)
    policies = (report.headers["content-security-policy"], html.unescape(report.text.partition("<style")[0]))
    assert all("default-src 'none'" in policy and "script-src" not in policy for policy in policies)


def test_bombs_are_measured_before_they_are_opened(client: httpx.Client) -> None:
    import zlib  # noqa: PLC0415 - only here

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    size = (50_000).to_bytes(4) * 2
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + b"\x08\x02\0\0\0") + chunk(b"IDAT", zlib.compress(b"\0" * MIB))
    answer = client.post("/v1/videos", data=order(seed=81), files={"references[dog]": bomb + chunk(b"IEND", b"")})
    assert (answer.status_code, "picture for 'dog'" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": ""}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:3000"}, 200),
    ],
)
def test_pages_of_other_hosts_do_not_reach_a_door_without_tokens(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    assert client.get("/v1/videos", headers=headers).status_code == status


def test_tokens_keep_guests_apart(tmp_path: Path) -> None:
    ann, ben = ({"Authorization": f"Bearer {new_token(Workspace(tmp_path), name)}"} for name in ("ann", "ben"))
    rehearsal = Rehearsal(fails={"missing": BackendMissing("/secret/weights are not there")})
    with served(tmp_path, rehearsal, token="owners") as address, httpx.Client(base_url=address) as client:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
            answer = client.post("/v1/videos", json=order(), headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        film = client.post("/v1/videos", json=order(), headers=ann).json()["id"]
        assert done(client, film, ann)["status"] == "completed"
        for path in ("", "/content", "/script", "/events", "/files/report.html"):
            assert client.get(f"/v1/videos/{film}{path}", headers=ben).status_code == 404
        assert client.delete(f"/v1/videos/{film}", headers=ben).status_code == 404
        assert client.get("/v1/videos", headers=ben).json()["data"] == []
        broken = client.post("/v1/videos", json=order("A missing dog runs"), headers=ann).json()["id"]
        assert "/secret" not in done(client, broken, ann)["error"]["message"]
        assert "/secret" not in client.get(f"/v1/videos/{broken}/events", headers=ann).text
        statuses = [client.get("/metrics", headers=h).status_code for h in (ann, {"Authorization": "Bearer owners"})]
        assert statuses == [403, 200]


def test_limits_of_rate_and_number_pass(tmp_path: Path) -> None:
    tight = SERVED.model_copy(update={"requests_per_minute": 12, "films_waiting": 1})
    with served(tmp_path, Rehearsal(scene_s=30), tight) as address, httpx.Client(base_url=address) as client:
        answers = [client.post("/v1/videos", json=order(seed=seed)) for seed in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
        assert answers[2].headers["retry-after"] == "10"
        assert len(Workspace(tmp_path).film_ids()) == 2
        stopped = client.post(f"/v1/videos/{answers[0].json()['id']}/cancel").json()
        assert (stopped["status"], stopped["error"]["code"]) == ("failed", "cancelled")
        last = [client.get("/v1/videos") for _ in range(10)][-1]
        assert (last.status_code, last.json()["error"]["type"]) == (429, "rate_limit_error")
        assert 0 < int(last.headers["retry-after"]) <= 60


async def test_two_hundred_at_a_time_are_answered_or_asked_to_come_back(door: tuple[str, Path]) -> None:
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(base_url=door[0], timeout=60, limits=limits) as client:
        found = await asyncio.gather(*(client.get("/v1/videos?limit=1") for _ in range(200)))
    assert {answer.status_code for answer in found} <= {200, 429}
    assert sum(answer.status_code == 200 for answer in found) >= 100


def test_a_picture_is_brought_into_a_film_that_there_is(client: httpx.Client) -> None:
    film = made(client, seed=77)["id"]
    url = f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"
    plan = client.post(f"/v1/videos/{film}/edit", json={"references": {"Dog": url}, "plan_only": True}).json()["plan"]
    assert plan["changes"]
    client.post(f"/v1/videos/{film}/edit", json={"references": {"Dog": url}})
    done(client, film)
    script = client.get(f"/v1/videos/{film}/script").json()["script"]
    [own] = [one["own_image"] for one in script["entities"] if one["own_image"]]
    assert (own["width"], own["height"]) == (8, 8)
    other = {**own, "sha256": "0" * 64}
    dog = next(one["id"] for one in script["entities"] if one["own_image"])
    for change, says in (
        ({"references": {"nobody": url}}, "nobody in this film is called 'nobody'"),
        ({"references": {"dog": "https://example.org/dog.png"}}, "comes as data:image"),
        ({"references": {"dog": "data:image/png;base64,bm90ZXM="}}, "are no picture"),
        ({"references": {f"dog{number}": url for number in range(11)}}, "11 pictures are too many"),
        ({"edits": [{"kind": "image", "entity": dog, "image": other}]}, "there is no picture 000000000000"),
    ):
        refused = client.post(f"/v1/videos/{film}/edit", json=change)
        assert (refused.status_code, says in refused.json()["error"]["message"]) == (400, True), refused.text


def test_a_change_has_the_limits_of_an_order(tmp_path: Path) -> None:
    with (
        served(tmp_path, Rehearsal(), SERVED.model_copy(update={"film_seconds": 20})) as address,
        httpx.Client(base_url=address) as client,
    ):
        film = made(client, seconds=4)["id"]
        for change in (
            {"edits": [{"kind": "film_length", "duration_ms": 30_000}]},
            {"wish": "make the film 30 seconds long"},
        ):
            for plan_only in (True, False):
                refused = client.post(f"/v1/videos/{film}/edit", json={**change, "plan_only": plan_only})
                assert (refused.status_code, refused.json()["error"]["code"]) == (400, "beyond_limits")
                assert "at most 20 here" in refused.json()["error"]["message"]


def test_a_server_that_is_started_again_goes_on(tmp_path: Path) -> None:
    with served(tmp_path, Rehearsal(scene_s=30)) as address, httpx.Client(base_url=address) as client:
        films = [client.post("/v1/videos", json=order(seed=seed)).json()["id"] for seed in range(2)]
    second = Rehearsal()
    with served(tmp_path, second) as address, httpx.Client(base_url=address) as client:
        assert [done(client, film)["status"] for film in films] == ["completed", "completed"]
        times = [client.get(f"/v1/videos/{film}").json()["created_at"] for film in films]
    assert (sorted(second.made), times) == (sorted(films), sorted(times))


@pytest.mark.slow
def test_a_guest_has_so_many_streams_of_events(tmp_path: Path) -> None:
    with served(tmp_path, Rehearsal(scene_s=30)) as address, httpx.Client(base_url=address, timeout=30) as client:
        events = f"/v1/videos/{client.post('/v1/videos', json=order()).json()['id']}/events"
        with ExitStack() as streams:
            told = [streams.enter_context(client.stream("GET", events)).iter_lines() for _ in range(20)]
            assert {next(lines) for lines in told} == {"id: 1"}
            assert client.get(events).status_code == 429
        for _ in range(100):
            with client.stream("GET", events) as again:
                if again.status_code == 200:
                    return
        raise AssertionError("closed streams are still counted")


def test_serve_says_what_is_in_its_way(tmp_path: Path) -> None:
    def serve(*words: str) -> Any:
        return CliRunner().invoke(app, ["serve", "--home", str(tmp_path), *words])

    open_to_all = serve("--host", "0.0.0.0")
    assert (open_to_all.exit_code, "videostudio token add" in open_to_all.output) == (3, True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy = serve("--port", str(taken.getsockname()[1]))
    assert (busy.exit_code, "choose another --host or --port" in busy.output) == (3, True)
