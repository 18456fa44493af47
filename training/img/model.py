"""The UNet of VideoStudio-Img as it learns: cross-attention to words, and two more to references.

The attention processors are diffusers' own, those that `load_ip_adapter` puts in, or aligned ones on top of them. One
projection serves both branches, as in the released checkpoint, and every token keeps its place (paper, section 3.3:
local tokens of CLIP).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from diffusers.models import attention_processor, embeddings
from torch import Tensor, nn

from videostudio.generators.paper.img_aligned import Layout, align, told

BRANCHES = {"ip": 0, "ip_bg": 1}
"""Names in a checkpoint -> which of an attention's added keys and values."""
PROJECTION = {"proj.0": "ff.net.0.proj", "proj.2": "ff.net.2", "proj.3": "norm"}
"""Names in a checkpoint -> in diffusers' module."""
_untyped: tuple[Any, Any] = (attention_processor.IPAdapterAttnProcessor2_0, embeddings.IPAdapterFullImageProjection)
BranchedProcessor, Projection = _untyped


class ImgModel(nn.Module):
    """`unet`, a UNet2DConditionModel, gains the branches: keys and values that start as those for words. Tokens of
    references are `seen` wide and come `tokens` to a picture. `aligned`: they know where they stand (img_aligned)."""

    def __init__(self, unet: Any, *, seen: int, tokens: int, aligned: bool = False) -> None:
        super().__init__()
        self.base_config: dict[str, Any] = dict(unet.config)
        unet.set_attn_processor(_processors(unet, tokens))
        self.aligned = aligned
        if aligned:
            align(unet)
        # Projected outside, where a reference can be left out of a single sample.
        unet.encoder_hid_proj = nn.Identity()
        unet.register_to_config(encoder_hid_dim_type="ip_image_proj")
        self.unet = unet
        self.projection = Projection(seen, unet.config.cross_attention_dim).to(unet.device)

    def forward(
        self,
        noisy: Tensor,
        timesteps: Tensor,
        words: Tensor,
        references: Sequence[Tensor],
        present: Tensor,
        squares: Tensor | None = None,
    ) -> Tensor:
        """noisy (B, C, h, w), timesteps (B,), words (B, L, X), references of both branches each (B, n, N, W), present
        (B, 2) -> (B, C, h, w), what the model predicts. `squares` (B, n, 3) is where an aligned one lays figures."""
        shown = [self.projected(tokens, present[:, branch]) for branch, tokens in enumerate(references)]
        placed = None
        if self.aligned and squares is not None:
            placed = told(Layout(squares, noisy.shape[-1] / noisy.shape[-2]))
        found: Tensor = self.unet(
            noisy, timesteps, words, cross_attention_kwargs=placed, added_cond_kwargs={"image_embeds": shown}
        ).sample
        return found

    def projected(self, tokens: Tensor, present: Tensor) -> Tensor:
        """(B, n, N, W), (B,) bool -> (B, n, N, X). Keys and values have no bias, so tokens of zeros add nothing: the
        branch is off, as at scale 0."""
        found: Tensor = self.projection(tokens)
        return found * present[:, None, None, None].to(found)

    def enable_gradient_checkpointing(self) -> None:
        """Computes the UNet's blocks again on the way back instead of keeping what they computed."""
        self.unet.enable_gradient_checkpointing()

    def learn_adapters_only(self) -> None:
        """Freezes all but the projection and the added keys and values (paper, section 3.3)."""
        self.requires_grad_(False)
        for module in (self.projection, *self._processors().values()):
            module.requires_grad_(True)

    def base_state(self) -> dict[str, Tensor]:
        """The UNet's own weights, without what was added."""
        return {name: each for name, each in self.unet.state_dict().items() if ".processor." not in name}

    def checkpoint(self) -> dict[str, Tensor]:
        """What was added, by the names of the released checkpoint with its two parts in front."""
        named = dict(self._named())
        return {name: each.detach() for name, each in named.items()}

    def load_checkpoint(self, checkpoint: Mapping[str, Tensor]) -> None:
        """Takes what `checkpoint` gave. Raises ValueError for names or shapes that are not its own."""
        own = dict(self._named())
        wrong = sorted(set(own) ^ set(checkpoint)) or [
            name for name, each in own.items() if each.shape != checkpoint[name].shape
        ]
        if wrong:
            raise ValueError(f"the adapter does not belong to this UNet, see {wrong[0]}: name another folder")
        with torch.no_grad():
            for name, each in own.items():
                each.copy_(checkpoint[name])

    def _processors(self) -> dict[int, Any]:
        """Position of a cross-attention among all attentions -> its processor."""
        found = enumerate(self.unet.attn_processors.values())
        return {at: each for at, each in found if isinstance(each, BranchedProcessor)}

    def _named(self) -> Iterator[tuple[str, nn.Parameter]]:
        for name, inner in PROJECTION.items():
            for what, each in self.projection.get_submodule(inner).named_parameters():
                yield f"image_proj.{name}.{what}", each
        for position, processor in self._processors().items():
            for branch, number in BRANCHES.items():
                yield f"ip_adapter.{position}.to_k_{branch}.weight", processor.to_k_ip[number].weight
                yield f"ip_adapter.{position}.to_v_{branch}.weight", processor.to_v_ip[number].weight


def _processors(unet: Any, tokens: int) -> dict[str, Any]:
    """The processors that the UNet has, and at its cross-attentions those with branches."""
    found = dict(unet.attn_processors)
    for name in found:
        if name.endswith("attn2.processor"):
            attention = unet.get_submodule(name.removesuffix(".processor"))
            width, context = attention.to_k.weight.shape
            with torch.device(unet.device):
                branched = BranchedProcessor(width, context, num_tokens=[tokens] * len(BRANCHES), scale=1.0)
            if unet.device.type != "meta":
                for number in BRANCHES.values():
                    branched.to_k_ip[number].load_state_dict(attention.to_k.state_dict())
                    branched.to_v_ip[number].load_state_dict(attention.to_v.state_dict())
            found[name] = branched.to(unet.dtype)
    return found
