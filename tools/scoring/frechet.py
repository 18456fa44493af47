"""How far two sets of pictures are apart: Frechet distance and KID, over the features of any extractor. Pure.

Called FID only with Inception's pool3 features, FVD only with I3D's logits: with others the extractor is named.
"""

import numpy as np
from numpy.typing import ArrayLike

from videostudio.tools.arrays import Doubles


def frechet_distance(one: ArrayLike, other: ArrayLike, *, ddof: int = 1) -> float:
    """Features (n, D) and (m, D) -> |mu1 - mu2|^2 + tr S1 + tr S2 - 2 tr (S1 S2)^(1/2), >= 0 (Heusel et al., 2017).

    `ddof` 1 divides covariances by n - 1, as FID does, 0 by n, as StyleGAN-V's FVD does: with 64 samples that is more
    than a percent. It grows as samples get fewer: compare only sets of one size, and say which.

    With A and B the centred features over the root of that divisor, the last trace is the sum of the singular values of
    A B^T: exact where there are fewer samples than features, where roots of singular covariances are not. Raises
    ValueError for sets that do not fit or have no more than `ddof` rows."""
    first, second = _features(one, other, least=ddof + 1)
    means = first.mean(axis=0) - second.mean(axis=0)
    a, b = _centred(first, ddof), _centred(second, ddof)
    total = float(means @ means + (a**2).sum() + (b**2).sum())
    return max(0.0, total - 2 * _root_trace(a, b))


def kernel_distance(one: ArrayLike, other: ArrayLike) -> float:
    """Features (n, D) and (m, D) -> KID: the unbiased squared maximum mean discrepancy with the kernel
    (x.y / D + 1)^3 (Binkowski et al., 2018). It does not grow as samples get fewer, and can fall below 0. Raises
    ValueError for sets that do not fit or have fewer than two rows."""
    first, second = _features(one, other, least=2)
    return _within(first) + _within(second) - 2 * float(_kernel(first, second).mean())


def _root_trace(a: Doubles, b: Doubles) -> float:
    """tr (A^T A B^T B)^(1/2) for (n, D) and (m, D), by whichever is smaller: samples or features."""
    if min(len(a), len(b)) <= a.shape[1]:
        return float(np.linalg.svd(a @ b.T, compute_uv=False).sum())
    values, vectors = np.linalg.eigh(a.T @ a)
    root = (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
    return float(np.sqrt(np.clip(np.linalg.eigvalsh(root @ (b.T @ b) @ root), 0, None)).sum())


def _centred(features: Doubles, ddof: int) -> Doubles:
    return np.asarray((features - features.mean(axis=0)) / np.sqrt(len(features) - ddof))


def _kernel(one: Doubles, other: Doubles) -> Doubles:
    return np.asarray((one @ other.T / one.shape[1] + 1) ** 3)


def _within(features: Doubles) -> float:
    """The mean kernel of two different rows."""
    table, count = _kernel(features, features), len(features)
    return float((table.sum() - np.trace(table)) / (count * (count - 1)))


def _features(one: ArrayLike, other: ArrayLike, *, least: int) -> tuple[Doubles, Doubles]:
    first, second = np.asarray(one, np.float64), np.asarray(other, np.float64)
    if first.ndim != 2 or second.ndim != 2 or first.shape[1] != second.shape[1]:
        raise ValueError(f"features are (n, D) and (m, D), not {first.shape} and {second.shape}")
    if min(len(first), len(second)) < least:
        raise ValueError(f"it takes {least} samples of each, there are {len(first)} and {len(second)}")
    return first, second
