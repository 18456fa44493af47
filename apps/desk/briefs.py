"""From wishes to a Brief, and from what a Brief refuses to plain words."""

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotated_types import Ge, Gt, Le, Lt
from pydantic import ValidationError

from videostudio.apps.desk.wishes import Wishes
from videostudio.film.brief import Approval, Brief, Budget, CaptionMode, OwnImage
from videostudio.film.errors import BriefError
from videostudio.graphs.studio import MakeOptions

_SIZE = re.compile(r"(\d{1,6})\s*[xX×*]\s*(\d{1,6})")
_WISHES = {
    "duration_ms": "seconds",
    "width": "size (width)",
    "height": "size (height)",
    "own_images": "references",
    "approvals": "approve",
    "longest_scene_ms": "scene_seconds",
    "must_have": "must",
    "forbidden": "without",
    **{name: name for name in ("scenes", "fps", "style", "seed", "silent", "stand_in", "cards", "captions")},
}
"""A Brief's field -> the wish that it comes from."""

Call = Callable[[str], str]
"""What a door's users call a wish."""


def as_option(wish: str) -> str:
    """A wish as the command line's users call it: "scene_seconds" -> "--scene-seconds"."""
    return "--reference" if wish == "references" else f"--{wish.replace('_', '-')}"


def as_field(wish: str) -> str:
    """A wish as everybody else calls it."""
    return wish


def brief_from(wishes: Wishes, own: tuple[OwnImage, ...] = (), call: Call = as_field) -> Brief:
    """The Brief that `wishes` ask for. Raises BriefError that says which wish to change, and to what."""
    width, height = _size(wishes.size, call)
    try:
        return Brief(
            prompt=wishes.prompt,
            scenes=wishes.scenes,
            duration_ms=_milliseconds("seconds", wishes.seconds, call),
            width=width,
            height=height,
            fps=wishes.fps,
            style=wishes.style,
            seed=wishes.seed,
            silent=wishes.silent,
            own_images=own,
            approvals=_approvals(wishes.approve, call),
            cards=wishes.cards,
            captions=_captions(wishes.captions, call),
            longest_scene_ms=_milliseconds("scene_seconds", wishes.scene_seconds, call),
            must_have=wishes.must,
            forbidden=wishes.without,
            stand_in=wishes.stand_in,
            budget=_budget(wishes, call),
        )
    except ValidationError as refused:
        raise BriefError(in_plain_words(refused, call)) from refused


def options_from(wishes: Wishes, out: Path | None = None) -> MakeOptions:
    """How `wishes` want the film made; `out` is their folder, as the door allows it."""
    return MakeOptions(
        profile=wishes.profile,
        writer=wishes.writer,
        name=wishes.name,
        new=wishes.new,
        out=out,
        workers=wishes.workers,
        upscale=wishes.upscale,
    )


def in_plain_words(refused: ValidationError, call: Call) -> str:
    """What a Brief refused, one sentence per fault, each with the wish and its range."""
    return "\n".join(_fault(error, call) for error in refused.errors(include_url=False))


def _size(text: str, call: Call) -> tuple[int, int]:
    if not (size := _SIZE.fullmatch(text.strip())):
        name = call("size")
        raise BriefError(f"{name} {text!r} is not WIDTHxHEIGHT: write it like {name} 1280x720")
    return int(size[1]), int(size[2])


def _milliseconds(wish: str, seconds: float | None, call: Call) -> int | None:
    if seconds is not None and not math.isfinite(seconds * 1000):
        raise BriefError(f"{call(wish)} {seconds} is no length: write it like {call(wish)} 16")
    return None if seconds is None else round(seconds * 1000)


def _budget(wishes: Wishes, call: Call) -> Budget:
    limits = {"tokens": wishes.tokens, "money_milli": _money(wishes.money, call), "gpu_s": wishes.gpu_seconds}
    try:
        return Budget.model_validate(limits if wishes.attempts is None else {**limits, "attempts": wishes.attempts})
    except ValidationError as refused:
        names = {"gpu_s": "gpu_seconds", "money_milli": "money"}
        told = ((str(error["loc"][0]), error["msg"].lower()) for error in refused.errors(include_url=False))
        raise BriefError("\n".join(f"{call(names.get(field, field))}: {said}" for field, said in told)) from refused


def _money(amount: float | None, call: Call) -> int | None:
    if amount is not None and not (math.isfinite(amount * 1000) and amount >= 0.001):
        raise BriefError(f"{call('money')} {amount} is no amount: write it like {call('money')} 0.50")
    return None if amount is None else round(amount * 1000)


def _approvals(text: str, call: Call) -> frozenset[Approval]:
    wanted = [word.strip() for word in text.split(",") if word.strip()]
    known = [approval.value for approval in Approval]
    if unknown := [word for word in wanted if word not in known]:
        name = call("approve")
        raise BriefError(f"{name} {unknown[0]!r} is unknown: choose from {', '.join(known)}, with a comma between")
    return frozenset(map(Approval, wanted))


def _captions(text: str, call: Call) -> CaptionMode:
    known = [mode.value for mode in CaptionMode]
    if text not in known:
        raise BriefError(f"{call('captions')} {text!r} is unknown: choose {' or '.join(known)}")
    return CaptionMode(text)


def _fault(error: Any, call: Call) -> str:
    field = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "value_error":
        text = str(error["ctx"]["error"])
        if field == "prompt" and text.startswith("contains"):
            return f"the prompt {text}"
        return f"{call(_WISHES[field])}: {text}" if field in _WISHES else text
    option = call(_WISHES[field]) if field in _WISHES else field
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
