"""The action vector: which verb phrases an event has, and which of Kinetics' actions they speak for."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPTokenizer

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.action import action_vector, class_names, named_prototypes, read_prototypes
from videostudio.generators.paper.pooled_text import ClipPooledText
from videostudio.generators.paper.verbs import installed_parser, phrase_spans, verb_phrases

PROTOTYPES = np.hstack([np.diag(np.linspace(30, 50, 400)), np.zeros((400, 1))])
"""Each action an axis of its own, of a length of its own; the last axis is like none."""


@dataclass(frozen=True)
class Cosines:
    """A text encoder that knows how like each action a text is (400 cosines whose squares sum to at most 1)."""

    known: Mapping[str, Mapping[int, float]]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 401), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for action, cosine in self.known[text].items():
                row[action] = cosine
            row[400] = np.sqrt(1 - (row**2).sum())
        return 37 * rows


def vector(*phrases: Mapping[int, float]) -> dict[int, float]:
    """The shares that are not 0, for phrases with these cosines."""
    known = {str(number): cosines for number, cosines in enumerate(phrases)}
    found = action_vector(list(known), Cosines(known), PROTOTYPES)
    assert found.shape == (400,)
    assert found.dtype == np.float32
    return {int(action): round(float(found[action]), 5) for action in found.nonzero()[0]}


def test_a_phrase_speaks_for_its_nearest_action() -> None:
    assert vector({7: 0.5, 9: 0.4}) == {7: 1.0}
    assert vector({7: 0.6, 9: 0.4}, {12: 0.2001, 7: 0.1}) == {7: round(0.6 / 0.8001, 5), 12: round(0.2001 / 0.8001, 5)}


def test_of_two_phrases_for_one_action_the_later_counts() -> None:
    assert vector({7: 0.9}, {7: 0.3}, {8: 0.6}) == {7: round(1 / 3, 5), 8: round(2 / 3, 5)}


def test_what_is_like_no_action_is_none() -> None:
    assert vector() == {}
    assert vector({7: 0.1999}, {8: -0.9}) == {}
    assert vector({7: 0.1999}, {8: 0.3}) == {8: 1.0}


@given(st.lists(st.dictionaries(st.integers(0, 399), st.floats(-0.4, 0.4), min_size=1, max_size=5), max_size=6))
def test_shares_sum_to_one_or_there_are_none(phrases: list[dict[int, float]]) -> None:
    shares = list(vector(*phrases).values())
    assert len(shares) <= len(phrases)
    assert all(0 < share <= 1 for share in shares)
    assert sum(shares) == pytest.approx(1.0, abs=1e-4) or not shares


def test_actions_are_those_of_kinetics_in_their_order() -> None:
    names = class_names()
    assert len(set(names)) == 400
    assert (names[0], names[-1]) == ("abseiling", "zumba")
    assert list(names) == sorted(names)


def test_released_prototypes_are_read(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(400, 1280))
    np.save(tmp_path / "rows.npy", rows)
    assert np.array_equal(read_prototypes(tmp_path / "rows.npy"), rows)


def damaged(rows: NDArray[np.float64], value: float) -> NDArray[np.float64]:
    rows = rows.copy()
    rows[17] = value
    return rows


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (np.ones((400, 768)), r"float64 \(400, 768\), not float64 \(400, 1280\)"),
        (np.ones((400, 1280), np.float32), "is float32"),
        (damaged(np.ones((400, 1280)), np.nan), "not finite"),
        (damaged(np.ones((400, 1280)), 0.0), "rows of zeros"),
        (np.array([{"code": "that would run"}], dtype=object), "cannot be read"),
    ],
    ids=["shape", "dtype", "nan", "zeros", "pickle"],
)
def test_other_files_are_refused(tmp_path: Path, rows: NDArray[np.generic], why: str) -> None:
    np.save(tmp_path / "rows.npy", rows, allow_pickle=True)
    with pytest.raises(BackendMissing, match=why):
        read_prototypes(tmp_path / "rows.npy")


def test_cut_off_and_missing_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.npy"
    np.save(path, np.ones((400, 1280)))
    path.write_bytes(path.read_bytes()[:5000])
    np.savez(tmp_path / "rows.npz", rows=np.ones((400, 1280)))
    for name, why in (("rows.npy", "cannot be read"), ("none.npy", "cannot be read"), ("rows.npz", "an archive")):
        with pytest.raises(BackendMissing, match=why):
            read_prototypes(tmp_path / name)


@pytest.fixture(scope="module")
def tiny() -> ClipPooledText:
    """CLIP's own text model and tokenizer: random weights, and letters for a vocabulary."""
    letters = [chr(code) for code in range(33, 127)]
    marks = ["<|startoftext|>", "<|endoftext|>"]
    vocab = {piece: number for number, piece in enumerate([*letters, *[f"{letter}</w>" for letter in letters], *marks])}
    torch.manual_seed(0)
    config = CLIPTextConfig(
        vocab_size=len(vocab),
        hidden_size=32,
        intermediate_size=64,
        projection_dim=24,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=77,
        bos_token_id=vocab[marks[0]],
        eos_token_id=vocab[marks[1]],
        pad_token_id=vocab[marks[1]],
        initializer_range=1.0,
    )
    return ClipPooledText(
        CLIPTextModelWithProjection(config), CLIPTokenizer(vocab=vocab, merges=[], model_max_length=77)
    )


def test_clip_texts_are_pooled_one_by_one(tiny: ClipPooledText) -> None:
    texts = ["runs", "slowly is walking", "x" * 200]
    found = tiny.embed(texts)
    assert found.shape == (3, 24)
    assert found.dtype == np.float32
    for row, text in zip(found, texts, strict=True):
        assert np.allclose(tiny.embed([text])[0], row, atol=1e-4)
    assert np.abs(found[0] - found[1]).max() > 0.1
    assert np.allclose(tiny.embed(["x" * 300])[0], found[2], atol=1e-4)


def test_an_actions_own_name_speaks_for_it(tiny: ClipPooledText) -> None:
    prototypes, names = named_prototypes(tiny), class_names()
    assert prototypes.shape == (400, 24)
    found = action_vector([names[3], names[250]], tiny, prototypes)
    assert np.flatnonzero(found).tolist() == [3, 250]
    assert np.allclose(found[[3, 250]], 0.5, atol=1e-4)


@pytest.mark.parametrize(
    ("parts", "spans"),
    [
        ("NOUN VERB NOUN", [(1, 2)]),
        ("NOUN AUX VERB", [(1, 3)]),
        ("NOUN AUX ADV VERB", [(2, 4)]),
        ("VERB ADV AUX VERB VERB NOUN VERB", [(0, 5), (6, 7)]),
        ("VERB VERB ADV VERB", [(0, 1), (1, 4)]),
        ("NOUN AUX ADV", []),
        ("", []),
    ],
)
def test_phrases_are_the_longest_that_share_no_word(parts: str, spans: list[tuple[int, int]]) -> None:
    assert list(phrase_spans(parts.split())) == spans


@dataclass(frozen=True)
class Tagged:
    """A word as a parser gives it."""

    text_with_ws: str
    pos_: str


def test_a_parsers_phrases_are_the_events_own_words() -> None:
    tags = {"dog": "NOUN", "runs": "VERB", "and": "CCONJ", "is": "AUX", "jumping": "VERB", ".": "PUNCT"}
    pieces = ("dog ", "runs ", "and ", "is ", "jumping", ".")
    parsed = [Tagged(piece, tags[piece.strip()]) for piece in pieces]
    assert verb_phrases("dog runs and is jumping.", "run", lambda _: parsed) == ("runs", "is jumping")
    assert verb_phrases("dog", "run", lambda _: parsed[:1]) == ()


@pytest.mark.parametrize(
    ("event", "action", "phrase"),
    [
        ("The dog runs across the park.", "run", "runs"),
        ("Mia is slowly walking home.", "walk", "slowly walking"),
        ("Mia is walking home.", "walk", "is walking"),
        ("On her morning walk the girl quickly walks home.", "walk", "quickly walks"),
        ("The family runs.", "run", "runs"),
        ("The dog does not run.", "run", "run"),
        ("The fox lies in the snow.", "lie", "lies"),
        ("A fox is seen in the woods.", "explore", "explore"),
    ],
)
def test_without_a_parser_the_scenes_verb_is_taken_as_told(event: str, action: str, phrase: str) -> None:
    assert verb_phrases(event, action, None) == (phrase,)


def test_the_parser_is_spacys_model_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "en_core_web_sm", None)  # type: ignore[arg-type]
    assert installed_parser() is None
    monkeypatch.delitem(sys.modules, "en_core_web_sm")
    (tmp_path / "en_core_web_sm").mkdir()
    (tmp_path / "en_core_web_sm" / "__init__.py").write_text("def load():\n    return str.split\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert installed_parser() is str.split
