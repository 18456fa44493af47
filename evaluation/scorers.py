"""The scorers that can be studied, by name."""

import importlib

from videostudio.film.errors import BriefError
from videostudio.tools.embedding.house import house_clip
from videostudio.tools.scoring.locating.grounding import GroundingDino
from videostudio.tools.scoring.locating.staged import StagingLocator
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.scoring.resemblance import ResemblanceScorer

SCORERS = {
    "appearance": "videostudio.tools.scoring.appearance:AppearanceScorer",
    "checks": "videostudio.tools.scoring.checks:ChecksScorer",
    "resemblance": "videostudio.evaluation.scorers:resemblance",
    "grounded": "videostudio.evaluation.scorers:grounded",
}
"""Name -> module and the callable in it that makes the scorer. A new scorer is one line here."""


def scorer_named(name: str) -> Scorer:
    """A scorer, with its model loaded if it has one. Raises BriefError with the names there are."""
    if name not in SCORERS:
        raise BriefError(f"no scorer is called '{name}': choose one of {', '.join(sorted(SCORERS))}")
    module, maker = SCORERS[name].split(":")
    scorer: Scorer = getattr(importlib.import_module(module), maker)()
    return scorer


def resemblance() -> Scorer:
    """The house CLIP's scorer."""
    return ResemblanceScorer(house_clip())


def grounded() -> Scorer:
    """The house CLIP's scorer that, without a staging, looks where Grounding DINO says. Raises BackendMissing if its
    weights are not on this machine."""
    return ResemblanceScorer(house_clip(), StagingLocator(GroundingDino.from_pretrained()))
