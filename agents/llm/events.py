"""What a sentence has to be so that it can be filmed, and what is read aloud over it: in English and in names the one,
in the story's language the other."""

from collections.abc import Iterable

from videostudio.agents.llm.names import named, pronouns, writing
from videostudio.agents.llm.tongue import ENGLISH, astray


def is_english(text: str) -> bool:
    """Whether `text` may be English, as far as letters and small words tell."""
    return writing(text) == "LATIN" and not astray(text, ENGLISH)


def naming_faults(event: str, seen: Iterable[tuple[str, str]]) -> list[str]:
    """What keeps an event from standing for itself; of all `seen`, name and noun. Each fault goes on after "the
    event"."""
    faults = []
    if words := pronouns(event):
        faults.append(f"says {', '.join(words)} instead of a name")
    if missing := [name for name, noun in seen if not named(event, name, noun)]:
        faults.append(f"does not name {', '.join(missing)}")
    return faults


def event_faults(event: str, seen: Iterable[tuple[str, str]]) -> list[str]:
    """Everything that keeps an event from being filmed, as `naming_faults`."""
    return [*([] if is_english(event) else ["is not English"]), *naming_faults(event, seen)]


def is_foreign(narration: str, letters: str, wanted: frozenset[str]) -> bool:
    """Whether a narration is plainly in another language than one of those `wanted`, or in Latin letters where the
    story's are others (`writing`)."""
    latin = letters not in ("", "LATIN") and bool(narration) and writing(narration) == "LATIN"
    return latin or bool(astray(narration, wanted))
