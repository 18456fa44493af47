"""The animatic's pixels belong to its code version: whoever changes one has to raise the other.

After raising `CODE_VERSION`, write the new file with `python tests/generators/test_animatic_stage_golden.py`.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np

from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.staging import Box, Facing, Placement, Staging
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.identity import CODE_VERSION
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.places import NEUTRAL, Place, place_of
from videostudio.generators.animatic.rigs.body import Body, Rig
from videostudio.generators.animatic.rigs.person import person_of
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.sets.catalogue import SETS
from videostudio.generators.animatic.sets.landmarks import LANDMARKS
from videostudio.generators.animatic.shot import Shot, shot_of
from videostudio.generators.animatic.yuv import Frame

GOLDEN = Path(__file__).parent / "golden" / "animatic_stage.json"
WIDTH, HEIGHT, FPS = 160, 90, 12
LANDMARK_WORDS = {"lattice tower": "paris", "pyramids": "pyramid"}
"""Words for those that are not called what they are."""


def test_the_pixels_are_those_of_the_code_version() -> None:
    kept = json.loads(GOLDEN.read_text("utf-8"))
    assert kept["code_version"] == CODE_VERSION, "the golden file is of another code version: write it anew"
    now = dict(_hashes())
    changed = sorted(name for name in now.keys() | kept["hashes"].keys() if now.get(name) != kept["hashes"].get(name))
    assert not changed, f"other pixels under code version {CODE_VERSION}: raise it and write the golden file anew"


def _hashes() -> Iterator[tuple[str, str]]:
    for kind in sorted(SETS):
        words = kind if kind != NEUTRAL else "quibblezorp"
        yield f"set {words}", _digest(_shot("idle", _place(words), cast=False), (0,))
    for words in ("sea at night", "city at sunset", "foggy park", "village at dawn"):
        yield f"light {words}", _digest(_shot("idle", _place(words), cast=False), (0,))
    for move in ("left", "up", "backward", "forward"):
        camera = CameraMove(direction=move, speed="fast")
        yield f"camera {move}", _digest(_shot("idle", _place("moon"), camera=camera), (0, 11))
    hall = _place("hall")
    for motion in sorted(MOTIONS):
        yield f"motion {motion}", _digest(_shot(motion, hall), (0, 7, 20))
    for weather in ("rainy", "snowy"):
        yield f"weather {weather}", _digest(_shot("idle", _place(f"{weather} street")), (0, 5))
    for name in sorted(LANDMARKS):
        yield f"landmark {name}", _digest(_shot("idle", _place(LANDMARK_WORDS.get(name, name)), cast=False), (0,))
    for words in ("beach", "lighthouse", "meadow", "icy sea"):
        yield f"on the water {words}", _digest(_shot("idle", _place(words).on_the_water(), cast=False), (0,))
    knight = _rig("knight").body(40, lambda rgba: rgba)
    for motion in sorted(MOTIONS):
        yield f"person {motion}", sha256(b"".join(_drawn(knight, motion, t) for t in (0.0, 0.6, 1.7))).hexdigest()[:16]
    for words in ("astronaut", "old woman", "little boy with curly hair", "three musicians", "chef", "robot", "fairy"):
        yield f"picture {words}", sha256(_rig(words).picture(60).tobytes()).hexdigest()[:16]


def _rig(words: str) -> Rig:
    head = words.rsplit(maxsplit=1)[-1]
    rig = person_of(Entity(id="figure", name=words, kind=EntityKind.PERSON, head=head))
    assert rig is not None
    return rig


def _drawn(body: Body, motion: str, t: float) -> bytes:
    frame = Frame.blank(96, 80)
    frame.buffer[:] = 128
    pose = body.pose(motion, Moment(t, t / 4, 0.3, 1.2))
    body.draw(frame, pose, np.array([[40.0, 0.0, 48.0], [0.0, 40.0, 64.0]]))
    return frame.buffer.tobytes()


def _place(words: str) -> Place:
    return place_of(Entity(id="place", name=words, kind=EntityKind.PLACE, head=words.split(maxsplit=1)[0]))


def _shot(motion: str, place: Place, *, camera: CameraMove | None = None, cast: bool = True) -> Shot:
    box = Box(left=50, top=34, width=30, height=40)
    placement = Placement(entity_id="figure", box=box, facing=Facing.LEFT, pose=motion)
    staging = Staging(width=WIDTH, height=HEIGHT, ground_px=56, placements=(placement,) if cast else ())
    return shot_of(staging, [_figure()] if cast else [], place, camera or CameraMove(), fps=FPS, frames=24, tail=0)


def _figure() -> Figure:
    rgba = np.zeros((80, 60, 4), np.uint8)
    cv2.rectangle(rgba, (10, 20), (50, 79), (200, 80, 60, 255), -1)
    cv2.circle(rgba, (42, 22), 16, (240, 200, 90, 255), -1)
    flags = {"aloft": False, "afloat": False, "carries": False, "saddled": False, "turns": True}
    return Figure("figure", rgba, EntityKind.ANIMAL, 1.0, facing=Facing.RIGHT, **flags)


def _digest(shot: Shot, moments: tuple[int, ...]) -> str:
    return sha256(b"".join(shot.frame(at).buffer.tobytes() for at in moments)).hexdigest()[:16]


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps({"code_version": CODE_VERSION, "hashes": dict(_hashes())}, indent=1) + "\n", "utf-8")
