"""What a request wants of a script, in sentences for the model."""

from videostudio.agents.prompts import line
from videostudio.film.requests import WriterRequest


def limits(request: WriterRequest, language: str = "") -> str:
    """One sentence a line. `language` is that of the narration, where the model cannot see it."""
    told = [line("scenes", scenes=request.scenes) if request.scenes else line("scenes_open")]
    if request.duration_ms is not None:
        told.append(line("length", seconds=f"{request.duration_ms / 1000:g}"))
    if request.style:
        told.append(line("style", style=request.style))
    if request.own_names:
        told.append(line("own_names", names=", ".join(name.strip() for name in request.own_names)))
    if language:
        told.append(line("language", language=language))
    return "\n".join((*told, *elements(request)))


def elements(request: WriterRequest) -> tuple[str, ...]:
    """What must be there, what must not, and what the last answer was refused for."""
    told = []
    if request.must_have:
        told.append(line("must_have", words="; ".join(request.must_have)))
    if request.forbidden:
        told.append(line("forbidden", words="; ".join(request.forbidden)))
    if request.complaint:
        told.append(line("complaint", complaint=request.complaint.rstrip(".")))
    return tuple(told)
