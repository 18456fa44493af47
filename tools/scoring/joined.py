"""Several scorers as one: each adds its own scores, the first says whether there is anything to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from videostudio.film.identity import Identity
from videostudio.film.requests import ScoreRequest
from videostudio.film.score import ScoreSheet
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.scoring.styled import told_in_style
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 1


@dataclass(frozen=True)
class JoinedScorer:
    """The scores of all `parts`, in their order. Every score says in `by` which part measured it. A file that the
    first part finds undecodable is not shown to the others."""

    parts: Sequence[Scorer]

    @property
    def identity(self) -> Identity:
        """Changes with every part and with what is switched in it, so that no score sheet of other parts is taken for
        this one's."""
        told = [part.identity for part in self.parts]
        return Identity(
            backend="joined",
            code_version=CODE_VERSION,
            model=" + ".join(" ".join(filter(None, (str(one), one.model))) for one in told),
            revision=" ".join(one.revision for one in told if one.revision),
            switches={f"{one.backend}.{name}": value for one in told for name, value in one.switches.items()},
        )

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """All scores that `request` allows. Raises CorruptArtifact, ScorerError."""
        first, *others = self.parts
        scores = list(first.score(request, artifacts=artifacts).scores)
        if not any(score.name == "decodable" and score.value == 0 for score in scores):
            for part in others:
                scores += part.score(request, artifacts=artifacts).scores
        return ScoreSheet(scores=tuple(told_in_style(scores, request.style)))
