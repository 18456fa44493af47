"""Edits of what happens and of how it is filmed: event, narration, joins, camera, another take, style and title."""

from videostudio.agents.editing.parts import ASKED, admitted, number, rebuilt, scene_of, with_scenes
from videostudio.agents.transitions import JOINS
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.edits import Retake, SetCamera, SetJoin, SetNarration, SetStyle, SetTitle, Telling, TellScene
from videostudio.film.errors import ScriptError
from videostudio.film.scene import Scene
from videostudio.film.script import Script


def told(script: Script, edit: TellScene) -> Script:
    """Something else happens; place, camera and length stay."""
    scene = retold(scene_of(script, edit.scene), edit.telling)
    return rebuilt(script, with_scenes(script, [scene]), admitted(script, edit.telling.newcomers))


def retold(scene: Scene, telling: Telling) -> Scene:
    """`scene` with another event, which is also what is read aloud where nothing else is told."""
    return scene.model_copy(
        update={
            "event": telling.event,
            "action": telling.action,
            "foreground": tuple(dict.fromkeys(telling.foreground)),
            "narration": telling.event if telling.narration is None else telling.narration,
        }
    )


def narrated(script: Script, edit: SetNarration) -> Script:
    """Something else is read aloud."""
    scene = scene_of(script, edit.scene).model_copy(update={"narration": " ".join(edit.text.split())})
    return rebuilt(script, with_scenes(script, [scene]), script.entities)


def joined(script: Script, edit: SetJoin) -> Script:
    """Scenes begin in another way, and keep to it until they have another neighbour."""
    changed = []
    for scene_id in edit.scenes:
        if number(script, scene_id) == 1:
            raise ScriptError("scene 1 has no scene before it that it could be joined to: name a later one")
        scene = scene_of(script, scene_id)
        if scene.transition.kind is not edit.join:
            scene = scene.model_copy(update={"transition": JOINS[edit.join], "transition_reason": ASKED})
        changed.append(scene)
    return rebuilt(script, with_scenes(script, changed), script.entities)


def retaken(script: Script, edit: Retake) -> Script:
    """The same scenes with other seeds."""
    scenes = (scene_of(script, scene_id) for scene_id in dict.fromkeys(edit.scenes))
    changed = [scene.model_copy(update={"retake": scene.retake + 1}) for scene in scenes]
    return rebuilt(script, with_scenes(script, changed), script.entities)


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
