"""The scorers that can be studied, by name."""

import importlib

from videostudio.film.errors import BriefError
from videostudio.graphs.eyes import CRITIC, Eyes
from videostudio.graphs.settings import settings_of
from videostudio.tools.scoring.locating.grounding import GroundingDino
from videostudio.tools.scoring.locating.staged import StagingLocator
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.scoring.resemblance import ResemblanceScorer
from videostudio.tools.workspace import Workspace

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
    """The scorer that looks with what is set for the critic (VIDEOSTUDIO_CRITIC_...), the house CLIP if nothing is.
    Raises OperatorError."""
    eyes = _eyes()
    return ResemblanceScorer(eyes.embedder(), eyes.looking())


def grounded() -> Scorer:
    """The same, that looks without a staging where Grounding DINO says: the one that is set, or the one in the hub's
    cache. Raises OperatorError if its weights are not on this machine."""
    eyes = _eyes()
    dino = eyes.looking() if eyes.locator else StagingLocator(GroundingDino.from_pretrained(device=eyes.device))
    return ResemblanceScorer(eyes.embedder(), dino)


def _eyes() -> Eyes:
    return Eyes.of(settings_of(CRITIC, Workspace.default()))
