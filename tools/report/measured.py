"""What was measured of a take: in its scene image, in its clip, or beside the other scenes of the film."""

from collections.abc import Mapping, Sequence

from videostudio.film.calibration import TOLD_ONLY
from videostudio.film.score import Score
from videostudio.film.take import Take
from videostudio.tools.report.icons import mark
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.story import Story, Word, word_on
from videostudio.tools.report.words import score_name, score_value

IMAGE, CLIP, FILM = "Picture", "Clip", "Across the film"
"""What a score is of. The picture is the scene image, which has to pass before a clip is shot from it."""
UNJUDGED = Word(rejects=False, advice=None)


def measured(take: Take, about: Sequence[str], caption: str, story: Story) -> Markup | None:
    """A table of the take's scores that are `about` one of these, a row for each and a column for the picture and for
    the clip; None where there are none. What rejected the take comes first."""
    image, clip = (take.image_scores, take.scores) if take.clip else (take.scores, ())
    columns = {kind: _rows(scores, about) for kind, scores in ((IMAGE, image), (CLIP, clip))}
    return _table(columns, CLIP if take.clip else IMAGE, take, caption, about[0], story)


def across(scores: Sequence[Score], scene: str, story: Story) -> Markup | None:
    """A table of what a scene came to beside the other scenes of the film; None where they were not compared."""
    return _table({FILM: _rows(scores, (scene,))}, "", None, "Seen with the other scenes", scene, story)


Rows = dict[tuple[str, str], Score]


def _rows(scores: Sequence[Score], about: Sequence[str]) -> Rows:
    return {(score.name, score.about): score for score in scores if score.about in about}


def _table(
    columns: Mapping[str, Rows], judged: str, take: Take | None, caption: str, subject: str, story: Story
) -> Markup | None:
    """`judged` is the column that the take's verdict is on; of what it does not judge nothing is known but that it
    passed."""
    shown = {kind: rows for kind, rows in columns.items() if rows}
    words = {key: word_on(score, take) for key, score in columns.get(judged, {}).items()} if take else {}
    told = {key: score for rows in shown.values() for key, score in rows.items()}
    if not told:
        return None
    kinds = (f"{kind}, passed" if take and kind != judged else kind for kind in shown)
    heads = tag("tr", *(tag("th", text, scope="col") for text in ("Score", *kinds, "What it says")))
    body = (
        tag(
            "tr",
            _name(told[key], words.get(key, UNJUDGED), subject, story),
            *(_value(rows.get(key), words.get(key) if kind == judged else None, kind) for kind, rows in shown.items()),
            _says(told[key], words.get(key, UNJUDGED)),
            class_="gap" if words.get(key, UNJUDGED).rejects else None,
        )
        for key in sorted(told, key=lambda key: not words.get(key, UNJUDGED).rejects)
    )
    return tag("table", tag("caption", caption), tag("thead", heads), tag("tbody", *body), class_="scores")


def _name(score: Score, word: Word, subject: str, story: Story) -> Markup:
    about = "" if score.about == subject else story.name(score.about)
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
