"""What every section of the page reads: the record, with the look-ups they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from videostudio.film.artifact import ArtifactRef
from videostudio.film.calibration import CHECKS, TOLD_ONLY
from videostudio.film.record import FilmRecord, SceneRecord
from videostudio.film.scene import Scene
from videostudio.film.score import Score, Subject
from videostudio.film.take import Take
from videostudio.film.verdict import Verdict
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


ADVISED = "advised only"


class Word(NamedTuple):
    """The critic's word on one score: whether it rejects the take, and what it says of a score that may not, None if
    nothing."""

    rejects: bool
    advice: str | None


def word_on(score: Score, verdict: Verdict, subject: Subject) -> Word:
    """What a verdict says of one of the scores of `subject`."""
    key = (score.name, score.about, score.entity)
    found = [gap for gap in verdict.gaps if gap.subject in (None, subject)]
    said = {(gap.score, gap.about, gap.entity): gap.text for gap in verdict.advice}
    return Word(any((gap.score, gap.about, gap.entity) == key for gap in found), said.get(key))


def stands(scores: Sequence[Score], verdict: Verdict) -> str:
    """How what these scores are of stands after a verdict on them: "passed", "did not pass", or "advised only", where
    no score was judged but the checks of the file."""
    if verdict.gaps:
        return "did not pass"
    told = {score.name for score in scores if score.value is not None} - CHECKS - TOLD_ONLY
    advised = {gap.score for gap in verdict.advice}
    return ADVISED if advised and told <= advised else "passed"


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
