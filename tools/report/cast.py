"""The cast: every entity with the picture it goes by."""

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.record import CastRecord
from videostudio.film.score import Score, Subject
from videostudio.film.verdict import Verdict
from videostudio.tools.report.markup import Markup, tag
from videostudio.tools.report.story import Story, stands, word_on
from videostudio.tools.report.storyboard import picture
from videostudio.tools.report.words import score_name, score_value

REFERENCE_PX = 320


def cast(story: Story) -> Markup | None:
    """All members with their references; before any is drawn, all entities of the script."""
    script = story.record.script
    members = story.record.cast or tuple(CastRecord(entity=entity) for entity in (script.entities if script else ()))
    if not members:
        return None
    cards = tag("ul", *(_member(member, story) for member in members), class_="cast")
    return tag("section", tag("h2", "Cast and places"), cards, id="cast")


def _member(member: CastRecord, story: Story) -> Markup:
    entity = member.entity
    scores = (_score(score, member.verdict) for score in member.scores)
    still = picture(story, member.reference, f"Reference of {entity.name}", REFERENCE_PX)
    return tag(
        "li",
        tag("div", still, class_="portrait place" if entity.kind is EntityKind.PLACE else "portrait"),
        tag("h3", entity.name),
        tag("p", _kind(entity), class_="kind"),
        tag("p", entity.description, class_="description") if entity.description else None,
        _list("aspects", [f"{aspect.name}: {aspect.value}" for aspect in entity.aspects]),
        _list("notes", list(member.notes)),
        _list("short", list(member.degraded)),
        tag("p", f"Reference: {stands(member.scores, member.verdict)}", class_="measured") if member.verdict else None,
        tag("ul", *scores, class_="measured") if member.scores else None,
        class_="member",
    )


def _score(score: Score, verdict: Verdict | None) -> Markup:
    advice = word_on(score, verdict, Subject.REFERENCE).advice if verdict else None
    told = f"{score.explanation} ({score.by}); {advice}" if advice else f"{score.explanation} ({score.by})"
    return tag("li", f"{score_name(score)}: {score_value(score)}", " (advisory)" if advice else None, title=told)


def _kind(entity: Entity) -> str:
    return f"{entity.kind.value}, your own picture" if entity.own_image else entity.kind.value


def _list(kind: str, lines: list[str]) -> Markup | None:
    return tag("ul", *(tag("li", line) for line in lines), class_=kind) if lines else None
