"""Edits: what somebody wants changed in a film, as typed values that name scenes and entities by id.

An edit says all there is to know, so that applying it (`agents/editing`) is a pure function. It is checked against the
script it is applied to, whoever wrote it: a grammar, a model, a person.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import MAX_SCENE_MS, MIN_SCENE_MS
from videostudio.film.camera import Direction, ShotSize, Speed
from videostudio.film.entity import Aspect, Entity, EntityId
from videostudio.film.noun import Noun
from videostudio.film.scene import SceneId, TransitionKind

Scenes = Annotated[tuple[SceneId, ...], Field(min_length=1)]
Milliseconds = Annotated[int, Field(ge=MIN_SCENE_MS, le=MAX_SCENE_MS)]


class Telling(Noun):
    """What happens in a scene: `event` is a whole sentence, `action` the lemma of its one verb, `foreground` who and
    what is seen, the one who acts first. `newcomers` are those of them whom the script does not have yet. `narration`
    is what is read aloud, None for the event itself."""

    event: Annotated[str, Field(min_length=1, max_length=1000)]
    action: Annotated[str, Field(min_length=1, max_length=60)]
    foreground: tuple[EntityId, ...] = Field(default=(), max_length=8)
    newcomers: tuple[Entity, ...] = ()
    narration: Annotated[str, Field(max_length=1000)] | None = None


class TellScene(Noun):
    """Something else happens in a scene."""

    kind: Literal["event"] = "event"
    scene: SceneId
    telling: Telling


class SetNarration(Noun):
    """Something else is read aloud over a scene; "" for nothing. What is seen stays."""

    kind: Literal["narration"] = "narration"
    scene: SceneId
    text: Annotated[str, Field(max_length=1000)]


class SetJoin(Noun):
    """Each of the scenes begins in another way: `join` joins it to the one before."""

    kind: Literal["join"] = "join"
    scenes: Scenes
    join: TransitionKind


class Retake(Noun):
    """Scenes are shot once more as they are, with other seeds."""

    kind: Literal["retake"] = "retake"
    scenes: Scenes


class SetPlace(Noun):
    """Scenes are set somewhere else; `newcomer` is the place if the script does not have it yet."""

    kind: Literal["place"] = "place"
    scenes: Scenes
    place: EntityId
    newcomer: Entity | None = None


class SetTime(Noun):
    """Scenes have another time of day: "night", "dawn"; "day" is the usual one."""

    kind: Literal["time"] = "time"
    scenes: Scenes
    time: Annotated[str, Field(pattern=r"^[a-z][a-z ]{0,30}$")]


class SetWeather(Noun):
    """Scenes have other weather: "rain", "fog"; "clear" is the usual one."""

    kind: Literal["weather"] = "weather"
    scenes: Scenes
    weather: Annotated[str, Field(pattern=r"^[a-z][a-z ]{0,30}$")]


class SetCamera(Noun):
    """Scenes are filmed another way. What is None stays as it is."""

    kind: Literal["camera"] = "camera"
    scenes: Scenes
    direction: Direction | None = None
    speed: Speed | None = None
    shot: ShotSize | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "SetCamera":
        if self.direction is None and self.speed is None and self.shot is None:
            raise ValueError("a camera edit names a direction, a speed or a size of shot")
        return self


class SetLength(Noun):
    """Each of the scenes lasts `duration_ms`."""

    kind: Literal["length"] = "length"
    scenes: Scenes
    duration_ms: Milliseconds


class SetFilmLength(Noun):
    """All scenes together last `duration_ms`; they keep their proportions."""

    kind: Literal["film_length"] = "film_length"
    duration_ms: int = Field(gt=0)


class OrderScenes(Noun):
    """The scenes come in this order, each once."""

    kind: Literal["order"] = "order"
    order: Scenes


class SetStyle(Noun):
    """The whole film has another style; "" for none."""

    kind: Literal["style"] = "style"
    style: Annotated[str, Field(max_length=200)]


class SetTitle(Noun):
    """The film is called something else."""

    kind: Literal["title"] = "title"
    title: Annotated[str, Field(min_length=1, max_length=120)]


class AddScene(Noun):
    """A new scene behind `after`, or before all others. Place and length are those of the scene it follows (at the
    beginning: precedes) where they are not given; `newcomer` is the place if the script does not have it yet."""

    kind: Literal["add"] = "add"
    after: SceneId | None
    telling: Telling
    place: EntityId | None = None
    newcomer: Entity | None = None
    duration_ms: Milliseconds | None = None


class RemoveScenes(Noun):
    """Scenes are left out."""

    kind: Literal["remove"] = "remove"
    scenes: Scenes


class SplitScene(Noun):
    """A scene becomes two that share its time: `first` and `second` tell them; where they are None the event stays,
    and the second one is seen closer."""

    kind: Literal["split"] = "split"
    scene: SceneId
    first: Telling | None = None
    second: Telling | None = None


class MergeScenes(Noun):
    """Neighbouring scenes become one at the first one's place, as long as all together."""

    kind: Literal["merge"] = "merge"
    scenes: Annotated[tuple[SceneId, ...], Field(min_length=2)]


class Recast(Noun):
    """Somebody or something else takes an entity's part in every scene; a place gives way to another place."""

    kind: Literal["recast"] = "recast"
    entity: EntityId
    by: Entity


class Redescribe(Noun):
    """An entity looks different: `aspects` come in place of those of the same name, `without` names those that go."""

    kind: Literal["redescribe"] = "redescribe"
    entity: EntityId
    aspects: tuple[Aspect, ...] = ()
    without: tuple[Annotated[str, Field(max_length=60)], ...] = ()

    @model_validator(mode="after")
    def _changes_something(self) -> "Redescribe":
        if not (self.aspects or self.without):
            raise ValueError("a new description names at least one aspect")
        return self


class UseImage(Noun):
    """An entity goes by the user's own picture; None for by none any more."""

    kind: Literal["image"] = "image"
    entity: EntityId
    image: ArtifactRef | None


ScriptEdit = Annotated[
    TellScene
    | SetNarration
    | SetJoin
    | Retake
    | SetPlace
    | SetTime
    | SetWeather
    | SetCamera
    | SetLength
    | SetFilmLength
    | OrderScenes
    | SetStyle
    | SetTitle
    | AddScene
    | RemoveScenes
    | SplitScene
    | MergeScenes
    | Recast
    | Redescribe
    | UseImage,
    Field(discriminator="kind"),
]
"""What changes a script."""


class Approve(Noun):
    """Yes to what the film waits with."""

    kind: Literal["approve"] = "approve"


class Reject(Noun):
    """No to what the film waits with, and why."""

    kind: Literal["reject"] = "reject"
    note: Annotated[str, Field(max_length=2000)] = ""


class Undo(Noun):
    """Back by so many versions of the script."""

    kind: Literal["undo"] = "undo"
    steps: int = Field(default=1, ge=1, le=1000)


class Redo(Noun):
    """Forward again by so many versions."""

    kind: Literal["redo"] = "redo"
    steps: int = Field(default=1, ge=1, le=1000)


class Render(Noun):
    """The same script filmed with another profile."""

    kind: Literal["render"] = "render"
    profile: Annotated[str, Field(min_length=1, max_length=60)]


class Show(Noun):
    """Tell me: the script, one scene of it, the versions there are, or what can be said."""

    kind: Literal["show"] = "show"
    what: Literal["script", "scene", "versions", "help"] = "script"
    scene: SceneId | None = None


FilmWord = Annotated[Approve | Reject | Undo | Redo | Render | Show, Field(discriminator="kind")]
"""What is said about a film without changing its script."""
FILM_WORDS = (Approve, Reject, Undo, Redo, Render, Show)
"""The same, to tell them by."""
