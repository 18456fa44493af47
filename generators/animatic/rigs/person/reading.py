"""From an entity's words to a design: what is said of it, then what its role wears, then a choice by its name."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import derive_seed
from videostudio.generators.animatic.art.library import table as art_table
from videostudio.generators.animatic.art.looks import Looks, looks_of
from videostudio.generators.animatic.art.words import singular, words_of
from videostudio.generators.animatic.rigs.person.clothes import GARMENTS
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.hats import HATS
from videostudio.generators.animatic.rigs.person.ink import dark, light

MOST = 5
"""People of one entity that are drawn."""


@cache
def table() -> dict[str, Any]:
    """The packaged words about people."""
    return dict(json.loads((files("videostudio.generators.animatic.rigs.person") / "people.json").read_text("utf-8")))


@cache
def known_roles() -> dict[str, str]:
    """Word for what somebody is -> the role whose clothes it has."""
    return {word: name for name, role in table()["roles"].items() for word in role["words"]}


@dataclass(frozen=True)
class Said:
    """An entity's words: `text` in lower case with spaces around and between them, `looks` as art reads them, and
    the role's `outfit`."""

    entity: Entity
    text: str
    looks: Looks
    role: str
    outfit: Mapping[str, Any]

    def first(self, words: Mapping[str, list[str]]) -> str:
        """The choice whose wording is said, longest wording first; "" if none is."""
        spelt = ((spelling, choice) for choice, spellings in words.items() for spelling in spellings)
        found = [pair for pair in spelt if f" {pair[0]} " in self.text]
        return max(found, key=lambda pair: len(pair[0]))[1] if found else ""

    def worn(self, key: str, gender: str) -> Any:
        """What the role wears, for that gender if it differs."""
        return self.outfit.get(f"{key}_{gender}") or self.outfit.get(key)


@lru_cache(maxsize=1024)
def said_of(entity: Entity) -> Said:
    """The words of an entity, with its role."""
    texts = [entity.name, entity.head, *(f"{a.value} {a.name}" for a in entity.aspects)]
    words = [piece for text in texts for word in words_of(text) for piece in word.split("-")]
    text = f" {' '.join(words)} "
    plain = f" {' '.join(singular(word) for word in words)} "
    found = [
        (word, name)
        for name, role in table()["roles"].items()
        for word in role["words"]
        if f" {word} " in text or f" {word} " in plain
    ]
    head = {singular(word) for word in words_of(entity.head)}
    best = max(found, key=lambda pair: (bool(head & set(pair[0].split())), len(pair[0])), default=("", ""))
    return Said(entity, text, looks_of(entity), best[1], table()["roles"].get(best[1], {}))


def is_person(entity: Entity) -> bool:
    """Whether it is drawn as a person: mermaids, ghosts and snowmen have pictures of their own."""
    if entity.kind is not EntityKind.PERSON:
        return False
    words = {singular(word) for text in (entity.name, entity.head) for word in words_of(text)}
    return not words & set(table()["not_people"])


@lru_cache(maxsize=1024)
def count_of(entity: Entity) -> int:
    """How many people an entity is: "two children" are two, "the musicians" three."""
    groups = table()["groups"]["counts"]
    words = [piece for word in words_of(entity.name) for piece in word.split("-")]
    number = next((groups[word] for word in words if word in groups and word not in table()["numbers_alone"]), 0)
    number = number or next((groups[word] for word in words if word in groups), 0)
    told = entity.aspect("number") or entity.aspect("count") or ""
    number = number or next((groups[word] for word in words_of(told) if word in groups), 0)
    if number:
        return min(int(number), MOST)
    head = words_of(entity.head)[-1:] or tuple(words[-1:])
    proper = entity.name[:1].isupper() and not entity.name.lower().startswith(("the ", "a ", "an "))
    plural = bool(head) and singular(head[0]) != head[0] and head[0] not in ("boss", "glasses")
    return 3 if plural and not proper else 1


@lru_cache(maxsize=1024)
def design_of(entity: Entity, number: int = 0) -> Design:
    """The looks of the person, or of that one of several, that an entity is. The same in every scene."""
    said = said_of(entity)
    pick = _Picker(entity, number)
    outfit, looks = said.outfit, said.looks
    age = outfit.get("age") or looks.age
    if "family" in said.text.split():
        age = "child" if number >= 2 else "adult"
    if age == "adult" and outfit.get("age_hint") and looks.age == "adult":
        age = str(outfit["age_hint"])
    gender = _gender(said, pick, number)
    kind = said.first(table()["kinds"]) or "human"
    skin = _skin(said, pick, kind)
    style = ("old " if age == "old" else "") + gender if age != "child" else {"man": "boy", "woman": "girl"}[gender]
    hair, hair_colour = _hair(said, pick, gender, age, style, skin[0])
    garment = _garment(said, pick, gender, age, style, kind)
    top, bottom, shoes, accent = _cloth(said, pick, garment, kind, skin[1])
    hat, hat_colour = _hat(said, gender)
    props = outfit.get("props")
    prop = said.first(table()["prop_words"])
    prop = prop or (props[number % len(props)] if props else str(outfit.get("prop", "")))
    if age == "old" and not prop and not said.role and pick.chance("cane", 0.45):
        prop = "cane"
    beard = _beard(said, pick, gender, age)
    extras = _extras(said, outfit, garment, pick, age, gender)
    return Design(
        age=age,
        gender=gender,
        build=said.first(table()["build_words"])
        or str(outfit.get("build", ""))
        or pick.one("build", ["normal", "normal", "slim", "normal", "stout"]),
        kind=kind,
        skin=skin[1],
        hair="none" if kind != "human" else hair,
        hair_colour=hair_colour,
        beard=beard if kind == "human" else "",
        glasses=_glasses(said, pick, age),
        garment=garment,
        top=top,
        bottom=bottom,
        shoes=shoes,
        accent=accent,
        hat=hat,
        hat_colour=hat_colour,
        prop=prop,
        cape=_cape(said),
        extras=extras,
    )


@dataclass(frozen=True)
class _Picker:
    """Chooses what nobody asked for, by who it is."""

    entity: Entity
    number: int

    def one(self, what: str, choices: list[str]) -> str:
        return choices[self._seed(what) % len(choices)]

    def chance(self, what: str, share: float) -> bool:
        return self._seed(what) % 1000 < 1000 * share

    def _seed(self, what: str) -> int:
        return derive_seed("person", self.entity.id, self.entity.name, self.number, what)


def _gender(said: Said, pick: _Picker, number: int) -> str:
    looks, outfit = said.looks, said.outfit
    if looks.gender in ("man", "woman"):
        return looks.gender
    if outfit.get("gender"):
        return str(outfit["gender"])
    words = said.text.split()
    for gender, names in table()["names"].items():
        if set(words) & set(names):
            return str(gender)
    for gender, names in table()["gender_words"].items():
        if {singular(word) for word in words} & set(names):
            return str(gender)
    first = str(outfit.get("gender_default", "")) or pick.one("gender", ["man", "woman"])
    if count_of(said.entity) > 1:
        first = _Picker(said.entity, 0).one("gender", ["man", "woman"])
        return first if number % 2 == 0 else {"man": "woman", "woman": "man"}[first]
    return first


def _skin(said: Said, pick: _Picker, kind: str) -> tuple[str, str]:
    """Name and colour of the skin."""
    if kind == "robot":
        asked = said.looks.colour("body")
        return "robot", table()["palette"].get(asked or "silver", "#c3cbd8")
    if kind == "alien":
        asked = said.looks.colour("skin") or said.looks.colour("body")
        return "alien", table()["palette"].get(asked or "green", "#8fd06a") if asked else "#9ad86f"
    if said.outfit.get("skin") and not said.looks.colour("skin"):
        return "own", str(said.outfit["skin"])
    asked = said.looks.colour("skin")
    tones = {"white": "light", "pale": "light", "fair": "light", "light": "light", "tan": "medium-light"}
    tones |= {
        "tanned": "medium-light",
        "olive": "medium-light",
        "brown": "medium",
        "dark": "medium-dark",
        "black": "dark",
    }
    body = said.looks.colour("body")
    tone = tones.get(asked or "") or (tones.get(body or "") if body in ("black", "white", "brown") else None)
    if asked and not tone:
        return "own", str(table()["palette"].get(asked, "#fbd5b8"))
    if not tone:
        hair = said.looks.colour("hair")
        fair = hair in ("blond", "ginger", "red", "golden")
        tone = pick.one("skin", ["light", "medium-light", "light"] if fair else table()["skin_order"])
    return tone, str(table()["skins"][tone])


def _hair(said: Said, pick: _Picker, gender: str, age: str, style: str, tone: str) -> tuple[str, str]:
    asked = said.first(table()["hair_words"])
    hair = asked or str(said.worn("hair", gender) or "")
    if not hair:
        choices = list(table()["hair_choice"][style])
        if tone in table()["curly_for"] and age != "old":
            choices += ["afro", "curly"] if gender == "man" or age == "child" else ["afro", "curly", "braids"]
        hair = pick.one("hair", choices)
    colour = said.looks.colour("hair")
    if colour:
        return hair, str(table()["hair_palette"].get(colour) or table()["palette"].get(colour, "#7d4e2e"))
    worn = str(said.worn("hair_colour", gender) or "")
    if worn:
        return hair, str(table()["hair_palette"].get(worn) or table()["palette"].get(worn, "#7d4e2e"))
    if age == "old":
        return hair, str(table()["hair_palette"][pick.one("grey", ["grey", "white", "silver"])])
    natural = table()["hair_by_skin"].get(tone, ["black", "dark brown", "brown"])
    return hair, str(table()["hair_palette"][pick.one("hair colour", natural)])


def _garment(said: Said, pick: _Picker, gender: str, age: str, style: str, kind: str) -> str:
    asked = said.first(table()["garment_words"])
    if asked == "coat" and said.role in ("doctor", "scientist"):
        asked = "labcoat"
    if asked == "vest" and not said.outfit.get("garment") and "vest" not in said.text.split():
        asked = ""
    if asked == "dress" and gender == "woman" and said.outfit.get("garment") == "gown":
        asked = "gown"
    garment = asked or str(said.worn("garment", gender) or "")
    if not garment and kind != "human":
        return "metal" if kind == "robot" else "tunic"
    garment = garment or pick.one("garment", table()["garment_choice"][style])
    return garment if garment in GARMENTS else "shirt"


def _cloth(said: Said, pick: _Picker, garment: str, kind: str, skin: str) -> tuple[str, str, str, str]:
    """Colours of top, bottom, shoes and trimmings."""
    palette, looks, outfit = table()["palette"], said.looks, said.outfit
    body = looks.colour("body")
    wanted = looks.colour("clothes") or (
        body
        if body not in ("black", "white", "brown", "grey", "blond", "silver", "beige", None) and kind == "human"
        else None
    )
    top = wanted or str(outfit.get("top", ""))
    bottom = looks.colour("trousers") or str(outfit.get("bottom", ""))
    top_hex = palette.get(top) or pick.one("top", _unlike([palette[name] for name in table()["tops"]], skin))
    bottom_hex = palette.get(bottom) or pick.one(
        "bottom", _unlike([palette[name] for name in table()["bottoms"]], skin, top_hex)
    )
    if garment == "overalls" and wanted and not outfit.get("bottom"):
        bottom_hex, top_hex = palette[wanted], palette[pick.one("under", ["white", "yellow", "red", "light blue"])]
    if kind == "robot" and not top:
        metal = palette.get(body or "silver", "#c3cbd8")
        top_hex, bottom_hex = light(metal, 0.15), metal
    shoes = looks.colour("shoes") or str(outfit.get("shoes", ""))
    shoes_hex = palette.get(shoes) or (
        dark(top_hex, 0.2) if kind == "robot" else palette[pick.one("shoes", table()["shoes"])]
    )
    accent = looks.colour("scarf") or str(outfit.get("accent", ""))
    others = [
        name for name in ("yellow", "red", "white", "turquoise", "orange", "navy", "pink") if palette[name] != top_hex
    ]
    accent_hex = palette.get(accent) or palette[pick.one("accent", others)]
    return top_hex, bottom_hex, shoes_hex, accent_hex


def _unlike(colours: list[str], *others: str) -> list[str]:
    """Those colours that stand out from others."""

    def apart(one: str, other: str) -> int:
        return sum(abs(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) for i in (1, 3, 5))

    return [c for c in colours if all(apart(c, other) > 130 for other in others)] or colours


def _hat(said: Said, gender: str) -> tuple[str, str]:
    words, palette = table(), table()["palette"]
    hat = said.first(words["hat_words"])
    worn = str(said.outfit.get("hat", ""))
    if hat in ("brim-hat", "hard-hat", "cap") and worn:
        hat = worn
    if not hat and "hood" in said.looks.wears and "raincoat" in said.text:
        hat = "hood"
    hat = hat or worn
    if hat == "wizard-hat" and gender == "woman" and said.role in ("witch",):
        hat = "witch-hat"
    if not hat or hat not in HATS:
        return "", "#c0392b"
    if "bareheaded" in said.text or " no hat " in said.text or " without a hat " in said.text:
        return "", "#c0392b"
    asked = said.looks.colour("hat") or (said.looks.colour("clothes") if hat == "hood" else None)
    colour = (
        asked or (str(said.outfit.get("hat_colour", "")) if hat == worn else "") or words["hat_colours"].get(hat, "red")
    )
    return hat, str(palette.get(colour, "#c0392b"))


def _glasses(said: Said, pick: _Picker, age: str) -> str:
    if "sunglasses" in said.looks.wears:
        return "sunglasses"
    if "glasses" in said.looks.wears or said.outfit.get("glasses"):
        return "glasses"
    return "glasses" if age == "old" and not said.role and pick.chance("glasses", 0.5) else ""


def _beard(said: Said, pick: _Picker, gender: str, age: str) -> str:
    asked = said.first(table()["beard_words"])
    if asked == "long-beard" and " long beard " not in said.text and age != "old" and not said.outfit.get("beard"):
        asked = "beard"
    if asked:
        return f"{asked} moustache" if asked in ("beard", "long-beard") else asked
    worn = str(said.outfit.get("beard", "")) or (
        str(said.outfit.get("beard_man", "")) if gender == "man" and age != "child" else ""
    )
    if worn:
        return f"{worn} moustache" if worn in ("beard", "long-beard") else worn
    if gender == "man" and age in ("adult", "old") and not said.role:
        options = (
            ["", "", "", "moustache", "beard moustache"]
            if age == "old"
            else ["", "", "", "", "beard moustache", "moustache"]
        )
        return pick.one("beard", options)
    return ""


def _extras(
    said: Said, outfit: Mapping[str, Any], garment: str, pick: _Picker, age: str, gender: str
) -> tuple[str, ...]:
    found = [name for name, words in table()["extra_words"].items() if any(f" {word} " in said.text for word in words)]
    found += [name for name in outfit.get("extras", []) if name not in found]
    if garment == "tee" and not said.role and pick.chance("emblem", 0.5):
        found.append("emblem")
    if garment in ("dress", "sundress") and pick.chance("dots", 0.4):
        found.append("dots")
    if age == "old" and gender == "woman" and not said.role and pick.chance("shawl", 0.6) and garment == "dress":
        found.append("shawl")
    return tuple(dict.fromkeys(found))


def _cape(said: Said) -> str:
    worn = str(said.outfit.get("cape", ""))
    asked = re.search(r" (?:cape|cloak) ", said.text) is not None
    if not worn and not asked:
        return ""
    colour = (said.looks.colour("clothes") if asked else None) or worn or "crimson"
    return str(table()["palette"].get(colour, "#b92b3f"))


def told_of(entity: Entity) -> tuple[str, ...]:
    """What the picture of a person does not show, for the report."""
    said = said_of(entity)
    plain = {word for key in ("genders", "ages") for words in art_table("looks")[key].values() for word in words}
    plain |= set(art_table("looks")["plain_people"]) | set(table()["groups"]["counts"])
    head = {singular(word) for word in words_of(entity.head or entity.name)}
    notes = []
    known = said.role or said.first(table()["kinds"]) or head & plain or entity.name[:1].isupper()
    if not known:
        notes.append(f"no clothes are known for '{entity.head or entity.name}': drew somebody in everyday clothes")
    unshown = [text for text in said.looks.unused if not _shows(text)]
    if unshown:
        notes.append(f"the picture of '{entity.name}' does not show: {'; '.join(unshown)}")
    return tuple(notes)


def _shows(text: str) -> bool:
    """Whether words that art cannot use mean something here."""
    joined = f" {' '.join(piece for word in words_of(text) for piece in word.split('-'))} "
    keys = ("hair_words", "beard_words", "build_words", "garment_words", "hat_words", "prop_words", "extra_words")
    lists = [words for key in keys for words in table()[key].values()]
    lists += [role["words"] for role in table()["roles"].values()] + list(table()["names"].values())
    return (
        any(f" {word} " in joined for words in lists for word in words) or " number " in joined or " count " in joined
    )
