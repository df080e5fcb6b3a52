"""From logits to calibrated probabilities."""

import math
from collections.abc import Sequence

import numpy as np

from kg.encoder import Platt
from kg.encoder.tokens import Floats

_CERTAIN = 1e-6


def softmax(logits: Floats) -> Floats:
    """Probabilities over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return probabilities


def log_odds(probability: float) -> float:
    """log(p / (1 - p)), kept finite."""
    bounded = min(max(float(probability), _CERTAIN), 1 - _CERTAIN)
    return math.log(bounded / (1 - bounded))


def calibrated(probabilities: Sequence[float], platt: Platt) -> float:
    """The probability that a Platt calibration gives for one or several uncalibrated ones."""
    score = sum(w * log_odds(p) for w, p in zip(platt.weights, probabilities, strict=True)) + platt.bias
    return 1 / (1 + math.exp(-min(max(score, -50.0), 50.0)))
