"""What somebody asks of a film, in the words that every door uses: a command's options, a line of a manifest, a body.

Only types are checked here; what a film can be is the Brief's to say, and what a door allows that of `admission`.
"""

from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator

from videostudio.apps.desk.words import is_broken, texts
from videostudio.film.brief import Element
from videostudio.film.errors import BriefError
from videostudio.film.noun import Noun

ShortText = Annotated[str, Field(max_length=200)]
Number = Annotated[int, Field(ge=-(10**12), le=10**12)]
"""Any that could be meant: what may be asked for is narrower, and said where it is known."""

OF_THE_MACHINE = ("out", "workers")
"""Wishes about files and processes of the machine: served doors do not offer them."""


class Wishes(Noun):
    """`references` maps names of the cast to picture files, `approve` is "script", "cut" or both with a comma between;
    a list will do. `out` is a folder, and like the pictures it is for those who may name files of this machine."""

    prompt: str = Field(description="the film in a sentence, or in many: who is in it, where, and what happens")
    scenes: Number | None = Field(default=None, description="how many scenes; left out, the planner decides")
    seconds: float | None = Field(default=None, description="how long the film is")
    scene_seconds: float | None = Field(default=None, description="no scene lasts longer than this")
    size: ShortText = Field(default="1280x720", description="WIDTHxHEIGHT in pixels, both even")
    fps: Number = Field(default=24, description="frames a second")
    style: str = Field(default="", description='a look, such as "water colour"')
    seed: Number = Field(default=0, description="another seed is another film")
    silent: bool = Field(default=False, description="no music and no sounds")
    references: dict[Element, str] = Field(
        default={},
        description="pictures by the name of whom they show: data URLs at served doors, files elsewhere",
    )
    must: tuple[str, ...] = Field(default=(), description="words that have to be in the script")
    without: tuple[str, ...] = Field(default=(), description="words that must not be in the script")
    captions: ShortText = Field(default="track", description="track, or burn: in the pictures too")
    cards: bool = Field(default=True, description="a title card and an end card")
    profile: ShortText = Field(
        default="preview", description="who makes the pixels; preview needs no GPU and takes seconds"
    )
    upscale: ShortText = Field(
        default="", description="how profile mini's pictures are made large: crisp, painted or soft"
    )
    writer: ShortText = Field(
        default="", description="who writes the script: house, or llm for this machine's language model"
    )
    stand_in: bool = Field(default=True, description="the house writer writes where the language model cannot")
    attempts: Number | None = Field(default=None, description="takes of a scene at most")
    gpu_seconds: Number | None = Field(default=None, description="generator seconds at most")
    tokens: Number | None = Field(default=None, description="tokens of language models at most")
    money: float | None = Field(default=None, description="what language models may cost, in their currency")
    approve: ShortText = Field(default="", description="wait for the user's word: script, cut, or script,cut")
    workers: int | None = Field(default=None, ge=1, le=64, description="worker processes")
    name: ShortText | None = Field(default=None, description="a name to call the film by")
    new: bool = Field(default=False, description="another film, even if the same order was made before")
    out: str | None = Field(default=None, description="the folder to put the film in")

    @field_validator("*")
    @classmethod
    def _whole_characters(cls, said: Any) -> Any:
        if any(map(is_broken, texts(said))):
            raise ValueError("it holds half a character (U+D800 to U+DFFF): send it as UTF-8")
        return said

    @field_validator("approve", mode="before")
    @classmethod
    def _with_commas(cls, said: Any) -> Any:
        return ",".join(map(str, said)) if isinstance(said, list | tuple | set | frozenset) else said


def wishes_from(said: dict[str, Any]) -> Wishes:
    """The wishes in a JSON object. Raises BriefError, a sentence a fault."""
    try:
        return Wishes.model_validate(said)
    except ValidationError as refused:
        raise BriefError("\n".join(_fault(error) for error in refused.errors(include_url=False))) from refused


def _fault(error: Any) -> str:
    where = ".".join(str(part)[:40].encode(errors="replace").decode() for part in error["loc"]) or "the wishes"
    if error["type"] == "extra_forbidden":
        return f"there is no wish '{where}': choose from {', '.join(Wishes.model_fields)}"
    if error["type"] == "missing":
        return f"'{where}' is missing: say what the film is about"
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}"
