"""What the store says about itself."""

from pydantic import Field

from videostudio.film.noun import Noun


class Problem(Noun):
    """Something broken that was set aside. `what` is a fingerprint or sha256, `set_aside` the file it became
    in the store's quarantine."""

    what: str
    reason: str
    set_aside: str


class GcFacts(Noun):
    """What a clean-up took away."""

    entries: int = Field(default=0, ge=0)
    artifacts: int = Field(default=0, ge=0)
    leftovers: int = Field(default=0, ge=0)
    """Temporary files of processes that died."""
    freed_bytes: int = Field(default=0, ge=0)


class SizeFacts(Noun):
    """What lies in the store."""

    entries: int = Field(default=0, ge=0)
    artifacts: int = Field(default=0, ge=0)
    artifact_bytes: int = Field(default=0, ge=0)
    quarantined: int = Field(default=0, ge=0)
    quarantined_bytes: int = Field(default=0, ge=0)
    leftovers: int = Field(default=0, ge=0)
    leftover_bytes: int = Field(default=0, ge=0)
