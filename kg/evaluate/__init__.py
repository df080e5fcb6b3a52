"""Extracted records against annotated ones, and confidence against precision."""

from kg.evaluate.counts import Counts, Figure, Interval
from kg.evaluate.reliability import Bin, Reliability, reliability
from kg.evaluate.scoring import FIGURES, Evaluation, evaluate, evaluate_files

__all__ = [
    "FIGURES",
    "Bin",
    "Counts",
    "Evaluation",
    "Figure",
    "Interval",
    "Reliability",
    "evaluate",
    "evaluate_files",
    "reliability",
]
