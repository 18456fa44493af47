"""A film as a looping GIF: a moment of every scene, in one palette, small enough to be sent."""

import io
from collections.abc import Iterator, Sequence
from itertools import islice

import cv2
import numpy as np
from PIL import Image

from videostudio.film.record import FilmRecord
from videostudio.tools.images import Pixels
from videostudio.tools.prints.pictured import filmed_scenes
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.colour import planar_to_rgb
from videostudio.tools.video.decode import planar_frames
from videostudio.tools.video.probe import opened

MOST_BYTES = 8_000_000
LADDER = ((10, 1.0), (8, 1.0), (8, 0.8), (6, 0.7), (5, 0.55), (4, 0.4), (3, 0.25))
"""Pictures a second and share of the width, from what we like to what is small enough."""
LEAST_MS = 600
"""A scene shown for less than this cannot be read: some scenes are then left out."""
PALETTE_FROM = 24
"""Pictures that the palette is taken from."""


def gif(record: FilmRecord, artifacts: Artifacts, *, width: int = 480, seconds: float = 8.0) -> bytes:
    """A GIF of about `seconds`, at most `width` px wide and MOST_BYTES large. Raises UserError if the film has no
    scene yet, GeneratorError, CorruptArtifact."""
    width = min(width, record.brief.width)
    data, tried = b"", 0.0
    for fps, share in LADDER:
        work = fps * share**2
        if tried and len(data) * work / tried > MOST_BYTES:
            continue
        data, tried = _looped(list(_moments(record, artifacts, round(width * share), seconds, fps)), fps), work
        if len(data) <= MOST_BYTES:
            break
    return data


def _moments(record: FilmRecord, artifacts: Artifacts, width: int, seconds: float, fps: int) -> Iterator[Pixels]:
    """Pictures (h, w, 3) from the middle of the scenes, each for its share of the time."""
    scenes = filmed_scenes(record)
    most = max(1, min(len(scenes), round(seconds * 1000 / LEAST_MS)))
    picked = [scenes[round(at * (len(scenes) - 1) / max(1, most - 1))] for at in range(most)]
    film_fps = record.brief.fps
    for _, scene, take in picked:
        assert take.clip is not None
        frames = scene.frames(film_fps)
        shown = max(1, min(frames, round(seconds / most * film_fps)))
        count, first = max(1, round(shown * fps / film_fps)), (frames - shown) // 2
        wanted = [number * film_fps // fps for number in range(count)]
        with opened(artifacts.path(take.clip), quick=True) as container:
            run = islice(planar_frames(container, first=first), wanted[-1] + 1)
            keep = set(wanted)
            yield from (_small(planar, width) for number, planar in enumerate(run) if number in keep)


def _small(planar: Pixels, width: int) -> Pixels:
    rows, own = planar.shape
    return planar_to_rgb(planar, (width, max(1, round(rows * 2 / 3 * width / own))))


def _looped(pictures: Sequence[Pixels], fps: int) -> bytes:
    """The pictures as a GIF that begins again at its end. One palette for all, so that still parts stay still."""
    spread = np.linspace(0, len(pictures) - 1, min(PALETTE_FROM, len(pictures))).round().astype(int)
    thumbs = [cv2.resize(pictures[at], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) for at in spread]
    palette = Image.fromarray(np.vstack(thumbs)).quantize(256, Image.Quantize.MEDIANCUT, kmeans=1)
    dithered = [
        Image.fromarray(picture).quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG) for picture in pictures
    ]
    out = io.BytesIO()
    first, *others = dithered
    first.save(out, "GIF", save_all=True, append_images=others, duration=1000 // fps, loop=0, optimize=False)
    return out.getvalue()
