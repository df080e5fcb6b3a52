"""Logistic calibration of findings (Platt 1999), and the threshold that balances precision and recall."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.encoder import Platt

_STEPS: Final = 50
_TOLERANCE: Final = 1e-7
_PENALTY: Final = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Findings: their `evidence` (n, kinds) as log-odds, whether they are `right`, and how many there are to find."""

    evidence: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    wanted: int


def fit_platt(judged: Judged) -> Platt:
    """Logistic regression of `right` on the evidence, drawn a little towards leaving it as it is (Platt 1999).

    Newton's method with halved steps, so that it ends even where right and wrong can be told apart without error.
    """
    inputs = np.column_stack([judged.evidence, np.ones(len(judged.right))])
    prior = np.array([1.0, *np.zeros(inputs.shape[1] - 1)])

    def cost(weights: npt.NDArray[np.float64]) -> float:
        scores = inputs @ weights
        return float(
            np.logaddexp(0, scores).sum() - scores[judged.right].sum() + _PENALTY * ((weights - prior) ** 2).sum() / 2
        )

    weights = prior
    for _ in range(_STEPS):
        fitted = _sigmoid(inputs @ weights)
        gradient = inputs.T @ (fitted - judged.right) + _PENALTY * (weights - prior)
        curvature = (inputs * (fitted * (1 - fitted))[:, None]).T @ inputs + _PENALTY * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        while cost(weights - step) > cost(weights) and np.abs(step).max() > _TOLERANCE:
            step = step / 2
        if np.abs(step).max() <= _TOLERANCE:
            break
        weights = weights - step
    *slopes, bias = (round(float(weight), 6) for weight in weights)
    return Platt(tuple(slopes), bias)


def _sigmoid(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.exp(-np.logaddexp(0, -scores))


def probabilities(judged: Judged, platt: Platt) -> npt.NDArray[np.float64]:
    """Calibrated probabilities of the findings."""
    return _sigmoid(judged.evidence @ np.array(platt.weights) + platt.bias)


def best_threshold(judged: Judged, platt: Platt) -> float:
    """The probability, in hundredths, from which on findings are to be kept for the highest F1 to be expected.

    Expected by their probabilities, which says more than how many of a few hundred happen to be right.
    """
    found = probabilities(judged, platt)

    def f1(threshold: float) -> float:
        kept = found[found >= threshold]
        return float(2 * kept.sum() / max(len(kept) + judged.wanted, 1))

    return float(max(np.arange(5, 96) / 100, key=f1))
