"""The storyboard: a card a scene, with its picture or clip, its takes and scores, and all that can be done to it."""

from collections.abc import Iterable

from videostudio.apps.web import addresses
from videostudio.apps.web.controls import button, choice, fold, form, number, text
from videostudio.apps.web.seen import FilmSeen, Mood, SceneSeen, TakeSeen
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import MAX_SCENE_MS, MIN_SCENE_MS
from videostudio.film.camera import Direction, ShotSize, Speed
from videostudio.film.entity import EntityKind
from videostudio.film.scene import TransitionKind
from videostudio.film.score import Score
from videostudio.tools.report.icons import camera_icon, mark
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.words import camera_words, score_name, score_value, shot_words, transition_words

CARD_PX, TAKE_PX = 640, 480

TIMES = ("", "dawn", "sunrise", "morning", "day", "noon", "afternoon", "sunset", "dusk", "evening", "night")
WEATHERS = ("", "clear", "cloudy", "rain", "storm", "fog", "wind", "snow")


def board(film: FilmSeen) -> Markup | None:
    """All scenes; None while there is no script."""
    if not film.scenes:
        return None
    cards = tag("ol", *(_card(scene, film) for scene in film.scenes), class_="board")
    return tag("section", tag("h2", "Storyboard"), cards, id="storyboard")


def badge(words: str, mood: Mood) -> Markup:
    """How something stands, in colour, sign and words."""
    sign = mark(mood is Mood.GOOD) if mood in (Mood.GOOD, Mood.WARN) else None
    return tag("span", sign, words, class_=f"badge {mood.value}")


def still(film: str, ref: ArtifactRef | None, alt: str, width: int) -> Markup:
    """A picture, or a field that says there is none yet."""
    if ref is None:
        return tag("div", tag("span", "no picture yet"), class_="nopicture")
    return tag("img", src=addresses.picture(film, ref, width), alt=alt, loading="lazy")


def moving(film: str, clip: ArtifactRef, image: ArtifactRef | None, label: str, width: int) -> Markup:
    """A clip behind its picture; a button begins it, and brings the player's own controls."""
    video = tag(
        "video",
        src=addresses.clip(film, clip),
        poster=addresses.picture(film, image, width) if image else None,
        preload="none" if image else "metadata",
        playsinline=True,
        aria_label=label,
    )
    play = tag("button", type="button", class_="play", data_do="play", aria_label=f"Play {label}")
    return tag("div", video, play, class_="moving")


def scores(found: Iterable[Score]) -> Markup | None:
    """What was measured, a line each."""
    lines = [
        tag("li", tag("strong", f"{score_name(score)}: {score_value(score)}"), tag("span", score.explanation))
        for score in found
    ]
    return tag("ul", *lines, class_="scores") if lines else None


def _card(seen: SceneSeen, film: FilmSeen) -> Markup:
    scene, label = seen.scene, f"Scene {seen.number}: {seen.scene.event}"
    shown = still(film.id, seen.image, label, CARD_PX)
    if seen.clip is not None:
        shown = moving(film.id, seen.clip, seen.image, label, CARD_PX)
    frame = tag(
        "div",
        shown,
        tag("span", str(seen.number), class_="number", aria_hidden="true"),
        tag("span", f"{scene.duration_ms / 1000:g} s", class_="length"),
        class_=f"frame{' stale' if seen.stale else ''}",
    )
    title = tag("h3", tag("span", f"Scene {seen.number}. ", class_="unseen"), scene.event)
    narration = scene.narration if scene.narration != scene.event else ""
    return tag(
        "li",
        frame,
        _twin(seen, film.id),
        title,
        tag("p", narration, class_="narration") if narration else None,
        _facts(seen, film),
        tag("p", badge(seen.state, seen.mood), class_="state"),
        tag("div", _directing(seen, film), _looking(seen, film), class_="folds"),
        class_=f"card {seen.mood.value}",
        id=f"scene-{scene.id}",
    )


def _twin(seen: SceneSeen, film: str) -> Markup | None:
    if seen.twin is None:
        return None
    alt = f"Scene {seen.number} in the film that this one was rendered from"
    return tag("figure", still(film, seen.twin, alt, CARD_PX), tag("figcaption", "the other film"), class_="twin")


def _facts(seen: SceneSeen, film: FilmSeen) -> Markup:
    scene = seen.scene
    names = {member.entity.id: member.name for member in film.cast}
    camera = tag("span", camera_icon(scene.camera.direction), camera_words(scene.camera), class_="camera")
    begins = transition_words(scene.transition)
    facts = tag("p", camera, tag("span", shot_words(scene.shot)), tag("span", begins) if begins else None)
    chips = (tag("li", names[one]) for one in (*scene.foreground, scene.background))
    return tag("div", facts, tag("ul", *chips, class_="chips", aria_label="Who and where"), class_="facts")


def _directing(seen: SceneSeen, film: FilmSeen) -> Markup | None:
    """What can be done to a scene."""
    if "edit" not in film.can:
        return None
    scene = seen.scene.id
    parts = [fold(f"edit-{scene}", "Edit", _editor(seen, film), kind="edit")]
    if seen.takes:
        note = text(f"note-{scene}", "What should be different?", "note", "", 2000, rows=2, hint="make it at night")
        parts.append(fold(f"reject-{scene}", "Not good", form("reject-scene", note, send="Reject", scene=scene)))
    more = [button("Split in two", "split", scene=scene), button("Remove", "cut-scene", scene=scene)]
    if seen.takes:
        more.insert(0, button("Another take", "retake", scene=scene))
    if seen.number < len(film.scenes):
        more.append(button("Move later", "later", scene=scene))
    if seen.number > 1:
        more.append(button("Move earlier", "earlier", scene=scene))
    event = text(f"add-{scene}", "A scene after this one", "event", "", 1000, rows=2, hint="the fox sleeps in the snow")
    add = form("add-scene", event, send="See what that adds", scene=scene)
    parts.append(fold(f"more-{scene}", "More", joined(tag("div", *more, class_="buttons"), add)))
    return joined(*parts)


def _editor(seen: SceneSeen, film: FilmSeen) -> Markup:
    """Every field of a scene, in place."""
    scene, key = seen.scene, seen.scene.id
    here = next(member.entity for member in film.cast if member.entity.id == scene.background)
    places = {m.entity.id: m.name for m in film.cast if m.entity.kind is EntityKind.PLACE}
    begins = {
        kind.value: kind.value if kind is not TransitionKind.FADE else "fade through black" for kind in TransitionKind
    }
    return form(
        "edit-scene",
        text(f"event-{key}", "What happens", "event", scene.event, 1000, rows=2),
        text(f"narration-{key}", "Narration", "narration", scene.narration, 1000, rows=2),
        tag(
            "div",
            choice(f"place-{key}", "Place", "place", scene.background, places),
            _with(f"time-{key}", "Time of day", "time", here.aspect("time") or "", TIMES),
            _with(f"weather-{key}", "Weather", "weather", here.aspect("weather") or "", WEATHERS),
            number(
                f"seconds-{key}",
                "Seconds",
                "seconds",
                scene.duration_ms / 1000,
                MIN_SCENE_MS / 1000,
                MAX_SCENE_MS / 1000,
                0.1,
            ),
            choice(f"camera-{key}", "Camera", "direction", scene.camera.direction, [d.value for d in Direction]),
            choice(f"speed-{key}", "Camera speed", "speed", scene.camera.speed, [s.value for s in Speed]),
            choice(f"shot-{key}", "Shot", "shot", scene.shot, [s.value for s in ShotSize]),
            choice(f"join-{key}", "Begins with a", "join", scene.transition.kind, begins) if seen.number > 1 else None,
            class_="grid",
        ),
        send="See what that changes",
        scene=key,
    )


def _with(key: str, label: str, name: str, value: str, known: tuple[str, ...]) -> Markup:
    """A choice that also has what is there, whatever that is."""
    values = known if value in known else (value, *known)
    return choice(key, label, name, value, {one: one or "as the script says" for one in values})


def _looking(seen: SceneSeen, film: FilmSeen) -> Markup:
    """What there is to look at more closely."""
    key = seen.scene.id
    take = next((take for take in seen.takes if take.chosen), None)
    measured = scores((*(take.scores if take else ()), *seen.across))
    many = f"Takes ({len(seen.takes)}), side by side"
    side = tag("div", *(_take(one, film.id, seen.number) for one in seen.takes), class_="takes")
    return joined(
        fold(f"takes-{key}", many, side, kind="wide") if len(seen.takes) > 1 else None,
        fold(f"scores-{key}", "Scores", measured, kind="wide") if measured else None,
    )


def _take(take: TakeSeen, film: str, number: int) -> Markup:
    label = f"Scene {number}, take {take.number}"
    shown = still(film, take.image, label, TAKE_PX)
    if take.clip is not None:
        shown = moving(film, take.clip, take.image, label, TAKE_PX)
    in_film = tag("span", "in the film", class_="pill") if take.chosen else None
    says = tag("p", mark(take.good), take.says, class_="good" if take.good else "warn")
    return tag("figure", shown, tag("figcaption", f"Take {take.number} ", in_film, says), class_="take")
