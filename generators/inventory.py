"""What a backend needs on this machine before it can make a picture, part by part."""

from pydantic import Field

from videostudio.film.noun import Noun
from videostudio.tools.preflight import CheckState


class FileFound(Noun):
    """A file that is there. `sha256` is what it was found to be: nobody has said what it should be."""

    name: str
    size: int = Field(ge=0)
    tensors: int | None = None
    sha256: str = ""


class PartFound(Noun):
    """One part. `repository` is where it comes from, `folder` where it has to lie, `half_bytes` and `single_bytes` what
    it takes in half and single precision, 0 where that is nothing; `text` says what was found, `advice` what to do."""

    name: str
    what: str
    state: CheckState
    text: str
    advice: str = ""
    repository: str = ""
    folder: str = ""
    licence: str = ""
    half_bytes: int = Field(default=0, ge=0)
    single_bytes: int = Field(default=0, ge=0)
    files: tuple[FileFound, ...] = ()
