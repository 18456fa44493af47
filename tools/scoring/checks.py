"""The scorer that needs no model: is it a picture, is it as long and large as asked, does it move, did the
camera do what the script says, does a scene look like the other scenes at its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import ReferenceError_
from videostudio.film.identity import Identity
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.film.score import Score, ScoreSheet
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import filmed, looks, places
from videostudio.tools.scoring.across import LEAST_COMPANY
from videostudio.tools.scoring.copies import Small, copy_likeness, small
from videostudio.tools.scoring.filmed import Named
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.scoring.reading import read_clip, read_stills
from videostudio.tools.scoring.sights import staging_of
from videostudio.tools.store.port import Artifacts

IDENTITY = Identity(backend="checks", code_version=8)


@dataclass(frozen=True)
class ChecksScorer:
    """Scores with their units, all from pixels:

    references and images: `decodable`, `size_matches` (0 or 1), `contrast` (levels, [0, 127.5]); references
    also `coverage` (share of opaque pixels), images `copy` (likeness to a pasted reference, [0, 1]). Clips: see
    `filmed.py`. Films: `place_match` about every scene, in [0, 1], the likeness of its background's colours to those
    of the place's most typical scene.
    """

    _known: dict[str, Small] = field(default_factory=dict)
    """References by their sha256, small: a film asks for the same ones again and again."""

    @property
    def identity(self) -> Identity:
        return IDENTITY

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """All scores that `request` allows; what cannot be measured has value None. Raises CorruptArtifact."""
        if request.subject is Subject.FILM:
            return ScoreSheet(scores=tuple(_film(request, artifacts)))
        item = request.items[0]
        if request.subject is Subject.CLIP:
            clip = read_clip(artifacts.path(item.artifact))
            named = filmed.scores(clip, request, staging_of(item, artifacts))
        else:
            named = self._still(request, artifacts)
        return ScoreSheet(scores=tuple(Score(**one._asdict(), by=str(IDENTITY)) for one in named))

    def _still(self, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Named]:
        try:
            pixels = picture(request.items[0].artifact, artifacts)
        except ReferenceError_ as error:
            yield Named("decodable", 0.0, "yes/no", str(error))
            return
        height, width = pixels.shape[:2]
        yield Named("decodable", 1.0, "yes/no", f"a picture of {width} x {height} px")
        if request.width and request.height:
            yield filmed.size_matches(width, height, request.width, request.height)
        if request.subject is Subject.IMAGE:
            yield filmed.contrast_score(looks.contrast(looks.luma(pixels)))
            yield from self._copy(pixels, request, artifacts)
            return
        yield filmed.contrast_score(looks.reference_contrast(pixels))
        covered = looks.coverage(pixels)
        yield Named("coverage", covered, "share", f"{covered:.1%} of the picture is opaque")

    def _copy(self, pixels: Pixels, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Named]:
        """A scene without a cast may be nothing but its place."""
        members: tuple[CastMember, ...] = (*request.cast, *filter(None, [request.place])) if request.cast else ()
        known = [(self._small(one.reference, artifacts), one.entity.name) for one in members if one.reference]
        if not known:
            return
        own = small(pixels)
        value, name = max((copy_likeness(own, reference), name) for reference, name in known)
        yield Named("copy", value, "likeness", f"what is least like '{name}', pasted, is {value:.2f} like it")

    def _small(self, ref: ArtifactRef, artifacts: Artifacts) -> Small:
        if ref.sha256 not in self._known:
            self._known[ref.sha256] = small(picture(ref, artifacts))
        return self._known[ref.sha256]


def _film(request: ScoreRequest, artifacts: Artifacts) -> Iterator[Score]:
    by_place: dict[str, list[ScoreItem]] = {}
    for item in request.items:
        by_place.setdefault(item.place or "", []).append(item)
    for place, items in by_place.items():
        yield from _place(place, items, artifacts)


def _place(place: str, items: list[ScoreItem], artifacts: Artifacts) -> Iterator[Score]:
    seen = {item.id: stills for item in items if (stills := read_stills(artifacts.path(item.artifact)))}
    if not place or len(seen) < LEAST_COMPANY:
        why = (
            ""
            if not place
            else f": {len(seen)} of the film's scenes can be seen at '{place}', it takes {LEAST_COMPANY}"
        )
        for item in items:
            yield _score("place_match", None, "likeness", f"could not be measured{why}", item.id)
        return
    readable = [item for item in items if item.id in seen]
    values = places.match([_palette(item, seen[item.id], artifacts) for item in readable])
    for item, value in zip(readable, values, strict=True):
        told = f"colours are {value:.2f} like those of the most typical of {len(values)} scenes at '{place}'"
        yield _score("place_match", value, "likeness", told, item.id)
    for item in items:
        if item.id not in seen:
            yield _score("place_match", None, "likeness", "could not be measured: no frame decodes", item.id)


def _palette(item: ScoreItem, stills: tuple[Pixels, ...], artifacts: Artifacts) -> places.Palette:
    staging = staging_of(item, artifacts)
    if staging is None:
        return places.palette(stills)
    return places.palette(stills, [placement.box for placement in staging.placements], staging.width)


def _score(name: str, value: float | None, unit: str, explanation: str, about: str) -> Score:
    return Score(name=name, value=value, unit=unit, explanation=explanation, by=str(IDENTITY), about=about)
