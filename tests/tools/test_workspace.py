import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from videostudio.film.brief import Approval, Brief
from videostudio.film.errors import FilmNotFound, UnusablePath
from videostudio.tools.workspace import Workspace, film_id, slug

FOX = Brief(prompt="A fox runs")


def test_home_is_where_the_variable_says(tmp_path: Path) -> None:
    assert Workspace.default({"VIDEOSTUDIO_HOME": str(tmp_path)}).root == tmp_path
    assert Workspace.default({"VIDEOSTUDIO_HOME": "~/films"}).root == Path.home() / "films"
    assert Workspace.default({"VIDEOSTUDIO_HOME": "films"}).root == Path.cwd() / "films"


def test_without_the_variable_home_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    expected = platformdirs.user_data_path("videostudio", appauthor=False)
    assert Workspace.default({}).root == Workspace.default({"VIDEOSTUDIO_HOME": ""}).root == expected
    monkeypatch.setenv("VIDEOSTUDIO_HOME", str(tmp_path))
    assert Workspace.default().root == tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG rule is Linux's")
def test_on_linux_the_data_folder_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Workspace.default({}).root == tmp_path / "videostudio"


def test_everything_lies_under_the_root_and_nothing_is_made_before_ensure(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "home")
    assert workspace.film_ids() == []
    assert not workspace.root.exists()
    assert workspace.ensure() is workspace
    assert workspace.ensure() is workspace
    assert sorted(os.listdir(workspace.root)) == ["cache", "films", "store"]
    assert (workspace.store_root, workspace.films_root, workspace.cache_root) == (
        workspace.root / "store",
        workspace.root / "films",
        workspace.root / "cache",
    )


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")
    with pytest.raises(UnusablePath, match=r"home/store: a folder is wanted, and .*home.* is a file"):
        Workspace(tmp_path / "home").ensure()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "films").write_bytes(b"")
    with pytest.raises(UnusablePath, match=r"other/films: a folder is wanted, and .*other/films is a file"):
        Workspace(tmp_path / "other").ensure()


def test_a_folder_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write everywhere, so the system's answer is replaced."""
    asked = []
    monkeypatch.setattr(os, "access", lambda path, mode: asked.append(mode) or path.name != "films")
    with pytest.raises(UnusablePath) as refused:
        Workspace(tmp_path).ensure()
    assert str(refused.value) == (
        f"{tmp_path}/films: no permission to write there: give yourself that right, "
        "or set VIDEOSTUDIO_HOME to a folder of your own"
    )
    assert set(asked) == {os.R_OK | os.W_OK | os.X_OK}


def test_films_are_listed_sorted_and_foreign_folders_are_not(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path).ensure()
    for name in ("fox-00000002", "a-film-0000000a", "notes", ".trash", "Fox-00000001", "fox-0000000g"):
        (workspace.films_root / name).mkdir()
    assert workspace.film_ids() == ["a-film-0000000a", "fox-00000002"]
    assert workspace.film_folder("fox-00000002") == tmp_path / "films" / "fox-00000002"


@pytest.mark.parametrize("words", ["../../etc/passwd", "", "fox", "fox-0000000", "a/b-00000000", "fox-00000000\n", "."])
def test_words_that_are_no_film_id_lead_nowhere(words: str, tmp_path: Path) -> None:
    with pytest.raises(FilmNotFound, match=r"is no film id: `videostudio films` lists the films there are"):
        Workspace(tmp_path).film_folder(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A corgi astronaut explores Mars!", "a-corgi-astronaut-explores-mars"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("; rm -rf /", "rm-rf"),
        ("Ünïcode ŁÓdź", "unicode-odz"),
        ("ثعلب", "film"),
        ("🦊", "film"),
        ("--", "film"),
        ("a" * 60, "a" * 40),
        ("!" + "a" * 60, "a" * 40),
        ("X" * 60, "x" * 40),
        ("xXa" * 13 + "?X", "xxa" * 13),
        ("a" * 39 + " b", "a" * 39),
        ("x\ny\tz", "x-y-z"),
    ],
)
def test_slugs(words: str, expected: str) -> None:
    assert slug(words) == expected


@given(st.text(max_size=200))
def test_any_words_make_a_safe_folder_name(words: str) -> None:
    name = slug(words)
    assert 1 <= len(name) <= 40
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")
    assert not name.endswith("-")
    assert slug(name) == name


def test_a_films_id_is_golden() -> None:
    """A changed id would lose every film made so far."""
    assert film_id(FOX, "preview") == "a-fox-runs-c1b080a3"
    assert film_id(FOX, "preview", name="Fox") == "fox-7c9b16d0"


def test_a_films_id_depends_on_all_that_was_asked() -> None:
    ids = {
        film_id(FOX, "preview"),
        film_id(FOX, "default"),
        film_id(FOX, "preview", nonce=1),
        film_id(FOX.model_copy(update={"seed": 1}), "preview"),
        film_id(FOX.model_copy(update={"prompt": "A fox runs."}), "preview"),
        film_id(FOX, "preview", name="a fox runs"),
        film_id(FOX, "preview", name="A fox runs"),
        film_id(FOX, "preview", name=""),
    }
    assert len(ids) == 8
    assert film_id(Brief(prompt=" A fox runs ", width=1280), "preview", nonce=0) == film_id(FOX, "preview")


def test_a_named_film_is_that_names_whatever_it_shows() -> None:
    other = Brief(prompt="A dog sleeps", seed=7)
    assert film_id(FOX, "preview", name="mine") == film_id(other, "default", name="mine", nonce=3)


def test_ids_are_the_same_in_every_process() -> None:
    """Sets have another order in every process."""
    code = (
        "from videostudio.film.brief import *; from videostudio.tools.workspace import film_id\n"
        "print(film_id(Brief(prompt='x', approvals=frozenset(Approval)), 'preview'))"
    )
    ids = {film_id(Brief(prompt="x", approvals=frozenset(Approval)), "preview")}
    for seed in "01":
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        ids.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip())
    assert len(ids) == 1


@given(st.text(min_size=1, max_size=80))
def test_every_id_is_one_the_workspace_takes(name: str) -> None:
    workspace = Workspace(Path("/home/nobody"))
    folder = workspace.film_folder(film_id(FOX, "preview", name=name))
    assert folder.parent == workspace.films_root
