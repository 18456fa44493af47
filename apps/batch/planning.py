"""What the films of a manifest would take, before any is begun."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from videostudio.apps.batch.admitting import Admitted
from videostudio.apps.batch.manifest import Broken
from videostudio.apps.desk.desk import Desk
from videostudio.apps.format import bytes_text, plural, seconds_text
from videostudio.film.errors import VideoStudioError
from videostudio.film.noun import Noun
from videostudio.graphs import bootstrap


class Estimate(Noun):
    """One item: what its film would ask for. `calls` of generators are None where a language model would be asked for
    the script, which costs; `seconds` are a guess at the work; `disk_bytes` are 0 for what is there."""

    number: int = Field(ge=1)
    prompt: str
    film: str = ""
    there: bool = False
    scenes: int | None = None
    calls: int | None = None
    reused: int | None = None
    seconds: float = 0.0
    disk_bytes: int = 0
    error: str = ""


async def estimates(items: Sequence[Admitted | Broken], desk: Desk) -> list[Estimate]:
    """An estimate an item. The house writer writes the scripts, which costs nothing; nothing is drawn or begun."""
    return [await _estimate(item, desk) for item in items]


def as_json(found: Sequence[Estimate]) -> str:
    """`{"items": [...], "total": {...}}`."""
    return json.dumps({"items": [one.model_dump(mode="json") for one in found], "total": _total(found)})


def in_words(found: Sequence[Estimate]) -> str:
    """A line an item, and what all come to."""
    total = _total(found)
    last = (
        f"{plural(total['films'], 'film')} to make, {total['there']} there already, {total['refused']} refused: "
        f"{plural(total['calls'], 'generator call')}{' at least' if total['unknown'] else ''}, "
        f"about {seconds_text(total['seconds'])} of work, {bytes_text(total['disk_bytes'])}."
    )
    return "\n".join([*map(_line, found), "", last])


async def _estimate(item: Admitted | Broken, desk: Desk) -> Estimate:
    if isinstance(item, Broken):
        return Estimate(number=item.number, prompt=item.label, error=f"{type(item.error).__name__}: {item.error}")
    told = Estimate(number=item.number, prompt=item.brief.prompt[:200], film=item.film)
    if item.made is not None:
        return told.model_copy(update={"there": True, "scenes": len(item.made.scenes), "calls": 0})
    needs = desk.studio.needs(item.brief, item.options)
    told = told.model_copy(update={"seconds": needs.seconds, "disk_bytes": needs.disk_bytes})
    profile = bootstrap.made_with(item.options.profile, desk.workspace, item.options.upscale, item.options.writer)
    if profile.writer == bootstrap.LLM:
        return told
    try:
        found = await desk.studio.forecast_make(item.brief, item.options)
    except VideoStudioError as error:
        return told.model_copy(update={"error": f"{type(error).__name__}: {error}"})
    calls = {"scenes": len(found.script.scenes), "calls": found.generator_calls, "reused": len(found.reused)}
    return told.model_copy(update={**calls, "seconds": needs.seconds if found.seconds is None else found.seconds})


def _total(found: Sequence[Estimate]) -> dict[str, Any]:
    wanted = [one for one in found if not one.there and not one.error]
    return {
        "films": len(wanted),
        "there": sum(one.there for one in found),
        "refused": sum(bool(one.error) for one in found),
        "unknown": sum(one.calls is None for one in wanted),
        "calls": sum(one.calls or 0 for one in wanted),
        "seconds": round(sum(one.seconds for one in wanted), 1),
        "disk_bytes": sum(one.disk_bytes for one in wanted),
    }


def _line(one: Estimate) -> str:
    head = f"{one.number:>4}. {one.prompt[:60]}"
    if one.error:
        return f"{head}: refused, {' '.join(one.error.split())}"
    if one.there:
        return f"{head}: there already"
    if one.calls is None:
        return f"{head}: a language model would be asked for the script, about {seconds_text(one.seconds)}"
    return f"{head}: {one.scenes} scenes, {plural(one.calls, 'generator call')}, about {seconds_text(one.seconds)}"
