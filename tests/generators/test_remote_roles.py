"""The three roles played by a server: what is sent, what comes back, what it costs."""

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from kept import Memory
from pydantic import SecretStr
from video_server import serving

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BadSetting, GeneratorError, OverBudget, WorkerDied
from videostudio.film.identity import Price
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, Request, SceneImageRequest
from videostudio.film.take import Stage
from videostudio.generators.given import Given
from videostudio.generators.progress import listening
from videostudio.generators.remote.backend import build
from videostudio.generators.remote.dialects import clip_asked, length_of, picture_asked
from videostudio.generators.remote.settings import RemoteSettings, nearest_size
from videostudio.graphs.executor.paying import PayingExecutor
from videostudio.graphs.executor.port import Done
from videostudio.tools.llm.account import Account
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store

ARTIFACTS = Memory()
STILL = ARTIFACTS.put_picture(np.full((36, 64, 3), 90, np.uint8))
CUT_OUT = ARTIFACTS.put_picture(np.zeros((36, 64, 4), np.uint8))
DOG = Entity(id="dog", name="dog", kind=EntityKind.ANIMAL, description="A brown dog.")
BALL = Entity(id="ball", name="red ball", kind=EntityKind.OBJECT, description="A red ball.")
MEADOW = Entity(id="meadow", name="meadow", kind=EntityKind.PLACE, description="A green meadow.")
CAST = (CastMember(entity=DOG, reference=CUT_OUT), CastMember(entity=BALL, reference=STILL))
PLACE = CastMember(entity=MEADOW, reference=STILL)
SEED = 2**32 - 1


def clip(**changes: Any) -> ClipRequest:
    facts: dict[str, Any] = {
        "scene_id": "s1",
        "attempt": 1,
        "event": "the dog runs",
        "action": "run",
        "cast": CAST,
        "place": PLACE,
        "image": STILL,
        "camera": CameraMove(direction=Direction.LEFT, speed=Speed.FAST),
        "frames": 24,
        "tail_frames": 12,
        "width": 256,
        "height": 144,
        "fps": 12,
        "seed": SEED,
    }
    return ClipRequest.model_validate({**facts, **changes})


def scene(**changes: Any) -> SceneImageRequest:
    facts: dict[str, Any] = {
        "scene_id": "s1",
        "attempt": 1,
        "event": "the dog finds a red ball",
        "action": "find",
        "cast": CAST,
        "place": PLACE,
        "width": 256,
        "height": 144,
        "seed": SEED,
        "style": "water colour",
    }
    return SceneImageRequest.model_validate({**facts, **changes})


def settings(**said: Any) -> RemoteSettings:
    return RemoteSettings.of({"base_url": "http://127.0.0.1:9/v1", **said})


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ({"dialect": "openai"}, {"size": "256x144", "seconds": "3"}),
        ({"dialect": "litellm", "video_seconds": "4,8", "video_model": "m"}, {"seconds": "4", "model": "m"}),
        ({"dialect": "vllm"}, {"width": 256, "height": 144, "num_frames": 73, "fps": 24, "seed": 2**31 - 1}),
        ({"dialect": "sglang", "video_fps": 8, "most_frames": 17}, {"size": "256x144", "num_frames": 17, "fps": 8}),
        ({"dialect": "vllm", "video_sizes": "720x1280,1280x720"}, {"width": 1280, "height": 720}),
    ],
)
def test_every_dialect_is_told_size_and_length_in_its_own_words(said: dict[str, Any], sent: dict[str, Any]) -> None:
    asked = clip_asked(clip(), "The dog runs.", b"png", settings(**said))
    assert asked.body.items() >= sent.items()
    assert ("seed" in asked.body) == (said["dialect"] in ("vllm", "sglang"))
    assert [field for field, _ in asked.files] == ["input_reference"]
    assert clip_asked(clip(), "", b"png", settings(**said, encoding="json")).body["input_reference"] == (
        "data:image/png;base64,cG5n"
    )


def test_sizes_and_lengths_are_the_nearest_that_can_be_had() -> None:
    assert nearest_size((1280, 720), "", 32) == (1280, 704)
    assert nearest_size((256, 144), "1024x1024,1536x1024,1024x1536", 16) == (1536, 1024)
    assert length_of(clip(frames=240), settings(video_seconds="4,8,12")).seconds == 12
    assert [Price(second_milli=10, lengths_s=(4, 8)).of(s) for s in (3.0, 4.5, 9.5)] == [40, 80, 95]
    assert picture_asked("", (8, 8), 1, [b"a", b"b"], settings()).files[1][0] == "image[]"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "no server is set .* VIDEOSTUDIO_REMOTE_BASE_URL"),
        ({"base_url": "ftp://x"}, "no address such as"),
        ({"base_url": "http://me:secret@host/v1"}, "put a key into api_key"),
        ({"base_url": "http://host", "dialect": "grpc"}, "dialect"),
        ({"base_url": "http://host", "video_sizes": "big"}, "video_sizes"),
    ],
)
def test_settings_that_cannot_be_used(said: dict[str, Any], words: str) -> None:
    with pytest.raises(BadSetting, match=words):
        build(Given(settings=said))


def test_the_roles_send_words_and_pictures_and_give_what_was_asked_for(tmp_path: Path) -> None:
    with serving() as server:
        said = {"base_url": server.url, "dialect": "vllm", "poll_ms": 1, "video_fps": 8, "references": 2}
        prices = {"price_image_milli": 40, "price_second_milli": 100}
        remote = build(Given(settings={**said, **prices}, jobs=tmp_path / "jobs", key=SecretStr("k")))

        reference = ReferenceRequest(entity=DOG, width=64, height=64, seed=1)
        drawn = remote.entity_imager.shoot_reference(reference, artifacts=ARTIFACTS)
        assert (drawn.pixels.shape, drawn.money_milli) == ((64, 64, 3), 40)
        assert "one animal, full body, plain white background. A brown dog." in server.pictures[0].fields["prompt"]
        own = reference.model_copy(update={"entity": DOG.model_copy(update={"own_image": STILL})})
        assert remote.entity_imager.shoot_reference(own, artifacts=ARTIFACTS).money_milli == 0

        shown = remote.scene_imager.shoot_image(scene(emphasis=("ball",)), artifacts=ARTIFACTS)
        came = server.pictures[1]
        assert came.path.endswith("/edits")
        assert len(came.files["image[]"]) == 2
        assert came.fields["prompt"].startswith("Image 1 is dog: keep the looks. Image 2 is red ball: keep the looks.")
        assert (
            "Place: meadow. Not to be missed: red ball. Meadow: A green meadow. Style: water" in came.fields["prompt"]
        )
        assert shown.degraded == ("the model takes 2 references: from words alone: meadow",)

        footage = remote.scene_filmer.shoot_clip(clip(), artifacts=ARTIFACTS)
        assert (footage.width, footage.height, footage.fps, footage.money_milli) == (64, 36, 8, 400)
        assert len(list(footage.frames)) == 25
        assert list((tmp_path / "jobs").glob("*.mp4")) == [], "the file is gone once it is read"
        job = next(iter(server.jobs.values()))
        assert job.fields["prompt"] == "The dog runs. Run. The camera moves quickly to the left."
        assert {asked.headers["authorization"] for asked in server.came} == {"Bearer k"}
        assert len(server.pictures) == 2


def test_how_far_a_server_is_is_told_while_it_is_waited_for(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with serving(looks=2) as server:
        said = {"base_url": server.url, "dialect": "vllm", "poll_ms": 1, "video_fps": 8}
        remote = build(Given(settings=said, jobs=tmp_path / "jobs"))
        with listening(lambda done, total: told.append((done, total))):
            remote.scene_filmer.shoot_clip(clip(), artifacts=ARTIFACTS)
    assert told == [(40, 100)] * 2


@pytest.mark.parametrize(("most", "fps"), [(21, 7), (9, None)])
def test_a_clip_that_is_too_short_is_shown_slower_or_refused(tmp_path: Path, most: int, fps: int | None) -> None:
    with serving() as server:
        said = {"base_url": server.url, "dialect": "sglang", "poll_ms": 1, "video_fps": 8, "most_frames": most}
        filmer = build(Given(settings=said, jobs=tmp_path)).scene_filmer
        if fps is None:
            with pytest.raises(GeneratorError, match=r"came with 9 frames at 8 a second, and 3\.0 s were asked for"):
                filmer.shoot_clip(clip(), artifacts=ARTIFACTS)
            assert list(tmp_path.glob("*.mp4")) == []
            return
        footage = filmer.shoot_clip(clip(), artifacts=ARTIFACTS)
        assert footage.fps == fps
        assert "shown at 7 instead of 8 frames a second" in footage.degraded[0]
        assert len(list(footage.frames)) == most


class Till:
    """An executor whose backends bill, and whose answers cost `money_milli` or raise."""

    def __init__(self, home: Path, answers: list[int | Exception]) -> None:
        remote = build(Given(settings=settings(price_image_milli=40).model_dump(exclude_none=True), jobs=home))
        self.answers = answers

        class Backends:
            def price_milli(self, request: Request) -> int | None:
                price = remote.scene_imager.capabilities.price
                return price.of() if price else None

            def identity(self, request: Request) -> object:
                return remote.scene_imager.identity

        self.backends: Any = Backends()

    async def run(self, request: Request) -> Done:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        entry = Entry(fingerprint="a" * 64, stage=Stage.IMAGE, outputs={}, money_milli=answer)
        return Done(entry, made=answer > 0)


def test_what_a_server_bills_is_set_aside_before_and_settled_after(tmp_path: Path) -> None:
    def bought(account: Account, answers: list[int | Exception], request: Request) -> int:
        asyncio.run(PayingExecutor(Till(tmp_path, answers), Store(tmp_path / "store"), account).run(request))
        return account.spent.money_milli

    file = tmp_path / "spending.jsonl"
    account = Account(money_milli=130, file=file)
    assert bought(account, [30], scene()) == 30
    with pytest.raises(GeneratorError):
        bought(account, [GeneratorError("out of luck")], scene(seed=1))
    assert account.spent.money_milli == 70, "a take that failed may be billed"
    with pytest.raises(WorkerDied):
        bought(account, [WorkerDied("killed")], scene(seed=2))

    again = Account(money_milli=130, file=file)
    assert again.spent.money_milli == 110, "what was never settled counts in full"
    assert bought(again, [40], scene(seed=2)) == 110, "and is not counted twice when its job goes on"
    with pytest.raises(OverBudget, match=r"0\.04 of money, and 0\.02 of 0\.13 that the brief allows"):
        bought(again, [40], scene(seed=3))
