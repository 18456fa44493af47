"""The house CLIP while it learns: the model, a map from the teacher's space, and temperatures."""

import numpy as np
import torch
from numpy.typing import NDArray
from open_clip.model import CustomTextCLIP
from torch import Tensor, nn

from videostudio.training import clip_model


class Pupil(nn.Module):
    """The model, and what is only there while it learns: the map from the teacher's space, and four temperatures."""

    def __init__(self, model: CustomTextCLIP, teacher_dim: int) -> None:
        super().__init__()
        self.model = model
        model.visual.trunk.to(memory_format=torch.channels_last)
        self.from_teacher = nn.Linear(teacher_dim, clip_model.embed_dim(), bias=False)
        self.scales = nn.ParameterDict(
            {name: nn.Parameter(torch.tensor(2.7)) for name in ("words", "identity", "caption", "place")}
        )

    def train(self, mode: bool = True) -> "Pupil":
        """Layers that do not learn do not count batches either."""
        super().train(mode)
        for layer in clip_model.frozen_layers(self.model):
            layer.eval()
        return self

    def look(self, pictures: Tensor) -> Tensor:
        """(N, 3, S, S) in [-1, 1] -> (N, D) L2-normalised."""
        return self.see(clip_model.first_features(self.model, pictures))

    def see(self, first: Tensor) -> Tensor:
        """(N, C, h, w) of `clip_model.first_features` -> (N, D) L2-normalised."""
        return nn.functional.normalize(clip_model.image_features(self.model, first), dim=-1)

    def read(self, ids: Tensor) -> Tensor:
        """(N, L) ids -> (N, D) L2-normalised."""
        return nn.functional.normalize(clip_model.text_features(self.model, ids), dim=-1)

    def taught(self, vectors: Tensor) -> Tensor:
        """(N, 384) of the teacher -> (N, D) L2-normalised."""
        return nn.functional.normalize(self.from_teacher(vectors), dim=-1)


def tensor_of(pictures: NDArray[np.uint8]) -> Tensor:
    """(N, S, S, 3) uint8 -> (N, 3, S, S) float32 in [-1, 1]."""
    numbers = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float()
    return (numbers / 127.5 - 1).contiguous(memory_format=torch.channels_last)
