"""Digests of large files: right, read once, and never of what a file was before."""

import hashlib
import os
from pathlib import Path

import pytest

from videostudio.tools.digests import Digests


def test_a_digest_is_the_files_own(tmp_path: Path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(b"weights")
    for digests in (Digests(None), Digests(tmp_path / "kept")):
        assert digests.sha256(file) == hashlib.sha256(b"weights").hexdigest()
        assert digests.revision(file) == digests.sha256(file)[:12]


def test_a_file_is_read_once_until_it_is_written_anew(tmp_path: Path) -> None:
    file, kept = tmp_path / "model.bin", Digests(tmp_path / "kept")
    file.write_bytes(b"weights")
    stamp = file.stat().st_mtime_ns
    first = kept.sha256(file)
    file.write_bytes(b"WEIGHTS")
    os.utime(file, ns=(stamp, stamp))
    assert Digests(tmp_path / "kept").sha256(file) == first, "same time and size: not read again"
    os.utime(file, ns=(stamp, stamp + 1))
    assert kept.sha256(file) == hashlib.sha256(b"WEIGHTS").hexdigest()


def test_what_was_kept_and_is_broken_is_found_again(tmp_path: Path) -> None:
    file, kept = tmp_path / "model.bin", Digests(tmp_path / "kept")
    file.write_bytes(b"weights")
    first = kept.sha256(file)
    (note,) = (tmp_path / "kept").iterdir()
    note.write_text("{")
    assert kept.sha256(file) == first


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Digests(tmp_path).sha256(tmp_path / "model.bin")


def test_where_nothing_can_be_kept_it_is_found_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(b"weights")
    assert Digests(file / "no folder").sha256(file) == hashlib.sha256(b"weights").hexdigest()
