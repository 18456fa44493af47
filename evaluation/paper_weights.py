"""The paper's released weights, looked at once by somebody who has them: `make check-paper-weights`, or
`python -m videostudio.evaluation.paper_weights --weights DIR`.

Loads every part strictly, draws a scene with and without references, films it with and without a moving camera, and
prints Markdown to paste into an issue. Nobody of this project has had the weights: what the design notes promise of
them is asked here one by one.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from videostudio.evaluation.paper_shots import Shots, shots_of
from videostudio.evaluation.paper_tensors import Claim, claims_of_clips, claims_of_pictures
from videostudio.film.errors import VideoStudioError
from videostudio.generators.given import Given
from videostudio.generators.inventory import PartFound
from videostudio.generators.paper.backend import inventory
from videostudio.generators.paper.parts import img_weights, vid_weights
from videostudio.generators.paper.settings import PaperSettings, usual_device, weights_folder
from videostudio.graphs.settings import settings_of
from videostudio.tools.preflight import CheckState
from videostudio.tools.workspace import Workspace

MISSING_EXIT, FAILED_EXIT = 3, 1
PURPOSE = """# The paper's weights, looked at

Confirmed or not, below: which files these are; that every tensor is where it is expected, and no other; that the
video model's config says what its shapes tell; that references change a scene and the camera a clip; that numbers stay
finite in this precision; seconds a step and memory. Not told: whether it looks good. All files are read, and six shots
are made: without a GPU that takes very long.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """0 if all parts load and give pictures, 1 if one does not, 3 if parts are missing."""
    options = _options(argv)
    workspace = Workspace.default()
    found = settings_of("paper", workspace) | ({"weights": options.weights} if options.weights else {})
    given = Given(workspace.cache_root, workspace.weights_root, found)
    try:
        return _told(given, PaperSettings.of(found), options.out)
    except VideoStudioError as error:
        print(f"\n**It ends here:** {error}")
        return FAILED_EXIT


def _told(given: Given, settings: PaperSettings, out: Path) -> int:
    print(PURPOSE, flush=True)
    models, digests = weights_folder(settings, given), given.digests
    parts = inventory(given)
    print("## Files\n\n" + "\n".join(_files(parts)), flush=True)
    if missing := [part.name for part in parts if part.state is CheckState.BLOCKED and part.repository]:
        print(f"\nNot here or broken: {', '.join(missing)}. `videostudio doctor --profile paper` says what to fetch.")
        return MISSING_EXIT
    device = settings.device or usual_device()
    claims = [*claims_of_pictures(img_weights(models, digests)), *claims_of_clips(vid_weights(models, digests))]
    print("\n## Tensors\n\n" + "\n".join(_claims(claims)), flush=True)
    shots = shots_of(models, settings, device, digests, out)
    print("\n## Pictures\n\n" + "\n".join(_shots(shots)))
    print("\n## What the pictures confirm\n\n" + "\n".join(_claims(shots.claims)))
    print(f"\nPlease look at the pictures in {out} and say what they show; paste all of this into an issue.")
    return 0 if all(claim.holds is not False or not claim.needed for claim in (*claims, *shots.claims)) else FAILED_EXIT


def _files(parts: Sequence[PartFound]) -> Iterator[str]:
    yield "| part | state | file | bytes | tensors | sha256 |"
    yield "|---|---|---|---|---|---|"
    for part in parts:
        if not part.files:
            yield f"| {part.name} | {part.state}: {part.text} | | | | |"
        for file in part.files:
            tensors = "" if file.tensors is None else file.tensors
            yield f"| {part.name} | {part.state} | {file.name} | {file.size} | {tensors} | `{file.sha256}` |"


def _claims(claims: Sequence[Claim]) -> Iterator[str]:
    yield "| what is claimed | holds | found |"
    yield "|---|---|---|"
    for claim in claims:
        holds = {True: "yes", False: "**no**", None: "not known"}[claim.holds]
        yield f"| {claim.text} | {holds} | {claim.found} |"


def _shots(shots: Shots) -> Iterator[str]:
    yield f"{shots.machine}\n"
    yield "| shot | steps | s a step | s in all | memory, MiB | file |"
    yield "|---|---|---|---|---|---|"
    for shot in shots.shots:
        yield (
            f"| {shot.name} | {shot.steps} | {shot.step_s:.2f} | {shot.whole_s:.1f} | {shot.peak_mib:.0f} "
            f"| {shot.file.name} |"
        )


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="paper_weights", description="Look at the paper's released weights.")
    parser.add_argument("--weights", default="", help="the folder of models, if not the one that is set")
    parser.add_argument("--out", type=Path, default=Path("paper-weights"), help="the folder for pictures")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
