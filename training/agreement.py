"""Whether torch and onnxruntime say the same: random pictures and texts, alone and in batches of eight."""

from pathlib import Path

import numpy as np
import onnxruntime
import open_clip
import torch
from numpy.typing import NDArray

from videostudio.tools.embedding.folder import TEXT, VISION, read_config
from videostudio.tools.embedding.port import Vectors, unit

LIMIT = 1e-4
"""Largest difference allowed between the same number of two unit vectors."""

BATCHES = (1, 8)


def differences(folder: Path, *, rounds: int = 4, seed: int = 0) -> dict[str, float]:
    """{"vision", "text"}: the largest difference in any number of any vector."""
    config, random = read_config(folder), np.random.default_rng(seed)
    model = open_clip.create_model(f"local-dir:{folder}", precision="fp32").eval()
    side, words = config.pictures.side, model.text.vocab_size
    worst = {"vision": 0.0, "text": 0.0}
    for batch in BATCHES * rounds:
        pictures = random.standard_normal((batch, 3, side, side), dtype=np.float32)
        ids = random.integers(0, words, (batch, config.context))
        with torch.inference_mode():
            seen = unit(model.encode_image(torch.from_numpy(pictures)).numpy())
            read = unit(model.encode_text(torch.from_numpy(ids)).numpy())
        worst["vision"] = max(worst["vision"], _apart(seen, run(folder / VISION, pictures)))
        worst["text"] = max(worst["text"], _apart(read, run(folder / TEXT, ids)))
    return worst


def run(graph: Path, batch: NDArray[np.generic]) -> Vectors:
    """One batch through a graph on the CPU, normalised."""
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    return unit(session.run(None, {session.get_inputs()[0].name: batch})[0])


def _apart(one: Vectors, other: Vectors) -> float:
    return float(np.abs(one - other).max())
