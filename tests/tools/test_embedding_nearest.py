"""The nearest of the known words: what is near enough, what is loaded when, and whose weights it was measured with."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.vocabulary import known_words
from videostudio.tools.embedding.folder import WEIGHTS
from videostudio.tools.embedding.nearest import KINDS, NearestWords, listed, nearest_words, read
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.training.known_words import WANTED, Asked, measured, rising, write

ANIMALS = {"zebra": (1.0, 0.0, 0.1), "giraffe": (0.9, 0.3, 0.0), "whale": (0.0, 1.0, 0.0), "dolphin": (0.1, 1.0, 0.0)}
PLACES = {"meadow": (0.0, 0.1, 1.0), "field": (0.0, 0.0, 1.0)}
MEANINGS = {
    "animal": {"zebra": "zebra", "giraffe": "zebra", "whale": "whale", "dolphin": "whale"},
    "place": {"meadow": "meadow", "field": "meadow"},
}
ASKED = {"okapi": (1.0, 0.25, 0.0), "taiga": (0.0, 0.2, 1.0), "tax": (-1.0, -1.0, -1.0), "calm": (0.0, 0.0, 1.0)}


class Space:
    """Words as directions; counts how often it was made."""

    made = 0

    def __init__(self) -> None:
        Space.made += 1

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        space = ANIMALS | PLACES | ASKED
        return unit(np.array([space[text] for text in texts]))


def written(folder: Path) -> Path:
    folder.mkdir()
    (folder / WEIGHTS).write_bytes(b"weights")
    order = listed({kind: sorted(words) for kind, words in MEANINGS.items()})
    write(folder, MEANINGS, Space().embed_texts(order))
    return folder


@pytest.fixture
def words(tmp_path: Path) -> NearestWords:
    folder = written(tmp_path / "model")
    Space.made = 0
    found = nearest_words(folder)
    assert found is not None
    return NearestWords(lambda: read(folder / "known_words.safetensors"), Space, found.identity)


def test_the_nearest_word_of_a_kind_is_found_and_the_far_ones_are_not(words: NearestWords) -> None:
    near = words.near("okapi", "animal", MEANINGS["animal"])
    assert near is not None
    assert (near.word, near.cosine) == ("giraffe", pytest.approx(0.997, abs=2e-3))
    assert words.near("tax", "animal", MEANINGS["animal"]) is None
    assert words.near("okapi", "action", MEANINGS["animal"]) is None


def test_only_words_that_the_caller_can_use_are_found(words: NearestWords) -> None:
    near = words.near("okapi", "animal", ("zebra", "whale"))
    assert near is not None
    assert near.word == "zebra"


def test_a_word_is_of_the_kind_of_its_neighbours(words: NearestWords) -> None:
    assert [words.kind(word) for word in ("okapi", "taiga", "tax")] == ["animal", "place", None]


def test_of_equally_near_words_the_first_of_the_alphabet_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / WEIGHTS).write_bytes(b"weights")
    meanings = {"animal": {"ox": "cow", "cow": "cow"}}
    write(folder, meanings, unit(np.ones((2, 3))))
    words = NearestWords(lambda: read(folder / "known_words.safetensors"), Space, "")
    nearest = words.nearest("calm", "animal", ("ox", "cow"))
    assert nearest is not None
    assert nearest.word == "cow"


def test_the_model_is_loaded_for_the_first_word_that_it_can_spell(words: NearestWords) -> None:
    assert words.identity
    assert words.near("жираф", "animal", MEANINGS["animal"]) is None
    assert Space.made == 0
    words.near("okapi", "animal", MEANINGS["animal"])
    words.kind("taiga")
    assert Space.made == 1


def test_words_of_other_weights_are_not_used(tmp_path: Path) -> None:
    assert nearest_words(tmp_path / "nowhere") is None
    folder = written(tmp_path / "model")
    before = nearest_words(folder)
    (folder / WEIGHTS).write_bytes(b"other weights")
    assert before is not None
    assert nearest_words(folder) is None
    write(folder, MEANINGS, Space().embed_texts(listed({kind: sorted(each) for kind, each in MEANINGS.items()})))
    after = nearest_words(folder)
    assert after is not None
    assert after.identity != before.identity


@settings(deadline=None)
@given(st.lists(st.sampled_from((0.0, 1.0)), min_size=1, max_size=60))
def test_a_rising_curve_rises_and_keeps_the_mean(values: list[float]) -> None:
    curve = rising(np.array(values))
    assert np.all(np.diff(curve) >= 0)
    assert curve.mean() == pytest.approx(np.mean(values))
    assert rising(curve) == pytest.approx(curve)
    assert rising(np.sort(values)) == pytest.approx(np.sort(values))


def test_the_least_cosine_is_where_right_answers_become_likely_enough() -> None:
    cosines = np.linspace(0.0, 1.0, 11)
    right = np.array([0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1], dtype=bool)
    assert Asked(cosines, right).least(0.5) == pytest.approx(0.5)
    assert Asked(cosines, right).least(0.9) == pytest.approx(0.7)
    assert Asked(cosines, ~right).least(0.9) > 1


def test_words_are_not_asked_about_their_own_spellings() -> None:
    words = {"object": ["lamp", "lamps", "oil lamp", "torch"]}
    meanings = {"object": {"lamp": "lamp", "lamps": "lamp", "oil lamp": "lamp", "torch": "torch"}}
    asked = measured(meanings, words, unit(np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.1], [0.0, 1.0]])))["object"]
    assert len(asked.cosines) == 3
    assert asked.cosines[0] == pytest.approx(0.0, abs=1e-3)
    assert not asked.right[0]


@pytest.mark.skipif(nearest_words() is None, reason="no house CLIP here")
def test_the_shipped_words_are_those_of_the_tables() -> None:
    found = nearest_words()
    assert found is not None
    shipped = found.known
    for kind in KINDS:
        table = set(known_words(kind, default_pack()))
        assert len(table - set(shipped.words[kind])) <= 0.05 * len(table), f"run training.known_words again: {kind}"
    assert set(shipped.least) == set(WANTED)
