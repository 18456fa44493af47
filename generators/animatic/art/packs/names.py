"""The names of emoji, from a packaged table: what a pack may be asked for. Knows no pack."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SKIN_TONES = {"🏻": "light", "🏼": "medium-light", "🏽": "medium", "🏾": "medium-dark", "🏿": "dark"}
_SELECTOR = "\ufe0f"


@dataclass(frozen=True)
class Name:
    """One emoji. `code` is its code points as OpenMoji spells them, `label` its name in English."""

    emoji: str
    code: str
    label: str


def plain_emoji(emoji: str) -> str:
    """An emoji without variation selectors and skin tones."""
    return "".join(character for character in emoji if character != _SELECTOR and character not in SKIN_TONES)


def skin_tone(emoji: str) -> str:
    """The name of the first skin tone in an emoji; "" if it has none."""
    return next((SKIN_TONES[character] for character in emoji if character in SKIN_TONES), "")


def toned(emoji: str, tone: str) -> str:
    """An emoji in a skin tone, given as its modifier; the tone follows the first person in it."""
    return emoji[:1] + tone + emoji[1:] if tone else emoji


@cache
def known_emoji() -> dict[str, Name]:
    """Emoji without selectors and tones -> its names."""
    text = (files("videostudio.generators.animatic.art") / "data" / "openmoji.json").read_text(encoding="utf-8")
    return {entry["emoji"]: Name(entry["emoji"], entry["code"], entry["label"]) for entry in json.loads(text)}
