"""What of a scene acts on the picture beside its words, how strongly, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

from videostudio.film.entity import EntityId
from videostudio.film.requests import SceneImageRequest
from videostudio.generators.paper.img_references import Reference, blank
from videostudio.generators.paper.img_regions import Square, everywhere, side_by_side
from videostudio.generators.paper.img_settings import ImgSettings
from videostudio.tools.images import Pixels


@dataclass(frozen=True)
class Conditioning:
    """`images`: those of the foreground adapter, and the one of the background's. `scales`: a number for each adapter,
    or one for each image of the foreground's. `regions`: (H, W) uint8 for each image of the foreground; none lets them
    attend together, everywhere. `squares`: where images of the foreground are laid over the picture by a model that
    was trained so, which has no regions."""

    images: tuple[tuple[Image.Image, ...], Image.Image]
    scales: tuple[float | list[float], float]
    regions: tuple[Pixels, ...] = ()
    squares: tuple[Square, ...] = ()


def conditioning_of(
    request: SceneImageRequest,
    figures: Sequence[Reference],
    place: Reference | None,
    settings: ImgSettings,
    *,
    regions: Mapping[EntityId, Pixels],
    size: tuple[int, int],
) -> Conditioning:
    """Figures of one strength attend together, their tokens one behind the other, as the paper has it (section 3.3).
    With regions, or where single ones bind in their own way, each attends alone: with its whole strength in its region;
    without one as its share of all, since the softmax over all of them would leave it about that much."""
    strengths = {each.entity_id: _strength(request, each.entity_id, settings.foreground_milli) for each in figures}
    acting = [each for each in figures if strengths[each.entity_id] > 0]
    background = 0.0 if place is None else _strength(request, place.entity_id, settings.background_milli)
    behind = blank() if place is None else place.image
    if not acting:
        return Conditioning(((blank(),), behind), (0.0, background))
    images = tuple(each.image for each in acting)
    own = [strengths[each.entity_id] for each in acting]
    placed = [each.entity_id in regions for each in acting]
    if len(set(own)) == 1 and not any(placed):
        return Conditioning((images, behind), (own[0], background))
    scales = [one if here else one / len(acting) for one, here in zip(own, placed, strict=True)]
    masks = tuple(regions.get(each.entity_id, everywhere(*size)) for each in acting)
    return Conditioning((images, behind), (scales, background), masks)


def aligned_conditioning(
    request: SceneImageRequest,
    figures: Sequence[Reference],
    place: Reference | None,
    settings: ImgSettings,
    *,
    squares: Mapping[EntityId, Square],
    size: tuple[int, int],
) -> Conditioning:
    """The same for a model whose references know where they stand: each with its own strength, in its own square."""
    own = {each.entity_id: _strength(request, each.entity_id, settings.foreground_milli) for each in figures}
    acting = [each for each in figures if own[each.entity_id] > 0]
    background = 0.0 if place is None else _strength(request, place.entity_id, settings.background_milli)
    behind = blank() if place is None else place.image
    if not acting:
        return Conditioning(((blank(),), behind), (0.0, background), squares=side_by_side(1, *size))
    usual = side_by_side(len(acting), *size)
    return Conditioning(
        (tuple(each.image for each in acting), behind),
        ([own[each.entity_id] for each in acting], background),
        squares=tuple(squares.get(each.entity_id, usual[at]) for at, each in enumerate(acting)),
    )


def _strength(request: SceneImageRequest, entity_id: EntityId, usual_milli: int) -> float:
    own = {binding.entity_id: binding.scale_milli for binding in request.bindings}
    return usual_milli * own.get(entity_id, request.reference_scale_milli) / 1_000_000
