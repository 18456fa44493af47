"""Where the page finds a film, its files and its pictures."""

from urllib.parse import urlencode

from videostudio.film.artifact import ArtifactRef

PICTURES = "/page/films/{film}/pictures/{digest}.jpg"
CLIPS = "/page/films/{film}/clips/{digest}.mp4"


def page(film: str, beside: int | None = None) -> str:
    """A film's own page; `beside` is a version to see it next to."""
    return f"/?{urlencode({'film': film} if beside is None else {'film': film, 'beside': beside})}"


def picture(film: str, ref: ArtifactRef, width: int) -> str:
    """A still, at most `width` px wide."""
    return f"{PICTURES.format(film=film, digest=ref.sha256)}?width={width}"


def clip(film: str, ref: ArtifactRef) -> str:
    """A clip of one take."""
    return CLIPS.format(film=film, digest=ref.sha256)


def cut(film: str, ref: ArtifactRef) -> str:
    """The film itself. The digest makes another cut another address, so that no player shows the one before."""
    return f"/v1/videos/{film}/content?cut={ref.sha256[:12]}"


def file(film: str, name: str) -> str:
    """A file of the film by its name."""
    return f"/v1/videos/{film}/files/{name}"
