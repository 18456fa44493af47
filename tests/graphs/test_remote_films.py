"""Whole films by a server that fails in many ways, while their process is killed."""

import asyncio
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from films import small_brief, studio
from video_server import Came, Fault, Faults, VideoServer, every, jobs_in, serving, wait_for

from videostudio.film.brief import Budget
from videostudio.film.errors import BadSetting, BriefError
from videostudio.graphs.studio import MakeOptions
from videostudio.tools.ledger import Ledger
from videostudio.tools.workspace import Workspace

SCENES = 6
KILLS = (3, 12, 18, 27, 40)
"""How many requests the server has seen when the film's process is killed."""
MAKE = """
import asyncio, pathlib, sys
sys.path.insert(0, sys.argv[2])
import films
brief = films.small_brief(scenes=6, duration_ms=6000, silent=True, prompt=sys.argv[3])
print(asyncio.run(films.make(pathlib.Path(sys.argv[1]), brief, profile="remote")).outcome)
"""
STORY = (
    "A dog runs across a meadow. The dog finds a red ball. The dog jumps over the red ball. "
    "The dog sleeps in the meadow. The dog looks at the red ball. The dog runs to the red ball."
)
HERE = str(Path(__file__).parent)


def set_up(server: VideoServer, monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    said = {"BASE_URL": server.url, "DIALECT": "vllm", "POLL_MS": "20", "LOST_S": "1", "VIDEO_FPS": "8", **more}
    for name, value in {"PRICE_IMAGE_MILLI": "0", "TIMEOUT_S": "60", "API_KEY": "sk-4711", **said}.items():
        monkeypatch.setenv(f"VIDEOSTUDIO_REMOTE_{name}", value)


def failing() -> Faults:
    """Many ways at once: answers lost after the job was begun, refusals, breaks in the middle of a clip."""
    kinds = (
        every(4, Fault(lose=True), "POST", "/videos"),
        every(3, Fault(status=429, headers={"retry-after": "0"}), "POST", "/videos"),
        every(5, Fault(status=503, headers={"retry-after": "0"}), "GET"),
        every(3, Fault(cut_to=50), "GET", "/content"),
        every(4, Fault(status=429, headers={"retry-after": "0"}), "POST", "s"),
    )

    def faults(came: Came) -> Fault | None:
        found = [fault for kind in kinds if (fault := kind(came))]
        return found[0] if found else None

    return faults


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"idempotent": True, "repeats": None}])
def test_killed_five_times_every_job_is_sent_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, object]
) -> None:
    with serving(failing(), looks=2, **options) as server:
        set_up(server, monkeypatch, IDEMPOTENT=str(options.get("idempotent", False)))
        command = [sys.executable, "-c", MAKE, str(tmp_path), HERE, STORY]
        killed = 0
        for seen in KILLS:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wait_for(lambda: len(server.came) >= seen or process.poll() is not None, 600)  # noqa: B023
            process.kill()
            killed += process.wait() == -signal.SIGKILL
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
        assert done.returncode == 0, done.stderr
        assert killed == len(KILLS)
        (film,) = Workspace(tmp_path).film_ids()
        home = Workspace(tmp_path).film_folder(film)
        record = studio(tmp_path).show(film)
        takes = sum(len(scene.takes) for scene in record.scenes)
        jobs = [job for job in jobs_in(tmp_path) if job["what"] == "video"]
        assert (len(record.scenes), len(jobs), len(server.jobs)) == (SCENES, takes, takes)
        assert Counter(job["state"] for job in jobs) == {"done": takes}
        assert {job["id"] for job in jobs} == set(server.jobs), "each job of the server is one of the film's"
        assert Ledger(home / "ledger.jsonl").counts().repeats == 0


def test_money_and_keys_are_seen_to_before_anything_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server:
        set_up(server, monkeypatch)
        limited = small_brief(budget=Budget(money_milli=100))

        async def make() -> None:
            await studio(tmp_path).make(limited, MakeOptions(profile="remote", workers=1))

        with pytest.raises(BriefError, match="VIDEOSTUDIO_REMOTE_PRICE_IMAGE_MILLI"):
            asyncio.run(make())
        (film,) = Workspace(tmp_path).film_ids()
        order = (Workspace(tmp_path).film_folder(film) / "order.json").read_text()
        assert server.url in order
        assert "sk-4711" not in order
        monkeypatch.setenv("VIDEOSTUDIO_REMOTE_BASE_URL", "http://elsewhere.example/v1")
        with pytest.raises(BadSetting, match="a key goes to no other server than its own"):
            asyncio.run(studio(tmp_path).resume(film))
        assert server.came == []
