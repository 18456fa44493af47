"""What the studies of the mini models have in common: units under conditions, kept line by line, and what they say.

A study measures every unit (a story, a scene, a clip) under every condition. Each pair is a line of a file, so that a
study that was cut off goes on where it was; other models, another judge or other steps have a file of their own.
Findings are means over units with 95 % bootstrap intervals (Efron 1979;
percentiles of 2000 draws of units), and the paired difference to one condition. They leave as JSON, a plot and a page.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import NDArray

from videostudio.film.fingerprint import digest

DRAWS = 2000
Measured = Mapping[str, Any]
"""By measure; None where it could not be measured, which is not 0. What else `extra` reads of a line may be with it."""
Row = Mapping[str, Any]
"""A line: "unit", "condition", "seconds" and what was measured."""


@dataclass(frozen=True)
class Study:
    """`measures` are told in words, `against` is the condition that others are compared with. `can` and `cannot` are
    what it says about models of full size. `extra` adds tables that only it has: name -> row -> interval, or a word."""

    name: str
    question: str
    conditions: tuple[str, ...]
    measures: Mapping[str, str]
    against: str
    can: str
    cannot: str
    by: Mapping[str, Any]
    """Who draws, films, judges and scores, and in how many steps: lines that others measured are not its own."""
    measure: Callable[[int, str], Measured]
    extra: Callable[[Sequence[Row]], Mapping[str, Mapping[str, Any]]] = field(default=lambda rows: {})


def rows_of(study: Study, units: int, work: Path) -> list[Row]:
    """All lines of the first `units` units; those that the same models, judge and steps left in `work` are not measured
    again."""
    work.mkdir(parents=True, exist_ok=True)
    file = _file(study, work)
    known = {(row["unit"], row["condition"]): row for row in _read(file)}
    wanted = [(unit, condition) for unit in range(units) for condition in study.conditions]
    left = [pair for pair in wanted if pair not in known]
    for done, (unit, condition) in enumerate(left, 1):
        began = time.monotonic()
        measured = study.measure(unit, condition)
        row = {"unit": unit, "condition": condition, "seconds": round(time.monotonic() - began, 2), **measured}
        known[unit, condition] = row
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row) + "\n")
        minutes = (len(left) - done) * (time.monotonic() - began) / 60
        print(
            f"\r{study.name}: {done} of {len(left)}, about {minutes:.0f} min left ", end="", file=sys.stderr, flush=True
        )
    return [known[pair] for pair in wanted]


def _file(study: Study, work: Path) -> Path:
    """WORK/NAME-DIGEST.jsonl, which begins with a line that says by whom it is measured."""
    file = work / f"{study.name}-{digest(study.by)[:8]}.jsonl"
    if not file.is_file():
        if others := sorted(path.name for path in work.glob(f"{study.name}-*.jsonl")):
            told = (
                f"{study.name}: other models, another judge or other steps than in {', '.join(others)}: from the start"
            )
            print(told, file=sys.stderr)
        file.write_text(json.dumps({"by": study.by}) + "\n", encoding="utf-8")
    return file


def _read(file: Path) -> Iterator[dict[str, Any]]:
    """What a file says was measured; a last line that was cut off is measured again."""
    for line in file.read_text("utf-8").splitlines():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue
        if "unit" in row:
            yield row


def findings(study: Study, rows: Sequence[Row]) -> dict[str, Any]:
    """For each condition and measure the mean, and the difference to what it is compared with; each with its
    interval."""
    table = {
        condition: {
            name: {"mean": interval(own), "difference": interval([a - b for a, b in both]) if both else None}
            for name in study.measures
            for own, both in [_values(rows, condition, study.against, name)]
        }
        for condition in study.conditions
    }
    return {
        "study": study.name,
        "question": study.question,
        "units": len({row["unit"] for row in rows}),
        "against": study.against,
        "by": study.by,
        "conditions": table,
        **study.extra(rows),
    }


def _values(
    rows: Sequence[Row], condition: str, against: str, name: str
) -> tuple[list[float], list[tuple[float, float]]]:
    """What was measured, and pairs of units that were measured under both conditions."""
    own = {row["unit"]: row[name] for row in rows if row["condition"] == condition and row.get(name) is not None}
    other = {row["unit"]: row[name] for row in rows if row["condition"] == against and row.get(name) is not None}
    paired = [(own[unit], other[unit]) for unit in own if unit in other] if condition != against else []
    return list(own.values()), paired


def interval(values: Sequence[float] | NDArray[Any]) -> dict[str, Any] | None:
    """The mean, its 95 % bootstrap interval and of how many; None of nothing."""
    if not len(values):
        return None
    held = np.asarray(values, np.float64)
    low, high = np.percentile(_means(held), [2.5, 97.5])
    return {"mean": _short(held.mean()), "low": _short(low), "high": _short(high), "of": len(held)}


def ratio(values: Sequence[float], against: Sequence[float]) -> dict[str, Any]:
    """The mean of one by that of the other, of the same units, and its 95 % bootstrap interval."""
    both = np.array([values, against], np.float64)
    drawn = np.random.default_rng(0).integers(0, len(values), (DRAWS, len(values)))
    over, under = both[:, drawn].mean(2)
    low, high = np.percentile(over / np.maximum(under, 1e-9), [2.5, 97.5])
    mean = both[0].mean() / max(both[1].mean(), 1e-9)
    return {"mean": _short(mean), "low": _short(low), "high": _short(high), "of": len(values)}


def _means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    chance = np.random.default_rng(0)
    return np.asarray(values[chance.integers(0, len(values), (DRAWS, len(values)))].mean(1))


def _short(value: float) -> float:
    return round(float(value), 4)


def plot(study: Study, found: Mapping[str, Any], out: Path) -> None:
    """A panel for each measure, its conditions side by side, and one for each table that only this study has."""
    mpl.use("Agg")
    panels = {
        name: {condition: one[name]["mean"] for condition, one in found["conditions"].items()}
        for name in study.measures
    }
    panels |= {
        name: {each: told for each, told in value.items() if isinstance(told, Mapping)}
        for name, value in _more(found).items()
    }
    shown = {name: values for name, values in panels.items() if any(values.values())}
    figure, drawn = plt.subplots(1, max(1, len(shown)), figsize=(3.2 * max(1, len(shown)), 3), squeeze=False)
    for (name, values), axes in zip(shown.items(), drawn[0], strict=False):
        for at, told in enumerate(values.values()):
            if told:
                spread = [[told["mean"] - told["low"]], [told["high"] - told["mean"]]]
                axes.errorbar([at], [told["mean"]], yerr=spread, fmt="o", capsize=3, color="tab:blue")
        axes.set_xticks(range(len(values)), list(values), rotation=45, ha="right", fontsize=7)
        axes.set_title(name, fontsize=8)
    figure.savefig(out, dpi=110, bbox_inches="tight")
    plt.close(figure)


def page(study: Study, found: Mapping[str, Any], picture: str) -> str:
    """The findings in words, as Markdown."""
    lines = [f"# {study.question}", "", f"{found['units']} units. Means with 95 % bootstrap intervals; below them the"]
    lines[-1] += f" paired difference to *{study.against}*." if len(study.conditions) > 1 else " number of cases."
    lines += ["", f"![{study.question}]({picture})", "", "| | " + " | ".join(study.measures) + " |"]
    lines += ["|---" * (1 + len(study.measures)) + "|"]
    for condition, measured in found["conditions"].items():
        lines.append(f"| {condition} | " + " | ".join(_cell(measured[name]) for name in study.measures) + " |")
    lines += ["", *(f"- **{name}**: {told}" for name, told in study.measures.items())]
    for name, value in _more(found).items():
        lines += [
            "",
            f"| {name} | |",
            "|---|---|",
            *(f"| {each} | {_in_words(told)} |" for each, told in value.items()),
        ]
    lines += [
        "",
        f"**What it says about models of full size.** {study.can}",
        "",
        f"**What it does not say.** {study.cannot}",
    ]
    return "\n".join(lines) + "\n"


def _more(found: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """What only this study has found; tables that hold nothing are left out."""
    usual = {"study", "question", "units", "against", "by", "conditions"}
    return {name: value for name, value in found.items() if name not in usual and value}


def _in_words(told: Any) -> str:
    """What `extra` found: mostly an interval."""
    if told is None:
        return "not measured"
    return f"{told['mean']:.3f} ({told['low']:.3f} to {told['high']:.3f})" if isinstance(told, Mapping) else f"{told}"


def _cell(told: Mapping[str, Any]) -> str:
    mean, difference = told["mean"], told["difference"]
    shown = _in_words(mean)
    if difference is None:
        return shown
    return f"{shown}<br>{difference['mean']:+.3f} ({difference['low']:+.3f} to {difference['high']:+.3f})"


def parser(name: str, told: str, units: int) -> argparse.ArgumentParser:
    """The options that all studies have; `name` is the command's module."""
    found = argparse.ArgumentParser(prog=f"python -m videostudio.evaluation.mini.{name}", description=told)
    found.add_argument("--models", type=Path, default=None, help="folder with img/ and vid/, else as films here")
    found.add_argument("--work", type=Path, default=Path("mini-studies"), help="folder for what is measured on the way")
    found.add_argument("--out", type=Path, default=Path("docs/studies"), help="folder for the page, the plot and JSON")
    found.add_argument("--units", type=int, default=units, help="how many stories, scenes or clips")
    found.add_argument("--steps", type=int, default=25, help="of a picture or clip")
    found.add_argument("--threads", type=int, default=2)
    return found


def conclude(study: Study, units: int, work: Path, out: Path) -> dict[str, Any]:
    """Measures what is not measured yet, and writes NAME.json, NAME.png and NAME.md."""
    rows = rows_of(study, units, work)
    found = findings(study, rows)
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{study.name}.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    plot(study, found, out / f"{study.name}.png")
    (out / f"{study.name}.md").write_text(page(study, found, f"{study.name}.png"), encoding="utf-8")
    print(f"\n{out / study.name}.md", file=sys.stderr)
    return found
