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


class Wishes(Noun):
    """`references` maps names of the cast to picture files, `approve` is "script", "cut" or both with a comma between;
    a list will do. `out` is a folder, and like the pictures it is for those who may name files of this machine."""

    prompt: str
    scenes: Number | None = None
    seconds: float | None = None
    scene_seconds: float | None = None
    size: ShortText = "1280x720"
    fps: Number = 24
    style: str = ""
    seed: Number = 0
    silent: bool = False
    references: dict[Element, str] = {}
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    captions: ShortText = "track"
    cards: bool = True
    profile: ShortText = "preview"
    upscale: ShortText = ""
    writer: ShortText = ""
    stand_in: bool = True
    attempts: Number | None = None
    gpu_seconds: Number | None = None
    tokens: Number | None = None
    money: float | None = None
    approve: ShortText = ""
    workers: int | None = Field(default=None, ge=1, le=64)
    name: ShortText | None = None
    new: bool = False
    out: str | None = None

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
