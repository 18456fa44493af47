"""The user's word on a film that waits for it."""

from videostudio.film.errors import BriefError
from videostudio.graphs.decision import Decision

LONGEST_NOTE = 2000


def decision_from(approve: bool, reject: str | None) -> Decision | None:
    """What --approve and --reject mean together; None if neither was given. Raises BriefError for both."""
    if approve and reject is not None:
        raise BriefError("--approve and --reject together contradict each other: give one of them")
    if reject is not None and len(reject) > LONGEST_NOTE:
        raise BriefError(f"--reject: {len(reject)} characters are too many, at most {LONGEST_NOTE} are read")
    if reject is not None:
        return Decision(approved=False, note=reject.strip())
    return Decision(approved=True) if approve else None
