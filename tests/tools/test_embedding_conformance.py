"""What every embedder promises, asked of each: on onnxruntime, on torch, and on torch in batches of four."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tiny_clip import CONTEXT, DIM

from videostudio.film.errors import ScorerError
from videostudio.tools.embedding.long_text import LongText
from videostudio.tools.embedding.onnx import OnnxClip
from videostudio.tools.embedding.open_clip import OpenClip
from videostudio.tools.embedding.pixels import GREY
from videostudio.tools.embedding.port import Embedder, Vectors
from videostudio.tools.images import Pixels

Make = Callable[..., Embedder]
MAKERS: dict[str, Make] = {
    "onnx": OnnxClip,
    "torch": OpenClip.of_folder,
    "torch in fours": lambda folder, **options: OpenClip.of_folder(folder, batch=4, **options),
}
LONG = "the red fox, a cat, " * 9
TEXTS = [
    "the red fox",
    "",
    LONG,
    "\u65e5\u672c \U0001f98a caf\u00e9",
    "it\u2019s 1987\u2026",
    "\x00\u200d\ud7ff",
    "x" * 500,
]


@pytest.fixture(scope="module", params=MAKERS)
def make(request: pytest.FixtureRequest) -> Make:
    return MAKERS[request.param]


@pytest.fixture(scope="module")
def embedder(make: Make, tiny_clip_folder: Path) -> Embedder:
    return make(tiny_clip_folder)


def drawn(height: int, width: int, channels: int = 3, seed: int = 0) -> Pixels:
    """A picture with large shapes, unlike its neighbours."""
    rough = np.random.default_rng(seed).integers(0, 256, (4, 4, channels), dtype=np.uint8)
    rows, columns = np.arange(height) * 4 // height, np.arange(width) * 4 // width
    return rough[rows[:, None], columns[None, :]]


PICTURES = [drawn(48, 64, 3, 1), drawn(300, 20, 4, 2), drawn(1, 1, 3, 3), drawn(7, 900, 3, 4), drawn(32, 32, 4, 5)]


def assert_unit(vectors: Vectors, count: int) -> None:
    assert vectors.shape == (count, DIM)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_it_is_an_embedder_that_says_what_it_is(embedder: Embedder, tiny_clip_folder: Path) -> None:
    assert isinstance(embedder, Embedder)
    assert embedder.dim == DIM
    assert embedder.identity.model == tiny_clip_folder.name
    assert len(embedder.identity.revision) == 12


def test_rows_have_length_1(embedder: Embedder) -> None:
    assert_unit(embedder.embed_images(PICTURES), len(PICTURES))
    assert_unit(embedder.embed_texts(TEXTS), len(TEXTS))


def test_nothing_gives_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_images([]).shape == embedder.embed_texts([]).shape == (0, DIM)


def test_a_row_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    # To the last bit, except in batches: within one the place of a row may change how it rounds.
    off = 1e-6 if embedder.identity.switches.get("batch", 1) != 1 else 0
    pictures = [embedder.embed_images([picture])[0] for picture in PICTURES]
    np.testing.assert_allclose(embedder.embed_images(PICTURES), pictures, rtol=0, atol=off)
    np.testing.assert_allclose(embedder.embed_images(PICTURES[::-1]), pictures[::-1], rtol=0, atol=off)
    texts = [embedder.embed_texts([text])[0] for text in TEXTS]
    np.testing.assert_allclose(embedder.embed_texts(TEXTS), texts, rtol=0, atol=off)


def test_different_inputs_give_different_rows(embedder: Embedder) -> None:
    for vectors in (embedder.embed_images(PICTURES), embedder.embed_texts(TEXTS[:5])):
        assert len(np.unique(vectors.round(4), axis=0)) == len(vectors)


def test_transparency_is_mid_grey(embedder: Embedder) -> None:
    shape = drawn(40, 40, 3, 6)
    hole = np.zeros((40, 40, 1), dtype=np.uint8)
    hole[10:30, 10:30] = 255
    seen, filled = np.concatenate([shape, hole], axis=2), np.where(hole == 255, shape, np.uint8(GREY))
    assert embedder.embed_images([seen]).tobytes() == embedder.embed_images([filled]).tobytes()


def test_what_lies_under_full_transparency_is_not_seen(embedder: Embedder) -> None:
    one, other = drawn(20, 20, 4, 7), drawn(20, 20, 4, 8)
    one[..., 3] = other[..., 3] = 0
    assert embedder.embed_images([one]).tobytes() == embedder.embed_images([other]).tobytes()


def test_a_huge_picture_is_the_small_one_enlarged(embedder: Embedder) -> None:
    small, huge = drawn(32, 32, 3, 9), drawn(4000, 6000, 3, 9)
    ((cosine,),) = embedder.embed_images([small]) @ embedder.embed_images([huge]).T
    assert cosine > 0.99


@pytest.mark.parametrize(
    "picture",
    [np.zeros((0, 5, 3), np.uint8), np.zeros((5, 5), np.uint8), np.zeros((5, 5, 2), np.uint8), np.zeros((5, 5, 3))],
)
def test_what_is_no_picture_is_refused(embedder: Embedder, picture: Pixels) -> None:
    with pytest.raises(ScorerError, match="cannot be embedded"):
        embedder.embed_images([PICTURES[0], picture])


def test_case_and_blanks_do_not_matter(embedder: Embedder) -> None:
    plain, shouted = embedder.embed_texts(["the red fox", "  THE  Red\nfox "])
    assert plain.tobytes() == shouted.tobytes()


def test_an_over_long_text_is_refused_when_wanted(make: Make, tiny_clip_folder: Path) -> None:
    with pytest.raises(ScorerError, match=f"longer than the {CONTEXT}"):
        make(tiny_clip_folder, long_text=LongText.REFUSE).embed_texts(["the fox", LONG])


def test_an_over_long_text_is_cut_and_told(
    make: Make, tiny_clip_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cutting = make(tiny_clip_folder, long_text=LongText.CUT)
    full = "the red fox, a cat, the red fox,"
    start, longer = cutting.embed_texts([full + " a", full + " a cat, the"])
    assert "only the beginning" in caplog.text
    assert start.tobytes() == longer.tobytes()


def test_the_mean_of_an_over_long_text_is_that_of_its_windows(make: Make, tiny_clip_folder: Path) -> None:
    reading = make(tiny_clip_folder, long_text=LongText.MEAN)
    first, second = ["the", "red", "fox", ",", "a", "cat"], ["red", "cat", "the", "fox", "a", "cat"]
    both = reading.embed_texts([" ".join(first), " ".join(second)]).mean(axis=0)
    (whole,) = reading.embed_texts([" ".join(first + second)])
    np.testing.assert_allclose(whole, both / np.linalg.norm(both), atol=1e-6)


def test_the_treatment_of_long_texts_is_in_the_identity(make: Make, tiny_clip_folder: Path) -> None:
    cutting, reading = (make(tiny_clip_folder, long_text=policy) for policy in (LongText.CUT, LongText.MEAN))
    assert cutting.identity != reading.identity


def test_torch_and_onnxruntime_agree(tiny_clip_folder: Path) -> None:
    one, other = OnnxClip(tiny_clip_folder), OpenClip.of_folder(tiny_clip_folder)
    np.testing.assert_allclose(one.embed_images(PICTURES), other.embed_images(PICTURES), atol=1e-4)
    np.testing.assert_allclose(one.embed_texts(TEXTS), other.embed_texts(TEXTS), atol=1e-4)
    assert one.identity.revision == other.identity.revision
