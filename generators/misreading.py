"""How a model misreads a request when a fault lies in the picture: whom it draws, where, and who stands where.

The scene image and every clip filmed from it are misread in the same way, so that image, staging and clip agree;
only the request names whom they should show. References of what is drawn instead come from the entity imager.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

import cv2
import numpy as np

from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.film.staging import Staging
from videostudio.generators import restage, stand_ins
from videostudio.generators.faults import FaultKind, FaultPlan
from videostudio.generators.overlay import Overlay
from videostudio.generators.ports import EntityImager
from videostudio.generators.spoil import turn_rgb
from videostudio.tools.images import Pixels, decode

REFERENCE_PX = 512
"""Size of a reference that nobody has asked for."""
RECOLOURED_LAB = 25.0
"""Distance in CIELAB's a and b from which two colours are clearly different."""
RECOLOURED_SHARE = 0.12
"""Share of a figure that has to be of another colour; the clothes of some people are not much more."""
ENOUGH = 0.4
"""Share that nobody can overlook."""
SAME_SHAPE = 0.02
"""Share of a picture in which two outlines may differ and be one."""
COMPARED = 96
"""Px across which references are compared."""


@dataclass(frozen=True)
class Misreading:
    """What the model takes the request for. With `restage` it stages everyone soundly, believes that, and shows
    something else; `cast` is then whom it shows. `twice` and `cut` say the same to a model without a staging."""

    cast: tuple[CastMember, ...]
    place: CastMember
    restage: Callable[[Staging], Staging] | None = None
    twice: CastMember | None = None
    cut: bool = False


@dataclass(frozen=True)
class Misreader:
    """Misreads requests as `plan` says."""

    plan: FaultPlan
    imager: EntityImager

    def misread(
        self, fault: FaultKind, request: SceneImageRequest | ClipRequest, attempt: int, artifacts: Overlay
    ) -> Misreading:
        """The misreading of a request whose picture is of `attempt`. Faults in the cast need somebody to strike:
        without, all is as it should be."""
        sound = Misreading(request.cast, request.place)
        how = self.plan.choice("how", request.scene_id, attempt)
        if fault is FaultKind.WRONG_PLACE:
            return replace(sound, place=self._drawn(request.place, stand_ins.other_place, how, artifacts))
        if fault is FaultKind.WRONG_TIME:
            return replace(sound, place=self._drawn(request.place, stand_ins.other_time, how, artifacts))
        member = self.plan.struck(fault, request.cast, request.scene_id, attempt)
        if member is None:
            return sound
        return self._in_cast(fault, sound, member, how, request.camera, artifacts)

    def _in_cast(
        self, fault: FaultKind, sound: Misreading, member: CastMember, how: int, camera: CameraMove, artifacts: Overlay
    ) -> Misreading:
        entity_id = member.entity.id
        match fault:
            case FaultKind.MISSING:
                cast = tuple(other for other in sound.cast if other is not member)
                return replace(sound, cast=cast, restage=lambda staging: staging)
            case FaultKind.DOUBLED:
                return replace(sound, restage=lambda staging: restage.doubled(staging, entity_id), twice=member)
            case FaultKind.CROPPED:
                return replace(sound, restage=lambda staging: restage.cropped(staging, entity_id, camera), cut=True)
            case FaultKind.RECOLOURED:
                other = self._recoloured(member, how, artifacts)
            case _:
                names = tuple(one.entity for one in sound.cast)
                alike = fault is FaultKind.SWAPPED_KIND
                entity = stand_ins.stand_in(member.entity, names, how, self.plan.others, alike=alike)
                other = self._with_reference(entity, member, artifacts)
        return replace(sound, cast=tuple(other if one is member else one for one in sound.cast))

    def _drawn(
        self, member: CastMember, change: Callable[[Entity, int], Entity], seed: int, artifacts: Overlay
    ) -> CastMember:
        return self._with_reference(change(member.entity, seed), member, artifacts)

    def _with_reference(self, entity: Entity, like: CastMember, artifacts: Overlay) -> CastMember:
        """The entity with a reference of its own, if `like` has one."""
        if like.reference is None:
            return CastMember(entity=entity)
        return CastMember(entity=entity, reference=artifacts.put_picture(self._picture(entity, like, artifacts)))

    def _picture(self, entity: Entity, like: CastMember, artifacts: Overlay) -> Pixels:
        ref = like.reference
        width, height = (ref.width, ref.height) if ref else (None, None)
        request = ReferenceRequest(
            entity=entity,
            width=width or REFERENCE_PX,
            height=height or REFERENCE_PX,
            seed=self.plan.seed,
        )
        return self.imager.shoot_reference(request, artifacts=artifacts).pixels

    def _recoloured(self, member: CastMember, seed: int, artifacts: Overlay) -> CastMember:
        """The member in another colour, drawn by the imager in the same shape; where it cannot, the reference with
        its hues turned."""
        ref = member.reference
        before = decode(artifacts.read(ref)) if ref else self._picture(member.entity, member, artifacts)
        found = None if member.entity.own_image else self._reworded(member, before, seed, artifacts)
        if found is not None:
            return CastMember(entity=found[0], reference=artifacts.put_picture(found[1]) if ref else None)
        turned = before.copy()
        turned[..., :3] = turn_rgb(before[..., :3])
        reference = artifacts.put_picture(turned)
        own = {"own_image": reference} if member.entity.own_image is not None else {}
        return CastMember(entity=member.entity.model_copy(update=own), reference=reference)

    def _reworded(
        self, member: CastMember, before: Pixels, seed: int, artifacts: Overlay
    ) -> tuple[Entity, Pixels] | None:
        """The entity in words of another colour, and its picture: the first colour, those least like its own tried
        first, that changes ENOUGH of it, else the one that changes most; None if that is hardly anything."""
        tried: list[tuple[float, Entity, Pixels]] = []
        worded = (stand_ins.recoloured(member.entity, colour) for colour in _by_distance(before, seed))
        for entity in chain.from_iterable(worded):
            after = self._picture(entity, member, artifacts)
            share = other_colour(before, after) if _same_shape(before, after) else 0.0
            tried.append((share, entity, after))
            if share >= ENOUGH:
                break
        share, entity, after = max(tried, key=lambda one: one[0])
        return (entity, after) if share >= RECOLOURED_SHARE else None


def other_colour(before: Pixels, after: Pixels) -> float:
    """Share of a figure, (H, W, 3 or 4) before and after, that has clearly another colour, [0, 1]."""
    seen = _opaque(before) & _opaque(after)
    if not seen.any():
        return 0.0
    apart = np.hypot(*np.moveaxis(_ab(after) - _ab(before), -1, 0))
    return float((apart[seen] > RECOLOURED_LAB).mean())


def _by_distance(pixels: Pixels, seed: int) -> list[str]:
    """The names of colours: the half least like the figure's own first, in an order by `seed`."""
    own = _ab(pixels)[_opaque(pixels)].mean(axis=0)
    known = stand_ins.colours()
    swatches = _ab(np.array([list(known.values())], np.uint8))[0]
    far = np.argsort(-np.linalg.norm(swatches - own, axis=1), kind="stable")
    names = [list(known)[index] for index in far]
    half = len(names) // 2
    turn = seed % half
    return [*names[turn:half], *names[:turn], *names[half:]]


def _same_shape(before: Pixels, after: Pixels) -> bool:
    return before.shape == after.shape and float((_opaque(before) != _opaque(after)).mean()) <= SAME_SHAPE


def _small(pixels: Pixels) -> Pixels:
    width = min(COMPARED, pixels.shape[1])
    height = max(1, round(width * pixels.shape[0] / pixels.shape[1]))
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def _opaque(pixels: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    small = _small(pixels)
    return small[..., 3] >= 128 if small.shape[2] == 4 else np.ones(small.shape[:2], np.bool_)


def _ab(pixels: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """(H, W, 3 or 4) -> (h, w, 2) CIELAB a and b."""
    rgb = np.ascontiguousarray(_small(pixels)[..., :3]).astype(np.float32) / 255
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)[..., 1:], np.float32)
