"""Clips of the mini world filmed by its model beside what the animatic makes of the same scene."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from videostudio.evaluation.mini.chosen import chosen
from videostudio.evaluation.mini.judge import Judge
from videostudio.evaluation.mini.sight import SightEmbedder
from videostudio.evaluation.shelf import Shelf
from videostudio.film.camera import CameraMove, Direction
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import derive_seed, plain
from videostudio.film.requests import CastMember, ClipRequest
from videostudio.generators.mini.actions import KnownMotions
from videostudio.generators.mini.settings import VID, Filmed, MiniSettings
from videostudio.generators.mini.weights import refuse_absent, vid_weights
from videostudio.generators.paper.vid_filmer import VideoStudioVid
from videostudio.generators.paper.vid_folder import VidWeights
from videostudio.tools.digests import Digests
from videostudio.tools.embedding.port import Embedder
from videostudio.tools.images import Pixels
from videostudio.training.scenes.clips import Filming, camera_of, clip
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.world import Split, scripted
from videostudio.training.trainer.scales import scale_named

CLIPS = 30_000_000
"""Where the numbers of studies begin: far behind those of training."""
Field = NDArray[np.float32]
"""(H, W, 2): where each px of a frame goes until the next, px."""


@dataclass(frozen=True)
class Wanted:
    """A clip as the animatic makes it: what it shows, and what it is asked for by."""

    frames: Pixels
    action: str
    head: str
    caption: str
    camera: CameraMove


@dataclass(frozen=True)
class Reel:
    """Films with the model in a folder."""

    settings: MiniSettings
    filmed: Filmed
    form: Form
    shelf: Shelf
    work: Path
    eye: Embedder | SightEmbedder
    """Who compares frames."""

    @classmethod
    def at(
        cls,
        models: Path | None,
        work: Path,
        steps: int,
        threads: int,
        eye: Embedder | SightEmbedder | None = None,
    ) -> "Reel":
        """See `chosen`; frames are compared by the judge's eyes unless others are given. Raises BackendMissing."""
        torch.set_num_threads(threads)
        cv2.setNumThreads(threads)
        settings = chosen(models, clip_steps=steps)
        refuse_absent(settings.folder)
        filmed = Filmed.read(settings.folder / VID)
        named = scale_named("mini", "videostudio.training.scenes", Form)
        sized = named.model_copy(update={"width": filmed.width, "height": filmed.height})
        (work / "shelf").mkdir(parents=True, exist_ok=True)
        seeing = eye or Judge.read().eye
        return cls(settings, filmed, sized, Shelf(work / "shelf"), work, seeing)

    @property
    def by(self) -> dict[str, Any]:
        """Who films and who compares; see Study."""
        return {"clips": self._weights.revision, "steps": self.settings.clip_steps, "eye": plain(self.eye.identity)}

    def wanted(self, number: int) -> Wanted:
        """Clip `number` of a world that training did not see, as the animatic films it."""
        found = clip(self._filming, CLIPS + number)
        tries = (scripted(self.form.seed, CLIPS + number, Split.PAIRS, again) for again in count())
        scene = next(one for one in tries if one.caption == found.caption)
        return Wanted(
            found.frames, scene.action, scene.cast[0].entity.head or "", found.caption, found.camera or CameraMove()
        )

    def moving(self, unit: int) -> int:
        """The number of the `unit`-th clip whose camera moves."""
        moves = (n for n in count() if camera_of(self._filming, CLIPS + n).direction is not Direction.STATIC)
        return next(islice(moves, unit, None))

    @property
    def _filming(self) -> Filming:
        return Filming(form=self.form, frames=self.filmed.frames, fps=self.filmed.fps, split=Split.PAIRS)

    def film(self, wanted: Wanted, number: int, filmer: VideoStudioVid, action: str | None = None) -> Pixels:
        """(T, H, W, 3): the same scene from its middle frame, which is what the model was taught to start from."""
        figure = Entity(id="figure", name=wanted.head or "figure", kind=EntityKind.OBJECT, head=wanted.head)
        place = CastMember(entity=Entity(id="place", name="place", kind=EntityKind.PLACE))
        request = ClipRequest(
            scene_id=f"clip-{number}",
            attempt=1,
            event=wanted.caption,
            action=wanted.action if action is None else action,
            cast=(CastMember(entity=figure),),
            place=place,
            image=self.shelf.put_picture(wanted.frames[len(wanted.frames) // 2]),
            camera=wanted.camera,
            frames=self.filmed.frames - 1,
            tail_frames=1,
            width=self.filmed.width,
            height=self.filmed.height,
            fps=self.filmed.fps,
            seed=derive_seed("mini clip", number),
        )
        footage = filmer.shoot_clip(request, artifacts=self.shelf)
        size = (self.filmed.width, self.filmed.height)
        return np.stack([cv2.resize(frame, size, interpolation=cv2.INTER_AREA) for frame in footage.frames])

    @cached_property
    def _weights(self) -> VidWeights:
        return vid_weights(self.settings.folder, Digests(self.work / "digests"))

    def filmer(self, camera_after: int, known: Callable[[Path], KnownMotions] = KnownMotions.read) -> VideoStudioVid:
        """With the camera moved after so many steps."""
        settings = self.settings.model_copy(update={"camera_after": camera_after}).of_clips(self.filmed)
        actions = known(self.settings.folder / VID)
        return VideoStudioVid(self._weights, settings, self.settings.device, actions=actions, dtype="float32")


def flows(frames: Pixels) -> list[Field]:
    """Dense flow from each frame to the next (DIS; Kroeger et al. 2016)."""
    grey = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in frames]
    dense = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    empty = np.zeros((*grey[0].shape, 2), np.float32)
    return [np.asarray(dense.calc(one, other, empty.copy()), np.float32) for one, other in pairwise(grey)]


def scripted_flow(camera: CameraMove, width: int, height: int, fps: int) -> Field:
    """What all of a frame does under a camera move."""
    flow = camera.flow(width, height, fps)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    grown = flow.scale - 1
    return np.stack([flow.dx + grown * (x - width / 2), flow.dy + grown * (y - height / 2)], axis=-1).astype(np.float32)


def apart(one: Field, other: Field) -> float:
    """px: the mean distance of where two flows lead."""
    return float(np.linalg.norm(one - other, axis=-1).mean())
