"""Scenes drawn by the animatic, with what it knows of them: the picture, who is where in it, and the empty place.

Figures and sets are made by the animatic's own parts; kept between scenes is what costs most, figures of the whole
world and the set of the last scene.
"""

from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import cv2
import numpy as np

from videostudio.evaluation.shelf import Shelf
from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity
from videostudio.film.requests import CastMember
from videostudio.generators.animatic.acting import Troupe
from videostudio.generators.animatic.art import ArtPack, pack_named
from videostudio.generators.animatic.backdrop import backdrop_of, front_of
from videostudio.generators.animatic.casting import troupe_of
from videostudio.generators.animatic.figures import Figure, figure_of
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.motions import motion_for
from videostudio.generators.animatic.places import Place, place_of
from videostudio.generators.animatic.roles import Wish, afloat, mounted
from videostudio.generators.animatic.shot import Shot
from videostudio.generators.animatic.staging import stage
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.weather import weather_of
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.sample import Mask, Sample, Seen
from videostudio.training.scenes.world import Scripted, Split, scripted

CUT_PX = 128
"""Longest side of a cut-out as it is kept."""
MARGIN = 0.1
"""Of a figure's size that its cut-out has around it: worse masks take some of the ground along."""
LEAST_SHARE = 0.008
"""A scene in which less of the picture than this shows one of its cast would not be told truly by its caption."""
NOTHING = Shelf(Path("nowhere"))
"""Figures are drawn from their words: there is no reference picture to read."""
FPS = 24


@dataclass(frozen=True)
class _Set:
    """A place without anyone as a shot, and its picture."""

    place_id: str
    afloat: bool
    view: View
    shot: Shot
    plate: Pixels


@dataclass
class Drawer:
    """Draws the scenes of one form."""

    form: Form
    _figures: dict[Entity, Figure] = field(default_factory=dict)
    _set: _Set | None = None
    _pack: ArtPack = field(init=False)

    def __post_init__(self) -> None:
        self._pack = pack_named(self.form.art)

    def scene(self, number: int, split: Split = Split.TRAIN) -> Sample:
        """Scene `number` of a split of the form's world; where somebody cannot be seen, the next one that it makes of
        the same place."""
        tries = (self.sample(scripted(self.form.seed, number, split, again)) for again in count())
        return next(sample for sample in tries if sample is not None)

    def sample(self, scene: Scripted) -> Sample | None:
        """The scene drawn; None for one in which somebody of the cast cannot be seen."""
        width, height = self.form.width * self.form.fine, self.form.height * self.form.fine
        cast = [self._figure(one.entity) for one in scene.cast]
        motion, _ = motion_for(scene.action, [figure.noun for figure in cast[1:]])
        figures, motion = mounted(cast, motion)
        home = place_of(scene.place)
        motion, place = afloat(figures, motion, home)
        staging = stage(Wish(figures, motion, CameraMove(), (), scene.way, scene.shot), place, width, height)
        view = View.staged(staging)
        empty = self._empty(scene.place_id, place, view, wet=place is not home)
        troupe = troupe_of(figures, staging, place, view, empty.shot.lens, 1)
        picture = _rgb(replace(empty.shot, troupe=troupe))
        masks = {name: mask for name, mask in troupe.masks().items() if mask.mean() >= LEAST_SHARE}
        if any(one.entity.id not in masks for one in scene.cast):
            return None
        return Sample(
            number=scene.number,
            picture=self._reduced(picture),
            caption=scene.caption,
            cast=tuple(
                Seen(
                    one.entity.id,
                    one.words,
                    self._reduced_mask(masks[one.entity.id]),
                    cut(picture, masks[one.entity.id]),
                )
                for one in scene.cast
            ),
            place=scene.place_id,
            plate=self._reduced(empty.plate),
            action=scene.action,
        )

    def _figure(self, entity: Entity) -> Figure:
        if entity not in self._figures:
            self._figures[entity] = figure_of(CastMember(entity=entity), NOTHING, self._pack)
        return self._figures[entity]

    def _empty(self, place_id: str, place: Place, view: View, *, wet: bool) -> _Set:
        known = self._set
        if known is not None and (known.place_id, known.afloat, known.view) == (place_id, wet, view):
            return known
        lens = Lens(CameraMove(), view.width, view.height, FPS, 1)
        shot = Shot(
            backdrop=backdrop_of(place, view, lens, 1),
            troupe=Troupe([], lens, 1),
            weather=weather_of(place, view, FPS),
            lens=lens,
            front=front_of(place, view, lens, 1),
        )
        self._set = _Set(place_id, wet, view, shot, _rgb(shot))
        return self._set

    def _reduced(self, picture: Pixels) -> Pixels:
        return np.asarray(
            cv2.resize(picture, (self.form.width, self.form.height), interpolation=cv2.INTER_AREA), np.uint8
        )

    def _reduced_mask(self, mask: Mask) -> Mask:
        return self._reduced(mask.astype(np.uint8) * 255) >= 128


def cut(picture: Pixels, mask: Mask) -> Pixels:
    """(h, w, 4): what `mask` (H, W) shows of `picture` (H, W, 3) with a margin around it, no side longer than CUT_PX.
    Colours are the picture's own also where alpha is 0. Raises ValueError for an empty mask."""
    if not mask.any():
        raise ValueError("the mask shows nothing: leave out who cannot be seen")
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    margin = round(MARGIN * max(rows[-1] - rows[0], columns[-1] - columns[0]))
    part = tuple(slice(max(0, line[0] - margin), line[-1] + 1 + margin) for line in (rows, columns))
    rgba = np.dstack([picture[part], mask[part].astype(np.uint8) * 255])
    shrink = CUT_PX / max(rgba.shape[:2])
    if shrink >= 1:
        return rgba
    size = (max(1, round(rgba.shape[1] * shrink)), max(1, round(rgba.shape[0] * shrink)))
    return np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint8)


def _rgb(shot: Shot) -> Pixels:
    return planar_to_rgb(shot.frame(0).buffer)
