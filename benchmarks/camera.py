"""How well the critic finds the camera again in the animatic's own clips: `python benchmarks/camera.py --json`.

All 21 moves (7 directions x 3 speeds), each a clip of 4 s at 640x360 and 24 fps, encoded and measured as in a film:
the share of the scripted speed that was measured, in every shot size. A miss is a move whose direction is not
recognised, or whose speed is more than a tenth off; a static camera misses above a tenth of the slowest speed.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import PERCENT_PER_SECOND, CameraMove, Direction, ShotSize, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ClipRequest, SceneImageRequest
from videostudio.film.scene import tail_frames
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.filmer import AnimaticFilmer
from videostudio.generators.animatic.scene_imager import AnimaticSceneImager
from videostudio.tools.images import encode_png
from videostudio.tools.scoring import agreement, camera
from videostudio.tools.scoring.reading import read_clip
from videostudio.tools.store.store import Store
from videostudio.tools.video.encode import encode_clip

WIDTH, HEIGHT, FPS, FRAMES = 640, 360, 24, 96
MOST_OFF = 0.1
PLACES = ("park", "desert", "street")


@dataclass(frozen=True)
class Found:
    """One measured clip. `ratio` is measured over scripted speed, for a static camera 1 plus what it moved as a
    share of the slowest speed."""

    shot: str
    move: str
    place: str
    seen: str
    ratio: float

    @property
    def missed(self) -> bool:
        return abs(self.ratio - 1) > MOST_OFF or self.seen != self.move.split()[-1]


def measured(store: Store, folder: Path, shot: ShotSize, move: CameraMove, place: str) -> Found:
    """A dog that looks around in `place`, filmed with `move`, and what the critic sees of it."""
    dog = CastMember(entity=Entity(id="dog", name="dog", kind=EntityKind.ANIMAL, head="dog"))
    where = CastMember(entity=Entity(id="place", name=place, kind=EntityKind.PLACE, head=place))
    shared = {"scene_id": "scene-1", "attempt": 1, "event": "The dog looks.", "action": "look", "seed": 1}
    shared |= {"cast": (dog,), "place": where, "camera": move, "width": WIDTH, "height": HEIGHT}
    asked = SceneImageRequest.model_validate({**shared, "shot": shot})
    picture = AnimaticSceneImager(default_pack()).shoot_image(asked, artifacts=store)
    assert picture.staging is not None
    refs: dict[str, ArtifactRef] = {
        "image": store.put(encode_png(picture.pixels), media_type="image/png"),
        "staging": store.put(picture.staging.model_dump_json().encode(), media_type="application/json"),
    }
    tail = tail_frames(FPS)
    clip = ClipRequest.model_validate({**shared, **refs, "frames": FRAMES, "tail_frames": tail, "fps": FPS})
    footage = AnimaticFilmer(default_pack()).shoot_clip(clip, artifacts=store)
    out = folder / "clip.mp4"
    sizes = {"source_width": WIDTH, "source_height": HEIGHT, "source_fps": FPS, "width": WIDTH, "height": HEIGHT}
    encode_clip(footage.frames, **sizes, pixel_format="yuv420p", fps=FPS, film_frames=FRAMES, tail_frames=tail, out=out)
    seen = read_clip(out)
    steady = camera.steady_pictures(len(seen.pictures), seen.step, FRAMES, FPS)
    row = picture.staging.ground_px / HEIGHT * seen.pictures[0].shape[0]
    found = camera.measure(seen.pictures, step=seen.step, ground_row=row, steady=steady)
    if found is None:
        return Found(shot, str(move), place, "nothing", 0.0)
    small = seen.pictures[0].shape
    direction, speed = agreement.direction_of(found.flow, width=small[1], fps=FPS)
    if move.direction is Direction.STATIC:
        ratio = 1 + speed / PERCENT_PER_SECOND[Speed.SLOW]
    else:
        ratio = agreement.speed_ratio(found.flow, move, width=small[1], height=small[0], fps=FPS)
    return Found(shot, str(move), place, direction, round(ratio, 3))


def table(shots: list[ShotSize]) -> Iterator[Found]:
    """Every move in every size, the places by turns."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        for shot in shots:
            for number, (direction, speed) in enumerate((d, s) for d in Direction for s in Speed):
                move = CameraMove(direction=direction, speed=speed)
                yield measured(store, Path(name), shot, move, PLACES[number % len(PLACES)])


def main() -> int:
    """Prints the table; exit 1 if a move was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--shot", choices=list(ShotSize), help="one size only")
    wanted = parser.parse_args()
    rows = list(table([ShotSize(wanted.shot)] if wanted.shot else list(ShotSize)))
    missed = [f"{row.shot} {row.move}" for row in rows if row.missed]
    if wanted.json:
        print(json.dumps({"moves": [vars(row) for row in rows], "most_off": MOST_OFF, "missed": missed}))
    else:
        for row in rows:
            print(f"{row.shot:<7} {row.move:<16} {row.place:<7} {row.seen:<9} {row.ratio:.3f}{'  *' * row.missed}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
