"""Workers that sit on devices: one model in memory, no more than it fits, stopped when nobody waits."""

import asyncio
import time
from pathlib import Path

import pytest
from scenes import clip, image, reference

from videostudio.evaluation.scheduling import Heard, image_request, least_seconds, loads, noted, simulated, story
from videostudio.evaluation.simulated import CLIP, IMAGE, READY, Latency
from videostudio.film.errors import BadSetting, NotEnoughMemory
from videostudio.film.take import GENERATOR_STAGES, Stage
from videostudio.graphs.bootstrap import PROFILES, fills, profile_in, usual_workers
from videostudio.graphs.executor.duty import Duty
from videostudio.graphs.executor.on_ray import is_ray, passed_on
from videostudio.graphs.executor.queueing import Job, Lane, Queue
from videostudio.graphs.executor.seats import Seat, device_seats, devices_named, plain_seats
from videostudio.graphs.machines import Machines, gpus_here, manned
from videostudio.tools.ledger import Ledger

ONE = device_seats(("cpu",), 0)


def quick(root: Path, **facts: object) -> Latency:
    times = {"load_ms": 50, "image_ms": 5, "clip_ms": 20, "score_ms": 2, "notes": str(root / "notes"), **facts}
    return Latency.model_validate(times)


async def test_every_device_loads_every_pipeline_once_and_nobody_does_anothers_work(tmp_path: Path) -> None:
    latency = quick(tmp_path)
    began = time.monotonic()
    async with simulated(tmp_path, latency, device_seats(("cpu", "cpu"), 1)) as executor:
        await story(executor, scenes=6, entities=2)
        seconds = time.monotonic() - began
    by_device: dict[int, list[str]] = {}
    for pid, pipeline in loads(tmp_path / "notes"):
        by_device.setdefault(pid, []).append(pipeline)
    assert sorted(by_device.values()) == [[IMAGE, CLIP], [IMAGE, CLIP]]
    assert seconds > least_seconds(latency, scenes=6, entities=2, devices=2, start_s=0), "the bound is none"
    assert Ledger(tmp_path / "ledger.jsonl").counts().started_without_made == 0


def test_the_critical_path_of_the_issue() -> None:
    least = least_seconds(Latency(), scenes=20, entities=4, devices=4, start_s=1.5)
    assert least == 1.5 + 10 + 1 + 0.5 + 5 + 10 + 20 + 0.5


async def test_a_full_device_does_with_less_at_every_stage_and_says_so(tmp_path: Path) -> None:
    heard = Heard()
    wanted = (
        *(reference(name) for name in ("corgi", "moon", "fox")),
        *(image_request(number) for number in range(3)),
        *(clip(name) for name in ("s1", "s2", "s3")),
    )
    async with simulated(tmp_path, quick(tmp_path, fitting=1, late=True), ONE, heard=heard) as executor:
        done = [await executor.run(each) for each in wanted]
    told = [
        f"{work} ran out of memory and goes on with its weights in main memory"
        for work in ("drawing references", "drawing scene images", "filming")
    ]
    assert heard.warnings == told
    assert [one.entry.degraded for one in done] == [each for text in told for each in ((), (text,), ())]
    assert [what for _, what, *_ in noted(tmp_path / "notes")].count(READY) == 1, "the worker lived"
    assert len(loads(tmp_path / "notes")) == 2, "and its models stayed"


async def test_a_device_that_stays_full_ends_in_words_at_every_stage(tmp_path: Path) -> None:
    words = r"ran out of memory \(.*1\.20 GiB is free\).*choose a profile that needs less"
    async with simulated(tmp_path, quick(tmp_path, fitting=0, spares=False), ONE) as executor:
        for wanted in (reference("corgi"), image("s1"), clip("s1")):
            with pytest.raises(NotEnoughMemory, match=words):
                await executor.run(wanted)


async def test_what_nobody_waits_for_is_ended_in_the_middle_and_the_worker_goes_on(tmp_path: Path) -> None:
    async with simulated(tmp_path, quick(tmp_path, clip_ms=100_000), ONE) as executor:
        await executor.run(image_request(0))
        filming = asyncio.create_task(executor.run(clip("s1")))
        while CLIP not in [what for _, what in loads(tmp_path / "notes")]:
            await asyncio.sleep(0.02)
        filming.cancel()
        assert (await executor.run(image_request(1))).made
    assert len({pid for pid, *_ in noted(tmp_path / "notes")}) == 1
    assert not list((tmp_path / "store" / "claims").iterdir())


async def test_pictures_go_together_as_far_as_there_are_enough_for_all(tmp_path: Path) -> None:
    async with simulated(tmp_path, quick(tmp_path, together=5), ONE) as executor:
        done = await asyncio.gather(*(executor.run(image_request(number)) for number in range(6)))
    assert all(one.made for one in done)
    assert len({one.entry.fingerprint for one in done}) == 6
    assert [int(many) for _, what, *rest in noted(tmp_path / "notes") if what == "together" for many in rest] == [5, 1]
    assert Ledger(tmp_path / "ledger.jsonl").counts().made_by_stage == {Stage.IMAGE: 6}


async def test_a_batch_that_fills_the_device_is_told_and_no_other_is_tried(tmp_path: Path) -> None:
    heard = Heard()
    async with simulated(tmp_path, quick(tmp_path, together=4, fitting=0), ONE, heard=heard) as executor:
        done = await asyncio.gather(*(executor.run(image_request(number)) for number in range(4)))
        await asyncio.gather(*(executor.run(image_request(number)) for number in range(4, 8)))
    told = [
        "drawing scene images ran out of memory with 4 at a time and goes on one by one",
        "drawing scene images ran out of memory and goes on with its weights in main memory",
    ]
    assert heard.warnings == told
    assert sorted(one.entry.degraded for one in done) == [(), (), (), tuple(told)]
    passes = [many for _, what, *rest in noted(tmp_path / "notes") if what == "together" for many in rest]
    assert passes == ["1"] * 8, "memory had room for one, and several were tried again"


def test_devices_are_named_in_words() -> None:
    assert devices_named("") == ()
    assert devices_named("cuda:1, cuda:3") == ("cuda:1", "cuda:3")
    assert devices_named("cuda*2,cpu*2") == ("cuda:0", "cuda:1", "cpu", "cpu")
    for wrong in ("gpu0", "cuda:1,cuda:1", "cuda:x", "tpu*2"):
        with pytest.raises(BadSetting, match=r"is no device|is named twice"):
            devices_named(wrong)


def test_a_worker_sees_its_own_device_only() -> None:
    first, second, helper = device_seats(("cuda:0", "cuda:1"), 1)
    assert first.environment({}) == {"CUDA_VISIBLE_DEVICES": "0"}
    assert second.environment({"CUDA_VISIBLE_DEVICES": "5,GPU-7f"}) == {"CUDA_VISIBLE_DEVICES": "GPU-7f"}
    assert helper.environment({}) == {"CUDA_VISIBLE_DEVICES": ""}
    assert plain_seats(2)[1].environment({"CUDA_VISIBLE_DEVICES": "1"}) == {}
    assert first.stages.isdisjoint(helper.stages)
    assert first.stages | helper.stages == set(Stage)
    with pytest.raises(BadSetting, match="the last is cuda:0"):
        second.environment({"CUDA_VISIBLE_DEVICES": "5"})


def test_gpus_are_counted_where_the_driver_lists_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    assert gpus_here(tmp_path / "none") == ()
    for name in ("0000:01:00.0", "0000:02:00.0"):
        (tmp_path / name).mkdir()
    assert gpus_here(tmp_path) == ("cuda:0", "cuda:1")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3")
    assert gpus_here(tmp_path) == ("cuda:0",)


def test_models_that_fill_a_machine_are_in_memory_one_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    mine = tmp_path / "mine.toml"
    mine.write_text(
        '[roles]\nentity_imager = "animatic"\nscene_imager = "diffusers_image"\nscene_filmer = "diffusers_video"\n'
    )
    named = {"default": PROFILES["default"], "mine": profile_in(mine)}
    for profile in named.values():
        assert (fills(profile), usual_workers(profile)) == (True, 1)
        duty = Duty(store=str(tmp_path), profile=profile)
        _, seats = manned(duty, Machines(), tmp_path / "log", 8, None, fills=True)
        assert [(seat.device, seat.alone) for seat in seats] == [("cpu", True), ("cpu", False)]
    assert {name for name, profile in PROFILES.items() if not fills(profile)} == {"preview", "mini", "remote"}
    two = duty.model_copy(update={"profile": profile.model_copy(update={"most_workers": 2})})
    assert [seat.alone for seat in manned(two, Machines(), tmp_path, 8, 1, fills=True)[1]] == [True, True, False]
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0,1")
    assert [seat.device for seat in manned(two, Machines(), tmp_path, 8, 1, fills=True)[1]] == [
        "cuda:0", "cuda:1", "cpu",
    ]  # fmt: skip


def test_a_critic_on_a_gpu_measures_where_it_sees_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0,1")
    mine = tmp_path / "mine.toml"
    roles = '[roles]\nentity_imager = "{0}"\nscene_imager = "{0}"\nscene_filmer = "{0}"\n[critic]\ndevice = "cuda"\n'

    def seats_of(backend: str, executor: str = "local") -> tuple[Seat, ...]:
        mine.write_text(roles.format(backend))
        profile = profile_in(mine)
        duty = Duty(store=str(tmp_path), profile=profile)
        return manned(duty, Machines(executor=executor), tmp_path / "log", 2, 1, fills=fills(profile))[1]

    first, _, helper = seats_of("paper")
    assert first.environment({}) == {"CUDA_VISIBLE_DEVICES": "0"}
    assert helper.environment({"CUDA_VISIBLE_DEVICES": "0,1"}) == {}, "and so sees both"
    assert Stage.SCORE in helper.stages
    assert seats_of("animatic") == plain_seats(2), "looking with a GPU is not drawing with one"
    with pytest.raises(BadSetting, match="set its device to cpu"):
        seats_of("paper", "ray")


async def test_a_device_stays_with_its_model_and_others_take_what_is_most_urgent() -> None:
    seat = Seat("cuda:0", frozenset(GENERATOR_STAGES), alone=True)
    images, clips = Lane(2, Stage.IMAGE, "painter"), Lane(4, Stage.CLIP, "filmer")
    queue = Queue((seat,))
    for lane in (clips, images, clips):
        await queue.put(Job(lane, image("s1"), "a" * 64, asyncio.get_running_loop().create_future()))
    assert [(await queue.take(seat, "filmer"))[0].lane for _ in range(2)] == [clips, clips]
    assert (await queue.take(seat, "filmer"))[0].lane == images
    everything = plain_seats(1)[0]
    for lane in (clips, images):
        await queue.put(Job(lane, image("s1"), "a" * 64, asyncio.get_running_loop().create_future()))
    assert (await queue.take(everything, "filmer"))[0].lane == images


async def test_a_batch_is_no_larger_than_a_devices_share() -> None:
    seats = device_seats(("cpu", "cpu"), 1)
    lane = Lane(2, Stage.IMAGE, "painter")
    queue = Queue(seats)
    for _ in range(5):
        await queue.put(Job(lane, image("s1"), "a" * 64, asyncio.get_running_loop().create_future(), 4))
    assert [len(await queue.take(seats[0], "")) for _ in range(3)] == [3, 1, 1]


async def test_a_batch_is_of_those_that_can_share_a_pass_wherever_they_wait() -> None:
    lane, queue = Lane(2, Stage.IMAGE, "painter"), Queue(ONE)
    waiting = [asyncio.get_running_loop().create_future() for _ in range(12)]
    for number, answer in enumerate(waiting):
        await queue.put(Job(lane, image("s1"), f"{number}", answer, 5, "ABC"[number % 3]))
    waiting[3].cancel()
    taken = [[job.fingerprint for job in await queue.take(ONE[0], "")] for _ in range(3)]
    assert taken == [["0", "6", "9"], ["1", "4", "7", "10"], ["2", "5", "8", "11"]]


def test_executors_are_named_and_workers_elsewhere_get_no_secret() -> None:
    assert (is_ray("ray"), is_ray("ray://head:6379"), is_ray("local"), is_ray("")) == (True, True, False, False)
    with pytest.raises(BadSetting, match="choose local, ray"):
        is_ray("slurm")
    secrets = ("LLM_API_KEY", "MACHINES_POSTGRES", "TOKEN", "REMOTE_API_KEY")
    environment = {f"VIDEOSTUDIO_{name}": "s" for name in secrets}
    environment |= {"HOME": "/", "AWS_SECRET_ACCESS_KEY": "x", "VIDEOSTUDIO_HOME": "/films"}
    duty = Duty(store="", profile=PROFILES["preview"])
    assert passed_on(environment, duty) == {"VIDEOSTUDIO_HOME": "/films"}
    on_objects = passed_on(environment, duty.model_copy(update={"shared": "s3://films"}))
    assert on_objects == {"VIDEOSTUDIO_HOME": "/films", "AWS_SECRET_ACCESS_KEY": "x"}
    served = passed_on(environment, duty.model_copy(update={"profile": PROFILES["remote"]}))
    assert served == {"VIDEOSTUDIO_HOME": "/films", "VIDEOSTUDIO_REMOTE_API_KEY": "s"}
