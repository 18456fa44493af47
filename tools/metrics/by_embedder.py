"""Metrics that look with an embedder: CLIPSIM, Frame and Scene Consistency, FG-SIM, BG-SIM, VBench's consistency.

Scene Consistency differs from the paper's in where it looks: at the scene image instead of the clip's centre frame,
where a staging says who stands where, or else where they are found (`scoring/whereabouts.py`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np

from videostudio.film.score import Score
from videostudio.tools.embedding.port import Embedder, Vectors
from videostudio.tools.images import Pixels
from videostudio.tools.metrics.shots import Shot
from videostudio.tools.scoring import alignment, consistency, frechet, vbench
from videostudio.tools.scoring.consistency import SceneConsistency
from videostudio.tools.scoring.locating.port import Locator, Sight
from videostudio.tools.scoring.locating.staged import StagingLocator
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.scoring.portraits import Portraits
from videostudio.tools.scoring.segmenting.choice import best_segmenter
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.tools.scoring.whereabouts import Whereabouts

FRAME_PX = 640
"""Width, in px, of the frames that are embedded, at most."""
AT_ONCE = 16
"""Frames in memory at a time."""
UNSEEN = "could not be measured: "

Row = Vectors
"""(D,) of length 1."""
Named = tuple[str, float | None, str, str]
"""Name, value, explanation, and whom it is about."""


@dataclass(frozen=True)
class Looks:
    """A shot as the embedder sees it: `frames` (T, D), all else (D,) or None; `cast` and `place` by id, None where
    they were not found, and the `references` of both, where there are any."""

    shot: str
    frames: Vectors
    words: Row | None
    picture: Row | None
    cast: Mapping[str, Row | None]
    place: Mapping[str, Row | None]
    references: Mapping[str, Row]


@dataclass(frozen=True)
class Eye:
    """An embedder that looks at every reference once, and finds people where a `locator` proposes."""

    embedder: Embedder
    locator: Locator = field(default_factory=StagingLocator)
    segmenter: Segmenter = field(default_factory=best_segmenter)
    _references: dict[str, Row] = field(default_factory=dict)
    """By sha256: several films have a "dog" each."""

    @property
    def name(self) -> str:
        """Model and weights, as they stand beside every number."""
        told = self.embedder.identity
        return " ".join(part for part in (str(told), told.model, told.revision) if part)

    @cached_property
    def _where(self) -> Whereabouts:
        return Whereabouts(self.embedder, self.locator)

    @cached_property
    def _portraits(self) -> Portraits:
        return Portraits(self.embedder, self.segmenter)

    def looks(self, shot: Shot) -> Looks:
        """Embeds every frame of a shot. Raises GeneratorError, ScorerError, CorruptArtifact."""
        whole = None if shot.picture is None else self._one(shot.picture)
        found = self._found(shot)
        return Looks(
            shot=shot.id,
            frames=self.frames(shot),
            words=self.embedder.embed_texts([shot.words])[0] if shot.words else None,
            picture=whole,
            cast={one.entity.id: found.get(one.entity.id) for one in shot.cast},
            place={one.entity.id: whole for one in filter(None, [shot.place])},
            references=dict(self._known(shot)),
        )

    def _found(self, shot: Shot) -> dict[str, Row]:
        if shot.sight is None or shot.artifacts is None:
            return {}
        everybody = (*shot.cast, *shot.others)
        portraits = {
            one.entity.id: self._portraits.of_figure(one.reference, shot.artifacts)
            for one in everybody
            if one.reference is not None
        }
        place = shot.place.reference if shot.place and shot.sight.staging is None else None
        empty = Sight(np.ascontiguousarray(picture(place, shot.artifacts)[..., :3])) if place else None
        found = self._where.find(shot.sight, [one.entity for one in shot.cast], portraits, empty)
        return {entity: look.vector for entity, look in found.items()}

    def _known(self, shot: Shot) -> Iterator[tuple[str, Row]]:
        """The references of a shot's cast and place, looked at as they are."""
        for one in (*shot.cast, *filter(None, [shot.place])):
            if one.reference is not None and shot.artifacts is not None:
                sha256 = one.reference.sha256
                if sha256 not in self._references:
                    self._references[sha256] = self._one(picture(one.reference, shot.artifacts))
                yield one.entity.id, self._references[sha256]

    def frames(self, shot: Shot) -> Vectors:
        """(T, D) of every frame of film time."""
        frames = shot.read(width=FRAME_PX)
        parts = iter(lambda: list(islice(frames, AT_ONCE)), [])
        return np.concatenate([np.zeros((0, self.embedder.dim), np.float32), *map(self.embedder.embed_images, parts)])

    def _one(self, pixels: Pixels) -> Row:
        return np.asarray(self.embedder.embed_images([pixels])[0])


def scores(film: Sequence[Looks], eye: Eye) -> Iterator[Score]:
    """Of a film as a whole (`about` is ""), then about every entity and place that stands in several scenes."""
    for name, value, told, about in (*_in_clips(film), *_across(film), *_references(film)):
        yield Score(name=name, value=value, unit="cosine", explanation=told, by=eye.name, about=about)


def unmeasured(why: str) -> Iterator[Score]:
    """The same metrics of a film nobody could look at."""
    for name in (*IN_CLIPS, *SCENE, "fg_sim", "fg_sim_crop", "bg_sim"):
        yield Score(name=name, value=None, unit="cosine", explanation=f"{UNSEEN}{why}", by="no embedder")


def distances(film: Vectors, other: Vectors, eye: Eye, against: str) -> Iterator[Score]:
    """(n, D) and (m, D) embeddings of frames -> Frechet distance and KID between them. Of the larger set as many as of
    the smaller are taken, evenly: both sets count alike, and the Frechet distance depends on how many there are."""
    count = min(len(film), len(other))
    if count < 2:
        return
    one, two = (rows[np.linspace(0, len(rows) - 1, count).round().astype(int)] for rows in (film, other))
    told = f"between {count} frames and as many of {against}; comes down as frames grow more"
    value = frechet.frechet_distance(one, two)
    yield Score(name="frechet_distance", value=value, unit="", explanation=told, by=eye.name)
    told = f"between {count} frames and as many of {against}; unbiased"
    value = frechet.kernel_distance(one, two)
    yield Score(name="kernel_distance", value=value, unit="", explanation=told, by=eye.name)


IN_CLIPS = (
    "clipsim", "frame_consistency", "subject_consistency", "background_consistency", "consistency_across_cuts",
)  # fmt: skip
SCENE = {
    "scene_consistency": "each scene and the next with it, over N - 1",
    "scene_consistency_as_printed": "each scene and the next with it, over N",
    "scene_consistency_all_pairs": "every two scenes with it",
}


def _in_clips(film: Sequence[Looks]) -> Iterator[Named]:
    told = [alignment.clipsim(one.frames, one.words) for one in film if one.words is not None and len(one.frames)]
    yield _mean("clipsim", told, "every frame against its scene's words", "no clip comes with words")
    long = [one.frames for one in film if len(one.frames) > 1]
    each = (
        ("frame_consistency", consistency.frame_consistency, "every frame and the next"),
        ("subject_consistency", vbench.subject_consistency, "VBench's formula: the frame before, and the first"),
        ("background_consistency", vbench.subject_consistency, "the same, as VBench asks it of CLIP and whole frames"),
    )
    for name, formula, told_ in each:
        yield _mean(name, [formula(frames) for frames in long], told_, "no clip has two frames")
    first = [one.frames[0] for one in film if len(one.frames)]
    cuts = [vbench.subject_consistency(np.stack(first))] if len(first) > 1 else []
    yield _mean("consistency_across_cuts", cuts, "VBench-Long's: each clip's first frame", "there are not two clips")


def _across(film: Sequence[Looks]) -> Iterator[Named]:
    entities = _by_id([one.cast for one in film])
    yield from _scene("entity", {about: consistency.scene_consistency(list(seen)) for about, seen in entities.items()})
    places = _by_id([one.place for one in film])
    known = {about: consistency.scene_consistency(list(seen)) for about, seen in places.items()}
    for about, found in known.items():
        if found.adjacent is not None:
            yield "place_consistency", found.adjacent, f"scenes {found.seen}, as whole pictures", about
    for about, by_scene in _scenes_of(film).items():
        if len(by_scene) > 2:
            away = consistency.from_medoid(list(by_scene.values()))
            worst = int(away.argmax())
            told = f"{list(by_scene)[worst]} is furthest from the scene in which it looks most as in all others"
            yield "outlier_distance", float(away[worst]), told, about


def _scene(kind: str, known: Mapping[str, SceneConsistency]) -> Iterator[Named]:
    """Of the film, and of everything by itself."""
    whole = consistency.mean_consistency(known.values())
    several = sum(found.adjacent is not None for found in known.values())
    values: tuple[Callable[[SceneConsistency], float | None], ...] = (
        lambda found: found.adjacent,
        lambda found: found.as_printed,
        lambda found: found.all_pairs,
    )
    for (name, pairs), value in zip(SCENE.items(), values, strict=True):
        told = f"{pairs}; mean over {several} {kind}(s); seen {whole.seen} times, not found {whole.missed} times"
        missing = f"no {kind} is found in two scenes (not found {whole.missed} times)"
        yield name, value(whole), told if several else f"{UNSEEN}{missing}", ""
        for about, found in known.items():
            if (own := value(found)) is not None:
                yield name, own, f"{pairs}; N = {found.seen} scenes, not found in {found.missed}", about


def _references(film: Sequence[Looks]) -> Iterator[Named]:
    """FG-SIM and BG-SIM: the whole scene image, as the paper has it, and the piece in which the figure stands."""
    cast = [(one, about, piece) for one in film for about, piece in one.cast.items() if about in one.references]
    whole = [(one.picture, one.references[about]) for one, about, _ in cast if one.picture is not None]
    crops = [(piece, one.references[about]) for one, about, piece in cast if piece is not None]
    places = [(row, one.references.get(about)) for one in film for about, row in one.place.items()]
    sets = [(row, own) for row, own in places if row is not None and own is not None]
    told = (
        ("fg_sim", whole, "scene images against the references of their cast"),
        ("fg_sim_crop", crops, "the pieces in which the cast stands against its references"),
        ("bg_sim", sets, "scene images against their places"),
    )
    for name, pairs, words in told:
        if not pairs:
            yield name, None, f"{UNSEEN}no scene image comes with a reference", ""
            continue
        pictures, own = (np.stack(rows) for rows in zip(*pairs, strict=True))
        yield name, alignment.reference_sim(pictures, own), f"{words}; mean over {len(pairs)}", ""


def _mean(name: str, values: Sequence[float], told: str, missing: str) -> Named:
    if not values:
        return name, None, f"{UNSEEN}{missing}", ""
    return name, float(np.mean(values)), f"{told}; mean over {len(values)}", ""


def _by_id(scenes: Iterable[Mapping[str, Row | None]]) -> dict[str, list[Row | None]]:
    found: dict[str, list[Row | None]] = {}
    for scene in scenes:
        for about, look in scene.items():
            found.setdefault(about, []).append(look)
    return found


def _scenes_of(film: Sequence[Looks]) -> dict[str, dict[str, Row]]:
    """Entity -> scene -> how it looks there, where it was found."""
    found: dict[str, dict[str, Row]] = {}
    for one in film:
        for about, look in one.cast.items():
            if look is not None:
                found.setdefault(about, {})[one.shot] = look
    return found
