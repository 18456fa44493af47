"""The parts of an embedder: windows of long texts, pictures as open_clip makes them, folders and caches."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import open_clip
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tiny_clip import CONTEXT, TEMPLATE

from videostudio.film.errors import BackendMissing, ScorerError
from videostudio.tools.embedding.cache import resolve
from videostudio.tools.embedding.folder import picture_format, read_config
from videostudio.tools.embedding.house import FOLDER, house_clip
from videostudio.tools.embedding.long_text import LongText, TextLimit
from videostudio.tools.embedding.onnx import OnnxClip
from videostudio.tools.embedding.open_clip import OpenClip
from videostudio.tools.embedding.pixels import planes
from videostudio.tools.embedding.port import unit

SPELLED = TextLimit(CONTEXT, LongText.MEAN, lambda text: len("".join(text.split())) + 2)
"""A model whose tokens are letters."""


@given(st.lists(st.text("abc", min_size=1, max_size=CONTEXT - 2), min_size=1, max_size=30))
def test_windows_hold_every_word_once_and_fit(words: list[str]) -> None:
    windows = SPELLED.windows([" ".join(words)])
    assert " ".join(windows.pieces).split() == words
    assert all(SPELLED.count(piece) <= CONTEXT for piece in windows.pieces)


def test_windows_are_about_equally_long() -> None:
    assert SPELLED.windows(["a " * 12]).pieces == ("a a a a a a", "a a a a a a")


def test_a_word_longer_than_a_window_is_a_window() -> None:
    assert SPELLED.windows(["a " + "b" * 40 + " c"]).pieces == ("a", "b" * 40, "c")


def test_vectors_of_windows_go_back_to_their_texts() -> None:
    windows = SPELLED.windows(["ab", "a " * 12, "c"])
    rows = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)
    half = np.sqrt(0.5)
    np.testing.assert_allclose(windows.gathered(rows), [[1, 0], [half, half], [0, 1]], atol=1e-6)


@pytest.mark.parametrize("bad", [[0.0, 0.0], [np.nan, 1.0], [np.inf, 1.0]])
def test_a_vector_without_direction_is_an_error(bad: list[float]) -> None:
    with pytest.raises(ScorerError, match="no direction"):
        unit(np.array([[1.0, 0.0], bad]))


def test_pictures_are_prepared_as_open_clip_does() -> None:
    config = json.loads(TEMPLATE.read_text())
    transform = open_clip.transform.image_transform_v2(
        open_clip.transform.PreprocessCfg(size=128, **config["preprocess_cfg"]), is_train=False
    )
    picture = np.random.default_rng(0).integers(0, 256, (90, 200, 3), dtype=np.uint8)
    ours = planes(picture, picture_format(config["preprocess_cfg"] | {"size": 128}))
    np.testing.assert_allclose(ours, transform(Image.fromarray(picture)).numpy(), atol=1e-6)


@pytest.mark.parametrize(
    "name", ["open_clip_model.safetensors", "tokenizer.json", "vision.onnx", "open_clip_config.json"]
)
def test_an_incomplete_folder_names_what_is_missing(tiny_clip_folder: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(tiny_clip_folder, tmp_path / "model")
    (copy / name).unlink()
    with pytest.raises(BackendMissing, match=f"lacks {name}"):
        OnnxClip(copy)


@pytest.mark.parametrize(
    "name", ["open_clip_model.safetensors", "text.onnx", "tokenizer.json", "open_clip_config.json"]
)
def test_a_damaged_file_is_the_operators_to_mend(tiny_clip_folder: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(tiny_clip_folder, tmp_path / "model")
    (copy / name).write_bytes((copy / name).read_bytes()[:60])
    with pytest.raises(BackendMissing, match="again"):
        OnnxClip(copy).embed_texts(["a red fox"])


def test_only_squares_are_read(tiny_clip_folder: Path, tmp_path: Path) -> None:
    config = json.loads((tiny_clip_folder / "open_clip_config.json").read_text())
    config["model_cfg"]["vision_cfg"]["image_size"] = [32, 64]
    (tmp_path / "open_clip_config.json").write_text(json.dumps(config))
    with pytest.raises(BackendMissing, match="only squares"):
        read_config(tmp_path)


def test_an_installation_without_the_house_clip_says_so(tiny_clip_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BackendMissing, match="reinstall"):
        house_clip(tmp_path / "house_clip")
    assert house_clip(tiny_clip_folder).dim == read_config(tiny_clip_folder).dim


def test_the_core_needs_no_torch(tiny_clip_folder: Path) -> None:
    code = """
import sys
from pathlib import Path
from videostudio.tools.embedding.house import house_clip
from videostudio.tools.embedding.open_clip import OpenClip
model = house_clip(Path(sys.argv[1]))
assert "onnxruntime" not in sys.modules, "loads when first asked"
assert model.embed_texts(["a red fox"]).shape[0] == 1
assert not {"torch", "open_clip", "transformers", "onnx"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code, str(tiny_clip_folder)], check=True)


def test_the_shipped_house_clip_is_small_and_sees_alike_on_torch_and_onnxruntime() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 30_000_000
    pictures = [np.random.default_rng(n).integers(0, 256, (48, 64, 3), np.uint8) for n in range(2)]
    texts = ["a red fox", "a castle by the sea at night"]
    one, other = house_clip(), OpenClip.of_folder(FOLDER)
    np.testing.assert_allclose(one.embed_images(pictures), other.embed_images(pictures), atol=1e-4)
    np.testing.assert_allclose(one.embed_texts(texts), other.embed_texts(texts), atol=1e-4)


def test_weights_are_not_fetched_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(BackendMissing, match="allow the download"):
        OpenClip.of_tag("ViT-B-32", "openai", cache=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("model", "tag", "says"), [("ViT-B-99", "openai", "no model"), ("RN50", "x", "yfcc15m")])
def test_unknown_names_are_told_with_the_known_ones(model: str, tag: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(BackendMissing, match=says):
        resolve(model, tag, download=False, cache=tmp_path)


def test_weights_that_are_here_are_found(tmp_path: Path) -> None:
    hub = tmp_path / "models--timm--vit_base_patch32_clip_224.openai"
    weights = hub / "snapshots" / "abc" / "open_clip_model.safetensors"
    for path, text in ((weights, "weights"), (hub / "refs" / "main", "abc")):
        path.parent.mkdir(parents=True)
        path.write_text(text)
    found = resolve("ViT-B-32", "openai", download=False, cache=tmp_path)
    assert (found.weights, found.quick_gelu) == (weights, True)
    (tmp_path / "vit_b_32-quickgelu-laion400m_e31-d867053b.pt").write_text("weights")
    assert resolve("ViT-B-32", "laion400m_e31", download=False, cache=tmp_path).weights.suffix == ".pt"


def test_a_known_model_with_a_file_of_weights(tiny_clip_folder: Path, tmp_path: Path) -> None:
    model = json.loads((tiny_clip_folder / "open_clip_config.json").read_text())["model_cfg"]
    del model["text_cfg"]["hf_tokenizer_name"]
    model["text_cfg"]["vocab_size"] = 49408
    (tmp_path / "tiny-of-ours.json").write_text(json.dumps(model))
    open_clip.add_model_config(tmp_path / "tiny-of-ours.json")
    torch.manual_seed(0)
    state = open_clip.create_model("tiny-of-ours").state_dict()
    torch.save(state, tmp_path / "weights.pt")
    embedder = OpenClip.of_tag("tiny-of-ours", str(tmp_path / "weights.pt"), long_text=LongText.REFUSE)
    assert embedder.embed_texts(["a red fox", "a cat"]).shape == (2, embedder.dim)
    with pytest.raises(ScorerError, match="longer than"):
        embedder.embed_texts(["a red fox " * 20])
    assert embedder.identity.model == "tiny-of-ours/weights.pt"
