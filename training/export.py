"""From a trained CLIP's folder to the two graphs that onnxruntime reads.

`python -m videostudio.training.export FOLDER` runs it. The folder holds open_clip_config.json,
open_clip_model.safetensors (float16) and the tokenizer's files; vision.onnx and text.onnx join them. The graphs hold no
weights: every weight is external data that points into the safetensors file, with a cast to float32 behind it, so torch
and onnxruntime read the same bytes and nothing is stored twice.
"""

import argparse
import contextlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import onnx_ir as ir
import open_clip
import torch
from onnx_ir.passes.common import ClearMetadataAndDocStringPass, RemoveUnusedNodesPass

from videostudio.tools.embedding.folder import TEXT, TOKENIZER, VISION, WEIGHTS, read_config, require
from videostudio.training.weights import Place, places

OPSET = 20
MOST = 1024
"""Largest batch that the graphs promise."""


class VisionTower(torch.nn.Module):
    """(N, 3, S, S) float32 -> (N, D). Its one child is named as in the CLIP, so its weights keep their names."""

    def __init__(self, model: open_clip.CustomTextCLIP) -> None:
        super().__init__()
        self.visual = model.visual

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Not normalised."""
        vectors: torch.Tensor = self.visual(pictures)
        return vectors


class TextTower(torch.nn.Module):
    """(N, context) int64 -> (N, D)."""

    def __init__(self, model: open_clip.CustomTextCLIP) -> None:
        super().__init__()
        self.text = model.text

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Not normalised."""
        vectors: torch.Tensor = self.text(ids)
        return vectors


def export(folder: Path) -> None:
    """Writes vision.onnx and text.onnx into `folder`. Raises ValueError if a graph has a weight that is not in the
    weights file."""
    require(folder, [WEIGHTS, TOKENIZER])
    config = read_config(folder)
    model = open_clip.create_model(f"local-dir:{folder}", precision="fp32").eval()
    side = config.pictures.side
    where = places(folder / WEIGHTS)
    for tower, name, example in (
        (VisionTower(model), VISION, torch.zeros(2, 3, side, side)),
        (TextTower(model), TEXT, torch.zeros(2, config.context, dtype=torch.int64)),
    ):
        graph = graph_of(tower.eval(), example)
        _point_into(graph, folder, where, set(tower.state_dict()))
        RemoveUnusedNodesPass()(graph)
        ClearMetadataAndDocStringPass()(graph)  # traces of the code, with this machine's paths in them
        ir.save(graph, folder / name)


def graph_of(tower: torch.nn.Module, example: torch.Tensor) -> ir.Model:
    """The tower as it is, `input` -> `vectors`, for batches of any size: `example` has two rows, since the exporter
    takes one for a constant. Unoptimised: its weights keep names and values, and onnxruntime folds when it loads."""
    batch = torch.export.Dim("batch", min=1, max=MOST)
    with _quiet("torch.onnx"):
        program = torch.onnx.export(
            tower,
            (example,),
            dynamo=True,
            optimize=False,
            verbose=False,
            opset_version=OPSET,
            input_names=["input"],
            output_names=["vectors"],
            dynamic_shapes=({0: batch},),
        )
    assert program is not None
    return program.model


def _point_into(graph: ir.Model, folder: Path, where: dict[str, Place], weights: set[str]) -> None:
    """Replaces every weight by its bytes in the weights file and a cast."""
    lost = sorted(set(graph.graph.initializers) & weights - set(where))
    if lost:
        raise ValueError(f"{folder / WEIGHTS} lacks {', '.join(lost)}: save the model's whole state")
    for name, value in list(graph.graph.initializers.items()):
        if name in where:
            _replace(graph.graph, value, _external(name, folder, where[name]))


def _external(name: str, folder: Path, place: Place) -> ir.ExternalTensor:
    if place.dtype != "F16":
        raise ValueError(f"{name} is {place.dtype} in {folder / WEIGHTS}: save floats as float16")
    return ir.ExternalTensor(
        WEIGHTS,
        place.offset,
        place.length,
        ir.DataType.FLOAT16,
        shape=ir.Shape(place.shape),
        name=name,
        base_dir=folder.resolve(),
    )


def _replace(graph: ir.Graph, value: ir.Value, tensor: ir.ExternalTensor) -> None:
    half = ir.Value(name=tensor.name, type=ir.TensorType(tensor.dtype), shape=tensor.shape, const_value=tensor)
    cast = ir.node("Cast", [half], {"to": ir.DataType.FLOAT})
    cast.outputs[0].name = f"{tensor.name}.float32"
    value.replace_all_uses_with(cast.outputs[0])
    del graph.initializers[tensor.name]
    graph.register_initializer(half)
    graph.insert_before(graph[0], cast)


@contextlib.contextmanager
def _quiet(name: str) -> Iterator[None]:
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def main() -> None:
    """Exports one folder and prints how far torch and onnxruntime are apart."""
    from videostudio.training.agreement import differences

    parser = argparse.ArgumentParser(description="Write vision.onnx and text.onnx beside an open_clip model")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    export(folder)
    print(json.dumps(differences(folder)))


if __name__ == "__main__":
    main()
