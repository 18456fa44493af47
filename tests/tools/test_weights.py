"""What files of weights tell without being loaded."""

import io
import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from videostudio.tools.weights import look_at


def archive(**entries: bytes) -> bytes:
    """A zip archive as torch writes one."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, data in entries.items():
            file.writestr(f"model/{name.replace('_', '.')}", data)
    return held.getvalue()


def looked(folder: Path, name: str, data: bytes) -> tuple[str, int | None]:
    (folder / name).write_bytes(data)
    found = look_at(folder / name)
    assert found.size == len(data)
    return found.fault, found.tensors


@pytest.fixture
def tensors(tmp_path: Path) -> bytes:
    save_file({"a": np.zeros((3, 4), np.float32), "b": np.ones(5, np.float16)}, tmp_path / "x.safetensors")
    return (tmp_path / "x.safetensors").read_bytes()


def test_whole_files_have_no_fault(tmp_path: Path, tensors: bytes) -> None:
    rows = io.BytesIO()
    np.save(rows, np.zeros((2, 2)))
    assert looked(tmp_path, "a.safetensors", tensors) == ("", 2)
    assert looked(tmp_path, "a.bin", archive(data_pkl=b"no pickle, and never read as one")) == ("", None)
    assert looked(tmp_path, "a.npy", rows.getvalue()) == ("", None)
    assert looked(tmp_path, "a.json", b"{}") == ("", None)
    assert looked(tmp_path, "merges.txt", b"a b") == ("", None)


def test_cut_off_files_are_found_at_any_length(tmp_path: Path, tensors: bytes) -> None:
    for length in (1, 7, 8, 20, len(tensors) - 1):
        assert looked(tmp_path, "a.safetensors", tensors[:length])[0], length
    assert "header says" in looked(tmp_path, "a.safetensors", tensors + b"x")[0]
    whole = archive(data_pkl=b"0" * 100)
    for length in (1, len(whole) // 2, len(whole) - 1):
        assert "cut off" in looked(tmp_path, "a.bin", whole[:length])[0], length


@pytest.mark.parametrize("name", ["a.safetensors", "a.bin", "a.json", "a.npy", "merges.txt"])
def test_pointers_and_empty_files_are_no_weights(tmp_path: Path, name: str) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"
    assert "Git LFS pointer" in looked(tmp_path, name, pointer)[0]
    assert looked(tmp_path, name, b"")[0] == "is empty"


def test_other_files_under_these_names_are_refused(tmp_path: Path) -> None:
    assert looked(tmp_path, "a.safetensors", b"<!DOCTYPE html><html>not found</html>")[0]
    assert "none of torch's" in looked(tmp_path, "a.bin", archive(readme_txt=b"hello"))[0]
    assert looked(tmp_path, "a.bin", pickle.dumps({"a": 1}))[0]
    assert looked(tmp_path, "a.json", b"{")[0]
    header = json.dumps({"a": {"dtype": "F32", "shape": [1]}}).encode()
    assert looked(tmp_path, "a.safetensors", len(header).to_bytes(8, "little") + header)[0]
