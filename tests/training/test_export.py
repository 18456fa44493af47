"""The export: graphs without weights that say what torch says."""

import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
from safetensors.torch import load_file, save_file
from tiny_clip import TEMPLATE, write_random, write_words

from videostudio.training.agreement import LIMIT, differences
from videostudio.training.export import export
from videostudio.training.weights import places

WEIGHTS = "open_clip_model.safetensors"


def test_torch_and_onnxruntime_agree_alone_and_in_batches(tiny_clip_folder: Path) -> None:
    assert max(differences(tiny_clip_folder).values()) < LIMIT


def test_other_weights_of_the_same_places_are_other_vectors(tiny_clip_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny_clip_folder, tmp_path / "model")
    state = load_file(copy / WEIGHTS)
    state["text.text_projection"] = state["text.text_projection"].flip(0)
    state["visual.head.proj.weight"] = state["visual.head.proj.weight"].flip(1)
    save_file(state, copy / WEIGHTS)
    assert max(differences(copy).values()) < LIMIT


@pytest.mark.parametrize("name", ["vision.onnx", "text.onnx"])
def test_a_graph_holds_no_weights_and_no_paths(tiny_clip_folder: Path, name: str) -> None:
    graph = onnx.load(tiny_clip_folder / name, load_external_data=False).graph
    outside = {tensor.name for tensor in graph.initializer if tensor.data_location == onnx.TensorProto.EXTERNAL}
    inside = [tensor for tensor in graph.initializer if tensor.name not in outside]
    tower = "visual." if name == "vision.onnx" else "text."
    state = load_file(tiny_clip_folder / WEIGHTS)
    assert outside == {key for key in state if key.startswith(tower) and state[key].is_floating_point()}
    assert sum(np.prod(tensor.dims) for tensor in inside) < 1000
    assert str(Path(__file__).parents[2]).encode() not in (tiny_clip_folder / name).read_bytes()


def test_places_are_where_the_tensors_lie(tiny_clip_folder: Path) -> None:
    data, state = (tiny_clip_folder / WEIGHTS).read_bytes(), load_file(tiny_clip_folder / WEIGHTS)
    found = places(tiny_clip_folder / WEIGHTS)
    assert set(found) == set(state)
    for name, place in found.items():
        assert data[place.offset : place.offset + place.length] == state[name].numpy().tobytes()


def test_weights_in_full_precision_are_refused(tiny_clip_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny_clip_folder, tmp_path / "model")
    save_file({name: row.float() for name, row in load_file(copy / WEIGHTS).items()}, copy / WEIGHTS)
    with pytest.raises(ValueError, match="save floats as float16"):
        export(copy)


@pytest.mark.slow
def test_the_house_clip_at_its_real_size(tmp_path: Path) -> None:
    write_words(tmp_path, context=48)
    shutil.copy(TEMPLATE, tmp_path)
    write_random(tmp_path, seed=0)
    export(tmp_path)
    assert max(differences(tmp_path, rounds=1).values()) < LIMIT
    kept = ["open_clip_model.safetensors", "vision.onnx", "text.onnx"]
    assert sum((tmp_path / name).stat().st_size for name in kept) < 30e6
