"""Draws the docs' contact sheets of people: who they can be, and what they do.

python scripts/draw_people.py
"""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs.person import Person, person_of
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.reading import design_of
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PAPER = (226, 236, 242)
GROUND_Y, SKY, SOIL = 0.8, 214, 178
QUALITY = 82

PEOPLE = [
    *("baby girl", "little boy", "girl with braids", "young man", "young woman with a ponytail", "woman with an afro"),
    *("man with a beard", "bald man with glasses", "old man", "grandmother", "woman with a hijab", "man with a turban"),
    *(
        "astronaut",
        "knight",
        "pirate",
        "chef",
        "baker",
        "doctor",
        "nurse",
        "king",
        "queen",
        "princess",
        "wizard",
        "witch",
    ),
    *("farmer", "fisherman", "police officer", "firefighter", "teacher", "detective", "ballerina", "clown", "ninja"),
    *("builder", "scientist", "painter", "superhero", "fairy", "cowboy", "sea captain", "santa claus", "viking"),
    *("postman", "explorer", "musician", "vampire", "bride", "magician", "prince", "samurai", "gardener"),
    *("robot", "alien", "girl in a yellow raincoat with an umbrella", "punk with a mohawk"),
]
ACTIONS = [
    *("idle", "walk", "run", "sneak", "crawl", "chase", "flee", "leave", "carry", "skip", "push", "jump", "fly"),
    *("swim", "climb", "fall", "dance", "wave", "look", "eat", "drink", "sleep", "rest", "talk", "listen", "argue"),
    *("laugh", "cry", "think", "read", "write", "paint", "sing", "music", "cook", "build", "dig", "sweep", "fish"),
    *("play", "pick", "give", "throw", "hide", "shake", "lose", "cheer", "fight", "hug", "ride"),
    *("clap", "bow", "point", "gaze", "sneeze", "yawn", "chop", "slice", "bake", "knit", "plant", "water", "pull"),
    *("mould", "pray", "explode"),
]
ACTORS = ["young man in a red shirt", "girl in a green dress", "little boy with curly hair", "old man", "woman", "chef"]


def entity(name: str) -> Entity:
    """A person of that name."""
    head = name.split(" with ", maxsplit=1)[0].split(" in ", maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    return Entity(id="who", name=name, kind=EntityKind.PERSON, head=head)


def on_paper(rgba: Pixels, width: int, height: int) -> Pixels:
    """A picture in the lower middle of a cell."""
    cell = np.empty((height, width, 3), np.float32)
    cell[:] = PAPER
    shrink = min(1.0, (width - 6) / rgba.shape[1], (height - 20) / rgba.shape[0])
    size = (round(rgba.shape[1] * shrink), round(rgba.shape[0] * shrink))
    alpha = rgba[..., 3:].astype(np.float32) / 255
    small = cv2.resize(np.dstack([rgba[..., :3] * alpha, alpha]), size, interpolation=cv2.INTER_AREA)
    top, left = height - 18 - size[1], (width - size[0]) // 2
    part = cell[top : top + size[1], left : left + size[0]]
    part *= 1 - small[..., 3:]
    part += small[..., :3]
    return np.asarray(np.clip(cell, 0, 255), np.uint8)


def acting(design: Design, motion: str, seconds: float, width: int, height: int) -> Pixels:
    """A moment of an act on bare ground."""
    body = Person(design).body(0.56 * height, lambda rgba: rgba)
    frame = Frame.blank(width, height)
    frame.y[:], frame.u[:], frame.v[:] = SKY, 132, 124
    frame.y[round(GROUND_Y * height) :] = SOIL
    pose = body.pose(motion, Moment(seconds, seconds / 4, MOTIONS[motion].travel))
    turn, tall = np.radians(pose.lean), 0.56 * height
    cosine, sine = np.cos(turn) * tall, np.sin(turn) * tall
    x, y = 0.44 * width + pose.along * tall, GROUND_Y * height + 4 - pose.up * tall
    body.draw(frame, pose, np.array([[cosine, -sine, x], [sine, cosine, y]]))
    return planar_to_rgb(frame.buffer)


def sheet(cells: Sequence[tuple[str, Pixels]], columns: int) -> Image.Image:
    """Cells with their names, row by row."""
    height, width = cells[0][1].shape[:2]
    page = Image.new("RGB", (columns * width, -(-len(cells) // columns) * height), PAPER)
    pen, font, left = ImageDraw.Draw(page), ImageFont.load_default(11), iter(cells)
    for row in range(-(-len(cells) // columns)):
        for column, (name, cell) in enumerate(islice(left, columns)):
            page.paste(Image.fromarray(cell), (column * width, row * height))
            pen.text((column * width + 4, (row + 1) * height - 15), name[:26], (70, 66, 92), font)
    return page


def main() -> None:
    """Writes both sheets."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    people = []
    for name in PEOPLE:
        rig = person_of(entity(name))
        if rig is not None:
            people.append((name, on_paper(rig.picture(190), 124, 196)))
    sheet(people, 11).save(PICTURES / "people.jpg", quality=QUALITY, optimize=True)
    acts = []
    for index, motion in enumerate(ACTIONS):
        design = design_of(entity(ACTORS[index % len(ACTORS)]))
        cells = [acting(design, motion, t, 96, 124) for t in (0.5, 2.0, 3.1)]
        acts.append((motion, np.hstack(cells)))
    sheet(acts, 5).save(PICTURES / "people-actions.jpg", quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main()
