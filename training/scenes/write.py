"""Draws the animatic's world into shards.

`python -m videostudio.training.scenes.write --scale mini --out DIR --pictures N` writes scenes 0 .. N - 1 of a split,
rounded up to whole shards, several processes at once. Stopped, it goes on where it was: shards that are there stay.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from videostudio.training.advice import advising
from videostudio.training.parts import to_files
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.records import encoded
from videostudio.training.scenes.shards import write_shard
from videostudio.training.scenes.stream import block
from videostudio.training.scenes.world import A_PLATE, Split
from videostudio.training.trainer.scales import scale_named

BLOCKS = 64
"""In a shard: a few hundred pictures, minutes of work that a stop may cost."""
FORM = "form.json"


def write(form: Form, split: Split, pictures: int, out: Path, *, jobs: int, blocks: int) -> Iterator[int]:
    """Writes `pictures` scenes or a few more; yields how many are there. Raises ValueError for a folder that holds
    pictures of another form or split."""
    out.mkdir(parents=True, exist_ok=True)
    told = {"form": form.model_dump(), "split": split.value, "blocks": blocks}
    if (out / FORM).is_file() and json.loads((out / FORM).read_text("utf-8")) != told:
        raise ValueError(f"{out} holds pictures of another form or split: give another --out")
    (out / FORM).write_text(json.dumps(told) + "\n", encoding="utf-8")
    shards = range(-(-pictures // (blocks * A_PLATE)))
    paths = [out / f"{shard:05d}.tar" for shard in shards]
    for done in to_files(paths, list(shards), partial(_shard, form, split, blocks), jobs):
        yield done * blocks * A_PLATE


def _shard(form: Form, split: Split, blocks: int, path: Path, shard: int) -> None:
    samples = (sample for at in range(shard * blocks, (shard + 1) * blocks) for sample in block(form, split, at))
    write_shard(path, ((f"{sample.number:08d}", encoded(sample)) for sample in samples))


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module's docstring."""
    wanted = _parser().parse_args(arguments)
    form = scale_named(wanted.scale, "videostudio.training.scenes", Form)
    began, first = monotonic(), None
    for done in write(form, Split(wanted.split), wanted.pictures, wanted.out, jobs=wanted.jobs, blocks=BLOCKS):
        first = done if first is None else first
        pace = (done - first) / max(monotonic() - began, 1e-9)
        left = f", {(wanted.pictures - done) / pace / 60:.0f} min left" if 0 < done < wanted.pictures and pace else ""
        print(f"{done} of {wanted.pictures} pictures, {pace:.1f} a second{left}", file=sys.stderr, flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m videostudio.training.scenes.write", description=__doc__)
    parser.add_argument("--scale", default="mini", help="size of the pictures: a file of training/scenes/scales")
    parser.add_argument("--out", type=Path, required=True, help="folder for the shards")
    parser.add_argument("--pictures", type=int, required=True)
    parser.add_argument("--split", default="train", choices=[split.value for split in Split])
    parser.add_argument("--jobs", type=int, default=2, help="processes that draw")
    return parser


if __name__ == "__main__":
    sys.exit(main())
