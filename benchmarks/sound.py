"""How films sound, in figures: `python benchmarks/sound.py --json`.

Six prompts, written by the house writer, with pictures of one colour: composed, mixed, cut, and then measured on the
decoded film as any player hears it. Loudness and true peak are FFmpeg's own (its `ebur128` filter). Processor time
is that of composing, and of a cut with sound less a cut without, per second of film.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from videostudio.agents import planner
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.fingerprint import fingerprint
from videostudio.film.requests import AudioCue, Bus, CutRequest, CutShot, MusicScene, Request
from videostudio.film.scene import frames_in, tail_frames
from videostudio.film.script import Script
from videostudio.graphs import bootstrap
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.perform import perform
from videostudio.graphs.sound import LOUDNESS_MILLI, music_request, scene_cues, sound_request
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store
from videostudio.tools.video.encode import encode_clip

PROMPTS = (
    "A corgi astronaut explores Mars and finds a flower",
    "On a stormy night a pirate ship sails across the sea and a mermaid rings a bell",
    "A ballerina dances on the stage, then sleeps at home",
    "A chef cooks soup in the kitchen while it rains and a robot digs in the garden",
    "A horse gallops along the beach, a girl swims in the lake and an owl flies through the forest at night",
    "A cat drives a bus through the city, visits the market and eats a fish",
)
WIDTH, HEIGHT, FPS = 128, 128, 24
RATE = 48_000
MOST_OFF_LU = 0.5
MOST_PEAK_DBTP = -1.0
MOST_CPU_S = 0.12

Samples = NDArray[np.float32]


class Studio:
    """Makes requests and counts the processor time of each stage."""

    def __init__(self, root: Path) -> None:
        self.store = Store(root)
        self.backends: Backends = bootstrap.build_backends(bootstrap.profile_named("preview"))

    def make(self, request: Request) -> tuple[Entry, float]:
        """The request's entry and the processor time it took, in s."""
        began = time.process_time()
        name = fingerprint(request, self.backends.identity(request))
        entry = perform(request, name, self.backends, self.store, lambda done, total: None)
        return entry, time.process_time() - began

    def clip(self, frames: int) -> ArtifactRef:
        """Grey pictures for `frames` and a tail."""
        tail = tail_frames(FPS)
        grey: Iterator[NDArray[np.uint8]] = (np.full((HEIGHT, WIDTH, 3), 96, np.uint8) for _ in range(frames + tail))
        with self.store.scratch(".mp4") as out:
            encode_clip(
                grey,
                source_width=WIDTH,
                source_height=HEIGHT,
                source_fps=FPS,
                pixel_format="rgb24",
                width=WIDTH,
                height=HEIGHT,
                fps=FPS,
                film_frames=frames,
                tail_frames=tail,
                out=out,
            )
            return self.store.put_file(out, media_type="video/mp4", move=True)


def figures(prompt: str, studio: Studio) -> dict[str, Any]:
    """Everything measured of one film."""
    brief = Brief(prompt=prompt, width=WIDTH, height=HEIGHT, fps=FPS)
    script = _script(brief)
    cues, compose_s, notes = _composed(script, brief, studio)
    shots = tuple(
        CutShot(clip=studio.clip(frames_in(scene.duration_ms, FPS)), frames=frames_in(scene.duration_ms, FPS))
        for scene in script.scenes
    )
    silent = CutRequest(shots=shots, width=WIDTH, height=HEIGHT, fps=FPS)
    loud = silent.model_copy(update={"audio": tuple(cues), "loudness_milli": LOUDNESS_MILLI})
    _, silent_s = studio.make(silent)
    made, loud_s = studio.make(loud)
    film = studio.store.path(made.outputs["film"])
    sound, pictures = decoded(film)
    loudness, peak = heard(sound)
    seconds = pictures / FPS
    return {
        "prompt": prompt,
        "notes": notes,
        "seconds": seconds,
        "integrated_lufs": loudness,
        "true_peak_dbtp": peak,
        "clipped_samples": int((np.abs(sound) >= 1.0).sum()),
        "frames_longer_than_pictures": round((len(sound) / RATE - seconds) * FPS, 3),
        "compose_cpu_s_per_s": round(compose_s / seconds, 4),
        "mix_cpu_s_per_s": round((loud_s - silent_s) / seconds, 4),
        "cpu_s_per_s": round((compose_s + loud_s - silent_s) / seconds, 4),
        "stored_kib_per_s": round(sum(cue.audio.size for cue in cues) / 1024 / seconds, 1),
        **_balance(cues, studio),
    }


def _script(brief: Brief) -> Script:
    writer = bootstrap.writer()
    return asyncio.run(planner.plan(brief, writer.answer, str(writer.identity)))


def _composed(script: Script, brief: Brief, studio: Studio) -> tuple[list[AudioCue], float, list[str]]:
    music, spent = studio.make(
        music_request(script, [MusicScene(beat=one.beat, frames=one.frames(FPS)) for one in script.scenes], brief)
    )
    cues, start = [AudioCue(audio=music.outputs["music"], bus=Bus.MUSIC)], 0
    for scene in script.scenes:
        entry, took = studio.make(sound_request(script, scene, brief))
        cues += scene_cues(entry.outputs, start, FPS)
        start, spent = start + scene.frames(FPS), spent + took
    return cues, spent, list(music.notes)


def _balance(cues: list[AudioCue], studio: Studio) -> dict[str, float]:
    """Integrated loudness of every bus before mixing, in LUFS."""
    tracks: dict[Bus, list[Samples]] = {}
    for cue in cues:
        tracks.setdefault(cue.bus, []).append(decoded(studio.store.path(cue.audio))[0])
    return {f"{bus}_lufs": heard(np.concatenate(parts))[0] for bus, parts in sorted(tracks.items())}


def decoded(path: Path) -> tuple[Samples, int]:
    """A file's sound, (n, 2), and its number of pictures."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    planar = [frame if frame.shape[0] == 2 else frame.reshape(-1, 2).T for frame in frames]
    whole = np.concatenate(planar, axis=1).T
    sound = whole.astype(np.float32) / (32768.0 if whole.dtype == np.int16 else 1.0)
    with av.open(str(path)) as container:
        pictures = sum(1 for _ in container.decode(video=0)) if container.streams.video else 0
    return np.ascontiguousarray(sound, dtype=np.float32), pictures


def heard(sound: Samples) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP, by FFmpeg."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo")
    meter, sink = graph.add("ebur128", "peak=true:metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    peak, loudness = 0.0, -70.0
    for start in range(0, len(sound) - RATE // 10, RATE // 10):
        frame = AudioFrame.from_ndarray(sound[start : start + RATE // 10].reshape(1, -1), "flt", "stereo")
        frame.sample_rate, frame.pts = RATE, start
        graph.push(frame)
        for told in _pulled(graph.pull):
            loudness = float(told["lavfi.r128.I"])
            peak = max(peak, float(told["lavfi.r128.true_peak"]))
    return round(loudness, 2), round(20 * float(np.log10(max(peak, 1e-6))), 2)


def _pulled(pull: Callable[[], Any]) -> Iterator[dict[str, str]]:
    while True:
        try:
            yield dict(pull().metadata)
        except (BlockingIOError, EOFError):
            return


def main() -> int:
    """Prints the figures; exit status 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        films = [figures(prompt, studio) for prompt in PROMPTS]
    worst = {
        "most_off_lu": round(max(abs(film["integrated_lufs"] - LOUDNESS_MILLI / 1000) for film in films), 2),
        "highest_true_peak_dbtp": max(film["true_peak_dbtp"] for film in films),
        "clipped_samples": sum(film["clipped_samples"] for film in films),
        "most_frames_longer": max(abs(film["frames_longer_than_pictures"]) for film in films),
        "most_cpu_s_per_s": max(film["cpu_s_per_s"] for film in films),
    }
    if arguments.json:
        print(json.dumps({**worst, "films": films}))
    else:
        print(json.dumps({**worst, "films": films}, indent=1))
    within = worst["most_off_lu"] <= MOST_OFF_LU and worst["highest_true_peak_dbtp"] <= MOST_PEAK_DBTP
    quick = worst["most_cpu_s_per_s"] <= MOST_CPU_S and worst["clipped_samples"] == 0
    return 0 if within and quick and worst["most_frames_longer"] <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
