"""What all prints read of a film: its chosen takes and their pictures."""

from videostudio.film.errors import UserError
from videostudio.film.record import FilmRecord, SceneRecord
from videostudio.film.scene import Scene
from videostudio.film.take import Take


def chosen(scene: SceneRecord) -> Take | None:
    """The take of a scene that is in the film."""
    return next((take for take in scene.takes if take.attempt == scene.chosen), None)


def filmed_scenes(record: FilmRecord) -> list[tuple[int, Scene, Take]]:
    """(number from 1, scene, take) of every scene that has a clip. Raises UserError if none has."""
    takes = {scene.id: chosen(scene) for scene in record.scenes}
    scenes = record.script.scenes if record.script else ()
    found = [
        (number, scene, take)
        for number, scene in enumerate(scenes, 1)
        if (take := takes.get(scene.id)) is not None and take.clip is not None
    ]
    if not found:
        raise UserError(f"the film '{record.film}' has no scene yet: go on with `videostudio resume {record.film}`")
    return found
