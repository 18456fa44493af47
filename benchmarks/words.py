"""What unknown words come to: `python benchmarks/words.py [--model FOLDER] [--misses]`, JSON on standard output.

`data/words.json` has words by kind with what would do for them, written before any answer was seen: "fresh" ones, and
those of `tests/generators/story_nouns.json`'s rarer nouns that the tables lack. Each way of answering is counted in
the same words: right (one that would do), generic (a dog for an animal, a package, a bare stage, somebody standing) or
wrong. Ways: the tables alone; the tables, then the most alike spelling as the animatic does without a model; the
tables, then difflib; the tables, then the nearest meaning, then spelling. "typos" are known words with two letters
exchanged: right is the word itself.
"""

import argparse
import difflib
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from videostudio.agents.house.lexicon import lexicon
from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack, concept_of, default_pack
from videostudio.generators.animatic.motions import listed_motion, motion_for
from videostudio.generators.animatic.places import NEUTRAL, place_of
from videostudio.generators.animatic.reworded import Wording
from videostudio.generators.animatic.rigs.person.reading import said_of
from videostudio.generators.animatic.vocabulary import ACTION, is_known, known_words
from videostudio.generators.given import Nearest
from videostudio.tools.embedding.house import FOLDER
from videostudio.tools.embedding.nearest import NOUNS, Near, NearestWords, nearest_words

WORDS = Path(__file__).parent / "data" / "words.json"
GENERIC = "generic"
STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""Least cosines that are looked at beside the measured ones."""
TYPOS, LONG = 60, 6
"""Misspelt words of each kind, and the letters that one has at least."""

Lists = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Spelt:
    """difflib as if it knew meanings: the standard library's idea of a close match."""

    identity: str = "difflib"

    def near(self, word: str, kind: str, among: Collection[str]) -> Near | None:
        """The known word that is spelt most like it, if any is at least 0.6 alike."""
        found = difflib.get_close_matches(word, among, n=1)
        return Near(found[0], 1.0) if found else None


class Silent:
    """Knows no word."""

    identity = ""

    def near(self, word: str, kind: str, among: Collection[str]) -> Near | None:
        return None


@dataclass(frozen=True)
class Studio:
    """What the animatic makes of a word."""

    pack: ArtPack

    def meaning(self, word: str, kind: str, nearest: Nearest, *, spelling: bool = True) -> str:
        """The artwork, role, set or motion that a word comes to, "" for what stands for anything."""
        wording = Wording(nearest, self.pack)
        if kind == ACTION:
            verb, _ = wording.action(word, ())
            shown, notes = motion_for(verb)
            unknown = listed_motion(verb) is None and (not spelling or notes[0].startswith("no motion"))
            return "" if unknown else shown
        entity, _ = wording.entity(_entity(word, kind))
        if not spelling and not is_known(entity, self.pack):
            return ""
        if kind == EntityKind.PLACE:
            shown = place_of(entity).scenery.kind
            return "" if shown == NEUTRAL else shown
        if kind == EntityKind.PERSON:
            return said_of(entity).role
        match = concept_of(entity, self.pack)
        return "" if match.how == "kind" else match.concept.label

    def accepted(self, answers: list[str], kind: str) -> set[str]:
        """What would do, as labels, roles, sets and motions."""
        known = known_words(kind, self.pack)
        return {*answers, *(known[answer] for answer in answers if answer in known)}

    def knows(self, word: str, kind: str) -> bool:
        return listed_motion(word) is not None if kind == ACTION else is_known(_entity(word, kind), self.pack)

    def typos(self, kind: str) -> Iterator[tuple[str, str]]:
        """Single known words with two neighbouring letters exchanged, and what they come to."""
        chance, known = random.Random(kind), known_words(kind, self.pack)
        words = [word for word in sorted(known) if word.isalpha() and len(word) >= LONG]
        for word in chance.sample(words, TYPOS):
            at = chance.randrange(1, len(word) - 2)
            typo = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if typo != word and not self.knows(typo, kind):
                yield typo, known[word]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=FOLDER, help="the model's folder")
    parser.add_argument("--misses", action="store_true", help="list every unknown word with its nearest neighbour")
    options = parser.parse_args()
    found = nearest_words(options.model)
    report(found, options.misses)


def report(nearest: NearestWords | None, misses: bool) -> None:
    """Prints all counts."""
    studio, lists = Studio(default_pack()), json.loads(WORDS.read_text("utf-8"))
    silent = Silent()
    ways: dict[str, Callable[[str, str], str]] = {
        "tables": lambda word, kind: studio.meaning(word, kind, silent, spelling=False),
        "tables, spelling": lambda word, kind: studio.meaning(word, kind, silent),
        "tables, difflib": lambda word, kind: studio.meaning(word, kind, Spelt(), spelling=False),
    }
    if nearest is not None:
        ways["tables, meaning"] = lambda word, kind: studio.meaning(word, kind, nearest, spelling=False)
        ways["tables, meaning, spelling"] = lambda word, kind: studio.meaning(word, kind, nearest)
    told: dict[str, Any] = {"model": None if nearest is None else nearest.identity, "pack": studio.pack.name}
    for name, words in lists.items():
        told[name] = {way: _counted(studio, words, answer) for way, answer in ways.items()}
    told["typos"] = {way: _typos(studio, answer) for way, answer in ways.items()}
    if nearest is not None:
        told["kind"] = _kinds(lists["fresh"], nearest)
        told["ms"] = _speed(nearest)
        answers = _answers(studio, lists, nearest)
        told["curve"] = _curve(answers, nearest.known.least)
        if misses:
            told["answers"] = {
                f"{each.kind} {each.word}": f"{each.near.cosine:.2f} {each.near.word} = {each.shown}: {each.right}"
                for each in answers
            }
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


def _counted(studio: Studio, words: Lists, answer: Callable[[str, str], str]) -> dict[str, dict[str, int]]:
    """Right, generic and wrong by kind; all words, and those that the tables do not know."""
    counts: dict[str, Counter[str]] = {}
    for kind, asked in words.items():
        for word, would_do in asked.items():
            shown = answer(word, kind)
            outcome = GENERIC if not shown else "right" if shown in studio.accepted(would_do, kind) else "wrong"
            for row in (kind, "all", *(() if studio.knows(word, kind) else ("unknown", f"unknown {kind}"))):
                counts.setdefault(row, Counter())[outcome] += 1
    return {row: {key: count[key] for key in ("right", GENERIC, "wrong")} for row, count in counts.items()}


def _typos(studio: Studio, answer: Callable[[str, str], str]) -> dict[str, int]:
    count: Counter[str] = Counter()
    for kind in (*NOUNS, ACTION):
        for typo, meant in studio.typos(kind):
            shown = answer(typo, kind)
            count[GENERIC if not shown else "right" if shown == meant else "wrong"] += 1
    return {key: count[key] for key in ("right", GENERIC, "wrong")}


def _kinds(words: Lists, nearest: NearestWords) -> dict[str, dict[str, int]]:
    """What nouns that the house writer's lexicon lacks are taken for: right, none or wrong, by kind."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (*NOUNS, "all")}
    for kind in NOUNS:
        for word in words[kind]:
            if word not in lexicon().nouns:
                felt = nearest.kind(word)
                outcome = "none" if felt is None else "right" if felt == kind else "wrong"
                counts[kind][outcome] += 1
                counts["all"][outcome] += 1
    return {kind: {key: count[key] for key in ("right", "none", "wrong")} for kind, count in counts.items()}


@dataclass(frozen=True)
class Answer:
    """What an unknown word's nearest neighbour, however far, comes to, and whether that would do."""

    kind: str
    word: str
    near: Near
    shown: str
    right: bool


def _answers(studio: Studio, lists: dict[str, Lists], nearest: NearestWords) -> list[Answer]:
    found: list[Answer] = []
    for words in lists.values():
        for kind, asked in words.items():
            known = known_words(kind, studio.pack)
            for word, would_do in asked.items():
                near = nearest.nearest(word, kind, known)
                if near is not None and not studio.knows(word, kind):
                    shown = known[near.word]
                    found.append(Answer(kind, word, near, shown, shown in studio.accepted(would_do, kind)))
    return found


def _reaches(step: float, answer: Answer) -> bool:
    return answer.near.cosine >= step


def _curve(answers: list[Answer], least: Mapping[str, float]) -> dict[str, Any]:
    """Answered and right ones of all unknown words at several least cosines, and at the measured ones."""

    def at(near_enough: Callable[[Answer], bool]) -> dict[str, int]:
        taken = [answer for answer in answers if near_enough(answer)]
        return {"answered": len(taken), "right": sum(answer.right for answer in taken)}

    told: dict[str, Any] = {"unknown": len(answers), "least": dict(least)}
    told["measured"] = at(lambda answer: answer.near.cosine >= least[answer.kind])
    for step in STEPS:
        told[str(step)] = at(partial(_reaches, step))
    return told


def _speed(nearest: NearestWords) -> dict[str, float]:
    """Ms of processor time for a word never asked for; the model is loaded already."""
    words = known_words(EntityKind.OBJECT, default_pack())
    begin = time.process_time()
    for number in range(20):
        nearest.near(f"unheard{number}", EntityKind.OBJECT, words)
    return {"a new word": round((time.process_time() - begin) / 20 * 1000, 1)}


def _entity(word: str, kind: str) -> Entity:
    return Entity(id="word", name=word, head=word, kind=EntityKind(kind))


if __name__ == "__main__":
    main()
