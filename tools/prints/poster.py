"""A film's poster: its best picture in a frame, the title, what it is about, and the credits."""

import cv2
import numpy as np

from videostudio.film.camera import ShotSize
from videostudio.film.record import FilmRecord
from videostudio.film.scene import Scene
from videostudio.film.staging import Staging
from videostudio.film.take import Take
from videostudio.tools import lettering
from videostudio.tools.images import Pixels, decode, encode_png
from videostudio.tools.lettering import Face
from videostudio.tools.prints.pictured import filmed_scenes
from videostudio.tools.store.port import Artifacts

WIDTH, HEIGHT, MARGIN = 1200, 1800, 70
PICTURE = WIDTH - 2 * MARGIN
"""Px of the picture's width, and of its height where it is a square."""
ROOM = 1.14
"""Share of the room that the cast takes which is shown at least."""
CREAM, INK, SOFT = (252, 246, 233), (46, 40, 48), (112, 100, 104)
CORNER = 36


def poster(record: FilmRecord, artifacts: Artifacts) -> bytes:
    """A PNG of 1200 x 1800 px. Raises UserError if the film has no scene yet, CorruptArtifact, ReferenceError_."""
    scene, take = best_scene(record)
    assert record.script is not None
    assert take.image is not None
    staging = Staging.model_validate_json(artifacts.read(take.staging)) if take.staging else None
    picture = around(decode(artifacts.read(take.image))[..., :3], staging, scene)
    page: Pixels = np.full((HEIGHT, WIDTH, 3), CREAM, np.uint8)
    top = MARGIN + (PICTURE - picture.shape[0]) // 2
    _frame(page, picture, top)
    top += picture.shape[0] + 50
    top += _lines(page, record.script.title, Face.TITLE, top, most=2, size=124, ink=_accent(picture)) + 18
    _lines(page, record.script.logline, Face.TEXT, top, most=2, size=40, ink=INK)
    credits = " ".join(("Made with VideoStudio.", *record.licences))
    _lines(page, credits, Face.TEXT, None, most=3, size=22, ink=SOFT)
    return encode_png(page)


def best_scene(record: FilmRecord) -> tuple[Scene, Take]:
    """The scene that shows most of the cast from nearest by; the later of equals."""
    pictured = [(scene, take) for _, scene, take in filmed_scenes(record) if take.image is not None]
    nearness = {ShotSize.WIDE: 0, ShotSize.MEDIUM: 1, ShotSize.CLOSE: 2}
    return max(reversed(pictured), key=lambda pair: (min(2, len(pair[0].foreground)), nearness[pair[0].shot]))


def around(picture: Pixels, staging: Staging | None, scene: Scene) -> Pixels:
    """The part of the picture that has its figures in the middle, at the poster's width: a square, or wider where
    they stand far apart."""
    height, width = picture.shape[:2]
    side = min(height, width)
    boxes = [p.where for p in staging.placements if p.entity_id in scene.foreground] if staging else []
    first, last = (min(b.left for b in boxes), max(b.left + b.width for b in boxes)) if boxes else (0, width)
    y = (min(b.top for b in boxes) + max(b.top + b.height for b in boxes)) / 2 if boxes else height / 2
    wide = min(max(side, round(ROOM * (last - first))), width) if boxes else side
    left = round(min(max((first + last - wide) / 2, 0), width - wide))
    top = round(min(max(y - side / 2, 0), height - side))
    part = np.ascontiguousarray(picture[top : top + side, left : left + wide])
    method = cv2.INTER_AREA if wide > PICTURE else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(part, (PICTURE, round(PICTURE * side / wide)), interpolation=method), np.uint8)


def _frame(page: Pixels, picture: Pixels, top: int) -> None:
    """The picture with round corners and a soft shadow, in place, `top` px from the page's edge."""
    height, width = picture.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    cv2.rectangle(mask, (CORNER, 0), (width - 1 - CORNER, height - 1), 255, -1)
    cv2.rectangle(mask, (0, CORNER), (width - 1, height - 1 - CORNER), 255, -1)
    for x in (CORNER, width - 1 - CORNER):
        for y in (CORNER, height - 1 - CORNER):
            cv2.circle(mask, (x, y), CORNER, 255, -1, cv2.LINE_AA)
    plate = np.dstack([cv2.multiply(picture, cv2.merge([mask] * 3), scale=1 / 255), mask])
    soft = 30
    lettering.lay(page, lettering.shadow(plate, soft, 0.35), MARGIN - soft, top - soft + 10)
    lettering.lay(page, plate, MARGIN, top)


def _lines(page: Pixels, text: str, face: Face, top: int | None, *, most: int, size: int, ink: lettering.Rgb) -> int:
    """Letters a text below `top`, or at the page's foot; gives the height it takes."""
    text, face = lettering.shown(text, face)
    if not text:
        return 0
    lines, letters = lettering.fitted(text, face, width=PICTURE, lines=most, largest=size, smallest=size * 3 // 5)
    words = lettering.block(lines, letters, ink=ink)
    where = HEIGHT - words.shape[0] - 40 if top is None else top
    lettering.lay(page, words, (WIDTH - words.shape[1]) // 2, where)
    return int(words.shape[0])


def _accent(picture: Pixels) -> lettering.Rgb:
    """The picture's commonest full colour, dark enough to be read on cream."""
    small = cv2.resize(picture, (64, 64), interpolation=cv2.INTER_AREA)
    hue, full, bright = cv2.split(cv2.cvtColor(small, cv2.COLOR_RGB2HSV))
    weight = full.astype(np.float64) * bright / 65025
    votes = np.bincount(hue.ravel() // 6, weights=weight.ravel() ** 2, minlength=30)
    shade = np.array([[[6 * int(np.argmax(votes)) + 3, 190, 120]]], np.uint8)
    red, green, blue = cv2.cvtColor(shade, cv2.COLOR_HSV2RGB)[0, 0].tolist()
    return red, green, blue
