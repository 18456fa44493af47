"""Draws the docs' contact sheets of animals and vehicles: what they look like, and what they do.

python scripts/draw_animals.py
"""

from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs.body import Rig
from videostudio.generators.animatic.rigs.creature import creature_of
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PAPER = (226, 236, 242)
GROUND_Y, SKY, SOIL = 0.8, 214, 178
QUALITY = 80
WIDE, HIGH = 142, 140

ANIMALS = [
    *("fox", "wolf", "dog", "corgi", "poodle", "cat", "tiger", "lion", "leopard", "horse", "unicorn", "zebra"),
    *("donkey", "deer", "cow", "ox", "bison", "goat", "ram", "sheep", "llama", "camel", "giraffe", "elephant"),
    *("mammoth", "rhinoceros", "hippopotamus", "pig", "bear", "polar bear", "panda", "koala", "hamster", "mouse"),
    *("squirrel", "beaver", "hedgehog", "rabbit", "monkey", "gorilla", "raccoon", "skunk", "badger", "frog"),
    *("turtle", "crocodile", "lizard", "dragon", "purple cow", "golden dragon", "white wolf", "blue elephant"),
    *("corgi astronaut", "fox detective", "cat chef", "bear king", "wolf wizard", "pig pirate", "tiger superhero"),
    *("rabbit doctor", "raccoon thief", "horse student", "elephant queen", "mouse cowboy"),
]
ACTIONS = [
    *("walk", "run", "sneak", "chase", "flee", "jump", "swim", "fly", "climb", "fall", "dance", "wave", "look", "eat"),
    *("sleep", "rest", "talk", "listen", "argue", "laugh", "cry", "sing", "think", "read", "write", "paint", "cook"),
    *("build", "dig", "sweep", "fish", "music", "find", "pick", "give", "throw", "play", "push", "hide", "shake"),
    *("fight", "dodge", "hug", "pray", "cheer", "shine", "kart", "dinghy", "leave", "carry"),
    *("clap", "bow", "point", "gaze", "sneeze", "yawn", "chop", "slice", "bake", "knit", "plant", "water", "pull"),
    *("mould", "explode"),
]
ACTORS = ["fox", "horse", "bear", "rabbit", "elephant", "cat", "cow", "dragon", "mouse", "deer"]
OTHERS = [
    *(("duck", motion) for motion in ("walk", "fly", "eat", "sleep")),
    *(("fish", motion) for motion in ("swim", "jump")),
    *(("tractor", motion) for motion in ("drive", "jump")),
    *(("bicycle", "drive"), ("ball", "roll"), ("train", "drive"), ("tram", "drive"), ("ghost", "wave")),
]
THINGS = frozenset(("tractor", "bicycle", "ball", "train", "tram", "ghost"))
ROLES = frozenset(
    ("astronaut", "detective", "chef", "king", "wizard", "pirate", "superhero", "doctor", "thief", "student", "queen")
) | {"cowboy"}


def rig_for(name: str) -> Rig:
    """The rig of whatever has that name."""
    words = [word for word in name.split() if word not in ROLES]
    kind = EntityKind.OBJECT if name in THINGS else EntityKind.ANIMAL
    head = " ".join(words) if words[0] == "polar" else words[-1]
    rig = creature_of(Entity(id="who", name=name, kind=kind, head=head), default_pack())
    assert rig is not None
    return rig


def on_paper(rgba: Pixels, width: int, height: int) -> Pixels:
    """A picture in the lower middle of a cell."""
    cell = np.empty((height, width, 3), np.float32)
    cell[:] = PAPER
    shrink = min(1.0, (width - 8) / rgba.shape[1], (height - 22) / rgba.shape[0])
    size = (round(rgba.shape[1] * shrink), round(rgba.shape[0] * shrink))
    alpha = rgba[..., 3:].astype(np.float32) / 255
    small = cv2.resize(np.dstack([rgba[..., :3] * alpha, alpha]), size, interpolation=cv2.INTER_AREA)
    top, left = height - 18 - size[1], (width - size[0]) // 2
    part = cell[top : top + size[1], left : left + size[0]]
    part *= 1 - small[..., 3:]
    part += small[..., :3]
    return np.asarray(np.clip(cell, 0, 255), np.uint8)


def acting(rig: Rig, motion: str, seconds: float, width: int, height: int) -> Pixels:
    """A moment of an act on bare ground."""
    shape = rig.picture(64).shape
    tall = min(0.5 * height, 0.62 * width * shape[0] / shape[1])
    body = rig.body(tall, lambda rgba: rgba)
    frame = Frame.blank(width, height)
    frame.y[:], frame.u[:], frame.v[:] = SKY, 132, 124
    frame.y[round(GROUND_Y * height) :] = SOIL
    pose = body.pose(motion, Moment(seconds, seconds / 4, MOTIONS[motion].travel))
    turn = np.radians(pose.lean)
    cosine, sine = np.cos(turn) * tall, np.sin(turn) * tall
    x, y = 0.44 * width + pose.along * tall, GROUND_Y * height + 6 - pose.up * tall
    body.draw(frame, pose, np.array([[cosine, -sine, x], [sine, cosine, y]]))
    return planar_to_rgb(frame.buffer)


def sheet(cells: list[tuple[str, Pixels]], columns: int) -> Image.Image:
    """Cells with their names, row by row."""
    height, width = cells[0][1].shape[:2]
    page = Image.new("RGB", (columns * width, -(-len(cells) // columns) * height), PAPER)
    pen, font, left = ImageDraw.Draw(page), ImageFont.load_default(11), iter(cells)
    for row in range(-(-len(cells) // columns)):
        for column, (name, cell) in enumerate(islice(left, columns)):
            page.paste(Image.fromarray(cell), (column * width, row * height))
            pen.text((column * width + 4, (row + 1) * height - 15), name, (70, 66, 92), font)
    return page


def main() -> None:
    """Writes both sheets."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    animals = [(name, on_paper(rig_for(name).picture(2 * HIGH), WIDE, HIGH)) for name in ANIMALS]
    sheet(animals, 8).save(PICTURES / "animals.jpg", quality=QUALITY, optimize=True)
    told = [(ACTORS[index % len(ACTORS)], motion) for index, motion in enumerate(ACTIONS)] + OTHERS
    acts = []
    for name, motion in told:
        moments = [acting(rig_for(name), motion, t, 104, 120) for t in (0.6, 2.0, 3.1)]
        acts.append((f"{name}: {motion}", np.hstack(moments)))
    sheet(acts, 5).save(PICTURES / "animals-actions.jpg", quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main()
