"""What the house CLIP is taught, as one number.

Contrastive losses over pictures and words (CLIP, arXiv 2103.00020, section 2.3), over two pictures of one thing, and
over scenes and their empty places; and distillation of the teacher's sentences. Embeddings are (N, D), L2-normalised.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

LARGEST_SCALE = 100.0


def contrast(left: Tensor, right: Tensor, scale: Tensor, alike: Tensor | None = None) -> Tensor:
    """Symmetric cross entropy of (N, D) pairs. Where `alike` (N, N) is true off the diagonal, two members mean the
    same and are no counter-example of each other. `right` may have rows beyond N: counter-examples only."""
    logits = scale.exp().clamp(max=LARGEST_SCALE) * left @ right.T
    count = len(left)
    if alike is not None:
        off = alike & ~torch.eye(count, dtype=torch.bool)
        logits = torch.cat([logits[:, :count].masked_fill(off, float("-inf")), logits[:, count:]], 1)
    target = torch.arange(count)
    return (nn.functional.cross_entropy(logits, target) + nn.functional.cross_entropy(logits[:, :count].T, target)) / 2


def same(words: Sequence[str]) -> Tensor:
    """(N, N) bool: which words are equal."""
    index = {word: number for number, word in enumerate(words)}
    numbers = torch.tensor([index[word] for word in words])
    return numbers[:, None] == numbers[None]


def distance(student: Tensor, teacher: Tensor) -> Tensor:
    """Mean cosine distance of (N, D) to (N, D)."""
    return (1 - (student * teacher).sum(-1)).mean()
