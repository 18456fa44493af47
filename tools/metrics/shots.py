"""What metrics look at: the scenes of a film with what they should show, or clips that lie in a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import UserError
from videostudio.film.record import FilmRecord, SceneRecord
from videostudio.film.scene import Scene
from videostudio.film.staging import Staging
from videostudio.film.take import Take
from videostudio.tools import images
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import regions
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video import decode

CLIPS = (".mp4", ".mkv", ".mov", ".webm")
"""Endings of files that are taken for clips."""


@dataclass(frozen=True)
class Shown:
    """An entity or a place that a scene should show: its `reference`, (h, w, 3 or 4), and the `piece` of the scene
    image that shows it, (h, w, 3); None where there is none, or nobody knows where."""

    id: str
    reference: Pixels | None
    piece: Pixels | None


@dataclass(frozen=True)
class Shot:
    """One scene or clip. `words` say what it should show, "" if nobody said; `frames` is its film time, without the
    handle behind it, None if that is all of the file; `picture` is the scene image, (H, W, 3)."""

    id: str
    clip: Path
    words: str = ""
    frames: int | None = None
    picture: Pixels | None = None
    cast: tuple[Shown, ...] = ()
    place: Shown | None = None

    def read(self, *, every: int = 1, width: int | None = None) -> Iterator[Pixels]:
        """Every `every`-th frame of film time, (H, W, 3) RGB, `width` px wide if given. Raises GeneratorError."""
        count = None if self.frames is None else -(-self.frames // every)
        return islice(decode.frames(self.clip, every=every, width=width), count)


def of_film(record: FilmRecord, artifacts: Artifacts) -> Iterator[Shot]:
    """The chosen take of every scene that has one, read when it is asked for. Raises CorruptArtifact."""
    references = {one.entity.id: one.reference for one in record.cast}

    @cache
    def picture(ref: ArtifactRef) -> Pixels:
        return images.decode(artifacts.read(ref))

    def reference(entity: str) -> Pixels | None:
        ref = references.get(entity)
        return picture(ref) if ref else None

    results = {scene.id: scene for scene in record.scenes}
    for scene in record.script.scenes if record.script else ():
        take = _chosen(results.get(scene.id))
        if take is None or take.clip is None:
            continue
        whole = np.ascontiguousarray(images.decode(artifacts.read(take.image))[..., :3]) if take.image else None
        pieces = _pieces(scene, take, whole, artifacts)
        yield Shot(
            id=scene.id,
            clip=artifacts.path(take.clip),
            words=scene.event,
            frames=scene.frames(record.brief.fps),
            picture=whole,
            cast=tuple(Shown(entity, reference(entity), pieces.get(entity)) for entity in scene.foreground),
            place=Shown(scene.background, reference(scene.background), whole),
        )


def of_folder(folder: Path) -> tuple[Shot, ...]:
    """The clips in a folder, by name; what one should show stands in a text file of the same name beside it. Raises
    UserError if there are none."""
    clips = sorted(path for path in folder.iterdir() if path.suffix.lower() in CLIPS)
    if not clips:
        raise UserError(f"{folder} holds neither films nor clips ({', '.join(CLIPS)}): name another folder, or a film")
    return tuple(Shot(id=path.name, clip=path, words=_words(path.with_suffix(".txt"))) for path in clips)


def _words(file: Path) -> str:
    return file.read_text("utf-8").strip() if file.is_file() else ""


def _chosen(scene: SceneRecord | None) -> Take | None:
    return next((take for take in scene.takes if take.attempt == scene.chosen), None) if scene else None


def _pieces(scene: Scene, take: Take, whole: Pixels | None, artifacts: Artifacts) -> dict[str, Pixels]:
    """Who stands where, as the staging beside the picture has it; the first, of those there twice."""
    if whole is None or take.staging is None:
        return {}
    staging = Staging.model_validate_json(artifacts.read(take.staging))
    found: dict[str, Pixels] = {}
    for placement in staging.placements:
        if placement.entity_id in scene.foreground:
            box = regions.scaled(placement.where, whole.shape[1] / staging.width)
            found.setdefault(placement.entity_id, regions.cut(whole, box))
    return found
