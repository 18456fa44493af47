"""Which pixels are the subject: a picture's own alpha, rembg's sessions with a tiny network, GrabCut at last."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from videostudio.film.errors import BackendMissing
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.segmenting.alpha import AlphaSegmenter, is_cut_out
from videostudio.tools.scoring.segmenting.choice import best_segmenter
from videostudio.tools.scoring.segmenting.grab_cut import UNCUT, GrabCut
from videostudio.tools.scoring.segmenting.port import Matte, Segmenter, cut_out
from videostudio.tools.scoring.segmenting.rembg import MODELS, Rembg, weights_of

pytestmark = pytest.mark.filterwarnings("ignore:'mode' parameter:DeprecationWarning")  # of Pillow's, by rembg

INSIDE = np.s_[60:180, 80:160]


def on_grey() -> Pixels:
    """Somebody red on a grey wall."""
    picture = np.random.default_rng(0).integers(110, 130, (240, 240, 3)).astype(np.uint8)
    picture[INSIDE] = (200, 40, 30)
    return picture


def inside() -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    mask = np.zeros((240, 240), np.bool_)
    mask[INSIDE] = True
    return mask


def with_alpha() -> Pixels:
    return np.dstack([on_grey(), np.where(inside(), 255, 0).astype(np.uint8)])


def write_redness(path: Path, side: int) -> None:
    """A network as rembg's are called, that calls red what is red: one convolution and nothing learned."""
    weights = helper.make_tensor("w", TensorProto.FLOAT, [1, 3, 1, 1], [1.0, -1.0, 0.0])
    node = helper.make_node("Conv", ["x", "w"], ["y"])
    picture, mask = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, depth, side, side])
        for name, depth in (("x", 3), ("y", 1))
    )
    graph = helper.make_graph([node], "redness", [picture], [mask], [weights])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)


@pytest.fixture
def u2net_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where rembg looks for weights: a folder with none."""
    monkeypatch.setenv("U2NET_HOME", str(tmp_path))
    monkeypatch.setenv("REMBG_HOME", str(tmp_path / "other"))
    return tmp_path


def assert_found(matte: Matte) -> None:
    assert matte.alpha.shape == (240, 240)
    assert matte.alpha.dtype == np.float32
    assert ((matte.alpha > 0.5) == inside()).mean() > 0.97


def test_grab_cut_tells_other_colours_and_says_that_it_guesses() -> None:
    matte = GrabCut().segment(on_grey())
    assert_found(matte)
    assert "guess" in matte.degraded
    assert np.array_equal(matte.alpha, GrabCut().segment(on_grey()).alpha)


@pytest.mark.parametrize("shape", [(240, 240), (8, 300), (1, 1)])
def test_where_grab_cut_finds_nothing_the_picture_stays_whole(shape: tuple[int, int]) -> None:
    matte = GrabCut().segment(np.full((*shape, 3), 90, np.uint8))
    assert matte.alpha.shape == shape
    assert matte.alpha.min() == 1
    assert matte.degraded == UNCUT


def test_a_pictures_own_alpha_is_believed() -> None:
    matte = AlphaSegmenter(GrabCut()).segment(with_alpha())
    assert np.array_equal(matte.alpha > 0.5, inside())
    assert matte.degraded == ""


def test_an_alpha_that_cuts_nothing_out_is_none() -> None:
    opaque = np.dstack([on_grey(), np.full((240, 240), 255, np.uint8)])
    assert not is_cut_out(opaque)
    assert not is_cut_out(np.zeros((9, 9, 3), np.uint8))
    assert_found(AlphaSegmenter(GrabCut()).segment(opaque))


def test_what_is_cut_out_is_transparent_around() -> None:
    cut = cut_out(on_grey(), AlphaSegmenter(GrabCut()).segment(with_alpha()))
    assert cut.shape == (240, 240, 4)
    assert np.array_equal(cut, with_alpha())


@pytest.mark.parametrize(("model", "side"), [("u2net", 320), ("isnet-general-use", 1024)])
def test_rembg_runs_weights_that_are_here(tmp_path: Path, model: str, side: int) -> None:
    write_redness(tmp_path / f"{model}.onnx", side)
    segmenter = Rembg(model, folder=tmp_path)
    matte = segmenter.segment(on_grey())
    assert_found(matte)
    assert matte.degraded == ""
    assert isinstance(segmenter, Segmenter)
    assert len(segmenter.identity.revision) == 12


def test_rembg_fetches_nothing_unasked(u2net_home: Path) -> None:
    with pytest.raises(BackendMissing, match=str(u2net_home)):
        Rembg("u2net")
    with pytest.raises(BackendMissing, match="choose one of"):
        Rembg("silueta9")


def test_all_models_are_rembgs() -> None:
    from rembg.sessions import sessions_class  # noqa: PLC0415 - it takes seconds

    assert set(MODELS) <= {kind.name() for kind in sessions_class}


def test_the_best_that_is_here_is_taken(u2net_home: Path) -> None:
    assert "grabcut" in best_segmenter().identity.backend
    write_redness(u2net_home / "u2net.onnx", 320)
    assert weights_of("u2net") == u2net_home / "u2net.onnx"
    chosen = best_segmenter()
    assert chosen.identity.model == "u2net"
    assert chosen.segment(on_grey()).degraded == ""
