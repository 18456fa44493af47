"""The CAMERA task: one move for every scene, each with its reason, never the same direction three times running, and
the size of its shot: wide for a new place and for the close, near for what is felt, found and said, else medium."""

from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.wire import CameraAnswer, WireMove
from videostudio.film.camera import Direction, ShotSize, Speed
from videostudio.film.scene import Scene
from videostudio.film.script import Script

_OTHERWISE = {
    Direction.RIGHT: Direction.LEFT,
    Direction.LEFT: Direction.RIGHT,
    Direction.FORWARD: Direction.STATIC,
    Direction.BACKWARD: Direction.STATIC,
    Direction.STATIC: Direction.FORWARD,
    Direction.UP: Direction.FORWARD,
    Direction.DOWN: Direction.STATIC,
}


def move_camera(script: Script) -> CameraAnswer:
    """One move for every scene of the script, in its order."""
    moves: list[WireMove] = []
    for at, scene in enumerate(script.scenes):
        direction, speed, reason = _wanted(scene, at, len(script.scenes), moves)
        if len(moves) > 1 and moves[-1].direction == moves[-2].direction == direction:
            direction = _OTHERWISE[direction]
            speed, reason = Speed.SLOW, f"a change after two moves alike; {reason}"
        size = _size(script, at, direction, [move.shot for move in moves])
        moves.append(WireMove(scene_id=scene.id, direction=direction, speed=speed, shot=size, reason=reason))
    return CameraAnswer(moves=tuple(moves))


def _wanted(scene: Scene, at: int, scenes: int, before: list[WireMove]) -> tuple[Direction, Speed, str]:
    action, known = scene.action, lexicon()
    pace = Speed.FAST if known.is_a("camera_fast", action) else Speed.MEDIUM
    if at == scenes - 1 and scenes > 1:
        return Direction.BACKWARD, Speed.SLOW, "the story closes: the camera draws back and lets go"
    if known.is_a("camera_away", action):
        return Direction.LEFT, pace, f"someone goes away ({action}): the camera pans back along the way"
    if known.is_a("camera_up", action):
        return Direction.UP, Speed.SLOW, f"things go up ({action}): the camera rises with them"
    if known.is_a("camera_down", action):
        return Direction.DOWN, Speed.SLOW, f"things go down ({action}): the camera sinks with them"
    if at == 0 and action in ("arrive", "come", "enter"):
        return Direction.FORWARD, Speed.MEDIUM, "the story opens: the camera moves in and shows where we are"
    if known.is_a("move", action):
        return _travel(before), pace, f"travelling ({action}): the camera pans along the motion"
    if scene.beat == "arrival" or at == 0:
        return Direction.FORWARD, Speed.MEDIUM, "the story opens: the camera moves in and shows where we are"
    if known.is_a("camera_still", action):
        return _calm(before, f"a still moment ({action})")
    if scene.beat == "turn":
        return Direction.FORWARD, Speed.MEDIUM, "the story turns: the camera moves closer"
    return _working(scene, before)


def _size(script: Script, at: int, direction: Direction, before: list[ShotSize]) -> ShotSize:
    """The arc's size: places first, then people, then faces. A camera that follows someone needs room, and two wide
    shots running are one too many unless the story closes; it closes nearer where there is something to see."""
    scene, scenes = script.scenes[at], len(script.scenes)
    if scenes == 1:
        return ShotSize.MEDIUM
    intimate = scene.beat == "turn" or lexicon().is_a("close_up", scene.action)
    if at == scenes - 1:
        return ShotSize.MEDIUM if intimate and len(scene.foreground) > 1 else ShotSize.WIDE
    arrives = at == 0 or scene.background != script.scenes[at - 1].background
    if arrives and before[-1:] != [ShotSize.WIDE]:
        return ShotSize.WIDE
    stays = direction in (Direction.STATIC, Direction.FORWARD, Direction.BACKWARD)
    if intimate and stays and 1 <= len(scene.foreground) <= 2 and before[-2:] != [ShotSize.CLOSE] * 2:
        return ShotSize.CLOSE
    return ShotSize.MEDIUM


def _travel(before: list[WireMove]) -> Direction:
    """Travellers go on in the direction they had, to the right at first."""
    pans = [move.direction for move in before if move.direction in (Direction.LEFT, Direction.RIGHT)]
    return pans[-1] if pans else Direction.RIGHT


def _calm(before: list[WireMove], why: str) -> tuple[Direction, Speed, str]:
    if before and before[-1].direction == Direction.STATIC:
        return Direction.FORWARD, Speed.SLOW, f"{why}: the camera comes slowly closer"
    return Direction.STATIC, Speed.SLOW, f"{why}: the camera holds still"


def _working(scene: Scene, before: list[WireMove]) -> tuple[Direction, Speed, str]:
    """Things are done with the hands: closer for one, along the row for several."""
    if len(scene.foreground) > 2:
        side = Direction.LEFT if before and before[-1].direction == Direction.RIGHT else Direction.RIGHT
        return side, Speed.SLOW, f"several are seen ({scene.action}): the camera passes along them"
    if before and before[-1].direction == Direction.FORWARD:
        return Direction.STATIC, Speed.SLOW, f"the action speaks for itself ({scene.action}): the camera holds still"
    return Direction.FORWARD, Speed.SLOW, f"something is done ({scene.action}): the camera comes closer to see it"
