"""The arguments of tools: a film's wishes as every door knows them, and none that no tool has."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from mcp.server.mcpserver.tools import Tool
from mcp.types import ToolAnnotations
from pydantic import Field, create_model

from videostudio.apps.desk.wishes import Wishes

NOT_FOR_AGENTS = ("out", "workers")
"""Files and processes of the machine."""

MEANT = {
    "prompt": "the film in a sentence, or in many: who is in it, where, and what happens",
    "scenes": "how many scenes; left out, the planner decides",
    "seconds": "how long the film is",
    "scene_seconds": "no scene lasts longer than this",
    "size": "WIDTHxHEIGHT in pixels, both even",
    "fps": "frames a second",
    "style": 'a look, such as "water colour"',
    "seed": "another seed is another film",
    "silent": "no music and no sounds",
    "references": "pictures of the cast as data URLs, by the name of whom they show",
    "must": "words that have to be in the script",
    "without": "words that must not be in the script",
    "captions": "track, or burn: in the pictures too",
    "cards": "a title card and an end card",
    "profile": "who makes the pixels; preview needs no GPU and takes seconds",
    "upscale": "how profile mini's pictures are made large: crisp, painted or soft",
    "writer": "who writes the script: house, or llm for this machine's language model",
    "stand_in": "the house writer writes where the language model cannot",
    "attempts": "takes of a scene at most",
    "gpu_seconds": "generator seconds at most",
    "tokens": "tokens of language models at most",
    "money": "what language models may cost, in their currency",
    "approve": "wait for the user's word: script, cut, or script,cut",
    "name": "a name to call the film by",
    "new": "another film, even if the same order was made before",
}


def with_wishes(work: Callable[..., Any]) -> Callable[..., Any]:
    """`work` with the wishes as its parameters in place of **said: types and defaults are those of Wishes, ranges are
    checked where all doors have them checked."""
    own = inspect.signature(work)
    wishes = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if wish.is_required() else wish.get_default(),
            annotation=Annotated[wish.annotation, Field(description=MEANT[name])],
        )
        for name, wish in Wishes.model_fields.items()
        if name not in NOT_FOR_AGENTS
    ]
    kept = [one.replace(kind=one.KEYWORD_ONLY) for one in own.parameters.values() if one.kind is not one.VAR_KEYWORD]
    work.__signature__ = own.replace(parameters=[*wishes, *kept])  # type: ignore[attr-defined]
    return work


def tool(work: Callable[..., Any], title: str, hints: ToolAnnotations) -> Tool:
    """`work` as a tool. An argument that it does not have is refused: it would be a wish that nobody hears."""
    made = Tool.from_function(work, title=title, annotations=hints, structured_output=True)
    known = made.fn_metadata.arg_model
    made.fn_metadata.arg_model = create_model(known.__name__, __base__=known, __cls_kwargs__={"extra": "forbid"})
    made.parameters = made.fn_metadata.arg_model.model_json_schema(by_alias=True)
    return made
