"""Whom a take shows beside whom it should show: the piece of its picture and the reference, with what was measured."""

from videostudio.film.artifact import ArtifactRef
from videostudio.film.score import Score
from videostudio.film.staging import Box
from videostudio.film.take import Take
from videostudio.tools.report.icons import mark
from videostudio.tools.report.markup import Markup, tag
from videostudio.tools.report.story import Story, word_on
from videostudio.tools.report.words import score_name, score_value

PIECE_PX = 160


def pairs(take: Take, story: Story) -> Markup | None:
    """One pair for everybody in the take and for its place; None where the take has no picture with a staging."""
    staging = story.stills.staging(take.staging) if take.image else None
    if take.image is None or staging is None:
        return None
    whole = Box(left=0, top=0, width=staging.width, height=staging.height)
    boxes = {placement.entity_id: placement.box for placement in staging.placements}
    place = next((scene.background for scene in story.scenes if scene.id == take.scene_id), None)
    wanted = {**boxes, **({place: whole} if place else {})}
    shown = [_pair(take, take.image, about, box, story) for about, box in wanted.items()]
    return tag("ul", *filter(None, shown), class_="pairs")


def _pair(take: Take, image: ArtifactRef, about: str, box: Box, story: Story) -> Markup | None:
    reference, name = story.reference(about), story.name(about)
    seen, own = story.stills.piece(image, box, PIECE_PX), story.stills.uri(reference, PIECE_PX) if reference else None
    if seen is None or own is None:
        return None
    scores = [score for score in (*take.image_scores, *take.scores) if score.about == about]
    pictures = (
        tag("img", src=seen, alt=f"{name} in take {take.attempt}", title="as shot"),
        tag("img", src=own, alt=f"Reference of {name}", title="reference"),
    )
    told = tag("ul", *(_line(score, take) for score in scores), class_="measured") if scores else None
    return tag("li", tag("div", *pictures, class_="pair"), tag("strong", name), told)


def _line(score: Score, take: Take) -> Markup:
    """A score under its pair. Words and a mark, not colour alone, say what the critic made of it."""
    rejects, advice = word_on(score, take)
    word = " (too bad)" if rejects else " (advisory)" if advice is not None else ""
    plain = score.model_copy(update={"about": ""})
    sign = mark(not rejects) if rejects or (score.value is not None and advice is None) else None
    told = f"{score_name(plain)}: {score_value(score)}{word}"
    return tag("li", sign, told, title=f"{score.explanation} ({score.by})")
