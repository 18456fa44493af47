"""Every take of every scene, with its scores and the critic's word."""

from videostudio.film.record import SceneRecord
from videostudio.film.take import Take
from videostudio.film.verdict import Gap, Verdict, VerdictKind
from videostudio.tools.report.icons import mark
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.measured import across, measured
from videostudio.tools.report.side_by_side import pairs
from videostudio.tools.report.story import ADVISED, Story, stands
from videostudio.tools.report.storyboard import badge, picture

TAKE_PX = 480
_HOW = (
    "The critic looks at a take twice: at its picture before a clip is shot from it, and at the clip. Scenes that have "
    "passed are compared across the film. What rejected a take comes first and is marked “too bad”; an advisory score "
    "rejects nothing, for the reason beside it; what no score may reject is “advised only”. Where picture and clip "
    "were both measured, the words are the clip’s."
)


def takes(story: Story) -> Markup | None:
    """One foldable part a scene; open where a scene needed more than one take or did not pass."""
    shot = [scene for scene in story.record.scenes if scene.takes]
    if not shot:
        return None
    parts = (_scene(scene, story) for scene in shot)
    return tag("section", tag("h2", "Takes and scores"), tag("p", _HOW, class_="how"), *parts, id="takes")


def _scene(scene: SceneRecord, story: Story) -> Markup:
    number = story.number(scene.id)
    count = f"{len(scene.takes)} take{'s' if len(scene.takes) > 1 else ''}"
    summary = tag("summary", tag("h3", f"Scene {number}. {scene.event}"), badge(scene), tag("span", count))
    body = (_take(take, take.attempt == scene.chosen, story) for take in scene.takes)
    seen = across(scene.scores, scene.verdict, scene.id, story)
    beside = tag("div", seen, class_="beside") if seen else None
    return tag("details", summary, *body, beside, id=f"takes-{number}", open=len(scene.takes) > 1)


def _take(take: Take, chosen: bool, story: Story) -> Markup:
    shown = pairs(take, story)
    rest = ("", *dict.fromkeys(s.about for s in (*take.image_scores, *take.scores) if s.about and s.about not in shown))
    return tag(
        "article",
        tag("h4", f"Take {take.attempt}", joined(" ", tag("span", "in the film", class_="pill")) if chosen else None),
        tag("figure", picture(story, take.image, f"Take {take.attempt}", TAKE_PX)),
        tag("div", _verdict(take, story), _remarks(take), class_="judged"),
        tag("ul", *shown.values(), class_="pairs") if shown else None,
        measured(take, rest, "Scores of the take as a whole", story),
        class_="take chosen" if chosen else "take",
    )


def _verdict(take: Take, story: Story) -> Markup:
    failed = tag("p", mark(False), f"Failed: {take.error}", class_="verdict warn") if take.error else None
    return joined(failed, _word(take, take.verdict, story) if take.verdict else None)


def _remarks(take: Take) -> Markup | None:
    """What the director changed for this take, what was noted on the way, and what fell short."""
    changed = [f"Changed for this take: {', '.join(take.changes)}"] if take.changes else []
    plain = [tag("li", text) for text in (*changed, *take.notes)]
    short = [tag("li", f"Fell short: {text}", class_="short") for text in take.degraded]
    return tag("ul", *plain, *short, class_="remarks") if plain or short else None


def _word(take: Take, verdict: Verdict, story: Story) -> Markup:
    good, judged = verdict.kind is VerdictKind.ACCEPT, _judged(take)
    words = {
        VerdictKind.ACCEPT: f"Accepted, {ADVISED}" if stands(take.scores, verdict) == ADVISED else "Accepted",
        VerdictKind.RESHOOT: f"{judged} rejected: reshoot",
        VerdictKind.REWRITE: f"{judged} rejected: rewrite the scene",
    }
    line = tag("p", mark(good), words[verdict.kind], class_="verdict good" if good else "verdict warn")
    return joined(line, tag("ul", *(_gap(gap, story) for gap in verdict.gaps), class_="gaps") if verdict.gaps else None)


def _judged(take: Take) -> str:
    """What the verdict is on."""
    if take.clip is None:
        return "Picture"
    return "Picture, filmed all the same," if take.image_verdict and take.image_verdict.gaps else "Clip"


def _gap(gap: Gap, story: Story) -> Markup:
    whom = gap.entity or gap.about
    about = f" ({story.name(whom)})" if whom else ""
    return tag("li", tag("strong", f"{gap.score.replace('_', ' ')}{about}: "), gap.text)
