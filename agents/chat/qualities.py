"""Time of day, weather, camera and length, told in any order: "make §0 a rainy night, slower and two seconds longer".

A clause is read from left to right. Everything in it has to be a quality, a scene or one of the small words between;
one word more, and the clause says something else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from videostudio.agents.chat.references import MARK, NUMBERS, Marked, count
from videostudio.agents.chat.said import Unclear
from videostudio.agents.editing.parts import number
from videostudio.film.brief import MAX_SCENE_MS, MIN_SCENE_MS
from videostudio.film.camera import Direction, ShotSize, Speed
from videostudio.film.edits import ScriptEdit, SetCamera, SetFilmLength, SetLength, SetTime, SetWeather
from videostudio.film.scene import Scene
from videostudio.film.script import Script

LONGER, SHORTER = 1.5, 2 / 3
"""What "longer" and "shorter" come to where nobody says by how much."""

TIMES = {
    "midnight": "midnight",
    "night": "night",
    "nighttime": "night",
    "nightfall": "night",
    "moonlight": "night",
    "dark": "night",
    "dawn": "dawn",
    "daybreak": "dawn",
    "sunrise": "sunrise",
    "sunset": "sunset",
    "sundown": "sunset",
    "golden hour": "sunset",
    "dusk": "dusk",
    "twilight": "twilight",
    "noon": "noon",
    "midday": "noon",
    "daytime": "day",
    "daylight": "day",
    "day": "day",
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
}
WEATHERS = {
    "rain": r"rain(?:y|ing|s)?|drizzle|downpour|wet",
    "snow": r"snow(?:y|ing|s|fall)?|blizzard|snowstorm",
    "storm": r"(?:thunder)?storm(?:y|s|ing)?|thunder|lightning",
    "fog": r"fog(?:gy)?|mist(?:y)?|haz[ey]",
    "wind": r"wind(?:y)?|breez[ey]",
    "cloudy": r"cloud(?:y|s)|overcast",
    "clear": r"clear|sunny|sunshine|cloudless",
}
_DIRECTIONS = {
    Direction.STATIC: (
        r"(?:static|still|fixed|locked|steady|motionless)|no (?:camera )?(?:movement|motion|moves?)"
        r"|without (?:any )?(?:camera )?(?:movement|motion)|(?:hold|keep|leave) (?:the )?camera still"
        r"|(?:do not|don't) move the camera|(?:the )?camera (?:stands|stays|is) still|stop the camera"
    ),
    Direction.LEFT: r"(?:pan(?:s|ning)?|slid(?:e|es|ing)|track(?:s|ing)?|mov(?:e|es|ing)|go(?:es)?)? ?(?:to the )?left(?:wards?)?",
    Direction.RIGHT: (
        r"(?:pan(?:s|ning)?|slid(?:e|es|ing)|track(?:s|ing)?|mov(?:e|es|ing)|go(?:es)?)? ?(?:to the )?right(?:wards?)?"
    ),
    Direction.UP: r"(?:pan(?:s|ning)?|tilt(?:s|ing)?|mov(?:e|es|ing)|ris(?:e|es|ing)|crane(?:s)?|go(?:es)?)? ?up(?:wards?)?",
    Direction.DOWN: r"(?:pan(?:s|ning)?|tilt(?:s|ing)?|mov(?:e|es|ing)|sink(?:s)?|crane(?:s)?|go(?:es)?)? ?down(?:wards?)?",
    Direction.FORWARD: (
        r"(?:zoom(?:s|ing)?|push(?:es|ing)?|doll(?:y|ies)|mov(?:e|es|ing)|track(?:s|ing)?|go(?:es)?)[ -]in(?:wards?)?"
        r"|(?:mov(?:e|es|ing)|go(?:es)?)? ?forwards?"
    ),
    Direction.BACKWARD: (
        r"(?:zoom(?:s|ing)?|doll(?:y|ies)|mov(?:e|es|ing)|track(?:s|ing)?|go(?:es)?)[ -](?:out(?:wards?)?|back(?:wards?)?)"
        r"|pull(?:s|ing)? (?:back|out)|backwards?"
    ),
}
_SPEEDS = {
    Speed.SLOW: r"(?:at )?(?:a )?slow(?:ly)?(?: (?:speed|pace))?",
    Speed.MEDIUM: r"(?:at )?(?:a )?medium (?:speed|pace)|(?:at )?(?:a )?normal (?:speed|pace)",
    Speed.FAST: r"(?:at )?(?:a )?(?:fast|quick(?:ly)?|rapid(?:ly)?)(?: (?:speed|pace))?",
}
_SHOTS = {
    ShotSize.CLOSE: r"close[ -]?ups?|close shots?|close",
    ShotSize.MEDIUM: r"medium shots?",
    ShotSize.WIDE: r"wide(?:[ -](?:shots?|angles?))?|long shots?|establishing shots?|full shots?",
}
_STEPS = {"slower": -1, "more slowly": -1, "calmer": -1, "faster": 1, "quicker": 1, "more quickly": 1} | {
    "slow down": -1,
    "slows down": -1,
    "speed up": 1,
    "speeds up": 1,
}
_SIZES = {"closer": 1, "wider": -1, "further away": -1, "farther away": -1}
_FILLERS = (
    "make|makes|set|sets|turn|turns|let|have|change|put|shoot|film|give|i|i'd|we|want|need|would|like|should|shall|must|be|"
    "is|are|becomes?|get|it|its|it's|to|into|in|at|on|of|for|with|a|an|the|there|this|that|them|use|take|takes?|"
    "place|happens?|plays?|during|as|and|look|looks|so|then|also|time of day|time|weather|sky|skies|camera|cameras|"
    "move|length|duration|lasts?|lasting|long|being|be|now|only|shot|shots|scene|could|can|will|set|by|falls?|zoom|pan|add|"
    "motion|speed|camerawork|please|has|light|setting|filmed|seen"
)
_AMOUNT = rf"(?P<amount>[0-9]{{1,4}}(?:[.,][0-9]{{1,3}})?|(?:{'|'.join(NUMBERS)}|half a|an?)(?=[ -]))[ -]?(?P<unit>s|secs?|seconds?|minutes?|mins?)\b"
_LENGTH = re.compile(
    rf"(?P<cut>(?:cut|take|remove|shave) )?(?P<add>add )?(?P<by>by )?{_AMOUNT}(?: (?P<more>longer|more|extra)| (?P<less>shorter|less|off)| long)?(?: (?:from|off)(?= §))?"
    r"|(?P<longer>longer|lengthen|extend|stretch|prolong)|(?P<shorter>shorter|shorten|trim|reduce)"
    r"|(?P<double>twice as long|double(?: the length)?)|(?P<half>half as long|half the length)",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?:(?:at|by|during|in|into|on)(?: the| a)? )?(?:a )?(?P<time>{'|'.join(sorted(TIMES, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_SKY = re.compile(
    r"(?P<no>(?:no(?: more)?|without(?: any)?|(?:stop|remove|drop|lose|take away|get rid of)(?: the)?)\s+)?"
    rf"(?:(?:in|under|through)(?: the| a)? )?(?:{'|'.join(f'(?P<{name}>(?:{words}))' for name, words in WEATHERS.items())})\b",
    re.IGNORECASE,
)
_FILLER = re.compile(rf"(?:{_FILLERS})\b|[,;:.!?-]", re.IGNORECASE)
_SCENE = re.compile(rf"{MARK}[0-9]+")


def _one_of(words: dict[str, int]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})\b", re.IGNORECASE)


_STEP, _SIZE = _one_of(_STEPS), _one_of(_SIZES)
_DIRECTION = re.compile("|".join(rf"(?P<{one.value}>(?:{words})\b)" for one, words in _DIRECTIONS.items()), re.I)
_SPEED = re.compile("|".join(rf"(?P<{one.value}>(?:{words})\b)" for one, words in _SPEEDS.items()), re.I)
_SHOT = re.compile("|".join(rf"(?P<{one.value}>(?:{words})\b)" for one, words in _SHOTS.items()), re.I)

Quality = Callable[[Script, "Wanted"], list[ScriptEdit]]
"""Makes edits of a quality for the scenes that are to have it."""


@dataclass(frozen=True)
class Wanted:
    """The scenes that are to have a quality; `film` means the film as one."""

    scenes: tuple[str, ...]
    film: bool = False


def read(clause: str, found: Marked, script: Script, recent: tuple[str, ...]) -> list[ScriptEdit] | None:
    """The edits of a clause that speaks of qualities and of nothing else; None for another clause. Raises Unclear."""
    parts = _parts(clause)
    if parts is None or not any(callable(part) for part in parts):
        return None
    edits: list[ScriptEdit] = []
    for wanted, qualities in _grouped(parts, found, script, recent):
        for quality in qualities:
            edits += quality(script, wanted)
    return _cameras_joined(edits)


def _parts(clause: str) -> list[str | Quality] | None:
    """Marks and qualities in the order in which they are told; None where there is anything else."""
    parts: list[str | Quality] = []
    readers = (_length, _sky, _time, _camera)
    at, text = 0, clause.strip()
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif scene := _SCENE.match(text, at):
            parts.append(scene[0])
            at = scene.end()
        elif step := next((one for reader in readers if (one := reader(text, at)) is not None), None):
            parts.append(step[0])
            at = step[1]
        elif filler := _FILLER.match(text, at):
            at = filler.end()
        else:
            return None
    return parts


def _grouped(
    parts: list[str | Quality], found: Marked, script: Script, recent: tuple[str, ...]
) -> list[tuple[Wanted, list[Quality]]]:
    """Qualities with their scenes: behind them ("§0 at night, §1 in the rain"), or before ("rain in §1")."""
    marks = [part for part in parts if isinstance(part, str)]
    if not marks:
        return [(_unsaid(script, recent), [part for part in parts if callable(part)])]
    leads = isinstance(parts[0], str)
    groups: list[tuple[Wanted, list[Quality]]] = []
    waiting: list[Quality] = []
    for part in parts:
        if not isinstance(part, str):
            (groups[-1][1] if groups and (leads or len(groups) == len(marks)) else waiting).append(part)
            continue
        groups.append((Wanted(found.ids(part), found.is_film(part)), waiting))
        waiting = []
    return groups


def _unsaid(script: Script, recent: tuple[str, ...]) -> Wanted:
    """The scenes meant by a sentence that names none."""
    if len(script.scenes) == 1:
        return Wanted((script.scenes[0].id,))
    if not recent:
        raise Unclear("Which scene do you mean?", "scene 2", "the last scene", "every scene")
    return Wanted(recent)


def _time(text: str, at: int) -> tuple[Quality, int] | None:
    if not (match := _TIME.match(text, at)):
        return None
    time = TIMES[match["time"].lower()]
    return (lambda script, wanted: [SetTime(scenes=wanted.scenes, time=time)]), match.end()


def _sky(text: str, at: int) -> tuple[Quality, int] | None:
    if not (match := _SKY.match(text, at)):
        return None
    weather = "clear" if match["no"] else next(name for name in WEATHERS if match[name])
    return (lambda script, wanted: [SetWeather(scenes=wanted.scenes, weather=weather)]), match.end()


def _camera(text: str, at: int) -> tuple[Quality, int] | None:
    if match := _SHOT.match(text, at):
        shot = next(one for one in ShotSize if match[one.value])
        return (lambda script, wanted: [SetCamera(scenes=wanted.scenes, shot=shot)]), match.end()
    if match := _DIRECTION.match(text, at):
        direction = next(one for one in Direction if match[one.value])
        return (lambda script, wanted: [SetCamera(scenes=wanted.scenes, direction=direction)]), match.end()
    if match := _STEP.match(text, at):
        by = _STEPS[match[0].lower()]
        return (lambda script, wanted: _faster(script, wanted, by)), match.end()
    if match := _SIZE.match(text, at):
        size = _SIZES[match[0].lower()]
        return (lambda script, wanted: _closer(script, wanted, size)), match.end()
    if match := _SPEED.match(text, at):
        speed = next(one for one in Speed if match[one.value])
        return (lambda script, wanted: [SetCamera(scenes=wanted.scenes, speed=speed)]), match.end()
    return None


def _length(text: str, at: int) -> tuple[Quality, int] | None:
    if not (match := _LENGTH.match(text, at)):
        return None
    if match["amount"] is None:
        factor = LONGER if match["longer"] else SHORTER if match["shorter"] else 2.0 if match["double"] else 0.5
        if (match["longer"] or match["shorter"]) and _SAYS_HOW_LONG.search(text):
            # "shorten §0 to 2 seconds": the figure says how much.
            return (lambda script, wanted: []), match.end()
        return (lambda script, wanted: _lasting(script, wanted, lambda ms: round(ms * factor))), match.end()
    ms, before = _milliseconds(match["amount"], match["unit"]), text[:at].lower()
    less = bool(match["less"] or match["cut"]) or bool(re.search(r"\b(?:shorter|shorten|trim|reduce)\b", before))
    more = bool(match["more"] or match["add"]) or bool(
        re.search(r"\b(?:longer|lengthen|extend|stretch|prolong)\b", before)
    )
    if any(match[name] for name in ("more", "less", "by", "cut", "add")):
        sign = -1 if less else 1 if more else 0
        return (lambda script, wanted: _lasting(script, wanted, lambda old: old + sign * ms)), match.end()
    return (lambda script, wanted: _lasting(script, wanted, lambda old: ms)), match.end()


_SAYS_HOW_LONG = re.compile(_AMOUNT, re.IGNORECASE)


def _milliseconds(amount: str, unit: str) -> int:
    words = {"half a": 0.5, "a": 1.0, "an": 1.0}
    value = words.get(amount.lower())
    if value is None:
        value = float(count(amount)) if amount.isalpha() else float(amount.replace(",", "."))
    return round(value * (60_000 if unit.lower().startswith("m") else 1000))


def _lasting(script: Script, wanted: Wanted, of: Callable[[int], int]) -> list[ScriptEdit]:
    if wanted.film:
        ms = of(script.duration_ms)
        if ms <= 0:
            raise Unclear(
                f"The film lasts {script.duration_ms / 1000:g} s. How long should it be?", "make the film 20 s"
            )
        return [SetFilmLength(duration_ms=ms)]
    edits: list[ScriptEdit] = []
    for scene_id in wanted.scenes:
        old = script.scene(scene_id).duration_ms
        ms = of(old)
        if not MIN_SCENE_MS <= ms <= MAX_SCENE_MS:
            limits = f"{MIN_SCENE_MS / 1000:g} to {MAX_SCENE_MS / 1000:g} s"
            at = number(script, scene_id)
            told = f"A scene lasts {limits}, and scene {at} would last {ms / 1000:g} s (now {old / 1000:g} s)."
            raise Unclear(f"{told} How long should it be?", f"make scene {at} {max(1, round(old / 1000))} s")
        edits.append(SetLength(scenes=(scene_id,), duration_ms=ms))
    return _lengths_joined(edits)


def _lengths_joined(edits: list[ScriptEdit]) -> list[ScriptEdit]:
    """One edit for all scenes that get the same length."""
    by_ms: dict[int, list[str]] = {}
    for edit in edits:
        assert isinstance(edit, SetLength)
        by_ms.setdefault(edit.duration_ms, []).extend(edit.scenes)
    return [SetLength(scenes=tuple(scenes), duration_ms=ms) for ms, scenes in by_ms.items()]


def _faster(script: Script, wanted: Wanted, by: int) -> list[ScriptEdit]:
    """One step of speed up or down, from what each scene has."""
    speeds = list(Speed)

    def stepped(scene: Scene) -> SetCamera:
        still = scene.camera.direction is Direction.STATIC
        now = speeds.index(scene.camera.speed)
        if (still and by < 0) or not 0 <= now + by < len(speeds):
            at, most = number(script, scene.id), "slow" if by < 0 else "fast"
            told = "does not move" if still else f"is {most} already"
            raise Unclear(
                f"The camera of scene {at} {told}. What should it do?",
                f"zoom in slowly in scene {at}",
                f"make scene {at} longer",
            )
        return SetCamera(scenes=(scene.id,), speed=Speed.MEDIUM if still else speeds[now + by])

    return [stepped(script.scene(scene_id)) for scene_id in wanted.scenes]


def _closer(script: Script, wanted: Wanted, by: int) -> list[ScriptEdit]:
    """One size of shot closer or wider, from what each scene has."""
    sizes = list(ShotSize)

    def stepped(scene: Scene) -> SetCamera:
        now = sizes.index(scene.shot)
        if not 0 <= now + by < len(sizes):
            at = number(script, scene.id)
            raise Unclear(
                f"Scene {at} is a {scene.shot} shot already. What should it be?", f"make scene {at} medium shot"
            )
        return SetCamera(scenes=(scene.id,), shot=sizes[now + by])

    return [stepped(script.scene(scene_id)) for scene_id in wanted.scenes]


def _cameras_joined(edits: list[ScriptEdit]) -> list[ScriptEdit]:
    """Camera edits of the same scenes as one: "zoom in slowly, close-up"."""
    joined: list[ScriptEdit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if isinstance(edit, SetCamera) and isinstance(last, SetCamera) and last.scenes == edit.scenes:
            parts = {name: getattr(edit, name) for name in ("direction", "speed", "shot") if getattr(edit, name)}
            joined[-1] = last.model_copy(update=parts)
        else:
            joined.append(edit)
    return joined
