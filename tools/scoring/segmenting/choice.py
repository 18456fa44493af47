"""Which segmenter this machine has: the best whose weights are here, GrabCut if there is none."""

from videostudio.film.errors import BackendMissing
from videostudio.tools.scoring.segmenting.alpha import AlphaSegmenter
from videostudio.tools.scoring.segmenting.grab_cut import GrabCut
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.tools.scoring.segmenting.rembg import MODELS, Rembg, weights_of


def best_segmenter() -> Segmenter:
    """A picture's own alpha, and for those without one the first of rembg's models that is here. Fetches nothing."""
    return AlphaSegmenter(_model() or GrabCut())


def _model() -> Segmenter | None:
    for model in MODELS:
        if weights_of(model) is not None:
            try:
                return Rembg(model)
            except BackendMissing:
                return None
    return None
