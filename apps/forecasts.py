"""What a change will cost, for people and for machines."""

from collections.abc import Iterable
from typing import Any

from videostudio.apps.format import bullets, plural, seconds_text
from videostudio.film.forecast import Forecast, Planned, by_stage
from videostudio.film.take import Stage

_NAMES = {
    Stage.WRITER: "writing",
    Stage.REFERENCE: "reference",
    Stage.IMAGE: "scene image",
    Stage.CLIP: "clip",
    Stage.SCORE: "measurement",
    Stage.SOUND: "sound",
    Stage.MUSIC: "music",
    Stage.CUT: "cut",
}
_COUNTED = (Stage.SCORE, Stage.WRITER, Stage.MUSIC, Stage.CUT)
"""Stages whose requests people need not know by name."""


def forecast_object(forecast: Forecast) -> dict[str, Any]:
    """A forecast as plain JSON types; `requests` lists every request, reused or to be made."""
    return {
        "film": forecast.film,
        "changes": list(forecast.changes),
        "generator_calls": forecast.generator_calls,
        "seconds": forecast.seconds,
        "money_milli": forecast.money_milli,
        "workers": forecast.workers,
        "requests": [request.model_dump(mode="json") for request in forecast.requests],
    }


def forecast_in_words(forecast: Forecast) -> str:
    """The changes, what is made again, what is reused, and what it takes."""
    parts = [
        bullets("The change", forecast.changes),
        bullets("Made again", _lines(forecast.made)) or "Nothing is made again.",
        bullets("Reused", _lines(forecast.reused)),
        _takes(forecast, ", if every first take passes"),
    ]
    return "\n\n".join(part for part in parts if part)


def made_and_reused(forecast: Forecast) -> tuple[list[str], list[str], str]:
    """What is made again, what is reused, and what it takes: the same, for those who lay it out themselves."""
    return _lines(forecast.made), _lines(forecast.reused), _takes(forecast)


def _takes(forecast: Forecast, proviso: str = "") -> str:
    if not forecast.made:
        return "It takes a moment and no money."
    return f"It takes {_time(forecast)} and {_money(forecast)}{proviso}."


def _lines(requests: Iterable[Planned]) -> list[str]:
    return [_line(stage, about) for stage, about in by_stage(requests).items()]


def _line(stage: Stage, about: tuple[str, ...]) -> str:
    counted = plural(len(about), _NAMES[stage]) if len(about) > 1 else _NAMES[stage]
    return counted if stage in _COUNTED else f"{counted}: {', '.join(about)}"


def _time(forecast: Forecast) -> str:
    if forecast.seconds is None:
        return "a time that nothing tells yet"
    return f"about {seconds_text(forecast.seconds)} with {plural(forecast.workers, 'worker')}"


def _money(forecast: Forecast) -> str:
    if forecast.money_milli is None:
        return "as much money as the endpoint bills"
    if not forecast.money_milli:
        return "no money"
    return f"at most {forecast.money_milli / 1000:g} of what the endpoint bills"
