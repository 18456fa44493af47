"""What a writer answers: small flat schemas, one per task. The planner turns them into nouns.

Entities are called by name here and by id everywhere else; a name used in a scene must be the exact name
of one of the answer's entities.
"""

from pydantic import Field

from videostudio.film.camera import Direction, ShotSize, Speed
from videostudio.film.entity import Aspect, EntityKind
from videostudio.film.noun import Noun


class WireEntity(Noun):
    """`head` is the noun that is drawn, `aspects` its looks in the prompt's own words."""

    name: str
    head: str
    kind: EntityKind
    aspects: tuple[Aspect, ...] = ()


class WireScene(Noun):
    """`event` is one sentence with one action and names instead of pronouns; `action` its verb's lemma;
    `foreground` the names of who and what is seen, the acting one first."""

    event: str
    action: str
    foreground: tuple[str, ...]
    background: str
    narration: str = ""
    beat: str = ""


class ScriptAnswer(Noun):
    """Task SCRIPT. `notes` tell the reader about choices; `degraded` tell what the writer could not do."""

    title: str
    logline: str
    entities: tuple[WireEntity, ...]
    scenes: tuple[WireScene, ...] = Field(min_length=1)
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()


class WireMove(Noun):
    """How one scene is filmed: the camera's move, its reason, and how much of the picture the main figure fills."""

    scene_id: str
    direction: Direction
    speed: Speed
    shot: ShotSize = ShotSize.MEDIUM
    reason: str = ""


class CameraAnswer(Noun):
    """Task CAMERA: one move for every scene of the script."""

    moves: tuple[WireMove, ...]


class WireDescription(Noun):
    """`description`: one concise English paragraph that repeats every attribute of the prompt."""

    entity_id: str
    description: str
    aspects: tuple[Aspect, ...] = ()


class DescribeAnswer(Noun):
    """Task DESCRIBE: one description for every entity of the script."""

    entities: tuple[WireDescription, ...]


class RewriteAnswer(Noun):
    """Task REWRITE: the scene anew, with names of entities the script already has."""

    scene: WireScene
