"""The LLM writer: the writer port's tasks, as dialogues with a language model."""

from videostudio.agents.llm.camera import move_camera
from videostudio.agents.llm.describe import describe
from videostudio.agents.llm.rewrite import rewrite
from videostudio.agents.llm.script import write_script
from videostudio.agents.llm.turns import AtOnce, Interview, Say, in_turn
from videostudio.film.errors import StudioError
from videostudio.film.noun import Noun
from videostudio.film.requests import WriterRequest, WriterTask


class LlmWriter:
    """Answers all four tasks through `say`. What it answers follows from what the model said and from nothing else:
    with those answers in a store, asking again costs nothing. `at_once` waits for questions that do not depend on each
    other."""

    def __init__(self, say: Say, at_once: AtOnce = in_turn) -> None:
        self._say, self._at_once = say, at_once

    async def answer(self, request: WriterRequest) -> str:
        """JSON in the schema of the request's task. Raises WriterError, what `say` raises, and StudioError when the
        request lacks its script."""
        return (await _answer(Interview(self._say, request, self._at_once))).model_dump_json()


async def _answer(interview: Interview) -> Noun:
    request = interview.request
    if request.task is WriterTask.SCRIPT:
        return await write_script(interview)
    script = request.script
    if script is None:
        raise StudioError(f"the writer task '{request.task}' needs the script so far, and the request has none")
    if request.task is WriterTask.CAMERA:
        return await move_camera(interview, script)
    if request.task is WriterTask.DESCRIBE:
        return await describe(interview, script)
    if request.scene_id is None:
        raise StudioError("the writer task 'rewrite' needs a scene_id, and the request has none")
    return await rewrite(interview, script, script.scene(request.scene_id))
