"""Scenes of the mini world drawn and filmed by its models, as films ask for them, and looked at by the judge.

Truth is the world's own. References are the animatic's: a figure's artwork, an empty place, other pictures than those
that anything was trained on. What is drawn is kept, so that a study that goes on, or another, does not draw it again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

from videostudio.evaluation.mini.chosen import chosen
from videostudio.evaluation.mini.judge import Judge
from videostudio.evaluation.mini.sight import Seen, SightEmbedder
from videostudio.evaluation.shelf import Shelf
from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import derive_seed, digest, plain
from videostudio.film.noun import Noun
from videostudio.film.requests import CastMember, ReferenceRequest, SceneImageRequest
from videostudio.generators.animatic.backend import build as animatic
from videostudio.generators.given import Given
from videostudio.generators.mini.captions import AS_CAPTIONS
from videostudio.generators.mini.settings import IMG, MiniSettings
from videostudio.generators.mini.weights import img_weights, refuse_absent
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.ports import EntityImager
from videostudio.tools.digests import Digests
from videostudio.tools.embedding.house import house_clip
from videostudio.tools.embedding.port import Embedder
from videostudio.tools.images import Pixels, decode, encode_png
from videostudio.tools.scoring.segmenting.choice import best_segmenter
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.world import Scripted, Split, Subject, scripted
from videostudio.training.trainer.scales import scale_named

REFERENCE_PX = 256
WORLD = 20_000_000
"""Where the numbers of studies begin: far behind those of training and of what was held back."""


class Scene(Noun):
    """One scene to be drawn: `cast` and `place` as the world has them; `number` makes its noise."""

    number: int
    cast: tuple[Subject, ...]
    place: Entity
    action: str

    @property
    def kind(self) -> str:
        """What kind of place it is."""
        return self.place.head or self.place.name


def scene_of(number: int, split: Split, figures: int = 1) -> Scene:
    """Scene `number` of a split, of those with so many figures."""
    again = 0
    while len((found := scripted(1, WORLD + number, split, again)).cast) != figures:
        again += 1
    return Scene(number=number, cast=found.cast, place=found.place, action=found.action)


def story_of(number: int, split: Split, scenes: int = 4) -> tuple[Scene, ...]:
    """A figure in one place, doing something else in each scene."""
    first = scene_of(number, split)
    actions = _actions(first)
    return tuple(
        first.model_copy(update={"number": number * scenes + at, "action": actions[at % len(actions)]})
        for at in range(scenes)
    )


def _actions(scene: Scene) -> list[str]:
    found: list[str] = []
    number = 0
    while len(found) < 4 and number < 200:
        other: Scripted = scripted(1, number, Split.TRAIN)
        if other.cast[0].group == scene.cast[0].group and other.action not in found:
            found.append(other.action)
        number += 1
    return found


@dataclass(frozen=True)
class Told:
    """Which references a picture is drawn with."""

    figures: bool = True
    place: bool = True


BOTH = Told()
Spoil = Callable[[Pixels], Pixels]
"""(h, w, 4) -> the same, worse."""


@dataclass(frozen=True)
class Studio:
    """Draws with the models in a folder."""

    imager: VideoStudioImg
    entities: EntityImager
    form: Form
    shelf: Shelf
    work: Path
    judge: Judge
    upscale: str
    """The style in which films make its pictures large."""

    @classmethod
    def at(cls, models: Path | None, work: Path, steps: int, threads: int, judge: Judge | None = None) -> "Studio":
        """See `chosen`. Raises BackendMissing for what is not there."""
        torch.set_num_threads(threads)
        cv2.setNumThreads(threads)
        form = scale_named("mini", "videostudio.training.scenes", Form)
        return cls.of(work, form, chosen(models, image_steps=steps), judge or Judge.read())

    @classmethod
    def of(cls, work: Path, form: Form, settings: MiniSettings, judge: Judge) -> "Studio":
        """The same with a form of its own."""
        refuse_absent(settings.folder, (IMG,))
        side = round((form.width * form.height) ** 0.5)
        stage = animatic(Given(art=form.art))
        imager = VideoStudioImg(
            img_weights(settings.folder, Digests(work / "digests")),
            best_segmenter(),
            settings.of_images(side),
            settings.device,
            AS_CAPTIONS,
            layout=stage.scene_imager,
        )
        folder = work / "shelf"
        folder.mkdir(parents=True, exist_ok=True)
        return cls(imager, stage.entity_imager, form, Shelf(folder), work, judge, settings.upscale)

    @property
    def by(self) -> dict[str, Any]:
        """Who draws and who judges; see Study."""
        return {"images": plain(self.imager.identity), "judge": self.judge.digits}

    def drawn(self, scene: Scene, told: Told = BOTH, take: int = 0, spoil: Spoil | None = None) -> Pixels:
        """(H, W, 3): a take of a scene. `spoil` changes references (see `member`)."""
        cast = tuple(self.member(one.entity, spoil if told.figures else None, there=told.figures) for one in scene.cast)
        request = SceneImageRequest(
            scene_id=f"scene-{scene.number}",
            attempt=1 + take,
            event="",
            action=scene.action,
            cast=cast,
            place=self.member(scene.place, None, there=told.place),
            width=self.form.width,
            height=self.form.height,
            seed=derive_seed("mini study", scene.number, take),
        )
        asked = digest([plain(request), plain(self.imager.identity)])[:24]
        kept = self.work / "pictures" / f"{asked}.png"
        if kept.is_file():
            return np.ascontiguousarray(decode(kept.read_bytes())[..., :3])
        picture = self.imager.shoot_image(request, artifacts=self.shelf).pixels
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(encode_png(picture))
        return picture

    def member(self, entity: Entity, spoil: Spoil | None = None, *, there: bool = True) -> CastMember:
        """An entity with its reference as the animatic draws it; `spoil` (RGBA -> RGBA) changes that."""
        if not there:
            return CastMember(entity=entity)
        picture = self.reference(entity)
        return CastMember(entity=entity, reference=self.put(picture if spoil is None else spoil(picture)))

    def put(self, picture: Pixels) -> ArtifactRef:
        """On the shelf."""
        return self.shelf.put_picture(picture)

    def reference(self, entity: Entity) -> Pixels:
        """(h, w, 3 or 4)."""
        if entity.id + entity.model_dump_json() not in self._references:
            place = entity.kind is EntityKind.PLACE
            size = (self.form.width, self.form.height) if place else (REFERENCE_PX, REFERENCE_PX)
            request = ReferenceRequest(entity=entity, width=size[0], height=size[1], seed=0)
            drawn = self.entities.shoot_reference(request, artifacts=self.shelf).pixels
            self._references[entity.id + entity.model_dump_json()] = drawn
        return self._references[entity.id + entity.model_dump_json()]

    @cached_property
    def _references(self) -> dict[str, Pixels]:
        return {}

    def seen(self, picture: Pixels) -> Seen:
        """As the judge reads it."""
        return self.judge.sight.seen(picture)

    @cached_property
    def eyes(self) -> dict[str, Embedder | SightEmbedder]:
        """Who compares pictures: the loop's own CLIP, and the judge's backbone."""
        return {"house CLIP": house_clip(), "judge": self.judge.eye}


def right(studio: Studio, scene: Scene, seen: Seen) -> dict[str, float | None]:
    """What the judge says of a take that it has seen: every one of the cast top 1 of all nouns (less the others of the
    cast), and the kind of place."""
    said = studio.judge.of(seen)
    names = [one.noun for one in scene.cast]
    ranks = [said.rank(noun, tuple(set(names) - {noun})) for noun in names]
    return {
        "entity right": float(np.mean([rank == 1 for rank in ranks])),
        "all of the cast right": float(all(rank == 1 for rank in ranks)),
        "place right": float(said.place == scene.kind),
    }


def cropped(studio: Studio, picture: Pixels, seen: Seen, noun: str) -> tuple[Pixels, float]:
    """Where the judge finds a noun in a picture that it has seen, and how sure it is of that."""
    box, sure = studio.judge.find(seen, noun)
    height, width = picture.shape[:2]
    left, top, right_, bottom = np.rint(box * [width, height, width, height]).astype(int)
    return np.ascontiguousarray(picture[top : max(bottom, top + 2), left : max(right_, left + 2)]), sure


def mean_of(found: Sequence[dict[str, float | None]]) -> dict[str, float | None]:
    """By name, over those that were measured."""
    names = list(dict.fromkeys(name for one in found for name in one))
    known = {name: [one[name] for one in found if one.get(name) is not None] for name in names}
    return {name: float(np.mean(values)) if values else None for name, values in known.items()}  # type: ignore[arg-type]
