"""A manifest: one brief a line of JSON, or a list in YAML. A broken item is told of and stops no other."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from videostudio.apps.desk.wishes import Wishes, wishes_from
from videostudio.film.errors import BeyondLimits, BriefError, UserError, VideoStudioError
from videostudio.tools.store.disk import disk_errors

MIB = 2**20
MOST_BYTES = 64 * MIB
YAML = (".yaml", ".yml")
_EXAMPLE = '{"prompt": "A fox crosses a frozen lake", "scenes": 3}'


@dataclass(frozen=True)
class Item:
    """One brief of a manifest. `number` is its line, or its place in a list, from 1."""

    number: int
    wishes: Wishes


@dataclass(frozen=True)
class Broken:
    """An item that cannot be made, and why. `label` is what it said, as far as that can be told."""

    number: int
    label: str
    error: VideoStudioError


def read(file: Path, most_items: int, over: Mapping[str, Any] | None = None) -> list[Item | Broken]:
    """The items of a manifest, each with `over` over what it says itself. Raises UserError for a file that is none,
    BeyondLimits for too many items."""
    with disk_errors(file):
        if not file.is_file():
            raise UserError(f"there is no manifest {file}: it has a brief a line, such as {_EXAMPLE}")
        if file.stat().st_size > MOST_BYTES:
            raise BeyondLimits(f"{file} is larger than {MOST_BYTES // MIB} MiB: split it")
        text = file.read_bytes().decode("utf-8-sig", "replace")
    said = list(_of_yaml(text, file) if file.suffix.lower() in YAML else _of_lines(text))
    if not said:
        raise UserError(f"{file} has no brief: write one a line, such as {_EXAMPLE}")
    if len(said) > most_items:
        raise BeyondLimits(f"{file} has {len(said)} briefs, at most {most_items} are made at a time: split it")
    return [_item(number, one, over or {}) for number, one in said]


def _of_lines(text: str) -> Iterator[tuple[int, Any]]:
    """Line number -> what it holds, or the error that it is. Empty lines and those that begin with # are none."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            why = f"line {number} is no JSON ({error}): write it like {_EXAMPLE}"
            yield number, Broken(number, line.strip()[:60], BriefError(why))


def _of_yaml(text: str, file: Path) -> Iterator[tuple[int, Any]]:
    try:
        found = yaml.load(text, _Plain)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UserError(f"{file} is no YAML ({' '.join(str(error).split())[:300]}): write a list of briefs") from error
    if not isinstance(found, list):
        raise UserError(f"{file} has to be a list of briefs: begin each with a dash")
    yield from enumerate(found, 1)


class _Plain(yaml.SafeLoader):  # type: ignore[misc]
    """Plain values only: an alias repeats what stands elsewhere, and a few lines of them fill any memory."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not read here: write it out")
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def _item(number: int, said: Any, over: Mapping[str, Any]) -> Item | Broken:
    if isinstance(said, Broken):
        return said
    wishes = {"prompt": said} if isinstance(said, str) else said
    try:
        if not isinstance(wishes, dict):
            raise BriefError(f"a brief is a sentence or an object, such as {_EXAMPLE}")
        if wishes.get("new"):
            raise BriefError("'new' would make another film every time: give the brief another 'seed' instead")
        if "out" in wishes:
            raise BriefError("'out' is not for a manifest: its films lie in the workspace")
        return Item(number, wishes_from({str(name): value for name, value in {**wishes, **over}.items()}))
    except UserError as error:
        return Broken(number, _label(wishes), error)


def _label(wishes: Any) -> str:
    prompt = wishes.get("prompt", "") if isinstance(wishes, dict) else wishes
    return " ".join(str(prompt).split())[:60]
