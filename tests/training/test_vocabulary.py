"""The house CLIP's words: which pieces stay, and that their ids do not depend on who reads the file."""

import shutil
from pathlib import Path

import open_clip
import pytest
import torch
from tiny_clip import BERT, LETTERS, TEMPLATE, write_words
from tokenizers import Tokenizer

from videostudio.training.vocabulary import END, PAD, house_pieces

CONTEXT = 48
TEXTS = [
    "The fox, it foxes!",
    "Caf\u00e9 \u2014 it\u2019s \u201cna\u00efve\u201d\u2026 1987 \ufb01ne",
    "",
    "\u65e5\u672c \U0001f415 fox",
    "x" * 300,
    "fox " * 100,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("words")
    write_words(place, context=CONTEXT)
    shutil.copy(TEMPLATE, place)
    return place


def test_padding_is_0_and_the_end_has_the_largest_id() -> None:
    pieces = house_pieces(BERT)
    assert (pieces[0], pieces[-1]) == (PAD, END)
    assert len(set(pieces)) == len(pieces)


def test_only_ascii_stays_and_numbers_are_spelled() -> None:
    pieces = set(house_pieces(BERT))
    assert {"the", "19", "##87", "..."} <= pieces
    assert not {"é", "##ß", "1987", "##999", "[unused0]"} & pieces


def test_the_rarest_words_go_first_and_letters_never() -> None:
    pieces = house_pieces(BERT, size=len(LETTERS) + 4 + 2)
    assert pieces[-3:-1] == ["the", "fox"]
    assert set(LETTERS) < set(pieces)
    with pytest.raises(ValueError, match="single characters"):
        house_pieces(BERT, size=50)


def test_signs_of_print_do_not_make_words_unknown(folder: Path) -> None:
    tokens = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(TEXTS[1]).tokens
    assert tokens[1:9] == ["cafe", "-", "it", "'", "s", '"', "n", "##a"]
    assert "[UNK]" not in tokens


@pytest.mark.parametrize("text", TEXTS)
def test_open_clip_and_the_core_read_equal_ids(folder: Path, text: str) -> None:
    ids = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text).ids
    cut = ids if len(ids) <= CONTEXT else [*ids[: CONTEXT - 1], ids[-1]]
    theirs = open_clip.get_tokenizer(f"local-dir:{folder}")(text)
    assert torch.equal(theirs, torch.tensor([cut + [0] * (CONTEXT - len(cut))]))
