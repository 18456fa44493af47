"""The animatic's entity imager: people drawn by the house, artwork for all else, or the user's own picture."""

from dataclasses import dataclass

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.animatic.art import ArtPack, note_of, portrait
from videostudio.generators.animatic.art.cutout import cover, cut_out, fit, shrunk
from videostudio.generators.animatic.identity import capabilities_of, identity_of
from videostudio.generators.animatic.rigging import picture_of_creature, picture_of_person, picture_of_thing
from videostudio.generators.animatic.rigs.person.reading import told_of
from videostudio.generators.ports import Picture
from videostudio.tools.images import decode
from videostudio.tools.store.port import Artifacts

OVERSIZE = 3
"""A user's picture is worked on at up to this many times the size asked for: its subject may be small."""

COUNTS = ("count ", "number ")
"""How the looks begin that a picture of several shows."""


@dataclass(frozen=True)
class AnimaticEntityImager:
    """Draws any entity with one pack, at once and without a model. The same request gives the same pixels."""

    pack: ArtPack

    @property
    def identity(self) -> Identity:
        return identity_of(self.pack)

    @property
    def capabilities(self) -> Capabilities:
        return capabilities_of(self.pack)

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """(height, width, 4) RGBA with straight alpha: the figure trimmed and fitted with a small margin,
        standing on the lower edge; side views look to the right, a user's own picture is never turned. A
        user's picture of a place is (height, width, 3) RGB, cropped to fill the size.
        Raises ReferenceError_ for a picture that cannot be used."""
        if request.entity.own_image is not None:
            return _own_picture(request, request.entity.own_image, artifacts)
        person = picture_of_person(request.entity, request.width, request.height)
        if person is not None:
            return Picture(pixels=person, notes=told_of(request.entity))
        thing = picture_of_thing(request.entity, request.width, request.height)
        if thing is not None:
            return Picture(pixels=thing)
        drawn = portrait(request.entity, request.width, request.height, request.seed, self.pack)
        herd = picture_of_creature(request.entity, request.width, request.height, self.pack)
        undrawn = [text for text in drawn.undrawn if herd is None or not text.startswith(COUNTS)]
        unshown = f"the picture of '{request.entity.name}' does not show: {'; '.join(undrawn)}"
        return Picture(
            pixels=drawn.pixels.copy() if herd is None else herd,
            notes=(note_of(self.pack), *drawn.match.notes, *((unshown,) if undrawn else ())),
            degraded=drawn.match.degraded,
        )


def _own_picture(request: ReferenceRequest, image: ArtifactRef, artifacts: Artifacts) -> Picture:
    pixels = shrunk(decode(artifacts.read(image)), OVERSIZE * max(request.width, request.height))
    if request.entity.kind is EntityKind.PLACE:
        return Picture(pixels=cover(pixels, request.width, request.height))
    cut = cut_out(pixels)
    advice = "give a PNG with a see-through background for a clean one"
    told = f"your picture of '{request.entity.name}': {cut.rough}; {advice}"
    return Picture(
        pixels=fit(cut.pixels, request.width, request.height),
        degraded=(told,) if cut.rough else (),
    )
