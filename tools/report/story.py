"""What every section of the page reads: the record, with the look-ups they share."""

from dataclasses import dataclass
from typing import NamedTuple

from videostudio.film.artifact import ArtifactRef
from videostudio.film.record import FilmRecord, SceneRecord
from videostudio.film.scene import Scene
from videostudio.film.score import Score
from videostudio.film.take import Take
from videostudio.tools.report.stills import Stills


@dataclass(frozen=True)
class Story:
    """One film on its way to a page. `version` is the program's."""

    record: FilmRecord
    stills: Stills
    version: str

    @property
    def title(self) -> str:
        """The film's title, its id while there is no script."""
        return self.record.script.title if self.record.script else self.record.film

    def name(self, entity_or_scene: str) -> str:
        """What people call an entity ("corgi astronaut") or a scene ("scene 3"); ids nobody knows stay."""
        script = self.record.script
        for entity in script.entities if script else ():
            if entity.id == entity_or_scene:
                return entity.name
        number = self.number(entity_or_scene)
        return f"scene {number}" if number else entity_or_scene

    def number(self, scene_id: str) -> int:
        """A scene's place in the film, from 1; 0 if it has none."""
        return next((number for number, scene in enumerate(self.scenes, 1) if scene.id == scene_id), 0)

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The script's scenes, none while there is no script."""
        return self.record.script.scenes if self.record.script else ()

    def reference(self, entity: str) -> ArtifactRef | None:
        """The picture an entity goes by."""
        return next((member.reference for member in self.record.cast if member.entity.id == entity), None)

    def shot(self, scene_id: str) -> SceneRecord | None:
        """What was recorded of a scene."""
        return next((scene for scene in self.record.scenes if scene.id == scene_id), None)


class Word(NamedTuple):
    """The critic's word on one score: whether it rejects the take, and what it says of a score that may not, None if
    nothing."""

    rejects: bool
    advice: str | None


def word_on(score: Score, take: Take) -> Word:
    """What the verdict on a take says of one of its scores."""
    gaps, advice = (take.verdict.gaps, take.verdict.advice) if take.verdict else ((), ())
    rejects = any((gap.score, gap.about) == (score.name, score.about) for gap in gaps)
    said = {(gap.score, gap.about): gap.text for gap in advice}
    return Word(rejects, said.get((score.name, score.about)))


def chosen_take(scene: SceneRecord | None) -> Take | None:
    """The take that is in the film, or the last one there is."""
    return scene.chosen_take if scene else None


def pictures(record: FilmRecord) -> int:
    """How many stills a page of `record` shows: one a scene for the storyboard and one of its twin's, one a take, one a
    reference, and two for everybody in a take, and for its place."""
    cast = {scene.id: len(scene.foreground) + 1 for scene in (record.script.scenes if record.script else ())}
    shot = [take for scene in record.scenes for take in scene.takes if take.image]
    pairs = sum(cast.get(take.scene_id, 1) for take in shot)
    beside = len(record.twin.pictures) if record.twin else 0
    return len(record.scenes) + beside + len(shot) + sum(1 for member in record.cast if member.reference) + 2 * pairs
