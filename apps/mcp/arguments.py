"""The arguments of tools: a film's wishes as every door knows them, and none that no tool has."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from mcp.server.mcpserver.tools import Tool
from mcp.types import ToolAnnotations
from pydantic import Field, create_model

from videostudio.apps.desk.wishes import OF_THE_MACHINE, Wishes


def with_wishes(work: Callable[..., Any]) -> Callable[..., Any]:
    """`work` with the wishes as its parameters in place of **said: types, defaults and what they mean are those of
    Wishes, ranges are checked where all doors have them checked."""
    own = inspect.signature(work)
    wishes = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if wish.is_required() else wish.get_default(),
            annotation=Annotated[wish.annotation, Field(description=wish.description)],
        )
        for name, wish in Wishes.model_fields.items()
        if name not in OF_THE_MACHINE
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
