"""What every section of the page reads: the record, with the look-ups they share."""

from dataclasses import dataclass

from videostudio.film.record import FilmRecord, SceneRecord
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
        scenes = self.record.script.scenes if self.record.script else ()
        return next((number for number, scene in enumerate(scenes, 1) if scene.id == scene_id), 0)

    def shot(self, scene_id: str) -> SceneRecord | None:
        """What was recorded of a scene."""
        return next((scene for scene in self.record.scenes if scene.id == scene_id), None)


def chosen_take(scene: SceneRecord | None) -> Take | None:
    """The take that is in the film, or the last one there is."""
    if scene is None or not scene.takes:
        return None
    return next((take for take in scene.takes if take.attempt == scene.chosen), scene.takes[-1])


def pictures(record: FilmRecord) -> int:
    """How many stills a page of `record` shows: one a scene for the storyboard, one a take, one a reference."""
    takes = sum(1 for scene in record.scenes for take in scene.takes if take.image)
    return len(record.scenes) + takes + sum(1 for member in record.cast if member.reference)
