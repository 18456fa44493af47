"""Two versions of a film's script side by side, each with the pictures it was filmed with."""

from collections.abc import Mapping
from dataclasses import dataclass

from videostudio.apps.desk.service import Seat
from videostudio.apps.web.board import moving, still
from videostudio.apps.web.facts import Facts
from videostudio.apps.web.seen import FilmSeen
from videostudio.film.artifact import ArtifactRef
from videostudio.film.edits import Redo, Undo
from videostudio.film.errors import VideoStudioError
from videostudio.film.history import History, Version
from videostudio.film.scene import Scene
from videostudio.film.take import Stage
from videostudio.tools.events import Made
from videostudio.tools.report.markup import Markup, tag
from videostudio.tools.report.words import camera_words

BESIDE_PX = 480


@dataclass(frozen=True)
class Earlier:
    """Another version than the film's: what its scenes were filmed as, by their ids, as far as that is known."""

    version: Version
    images: Mapping[str, ArtifactRef]
    clips: Mapping[str, ArtifactRef]


async def earlier(seat: Seat, facts: Facts, number: int) -> Earlier | None:
    """Version `number` of a film, None where there is none. Its pictures are those that going there would reuse."""
    history = facts.history
    if history is None or not 1 <= number <= len(history.versions):
        return None
    version = history.versions[number - 1]
    step = way(history, number)
    if step is None:
        return Earlier(version, {}, {})
    try:
        forecast = await seat.desk.forecast_edit(facts.film.id, step)
    except VideoStudioError:
        return Earlier(version, {}, {})
    made = {event.fingerprint: event for event in facts.events if isinstance(event, Made) and event.role in _ROLES}
    found: dict[Stage, dict[str, ArtifactRef]] = {Stage.IMAGE: {}, Stage.CLIP: {}}
    for request in forecast.reused:
        if request.stage in found and (event := made.get(request.fingerprint)) is not None:
            found[request.stage][request.about] = event.artifact
    return Earlier(version, found[Stage.IMAGE], found[Stage.CLIP])


_ROLES = ("image", "clip")


def way(history: History, number: int) -> Undo | Redo | None:
    """The step that leads from the film's version to version `number`; None where neither undo nor redo does."""
    if number in history.earlier:
        return Undo(steps=history.earlier.index(number) + 1)
    return Redo(steps=history.later.index(number) + 1) if number in history.later else None


def side_by_side(facts: Facts, film: FilmSeen, other: Earlier | None) -> Markup | None:
    """The version `other` and the film's, scene by scene; None where no other is wanted."""
    if other is None or facts.history is None:
        return None
    now = {seen.scene.id: seen for seen in film.scenes}
    then = {scene.id: scene for scene in other.version.script.scenes}
    order = [*then, *(scene for scene in now if scene not in then)]
    rows = []
    for scene in order:
        new = now.get(scene)
        left = _half(film.id, then.get(scene), other.images.get(scene), other.clips.get(scene))
        right = _half(film.id, new.scene if new else None, new.image if new else None, new.clip if new else None)
        same = new is not None and then.get(scene) == new.scene
        rows.append(tag("li", left, right, class_="same" if same else "differs"))
    heads = tag(
        "div",
        tag("h3", f"Version {other.version.number}"),
        tag("h3", f"Version {facts.history.head}, the film"),
        class_="heads",
    )
    return tag("section", tag("h2", "Side by side"), heads, tag("ol", *rows, class_="beside"), id="beside")


def _half(film: str, scene: Scene | None, image: ArtifactRef | None, clip: ArtifactRef | None) -> Markup:
    if scene is None:
        return tag("div", tag("p", "This scene is not in that version.", class_="gone"))
    shown = moving(film, clip, image, scene.event, BESIDE_PX) if clip else still(film, image, scene.event, BESIDE_PX)
    facts = f"{camera_words(scene.camera)}, {scene.duration_ms / 1000:g} s"
    return tag("div", shown, tag("p", scene.event), tag("p", facts, class_="when"))
