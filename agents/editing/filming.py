"""Edits of what happens and of how it is filmed: event, camera, style and title."""

from videostudio.agents.editing.parts import admitted, rebuilt, scene_of, with_scenes
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.edits import SetCamera, SetStyle, SetTitle, Telling, TellScene
from videostudio.film.scene import Scene
from videostudio.film.script import Script


def told(script: Script, edit: TellScene) -> Script:
    """Something else happens; place, camera and length stay."""
    scene = retold(scene_of(script, edit.scene), edit.telling)
    return rebuilt(script, with_scenes(script, [scene]), admitted(script, edit.telling.newcomers))


def retold(scene: Scene, telling: Telling) -> Scene:
    """`scene` with another event, which is also what is read aloud."""
    return scene.model_copy(
        update={
            "event": telling.event,
            "action": telling.action,
            "foreground": tuple(dict.fromkeys(telling.foreground)),
            "narration": telling.event,
        }
    )


def filmed(script: Script, edit: SetCamera) -> Script:
    """Another camera. A speed without a direction starts a camera that stood still: it goes forward."""
    scenes = (scene_of(script, scene_id) for scene_id in edit.scenes)
    changed = [
        scene.model_copy(update={"camera": _moved(scene.camera, edit), "shot": edit.shot or scene.shot})
        for scene in scenes
    ]
    return rebuilt(script, with_scenes(script, changed), script.entities)


def styled(script: Script, edit: SetStyle) -> Script:
    """Another style for the whole film."""
    return script.model_copy(update={"style": " ".join(edit.style.split())})


def titled(script: Script, edit: SetTitle) -> Script:
    """Another title."""
    return script.model_copy(update={"title": edit.title.strip() or script.title})


def _moved(camera: CameraMove, edit: SetCamera) -> CameraMove:
    direction = edit.direction or camera.direction
    if direction is Direction.STATIC and edit.direction is None and edit.speed is not None:
        direction = Direction.FORWARD
    usual = Speed.MEDIUM if camera.direction is Direction.STATIC else camera.speed
    return CameraMove(direction=direction, speed=edit.speed or usual)
