"""The camera stage (paper, section 3.1): a second query, over the finished scenes."""

from videostudio.agents.llm.limits import elements
from videostudio.agents.llm.names import shortened
from videostudio.agents.llm.shapes import CameraShape, schema_of
from videostudio.agents.llm.turns import Faults, Interview, system, user
from videostudio.agents.prompts import render
from videostudio.agents.wire import CameraAnswer, WireMove
from videostudio.film.script import Script

TOKENS, TOKENS_PER_SCENE = 200, 70
FEWEST_TO_DIFFER = 3
"""From so many scenes on, one and the same move for all is no camera work."""


async def move_camera(interview: Interview, script: Script) -> CameraAnswer:
    """One move for every scene of the script. Raises WriterError."""
    scenes = "\n".join(
        f"{scene.id} (in: {script.entity(scene.background).name}): {scene.event}" for scene in script.scenes
    )
    task = render("camera_task", title=script.title, scenes=scenes)
    told = await interview.ask(
        (
            system(render("camera", schema=schema_of(CameraShape))),
            user("\n".join((task, *elements(interview.request)))),
        ),
        CameraShape,
        max_tokens=TOKENS + TOKENS_PER_SCENE * len(script.scenes),
        check=lambda camera: _check(camera, script),
        moves=len(script.scenes),
    )
    moves = {move.scene: move for move in told.answer.moves}
    return CameraAnswer(
        moves=tuple(
            WireMove(
                scene_id=scene.id,
                direction=moves[scene.id].direction,
                speed=moves[scene.id].speed,
                shot=moves[scene.id].shot,
                reason=shortened(moves[scene.id].reason, 200),
            )
            for scene in script.scenes
        )
    )


def _check(camera: CameraShape, script: Script) -> None:
    moves = {move.scene: move for move in camera.moves}
    if missing := [scene.id for scene in script.scenes if scene.id not in moves]:
        raise Faults([f"there is no move for {', '.join(missing)}"])
    directions = [moves[scene.id].direction for scene in script.scenes]
    if len(directions) >= FEWEST_TO_DIFFER and len(set(directions)) == 1:
        raise Faults([f"every scene has the same direction, {directions[0]}: be diverse"])
