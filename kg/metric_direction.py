"""Whether a metric is better when it is higher or when it is lower."""

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
_VOTES: Final[Mapping[ResultKind, int]] = MappingProxyType({ResultKind.REDUCTION: 1, ResultKind.GAIN: -1})
"""What a result of this kind votes for: 1 that its metric is better when lower, -1 when higher."""


def lower_is_better(knowledge: Knowledge) -> frozenset[str]:
    """The ids of the results for which a lower number is better.

    These are absolute numbers only, since a larger gain, reduction or speed-up is always better. A lower one is better
    if its unit is one of time or memory; if papers report more reductions than gains of its metric; or if they report
    as many of both and the name of the metric says so ("error").
    """
    votes: Counter[str] = Counter()
    for result in knowledge.results:
        if result.metric is not None:
            votes[result.metric] += _VOTES.get(result.kind, 0)
    metrics = (entity for entity in knowledge.entities if entity.id in votes)
    low = {one.id for one in metrics if votes[one.id] > 0 or (votes[one.id] == 0 and _NAMED_LOW.search(one.label))}
    return frozenset(
        result.id
        for result in knowledge.results
        if result.kind is ResultKind.ABSOLUTE and (result.metric in low or _COST.fullmatch(result.unit))
    )
