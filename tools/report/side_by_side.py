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
    """One pair for everybody who should be in the take and for its place, by their ids, those first for whom it was
    rejected; none where the take has no picture. Of the picture the piece is shown that was measured, or where they are
    staged; all of it where nobody knows."""
    if take.image is None:
        return {}
    scene = next((scene for scene in story.scenes if scene.id == take.scene_id), None)
    boxes = _boxes(take, story)
    wanted = dict.fromkeys((*boxes, *(scene.foreground if scene else ()), *([scene.background] if scene else [])))
    blamed = {gap.about for gap in take.verdict.gaps} if take.verdict else set()
    order = sorted(wanted, key=lambda about: about not in blamed)
    shown = {about: _pair(take, take.image, about, boxes.get(about), story) for about in order}
    return {about: pair for about, pair in shown.items() if pair is not None}


def _boxes(take: Take, story: Story) -> dict[str, Box]:
    """Who was measured where, by the scores of the picture; where nobody looked for people, who is staged where."""
    staging = story.stills.staging(take.staging)
    staged = {placement.entity_id: placement.where for placement in staging.placements} if staging else {}
    scores = take.image_scores if take.clip else take.scores
    return staged | {score.about: score.where for score in scores if score.where is not None}


def _pair(take: Take, image: ArtifactRef, about: str, box: Box | None, story: Story) -> Markup | None:
    reference, name, stills = story.reference(about), story.name(about), story.stills
    seen = stills.uri(image, PIECE_PX) if box is None else stills.piece(image, box, PIECE_PX)
    own = stills.uri(reference, PIECE_PX) if reference else None
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
