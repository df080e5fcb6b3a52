"""Hyperparameters of a training run: sizes, losses and optimisation. Needs no torch."""

from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the parts that are not pre-trained, and how much of them is dropped in training."""

    span: int = 192
    node: int = 256
    attention_heads: int = 4
    reading_layers: int = 2
    graph_layers: int = 2
    pair_layers: int = 2
    dropout: float = 0.2


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the parts of the loss; `confused` is how often predicted entities are scored instead of gold ones."""

    spans: float = 1.0
    nodes: float = 1.0
    pairs: float = 0.8
    sentences: float = 0.1
    numbers: float = 0.4
    roles: float = 0.3
    confused: float = 0.6


@dataclass(frozen=True, slots=True)
class Schedule:
    """Optimisation: AdamW with warm-up and linear decay, gradients clipped.

    The weights are averaged exponentially at the rate `averaging`; the result is the mean of these averages as they
    stand at the end of the last `pooled` epochs, which ranks findings better than the last weights.
    `candidate` is the probability from which on the network's own candidates are scored in training, `masked` the share
    of word pieces that are masked. With an `encoder_rate` of 0, encoder and scorer of spans are frozen.
    `taught` is the share of distillation in the loss: how near the scores are to those of the model started from.
    """

    epochs: int = 9
    batch: int = 4
    encoder_rate: float = 4e-4
    head_rate: float = 1e-3
    warm_up: int = 40
    weight_decay: float = 0.01
    clip: float = 1.0
    averaging: float = 0.997
    pooled: int = 5
    candidate: float = 0.12
    masked: float = 0.08
    taught: float = 0.0

    @classmethod
    def going_on(cls) -> Self:
        """For further training of a trained model on a few papers, without forgetting."""
        return cls(epochs=4, encoder_rate=0.0, head_rate=3e-4, masked=0.0, taught=0.5)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All hyperparameters: with the data, they determine the outcome of a training run."""

    seed: int = 1
    encoder_dropout: float = 0.1
    sizes: Sizes = field(default_factory=Sizes)
    weights: Weights = field(default_factory=Weights)
    schedule: Schedule = field(default_factory=Schedule)
