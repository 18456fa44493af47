"""Jobs of a server: sent once whatever breaks, fetched whole, and from nowhere else."""

import base64
import hashlib
import itertools
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from video_server import Came, Fault, VideoServer, every, film, jobs_in, picture, serving

from videostudio.apps.sent_jobs import adopted, forgotten, in_words
from videostudio.film.errors import EndpointError, GeneratorError, UserError
from videostudio.generators.remote.backend import journal_at
from videostudio.generators.remote.dialects import Asked
from videostudio.generators.remote.journal import POINTS, Job, State, server_name
from videostudio.generators.remote.pictures import Pictures
from videostudio.generators.remote.settings import RemoteSettings
from videostudio.generators.remote.videos import Progress, VideoJobs
from videostudio.generators.remote.wire import Wire
from videostudio.tools.leases.objects import ObjectLeases
from videostudio.tools.store import durable
from videostudio.tools.store.bucket import Bucket

KEY = "sk-very-secret-4711"
NAME = "0" * 63 + "1"
CLIP = Asked({"prompt": "A dog runs.", "num_frames": 3, "fps": 8}, told={"prompt": "A dog runs."})
STILL = Asked({"prompt": "A dog.", "size": "32x18"})


class Door:
    """Clients of `server` with a journal in `home`; waits are noted and not waited."""

    def __init__(self, server: VideoServer, home: Path, shared: str = "", **set_so: Any) -> None:
        self.waits: list[float] = []
        said = {"base_url": server.url, "dialect": "vllm", "poll_ms": 10, "lost_s": 0, "timeout_s": 5, **set_so}
        self.settings, self.journal = RemoteSettings.of(said), journal_at(home / "jobs", shared)
        self.home = home
        self.wire = Wire(self.settings, SecretStr(KEY), self.waits.append)
        self.jobs = VideoJobs(self.wire, self.settings, self.journal, self.waits.append)
        self.pictures = Pictures(self.wire, self.settings, self.journal)

    def clip(self, asked: Asked = CLIP, name: str = NAME, progress: Progress = lambda percent: None) -> bytes:
        self.home.mkdir(exist_ok=True)
        out = self.home / "clip.mp4"
        self.jobs.made(name, asked, out, progress)
        return out.read_bytes()


def killed(point: str, work: Callable[[], object]) -> None:
    """Does `work` in a process that dies at a named point."""
    child = os.fork()
    if child == 0:
        os.environ[durable.KILL_AT] = f"{point}:1"
        try:
            work()
        finally:
            os._exit(7)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL, point


def lose(path: str, times: int = 1) -> Callable[[Came], Fault | None]:
    """The first answers to a request are lost after it was carried out."""
    left = [times]

    def faults(came: Came) -> Fault | None:
        if came.method == "POST" and came.path.endswith(path) and left[0]:
            left[0] -= 1
            return Fault(lose=True)
        return None

    return faults


@pytest.mark.parametrize("options", [{}, {"idempotent": True, "repeats": None}])
def test_killed_anywhere_a_job_is_sent_once(tmp_path: Path, options: dict[str, Any]) -> None:
    for number, point in enumerate((*POINTS, "film.half", "film.committed")):
        with serving(**options) as server:
            door = lambda: Door(server, home, idempotent=options.get("idempotent", False))  # noqa: B023, E731
            home = tmp_path / str(number)
            killed(point, lambda: door().clip())  # noqa: B023
            assert door().clip() == film(CLIP.body), point
            assert len(server.jobs) == 1, point
            assert {job["state"] for job in jobs_in(home)} == {"done"}


def test_an_answer_that_was_lost_is_found_in_the_list(tmp_path: Path) -> None:
    with serving(lose("/videos")) as server:
        server._begun(Came("POST", "/v1/videos", {}, dict(CLIP.body), {}))
        door = Door(server, tmp_path)
        assert door.clip() == film(CLIP.body)
        assert len(server.jobs) == 2, "one was there before and is somebody else's"
        assert jobs_in(tmp_path)[0]["id"] == "video_001"


def test_an_answer_that_is_too_large_was_an_answer(tmp_path: Path) -> None:
    left = [Fault(status=200, body="{" + " " * 5000 + "}")]

    def faults(came: Came) -> Fault | None:
        if came.method == "POST" and left:
            server._begun(came)
            return left.pop()
        return None

    with serving(faults) as server:
        door = Door(server, tmp_path)
        wire = Wire(door.settings, SecretStr(KEY), door.waits.append, most_json=4000)
        door.jobs = replace(door.jobs, wire=wire)
        assert door.clip() == film(CLIP.body)
        assert len(server.asked("POST", "/videos")) == len(server.jobs) == 1


def test_no_job_is_taken_for_another_while_the_journal_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, failing = Bucket.read, [True]

    def reading(bucket: Bucket, key: str) -> bytes | None:
        if failing[0] and "1" * 64 in key:
            raise EndpointError("the store does not answer")
        return read(bucket, key)

    monkeypatch.setattr(Bucket, "read", reading)
    with serving() as server:
        door = Door(server, tmp_path, "memory://unread")
        told = {"base_url": server.url, "what": "video", "told": dict(CLIP.told or {})}
        server._begun(Came("POST", "/v1/videos", {}, dict(CLIP.body), {}))
        door.journal.keep(Job(name="1" * 64, state=State.SENT, id="video_000", **told))
        door.journal.keep(Job(name=NAME, before=(), began_s=int(door.jobs.now()), **told))
        with pytest.raises(EndpointError, match="the store does not answer"):
            door.clip()
        assert [job.name for job in door.journal.all()] == [NAME], "and a list has what there is"
        failing[0] = False
        assert door.clip() == film(CLIP.body)
        assert [job.id for job in door.journal.all()] == ["video_001", "video_000"]


def test_what_the_server_never_got_is_sent_again(tmp_path: Path) -> None:
    with serving(every(99, Fault(status=500), "POST", "/videos")) as server:
        assert Door(server, tmp_path).clip()
        assert len(server.jobs) == 1
        assert jobs_in(tmp_path)[0]["sends"] == 2


def test_where_nobody_knows_nothing_is_sent_until_its_user_says(tmp_path: Path) -> None:
    with serving(lose("/videos"), repeats=None) as server:
        door = Door(server, tmp_path)
        for _ in range(2):
            with pytest.raises(EndpointError, match=r"no list of its jobs .* `videostudio jobs adopt 000000000000 ID`"):
                door.clip()
        assert len(server.asked("POST", "/videos")) == 1
        assert "nobody knows whether" in in_words(tuple(door.journal.all()))
        with pytest.raises(UserError, match="no job begins with 'ff'"):
            adopted(door.journal, "ff", "video_000")
        adopted(door.journal, "0", "video_000")
        with pytest.raises(UserError, match="its film goes on with it"):
            forgotten(door.journal, "0")
        assert door.clip() == film(CLIP.body)
        assert len(server.jobs) == 1
        forgotten(door.journal, "0")
        door.clip()
        assert len(server.jobs) == 2


def test_two_that_may_be_it_are_not_guessed_between(tmp_path: Path) -> None:
    def faults(came: Came) -> Fault | None:
        if came.method == "POST":
            server._begun(came)
            return Fault(lose=True)
        return None

    with serving(faults) as server, pytest.raises(EndpointError, match="any of video_001, video_000"):
        Door(server, tmp_path).clip()


@pytest.mark.parametrize("repeats", [(), ("model",)])
def test_a_strangers_job_is_not_taken_for_ours(tmp_path: Path, repeats: tuple[str, ...]) -> None:
    asked = Asked({**CLIP.body, "model": "wan"}, told={**(CLIP.told or {}), "model": "wan"})

    def faults(came: Came) -> Fault | None:
        if came.method == "POST":
            server._begun(Came("POST", "/v1/videos", {}, {"prompt": "Somebody else's.", "model": "wan"}, {}))
            return Fault(status=500)
        return None

    with serving(faults, repeats=repeats) as server:
        door = Door(server, tmp_path)
        with pytest.raises(EndpointError, match=r"it may be video_000\. Nothing is sent twice by itself"):
            door.clip(asked)
        assert jobs_in(tmp_path)[0]["id"] == ""
        adopted(door.journal, "0", "video_000")
        assert door.clip(asked), "its user may know better"


class SwitchedOffError(Exception):
    """This machine is no more."""


def switched_off(percent: int) -> None:
    raise SwitchedOffError


def test_another_machine_goes_on_with_the_jobs_of_one(tmp_path: Path) -> None:
    url = f"memory://{tmp_path.name}"
    with serving(lose("/generations")) as server:
        one, two = Door(server, tmp_path / "one", url), Door(server, tmp_path / "two", url)
        with pytest.raises(SwitchedOffError):
            one.clip(progress=switched_off)
        assert two.clip() == film(CLIP.body)
        assert len(server.asked("POST", "/videos")) == 1, "and nothing is paid for twice"
        for door in (one, two):
            with pytest.raises(EndpointError, match="may have been paid for"):
                door.pictures.drawn(NAME[::-1], STILL)
        assert forgotten(two.journal, NAME[::-1])
        assert one.pictures.drawn(NAME[::-1], STILL).data == two.pictures.drawn(NAME[::-1], STILL).data
        assert len(server.pictures) == 2
        leases = ObjectLeases(Bucket(url), "claims")
        with one.journal.sending(server.url):
            assert not leases.take(f"sending-{server_name(server.url)}", "two", 1), "one sends at a time"


def test_a_job_that_another_machine_lost_is_found_in_the_list(tmp_path: Path) -> None:
    url = f"memory://{tmp_path.name}"
    with serving(lose("/videos", 9), repeats=("prompt",)) as server:
        one, two = Door(server, tmp_path / "one", url), Door(server, tmp_path / "two", url)
        one.journal.keep(Job(name=NAME, base_url=one.settings.base_url, what="video", before=(), told=CLIP.told or {}))
        server._begun(Came("POST", "/v1/videos", {}, dict(CLIP.body), {}))
        assert two.clip() == film(CLIP.body)
        assert server.asked("POST", "/videos") == []


def test_a_busy_server_is_waited_for_as_long_as_it_asks(tmp_path: Path) -> None:
    faults = [Fault(status=429, headers={"retry-after": "7"}), Fault(status=503, headers={"retry-after": "900"}), None]

    def busy(came: Came) -> Fault | None:
        return faults.pop(0) if came.method == "POST" else None

    with serving(busy) as server:
        door = Door(server, tmp_path)
        assert door.clip()
        assert door.waits[:2] == [7.0, 120.0]
        assert len(server.jobs) == 1


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (Fault(status=401, body=f'{{"error": "bad {KEY}"}}'), EndpointError, r"bad \*\*\*: set VIDEOSTUDIO_REMOTE"),
        (Fault(status=402), EndpointError, "top up the account"),
        (Fault(status=400, body='{"detail": "no such size"}'), EndpointError, "HTTP 400: no such size"),
        (Fault(status=400, body='{"error": {"code": "moderation_blocked"}}'), GeneratorError, "moderation_blocked"),
        (Fault(status=307, headers={"location": "http://elsewhere.example/v1/videos"}), EndpointError, "sends the req"),
        (Fault(body="<html>"), EndpointError, "no JSON object"),
    ],
)
def test_refusals_say_what_to_do_and_leave_nothing_behind(
    tmp_path: Path, fault: Fault, error: type[Exception], words: str
) -> None:
    broken = Fault(status=fault.status or 200, headers=fault.headers, body=fault.body)
    with serving(lambda came: broken if came.method == "POST" else None) as server:
        with pytest.raises(error, match=words if fault.status else "whether .* is not known"):
            Door(server, tmp_path).clip()
        assert server.jobs == {}
        assert bool(jobs_in(tmp_path)) == (fault.status is None)


@pytest.mark.parametrize(
    ("options", "fault", "error", "words"),
    [
        ({"status": "failed"}, None, GeneratorError, "ended as 'failed': out of luck"),
        ({"status": "paused"}, None, EndpointError, "'paused', which is no state that is known"),
        ({"content": {"headers": {"repr-digest": "sha-256=:AAAA:"}}}, None, EndpointError, "do not match their digest"),
        ({"content": {"headers": {"content-md5": "AAAA"}}}, None, EndpointError, "do not match their digest"),
        ({}, Fault(cut_to=100), EndpointError, "broke off|of .* bytes"),
        ({}, Fault(status=200, body="sorry"), GeneratorError, "5 bytes of type .* neither MP4 nor WebM"),
        ({}, Fault(status=200, body=""), GeneratorError, "empty"),
        ({}, Fault(status=200, body="x" * 2**20 + "x"), EndpointError, "at most 1 MiB are taken: raise most_mib"),
        ({}, Fault(status=410), GeneratorError, "is gone"),
        ({}, Fault(status=302, headers={"location": "http://169.254.169.254/x"}), EndpointError, "points at 169.254"),
    ],
)
def test_clips_that_are_none(
    tmp_path: Path, options: dict[str, Any], fault: Fault | None, error: type[Exception], words: str
) -> None:
    with serving(lambda came: fault if came.path.endswith("/content") else None, **options) as server:
        door = Door(server, tmp_path, most_mib=1, job_s=1)
        door.jobs = replace(door.jobs, now=itertools.count().__next__)
        with pytest.raises(error, match=words):
            door.clip()
        if error is GeneratorError:
            with pytest.raises(error, match=words):
                door.clip()
        assert len(server.asked("POST", "/videos")) == 1, "what failed is not sent again"


def test_a_digest_that_fits_and_a_redirect_on_the_same_server_pass(tmp_path: Path) -> None:
    digest = base64.b64encode(hashlib.sha256(film(CLIP.body)).digest()).decode()
    headers = {"repr-digest": f"sha-256=:{digest}:"}

    def moved(came: Came) -> Fault | None:
        if came.path.endswith("/content"):
            return Fault(status=302, headers={"location": f"{came.path}?at=edge"})
        return None

    with serving(moved, content={"headers": headers}) as server:
        assert Door(server, tmp_path).clip() == film(CLIP.body)


def test_a_picture_is_paid_for_once_and_kept_until_it_is_stored(tmp_path: Path) -> None:
    with serving() as server:
        for _ in range(2):
            assert Door(server, tmp_path, price_image_milli=40).pictures.drawn(NAME, STILL).data == picture(STILL.body)
        assert len(server.pictures) == 1
        door = Door(server, tmp_path)
        door.journal.sweep(older_than_s=-1)
        assert [job.state for job in door.journal.all()] == [State.DONE]


@pytest.mark.parametrize(
    ("set_so", "drawn"), [({"price_image_milli": 0}, 2), ({"idempotent": True}, 1), ({"price_image_milli": 40}, None)]
)
def test_a_lost_picture(tmp_path: Path, set_so: dict[str, Any], drawn: int | None) -> None:
    with serving(lose("/generations"), idempotent=True) as server:
        door = Door(server, tmp_path, **set_so)
        if drawn is None:
            with pytest.raises(EndpointError, match="may have been paid for"):
                door.pictures.drawn(NAME, STILL)
            killed("job.posted", lambda: door.pictures.drawn("2" * 64, STILL))
            with pytest.raises(EndpointError, match="may have been paid for"):
                door.pictures.drawn("2" * 64, STILL)
            assert len(server.pictures) == 2
            return
        found = door.pictures.drawn(NAME, STILL)
        assert (found.data, found.sends) == (picture(STILL.body), 2)
        assert len(server.pictures) == drawn


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ('{"data": [{"b64_json": "!"}]}', "no base64"),
        ('{"data": []}', "without a picture"),
        ('{"data": [{"url": "http://elsewhere.example/x.png"}]}', r"points at elsewhere\.example: nothing is fetched"),
    ],
)
def test_answers_without_a_picture(tmp_path: Path, answer: str, words: str) -> None:
    with serving(lambda came: Fault(status=200, body=answer)) as server:
        with pytest.raises((GeneratorError, EndpointError), match=words):
            Door(server, tmp_path, price_image_milli=40).pictures.drawn(NAME, STILL)
        assert len(server.came) == 1


def test_a_picture_at_an_address_of_the_same_server(tmp_path: Path) -> None:
    def faults(came: Came) -> Fault | None:
        if came.method == "POST":
            return Fault(status=200, body='{"data": [{"url": "/v1/images/7/content"}]}')
        return Fault(status=200, body="a picture")

    with serving(faults) as server:
        assert Door(server, tmp_path).pictures.drawn(NAME, STILL).data == b"a picture"
        assert server.came[-1].headers["authorization"] == f"Bearer {KEY}"
