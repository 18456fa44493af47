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
from videostudio.generators.mini.weights import refuse_absent
from videostudio.generators.paper.eight_bits import packed

MOST_MB = 60
"""Millions of bytes of all files together."""
CARD = "README.md"
Kept = Callable[[Mapping[str, Tensor]], dict[str, Tensor]]


def ship(models: Path, out: Path) -> int:
    """Copies the models of a folder; bytes of all files. Raises BackendMissing for models that are not there, and
    ValueError where they take more than MOST_MB."""
    refuse_absent(models)
    part = out.with_name(f"{out.name}.tmp")
    shutil.rmtree(part, ignore_errors=True)
    for path in sorted(models.rglob("*")):
        inside = path.relative_to(models)
        if path.is_file() and not _twice(inside, models):
            _copy(path, part / inside, packed if inside.parts[:2] == (VID, "unet") else halved)
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


def card(out: Path, autoencoder: Path | None, studies: Path) -> str:
    """The card of the models that lie in `out`, with what exams and studies found, as far as they were made."""
    sizes = {path.relative_to(out): path.stat().st_size for path in sorted(out.rglob("*.safetensors"))}
    exam = json.loads(autoencoder.read_text("utf-8")) if autoencoder is not None and autoencoder.is_file() else {}
    lines = [
        "# VideoStudio in miniature",
        "",
        "The paper's two models (arXiv 2401.01256) at a tiny width, trained by this project on drawn scenes. They draw "
        "192 x 112 px on a processor, and what they draw is made large in a deliberate style. Profile `mini` films "
        "with them.",
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
    lines += [line for file in sorted(studies.glob("*.json")) for line in _told(json.loads(file.read_text("utf-8")))]
    lines += [
        "",
        "The judge that says so is another network than the film's own critic, trained apart "
        "(`evaluation/mini/judge.json`). Samples that nobody picked: docs/studies/mini-samples.md.",
        "",
        "## What they cannot draw",
        "",
        "Anything outside their world: other places, letters, faces that show more than a few pixels, hands, more than "
        "about four figures, figures that touch, and views other than the animatic's. Of what is said they read who, "
        "what, where and when, in the words of their captions; a description is not read.",
        "",
        "## Licence",
        "",
        "Apache-2.0, as VideoStudio is. Fluent Emoji's notice: Copyright (c) Microsoft Corporation, MIT.",
    ]
    return "\n".join(lines) + "\n"


def _told(found: Mapping[str, Any]) -> list[str]:
    """A line for a study, with its first measure under every condition."""
    conditions = found.get("conditions", {})
    if not conditions:
        return []
    measure = next(iter(next(iter(conditions.values()))))
    parts = [
        f"{name} {told['mean']:.2f} ({told['low']:.2f} to {told['high']:.2f})"
        for name, one in conditions.items()
        if (told := one[measure]["mean"])
    ]
    return [f"- {found['question']} {measure}: {', '.join(parts)}; {found['units']} units."] if parts else []


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. 0 when the models are there, 2 for what has to be changed."""
    parser = argparse.ArgumentParser(prog="python -m videostudio.training.ship", description=__doc__)
    parser.add_argument("--models", type=Path, help="folder with img/ and vid/; without it only the card is written")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="where the package looks, unless named")
    parser.add_argument("--exam", type=Path, help="exam.json of the autoencoder")
    parser.add_argument("--studies", type=Path, default=Path("docs/studies"), help="folder with the studies' JSON")
    wanted = parser.parse_args(arguments)
    try:
        if wanted.models is not None:
            print(f"{ship(wanted.models, wanted.out) / 1e6:.1f} MB in {wanted.out}", file=sys.stderr)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    (wanted.out / CARD).write_text(card(wanted.out, wanted.exam, wanted.studies), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
