"""Who stands where in a picture that went wrong: somebody twice, somebody half out of the frame. Pure."""

from videostudio.film.camera import CameraMove
from videostudio.film.entity import EntityId
from videostudio.film.staging import Facing, Placement, Staging

APART = 1.1
"""How far a copy stands from the original at least, in widths of it."""
HIDDEN = 0.4
"""Share of a copy that may be hidden."""
NEARER = 0.05
"""How much lower than all others the foot of whoever stands in front is, in heights of the frame."""


def doubled(staging: Staging, entity_id: EntityId) -> Staging:
    """The staging with a copy of the entity's placement where others hide least of it and there is most room; where
    somebody would hide half of it all the same, it stands in front."""
    found = placement_of(staging, entity_id)
    if found is None:
        return staging
    middle = found.box.left + found.box.width / 2
    step = APART * found.box.width
    free = [x for x in _middles(staging, found) if abs(x - middle) >= step] or [
        middle + step if middle < staging.width / 2 else middle - step
    ]
    others = [p.box.left + p.box.width / 2 for p in staging.placements]
    copies = {x: _moved(found, round(x - middle)) for x in free}
    area = found.box.width * found.box.height
    hidden = {x: max(copy.box.shared(p.box) for p in staging.placements) / area for x, copy in copies.items()}
    x = max(free, key=lambda x: (-round(hidden[x], 1), min(abs(x - other) for other in others)))
    copy = copies[x] if hidden[x] < HIDDEN else _in_front(copies[x], staging)
    return staging.model_copy(update={"placements": (*staging.placements, copy)})


def cropped(staging: Staging, entity_id: EntityId, camera: CameraMove) -> Staging:
    """The staging with the entity's middle on that side of the frame to which it goes, so that half of it is out
    and stays out."""
    found = placement_of(staging, entity_id)
    if found is None:
        return staging
    middle = found.box.left + found.box.width // 2
    edge = staging.width if _goes_right(found, camera, staging.width) else 0
    moved = _moved(found, edge - middle)
    return staging.model_copy(update={"placements": tuple(moved if p is found else p for p in staging.placements)})


def placement_of(staging: Staging, entity_id: EntityId) -> Placement | None:
    """Where the entity stands, None if nowhere."""
    return next((placement for placement in staging.placements if placement.entity_id == entity_id), None)


def _goes_right(placement: Placement, camera: CameraMove, width: int) -> bool:
    flow = camera.flow(width, width, 1).dx
    if flow:
        return flow > 0
    if placement.facing is Facing.CAMERA:
        return placement.box.left + placement.box.width / 2 > width / 2
    return placement.facing is Facing.RIGHT


def _middles(staging: Staging, placement: Placement) -> list[float]:
    """Where the middle of a copy can be, so that all of it is in the frame."""
    half = placement.box.width / 2
    room = staging.width - placement.box.width
    return [half + room * step / 24 for step in range(25)] if room > 0 else []


def _in_front(placement: Placement, staging: Staging) -> Placement:
    """The placement lower than everybody, so that it is drawn last."""
    lowest = max(p.box.top + p.box.height for p in staging.placements) + round(NEARER * staging.height)
    box = placement.box.model_copy(update={"top": lowest - placement.box.height})
    return placement.model_copy(update={"box": box})


def _moved(placement: Placement, right: int) -> Placement:
    box = placement.box.model_copy(update={"left": placement.box.left + right})
    return placement.model_copy(update={"box": box, "seen": None})
