"""A film's record as a real run leaves it, with pictures that lie in memory. For tests of what reads records."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.camera import CameraMove
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import CorruptArtifact
from videostudio.film.record import Calls, CastRecord, FilmOutcome, FilmRecord, SceneRecord
from videostudio.film.scene import Scene, Transition, TransitionKind
from videostudio.film.score import Score
from videostudio.film.script import Script
from videostudio.film.take import Stage, Take
from videostudio.film.verdict import Gap, Outcome, Verdict, VerdictKind
from videostudio.tools.images import encode_png

PROMPT = "A corgi astronaut explores Mars and finds a flower"
Painter = Callable[[str], bytes]

_MOVES = (("forward", "slow"), ("left", "medium"), ("static", "slow"), ("backward", "fast"))
_EVENTS = (
    "The corgi astronaut arrives on Mars.",
    "The corgi astronaut explores Mars.",
    "The corgi astronaut finds a flower.",
    "The corgi astronaut looks at the flower.",
)


class Shelf:
    """Artifacts in memory, behind the store's reading port."""

    def __init__(self) -> None:
        self.bytes: dict[str, bytes] = {}

    def put(self, data: bytes, media_type: str, **facts: int) -> ArtifactRef:
        """Keeps bytes; gives their ref."""
        sha256 = hashlib.sha256(data).hexdigest()
        self.bytes[sha256] = data
        return ArtifactRef(sha256=sha256, media_type=media_type, size=len(data), **facts)

    def read(self, ref: ArtifactRef) -> bytes:
        """The bytes; CorruptArtifact if they are not here."""
        if ref.sha256 not in self.bytes:
            raise CorruptArtifact(f"{ref.sha256} is not on the shelf")
        return self.bytes[ref.sha256]

    def path(self, ref: ArtifactRef) -> Path:
        """No files here."""
        raise CorruptArtifact(f"{ref.sha256} is no file")


def dull_picture(name: str) -> bytes:
    """A 320 x 180 PNG whose colour depends on its name."""
    colour = hashlib.sha256(name.encode()).digest()[:3]
    return encode_png(np.full((180, 320, 3), list(colour), dtype=np.uint8))


def score(name: str, value: float | None, unit: str, explanation: str, about: str = "") -> Score:
    """A score by some scorer."""
    return Score(name=name, value=value, unit=unit, explanation=explanation, by="house-checks v1", about=about)


def script(scenes: int = 4) -> Script:
    """A corgi, a flower and Mars in `scenes` scenes."""
    return Script(
        title="A corgi astronaut on Mars",
        logline="A corgi astronaut explores Mars and finds a flower where none should grow.",
        entities=(
            Entity(
                id="corgi-astronaut",
                name="corgi astronaut",
                kind=EntityKind.ANIMAL,
                head="corgi",
                description="A corgi with tan fur in a white space suit.",
                aspects=(Aspect(name="fur", value="tan"), Aspect(name="clothes", value="white space suit")),
            ),
            Entity(id="flower", name="flower", kind=EntityKind.OBJECT, head="flower", description="A red flower."),
            Entity(id="mars", name="Mars", kind=EntityKind.PLACE, head="mars", description="Red plains, thin sky."),
        ),
        scenes=tuple(_scene(number) for number in range(scenes)),
        writer="house writer v1",
    )


def filmed(shelf: Shelf, *, paint: Painter = dull_picture, scenes: int = 4, rejected_scene: int = 2) -> FilmRecord:
    """A finished film; its scene number `rejected_scene` (from 0) needed two takes."""
    story = script(scenes)
    takes = [_takes(shelf, scene, paint, twice=n == rejected_scene) for n, scene in enumerate(story.scenes)]
    return FilmRecord(
        film="a-corgi-astronaut-explores-mars-1a2b3c4d",
        profile="preview",
        outcome=FilmOutcome.DEGRADED,
        brief=Brief(prompt=PROMPT, scenes=scenes, seed=7),
        script=story,
        cast=tuple(
            CastRecord(
                entity=entity,
                reference=_picture(shelf, paint, entity.id),
                attempts=1,
                scores=(score("opaque_share", 0.4312, "of the picture", "share of pixels that show something"),),
                notes=(f"drawn as OpenMoji '{entity.head}'",),
            )
            for entity in story.entities
        ),
        scenes=tuple(
            SceneRecord(id=s.id, event=s.event, outcome=Outcome.ACCEPTED, takes=done, chosen=len(done))
            for s, done in zip(story.scenes, takes, strict=True)
        ),
        cut=shelf.put(b"film", "video/mp4", width=1280, height=720, frames=384, fps=24),
        captions=shelf.put(b"WEBVTT\n\n00:00.000 --> 00:04.000\nArrival\n", "text/vtt"),
        calls=Calls(made=12, reused=3, ledger=15),
        degraded=("'astronaut' has no artwork of its own: the corgi wears the nearest, 'person: medium' (0.41)",),
        notes=("The prompt has 2 events and the film 4 scenes: an arrival and a close were added.",),
        licences=("Artwork: OpenMoji 17.0.0 (openmoji.org), CC BY-SA 4.0, recoloured.",),
        seconds={
            "writer": 0.04,
            "reference": 0.9,
            "scene_image": 2.1,
            "clip": 9.4,
            "score": 3.2,
            "cut": 0.35,
            "total": 11.4,
        },
    )


def _scene(number: int) -> Scene:
    direction, speed = _MOVES[number % len(_MOVES)]
    return Scene(
        id=f"scene-{number + 1}",
        event=_EVENTS[number % len(_EVENTS)],
        action=("arrive", "explore", "find", "look")[number % 4],
        foreground=("corgi-astronaut", "flower") if number % 4 >= 2 or number == 0 else ("corgi-astronaut",),
        background="mars",
        duration_ms=4000,
        camera=CameraMove.model_validate({"direction": direction, "speed": speed}),
        transition=Transition(kind=TransitionKind.CROSSFADE, duration_ms=500) if number % 4 == 3 else Transition(),
        beat=("arrival", "event", "turn", "close")[number % 4],
    )


def _takes(shelf: Shelf, scene: Scene, paint: Painter, *, twice: bool) -> tuple[Take, ...]:
    gap = Gap(score="camera", text="the camera moves 12.1 px a frame where 4.3 were scripted, and the other way")
    fault = Verdict(kind=VerdictKind.RESHOOT, gaps=(gap,))
    first = (_take(shelf, scene, paint, 1, fault),) if twice else ()
    return (*first, _take(shelf, scene, paint, len(first) + 1, Verdict(kind=VerdictKind.ACCEPT)))


def _take(shelf: Shelf, scene: Scene, paint: Painter, attempt: int, verdict: Verdict) -> Take:
    name = f"{scene.id}-{attempt}"
    return Take(
        scene_id=scene.id,
        attempt=attempt,
        requests={stage: hashlib.sha256(f"{name} {stage}".encode()).hexdigest() for stage in (Stage.IMAGE, Stage.CLIP)},
        image=_picture(shelf, paint, name),
        clip=shelf.put(name.encode(), "video/mp4", width=1280, height=720, frames=108, fps=24),
        scores=(
            score("decodable", 1.0, "yes/no", "all 108 frames decode"),
            score("camera", 12.1 if verdict.gaps else 0.31, "px/frame", "distance from the scripted flow"),
            score("motion", 0.084, "of full scale", "mean change from frame to frame; a frozen clip has 0"),
            score("likeness", None, "cosine", "no CLIP in this profile", about="corgi-astronaut"),
        ),
        verdict=verdict,
    )


def _picture(shelf: Shelf, paint: Painter, name: str) -> ArtifactRef:
    return shelf.put(paint(name), "image/png", width=1280, height=720)
