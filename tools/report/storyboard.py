"""The storyboard: one card a scene, the picture large."""

from videostudio.film.artifact import ArtifactRef
from videostudio.film.record import SceneRecord
from videostudio.film.scene import Scene
from videostudio.film.take import Take
from videostudio.film.verdict import Outcome
from videostudio.tools.report.icons import camera_icon, mark
from videostudio.tools.report.layout import clip_file
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.story import Story, chosen_take
from videostudio.tools.report.words import OUTCOMES, camera_words, shot_words, transition_words

STILL_PX = 960


def storyboard(story: Story) -> Markup | None:
    """All scenes in order; None while there is no script."""
    if story.record.script is None:
        return None
    cards = (_card(number, scene, story) for number, scene in enumerate(story.record.script.scenes, 1))
    return tag("section", tag("h2", "Storyboard"), tag("ol", *cards, class_="board"), id="storyboard")


def picture(story: Story, ref: ArtifactRef | None, alt: str, width: int) -> Markup:
    """A still, or a plain field that says there is none."""
    uri = story.stills.uri(ref, width) if ref else None
    if uri is None or ref is None:
        return tag("div", "no picture" if ref is None else "picture lost", class_="nopicture")
    return tag("img", src=uri, alt=alt, width=ref.width, height=ref.height)


def badge(scene: SceneRecord | None) -> Markup:
    """How a scene ended."""
    if scene is None or scene.outcome is None:
        return tag("span", "not shot yet", class_="badge")
    good = scene.outcome is Outcome.ACCEPTED
    return tag("span", mark(good), OUTCOMES[scene.outcome], class_="badge good" if good else "badge warn")


def _card(number: int, scene: Scene, story: Story) -> Markup:
    shot = story.shot(scene.id)
    take = chosen_take(shot)
    still = picture(story, take.image if take else None, f"Scene {number}: {scene.event}", STILL_PX)
    clip = tag("a", still, href=clip_file(scene.id), title="Play this scene") if take and take.clip else still
    length = tag("span", f"{scene.duration_ms / 1000:g} s", class_="length")
    frame = tag("div", clip, tag("span", str(number), class_="number", aria_hidden="true"), length, class_="frame")
    title = tag("h3", tag("span", f"Scene {number}. ", class_="unseen"), scene.event)
    return tag(
        "li",
        frame,
        _beside(number, scene, story),
        title,
        _facts(scene, story),
        _foot(number, shot, take),
        class_="card",
    )


def _beside(number: int, scene: Scene, story: Story) -> Markup | None:
    """The scene as the film shows it that this one was rendered from."""
    twin = story.record.twin
    if twin is None or scene.id not in twin.pictures:
        return None
    still = picture(story, twin.pictures[scene.id], f"Scene {number} as {twin.profile} shows it", STILL_PX)
    return tag("figure", still, tag("figcaption", f"profile {twin.profile}"), class_="twin")


def _facts(scene: Scene, story: Story) -> Markup:
    camera = joined(camera_icon(scene.camera.direction), camera_words(scene.camera))
    start = transition_words(scene.transition, scene.transition_reason)
    names = [story.name(entity_id) for entity_id in (*scene.foreground, scene.background)]
    return joined(
        tag("p", scene.narration, class_="narration") if scene.narration and scene.narration != scene.event else None,
        tag(
            "p",
            tag("span", shot_words(scene.shot)),
            tag("span", camera, class_="camera"),
            tag("span", start) if start else None,
            class_="facts",
        ),
        tag("ul", *(tag("li", name) for name in names), class_="chips", aria_label="Who and where"),
    )


def _foot(number: int, shot: SceneRecord | None, take: Take | None) -> Markup:
    takes = len(shot.takes) if shot else 0
    which = f"take {take.attempt} of {takes}" if take and takes > 1 else "first take" if takes else ""
    link = tag("a", which, href=f"#takes-{number}") if which else None
    return tag("p", badge(shot), link, class_="foot")
