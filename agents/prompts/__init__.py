"""The prompts, one file each, rendered strictly: a variable that is missing or not used is an error."""

import json
from functools import lru_cache
from importlib.resources import files
from string import Template
from typing import Any

from videostudio.film.errors import StudioError


def render(name: str, /, **values: object) -> str:
    """The prompt `name`.md with `$variables` filled in. Raises StudioError for values that are not exactly those."""
    return _filled(name, _file(f"{name}.md").strip(), values)


def line(name: str, /, **values: object) -> str:
    """One sentence of lines.json, filled in as strictly."""
    lines: dict[str, str] = data("lines")
    return _filled(name, lines[name], values)


@lru_cache
def data(name: str) -> Any:
    """What is in `name`.json; not to be changed."""
    return json.loads(_file(f"{name}.json"))


@lru_cache
def _file(name: str) -> str:
    return files("videostudio.agents.prompts").joinpath(name).read_text("utf-8")


def _filled(name: str, text: str, values: dict[str, object]) -> str:
    template = Template(text)
    wanted = set(template.get_identifiers())
    if wanted != set(values):
        amiss = ", ".join(sorted(wanted ^ set(values)))
        raise StudioError(f"the prompt '{name}' and what is filled into it do not agree about {amiss}")
    return template.substitute(values)
