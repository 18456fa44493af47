"""Makes the mini models part of the installation: `python -m videostudio.training.ship --models DIR`.

Copies what the trainings left to where the package looks, no part twice: weights in halves, those of the clips' UNet in
eight bits a row; with a card that says what they are, from the figures of exams and studies. Refuses models that are
too large to come with a package.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from videostudio.generators.mini.settings import IMG, PACKAGED, VID
from videostudio.generators.mini.weights import is_there, refuse_absent
from videostudio.generators.paper.eight_bits import packed
from videostudio.training.advice import advising

MOST_MB = 60
"""Millions of bytes of all files together."""
CARD, EXAM = "README.md", "exam.json"
STUDIES = ("unseen", "references", "quality", "cast", "loop", "camera", "action", "films")
OWN = {"loop", "camera"}
"""Tables that are of one study alone."""
WEAK = "drawn wrongly"
"""How tables begin that say what cannot be drawn."""
INSTEAD = "the animatic's camera moves over the pictures, and films say so"
Kept = Callable[[Mapping[str, Tensor]], dict[str, Tensor]]


def ship(models: Path, out: Path) -> int:
    """Copies the models of a folder, with the autoencoder's exam that lies where `make train-mini` leaves it; bytes of
    all files. A model of clips may be missing. Raises BackendMissing for an image model that is not there, and
    ValueError where they take more than MOST_MB."""
    refuse_absent(models, (IMG,))
    part = out.with_name(f"{out.name}.tmp")
    shutil.rmtree(part, ignore_errors=True)
    for path in sorted(models.rglob("*")):
        inside = path.relative_to(models)
        if path.is_file() and inside != Path(EXAM) and not _twice(inside, models):
            _copy(path, part / inside, packed if inside.parts[:2] == (VID, "unet") else halved)
    marks = next((path for path in (models.parent / "autoencoder" / EXAM, models / EXAM) if path.is_file()), None)
    if marks is not None:
        shutil.copy(marks, part / EXAM)
    size = sum(path.stat().st_size for path in part.rglob("*") if path.is_file())
    if size > MOST_MB * 1_000_000:
        raise ValueError(f"the models take {size / 1e6:.1f} MB, at most {MOST_MB} come with a package: {part} has them")
    if (out / CARD).is_file():
        shutil.copy(out / CARD, part / CARD)
    shutil.rmtree(out, ignore_errors=True)
    part.rename(out)
    return size


def halved(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Floats in halves."""
    return {name: each.half() if each.is_floating_point() else each for name, each in state.items()}


def _twice(inside: Path, models: Path) -> bool:
    """Whether it is the clip model's copy of the autoencoder that the image model has."""
    return inside.parts[:2] == (VID, "vae") and (models / IMG / "vae").is_dir()


def _copy(path: Path, out: Path, kept: Kept) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix != ".safetensors":
        shutil.copy(path, out)
        return
    held = load_file(path)
    small = held if any(each.dtype == torch.int8 for each in held.values()) else kept(held)
    save_file({name: each.contiguous() for name, each in small.items()}, out, metadata={"format": "pt"})


def card(out: Path, studies: Path) -> str:
    """The card of the models that lie in `out`, with what exams and studies found, as far as they were made."""
    sizes = {path.relative_to(out): path.stat().st_size for path in sorted(out.rglob("*.safetensors"))}
    exam = json.loads((out / EXAM).read_text("utf-8")) if (out / EXAM).is_file() else {}
    found = [one for name in STUDIES if (one := _study(studies / f"{name}.json"))]
    lines = [
        "# VideoStudio in miniature",
        "",
        "The paper's two models (arXiv 2401.01256) at a tiny width, trained by this project on drawn scenes. They draw "
        "192 x 112 px on a processor, and what they draw is made large in a deliberate style. Profile `mini` films "
        "with them.",
        *([] if is_there(out, VID) else ["", f"The model of clips is not among them: {INSTEAD}."]),
        "",
        "| file | MB |",
        "|---|---|",
        *(f"| `{name}` | {size / 1e6:.1f} |" for name, size in sizes.items()),
        f"| all | {sum(sizes.values()) / 1e6:.1f} |",
        "",
        "## Made of",
        "",
        "Scenes that the animatic drew: 106 nouns, each plain and in two colours, in 12 kinds of place at any time in "
        "any weather. Figures are Fluent Emoji (MIT) and this project's own puppets; sets are its own. No photographs, "
        "no persons, nothing fetched. Texts and references are read by the house CLIP. `make train-mini` makes them "
        "again.",
        "",
        "## How good they are",
        "",
    ]
    if exam:
        lines.append(
            f"- Autoencoder: {exam['psnr_db']:.1f} dB on {exam['pictures']} pictures that it never saw, "
            f"{exam['psnr_figures_db']:.1f} dB on their figures."
        )
    lines += [line for one in found for line in _told(one)] or ["No study was made of them yet: `make study-mini`."]
    lines += [
        "",
        "The judge that says so is another network than the film's own critic, trained apart "
        "(`evaluation/mini/data/mini_judge.json` has its exam). Samples that nobody picked: "
        "docs/studies/mini-samples.md.",
        "",
        "## What they cannot draw",
        "",
        "- Anything outside their world: other nouns than its 122, other places than its 12 kinds, letters, and views "
        "other than the animatic's. Of what is said they read who, what, where and when, in the words of their "
        "captions; a description is not read.",
        *(f"- {name}: {', '.join(f'{what} ({told})' for what, told in one.items())}" for name, one in _weak(found)),
        "",
        "## Licence",
        "",
        "Apache-2.0, as VideoStudio is. Fluent Emoji's notice: Copyright (c) Microsoft Corporation, MIT.",
    ]
    return "\n".join(lines) + "\n"


def _study(file: Path) -> dict[str, Any]:
    """What a study left; nothing, where it was not made."""
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}


def _told(found: Mapping[str, Any]) -> list[str]:
    """What a study asks, and a line for each of its measures, under every condition; then what only it has found."""
    conditions = found["conditions"]
    lines = [f"- {found['question']} ({found['units']} units)"]
    for measure in next(iter(conditions.values())):
        means = {name: one[measure]["mean"] for name, one in conditions.items()}
        if parts := [f"{name} {_shown(mean)}" for name, mean in means.items() if mean]:
            lines.append(f"  - {measure}: {', '.join(parts)}")
    for name in OWN & found.keys():
        lines += [f"  - {what}: {_shown(told)}" for what, told in found[name].items() if told is not None]
    return lines


def _shown(told: Any) -> str:
    return f"{told['mean']:.2f} ({told['low']:.2f} to {told['high']:.2f})" if isinstance(told, Mapping) else f"{told}"


def _weak(found: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """What studies say that goes wrong more often than not."""
    tables = [(name, one[name]) for one in found for name in one if name.startswith(WEAK)]
    return [(name, table) for name, table in tables if table]


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command. 0 when the models are there, 2 for what has to be changed."""
    parser = argparse.ArgumentParser(prog="python -m videostudio.training.ship", description=__doc__)
    parser.add_argument("--models", type=Path, help="folder with img/ and vid/; without it only the card is written")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="where the package looks, unless named")
    parser.add_argument("--studies", type=Path, default=Path("docs/studies"), help="folder with the studies' JSON")
    wanted = parser.parse_args(arguments)
    if wanted.models is not None:
        print(f"{ship(wanted.models, wanted.out) / 1e6:.1f} MB in {wanted.out}", file=sys.stderr)
    refuse_absent(wanted.out, (IMG,))
    if not is_there(wanted.out, VID):
        print(f"without a model of clips: {INSTEAD}", file=sys.stderr)
    (wanted.out / CARD).write_text(card(wanted.out, wanted.studies), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
