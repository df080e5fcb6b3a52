"""Extracted records against annotated ones, confidence against precision, and names against an expert's judgements."""

from kg.evaluate.counts import Counts, Figure, Interval
from kg.evaluate.judgements import Different, Judgements, read_judgements
from kg.evaluate.reliability import Bin, Reliability, reliability
from kg.evaluate.resolution import Clash, ResolutionScore, Scores, evaluate_resolution
from kg.evaluate.scoring import FIGURES, Evaluation, evaluate, evaluate_files

__all__ = [
    "FIGURES",
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
    "evaluate",
    "evaluate_files",
    "evaluate_resolution",
    "read_judgements",
    "reliability",
]
