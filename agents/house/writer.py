"""The house writer: an offline screenwriter behind the same port as the language models."""

from videostudio.agents.house.camera import move_camera
from videostudio.agents.house.describe import describe
from videostudio.agents.house.hunch import Hunch
from videostudio.agents.house.rewrite import rewrite
from videostudio.agents.house.script import write_script
from videostudio.film.errors import StudioError
from videostudio.film.identity import Identity
from videostudio.film.noun import Noun
from videostudio.film.requests import WriterRequest, WriterTask
from videostudio.film.script import Script


class HouseWriter:
    """Answers all four tasks from a lexicon and a grammar, and asks a hunch, if it has one, about nouns that the
    lexicon does not have. Deterministic: the seed only picks among equals."""

    def __init__(self, hunch: Hunch | None = None) -> None:
        self._hunch = hunch

    @property
    def identity(self) -> Identity:
        switches: dict[str, str | int | bool] = {} if self._hunch is None else {"words": self._hunch.identity}
        return Identity(backend="house", code_version=4, switches=switches)

    async def answer(self, request: WriterRequest) -> str:
        """JSON in the schema of the request's task. Raises StudioError when the request lacks its script."""
        return _answer(request, self._hunch).model_dump_json()


def _answer(request: WriterRequest, hunch: Hunch | None) -> Noun:
    if request.task is WriterTask.SCRIPT:
        return write_script(request, hunch)
    script = _script(request)
    if request.task is WriterTask.CAMERA:
        return move_camera(script)
    if request.task is WriterTask.DESCRIBE:
        return describe(script)
    if request.scene_id is None:
        raise StudioError("the writer task 'rewrite' needs a scene_id, and the request has none")
    return rewrite(script, script.scene(request.scene_id), request)


def _script(request: WriterRequest) -> Script:
    if request.script is None:
        raise StudioError(f"the writer task '{request.task}' needs the script so far, and the request has none")
    return request.script
