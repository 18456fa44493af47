"""What metrics look at: the scenes of a film with what they should show, or clips that lie in a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from videostudio.film.errors import UserError
from videostudio.film.record import FilmRecord, SceneRecord
from videostudio.film.requests import CastMember
from videostudio.film.staging import Staging
from videostudio.film.take import Take
from videostudio.tools import images
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.locating.port import Sight
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video import decode

CLIPS = (".mp4", ".mkv", ".mov", ".webm")
"""Endings of files that are taken for clips."""


@dataclass(frozen=True)
class Shot:
    """One scene or clip. `words` say what it should show, "" if nobody said; `frames` is its film time, without the
    handle behind it, None if that is all of the file; `sight` is the scene image, with its staging if there is one;
    `cast` and `place` are what it should show, `others` who else is in its film, with references that lie in
    `artifacts`."""

    id: str
    clip: Path
    words: str = ""
    frames: int | None = None
    sight: Sight | None = None
    cast: tuple[CastMember, ...] = ()
    others: tuple[CastMember, ...] = ()
    place: CastMember | None = None
    artifacts: Artifacts | None = None

    @property
    def picture(self) -> Pixels | None:
        """The scene image, (H, W, 3)."""
        return self.sight.picture if self.sight else None

    def read(self, *, every: int = 1, width: int | None = None) -> Iterator[Pixels]:
        """Every `every`-th frame of film time, (H, W, 3) RGB, `width` px wide if given. Raises GeneratorError."""
        count = None if self.frames is None else -(-self.frames // every)
        return islice(decode.frames(self.clip, every=every, width=width), count)


def of_film(record: FilmRecord, artifacts: Artifacts) -> Iterator[Shot]:
    """The chosen take of every scene that has one, read when it is asked for. Raises CorruptArtifact."""
    known = {one.entity.id: CastMember(entity=one.entity, reference=one.reference) for one in record.cast}
    scenes = record.script.scenes if record.script else ()
    everybody = dict.fromkeys(one for scene in scenes for one in scene.foreground)
    results = {scene.id: scene for scene in record.scenes}
    for scene in scenes:
        take = _chosen(results.get(scene.id))
        if take is None or take.clip is None:
            continue
        yield Shot(
            id=scene.id,
            clip=artifacts.path(take.clip),
            words=scene.event,
            frames=scene.frames(record.brief.fps),
            sight=_sight(take, artifacts),
            cast=tuple(known[one] for one in scene.foreground if one in known),
            others=tuple(known[one] for one in everybody if one in known and one not in scene.foreground),
            place=known.get(scene.background),
            artifacts=artifacts,
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


def _sight(take: Take, artifacts: Artifacts) -> Sight | None:
    if take.image is None:
        return None
    staging = Staging.model_validate_json(artifacts.read(take.staging)) if take.staging else None
    return Sight(np.ascontiguousarray(images.decode(artifacts.read(take.image))[..., :3]), staging)
