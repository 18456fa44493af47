"""Whether a prompt is within what the house writer can read: English, in sentences."""

import unicodedata

from videostudio.agents.house.forms import parts_of_speech, singular
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.reading import Reading
from videostudio.agents.house.tokens import sentences

ADVICE = "configure an LLM writer for such prompts"
_LONG_PROMPT_WORDS = 1_500


def complaint(prompt: str, reading: Reading) -> tuple[str, ...]:
    """What fell short, in sentences with advice; () for a prompt within scope."""
    words = [token for sentence in sentences(prompt[:4_000]) for token in sentence if token.is_word]
    letters = [word for word in words if not word.emoji and word.text[0].isalpha()]
    if letters and not _latin(letters[0].text + "".join(word.text for word in letters)):
        return (f"The prompt is not written in English: the house writer kept its words only; {ADVICE}.",)
    known = sum(_is_english(word.lower) for word in letters)
    foreign = sum(lexicon().is_a("foreign", word.lower) for word in letters)
    if (len(letters) >= 3 and known < 0.6 * len(letters)) or foreign > max(1, 0.25 * len(letters)):
        share = round(100 * max(0, known - foreign) / len(letters))
        known_words = f"Only {share} % of the prompt's words are known to the house writer"
        return (f"{known_words}, so it kept them as they are; {ADVICE}.",)
    if not letters and not words:
        return (f"The prompt has no words; {ADVICE} or describe the film in a sentence.",)
    return ()


def _latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return latin >= 0.7 * len(letters)


def _is_english(word: str) -> bool:
    known = lexicon()
    if word in known.names or singular(word) in known.nouns or word in known.adjectives or word in known.adverbs:
        return True
    if any(word in words for words in known.words.values()) or word in known.numbers or "-" in word or "'" in word:
        return True
    return bool(parts_of_speech(word))
