"""Every take of every scene, with its scores and the critic's word."""

from videostudio.film.record import SceneRecord
from videostudio.film.score import Score
from videostudio.film.take import Take
from videostudio.film.verdict import Gap, Verdict, VerdictKind
from videostudio.tools.report.icons import mark
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.side_by_side import pairs
from videostudio.tools.report.story import Story, Word, word_on
from videostudio.tools.report.storyboard import badge, picture
from videostudio.tools.report.words import score_name, score_value

TAKE_PX = 320
_COLUMNS = ("What was measured", "Value", "Meaning", "Measured by")


def takes(story: Story) -> Markup | None:
    """One foldable part a scene; open where a scene needed more than one take or did not pass."""
    shot = [scene for scene in story.record.scenes if scene.takes]
    if not shot:
        return None
    return tag("section", tag("h2", "Takes and scores"), *(_scene(scene, story) for scene in shot), id="takes")


def _scene(scene: SceneRecord, story: Story) -> Markup:
    number = story.number(scene.id)
    count = f"{len(scene.takes)} take{'s' if len(scene.takes) > 1 else ''}"
    summary = tag("summary", tag("h3", f"Scene {number}. {scene.event}"), badge(scene), tag("span", count))
    body = (_take(take, take.attempt == scene.chosen, story) for take in scene.takes)
    return tag("details", summary, *body, id=f"takes-{number}", open=len(scene.takes) > 1)


def _take(take: Take, chosen: bool, story: Story) -> Markup:
    caption = joined(f"Take {take.attempt}", tag("strong", " in the film") if chosen else None)
    still = picture(story, take.image, f"Take {take.attempt}", TAKE_PX)
    return tag(
        "article",
        tag("figure", still, tag("figcaption", caption)),
        tag("div", _verdict(take, story), _remarks(take), pairs(take, story), _scores(take, story), class_="judged"),
        class_="take chosen" if chosen else "take",
    )


def _verdict(take: Take, story: Story) -> Markup:
    failed = tag("p", mark(False), f"Failed: {take.error}", class_="verdict warn") if take.error else None
    return joined(failed, _word(take.verdict, story) if take.verdict else None)


def _remarks(take: Take) -> Markup | None:
    """What the director changed for this take, what was noted on the way, and what fell short."""
    changed = [f"Changed for this take: {', '.join(take.changes)}"] if take.changes else []
    plain = [tag("li", text) for text in (*changed, *take.notes)]
    short = [tag("li", f"Fell short: {text}", class_="short") for text in take.degraded]
    return tag("ul", *plain, *short, class_="remarks") if plain or short else None


def _word(verdict: Verdict, story: Story) -> Markup:
    good = verdict.kind is VerdictKind.ACCEPT
    words = {VerdictKind.ACCEPT: "Accepted", VerdictKind.RESHOOT: "Reshoot", VerdictKind.REWRITE: "Rewrite the scene"}
    line = tag("p", mark(good), words[verdict.kind], class_="verdict good" if good else "verdict warn")
    return joined(line, tag("ul", *(_gap(gap, story) for gap in verdict.gaps), class_="gaps") if verdict.gaps else None)


def _gap(gap: Gap, story: Story) -> Markup:
    about = f" ({story.name(gap.about)})" if gap.about else ""
    return tag("li", tag("strong", f"{gap.score.replace('_', ' ')}{about}: "), gap.text)


def _scores(take: Take, story: Story) -> Markup | None:
    if not take.scores:
        return None
    head = tag("thead", tag("tr", *(tag("th", column, scope="col") for column in _COLUMNS)))
    return tag("table", head, tag("tbody", *(_row(score, word_on(score, take), story) for score in take.scores)))


def _row(score: Score, word: Word, story: Story) -> Markup:
    named = score.model_copy(update={"about": story.name(score.about)}) if score.about else score
    return tag(
        "tr",
        tag("th", score_name(named), scope="row"),
        tag("td", score_value(score), class_="value"),
        tag("td", f"{score.explanation} ({word.advice})" if word.advice else score.explanation),
        tag("td", score.by, class_="by"),
        class_="gap" if word.rejects else "unmeasured" if score.value is None else None,
    )
