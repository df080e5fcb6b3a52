"""Which numbers are the better the lower they are."""

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kg.model import Knowledge
from kg.vocab import ResultKind

_COST: Final = re.compile(
    r"ns|µs|ms|s|sec|secs|seconds?|min|mins|minutes?|h|hours?|days?|weeks?|[kmgt]i?b", re.IGNORECASE
)
"""A unit of time or memory."""
_NAMED_LOW: Final = re.compile(
    r"(?:^|[^a-z])(?:errors?|loss|perplexity|ppl|latency|delay|time|runtime|duration|costs?|memory|footprint|overhead"
    r"|consumption|energy|flops|macs|parameters?|distance|divergence|discrepancy|regret|fid|fvd|kid|lpips|wer|cer|ter"
    r"|eer|mse|rmse|mae|mape|nll|bpc|bpb|ece)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_LEAN: Final[Mapping[ResultKind, int]] = MappingProxyType({ResultKind.REDUCTION: 1, ResultKind.GAIN: -1})
"""How much says that a metric is better when lower."""


def lower_is_better(knowledge: Knowledge) -> frozenset[str]:
    """The ids of the results whose number is the better the lower it is.

    It is one that was reached: gains, reductions and speed-ups are amounts, the more the better. Its unit is a cost, or
    papers report more reductions of its metric than gains, or as many and the metric is one by its name.
    """
    lean: Counter[str] = Counter()
    for result in knowledge.results:
        if result.metric is not None:
            lean[result.metric] += _LEAN.get(result.kind, 0)
    metrics = (entity for entity in knowledge.entities if entity.id in lean)
    low = {one.id for one in metrics if lean[one.id] > 0 or (lean[one.id] == 0 and _NAMED_LOW.search(one.label))}
    return frozenset(
        result.id
        for result in knowledge.results
        if result.kind is ResultKind.ABSOLUTE and (result.metric in low or _COST.fullmatch(result.unit))
    )
