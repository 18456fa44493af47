"""Whatever data the animatic draws from is in its identity: a changed table never finds old clips in the store."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from videostudio.generators import animatic
from videostudio.generators.animatic.art import library, pack_named, revision
from videostudio.generators.animatic.identity import digest, identity_of, tables

HOME = Path(animatic.__file__).parent
NO_DATA = (".py", ".md", ".pyc", ".pyi", ".typed")
"""Licences and code; code has a version of its own."""


def data_files() -> Iterator[Path]:
    return (file for file in sorted(HOME.rglob("*")) if file.is_file() and file.suffix not in NO_DATA)


def revisions(home: Path) -> set[str]:
    """Of everything in a copy of the package, with the one pack that is always there."""
    revision.cache_clear()
    return {digest(tables(home)), revision(pack_named("openmoji"))}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    copy = tmp_path / "animatic"
    shutil.copytree(HOME, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(library, "DATA", copy / "art" / "data")
    yield copy
    monkeypatch.undo()
    revision.cache_clear()


def test_every_file_of_data_is_in_the_revision(home: Path) -> None:
    plain, uncovered = revisions(home), []
    for file in data_files():
        inside = file.relative_to(HOME)
        if {"fluent", "noto"} & set(inside.parts):
            continue  # of other packs
        before = (home / inside).read_bytes()
        (home / inside).write_bytes(before + b" ")
        if revisions(home) == plain:
            uncovered.append(str(inside))
        (home / inside).write_bytes(before)
    assert not uncovered


def test_a_table_of_bodies_changes_the_identity(home: Path) -> None:
    pack = pack_named("openmoji")
    revision.cache_clear()
    assert identity_of(pack).revision == f"{revision(pack)}.{digest(tables(HOME))}"
    (home / "rigs" / "quadruped" / "breeds.json").write_text("{}")
    assert digest(tables(home)) != digest(tables(HOME))
