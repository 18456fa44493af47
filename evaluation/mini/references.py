"""References or none: `python -m videostudio.evaluation.mini.references` (the paper's Table 1 and its claim of Scene
Consistency, in miniature; criterion (b))."""

import sys
from collections.abc import Sequence

import numpy as np

from videostudio.evaluation.mini.sight import Seen
from videostudio.evaluation.mini.studio import Scene, Studio, Told, cropped, mean_of, right, story_of
from videostudio.evaluation.mini.study import Measured, Study, conclude, parser
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.consistency import scene_consistency
from videostudio.training.advice import advising
from videostudio.training.scenes.world import Split

CONDITIONS = {
    "none": Told(figures=False, place=False),
    "figure": Told(place=False),
    "place": Told(figures=False),
    "both": Told(),
}
SURE = 0.1
"""How sure the judge has to be of a figure somewhere in a picture, for it to count as found."""
UNITS = 50
"""Stories of four scenes."""


def study(studio: Studio) -> Study:
    """Stories of pairs of noun and place that training kept apart."""

    def measure(unit: int, condition: str) -> Measured:
        story = story_of(unit, Split.PAIRS)
        pictures = [studio.drawn(scene, CONDITIONS[condition]) for scene in story]
        seen = [studio.seen(one) for one in pictures]
        judged = mean_of([right(studio, scene, one) for scene, one in zip(story, seen, strict=True)])
        return {**judged, **compared(studio, story, pictures, seen)}

    return Study(
        name="references",
        question="What do references do for a scene, and for scenes that belong together?",
        conditions=tuple(CONDITIONS),
        measures=MEASURES,
        against="none",
        can="Whether references of a figure and of a place, given in the paper's way to a model that was trained so, "
        "keep a cast and a place alike from scene to scene, and whether each acts on its own part.",
        cannot="How large the gain is: the world is small, its captions name everybody without doubt, and a figure of "
        "the world looks much the same without its reference. Nothing is said of faces, textures or real photographs.",
        by=studio.by,
        measure=measure,
    )


def compared(
    studio: Studio, story: Sequence[Scene], pictures: Sequence[Pixels], seen: Sequence[Seen]
) -> dict[str, float | None]:
    """The paper's similarities, in the space of each eye, of pictures that the judge has seen. A figure that it does
    not find is missing in Scene Consistency, as one would be that Grounding DINO does not find."""
    found: dict[str, float | None] = {}
    noun, entity = story[0].cast[0].noun, story[0].cast[0].entity
    nearest = [cropped(studio, picture, each, noun) for picture, each in zip(pictures, seen, strict=True)]
    there = [sure >= SURE for _, sure in nearest]
    for name, eye in studio.eyes.items():
        near, whole = eye.embed_images([crop for crop, _ in nearest]), eye.embed_images(pictures)
        figure, place = eye.embed_images([studio.reference(entity), studio.reference(story[0].place)])
        rows = [row if sure else None for row, sure in zip(near, there, strict=True)]
        found[f"Scene Consistency, {name}"] = scene_consistency(rows).adjacent
        found[f"FG-SIM, {name}"] = float(np.mean(near @ figure))
        found[f"BG-SIM, {name}"] = float(np.mean(whole @ place))
    found["found"] = float(np.mean(there))
    return found


MEASURES = {
    "entity right": "the judge finds the figure's noun before all other nouns of the world",
    "place right": "the judge tells its kind of place",
    "found": f"share of scenes in which the judge is sure of the figure somewhere, by {SURE} or more",
} | {
    f"{name}, {eye}": told
    for eye in ("house CLIP", "judge")
    for name, told in {
        "Scene Consistency": "cosine of the figure's crops in scenes that follow each other, in which it is found",
        "FG-SIM": "cosine of the figure's reference and where the picture looks most like it",
        "BG-SIM": "cosine of the place's reference and the whole picture",
    }.items()
}


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = parser("references", __doc__ or "", UNITS).parse_args(arguments)
    studio = Studio.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    conclude(study(studio), wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
