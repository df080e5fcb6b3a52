"""What a training run is given and what it reports. Needs no torch."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.encoder import Settings
from kg.evaluate.trial import SHIPPED_DOCS
from kg.train.recipe import Recipe

CHECKPOINT_FILE: Final = "checkpoint.pt"
"""Where the folder of a model keeps the state of its training."""

SHIPPED: Final = ((SHIPPED_DOCS, SHIPPED_DOCS.with_name("seed_train.jsonl")),)
"""Texts and annotations that come with the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainConfig:
    """`out` gets the model, `out`/checkpoint.pt the state after each epoch.

    `data` are pairs of files of texts and annotations, one pair for each annotator. The model learns to annotate as the
    first one, and learns from the others what does not depend on their style. Every `held_out`-th paper of the first is
    excluded from training, also as annotated by others, and used to fit calibration and thresholds. `name` is stored in
    the model. Training starts from the model in the folder `start`, which is also the teacher if the schedule has a
    share `taught`; without it, from the pre-trained encoder.
    """

    out: Path
    data: tuple[tuple[Path, Path], ...] = SHIPPED
    held_out: int = 10
    name: str = "kg"
    start: Path | None = None
    recipe: Recipe = field(default_factory=Recipe)


@dataclass(frozen=True, slots=True)
class TrainReport:
    """How many papers were trained on and held out, the mean loss of each epoch, and the model's settings."""

    papers: int
    held_out: int
    losses: tuple[float, ...]
    settings: Settings
