"""Which of two measures a number belongs to: both if they are listed ("halves memory and latency"), else the nearer."""

import re
from typing import Final

from kg.model import Span
from kg.rules.english import HEDGE, HEDGE_SIGNS

_LISTED: Final = re.compile(r"(?:,\s[\w\s-]{1,30}){0,6}?(?:,|,?\s(?:and|or|&|as\swell\sas))\s(?:the\s)?", re.IGNORECASE)
_BREAK: Final = re.compile(r"[,;:]\s|\b(?:and|but|while|whereas)\b")
APART: Final = 100
"""Characters for which a comma or an "and" counts in `distance`."""


def are_listed(text: str, one: Span, other: Span) -> bool:
    """Whether two names are members of one list."""
    return _LISTED.fullmatch(text, min(one.end, other.end), max(one.start, other.start)) is not None


def distance(text: str, number: Span, name: Span) -> float:
    """Characters between a number and a name; infinite for a name that overlaps the number, and so is its unit."""
    if name.overlaps(number):
        return float("inf")
    gap = min(name.end, number.end), max(name.start, number.start)
    return gap[1] - gap[0] + APART * len(_BREAK.findall(text, *gap))


_MEASURES: Final = (
    r"(?:accurac(?:y|ies)|precision|recall|sensitivity|specificity|perplexity|throughput|latency|overhead)"
)
_CHANGE: Final = (
    r"(?:(?:drop|loss|degradation|decline|decrease|reduction|gain|improvement|increase|boost)s?\s(?:of|by|is|was)"
    r"|(?:drop|declin|degrad|decreas|reduc|improv|increas)[a-z]*(?:\sby|(?!\s(?:above|below|under)\b))|by)"
)
_BEFORE: Final = re.compile(
    rf"\b(?:(?P<word>{_MEASURES})(?:\s(?:of|is|was|at))?\s?[(=:]?"
    rf"|(?P<change>performance)\s{_CHANGE}(?:\s[\d.]+%?(?:,|,?\sand))*)\s?(?:(?:{HEDGE}|just)\s)*[{HEDGE_SIGNS}+]?$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    rf"\s(?:(?!(?:and|or|in|to|at|with|without|while|on|over|for|from|of|than|but|by)\b)[a-z-]+\s)?(?P<word>{_MEASURES})\b"
    r"|\s(?:(?:(?:[a-z]+\s)?in|of)\s(?:the\s|its\s)?(?:[\w-]+\s){0,3}?(?P<whole>performance)"
    r"|(?:original|full|overall|better|higher|lower|worse)\s(?P<level>performance)"
    r"|(?P<change>performance)\s(?:drop|loss|degradation|of))\b",
    re.IGNORECASE,
)


def measure_beside(text: str, sentence: Span, number: Span) -> Span | None:
    """The measure named just before or behind a number, if any: "an accuracy of 98%", "1% computational overhead"."""
    beside = _BEHIND.match(text, number.end, sentence.end) or _BEFORE.search(text[: number.start], sentence.start)
    return Span(*beside.span(beside.lastgroup or 0)) if beside is not None else None
