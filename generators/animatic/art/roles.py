"""What somebody is - astronaut, knight, lighthouse keeper - and how that is dressed."""

from dataclasses import dataclass
from functools import lru_cache

from videostudio.film.entity import Entity
from videostudio.generators.animatic.art.library import table
from videostudio.generators.animatic.art.words import singular, words_of


@dataclass(frozen=True)
class Role:
    """`artwork` is the label of OpenMoji's own picture of the role, "" where there is none and a plain person
    is dressed in `wears`. `colours`: part -> colour, for what the entity itself leaves open;
    an artwork keeps its own clothes unless it is to be `repainted`. Trolls have a skin colour of their own."""

    name: str
    word: str
    artwork: str = ""
    wears: tuple[str, ...] = ()
    colours: tuple[tuple[str, str], ...] = ()
    garment: str = ""
    gender: str = ""
    hairstyle: str = ""
    size_milli: int = 1000
    own_skin: bool = False
    repainted: bool = False


@lru_cache(maxsize=1024)
def role_of(entity: Entity) -> Role | None:
    """The role an entity's name, head or aspects tell of; the longest wording wins ("lighthouse keeper")."""
    texts = (entity.name, entity.head, *(aspect.value for aspect in entity.aspects))
    said = [" ".join(("", *(singular(word) for word in words_of(text)), "")) for text in texts]
    found = [word for word in _roles() if any(f" {word} " in text for text in said)]
    head = {singular(word) for word in words_of(entity.head)}
    # "Captain Mia", who is a pirate, is dressed as a pirate.
    best = max(found, key=lambda word: (bool(head & set(word.split())), len(word)), default=None)
    return _roles()[best] if best else None


@lru_cache(maxsize=1)
def _roles() -> dict[str, Role]:
    return {word: _role(name, word, entry) for name, entry in table("roles").items() for word in entry["words"]}


def _role(name: str, word: str, entry: dict[str, object]) -> Role:
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    wears, size = entry.get("wears", []), entry.get("size_milli", 1000)
    return Role(
        name=name,
        word=word,
        artwork=texts.get("artwork", ""),
        wears=tuple(wears) if isinstance(wears, list) else (),
        colours=tuple(
            (part, texts[part]) for part in ("clothes", "trousers", "shoes", "hat", "hair", "top") if part in texts
        ),
        garment=texts.get("garment", ""),
        gender=texts.get("gender", ""),
        hairstyle=texts.get("hairstyle", ""),
        size_milli=size if isinstance(size, int) else 1000,
        own_skin=bool(entry.get("own_skin")),
        repainted=bool(entry.get("repainted")),
    )
