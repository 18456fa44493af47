"""From the words of a command line to a Brief, and from what a Brief refuses to plain words."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotated_types import Ge, Gt, Le, Lt
from pydantic import ValidationError

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Approval, Brief, Budget, CaptionMode, OwnImage
from videostudio.film.errors import BriefError, ReferenceError_

_SIZE = re.compile(r"(\d{1,6})\s*[xX×*]\s*(\d{1,6})")
_OPTIONS = {
    "scenes": "--scenes",
    "duration_ms": "--seconds",
    "width": "--size (width)",
    "height": "--size (height)",
    "fps": "--fps",
    "style": "--style",
    "seed": "--seed",
    "silent": "--silent",
    "own_images": "--reference",
    "approvals": "--approve",
    "longest_scene_ms": "--scene-seconds",
    "must_have": "--must",
    "forbidden": "--without",
}


@dataclass(frozen=True)
class Words:
    """What was typed, as it was typed."""

    prompt: str
    scenes: int | None = None
    seconds: float | None = None
    size: str = "1280x720"
    fps: int = 24
    style: str = ""
    seed: int = 0
    approve: str = ""
    references: tuple[str, ...] = ()
    silent: bool = False
    captions: str = "track"
    cards: bool = True
    scene_seconds: float | None = None
    must_have: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    tokens: int | None = None
    money: float | None = None
    stand_in: bool = True


def brief_from(words: Words, own: tuple[OwnImage, ...] = ()) -> Brief:
    """The Brief that `words` ask for. Raises BriefError that says which option to change, and to what."""
    width, height = _size(words.size)
    try:
        return Brief(
            prompt=words.prompt,
            scenes=words.scenes,
            duration_ms=None if words.seconds is None else _milliseconds(words.seconds),
            width=width,
            height=height,
            fps=words.fps,
            style=words.style,
            seed=words.seed,
            silent=words.silent,
            own_images=own,
            approvals=_approvals(words.approve),
            cards=words.cards,
            captions=_captions(words.captions),
            longest_scene_ms=None if words.scene_seconds is None else _milliseconds(words.scene_seconds),
            must_have=words.must_have,
            forbidden=words.forbidden,
            stand_in=words.stand_in,
            budget=Budget(tokens=words.tokens, money_milli=_money(words.money)),
        )
    except ValidationError as refused:
        raise BriefError(in_plain_words(refused)) from refused


def own_images(references: tuple[str, ...], add_image: Callable[[Path], ArtifactRef]) -> tuple[OwnImage, ...]:
    """Checks and stores the pictures of `--reference NAME=FILE`. Raises ReferenceError_."""
    return tuple(OwnImage(name=name, image=add_image(path)) for name, path in map(reference_from, references))


def in_plain_words(refused: ValidationError) -> str:
    """What a Brief refused, one sentence per fault, each with the option and its range."""
    return "\n".join(_fault(error) for error in refused.errors(include_url=False))


def reference_from(text: str) -> tuple[str, Path]:
    """The name and the file of NAME=FILE. Raises ReferenceError_."""
    name, equals, file = text.partition("=")
    if not (name.strip() and equals and file.strip()):
        raise ReferenceError_(f'--reference {text!r} is not NAME=FILE: write it like --reference "corgi=my-dog.jpg"')
    if len(name.strip()) > 80:
        raise ReferenceError_(f"--reference: the name has {len(name.strip())} characters, at most 80 are allowed")
    return name.strip(), Path(file.strip()).expanduser()


def _size(text: str) -> tuple[int, int]:
    if not (size := _SIZE.fullmatch(text.strip())):
        raise BriefError(f"--size {text!r} is not WIDTHxHEIGHT: write it like --size 1280x720")
    return int(size[1]), int(size[2])


def _milliseconds(seconds: float) -> int:
    if not math.isfinite(seconds):
        raise BriefError(f"--seconds {seconds} is no length: write it like --seconds 16")
    return round(seconds * 1000)


def _money(amount: float | None) -> int | None:
    if amount is not None and not (math.isfinite(amount) and amount >= 0.001):
        raise BriefError(f"--money {amount} is no amount: write it like --money 0.50")
    return None if amount is None else round(amount * 1000)


def _approvals(text: str) -> frozenset[Approval]:
    wanted = [word.strip() for word in text.split(",") if word.strip()]
    known = [approval.value for approval in Approval]
    if unknown := [word for word in wanted if word not in known]:
        raise BriefError(f"--approve {unknown[0]!r} is unknown: choose from {', '.join(known)}, with a comma between")
    return frozenset(map(Approval, wanted))


def _captions(text: str) -> CaptionMode:
    known = [mode.value for mode in CaptionMode]
    if text not in known:
        raise BriefError(f"--captions {text!r} is unknown: choose {' or '.join(known)}")
    return CaptionMode(text)


def _fault(error: Any) -> str:
    field = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "value_error":
        text = str(error["ctx"]["error"])
        if field == "prompt" and text.startswith("contains"):
            return f"the prompt {text}"
        return f"{_OPTIONS[field]}: {text}" if field in _OPTIONS else text
    option = _OPTIONS.get(field, field)
    if error["type"] == "string_too_long":
        return f"{option}: {len(error['input'])} characters are too many, at most {error['ctx']['max_length']} are read"
    most = next((rule.le for rule in _rules(field) if isinstance(rule, Le)), math.inf)
    if error["type"] == "multiple_of" and error["input"] <= most:
        return f"{option} {error['input']} is odd: video needs even sizes, such as {error['input'] + 1}"
    if limits := _limits(field):
        return f"{option} {_shown(field, error['input'])} is out of range: {limits}"
    return f"{option}: {error['msg']}"


def _limits(field: str) -> str:
    """The range a field of Brief allows, in words; "" where it has none."""
    low = high = ""
    for rule in _rules(field):
        match rule:
            case Ge(ge=bound):
                low = f"at least {_shown(field, bound)}"
            case Gt(gt=bound):
                low = f"more than {_shown(field, bound)}"
            case Le(le=bound):
                high = f"at most {_shown(field, bound)}"
            case Lt(lt=bound):
                high = f"less than {_shown(field, bound)}"
    return " and ".join(limit for limit in (low, high) if limit)


def _rules(field: str) -> list[object]:
    """A field's bounds; those of an optional field stand one level down, in its annotation."""
    if field not in Brief.model_fields:
        return []
    info = Brief.model_fields[field]
    inner = [rule for part in getattr(info.annotation, "__args__", ()) for rule in getattr(part, "__metadata__", ())]
    return [*info.metadata, *inner]


def _shown(field: str, value: Any) -> str:
    return f"{value / 1000:g}" if field in ("duration_ms", "longest_scene_ms") else str(value)
