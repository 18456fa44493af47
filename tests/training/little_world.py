"""A world small enough for tests: noise in place of pictures."""

import numpy as np

from videostudio.generators.animatic.art import pack_named
from videostudio.training import clip_bank, clip_world
from videostudio.training.clip_bank import Amounts, Bank
from videostudio.training.clip_pool import Pool

SHAPE = (80, 8, 8)
"""What the frozen layers give of one picture."""


def tiny_pool() -> Pool:
    """A dozen things and four places as noise, two frames with two figures and one."""
    noise = np.random.default_rng(0)
    pack = pack_named("openmoji")
    things = [thing for thing in clip_world.things(pack, people_count=4, seed=1) if not thing.held_out]
    things = [*things[:8], *things[-3:]]
    spots = [spot for spot in clip_world.spots(seed=1) if not spot.held_out][:4]
    return Pool(
        things=things,
        spots=spots,
        references=noise.integers(0, 256, (len(things), 160, 160, 4)).astype(np.uint8),
        sets=noise.integers(0, 256, (4, 180, 320, 3)).astype(np.uint8),
        frames=noise.integers(0, 256, (2, 180, 320, 3)).astype(np.uint8),
        figures=np.array([[0, 0, 10, 60, 50, 90], [0, 9, 200, 40, 40, 120], [1, 3, 90, 90, 60, 60]], np.int32),
        scenes=[{"spot": 0, "verb": "dance"}, {"spot": 1, "verb": "run"}],
    )


def tiny_bank(pool: Pool) -> Bank:
    """Noise in place of every view."""
    rows = np.array(clip_bank.rows_of(pool, Amounts(views=2, references=2, elsewhere=3), seed=1), np.int32)
    noise = np.random.default_rng(1).normal(size=(len(rows), *SHAPE))
    return Bank(noise.astype(np.float16), rows)


def held_out_thing() -> clip_world.Thing:
    """One that training must not see."""
    return next(one for one in clip_world.things(pack_named("openmoji"), people_count=0, seed=1) if one.held_out)
