"""How fast the animatic films: `python benchmarks/film.py --json`.

Four scenes, 16 s, 1280x720, 24 fps, two workers. Rendering and encoding together against encoding alone: the same
frames from memory with the same two workers, once as RGB (converted on the way, as footage of any other backend
is) and once already in the encoder's planes. All three alternate in one run. Before and after them, the whole
`videostudio make` as a second process with an empty store: its wall time against encoding alone, and the memory of
its process tree (resident sets added up, so shared pages count more than once).
"""

import argparse
import json
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Literal

import cv2
import psutil

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.filmer import AnimaticFilmer
from videostudio.generators.animatic.imager import AnimaticEntityImager
from videostudio.generators.animatic.scene_imager import AnimaticSceneImager
from videostudio.tools.images import Pixels, encode_png
from videostudio.tools.video.colour import planar_to_rgb
from videostudio.tools.video.encode import encode_clip

WIDTH, HEIGHT, FPS = 1280, 720, 24
FRAMES, TAIL = 96, 12
WORKERS = 2
LEAST_RATIO = 0.6
MOST_MAKE_RATIO = 5.0
MOST_TREE_MIB = 1200
PROMPT = "A corgi astronaut explores Mars and finds a flower"
SAMPLE_S = 0.05
MIB = 1024

Seconds = dict[str, float]


@dataclass(frozen=True)
class Take:
    """One scene of the benchmark."""

    name: str
    cast: tuple[tuple[str, EntityKind], ...]
    place: str
    action: str
    camera: CameraMove


SCENES = (
    Take("mars", (("corgi", EntityKind.ANIMAL),), "Mars", "explore", CameraMove(direction=Direction.RIGHT)),
    Take(
        "flower",
        (("corgi", EntityKind.ANIMAL), ("flower", EntityKind.OBJECT)),
        "meadow",
        "find",
        CameraMove(direction=Direction.FORWARD, speed=Speed.SLOW),
    ),
    Take(
        "beach",
        (("girl", EntityKind.PERSON), ("dog", EntityKind.ANIMAL), ("kite", EntityKind.OBJECT)),
        "beach",
        "run",
        CameraMove(direction=Direction.LEFT, speed=Speed.MEDIUM),
    ),
    Take("night", (("owl", EntityKind.ANIMAL), ("cat", EntityKind.ANIMAL)), "forest at night", "talk", CameraMove()),
)


class Memory:
    """Artifacts in memory."""

    def __init__(self) -> None:
        self._bytes: dict[str, bytes] = {}

    def put(self, data: bytes, media_type: str) -> ArtifactRef:
        ref = ArtifactRef(sha256=sha256(data).hexdigest(), media_type=media_type, size=len(data))
        self._bytes[ref.sha256] = data
        return ref

    def read(self, ref: ArtifactRef) -> bytes:
        return self._bytes[ref.sha256]

    def path(self, ref: ArtifactRef) -> Path:
        raise FileNotFoundError(f"{ref.sha256} is in memory only")


def request_for(take: Take, memory: Memory) -> ClipRequest:
    """The scene's clip request, its references, image and staging made."""
    cast = tuple(_member(name, kind, memory) for name, kind in take.cast)
    place = CastMember(entity=Entity(id="place", name=take.place, kind=EntityKind.PLACE, head=take.place.split()[0]))
    common = {"scene_id": take.name, "attempt": 1, "event": take.name, "action": take.action, "cast": cast}
    common |= {"place": place, "camera": take.camera, "width": WIDTH, "height": HEIGHT, "seed": 1}
    picture = AnimaticSceneImager(default_pack()).shoot_image(
        SceneImageRequest.model_validate(common), artifacts=memory
    )
    if picture.staging is None:
        raise RuntimeError(f"scene '{take.name}' came back without its staging")
    files = {
        "image": memory.put(encode_png(picture.pixels), "image/png"),
        "staging": memory.put(picture.staging.model_dump_json().encode(), "application/json"),
    }
    return ClipRequest.model_validate(common | files | {"frames": FRAMES, "tail_frames": TAIL, "fps": FPS})


def _member(name: str, kind: EntityKind, memory: Memory) -> CastMember:
    entity = Entity(id=name, name=name, kind=kind, head=name)
    wanted = ReferenceRequest(entity=entity, width=512, height=512, seed=1)
    picture = AnimaticEntityImager(default_pack()).shoot_reference(wanted, artifacts=memory)
    return CastMember(entity=entity, reference=memory.put(encode_png(picture.pixels), "image/png"))


def encode(frames: Iterator[Pixels], pixel_format: Literal["rgb24", "yuv420p"], out: Path) -> None:
    """The house encoder on frames of either kind."""
    encode_clip(
        frames,
        source_width=WIDTH,
        source_height=HEIGHT,
        source_fps=FPS,
        pixel_format=pixel_format,
        width=WIDTH,
        height=HEIGHT,
        fps=FPS,
        film_frames=FRAMES,
        tail_frames=TAIL,
        out=out,
    )


def worker(number: int, rounds: int, barrier: Barrier, results: "multiprocessing.Queue[list[Seconds]]") -> None:
    """Times its share of the scenes, in step with the other worker."""
    cv2.setNumThreads(1)
    memory, filmer = Memory(), AnimaticFilmer(default_pack())
    requests = [request_for(take, memory) for take in SCENES[number::WORKERS]]
    measured: list[Seconds] = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "clip.mp4"
        for request in requests:
            planes = list(filmer.shoot_clip(request, artifacts=memory).frames)
            rgb = [planar_to_rgb(frame) for frame in planes]
            for _ in range(rounds):
                barrier.wait()
                measured.append(_timed_round(request, memory, filmer, planes, rgb, out))
        measured.append({"peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB})
    results.put(measured)


def _timed_round(
    request: ClipRequest, memory: Memory, filmer: AnimaticFilmer, planes: list[Pixels], rgb: list[Pixels], out: Path
) -> Seconds:
    jobs: dict[str, Callable[[], None]] = {
        "encode_rgb": lambda: encode(iter(rgb), "rgb24", out),
        "encode_planes": lambda: encode(iter(planes), "yuv420p", out),
        "render_and_encode": lambda: encode(filmer.shoot_clip(request, artifacts=memory).frames, "yuv420p", out),
        "render": lambda: _run_through(filmer.shoot_clip(request, artifacts=memory).frames),
    }
    return {f"{name}_{clock}": value for name, job in jobs.items() for clock, value in _timed(job).items()}


def _timed(job: Callable[[], None]) -> Seconds:
    """Seconds on the wall, and of processor time, which other programs disturb less."""
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return {"s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}


def _run_through(frames: Iterator[Pixels]) -> None:
    for _ in frames:
        pass


def film_memory(number: int, results: "multiprocessing.Queue[float]") -> None:
    """Peak memory of a worker that only films, in MiB."""
    cv2.setNumThreads(1)
    memory, filmer = Memory(), AnimaticFilmer(default_pack())
    with tempfile.TemporaryDirectory() as folder:
        for take in SCENES[number::WORKERS]:
            request = request_for(take, memory)
            encode(filmer.shoot_clip(request, artifacts=memory).frames, "yuv420p", Path(folder) / "clip.mp4")
    results.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB)


def whole_make() -> tuple[float, float]:
    """Wall seconds of one `videostudio make` with an empty store, and the peak of its process tree in MiB."""
    with tempfile.TemporaryDirectory() as home:
        command = [str(Path(sys.executable).with_name("videostudio")), "make", PROMPT, "--home", home, "--json"]
        began = time.perf_counter()
        made = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0.0
        while made.poll() is None:
            peak = max(peak, _tree_mib(made.pid))
            time.sleep(SAMPLE_S)
        if made.returncode:
            raise RuntimeError(f"`videostudio make` ended with status {made.returncode}")
        return time.perf_counter() - began, peak


def _tree_mib(pid: int) -> float:
    try:
        root = psutil.Process(pid)
        sizes = [process.memory_info().rss for process in (root, *root.children(recursive=True))]
    except psutil.NoSuchProcess:
        return 0.0
    return sum(sizes) / 2**20


def measure_all(rounds: int) -> dict[str, float]:
    """All figures, the whole film around the clips."""
    whole_make()  # fills the caches of interpreter and system
    made = [whole_make()]
    clips = measure(rounds)
    made.append(whole_make())
    seconds = statistics.mean(wall for wall, _ in made)
    return {
        **clips,
        "make_s": round(seconds, 3),
        "make_ratio": round(seconds / clips["encode_rgb_s"], 3),
        "tree_peak_mib": round(max(peak for _, peak in made), 1),
    }


def measure(rounds: int) -> dict[str, float]:
    """The figures of the clips; seconds are for the whole film, two workers side by side."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(WORKERS), context.Queue()
    crew = [context.Process(target=worker, args=(n, rounds, barrier, results)) for n in range(WORKERS)]
    for process in crew:
        process.start()
    answers = [results.get() for _ in crew]
    for process in crew:
        process.join()
    peaks = context.Queue()
    alone = context.Process(target=film_memory, args=(0, peaks))
    alone.start()
    peak = peaks.get()
    alone.join()
    timings = [row for answer in answers for row in answer if "render_s" in row]
    totals = {name: sum(row[name] for row in timings) / rounds / WORKERS for name in timings[0]}
    frames = len(SCENES) * (FRAMES + TAIL) / WORKERS
    return {
        **{name: round(value, 3) for name, value in totals.items()},
        "render_cpu_ms_per_frame": round(1000 * totals["render_cpu_s"] / frames, 2),
        "ratio": round(totals["encode_rgb_s"] / totals["render_and_encode_s"], 3),
        "ratio_to_planes": round(totals["encode_planes_s"] / totals["render_and_encode_s"], 3),
        "ratio_cpu": round(totals["encode_rgb_cpu_s"] / totals["render_and_encode_cpu_s"], 3),
        "ratio_to_planes_cpu": round(totals["encode_planes_cpu_s"] / totals["render_and_encode_cpu_s"], 3),
        "worker_peak_mib": round(peak, 1),
    }


def main() -> int:
    """Prints the figures; exit status 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    limits = {"least_ratio": LEAST_RATIO, "most_make_ratio": MOST_MAKE_RATIO, "most_tree_mib": MOST_TREE_MIB}
    figures = measure_all(arguments.rounds) | limits
    if arguments.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:>22}: {value}" for name, value in figures.items()))
    within = figures["make_ratio"] <= MOST_MAKE_RATIO and figures["tree_peak_mib"] <= MOST_TREE_MIB
    return 0 if within and figures["ratio"] >= LEAST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
