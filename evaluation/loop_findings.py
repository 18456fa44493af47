"""What a loop study found, from what became of its films: pure arithmetic."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from videostudio.evaluation.loop_films import LoopFilm, LoopTake
from videostudio.evaluation.shares import counted, share
from videostudio.evaluation.takes import CLEAN


def findings(films: Sequence[LoopFilm], attempts: int) -> dict[str, Any]:
    """One entry per condition; see `of_condition`."""
    conditions = dict.fromkeys(film.condition for film in films)
    return {name: of_condition([one for one in films if one.condition == name], attempts) for name in conditions}


def of_condition(films: Sequence[LoopFilm], attempts: int) -> dict[str, Any]:
    """Scenes truly right at the end, beside those of a critic that knows the truth: it has a scene right if one of its
    attempts draws no fault, and stops there. Extra takes are those beyond a scene's first. For false rejects see
    `false_rejects`. Of faults, `accepted` counts takes that their own verdict let pass, `kept` those that are in the
    film."""
    takes = [take for film in films for take in film.takes]
    first = [at for film in films for at in film.first_sound.values()]
    scenes, possible = len(first), sum(at is not None for at in first)
    right = sum(take.chosen and take.fault == CLEAN for take in takes)
    ideal = sum(attempts if at is None else at for at in first)
    return {
        "films": len(films),
        "scenes": scenes,
        "right": right,
        "right_share": share(right, scenes),
        "possible": possible,
        "of_possible": share(right, possible),
        "takes": len(takes),
        "ideal_takes": ideal,
        "takes_ratio": share(len(takes), ideal),
        "extra_takes_ratio": share(len(takes) - scenes, ideal - scenes),
        "false_rejects": false_rejects(films),
        "faults": {kind: _of_kind([take for take in takes if take.fault == kind]) for kind in _kinds(takes)},
        "seconds": _seconds(films),
    }


def false_rejects(films: Sequence[LoopFilm]) -> dict[str, Any]:
    """Of sound takes, those that their own verdict rejects (`takes`, by score in `by_gap`); of accepted sound ones,
    those that the film asks for again (`recalled`). Of scenes with a sound take, over all their attempts, those of
    which one is rejected (`scenes`) or all are (`scenes_lost`). Of films with a sound take, those in which one is
    rejected (`films_rejected`) or recalled (`films_recalled`), and either (`films`)."""
    by_film = [found for film in films if (found := [take for take in film.takes if take.fault == CLEAN])]
    by_scene = [scene for film in by_film for scene in _by_scene(film)]
    sound = [take for film in by_film for take in film]
    return {
        "takes": counted(not take.accepted for take in sound),
        "by_gap": dict(Counter(gap for take in sound for gap in take.gaps).most_common()),
        "recalled": counted(take.recalled for take in sound if take.accepted),
        "scenes": counted(any(not take.accepted for take in scene) for scene in by_scene),
        "scenes_lost": counted(not any(take.accepted for take in scene) for scene in by_scene),
        "films": counted(any(not take.accepted or take.recalled for take in film) for film in by_film),
        "films_rejected": counted(any(not take.accepted for take in film) for film in by_film),
        "films_recalled": counted(any(take.recalled for take in film) for film in by_film),
    }


def _by_scene(takes: Sequence[LoopTake]) -> list[list[LoopTake]]:
    return [[take for take in takes if take.scene == scene] for scene in dict.fromkeys(take.scene for take in takes)]


def table(result: dict[str, Any]) -> str:
    """The conditions side by side, and what became of every kind of fault."""
    found = result["conditions"]
    lines = [f"{'':<26}" + "".join(f"{name:>12}" for name in found)]
    lines += [f"{told:<26}" + "".join(f"{row:>12}" for row in rows) for told, rows in _rows(found.values())]
    for name, one in found.items():
        lines += ["", f"{'critic ' + name:<16}{'takes':>7}{'accepted':>10}{'recalled':>10}{'in the film':>13}"]
        lines += [
            f"{kind:<16}{told['takes']:>7}{told['accepted']:>10}{told['recalled']:>10}{told['kept']:>13}"
            for kind, told in one["faults"].items()
        ]
    return "\n".join(lines)


_COSTS = {
    "takes": "sound takes rejected",
    "recalled": "  accepted and recalled",
    "scenes": "scenes with one rejected",
    "scenes_lost": "  with all rejected",
    "films": "films with any of these",
    "films_rejected": "  with a take rejected",
    "films_recalled": "  with a scene recalled",
}
"""False rejects, as shares."""


def _rows(found: Iterable[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    told = list(found)
    yield "scenes", [str(one["scenes"]) for one in told]
    yield "right at the end", [f"{one['right']}" for one in told]
    yield "best possible", [f"{one['possible']}" for one in told]
    yield "right of best possible", [_text(one["of_possible"]) for one in told]
    yield "takes", [str(one["takes"]) for one in told]
    yield "ideal takes", [str(one["ideal_takes"]) for one in told]
    yield "extra takes of ideal", [_text(one["extra_takes_ratio"]) for one in told]
    for name, words in _COSTS.items():
        yield words, [_text(one["false_rejects"][name]["share"]) for one in told]
    yield "seconds a film", [f"{one['seconds']['total'] / max(1, one['films']):.1f}" for one in told]
    yield "  of them scoring", [f"{one['seconds'].get('score', 0.0) / max(1, one['films']):.1f}" for one in told]


def _of_kind(takes: Sequence[LoopTake]) -> dict[str, int]:
    return {
        "takes": len(takes),
        "accepted": sum(take.accepted for take in takes),
        "recalled": sum(take.recalled for take in takes),
        "kept": sum(take.chosen for take in takes),
    }


def _kinds(takes: Iterable[LoopTake]) -> list[str]:
    return sorted({take.fault for take in takes} - {CLEAN})


def _seconds(films: Iterable[LoopFilm]) -> dict[str, float]:
    spent: Counter[str] = Counter()
    for film in films:
        spent.update(film.seconds)
    return {**{stage: round(seconds, 1) for stage, seconds in spent.items()}, "total": round(spent.total(), 1)}


def _text(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
