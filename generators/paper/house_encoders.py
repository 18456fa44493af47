"""The house CLIP where VideoStudio-Vid expects the released encoders, for small models that are trained here.

Owns how its towers are asked. The weights are the installation's own copy: a saved pipeline keeps their digits instead,
and is refused where they are others.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import open_clip
import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from diffusers.utils.outputs import BaseOutput
from torch import Tensor
from transformers import CLIPImageProcessor, PreTrainedTokenizerFast

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.img_towers import Words
from videostudio.tools.embedding import house
from videostudio.tools.embedding.folder import WEIGHTS, read_config, revision


@dataclass
class HouseRead(BaseOutput):
    """`last_hidden_state`: (N, L, D). `text_embeds`: (N, E), not normalised."""

    last_hidden_state: Tensor
    text_embeds: Tensor


@dataclass
class HouseSeen(BaseOutput):
    """`last_hidden_state`: (N, S, E), what is seen in each of S places, row by row, in the space that texts share.
    `pooler_output`: (N, E), its mean, which is the embedding of the picture, not normalised."""

    last_hidden_state: Tensor
    pooler_output: Tensor


class _Tower(ModelMixin, ConfigMixin):  # type: ignore[misc]  # diffusers' own bases
    """One tower. Saved, it is a config with the digits of the house CLIP's weights."""

    def save_pretrained(self, save_directory: str | Path, **_: Any) -> None:  # type: ignore[override]  # no weights
        """Writes the config alone."""
        untyped: Any = self
        untyped.save_config(save_directory)

    @classmethod
    def from_pretrained(cls, folder: str | Path, **_: Any) -> Self:  # type: ignore[override]  # nothing else counts
        """The installation's own tower. Raises BackendMissing where `folder` was saved with other weights."""
        untyped: Any = cls
        config = untyped.load_config(folder, local_files_only=True)
        found = untyped()
        if config.get("weights") != found.config["weights"]:
            raise BackendMissing(
                f"{folder} was trained with a house CLIP of {config.get('weights')}, this installation has "
                f"{found.config['weights']}: install the VideoStudio it came with, or train it again"
            )
        return found  # type: ignore[no-any-return]


class HouseText(_Tower):
    """In the place of CLIPTextModelWithProjection."""

    @register_to_config  # type: ignore[untyped-decorator]
    def __init__(self, weights: str = "", vocab_size: int = 0, max_position_embeddings: int = 0, hidden_size: int = 0,
                 projection_dim: int = 0) -> None:  # fmt: skip
        super().__init__()  # type: ignore[no-untyped-call]
        self.words = Words(_clip())
        tower: Any = self.words.text
        untyped: Any = self
        untyped.register_to_config(
            weights=weights_digits(),
            vocab_size=tower.vocab_size,
            max_position_embeddings=tower.context_length,
            hidden_size=tower.width,
            projection_dim=tower.output_dim,
        )

    def forward(self, input_ids: Tensor, attention_mask: Tensor | None = None, **_: Any) -> HouseRead:
        """(N, L) ids, L up to the context; the end's is the largest."""
        (hidden,) = self.words(input_ids)
        ends = hidden[torch.arange(len(input_ids)), input_ids.argmax(-1)]
        return HouseRead(hidden, ends @ self.words.text.text_projection)


class HouseVision(_Tower):
    """In the place of CLIPVisionModel."""

    @register_to_config  # type: ignore[untyped-decorator]
    def __init__(self, weights: str = "", image_size: int = 0, hidden_size: int = 0) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.visual = _clip().visual
        pictures = read_config(house.FOLDER).pictures
        untyped: Any = self
        untyped.register_to_config(
            weights=weights_digits(), image_size=pictures.side, hidden_size=read_config(house.FOLDER).dim
        )

    def forward(self, pixel_values: Tensor, **_: Any) -> HouseSeen:
        """(N, 3, S, S), as `house_processor` makes them."""
        places = self.visual.trunk.forward_features(pixel_values)
        tokens = self.visual.head(places.flatten(2).transpose(1, 2))
        return HouseSeen(tokens, tokens.mean(1))


def house_tokenizer() -> PreTrainedTokenizerFast:
    """What HouseText reads texts by; it cuts and pads to the context."""
    kind: Any = PreTrainedTokenizerFast
    tokenizer: PreTrainedTokenizerFast = kind.from_pretrained(house.FOLDER, local_files_only=True)
    return tokenizer


def house_processor() -> CLIPImageProcessor:
    """What makes pictures for HouseVision: the middle square, as it was trained to see."""
    pictures = read_config(house.FOLDER).pictures
    side = {"height": pictures.side, "width": pictures.side}
    return CLIPImageProcessor(
        size={"shortest_edge": pictures.side},
        crop_size=side,
        image_mean=list(pictures.mean),
        image_std=list(pictures.std),
    )


def weights_digits() -> str:
    """12 hex digits of the installation's house CLIP."""
    return revision(house.FOLDER / WEIGHTS)


def _clip() -> Any:
    if why := house.missing():
        raise BackendMissing(why)
    return open_clip.create_model(f"local-dir:{house.FOLDER}", precision="fp32").eval().requires_grad_(False)
