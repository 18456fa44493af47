"""The parameters that learn, by name, and their running average."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch
from torch import Tensor, nn


def learners(modules: Mapping[str, nn.Module]) -> dict[str, nn.Parameter]:
    """ "module.parameter" -> the parameter, of all that require gradients. Raises ValueError if none does, and for
    modules with running statistics, which would be neither averaged nor kept."""
    for name, module in modules.items():
        if any(
            isinstance(part, nn.modules.batchnorm._NormBase) and part.track_running_stats for part in module.modules()
        ):
            raise ValueError(
                f"'{name}' keeps running statistics: use GroupNorm or LayerNorm in what the trainer trains"
            )
    found = {
        f"{name}.{inner}": parameter
        for name, module in modules.items()
        for inner, parameter in module.named_parameters()
        if parameter.requires_grad
    }
    if not found:
        raise ValueError(f"nothing in {', '.join(modules) or 'no modules'} learns: let a parameter require gradients")
    return found


class Average:
    """Exponential moving average of parameters, in float32. It follows quickly at first: of step n it keeps at most
    (1 + n) / (10 + n), so that the random start is forgotten."""

    def __init__(self, parameters: Mapping[str, nn.Parameter], decay: float) -> None:
        self._parameters, self._decay = parameters, decay
        self.values = {name: one.detach().float().clone() for name, one in parameters.items()}

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Takes in the parameters as they are after `step` steps."""
        keep = min(self._decay, (1 + step) / (10 + step))
        for name, value in self.values.items():
            value.lerp_(self._parameters[name].float(), 1 - keep)

    def load(self, values: Mapping[str, Tensor]) -> None:
        """Goes on from kept values of the same names."""
        for name, value in self.values.items():
            value.copy_(values[name])

    @torch.no_grad()
    def give(self) -> None:
        """Puts the average in the place of the parameters, for good."""
        for name, one in self._parameters.items():
            one.copy_(self.values[name])

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """The parameters are their averages as long as the context lasts."""
        kept = {name: one.detach().clone() for name, one in self._parameters.items()}
        self.give()
        try:
            yield
        finally:
            with torch.no_grad():
                for name, one in self._parameters.items():
                    one.copy_(kept[name])
