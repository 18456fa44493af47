"""The house CLIP's exam: composites and scenes it has not seen, concepts it was never shown, another artist's drawings.

All figures are shares in [0, 1]. `seen` asks about concepts of the training, on new pictures; `unseen` about those
held out.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from videostudio.training import clip_model
from videostudio.training.clip_pool import Pool
from videostudio.training.clip_pupil import Pupil, tensor_of
from videostudio.training.clip_views import Drawer, Pixels
from videostudio.training.clip_world import listed

BATCH = 64
FALSE_ALARMS = 0.01
VIEWS = 2
"""New composites of every thing."""

Floats = NDArray[np.float32]


def sat(pupil: Pupil, tokens: Tokenizer, pool: Pool, *, seed: int) -> dict[str, float]:
    """All figures of the exam on one pool."""
    drawer = Drawer(pool.sets, clip_model.pixels(), np.random.default_rng(seed))
    references = seen(pupil, [drawer.portrait(one, 0.0) for one in pool.references])
    views = [seen(pupil, [drawer.composite(one, 0.0) for one in pool.references]) for _ in range(VIEWS)]
    turned = seen(pupil, [drawer.composite(one, 120.0) for one in pool.references])
    words = read(pupil, tokens, [listed([thing.calls[0]]) for thing in pool.things])
    held = np.array([thing.held_out for thing in pool.things])
    bases = [thing.base for thing in pool.things]
    families = [thing.family for thing in pool.things]
    plain = np.array([thing.calls[0] == thing.base for thing in pool.things])
    found: dict[str, float] = {}
    for name, among in (("seen", ~held), ("unseen", held)):
        rows = np.flatnonzero(among & plain)
        found[f"{name}_concepts"] = float(len(rows))
        found[f"{name}_pair_auc"] = float(np.mean([pair_auc(view[rows] @ words[rows].T) for view in views]))
        found[f"{name}_recall_at_1"] = float(np.mean([recall(view[rows] @ words[rows].T) for view in views]))
        every = np.flatnonzero(among)
        own = np.concatenate([(references[every] * view[every]).sum(1) for view in views])
        for kind, others in (
            ("any", _others(every, bases, lambda one, other: one != other, seed)),
            (
                "family",
                _others(
                    every,
                    list(zip(families, bases, strict=True)),
                    lambda one, other: one[0] == other[0] and one[1] != other[1],
                    seed,
                ),
            ),
        ):
            wrong = np.concatenate([(references[every] * view[others]).sum(1) for view in views])
            found[f"{name}_identity_{kind}"] = caught(own, wrong)
        found[f"{name}_identity_recoloured"] = caught(own, (references[every] * turned[every]).sum(1))
    return found


def pair_auc(table: Floats) -> float:
    """AUC of the diagonal of (N, N) similarities against all else."""
    own = np.diag(table)
    other = table[~np.eye(len(table), dtype=bool)]
    ranks = np.searchsorted(np.sort(other), own)
    return float(ranks.mean() / len(other))


def recall(table: Floats) -> float:
    """Share of rows of (N, N) whose largest entry is on the diagonal."""
    return float((table.argmax(1) == np.arange(len(table))).mean())


def caught(right: Floats, wrong: Floats) -> float:
    """Share of `wrong` below the value that FALSE_ALARMS of `right` fall short of."""
    return float((wrong < np.quantile(right, FALSE_ALARMS)).mean())


@torch.inference_mode()
def seen(pupil: Pupil, pictures: Sequence[Pixels]) -> Floats:
    """(N, D) embeddings of pictures."""
    parts = [pictures[begin : begin + BATCH] for begin in range(0, len(pictures), BATCH)]
    return np.concatenate([pupil.see(tensor_of(np.stack(part))).numpy() for part in parts])


@torch.inference_mode()
def read(pupil: Pupil, tokens: Tokenizer, sentences: Sequence[str]) -> Floats:
    """(N, D) embeddings of sentences."""
    found: list[Tensor] = []
    for begin in range(0, len(sentences), 4 * BATCH):
        found.append(pupil.read(clip_model.encoded(tokens, sentences[begin : begin + 4 * BATCH])))
    return torch.cat(found).numpy()


def _others(rows: NDArray[np.int64], keys: Sequence[object], fits, seed: int) -> NDArray[np.int64]:  # type: ignore[no-untyped-def]
    """For every row another one that fits it, itself where there is none."""
    chance = np.random.default_rng(seed)
    chosen = []
    for row in rows:
        fitting = [other for other in rows if fits(keys[row], keys[other])]
        chosen.append(int(fitting[int(chance.integers(len(fitting)))]) if fitting else int(row))
    return np.array(chosen)
