"""Who was never seen where, and who was never seen at all: `python -m videostudio.evaluation.mini.unseen` (criterion
(a))."""

import sys
from collections.abc import Sequence

from videostudio.evaluation.mini.studio import Studio, Told, right, scene_of
from videostudio.evaluation.mini.study import Measured, Row, Study, conclude, parser
from videostudio.training.advice import advising
from videostudio.training.scenes.world import Split

CONDITIONS = {
    "pairs of the training": (Split.TRAIN, Told()),
    "pairs kept apart": (Split.PAIRS, Told()),
    "pairs kept apart, words alone": (Split.PAIRS, Told(figures=False)),
    "nouns never seen": (Split.NOVEL, Told()),
    "nouns never seen, words alone": (Split.NOVEL, Told(figures=False)),
}
UNITS = 120
"""Scenes of one figure."""
LEAST = 2
"""Pictures of a noun or of a kind of place, to say that it cannot be drawn."""


def study(studio: Studio) -> Study:
    """Scenes of one figure, each judged by itself."""

    def measure(unit: int, condition: str) -> Measured:
        split, told = CONDITIONS[condition]
        scene = scene_of(unit, split)
        judged = right(studio, scene, studio.seen(studio.drawn(scene, told)))
        shown = {"noun": scene.cast[0].noun, "kind": scene.kind}
        return {name: judged[name] for name in ("entity right", "place right")} | shown

    return Study(
        name="unseen",
        question="Does the model draw who it never saw there, and who it never saw at all?",
        conditions=tuple(CONDITIONS),
        measures={
            "entity right": "the judge, which knows all 122 nouns, is surest of the right one",
            "place right": "it tells the right one of twelve kinds of place",
        },
        against="pairs of the training",
        can="Whether a model composes what it knows, and whether local tokens of a reference carry what words cannot: "
        "neither it nor its CLIP was ever shown the nouns that are new.",
        cannot="Anything of entities that look unlike everything in training; here all are artworks of one hand.",
        by=studio.by,
        measure=measure,
        extra=wrongly,
    )


def wrongly(rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """Nouns and kinds of place that more often than not are not found in pictures drawn with both references, of LEAST
    or more: what cannot be drawn."""
    told = [row for row in rows if row["condition"] in ("pairs of the training", "pairs kept apart")]
    kinds = {"nouns": ("noun", "entity right"), "kinds of place": ("kind", "place right")}
    return {f"drawn wrongly, {name}": _wrong(told, *by) for name, by in kinds.items()}


def _wrong(rows: Sequence[Row], what: str, measure: str) -> dict[str, str]:
    found: dict[str, list[float]] = {}
    for row in rows:
        found.setdefault(row[what], []).append(row[measure])
    weak = {name: right for name, right in found.items() if len(right) >= LEAST and sum(right) < len(right) / 2}
    return {name: f"right {sum(right):.0f} of {len(right)} times" for name, right in sorted(weak.items())}


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = parser("unseen", __doc__ or "", UNITS).parse_args(arguments)
    studio = Studio.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    conclude(study(studio), wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
