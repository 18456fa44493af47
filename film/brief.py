"""The brief: what the user asked for, with every limit the film has to obey."""

import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_serializer, field_validator, model_validator

from videostudio.film.artifact import ArtifactRef
from videostudio.film.noun import Noun

MAX_PROMPT = 60_000
MAX_SCENES = 100
MIN_SCENE_MS, MAX_SCENE_MS = 1_000, 60_000
DEFAULT_SCENE_MS = 4_000
TITLE_MS, END_MS = 2_000, 2_000
"""Length of the title card and of the end card."""
SHORTEST_WITH_CARDS_MS = 12_000
"""A film shorter than this, cards included, has none."""


Element = Annotated[str, Field(min_length=1, max_length=80)]
"""A word or a few that a script has, or has not."""


class Approval(StrEnum):
    """Where the film waits for its user."""

    SCRIPT = "script"
    CUT = "cut"


class CaptionMode(StrEnum):
    """How captions are shown. A text track is always there; BURN also letters them into the pictures."""

    TRACK = "track"
    BURN = "burn"


class Budget(Noun):
    """What a film may use. None means no limit."""

    attempts: int = Field(default=3, ge=1, le=20)
    """Takes of one scene before the best one is kept."""
    rewrites: int = Field(default=1, ge=0, le=5)
    """How often one scene may be rewritten when reshooting does not help."""
    regrades: int = Field(default=1, ge=0, le=5)
    """Rounds of reshooting scenes that do not match the rest of the film."""
    gpu_s: int | None = Field(default=None, gt=0)
    tokens: int | None = Field(default=None, gt=0)
    money_milli: int | None = Field(default=None, gt=0)
    """Thousandths of the currency in which the endpoint bills."""


class OwnImage(Noun):
    """A picture the user brought for one entity. `name` is matched against the script's entities."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    image: ArtifactRef


class Brief(Noun):
    """One film, as asked for. Construction refuses what cannot be made."""

    prompt: str
    scenes: int | None = Field(default=None, ge=1, le=MAX_SCENES)
    duration_ms: int | None = Field(default=None, gt=0)
    width: int = Field(default=1280, ge=128, le=3840, multiple_of=2)
    height: int = Field(default=720, ge=128, le=3840, multiple_of=2)
    fps: int = Field(default=24, ge=8, le=60)
    longest_scene_ms: int | None = Field(default=None, ge=MIN_SCENE_MS, le=MAX_SCENE_MS)
    """No scene lasts longer than this."""
    must_have: tuple[Element, ...] = Field(default=(), max_length=20)
    """Words that have to be somewhere in the script."""
    forbidden: tuple[Element, ...] = Field(default=(), max_length=20)
    """Words that must be nowhere in the script."""
    style: Annotated[str, Field(max_length=200)] = ""
    seed: int = Field(default=0, ge=0, lt=2**32)
    silent: bool = False
    """Whether the film is to have no sound at all."""
    own_images: tuple[OwnImage, ...] = ()
    approvals: frozenset[Approval] = frozenset()
    stand_in: bool = True
    """Whether the house writer may write where the writer that was asked for cannot."""
    cards: bool = True
    """Whether a film that is long enough gets a title card and an end card."""
    captions: CaptionMode = CaptionMode.TRACK
    budget: Budget = Budget()

    @field_validator("prompt", "style")
    @classmethod
    def _plain_words(cls, text: str) -> str:
        """NFC, no control characters: words only, whatever they look like."""
        text = unicodedata.normalize("NFC", text)
        bad = sorted({f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t"})
        if bad:
            raise ValueError(f"contains control characters ({', '.join(bad)}): remove them")
        return text.strip()

    @field_validator("prompt")
    @classmethod
    def _says_something(cls, prompt: str) -> str:
        if not any(unicodedata.category(c)[0] in "LNS" for c in prompt):
            raise ValueError("the prompt is empty: describe the film in a sentence")
        if len(prompt) > MAX_PROMPT:
            raise ValueError(f"the prompt has {len(prompt)} characters, at most {MAX_PROMPT} are read: shorten it")
        return prompt

    @field_serializer("approvals", when_used="json")
    def _in_order(self, approvals: frozenset[Approval]) -> list[Approval]:
        """A set has no order of its own, and a film's id is a hash of its brief's JSON."""
        return sorted(approvals)

    @property
    def scenes_ms(self) -> int | None:
        """The time that the cards leave the scenes; None if the brief leaves its length open."""
        if self.duration_ms is None:
            return None
        return self.duration_ms - (TITLE_MS + END_MS if self.has_cards(self.duration_ms) else 0)

    def has_cards(self, scenes_ms: int) -> bool:
        """Whether the film gets its cards. They come on top of `scenes_ms` of scenes, or out of the brief's own
        length, as long as every scene keeps its least time."""
        film_ms = scenes_ms + TITLE_MS + END_MS if self.duration_ms is None else self.duration_ms
        least = (self.scenes or 1) * MIN_SCENE_MS + TITLE_MS + END_MS
        return self.cards and film_ms >= max(SHORTEST_WITH_CARDS_MS, least)

    @model_validator(mode="after")
    def _time_for_every_scene(self) -> "Brief":
        if self.duration_ms is None:
            return self
        scenes, longest = self.scenes or 1, self.longest_scene_ms or MAX_SCENE_MS
        low, high = scenes * MIN_SCENE_MS, scenes * longest if self.scenes else MAX_SCENES * longest
        if self.duration_ms < low:
            raise ValueError(
                f"{self.duration_ms / 1000:g} s is too short for {scenes} scene(s) of at least "
                f"{MIN_SCENE_MS / 1000:g} s: ask for {low / 1000:g} s or more, or for fewer scenes"
            )
        if self.duration_ms > high:
            raise ValueError(
                f"{self.duration_ms / 1000:g} s is too long for scenes of at most {longest / 1000:g} s: "
                f"ask for {high / 1000:g} s or less, or for more scenes"
            )
        return self
