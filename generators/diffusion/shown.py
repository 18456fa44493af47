"""References for models that look at pictures themselves: whole, in a fixed order, no more than they can take."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from videostudio.film.entity import EntityId
from videostudio.film.requests import CastMember, SceneImageRequest
from videostudio.tools.images import Pixels, decode
from videostudio.tools.store.port import Artifacts

GROUND = 255
"""What a figure that was cut out stands on."""


@dataclass(frozen=True)
class Shown:
    """`image` is RGB."""

    member: CastMember
    image: Image.Image


def chosen_of(request: SceneImageRequest, most: int) -> tuple[CastMember, ...]:
    """At most `most` references: the place's, then those of the cast in its order, whoever must not be missed first.
    Those that are not to bind at all are left out. The order is always the same, since models read it: figures first,
    the place last."""
    bindings = {binding.entity_id: binding.scale_milli for binding in request.bindings}
    rank = {entity_id: at for at, entity_id in enumerate(request.emphasis)}
    cast = sorted(request.cast, key=lambda member: rank.get(member.entity.id, len(rank)))
    wanted = [
        member
        for member in (request.place, *cast)
        if member.reference is not None and bindings.get(member.entity.id, request.reference_scale_milli) > 0
    ]
    chosen = wanted[:most]
    return tuple(sorted(chosen, key=lambda member: member is request.place))


def shown_of(request: SceneImageRequest, artifacts: Artifacts, most: int) -> tuple[Shown, ...]:
    """The references of `chosen_of`. Raises ReferenceError_ for a picture that cannot be read."""
    return tuple(Shown(member, seen(member, artifacts)) for member in chosen_of(request, most))


def seen(member: CastMember, artifacts: Artifacts) -> Image.Image:
    """Its reference in RGB; what is transparent is white."""
    assert member.reference is not None, "only members with a reference are shown"
    return opaque(decode(artifacts.read(member.reference)))


def opaque(picture: Pixels) -> Image.Image:
    """(H, W, 3) or (H, W, 4) -> RGB on white."""
    if picture.shape[2] == 3:
        return Image.fromarray(picture)
    alpha = picture[..., 3:].astype(np.uint16)
    mixed = (picture[..., :3] * alpha + GROUND * (255 - alpha) + 127) // 255
    return Image.fromarray(mixed.astype(np.uint8))


def left_out(request: SceneImageRequest, shown: Sequence[Shown]) -> tuple[str, ...]:
    """Names of those whose reference found no place among what the model can look at."""
    there: set[EntityId] = {each.member.entity.id for each in shown}
    bindings = {binding.entity_id: binding.scale_milli for binding in request.bindings}
    return tuple(
        member.entity.name
        for member in (*request.cast, request.place)
        if member.reference is not None
        and bindings.get(member.entity.id, request.reference_scale_milli) > 0
        and member.entity.id not in there
    )
