"""Which metrics a unit fits: no accuracy is measured in days."""

import re
from typing import Final

from kg.rules.units import BYTES, CURRENCIES, TIME

_MARK: Final = re.compile(
    r"(?i:accura|precision|recall|correctness|quality|perplexity|toxicity|similarity|correlation|coherence|fluency|reward|score)"
    r"|\b(?i:error|win|success|acceptance|rejection|hit|positive|negative|completion|solve|refusal|attack)[\s-]rates?\b"
    r"|\b(?:m?AP|A[PR]@?\d*|F[-\s]?[12]|F[-\s]?(?:measure|score)|BLEU|ROUGE|METEOR|CIDEr|SPICE|chrF|COMET|FID|FVD|SSIM|LPIPS"
    r"|m?IoU|Dice|(?:ROC[-\s])?AU(?:RO|PR)?C|EM|WER|CER|PER|nDCG|NDCG|MRR|Elo|top[-\s]?\d|pass@\w+|\w+@\d+)(?:[-\s]|\b)",
)
"""Metrics that are shares, scores between fixed bounds, or without a unit: the words and short names of the field."""

_OTHER: Final = re.compile(r"\b(?i:errors?|loss|lengths?|param(?:eter)?s?|operations)\b|\bM[AS]E\b|\bRMSE\b|FLOP")
"""Errors, which have the unit of the estimated quantity, and sizes."""

_CLOCKED: Final = re.compile(
    r"\b(?:times?|latency|speed|throughput|cost|memory|duration|delay|overhead)\b|speed-?ups?", re.IGNORECASE
)
_STORED: Final = re.compile(r"\bmemory(?:\s(?:footprint|usage|use|consumption|cost|requirements?))?$", re.IGNORECASE)
_UNIT: Final = re.compile(rf"{TIME}|{BYTES}|FPS|fps|.+/.+|.+\sper\s.+|.+[-\s](?:hours?|days?)|[{CURRENCIES}]")
"""Durations, sizes of memory, rates and money."""


def may_measure(metric: str, unit: str, *, speed: bool = False) -> bool:
    """Whether a number of this unit can be a value of the metric called `metric`; with `speed` it is a speed-up.

    Durations, sizes, rates and money are no values of scores. Speed-ups are no values of scores, errors, sizes and
    memory.
    """
    if _CLOCKED.search(metric):
        return not (speed and _STORED.search(metric))
    if speed:
        return not (_MARK.search(metric) or _OTHER.search(metric))
    return not (_UNIT.fullmatch(unit) and _MARK.search(metric))
