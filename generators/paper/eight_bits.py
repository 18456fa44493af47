"""Weights in eight bits: every row of a matrix as whole numbers and what they are to be multiplied by.

A row's numbers are off by at most 1/254 of its largest. Half as large as halves; models are calculated with in floats
as ever.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

SCALES = ".row_scales"
"""After a tensor's name: (rows,) float16."""
LEAST = 1024
"""Numbers of a tensor that is worth it."""


def packed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Matrices and kernels in eight bits, all else in halves."""
    found: dict[str, Tensor] = {}
    for name, each in state.items():
        if each.is_floating_point() and each.ndim >= 2 and each.numel() >= LEAST:
            rows = each.float().flatten(1)
            scales = (rows.abs().amax(1) / 127).clamp_min(torch.finfo(torch.float16).tiny).half()
            found[name] = (rows / scales.float()[:, None]).round().clamp(-127, 127).to(torch.int8).reshape(each.shape)
            found[name + SCALES] = scales
        else:
            found[name] = each.half() if each.is_floating_point() else each
    return found


def unpacked(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What `packed` was given, nearly; weights that were never packed as they are."""
    found = {name: each for name, each in state.items() if not name.endswith(SCALES)}
    for name, each in state.items():
        if name.endswith(SCALES):
            whole = found[name.removesuffix(SCALES)]
            found[name.removesuffix(SCALES)] = (whole.float().flatten(1) * each.float()[:, None]).reshape(whole.shape)
    return found
