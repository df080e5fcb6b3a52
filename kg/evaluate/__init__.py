"""Evaluation: extraction against annotated records, calibration, and resolution against judgements of an expert."""

from kg.evaluate.counts import Counts, Figure, Interval
from kg.evaluate.judgements import Different, Judgements, read_judgements
from kg.evaluate.reliability import Bin, Reliability, reliability
from kg.evaluate.resolution import Clash, ResolutionScore, Scores, evaluate_resolution
from kg.evaluate.scoring import FIGURES, Evaluation, evaluate, evaluate_files
from kg.evaluate.trial import SHIPPED_DOCS, SHIPPED_GOLD, Trial, evaluate_model

__all__ = [
    "FIGURES",
    "SHIPPED_DOCS",
    "SHIPPED_GOLD",
    "Bin",
    "Clash",
    "Counts",
    "Different",
    "Evaluation",
    "Figure",
    "Interval",
    "Judgements",
    "Reliability",
    "ResolutionScore",
    "Scores",
    "Trial",
    "evaluate",
    "evaluate_files",
    "evaluate_model",
    "evaluate_resolution",
    "read_judgements",
    "reliability",
]
