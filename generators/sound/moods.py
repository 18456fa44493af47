"""Moods: what music a film's words ask for."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

USUAL = "calm"

Comp = Literal["arpeggio", "ostinato", "offbeat", "waltz", "block"]
Drum = Literal["none", "shaker", "low"]

STRONG = {"storm": 3, "dance": 3, "sad": 2, "night": 2, "mystery": 2}
"""Moods whose words weigh more: they say how a film feels, where others only say where it is."""


@dataclass(frozen=True)
class Mood:
    """`tempo` in beats a minute, `meter` in beats a cell (2: half a bar of four, 3: a bar of three); `story` and
    `turn` are progressions in scale degrees; `pad` is the pad's share (0..1), `gain_db` makes all moods equally
    loud, `colour` is an interval put on top of a chord (9: a ninth, 0: none)."""

    name: str
    mode: str
    tempo: int
    meter: int
    lead: str
    comp: Comp
    comp_voice: str
    pad: float
    gain_db: float
    drum: Drum
    colour: int
    story: tuple[tuple[int, ...], ...]
    turn: tuple[tuple[int, ...], ...]


def mood_of(words: str) -> Mood:
    """The mood that most of `words` speak for; the first in the table where two are even."""
    said = re.findall(r"[a-z]+", words.lower())
    votes = {
        name: sum(said.count(word) for word in facts["words"]) * STRONG.get(name, 1) for name, facts in _table().items()
    }
    best = max(votes, key=lambda name: votes[name])
    return mood_named(best if votes[best] else USUAL)


def mood_named(name: str) -> Mood:
    """The mood called `name`; KeyError if there is none."""
    facts = {key: value for key, value in _table()[name].items() if key not in ("words", "story", "turn")}
    story, turn = (tuple(tuple(loop) for loop in _table()[name][part]) for part in ("story", "turn"))
    return Mood(name=name, story=story, turn=turn, **facts)


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.generators.sound") / "data" / "moods.json").read_text("utf-8")))
