"""A film's contact sheet: three frames of every scene, with what happens and how it was judged."""

import numpy as np

from videostudio.film.record import FilmRecord
from videostudio.film.scene import Scene
from videostudio.film.take import Take
from videostudio.tools import lettering
from videostudio.tools.images import Pixels, encode_jpeg
from videostudio.tools.lettering import Face
from videostudio.tools.prints.pictured import filmed_scenes
from videostudio.tools.report.words import camera_words, score_name, score_value, shot_words
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.decode import frame_at

MOMENTS = (0.08, 0.5, 0.92)
"""Of a scene's film time."""
AREA = 384 * 216
"""Px of one frame, whatever its shape."""
GAP, MARGIN = 10, 30
PAPER, INK, SOFT = (250, 247, 240), (40, 38, 44), (116, 110, 112)
LARGEST_SIDE = 65_000
"""JPEG ends at 65,535 px."""
TOLD = ("camera", "camera_speed_ratio", "motion", "contrast", "place_match")
"""The scores that are shown, in this order."""


def sheet(record: FilmRecord, artifacts: Artifacts) -> bytes:
    """A JPEG with one row a scene; of films of hundreds of scenes as many as fit. Raises UserError if the film has
    no scene yet, GeneratorError, CorruptArtifact."""
    assert record.script is not None
    width, height = _frame_size(record.brief.width, record.brief.height)
    total = 3 * width + 2 * GAP + 2 * MARGIN
    rows = [_heading(record, total)]
    for number, scene, take in filmed_scenes(record):
        rows.append(_row(number, scene, take, record, artifacts, (width, height), total))
        if sum(row.shape[0] for row in rows) > LARGEST_SIDE - 2 * rows[-1].shape[0]:
            break
    return encode_jpeg(np.vstack([*rows, _paper(MARGIN, total)]), 88)


def _frame_size(width: int, height: int) -> tuple[int, int]:
    scale = (AREA / (width * height)) ** 0.5
    return max(1, round(width * scale)), max(1, round(height * scale))


def _heading(record: FilmRecord, total: int) -> Pixels:
    assert record.script is not None
    figures = f"{len(record.script.scenes)} scenes, {record.duration_ms / 1000:g} s, profile {record.profile}"
    page = _paper(118, total)
    _left(page, record.script.title, Face.TITLE, 18, 46, INK)
    _left(page, figures, Face.TEXT, 76, 20, SOFT)
    return page


def _row(
    number: int,
    scene: Scene,
    take: Take,
    record: FilmRecord,
    artifacts: Artifacts,
    size: tuple[int, int],
    total: int,
) -> Pixels:
    assert take.clip is not None
    width, height = size
    page = _paper(height + 84, total)
    frames = scene.frames(record.brief.fps)
    path = artifacts.path(take.clip)
    for place, share in enumerate(MOMENTS):
        frame = frame_at(path, min(frames - 1, int(share * frames)), width=width)[:height]
        left = MARGIN + place * (width + GAP)
        page[: frame.shape[0], left : left + width] = frame
    _left(page, f"{number}. {scene.event}", Face.TEXT, height + 6, 24, INK)
    _left(page, _told(scene, take), Face.TEXT, height + 38, 17, SOFT)
    return page


def _told(scene: Scene, take: Take) -> str:
    scores = {score.name: score for score in take.scores if not score.about}
    found = [f"{score_name(scores[name])} {score_value(scores[name])}" for name in TOLD if name in scores]
    verdict = take.verdict.kind.value if take.verdict else "not judged"
    parts = [shot_words(scene.shot), camera_words(scene.camera), f"take {take.attempt}: {verdict}", *found]
    return "  ·  ".join(parts)


def _left(page: Pixels, text: str, face: Face, top: int, size: int, ink: lettering.Rgb) -> None:
    """One line at the left margin, shortened to the page."""
    text, face = lettering.shown(text, face)
    if not text:
        return
    room = page.shape[1] - 2 * MARGIN
    lines, letters = lettering.fitted(text, face, width=room, lines=1, largest=size, smallest=size * 4 // 5)
    lettering.lay(page, lettering.block(lines, letters, ink=ink), MARGIN - 2, top)


def _paper(height: int, width: int) -> Pixels:
    return np.full((height, width, 3), PAPER, np.uint8)
