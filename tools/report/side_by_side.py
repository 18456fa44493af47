"""Whom a take shows beside whom it should show: the piece of its picture and the reference, with what was measured."""

from collections.abc import Mapping

from videostudio.film.artifact import ArtifactRef
from videostudio.film.staging import Box
from videostudio.film.take import Take
from videostudio.tools.report.markup import Markup, tag
from videostudio.tools.report.measured import measured
from videostudio.tools.report.story import Story

PIECE_PX = 240


def pairs(take: Take, story: Story) -> Mapping[str, Markup]:
    """One pair for everybody in the take and for its place, by their ids, those first for whom it was rejected; none
    where the take has no picture with a staging."""
    staging = story.stills.staging(take.staging) if take.image else None
    if take.image is None or staging is None:
        return {}
    whole = Box(left=0, top=0, width=staging.width, height=staging.height)
    boxes = {placement.entity_id: placement.where for placement in staging.placements}
    place = next((scene.background for scene in story.scenes if scene.id == take.scene_id), None)
    wanted = {**boxes, **({place: whole} if place else {})}
    blamed = {gap.about for gap in take.verdict.gaps} if take.verdict else set()
    order = sorted(wanted, key=lambda about: about not in blamed)
    shown = {about: _pair(take, take.image, about, wanted[about], story) for about in order}
    return {about: pair for about, pair in shown.items() if pair is not None}


def _pair(take: Take, image: ArtifactRef, about: str, box: Box, story: Story) -> Markup | None:
    reference, name = story.reference(about), story.name(about)
    seen, own = story.stills.piece(image, box, PIECE_PX), story.stills.uri(reference, PIECE_PX) if reference else None
    if seen is None or own is None:
        return None
    pictures = tag(
        "div",
        _captioned(seen, f"{name} in take {take.attempt}", "In this take"),
        _captioned(own, f"Reference of {name}", "Reference"),
        class_="pair",
    )
    return tag("li", tag("h5", name), pictures, measured(take, (about,), f"Scores of {name}", story))


def _captioned(uri: str, alt: str, caption: str) -> Markup:
    return tag("figure", tag("img", src=uri, alt=alt), tag("figcaption", caption))
