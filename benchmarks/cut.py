"""How fast films are cut, and in how much memory: `python benchmarks/cut.py --json`.

200 clips of 2 s at 1280x720, 24 fps. Hard cuts against FFmpeg's concat demuxer with stream copy; a crossfade of
0.5 s at every joint against moviepy joining the same clips with hard cuts. Both alternating in one run, every
measurement in a process of its own; memory against the cut of 10 clips.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.film.requests import CutRequest, CutShot
from videostudio.film.scene import Transition, TransitionKind
from videostudio.tools.video.cut import cut
from videostudio.tools.video.encode import encode_clip

WIDTH, HEIGHT, FPS = 1280, 720, 24
FRAMES, TAIL = 48, 12
CLIPS, FEW, CONTENTS = 200, 10, 5
LIMITS = {"hard_cuts": 1.5, "crossfades": 0.5, "memory_mib": 150.0}

Figures = dict[str, float]


def make_clips(folder: Path, count: int) -> None:
    """`count` house clips, copies of a few that differ in colour, texture, pan and what moves."""
    made = []
    for content in range(CONTENTS):
        made.append(folder / f"content-{content}.mp4")
        encode_clip(
            _footage(content),
            source_width=WIDTH,
            source_height=HEIGHT,
            source_fps=FPS,
            width=WIDTH,
            height=HEIGHT,
            fps=FPS,
            film_frames=FRAMES,
            tail_frames=TAIL,
            out=made[-1],
        )
    for number in range(count):
        shutil.copyfile(made[number % CONTENTS], _clip(folder, number))


def _footage(seed: int) -> Iterator[np.ndarray]:
    """A sky, two textured hills that pan at different speeds, and three shapes that walk."""
    rng = np.random.default_rng(seed)
    sky = np.linspace(rng.integers(120, 256, 3), rng.integers(60, 256, 3), HEIGHT)[:, None].repeat(WIDTH, axis=1)
    layers = []
    for depth in (1, 2):
        noise = cv2.GaussianBlur(rng.normal(0, 40, (HEIGHT, 2 * WIDTH, 1)), (0, 0), 1.5)[..., None]
        edge = HEIGHT * (0.35 + 0.2 * depth) + 40 * np.sin(np.arange(2 * WIDTH) / (90.0 * depth) + seed)
        ground = np.clip(rng.integers(30, 200, 3) + noise, 0, 255).astype(np.uint8)
        layers.append((depth, ground, np.arange(HEIGHT)[:, None] > edge[None]))
    for number in range(FRAMES + TAIL):
        frame = sky.astype(np.uint8)
        for depth, ground, mask in layers:
            view = slice(number * 2 * depth, number * 2 * depth + WIDTH)
            np.copyto(frame, ground[:, view], where=mask[:, view, None])
        for shape in range(3):
            at = (int(100 + 350 * shape + number * (shape + 1) * 3), int(430 + 60 * shape + 12 * np.sin(number / 2)))
            cv2.circle(frame, at, 50 + 12 * shape, (220, 80 * shape, 40 * seed), -1)
        yield frame


def _clip(folder: Path, number: int) -> Path:
    return folder / f"clip-{number:03}.mp4"


def ours(folder: Path, count: int, kind: str) -> Figures:
    """Our cut of `count` clips with transitions of `kind`."""

    class Clips:
        def path(self, ref: ArtifactRef) -> Path:
            return _clip(folder, int(ref.sha256, 16))

        def read(self, ref: ArtifactRef) -> bytes:
            return self.path(ref).read_bytes()

    joint = Transition(kind=TransitionKind(kind), duration_ms=0 if kind == "cut" else 500)
    shots = tuple(
        CutShot(
            clip=ArtifactRef(sha256=f"{number:064x}", media_type="video/mp4", size=1), frames=FRAMES, transition=joint
        )
        for number in range(count)
    )
    request = CutRequest(shots=shots, width=WIDTH, height=HEIGHT, fps=FPS)
    begin = time.perf_counter()
    facts = cut(request, artifacts=Clips(), out=folder / f"ours-{kind}.mp4")
    return {
        "seconds": time.perf_counter() - begin,
        "peak_mib": _peak_mib(),
        "frames": facts.frames,
        "encoded_frames": facts.encoded_frames,
    }


def _peak_mib() -> float:
    """The most memory this process ever held. `getrusage` would count what its parent held when it forked."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kib = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return round(kib / 1024, 1)


def _cpu_seconds() -> float:
    """Processor time of this process and of those it ended."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def concat_demuxer(folder: Path, count: int) -> Figures:
    """FFmpeg joining the same clips without encoding."""
    entries = (f"file '{_clip(folder, number)}'\noutpoint {FRAMES / FPS}\n" for number in range(count))
    listing = folder / "clips.txt"
    listing.write_text("ffconcat version 1.0\n" + "".join(entries))
    words = ["-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(listing), "-c", "copy"]
    begin = time.perf_counter()
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *words, str(folder / "concat.mp4")], check=True)
    return {"seconds": time.perf_counter() - begin}


def moviepy(folder: Path, count: int) -> Figures:
    """moviepy joining the same pictures with hard cuts. It keeps a decoder process of 70 MiB for every file until
    the end, so that it gets each content once and the film repeats it."""
    from moviepy import VideoFileClip, concatenate_videoclips  # noqa: PLC0415  (only its own process pays for it)

    begin = time.perf_counter()
    clips = [VideoFileClip(str(_clip(folder, number)), audio=False) for number in range(min(count, CONTENTS))]
    film = concatenate_videoclips([clips[n % CONTENTS].subclipped(0, FRAMES / FPS) for n in range(count)])
    film.write_videofile(str(folder / "moviepy.mp4"), fps=FPS, audio=False, logger=None)
    for clip in clips:
        clip.close()
    return {"seconds": time.perf_counter() - begin}


JOBS: dict[str, Callable[[Path, int], Figures]] = {
    "cut": lambda folder, count: ours(folder, count, "cut"),
    "crossfade": lambda folder, count: ours(folder, count, "crossfade"),
    "concat_demuxer": concat_demuxer,
    "moviepy": moviepy,
}


def in_own_process(job: str, folder: Path, count: int) -> Figures:
    """One job's figures, measured in a fresh process so that its memory is its own."""
    words = [sys.executable, __file__, "--job", job, "--folder", str(folder), "--clips", str(count)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


@dataclass(frozen=True)
class Comparison:
    """Seconds of every round; `ratio` is the median of the rounds' own, `cpu_ratio` of the processor time of
    the whole processes (start included), which depends less on what else the machine does."""

    against: str
    clips: int
    ours_s: tuple[float, ...]
    theirs_s: tuple[float, ...]
    ratio: float
    cpu_ratio: float
    frames: float
    encoded_frames: float
    peak_mib: float


def compared(own: str, other: str, folder: Path, count: int, rounds: int) -> Comparison:
    """`own` and `other` by turns."""
    pairs = [(in_own_process(own, folder, count), in_own_process(other, folder, count)) for _ in range(rounds)]
    return Comparison(
        against=other,
        clips=count,
        ours_s=tuple(round(one["seconds"], 3) for one, _ in pairs),
        theirs_s=tuple(round(two["seconds"], 3) for _, two in pairs),
        ratio=round(statistics.median(one["seconds"] / two["seconds"] for one, two in pairs), 3),
        cpu_ratio=round(statistics.median(one["cpu_s"] / two["cpu_s"] for one, two in pairs), 3),
        frames=pairs[0][0]["frames"],
        encoded_frames=pairs[0][0]["encoded_frames"],
        peak_mib=max(one["peak_mib"] for one, _ in pairs),
    )


def measure(count: int, rounds: int) -> dict[str, object]:
    """All figures, with what each is held against."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_clips(folder, max(count, FEW))
        hard = compared("cut", "concat_demuxer", folder, count, rounds)
        crossfades = compared("crossfade", "moviepy", folder, count, max(1, rounds // 3))
        few = {job: in_own_process(job, folder, FEW)["peak_mib"] for job in ("cut", "crossfade")}
    many = {"cut": hard.peak_mib, "crossfade": crossfades.peak_mib}
    more = {job: round(many[job] - few[job], 1) for job in many}
    values = {"hard_cuts": hard.ratio, "crossfades": crossfades.ratio, "memory_mib": max(more.values())}
    return {
        "clips": count,
        "cpus": os.cpu_count(),
        "load": os.getloadavg()[0],
        "hard_cuts": asdict(hard),
        "crossfades": asdict(crossfades),
        "peak_mib_of_10_clips": few,
        "more_mib_than_10_clips": more,
        "limits": LIMITS,
        "missed": [name for name, limit in LIMITS.items() if values[name] > limit],
    }


def main() -> int:
    """Prints the figures; exit 1 if one of them is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--clips", type=int, default=CLIPS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--job", choices=sorted(JOBS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.job:
        print(json.dumps(JOBS[wanted.job](wanted.folder, wanted.clips) | {"cpu_s": _cpu_seconds()}))
        return 0
    figures = measure(wanted.clips, wanted.rounds)
    if wanted.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")
    return 1 if figures["missed"] else 0


if __name__ == "__main__":
    sys.exit(main())
