"""Which of two measures a number is of: both where they are listed ("halves memory and latency"), else the nearer."""

import re
from typing import Final

from kg.model import Span
from kg.rules.english import HEDGE, HEDGE_SIGNS

_LISTED: Final = re.compile(r"(?:,\s[\w\s-]{1,30}){0,6}?(?:,|,?\s(?:and|or|&|as\swell\sas))\s(?:the\s)?", re.IGNORECASE)
_BREAK: Final = re.compile(r"[,;:]\s|\b(?:and|but|while|whereas)\b")
_APART: Final = 100
"""Characters that a comma or an "and" counts for."""


def are_listed(text: str, one: Span, other: Span) -> bool:
    """Whether two names are members of one list."""
    return _LISTED.fullmatch(text, min(one.end, other.end), max(one.start, other.start)) is not None


def distance(text: str, number: Span, name: Span) -> float:
    """How far apart a number and a name are in characters; a name inside the number is its unit, which says nothing."""
    if name.overlaps(number):
        return float("inf")
    gap = min(name.end, number.end), max(name.start, number.start)
    return gap[1] - gap[0] + _APART * len(_BREAK.findall(text, *gap))


_MEASURES: Final = (
    r"(?:accurac(?:y|ies)|precision|recall|sensitivity|specificity|perplexity|throughput|latency|overhead)"
)
_BEFORE: Final = re.compile(
    rf"\b(?P<word>{_MEASURES})(?:\s(?:of|is|was|at))?\s?[(=:]?\s?(?:{HEDGE}\s)*[{HEDGE_SIGNS}]?$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    rf"\s(?:(?!(?:and|or|in|to|at|with|without|while|on|over|for|from|of|than|but|by)\b)[a-z-]+\s)?(?P<word>{_MEASURES})\b"
    r"|\s(?:of\s(?:the\s|its\s)?(?:[a-z-]+\s)?(?P<whole>performance)|(?P<change>performance)\s(?:drop|loss|degradation))\b",
    re.IGNORECASE,
)


def measure_beside(text: str, sentence: Span, number: Span) -> Span | None:
    """The measure that is named just before or behind a number: "an accuracy of 98%", "1% computational overhead"."""
    behind = _BEHIND.match(text, number.end, sentence.end)
    if behind is not None:
        return next(Span(*behind.span(group)) for group in ("word", "whole", "change") if behind[group])
    before = _BEFORE.search(text[: number.start], sentence.start)
    return Span(*before.span("word")) if before is not None else None
