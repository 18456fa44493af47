"""Models that take their time and draw nothing: what a schedule is measured with, on machines without devices.

A pipeline takes `load_ms` to load whenever it is not the one in memory, every picture, clip and measurement its fixed
time more. A day of GPU work passes while the CPU sleeps.
"""

import itertools
import os
import sys
import time
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

import numpy as np

from videostudio.agents.house.writer import HouseWriter
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.noun import Noun
from videostudio.film.requests import ClipRequest, ReferenceRequest, SceneImageRequest, ScoreRequest
from videostudio.film.score import ScoreSheet
from videostudio.generators.ports import Footage, Picture
from videostudio.generators.sound.backend import build as composer
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.duty import Duty
from videostudio.graphs.executor.worker import serve
from videostudio.graphs.profile import Profile
from videostudio.tools.images import Pixels
from videostudio.tools.store.opening import open_store
from videostudio.tools.store.port import Artifacts

NAME = "simulated"
IMAGE, CLIP, READY = "image", "clip", "ready"
SIDE = 64


class Latency(Noun):
    """Times in ms. `notes` is a file that gets a line for every start of a worker and for every load. A device whose
    memory holds `fitting` calls of a role is full at the next, until that role spares memory, if it `spares`; None fits
    all. So many pictures as `together` take the time of one, if their casts are the same; `late` makes clips when their
    frames are read."""

    load_ms: int = 10_000
    image_ms: int = 1_000
    clip_ms: int = 4_000
    score_ms: int = 500
    notes: str = ""
    fitting: int | None = None
    spares: bool = True
    together: int = 1
    late: bool = False

    def note(self, what: str) -> None:
        """Adds a line of this process to the notes."""
        if self.notes:
            with Path(self.notes).open("a") as notes:
                notes.write(f"{os.getpid()} {what}\n")

    def scaled(self, factor: float) -> "Latency":
        """All times divided by `factor`."""
        times = ("load_ms", "image_ms", "clip_ms", "score_ms")
        return self.model_copy(update={name: round(getattr(self, name) / factor) for name in times})

    def profile(self) -> Profile:
        """The profile whose workers play with these times."""
        settings = {name: value for name, value in self.model_dump().items() if value is not None}
        return Profile(name=NAME, entity_imager=NAME, scene_imager=NAME, scene_filmer=NAME, settings={NAME: settings})

    def backends(self) -> Backends:
        """All roles."""
        device = SimulatedDevice(self)
        return Backends(
            writer=HouseWriter(None),
            entity_imager=SimulatedImager(device),
            scene_imager=SimulatedImager(device),
            scene_filmer=SimulatedFilmer(device),
            scorer=SimulatedScorer(self.score_ms),
            composer=composer(),
        )


class OutOfMemoryError(RuntimeError):
    """As torch raises it."""


class SimulatedDevice:
    """One pipeline at a time."""

    def __init__(self, latency: Latency) -> None:
        self.latency = latency
        self._loaded = ""

    def work(self, pipeline: str, work_ms: int, *, full: bool) -> None:
        """Takes as long as `pipeline` would for `work_ms` of work. Raises OutOfMemoryError if it is `full`."""
        if self._loaded != pipeline:
            time.sleep(self.latency.load_ms / 1000)
            self._loaded = pipeline
            self.latency.note(pipeline)
        if full:
            raise OutOfMemoryError("tried to allocate 2.00 GiB, 1.20 GiB is free")
        time.sleep(work_ms / 1000)

    def leave(self) -> None:
        """Nothing is loaded."""
        self._loaded = ""


class _Simulated:
    def __init__(self, device: SimulatedDevice, pipeline: str) -> None:
        self._device, self._pipeline = device, pipeline
        self._calls, self._spared = 0, False

    def _work(self, work_ms: int) -> None:
        fitting = self._device.latency.fitting
        self._calls += 1
        full = fitting is not None and self._calls > fitting and not self._spared
        self._device.work(self._pipeline, work_ms, full=full)

    @property
    def identity(self) -> Identity:
        """Of the pipeline."""
        return Identity(backend=NAME, model=self._pipeline, code_version=1)

    @property
    def capabilities(self) -> Capabilities:
        """It can do everything, and shows nothing."""
        return Capabilities(licence="Apache-2.0", prompt_batching=self._device.latency.together > 1)

    def use_less_memory(self) -> str:
        """See Thrifty."""
        if not self._device.latency.spares:
            return ""
        self._spared = True
        return "with its weights in main memory"

    def leave_device(self) -> None:
        """See Leaving."""
        self._device.leave()


class SimulatedImager(_Simulated):
    """See EntityImager and SceneImager."""

    def __init__(self, device: SimulatedDevice) -> None:
        super().__init__(device, IMAGE)

    @property
    def most_together(self) -> int:
        """See ImagesTogether."""
        return self._device.latency.together

    def pass_of(self, request: ReferenceRequest | SceneImageRequest) -> Hashable:
        """See ImagesTogether."""
        return request.cast if isinstance(request, SceneImageRequest) else None

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """See EntityImager."""
        return self._pictures([request])[0]

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """See SceneImager."""
        return self._pictures([request])[0]

    def shoot_references(self, requests: Sequence[ReferenceRequest], *, artifacts: Artifacts) -> list[Picture]:
        """See PortraitsTogether."""
        return self._pictures(requests)

    def shoot_images(self, requests: Sequence[SceneImageRequest], *, artifacts: Artifacts) -> list[Picture]:
        """See ImagesTogether."""
        return self._pictures(requests)

    def _pictures(self, requests: Sequence[ReferenceRequest | SceneImageRequest]) -> list[Picture]:
        self._work(self._device.latency.image_ms)
        self._device.latency.note(f"together {len(requests)}")
        return [Picture(pixels=np.full((SIDE, SIDE, 3), request.seed % 256, np.uint8)) for request in requests]


class SimulatedFilmer(_Simulated):
    """See SceneFilmer."""

    def __init__(self, device: SimulatedDevice) -> None:
        super().__init__(device, CLIP)

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer."""
        frames = self._frames(request)
        if not self._device.latency.late:
            frames = itertools.chain((next(frames),), frames)
        return Footage(frames=frames, width=SIDE, height=SIDE, fps=request.fps)

    def _frames(self, request: ClipRequest) -> Iterator[Pixels]:
        self._work(self._device.latency.clip_ms)
        for number in range(request.frames + request.tail_frames):
            yield np.full((SIDE, SIDE, 3), (request.seed + number) % 256, np.uint8)


class SimulatedScorer:
    """See Scorer. It measures nothing."""

    def __init__(self, score_ms: int) -> None:
        self._score_ms = score_ms

    @property
    def identity(self) -> Identity:
        """See Scorer."""
        return Identity(backend=NAME, model="score", code_version=1)

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """See Scorer."""
        time.sleep(self._score_ms / 1000)
        return ScoreSheet()


def main() -> None:
    """A worker of a profile that `Latency.profile` made: `python -m videostudio.evaluation.simulated DUTY`."""
    duty = Duty.model_validate_json(sys.argv[1])
    latency = Latency.model_validate(duty.profile.settings[NAME])
    if duty.alone:
        latency.note(f"{READY} {time.monotonic()}")
    serve(latency.backends(), open_store(Path(duty.store), duty.shared), alone=duty.alone)


if __name__ == "__main__":
    main()
