"""The house CLIP's exam: composites and scenes it has not seen, concepts it was never shown, another artist's drawings.

All figures are shares in [0, 1]. `seen` asks about concepts of the training, on new pictures; `unseen` about those
held out.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from videostudio.tools.arrays import Floats
from videostudio.tools.images import Pixels
from videostudio.training import clip_model
from videostudio.training.clip_pool import Pool
from videostudio.training.clip_pupil import Pupil, tensor_of
from videostudio.training.clip_views import TURN, Drawer, is_colourful
from videostudio.training.clip_world import Thing, listed

BATCH = 64
FALSE_ALARMS = 0.01
VIEWS = 2
"""New composites of every thing."""


def sat(pupil: Pupil, tokens: Tokenizer, pool: Pool, *, seed: int) -> dict[str, float]:
    """All figures of the exam on one pool: words and pictures, and individuals told apart by their references."""
    drawer = Drawer(pool.sets, clip_model.pixels(), np.random.default_rng(seed))
    things = pool.things
    views = np.stack([seen(pupil, [drawer.composite(one, 0.0) for one in pool.references]) for _ in range(VIEWS)])
    turned = seen(pupil, [drawer.composite(one, TURN) for one in pool.references])
    references = seen(pupil, [drawer.plain(one) for one in pool.references])
    words = read(pupil, tokens, [listed([thing.calls[0]]) for thing in things])
    coloured = np.array([is_colourful(one) for one in pool.references])
    uncoloured_name = np.array([thing.calls[0] == thing.base for thing in things])
    held = np.array([thing.held_out for thing in things])
    found: dict[str, float] = {}
    for name, among in (("seen", ~held), ("unseen", held)):
        rows = np.flatnonzero(among & uncoloured_name)
        tables = [view[rows] @ words[rows].T for view in views]
        found[f"{name}_concepts"] = float(len(rows))
        found[f"{name}_pair_auc"] = float(np.mean([pair_auc(table) for table in tables]))
        found[f"{name}_recall_at_1"] = float(np.mean([recall(table) for table in tables]))
        every = np.flatnonzero(among)
        own = (references[every] * views[:, every]).sum(-1).ravel()
        for kind, fits in (("any", _another), ("family", _relative)):
            others = _others(every, fits, things, seed)
            found[f"{name}_identity_{kind}"] = caught(own, (references[every] * views[:, others]).sum(-1).ravel())
        telling = np.flatnonzero(among & coloured)
        found[f"{name}_identity_recoloured"] = caught(own, (references[telling] * turned[telling]).sum(-1))
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
    return np.concatenate([pupil.look(tensor_of(np.stack(part))).numpy() for part in parts])


@torch.inference_mode()
def read(pupil: Pupil, tokens: Tokenizer, sentences: Sequence[str]) -> Floats:
    """(N, D) embeddings of sentences."""
    found: list[Tensor] = []
    for begin in range(0, len(sentences), 4 * BATCH):
        found.append(pupil.read(clip_model.encoded(tokens, sentences[begin : begin + 4 * BATCH])))
    return torch.cat(found).numpy()


def _another(one: Thing, other: Thing) -> bool:
    return one.base != other.base


def _relative(one: Thing, other: Thing) -> bool:
    return one.base != other.base and one.family == other.family


def _others(
    rows: NDArray[np.int64], fits: Callable[[Thing, Thing], bool], things: Sequence[Thing], seed: int
) -> NDArray[np.int64]:
    """For every row another one that fits it, any other where there is none."""
    chance = np.random.default_rng(seed)
    chosen = []
    for row in rows:
        fitting = [other for other in rows if fits(things[row], things[other])]
        chosen.append(int(chance.choice(fitting if fitting else rows[rows != row])))
    return np.array(chosen)
