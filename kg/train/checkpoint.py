"""The state of a training run between two epochs, on disk."""

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from kg.errors import ModelError
from kg.files import replacing

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """All that a run needs to go on as if it had never stopped.

    `average` is the running average of the weights, `pooled` the mean of it over the last epochs so far.
    """

    epoch: int
    network: State
    average: State
    pooled: State
    optimizer: State
    schedule: State
    randomness: torch.Tensor
    history: tuple[float, ...]
    recipe: str = ""
    """The recipe and the number of papers in words, to see that it is the same run that goes on."""


def save_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    with replacing(path) as file:
        torch.save({name: getattr(checkpoint, name) for name in Checkpoint.__slots__}, file)


def load_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint.

    Raises:
        ModelError: there is none, or it is damaged.
    """
    try:
        return Checkpoint(**torch.load(path, weights_only=True))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); name the checkpoint of a training run") from error
    except (RuntimeError, pickle.UnpicklingError, TypeError, EOFError) as error:
        raise ModelError(f"{path}: no checkpoint of this version ({error}); train again") from error
