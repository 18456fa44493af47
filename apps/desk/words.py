"""Text from outside, before it is kept anywhere."""

from collections.abc import Iterator

from videostudio.film.errors import BeyondLimits, BriefError


def whole(text: str, what: str, most: int) -> str:
    """`text` without the space around it. Raises BriefError for half a character, which no file can hold, and
    BeyondLimits for more than `most` characters."""
    if len(text) > most:
        raise BeyondLimits(f"{what}: {len(text)} characters are too many, at most {most} are read")
    if is_broken(text):
        raise BriefError(f"{what}: it holds half a character (U+D800 to U+DFFF): send it as UTF-8")
    return text.strip()


def is_broken(text: str) -> bool:
    """Whether there is half a character in it: JSON and command lines let them through, and UTF-8 has none."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def texts(value: object) -> Iterator[str]:
    """Every string in plain values."""
    match value:
        case str():
            yield value
        case dict():
            for key, held in value.items():
                yield from (*texts(key), *texts(held))
        case list() | tuple():
            for held in value:
                yield from texts(held)
