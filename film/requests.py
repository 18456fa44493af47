"""Requests: everything expensive, as frozen, complete and hashable values.

A request says what is wanted and knows nothing of the model that will do it; together with a backend's
identity it makes a fingerprint (`film/fingerprint.py`). Numbers are integers (px, ms, milli-units), and a
field's default never changes without raising the class's `SCHEMA`.
"""

from enum import StrEnum
from itertools import accumulate
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, ShotSize
from videostudio.film.entity import Entity, EntityId, EntityKind
from videostudio.film.noun import Noun
from videostudio.film.scene import SceneId, Transition
from videostudio.film.score import Subject as Subject  # noqa: PLC0414 - a score request has one, like its scores' gaps
from videostudio.film.script import Script
from videostudio.film.take import Stage
from videostudio.film.verdict import Gap

Seed = Annotated[int, Field(ge=0, lt=2**32)]
Pixels = Annotated[int, Field(gt=0)]


class Request(Noun):
    """Base of all requests."""

    STAGE: ClassVar[Stage]
    SCHEMA: ClassVar[int] = 1


class WriterTask(StrEnum):
    """The planner's questions, in the paper's order (section 3.1)."""

    SCRIPT = "script"
    CAMERA = "camera"
    DESCRIBE = "describe"
    REWRITE = "rewrite"


class WriterRequest(Request):
    """One question to a writer. SCRIPT needs the prompt and limits; CAMERA and DESCRIBE the script so far;
    REWRITE the script, the scene to change and what was wrong with it. `must_have` and `forbidden` are words that have
    to be, or must not be, in the film. `try_number` counts repairs, `complaint` is what the try before it was refused
    for."""

    STAGE = Stage.WRITER
    task: WriterTask
    prompt: str
    scenes: int | None = None
    duration_ms: int | None = None
    style: str = ""
    seed: Seed = 0
    own_names: tuple[str, ...] = ()
    script: Script | None = None
    scene_id: SceneId | None = None
    gaps: tuple[Gap, ...] = ()
    try_number: int = Field(default=1, ge=1)
    must_have: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    complaint: str = ""


class Role(StrEnum):
    """Who speaks in a dialogue with a language model."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class Message(Noun):
    """One turn of a dialogue."""

    role: Role
    text: str


class Tool(Noun):
    """Something that a language model may call: `parameters` is their JSON schema, as canonical JSON."""

    name: str
    description: str
    parameters: str


class ChatRequest(Request):
    """One call of a language model: the whole dialogue so far, and the JSON schema (as canonical JSON) of what it is
    to answer. `max_tokens` is how long the answer may get. With `tools` it is to answer by calling them;
    an endpoint that knows no tools is told `tools_in_words` behind the first message, and answers in the schema."""

    STAGE = Stage.WRITER
    messages: tuple[Message, ...] = Field(min_length=1)
    answer_schema: str
    tools: tuple[Tool, ...] = ()
    tools_in_words: str = ""
    max_tokens: int = Field(gt=0)
    seed: Seed = 0
    try_number: int = Field(default=1, ge=1)


class ReferenceRequest(Request):
    """A reference image of one entity, alone, on nothing (alpha) where the imager can."""

    STAGE = Stage.REFERENCE
    entity: Entity
    style: str = ""
    width: Pixels
    height: Pixels
    seed: Seed
    attempt: int = Field(default=1, ge=1)


class CastMember(Noun):
    """An entity together with its reference image; None where no reference could be made, so that the
    imager has only words to go by."""

    entity: Entity
    reference: ArtifactRef | None = None


class Binding(Noun):
    """How strongly one entity's reference binds, where that is not how strongly all do (see SceneImageRequest)."""

    entity_id: EntityId
    scale_milli: int = Field(ge=0, le=4000)


class SceneImageRequest(Request):
    """The first frame of a scene. `emphasis` names entities that must not be missed this time, the most important
    first: a prompt begins with them. `single` names entities of which one and only one is wanted, `place_first` asks
    for the place's words before all others. `reference_scale_milli` is how strongly references bind (1000 = the
    backend's own default), `bindings` how strongly those of single entities do."""

    STAGE = Stage.IMAGE
    scene_id: SceneId
    attempt: int = Field(ge=1)
    event: str
    action: str
    cast: tuple[CastMember, ...]
    place: CastMember
    camera: CameraMove = CameraMove()
    shot: ShotSize = ShotSize.MEDIUM
    style: str = ""
    width: Pixels
    height: Pixels
    seed: Seed
    emphasis: tuple[EntityId, ...] = ()
    reference_scale_milli: int = Field(default=1000, ge=0, le=4000)
    bindings: tuple[Binding, ...] = ()
    single: tuple[EntityId, ...] = ()
    place_first: bool = False


class ClipRequest(Request):
    """A scene image set in motion. `frames` is the scene's film time, `tail_frames` the handle behind it
    that transitions mix from; motion and camera simply go on through the tail. `image_attempt` is the attempt
    whose picture is filmed, where that is not `attempt`; `camera_missed` is whether an earlier take did not follow the
    camera."""

    STAGE = Stage.CLIP
    scene_id: SceneId
    attempt: int = Field(ge=1)
    image_attempt: int | None = Field(default=None, ge=1)
    event: str
    action: str
    cast: tuple[CastMember, ...]
    place: CastMember
    image: ArtifactRef
    staging: ArtifactRef | None = None
    camera: CameraMove = CameraMove()
    camera_missed: bool = False
    style: str = ""
    frames: int = Field(gt=0)
    tail_frames: int = Field(ge=0)
    width: Pixels
    height: Pixels
    fps: int = Field(gt=0)
    seed: Seed


class ScoreItem(Noun):
    """One artifact to look at; `id` is the entity's (references) or the scene's (all others), `cast` whom a scene of a
    film should show."""

    id: EntityId
    artifact: ArtifactRef
    staging: ArtifactRef | None = None
    place: EntityId | None = None
    cast: tuple[EntityId, ...] = ()


class ScoreRequest(Request):
    """What to measure and what was wanted. A film has one item per scene, everything else exactly one. `others` are
    entities of the film that are not wanted here, `distractors` events of its other scenes, `style` is what the item is
    drawn in and the references are not, `places` where a film is set."""

    STAGE = Stage.SCORE
    subject: Subject
    items: tuple[ScoreItem, ...] = Field(min_length=1)
    event: str = ""
    distractors: tuple[str, ...] = ()
    cast: tuple[CastMember, ...] = ()
    others: tuple[CastMember, ...] = ()
    place: CastMember | None = None
    camera: CameraMove | None = None
    width: int | None = None
    height: int | None = None
    frames: int | None = None
    fps: int | None = None
    style: str = ""
    places: tuple[CastMember, ...] = ()


class Card(Noun):
    """A title or end card: `text` large, `line` and `credit` small, the pictures of `cast` (one or two) in a round
    window on `place`, which lends its colours. A card that `closes` the film sinks to black."""

    text: str
    line: str = ""
    credit: str = ""
    cast: tuple[ArtifactRef, ...] = ()
    place: ArtifactRef | None = None
    closes: bool = False


class CutShot(Noun):
    """One scene in the cut: `frames` of film time from the start of `clip`, or of a `card` that is made for the
    cut, joined by `transition`. `scene_id` is "" for a card."""

    clip: ArtifactRef | None = None
    card: Card | None = None
    scene_id: SceneId | Literal[""] = ""
    frames: int = Field(gt=0)
    transition: Transition = Transition()
    chapter: str = ""
    caption: str = ""

    @model_validator(mode="after")
    def _shows_one_thing(self) -> "CutShot":
        if (self.clip is None) == (self.card is None):
            raise ValueError("a shot shows a clip or a card: give one of them")
        return self


class SoundActor(Noun):
    """Who or what acts or is acted upon, as far as it can be heard."""

    name: str
    kind: EntityKind


class SoundRequest(Request):
    """What is heard in one scene: where it is, what is done there and by whom. `place` and `conditions` (time,
    weather, description) are the place's words; `frames` is the scene's film time, `tail_frames` what sounds on
    under the next scene; `beats_ms` is when feet come down or tools strike in its pictures, none where they do not
    tell."""

    STAGE = Stage.SOUND
    scene_id: SceneId
    place: str
    conditions: str = ""
    event: str = ""
    action: str
    cast: tuple[SoundActor, ...] = ()
    frames: int = Field(gt=0)
    tail_frames: int = Field(ge=0)
    fps: int = Field(gt=0)
    seed: Seed
    beats_ms: tuple[Annotated[int, Field(ge=0)], ...] = ()


class MusicScene(Noun):
    """A scene as music sees it: where it stands in the story, and how long it lasts."""

    beat: str = ""
    frames: int = Field(gt=0)


class MusicRequest(Request):
    """The music under the whole film. `mood` is words to take the mood from: title, logline, places, weather."""

    STAGE = Stage.MUSIC
    scenes: tuple[MusicScene, ...] = Field(min_length=1)
    mood: str = ""
    fps: int = Field(gt=0)
    seed: Seed


class Bus(StrEnum):
    """The parts of a film's sound. Music gives way to effects and narration."""

    MUSIC = "music"
    AMBIENCE = "ambience"
    EFFECTS = "effects"
    NARRATION = "narration"


class AudioCue(Noun):
    """Sound on one of the film's buses: a WAV or FLAC artifact that starts at `start_ms` of film time."""

    audio: ArtifactRef
    start_ms: int = Field(default=0, ge=0)
    gain_milli: int = Field(default=1000, ge=0, le=4000)
    bus: Bus = Bus.AMBIENCE


class CutRequest(Request):
    """The film as a list of shots in one size and frame rate, with the sound that goes over it."""

    STAGE = Stage.CUT
    shots: tuple[CutShot, ...] = Field(min_length=1)
    width: Pixels
    height: Pixels
    fps: int = Field(gt=0)
    title: str = ""
    comment: str = ""
    audio: tuple[AudioCue, ...] = ()
    loudness_milli: int | None = Field(default=None, ge=-40_000, le=-5_000)
    """Integrated loudness of the film's sound in thousandths of LUFS; None leaves the cues as loud as they are."""
    burn_captions: bool = False

    @property
    def starts(self) -> tuple[int, ...]:
        """The film's frame number at which each shot begins, cards included, and where the last one ends."""
        return tuple(accumulate((shot.frames for shot in self.shots), initial=0))
