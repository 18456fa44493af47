"""Workers on a Ray cluster: the same films, and an actor's death costs what it was doing."""

import asyncio
from pathlib import Path

import psutil
import pytest
from films import make
from scenes import clip
from test_kills import film_of

from videostudio.evaluation.scheduling import image_request, loads, noted, simulated, story
from videostudio.evaluation.simulated import CLIP, IMAGE, Latency
from videostudio.graphs.bootstrap import profile_named, resolved
from videostudio.graphs.executor.on_ray import memory_here, nodes_of
from videostudio.graphs.executor.seats import device_seats
from videostudio.graphs.fits import place
from videostudio.graphs.machines import Machines
from videostudio.tools.ledger import Ledger
from videostudio.tools.workspace import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # Ray's own


def latency(root: Path, **facts: object) -> Latency:
    times = {"load_ms": 50, "image_ms": 5, "clip_ms": 20, "score_ms": 2, "notes": str(root / "notes"), **facts}
    return Latency.model_validate(times)


async def test_a_story_on_actors(tmp_path: Path, cluster: str) -> None:
    async with simulated(tmp_path, latency(tmp_path), device_seats(("cpu",) * 4, 1), cluster) as executor:
        await story(executor, scenes=12, entities=4)
    assert sorted(what for _, what in loads(tmp_path / "notes")) == [CLIP] * 4 + [IMAGE] * 4
    assert Ledger(tmp_path / "ledger.jsonl").counts().started_without_made == 0


def test_a_cluster_says_what_it_has_and_where_models_work(tmp_path: Path, cluster: str) -> None:
    (node,) = nodes_of(cluster)
    assert (node.gpus, node.cores, node.host_bytes) == (0, 8, memory_here()[1])
    workspace = Workspace(tmp_path, machines=(("executor", cluster),))
    assert resolved(profile_named("default"), workspace).settings["wan"]["device"] == "cpu"
    share = place(profile_named("default"), "wan", Machines.of(workspace))
    assert (share.name, share.memory) == ("cpu", node.host_bytes), "one worker, and helpers without models"


async def test_an_actors_death_costs_one_clip(tmp_path: Path, cluster: str) -> None:
    slow = latency(tmp_path, clip_ms=2000)
    async with simulated(tmp_path, slow, device_seats(("cpu",) * 4, 1), cluster) as executor:
        making = asyncio.create_task(story(executor, scenes=8, entities=4))
        while CLIP not in [what for _, what in loads(tmp_path / "notes")]:
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        actor = psutil.Process(next(pid for pid, what in loads(tmp_path / "notes") if what == CLIP)).parent()
        assert actor is not None
        actor.kill()
        await making
    counts = Ledger(tmp_path / "ledger.jsonl").counts()
    assert (counts.started_without_made, counts.repeats) == (1, 0)


async def test_what_nobody_waits_for_is_ended_in_the_middle(tmp_path: Path, cluster: str) -> None:
    slow = latency(tmp_path, clip_ms=100_000)
    async with simulated(tmp_path, slow, device_seats(("cpu",), 0), cluster) as executor:
        await executor.run(image_request(0))
        filming = asyncio.create_task(executor.run(clip("s1")))
        while CLIP not in [what for _, what in loads(tmp_path / "notes")]:
            await asyncio.sleep(0.05)
        filming.cancel()
        assert (await executor.run(image_request(1))).made
    assert len({pid for pid, *_ in noted(tmp_path / "notes")}) == 1


async def test_a_film_is_the_same_on_ray(tmp_path: Path, cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await make(tmp_path / "here")
    monkeypatch.setenv("VIDEOSTUDIO_MACHINES_EXECUTOR", cluster)
    record = await make(tmp_path / "there")
    assert record.cut is not None
    assert film_of(tmp_path / "there").read_bytes() == film_of(tmp_path / "here").read_bytes()
