"""The scorer that looks with an embedder: is everybody there, does everybody look like themselves, is it the place,
is it the event.

Owns which pieces of a picture are compared with what. What an embedder is, `tools/embedding` says; where figures may
be, `regions.py`. Staging only proposes where to look: every piece is compared with the references of all entities.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from videostudio.film.camera import CameraMove
from videostudio.film.identity import Identity
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.film.score import Score, ScoreSheet
from videostudio.film.staging import Box, Staging
from videostudio.tools import images
from videostudio.tools.embedding.port import Embedder
from videostudio.tools.scoring import places, regions
from videostudio.tools.scoring.checks import staging_of
from videostudio.tools.scoring.moments import Moment, moments
from videostudio.tools.scoring.probability import event_probability
from videostudio.tools.store.port import Artifacts

Vectors = NDArray[np.float32]
Pixels = NDArray[np.uint8]

CODE_VERSION = 1
MOMENTS = 2
"""Of a clip: its middle and its end. Its beginning is the scene image, which was measured already."""
SEARCHED = (-0.35, 0.0, 0.35)
"""Shares of its width by which a figure may have gone from where the camera would have left it."""
ELSEWHERE = 5
"""Places across the frame where a second copy is looked for."""
TEMPERATURE = 0.05
"""Of the softmax over events, until a calibration says better."""
USUAL_EVENTS = (
    "Nothing happens.", "A cat sleeps on a sofa.", "A man drives a car through the city.", "Children play football.",
    "A woman cooks soup in the kitchen.", "A bird flies over the sea.", "A dog runs in the park.",
    "A rocket flies into space.", "A king sits in his castle.", "A boy reads a book.", "Rain falls on the street.",
    "A fish swims under water.", "A robot works in a factory.", "A horse gallops over a meadow.",
)  # fmt: skip
"""What a scene is told from besides the film's other events."""


@dataclass(frozen=True)
class Look:
    """One picture with the boxes in which its entities may be, in px of the picture."""

    picture: Pixels
    boxes: Mapping[str, tuple[Box, ...]]
    elsewhere: tuple[Box, ...] = ()

    @property
    def every(self) -> list[Box]:
        """All boxes: those of the entities in their order, then those elsewhere."""
        return [*(box for boxes in self.boxes.values() for box in boxes), *self.elsewhere]


@dataclass
class ResemblanceScorer:
    """Scores in [-1, 1] unless said otherwise. References: `text_match`. Images and clips: `event`,
    `event_probability` ([0, 1]), `place`, `palette` ([0, 1]); about every entity `presence` (the piece most like its
    reference), `identity` (how much more that piece is like it than like anybody else), `extra` (another piece as
    like it). Films: `entity_match` about scenes, the lowest of its entities' likeness to their medoids."""

    embedder: Embedder
    _known: dict[str, Vectors] = field(default_factory=dict)
    """Vectors of references, by their sha256, and of texts: a film asks for the same ones again and again."""

    @property
    def identity(self) -> Identity:
        inner = self.embedder.identity
        return inner.model_copy(
            update={
                "backend": "resemblance",
                "code_version": CODE_VERSION,
                "model": f"{inner.backend} {inner.model}".strip(),
            }
        )

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """All scores that `request` allows. Raises CorruptArtifact, ScorerError."""
        match request.subject:
            case Subject.REFERENCE:
                found = self._reference(request, artifacts)
            case Subject.FILM:
                found = self._film(request, artifacts)
            case _:
                found = self._scene(request, artifacts)
        return ScoreSheet(scores=tuple(found))

    def _reference(self, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Score]:
        if not request.cast:
            return
        name = request.cast[0].entity.name
        picture = self._of(request.items[0].artifact.sha256, images.decode(artifacts.read(request.items[0].artifact)))
        value = float(picture @ self.embedder.embed_texts([f"a {name}"])[0])
        yield self._score("text_match", value, "cosine", f"the picture is {value:.2f} like the words 'a {name}'")

    def _scene(self, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Score]:
        looks = self._looks(request, artifacts)
        if not looks:
            return
        pieces = [regions.cut(look.picture, box) for look in looks for box in look.every]
        vectors = self.embedder.embed_images([*(look.picture for look in looks), *pieces])
        whole, rest = vectors[: len(looks)], vectors[len(looks) :]
        yield from self._event(request, whole)
        yield from self._place(request, looks, whole, artifacts)
        own = self._references((*request.cast, *request.others), artifacts)
        for member in request.cast:
            if member.entity.id in own:
                yield from self._entity(member, looks, rest, own)

    def _looks(self, request: ScoreRequest, artifacts: Artifacts) -> list[Look]:
        item = request.items[0]
        staging = staging_of(item, artifacts)
        if request.subject is Subject.IMAGE:
            shown: tuple[Moment, ...] = (
                Moment(0, np.ascontiguousarray(images.decode(artifacts.read(item.artifact))[..., :3])),
            )
        else:
            shown = moments(artifacts.path(item.artifact), count=MOMENTS, frames=request.frames)
        return [_look(moment, staging, request) for moment in shown]

    def _event(self, request: ScoreRequest, whole: Vectors) -> Iterator[Score]:
        if not request.event:
            return
        others = [text for text in (*request.distractors, *USUAL_EVENTS) if text != request.event]
        texts = self._texts((request.event, *others))
        value = float((whole @ texts[0]).mean())
        yield self._score("event", value, "cosine", f"the frames are {value:.2f} like '{request.event}'")
        share = event_probability(whole, texts[0], texts[1:], temperature=TEMPERATURE)
        told = f"among {len(others)} other events this one has {share or 0:.0%}"
        yield self._score("event_probability", share, "share", told)

    def _place(
        self, request: ScoreRequest, looks: Sequence[Look], whole: Vectors, artifacts: Artifacts
    ) -> Iterator[Score]:
        place = request.place
        if place is None or place.reference is None:
            return
        name, picture = place.entity.name, images.decode(artifacts.read(place.reference))
        value = float((whole @ self._of(place.reference.sha256, picture)).mean())
        yield self._score(
            "place", value, "cosine", f"the frames are {value:.2f} like the picture of '{name}'", place.entity.id
        )
        colours = places.palette([np.ascontiguousarray(picture[..., :3])])
        alike = [
            places.likeness(places.palette([look.picture], _first(look.boxes), look.picture.shape[1]), colours)
            for look in looks
        ]
        told = f"the background's colours are {min(alike):.2f} like those of the picture of '{name}'"
        yield self._score("palette", min(alike), "likeness", told, place.entity.id)

    def _entity(
        self, member: CastMember, looks: Sequence[Look], rest: Vectors, own: Mapping[str, Vectors]
    ) -> Iterator[Score]:
        about, name = member.entity.id, member.entity.name
        rivals = [other for other in own if other != about]
        presence, margins, doubles = [], [], []
        begin = 0
        for look in looks:
            pieces = rest[begin : begin + len(look.every)]
            begin += len(look.every)
            mine = _rows(look, about)
            alike = pieces @ own[about]
            candidates = mine or list(range(len(pieces)))
            best = max(candidates, key=lambda index: float(alike[index]))
            presence.append(float(alike[best]))
            nearest = max((float(pieces[best] @ own[other]) for other in rivals), default=-1.0)
            margins.append(float(alike[best]) - nearest)
            far = [index for index, box in enumerate(look.every) if regions.apart(box, [look.every[best]])]
            doubles.append(max((float(alike[index]) for index in far), default=-1.0))
        told = f"the piece most like '{name}' is {min(presence):.2f} like its reference"
        yield self._score("presence", min(presence), "cosine", told, about)
        if rivals:
            told = f"that piece is {min(margins):+.2f} more like '{name}' than like anybody else of the film"
            yield self._score("identity", min(margins), "cosine", told, about)
        told = f"another piece is {max(doubles):.2f} like the reference of '{name}'"
        yield self._score("extra", max(doubles), "cosine", told, about)

    def _film(self, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Score]:
        crops: dict[str, dict[str, Vectors]] = {}
        for item in request.items:
            for entity, vector in self._crops(item, artifacts).items():
                crops.setdefault(entity, {})[item.id] = vector
        apart: dict[str, list[tuple[float, str]]] = {item.id: [] for item in request.items}
        for entity, by_scene in crops.items():
            if len(by_scene) < LEAST_COMPANY:
                continue
            table = np.stack(list(by_scene.values()))
            alike = table @ table.T
            middle = int(np.argmax(alike.sum(1).round(6)))
            for scene, value in zip(by_scene, alike[middle], strict=True):
                apart[scene].append((float(value), entity))
        for scene, values in apart.items():
            if not values:
                told = f"could not be measured: no entity of this scene is seen in {LEAST_COMPANY} scenes"
                yield self._score("entity_match", None, "cosine", told, scene)
                continue
            value, entity = min(values)
            told = f"'{entity}' is {value:.2f} like in the scene where it looks most as in all others"
            yield self._score("entity_match", value, "cosine", told, scene)

    def _crops(self, item: ScoreItem, artifacts: Artifacts) -> dict[str, Vectors]:
        staging = staging_of(item, artifacts)
        shown = moments(artifacts.path(item.artifact), count=1, frames=1)
        if staging is None or not shown:
            return {}
        picture = shown[0].picture
        factor = picture.shape[1] / staging.width
        pieces = [regions.cut(picture, regions.scaled(p.box, factor)) for p in staging.placements]
        if not pieces:
            return {}
        vectors = self.embedder.embed_images(pieces)
        return {placement.entity_id: row for placement, row in zip(staging.placements, vectors, strict=True)}

    def _references(self, members: Sequence[CastMember], artifacts: Artifacts) -> dict[str, Vectors]:
        return {
            member.entity.id: self._of(member.reference.sha256, images.decode(artifacts.read(member.reference)))
            for member in members
            if member.reference is not None
        }

    def _of(self, sha256: str, picture: Pixels) -> Vectors:
        """A reference's vector, looked at once."""
        if sha256 not in self._known:
            self._known[sha256] = self.embedder.embed_images([picture])[0]
        return self._known[sha256]

    def _texts(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._known:
                self._known[text] = self.embedder.embed_texts([text])[0]
        return np.stack([self._known[text] for text in texts])

    def _score(self, name: str, value: float | None, unit: str, told: str, about: str = "") -> Score:
        by = f"{self.identity} {self.identity.revision}".strip()
        return Score(name=name, value=value, unit=unit, explanation=told, by=by, about=about)


LEAST_COMPANY = 3
"""Scenes with an entity from which one can be told to be the odd one out."""


def _look(moment: Moment, staging: Staging | None, request: ScoreRequest) -> Look:
    height, width = moment.picture.shape[:2]
    if staging is None:
        return Look(moment.picture, {}, tuple(_grid(width, height)))
    factor, camera, fps = width / staging.width, request.camera or CameraMove(), request.fps or 24
    boxes = {}
    for placement in staging.placements:
        box = regions.scaled(placement.box, factor)
        if moment.at:
            box = regions.moved(box, camera, moment.at, width=width, height=height, fps=fps)
            boxes[placement.entity_id] = tuple(regions.beside(box, SEARCHED))
        else:
            boxes[placement.entity_id] = (box,)
    return Look(moment.picture, boxes, tuple(_elsewhere(boxes, width)))


def _elsewhere(boxes: Mapping[str, tuple[Box, ...]], width: int) -> Iterator[Box]:
    """Squares across the frame at the height and of the size of the first figure, where nobody is staged."""
    taken = [box for own in boxes.values() for box in own]
    if not taken:
        return
    model = taken[0]
    for middle in np.linspace(0.1, 0.9, ELSEWHERE) * width:
        box = model.model_copy(update={"left": round(middle - model.width / 2)})
        if regions.apart(box, taken):
            yield box


def _grid(width: int, height: int) -> Iterator[Box]:
    """Where to look when nobody says: squares of two sizes over the lower two thirds."""
    for share in (0.45, 0.7):
        side = round(share * height)
        for middle in np.linspace(side / 2, width - side / 2, 5):
            yield Box(left=round(middle - side / 2), top=round(0.9 * height - side), width=side, height=side)


def _opaque(picture: Pixels) -> Pixels:
    return np.ascontiguousarray(picture[..., :3])


def _first(boxes: Mapping[str, tuple[Box, ...]]) -> list[Box]:
    return [own[len(own) // 2] for own in boxes.values()]


def _rows(look: Look, entity: str) -> list[int]:
    """Which of a look's boxes are those of one entity."""
    begin = 0
    for other, boxes in look.boxes.items():
        if other == entity:
            return list(range(begin, begin + len(boxes)))
        begin += len(boxes)
    return []
