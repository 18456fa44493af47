"""The scorer that looks with an embedder: is everybody there, does everybody look like themselves, is it the place,
is it the event.

Owns which pictures are looked at, and what scores come of it. Where in them to look, a locator says; what a piece is
like, `figures.py`; what an embedder is, `tools/embedding`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import EntityId, EntityKind
from videostudio.film.fingerprint import digest
from videostudio.film.identity import Identity
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.film.score import Frames, Score, ScoreSheet
from videostudio.film.staging import Box
from videostudio.tools.embedding.port import Embedder, Vectors
from videostudio.tools.scoring import across, daylight, places
from videostudio.tools.scoring.backdrops import Backdrop, backdrop
from videostudio.tools.scoring.consistency import frame_consistency
from videostudio.tools.scoring.daylight import Ground
from videostudio.tools.scoring.figures import Piece, Portrait, Sighting, Vector, sighting, worth_a_look
from videostudio.tools.scoring.grounds import ground
from videostudio.tools.scoring.locating.port import Locator, Sight
from videostudio.tools.scoring.locating.staged import StagingLocator
from videostudio.tools.scoring.portraits import Portraits
from videostudio.tools.scoring.probability import event_probability
from videostudio.tools.scoring.segmenting.choice import best_segmenter
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.tools.scoring.sights import frame_of, sights_of
from videostudio.tools.scoring.vectors import neighbour_cosines
from videostudio.tools.scoring.whereabouts import Whereabouts
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 8
MOMENTS = 3
"""Of a clip: its first, its middle and its last keyframe. In the first everybody was looked for already: it is the
scene image. The others are searched together: who is hidden in one of them is not missing."""
SEEN_TWICE = 0.75
"""Share of the best piece's likeness that another's is held against: a copy is as like as the original, but where the
original is badly seen any other piece is as like."""
SET_FORM = 0.3
"""Share of the vector in a place's likeness; the others are the colours'. Sets whose colours are alike, as those of two
places in the snow, are told by the one, sets that are built alike by the other."""
TEMPERATURE = 0.05
"""Of the softmax over events. What comes of it ranks takes; a calibration makes a probability of it (`platt.py`)."""
USUAL_EVENTS = (
    "Nothing happens.", "A cat sleeps on a sofa.", "A man drives a car through the city.", "Children play football.",
    "A woman cooks soup in the kitchen.", "A bird flies over the sea.", "A dog runs in the park.",
    "A rocket flies into space.", "A king sits in his castle.", "A boy reads a book.", "Rain falls on the street.",
    "A fish swims under water.", "A robot works in a factory.", "A horse gallops over a meadow.",
)  # fmt: skip
"""What a scene is told from besides the film's other events."""


@dataclass(frozen=True)
class ResemblanceScorer:
    """References: `text_match` ([-1, 1]). Images and clips: `event`, `place` ([-1, 1]), `event_probability`, `palette`
    ([0, 1]); about every entity `presence` (how like its reference the likest piece is, [-1, 1]; of images also where
    that is), `identity` (how much liker than to anybody else's reference), `extra` (how near another piece of that
    frame comes to it). Clips: `frame_consistency` (how like each of its moments is to the next, [-1, 1]). Films:
    `entity_match` about scenes and each of their entities, its likeness to its medoid; who should be there and was not
    found is told, and not counted."""

    embedder: Embedder
    locator: Locator = field(default_factory=StagingLocator)
    segmenter: Segmenter = field(default_factory=best_segmenter)
    _texts: dict[str, Vector] = field(default_factory=dict)
    """Vectors of events: a film asks for the same ones again and again."""
    _palettes: dict[str, places.Palette] = field(default_factory=dict)
    """Of places' references, by their sha256."""

    @property
    def identity(self) -> Identity:
        """The embedder's, with what else decides."""
        inner = self.embedder.identity
        looks = {"locator": _name(self.locator.identity), "segmenter": _name(self.segmenter.identity)}
        return inner.model_copy(
            update={
                "backend": "resemblance",
                "code_version": CODE_VERSION,
                "model": f"{inner.backend} {inner.model}".strip(),
                "switches": {**inner.switches, **looks},
            }
        )

    @cached_property
    def signed(self) -> str:
        """Code, weights, and the start of the digest of what is switched: who locates and segments decides too."""
        told = self.identity
        return f"{told} {told.revision}.{digest(told.switches)[:6]}"

    @cached_property
    def _portraits(self) -> Portraits:
        return Portraits(self.embedder, self.segmenter)

    @cached_property
    def _where(self) -> Whereabouts:
        return Whereabouts(self.embedder, self.locator)

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
        entity, drawn = request.cast[0].entity, request.items[0].artifact
        is_place = entity.kind is EntityKind.PLACE
        picture = (self._portraits.of_place if is_place else self._portraits.of_figure)(drawn, artifacts)
        value = float(picture.vector @ self.embedder.embed_texts([f"a {entity.name}"])[0])
        told = f"the picture is {value:.2f} like the words 'a {entity.name}'"
        told += picture.degraded and f"; {picture.degraded}"
        yield self._score("text_match", value, "cosine", told)

    def _scene(self, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Score]:
        sights = sights_of(request, request.items[0], artifacts, count=MOMENTS)
        if not sights:
            return
        portraits = self._cast((*request.cast, *request.others), artifacts)
        wanted = {one.entity.id: portraits[one.entity.id] for one in request.cast if one.entity.id in portraits}
        searched = sights[1:] or sights
        named = [member.entity for member in request.cast]
        cuts = worth_a_look([cut for sight in searched for cut in self._where.cuts(sight, named)], wanted)
        vectors = self.embedder.embed_images([*(sight.picture for sight in sights), *(cut.picture for cut in cuts)])
        whole, rest = vectors[: len(sights)], vectors[len(sights) :]
        pieces = [Piece(cut, vector) for cut, vector in zip(cuts, rest, strict=True)]
        seen = {entity: sighting(entity, pieces, portraits) for entity in wanted} if pieces else {}
        yield from self._frames(sights, whole)
        yield from self._event(request, whole)
        yield from self._place(request, searched, seen, artifacts)
        for member in request.cast:
            if member.entity.id in wanted:
                found = seen.get(member.entity.id)
                yield from self._entity(request, member, found, wanted[member.entity.id])

    def _frames(self, sights: Sequence[Sight], whole: Vectors) -> Iterator[Score]:
        """Frame Consistency over the moments that are looked at anyway: all frames would take as long as filming."""
        if len(sights) < 2:
            return
        value, apart = frame_consistency(whole), (sights[-1].at - sights[0].at) / (len(sights) - 1)
        told = f"{len(sights)} frames, about {apart:.0f} apart, are each {value:.2f} like the next"
        least = int(np.argmin(neighbour_cosines(whole)))
        yield self._score("frame_consistency", value, "cosine", told, frames=(sights[least].at, sights[least + 1].at))

    def _event(self, request: ScoreRequest, whole: Vectors) -> Iterator[Score]:
        if not request.event:
            return
        others = [text for text in (*request.distractors, *USUAL_EVENTS) if text != request.event]
        texts = self._read((request.event, *others))
        value = float((whole @ texts[0]).mean())
        yield self._score("event", value, "cosine", f"the frames are {value:.2f} like '{request.event}'")
        share = event_probability(whole, texts[0], texts[1:], temperature=TEMPERATURE)
        told = f"among {len(others)} other events this one has {share or 0:.0%}"
        yield self._score("event_probability", share, "share", told)

    def _place(
        self,
        request: ScoreRequest,
        sights: Sequence[Sight],
        seen: Mapping[EntityId, Sighting],
        artifacts: Artifacts,
    ) -> Iterator[Score]:
        place = request.place
        if place is None or place.reference is None:
            return
        name, about = place.entity.name, place.entity.id
        known = ground(place.reference, artifacts)
        sets = [backdrop(sight.picture, _figures(sight, seen), known) for sight in sights]
        alike = [shot.colours(self._palette(place.reference, known)) for shot in sets]
        form = self._form(sets[0], known, self._portraits.of_place(place.reference, artifacts))
        told = f"behind the figures it is {form:.2f} like the picture of '{name}', or like the same view of it, "
        told += f"in colours {alike[0]:.2f}"
        seen_at = [frame_of(request, sight) for sight in sights]
        likeness = SET_FORM * form + (1 - SET_FORM) * alike[0]
        yield self._score("place", likeness, "likeness", told, about, frames=seen_at[0])
        least = min(range(len(alike)), key=alike.__getitem__)
        told = f"the background's colours are {alike[least]:.2f} like those of the picture of '{name}'"
        yield self._score("palette", alike[least], "likeness", told, about, frames=seen_at[least])

    def _form(self, shot: Backdrop, known: Ground, portrait: Portrait) -> float:
        """How like the same view, or like all of the reference, the set without its figures is."""
        emptied = [shot.emptied(shot.view), shot.emptied(daylight.as_large(known.picture, shot.picture))]
        *found, wanted = self.embedder.embed_images([*emptied, shot.view])
        return max(float(found[0] @ wanted), float(found[1] @ portrait.vector))

    def _palette(self, reference: ArtifactRef, known: Ground) -> places.Palette:
        if reference.sha256 not in self._palettes:
            self._palettes[reference.sha256] = places.palette([known.picture])
        return self._palettes[reference.sha256]

    def _entity(
        self, request: ScoreRequest, member: CastMember, seen: Sighting | None, portrait: Portrait
    ) -> Iterator[Score]:
        about, name, why = member.entity.id, member.entity.name, portrait.degraded and f"; {portrait.degraded}"
        if seen is None:
            yield self._score("presence", None, "likeness", "could not be measured: nowhere to look", about)
            return
        told = f"the piece most like '{name}' is {seen.likeness:.2f} like its reference{why}"
        at, subject = seen.best.cut.at, request.subject
        frames = (at, at) if subject is Subject.CLIP else None
        where = seen.best.cut.region.box if subject is Subject.IMAGE else None
        yield self._score("presence", seen.likeness, "likeness", told, about).model_copy(update={"where": where})
        if seen.rival is not None:
            margin = seen.likeness - seen.rival
            told = f"that piece is {margin:+.2f} more like '{name}' than like anybody else of the film{why}"
            yield self._score("identity", margin, "likeness", told, about, frames=frames)
        if seen.second is None:
            return
        told = f"another piece is {seen.second:.2f} like the reference of '{name}'{why}"
        yield self._score("extra", seen.second - SEEN_TWICE * seen.likeness, "likeness", told, about, frames=frames)

    def _film(self, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Score]:
        portraits = self._cast(request.cast, artifacts)
        looks: dict[EntityId, dict[str, tuple[Vector, float]]] = {}
        missed: dict[str, list[EntityId]] = {}
        for item in request.items:
            wanted = [one.entity for one in request.cast if one.entity.id in item.cast]
            for sight in sights_of(request, item, artifacts, count=1):
                found = self._where.find(sight, wanted, portraits, self._empty(item, request, artifacts))
                for entity, look in found.items():
                    looks.setdefault(entity, {})[item.id] = look.vector, look.share
                missed[item.id] = [one.id for one in wanted if one.id not in found]
        matches = {entity: across.match(by_scene) for entity, by_scene in looks.items()}
        for item in request.items:
            values = {entity: match[item.id] for entity, match in matches.items() if item.id in match}
            lost = missed.get(item.id, ())
            rest = f"; not found here: {', '.join(lost)}" if lost else ""
            if not values:
                told = f"could not be measured: no entity of this scene is known in {across.LEAST_COMPANY} scenes"
                yield self._score("entity_match", None, "likeness", told + rest, item.id)
            for entity, value in sorted(values.items()):
                told = f"'{entity}' is {value:.2f} like in the scene where it looks most as in all others"
                yield self._score("entity_match", value, "likeness", told + rest, item.id, entity=entity)

    def _empty(self, item: ScoreItem, request: ScoreRequest, artifacts: Artifacts) -> Sight | None:
        """The picture of an item's place, in which nobody is; None where nobody gave one, or a staging says it all."""
        place = next((one.reference for one in request.places if one.entity.id == item.place), None)
        return Sight(ground(place, artifacts).picture) if place is not None and item.staging is None else None

    def _cast(self, members: Sequence[CastMember], artifacts: Artifacts) -> dict[EntityId, Portrait]:
        return {
            member.entity.id: self._portraits.of_figure(member.reference, artifacts)
            for member in members
            if member.reference is not None
        }

    def _read(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._texts:
                self._texts[text] = self.embedder.embed_texts([text])[0]
        return np.stack([self._texts[text] for text in texts])

    def _score(
        self,
        name: str,
        value: float | None,
        unit: str,
        told: str,
        about: str = "",
        *,
        entity: str = "",
        frames: Frames | None = None,
    ) -> Score:
        return Score(
            name=name,
            value=value,
            unit=unit,
            explanation=told,
            by=self.signed,
            about=about,
            entity=entity,
            frames=frames,
        )


def _figures(sight: Sight, seen: Mapping[EntityId, Sighting]) -> list[Box]:
    """Where figures hide the set: where they are staged, or else where they were found."""
    found = [one.best.cut.region.box for one in seen.values() if one.best.cut.at == sight.at]
    return [sight.now(one.where) for one in sight.placed] or found


def _name(identity: Identity) -> str:
    """All that an identity says, in one line."""
    told = (str(identity), identity.model, identity.revision, *(f"{k}={v}" for k, v in identity.switches.items()))
    return " ".join(part for part in told if part)
