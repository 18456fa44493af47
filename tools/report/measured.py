"""What was measured of a take: in its scene image, in its clip, or beside the other scenes of the film."""

from collections.abc import Sequence
from typing import NamedTuple

from videostudio.film.calibration import TOLD_ONLY
from videostudio.film.score import Score, Subject
from videostudio.film.take import Take
from videostudio.film.verdict import Verdict
from videostudio.tools.report.icons import mark
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.story import ADVISED, Story, Word, stands, word_on
from videostudio.tools.report.words import score_name, score_value

HEADS = {Subject.IMAGE: "Picture", Subject.CLIP: "Clip", Subject.FILM: "Across the film"}
"""What a score is of. The picture is the scene image, which is judged before a clip is shot from it."""
UNJUDGED = Word(rejects=False, advice=None)

Key = tuple[str, str, str]
"""Of a score: its name, what it is about, and whom of a scene."""


class Column(NamedTuple):
    """The scores of one thing, and what the critic said of each, nothing where it gave no verdict."""

    head: str
    scores: dict[Key, Score]
    words: dict[Key, Word]


def measured(take: Take, about: Sequence[str], caption: str, story: Story) -> Markup | None:
    """A table of the take's scores that are `about` one of these, a row for each and a column for the picture and for
    the clip; None where there are none. What rejected the take comes first."""
    if take.clip is None:
        columns = [_column(Subject.IMAGE, take.scores, take.verdict, about)]
    else:
        columns = [
            _column(Subject.IMAGE, take.image_scores, take.image_verdict, about, always=True),
            _column(Subject.CLIP, take.scores, take.verdict, about),
        ]
    return _table(columns, caption, about[0], story)


def across(scores: Sequence[Score], verdict: Verdict | None, scene: str, story: Story) -> Markup | None:
    """A table of what a scene came to beside the other scenes of the film; None where they were not compared."""
    return _table([_column(Subject.FILM, scores, verdict, (scene,))], "Seen with the other scenes", scene, story)


def _column(
    subject: Subject, scores: Sequence[Score], verdict: Verdict | None, about: Sequence[str], *, always: bool = False
) -> Column:
    """How the column's thing stands is in the head if nothing was judged, or `always`."""
    kind = HEADS[subject]
    found = {(score.name, score.about, score.entity): score for score in scores if score.about in about}
    if verdict is None:
        return Column(kind, found, {})
    how = stands(scores, verdict)
    words = {key: word_on(score, verdict, subject) for key, score in found.items()}
    return Column(f"{kind}, {how}" if always or how == ADVISED else kind, found, words)


def _table(columns: Sequence[Column], caption: str, subject: str, story: Story) -> Markup | None:
    """The words of a row are those of its last column."""
    shown = [column for column in columns if column.scores]
    told = {key: score for column in shown for key, score in column.scores.items()}
    words = {key: word for column in shown for key, word in column.words.items()}
    bad = {key for column in shown for key, word in column.words.items() if word.rejects}
    if not told:
        return None
    heads = tag("tr", *(tag("th", text, scope="col") for text in ("Score", *(c.head for c in shown), "What it says")))
    body = (
        tag(
            "tr",
            _name(told[key], words.get(key, UNJUDGED), subject, story),
            *(_value(column.scores.get(key), column.words.get(key), column.head) for column in shown),
            _says(told[key], words.get(key, UNJUDGED)),
            class_="gap" if key in bad else None,
        )
        for key in sorted(told, key=lambda key: key not in bad)
    )
    return tag("table", tag("caption", caption), tag("thead", heads), tag("tbody", *body), class_="scores")


def _name(score: Score, word: Word, subject: str, story: Story) -> Markup:
    whom = score.entity or score.about
    about = "" if whom == subject else story.name(whom)
    pill = joined(" ", tag("span", "advisory", class_="pill")) if word.advice is not None else None
    return tag("th", score_name(score.model_copy(update={"about": about})), pill, scope="row")


def _value(score: Score | None, word: Word | None, kind: str) -> Markup:
    """A value. Words and a mark, not colour alone, say what the critic made of it, where it judged."""
    if score is None:
        return tag("td", "–", class_="value none", data_label=kind)
    if word is None or score.value is None or word.advice is not None or score.name in TOLD_ONLY:
        return tag("td", score_value(score), class_="value none" if score.value is None else "value", data_label=kind)
    bad = " (too bad)" if word.rejects else ""
    return tag("td", mark(not word.rejects), f"{score_value(score)}{bad}", class_="value", data_label=kind)


def _says(score: Score, word: Word) -> Markup:
    why = tag("span", word.advice[:1].upper() + word.advice[1:], class_="why") if word.advice else None
    return tag("td", tag("span", score.explanation), why, tag("span", f"by {score.by}", class_="by"))
