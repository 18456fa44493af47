"""Metrics of films and clips, with an embedder that sees one colour at a time: every number can be worked out."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from videostudio.evaluation.shelf import Shelf
from videostudio.film.brief import Brief
from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing, UnusablePath, UserError
from videostudio.film.identity import Identity
from videostudio.film.record import CastRecord, FilmOutcome, FilmRecord, SceneRecord
from videostudio.film.scene import Scene
from videostudio.film.score import Score
from videostudio.film.script import Script
from videostudio.film.staging import Box, Placement, Staging
from videostudio.film.take import Take
from videostudio.tools.embedding.choice import embedder_of
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.tools.images import Pixels
from videostudio.tools.metrics.by_embedder import Eye
from videostudio.tools.metrics.measure import Measures, mean, measures
from videostudio.tools.metrics.shots import of_film, of_folder
from videostudio.tools.video.encode import encode_clip

WIDTH, HEIGHT, FPS = 96, 64, 12
FRAMES = 12
RED, GREEN, BLUE = np.eye(3, dtype=np.uint8) * 200
BOX = Box(left=40, top=20, width=20, height=20)


class MeanColour:
    """Sees how red, green and blue a picture is on average, and reads the colours' names."""

    identity = Identity(backend="mean-colour", model="rgb", revision="0123", code_version=1)
    dim = 3

    def embed_images(self, pictures: Sequence[Pixels]) -> Vectors:
        return unit(np.reshape([self._seen(picture) for picture in pictures], (-1, self.dim)))

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        names = ("red", "green", "blue")
        return unit(np.stack([[float(name in text) + 1e-3 for name in names] for text in texts]))

    def _seen(self, picture: Pixels) -> NDArray[np.float64]:
        seen = picture[..., :3].reshape(-1, 3)
        seen = seen[picture[..., 3].ravel() > 128] if picture.shape[2] == 4 else seen
        return np.asarray(seen.mean(axis=0) + 0.5)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def scene_image(ground: Pixels, figure: Pixels) -> Pixels:
    """The figure fills what is cut around its box."""
    picture = np.full((HEIGHT, WIDTH, 3), ground, np.uint8)
    picture[10:50, 30:70] = figure
    return picture


def film_of(
    shelf: Shelf, figures: Sequence[Pixels], *, staged: Sequence[bool | None] | None = None, coat: Pixels = RED
) -> FilmRecord:
    """A fox, red or of another `coat`, on blue ground in as many scenes as `figures`; each clip shows its scene image,
    still. `staged` says whether the fox is in the staging, None that there is none."""
    fox = Entity(id="fox", name="fox", kind=EntityKind.ANIMAL)
    lake = Entity(id="lake", name="lake", kind=EntityKind.PLACE)
    scenes = tuple(
        Scene(
            id=f"s{n}", event="A red thing.", action="run", foreground=("fox",), background="lake",
            duration_ms=1000, camera=CameraMove(),
        )
        for n in range(len(figures))
    )  # fmt: skip
    cut_out = np.dstack([np.full((20, 20, 3), coat, np.uint8), np.full((20, 20), 255, np.uint8)])
    takes = [
        _take(shelf, scene.id, scene_image(BLUE, figure), known)
        for scene, figure, known in zip(scenes, figures, staged or [True] * len(figures), strict=True)
    ]
    return FilmRecord(
        film="fox-1a2b3c4d",
        profile="preview",
        outcome=FilmOutcome.FINISHED,
        brief=Brief(prompt="A fox", width=WIDTH * 4, height=HEIGHT * 4, fps=FPS),
        script=Script(title="Fox", entities=(fox, lake), scenes=scenes),
        cast=(
            CastRecord(entity=fox, reference=shelf.put_picture(cut_out)),
            CastRecord(entity=lake, reference=shelf.put_picture(np.full((HEIGHT, WIDTH, 3), BLUE, np.uint8))),
        ),
        scenes=tuple(
            SceneRecord(id=scene.id, event=scene.event, takes=(take,), chosen=1)
            for scene, take in zip(scenes, takes, strict=True)
        ),
    )


def _take(shelf: Shelf, scene: str, picture: Pixels, known: bool | None) -> Take:
    placements = (Placement(entity_id="fox", box=BOX),) if known else ()
    staging = None
    if known is not None:
        staging = shelf.put_noun(Staging(width=WIDTH, height=HEIGHT, ground_px=40, placements=placements))
    clip = shelf.put_file(encoded([picture] * 18, shelf.new_file(".mp4")), "video/mp4")
    return Take(scene_id=scene, attempt=1, image=shelf.put_picture(picture), staging=staging, clip=clip)


def encoded(frames: Iterable[Pixels], out: Path) -> Path:
    encode_clip(
        iter(frames), source_width=WIDTH, source_height=HEIGHT, source_fps=FPS, pixel_format="rgb24", width=WIDTH,
        height=HEIGHT, fps=FPS, film_frames=FRAMES, tail_frames=6, out=out,
    )  # fmt: skip
    return out


def by_name(found: Measures) -> dict[tuple[str, str], Score]:
    return {(score.name, score.about): score for score in found.scores}


def cosine(one: Pixels, other: Pixels) -> float:
    a, b = one.reshape(-1, 3).mean(axis=0) + 0.5, other.reshape(-1, 3).mean(axis=0) + 0.5
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_every_metric_of_a_film_by_hand(shelf: Shelf) -> None:
    """The fox is red, red, green and not to be found: neighbours are 1 and 0 alike, over 2 or over 3."""
    record = film_of(shelf, [RED, RED, GREEN, RED], staged=[True, True, True, False])
    found = by_name(measures(record.film, of_film(record, shelf), Eye(MeanColour())))
    right, wrong = scene_image(BLUE, RED), scene_image(BLUE, GREEN)
    words, lake = np.full((1, 1, 3), RED), np.full((1, 1, 3), BLUE)
    wanted = {
        ("scene_consistency", ""): 1 / 2,
        ("scene_consistency", "fox"): 1 / 2,
        ("scene_consistency_as_printed", "fox"): 1 / 3,
        ("scene_consistency_all_pairs", "fox"): 1 / 3,
        ("outlier_distance", "fox"): 1.0,
        ("place_consistency", "lake"): (1 + 2 * cosine(right, wrong)) / 3,
        ("fg_sim", ""): (3 * cosine(right, words) + cosine(wrong, words)) / 4,
        ("fg_sim_crop", ""): 2 / 3,
        ("bg_sim", ""): (3 * cosine(right, lake) + cosine(wrong, lake)) / 4,
        ("clipsim", ""): (3 * cosine(right, words) + cosine(wrong, words)) / 4,
        ("frame_consistency", ""): 1.0,
        ("subject_consistency", ""): 1.0,
        ("background_consistency", ""): 1.0,
        ("consistency_across_cuts", ""): (1 + cosine(right, wrong) + (cosine(right, wrong) + 1) / 2) / 3,
        ("temporal_flickering", ""): 1.0,
        ("dynamic_degree", ""): 0.0,
    }
    assert {key: found[key].value for key in wanted} == pytest.approx(wanted, abs=0.02)
    assert "s2 is furthest" in found["outlier_distance", "fox"].explanation
    assert "not found 1 times" in found["scene_consistency", ""].explanation
    assert found["clipsim", ""].by == "mean-colour v1 rgb 0123"
    assert found["dynamic_degree", ""].by == "OpenCV DIS flow v1"


def test_films_with_an_entity_of_one_name_keep_their_own_references(shelf: Shelf) -> None:
    eye = Eye(MeanColour())
    for coat in (RED, GREEN):
        record = film_of(shelf, [coat, coat], coat=coat)
        found = by_name(measures(record.film, of_film(record, shelf), eye))
        assert found["fg_sim_crop", ""].value == pytest.approx(1, abs=0.02)


def test_without_a_staging_everybody_is_looked_for_and_who_is_not_there_is_missed(shelf: Shelf) -> None:
    record = film_of(shelf, [RED, RED, BLUE], staged=[None] * 3)
    found = by_name(measures(record.film, of_film(record, shelf), Eye(MeanColour())))
    assert found["scene_consistency", "fox"].value == pytest.approx(1, abs=0.05)
    assert "not found 1 times" in found["scene_consistency", ""].explanation
    assert found["fg_sim_crop", ""].value == pytest.approx(1, abs=0.1)


def test_without_a_model_the_rows_say_so_and_the_others_are_there(shelf: Shelf) -> None:
    record = film_of(shelf, [RED, RED])
    blind = by_name(measures(record.film, of_film(record, shelf), None, "no model: name one"))
    seen = by_name(measures(record.film, of_film(record, shelf), Eye(MeanColour())))
    assert {key for key in seen if not key[1]} == set(blind)
    assert blind["clipsim", ""].value is None
    assert blind["clipsim", ""].explanation == "could not be measured: no model: name one"
    assert blind["temporal_flickering", ""].value == pytest.approx(1, abs=0.01)


def test_clips_in_a_folder_are_read_with_the_words_beside_them(tmp_path: Path) -> None:
    blink = [np.full((HEIGHT, WIDTH, 3), level, np.uint8) for level in (20, 60)] * 9
    encoded(blink, tmp_path / "b.mp4")
    encoded([np.full((HEIGHT, WIDTH, 3), GREEN, np.uint8)] * 18, tmp_path / "a.mp4")
    (tmp_path / "a.txt").write_text("something green\n")
    shots = of_folder(tmp_path)
    assert [(shot.id, shot.words) for shot in shots] == [("a.mp4", "something green"), ("b.mp4", "")]
    found = by_name(measures("folder", shots, Eye(MeanColour()), against=tmp_path))
    assert found["clipsim", ""].value == pytest.approx(1, abs=0.02)
    assert "mean over 1" in found["clipsim", ""].explanation
    assert found["temporal_flickering", ""].value == pytest.approx((1 + (255 - 40) / 255) / 2, abs=0.01)
    assert found["scene_consistency", ""].value is None
    assert found["frechet_distance", ""].value == pytest.approx(0, abs=1e-3)
    assert "36 frames and as many" in found["kernel_distance", ""].explanation


def test_an_empty_folder_and_one_without_a_model_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="neither films nor clips"):
        of_folder(tmp_path)
    with pytest.raises(UnusablePath, match="no folder"):
        embedder_of(tmp_path / "nowhere")
    with pytest.raises(BackendMissing, match=r"lacks open_clip_config\.json"):
        embedder_of(tmp_path)


def test_of_several_films_every_one_counts_once_where_it_could_be_measured() -> None:
    def film(value: float | None, about: str = "") -> Measures:
        score = Score(name="clipsim", value=value, unit="cosine", explanation="told", by="eye", about=about)
        return Measures(film="film", scores=(score,))

    (score,) = mean([film(0.2), film(None), film(0.6), film(0.9, "fox")]).scores
    assert (score.value, score.explanation) == (0.4, "mean over 2 of 3 films")
    assert mean([film(None)]).scores[0].explanation == "told"
    assert json.loads(mean([film(0.2)]).model_dump_json())["scores"][0]["value"] == 0.2
