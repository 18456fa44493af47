"""Conditions left out of some samples, so that a model can be guided by each and does without any.

A reference goes in one of two ways, for both happen when a scene is drawn: a blank picture, as the unconditional half
of guidance has it, or nothing at all, as an adapter at scale 0.
"""

from dataclasses import dataclass

import torch
from pydantic import Field
from torch import Tensor

from videostudio.film.noun import Noun

BRANCHES = 2
"""Figures, place."""


class Rates(Noun):
    """How often each condition is left out, in [0, 1], and all of them together. `absent` is the share of references
    left out that leave nothing in their place, not even a blank picture."""

    text: float = Field(ge=0, le=1)
    figures: float = Field(ge=0, le=1)
    place: float = Field(ge=0, le=1)
    everything: float = Field(ge=0, le=1)
    absent: float = Field(default=0.5, ge=0, le=1)


@dataclass(frozen=True)
class Left:
    """Which samples go without what: (B,) and twice (B, BRANCHES), true where it is left out. What is absent is not
    blank."""

    text: Tensor
    blank: Tensor
    absent: Tensor


def left_out(rates: Rates, count: int, generator: torch.Generator) -> Left:
    """What `count` samples go without."""
    chance = torch.rand(count, 2 + 2 * BRANCHES, generator=generator, device=generator.device)
    everything = chance[:, 0] < rates.everything
    text = everything | (chance[:, 1] < rates.text)
    by_branch = torch.tensor([rates.figures, rates.place], device=chance.device)
    gone = everything[:, None] | (chance[:, 2 : 2 + BRANCHES] < by_branch)
    # The unconditional half of guidance has blank pictures, so a sample without anything has them too.
    absent = gone & ~everything[:, None] & (chance[:, 2 + BRANCHES :] < rates.absent)
    return Left(text, gone & ~absent, absent)
