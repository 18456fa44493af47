"""What the house writer may ask about a noun that its lexicon does not have."""

from typing import Protocol


class Hunch(Protocol):
    """Knows words by what they mean, not by a list."""

    @property
    def identity(self) -> str:
        """Changes whenever an answer may."""
        ...

    def kind(self, noun: str) -> str | None:
        """What a singular noun names: "person", "animal", "object" or "place"; None where it has no idea."""
        ...
