"""Preparation of a network for 8-bit quantisation: channels with large activations are scaled down, their weights up.

SmoothQuant (Xiao et al. 2023). Activations are quantised with one scale for a whole paper, so that a few high channels
would leave the others no resolution; the scaling changes nothing before quantisation.
"""

import copy
from collections.abc import Callable
from typing import Final, TypeVar

import torch
from torch import Tensor, nn

_SHARE: Final = 0.85
"""How much of the difficulty moves from the activations to the weights; of 0.5 to 1, 0.8 and 0.9 lost least."""

_LEAST: Final = 1e-5

_Module = TypeVar("_Module", bound=nn.Module)


class ScaledLinear(nn.Module):
    """The same linear map as `linear`, of inputs divided by `scale`."""

    def __init__(self, linear: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.linear = copy.deepcopy(linear)
        self.linear.weight.data.mul_(scale)
        self.inverse = nn.Buffer(1 / scale)

    def forward(self, values: Tensor) -> Tensor:
        """As the linear map it stands for."""
        mapped: Tensor = self.linear(values * self.inverse)
        return mapped


def smoothed(module: _Module, use: Callable[[], object], *, parts: tuple[str, ...] = ("",)) -> _Module:
    """A copy of `module` that computes the same, scaled by what its activations reach in the course of `use`.

    With `parts`, prefixes of names, only what goes by one of them is scaled.
    """
    peaks = _peaks(module, use, parts)
    smooth = copy.deepcopy(module)
    for name, peak in peaks.items():
        place, _, leaf = name.rpartition(".")
        parent = smooth.get_submodule(place)
        linear = smooth.get_submodule(name)
        if isinstance(linear, nn.Linear):
            weights = linear.weight.detach().abs().amax(dim=0).clamp(min=_LEAST)
            scale = peak.clamp(min=_LEAST) ** _SHARE / weights ** (1 - _SHARE)
            setattr(parent, leaf, ScaledLinear(linear, scale / scale.mean()))
    return smooth


@torch.no_grad()
def _peaks(module: nn.Module, use: Callable[[], object], parts: tuple[str, ...]) -> dict[str, Tensor]:
    """The largest absolute input of every channel of every linear map, by the name of the map."""
    peaks: dict[str, Tensor] = {}

    def watch(name: str) -> torch.utils.hooks.RemovableHandle:
        def note(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            highest = inputs[0].abs().flatten(0, -2).amax(dim=0)
            peaks[name] = torch.maximum(peaks[name], highest) if name in peaks else highest

        return module.get_submodule(name).register_forward_pre_hook(note)

    maps = (name for name, part in module.named_modules() if isinstance(part, nn.Linear))
    handles = [watch(name) for name in maps if name.startswith(parts)]
    use()
    for handle in handles:
        handle.remove()
    return peaks
