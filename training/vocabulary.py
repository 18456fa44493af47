"""The house CLIP's words: a part of BERT's uncased vocabulary, in a file that open_clip and the core read alike.

BERT lists its pieces roughly by how often they occur, so the first ones are kept, the rare rest is spelled from parts.
Pieces with letters outside ASCII go, and numbers of three digits and more: those are spelled digit by digit.
`[PAD]` is 0 and `[SEP]`, which ends every text, has the largest id: open_clip's default pooling looks for that one.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

PAD, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
SIZE = 23_000
LONGEST_WORD = 64

_SPECIAL = re.compile(r"\[[^\]]+\]")
_LONG_NUMBER = re.compile(r"(##)?\d{3,}.*")

_TYPOGRAPHY = {"[\u2018\u2019\u201a\u201b\u2032]": "'", "[\u201c\u201d\u201e\u2033]": '"', "[\u2010-\u2015\u2212]": "-"}
"""Signs of print -> ASCII: a curly apostrophe must not make a word unknown. open_clip mends quotes by itself."""


def house_pieces(bert: Iterable[str], size: int = SIZE) -> list[str]:
    """The lines of BERT's vocab.txt -> at most `size` pieces in the order of their ids.

    Every single character stays, so that any ASCII word can be spelled."""
    usable = [piece for piece in bert if piece and piece.isascii() and not _SPECIAL.fullmatch(piece)]
    letters = [piece for piece in usable if len(piece.removeprefix("##")) == 1]
    longer = [piece for piece in usable if len(piece.removeprefix("##")) > 1 and not _LONG_NUMBER.fullmatch(piece)]
    room = size - len(letters) - 4
    if room < 0:
        raise ValueError(f"{size} pieces do not hold the {len(letters)} single characters and 4 marks: allow more")
    return [PAD, UNKNOWN, START, *letters, *longer[:room], END]


def tokenizer(pieces: list[str]) -> Tokenizer:
    """Pieces in the order of their ids -> `[CLS] text [SEP]`, lower case, no accents. Neither cuts nor pads."""
    ids = {piece: number for number, piece in enumerate(pieces)}
    made = Tokenizer(models.WordPiece(ids, unk_token=UNKNOWN, max_input_chars_per_word=LONGEST_WORD))
    plain = [normalizers.Replace(Regex(signs), letter) for signs, letter in _TYPOGRAPHY.items()]
    bert = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), *plain, bert])
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    marks = [(START, ids[START]), (END, ids[END])]
    made.post_processor = processors.TemplateProcessing(
        single=f"{START} $A {END}", pair=f"{START} $A {END} $B:1 {END}:1", special_tokens=marks
    )
    made.add_special_tokens([PAD, UNKNOWN, START, END])
    return made


def write_tokenizer(pieces: list[str], folder: Path, context: int) -> None:
    """Writes tokenizer.json and tokenizer_config.json; `context` is the number of tokens a text may have."""
    tokenizer(pieces).save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": context,
        "pad_token": PAD,
        "unk_token": UNKNOWN,
        "cls_token": START,
        "sep_token": END,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")


def write_house_tokenizer(vocab: Path, folder: Path, *, size: int = SIZE, context: int = 48) -> int:
    """BERT's vocab.txt -> the two files in `folder`. Gives the number of pieces, for `vocab_size`."""
    pieces = house_pieces(vocab.read_text("utf-8").splitlines(), size)
    write_tokenizer(pieces, folder, context)
    return len(pieces)
