"""Changes of a number: its value before, and whether the number is a slowdown or a loss."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.model import Span
from kg.rules.english import ENDING_FOR_E, HEDGE, HEDGE_SIGNS
from kg.rules.quantities import RANGES_FROM

_ABOUT: Final = rf"(?:(?:an?|the|{HEDGE})\s)*[${HEDGE_SIGNS}]*"
_FROM: Final = re.compile(rf"\bfrom\s{_ABOUT}$", re.IGNORECASE)
_TO: Final = re.compile(rf"[^,;:]{{0,40}}?\bto\s{_ABOUT}")
_ARROW: Final = re.compile(r"\s?(?:->|\u2192|\\rightarrow)\s?")
_BACK: Final = re.compile(rf"[\s,]*\(?(?:up|down)?\s?from\s{_ABOUT}")
_SLOWER: Final = re.compile(r"[\s-]*(?:times\s)?slower\b")
_LOST: Final = re.compile(
    rf"\b(?:(?:los|degrad|declin|sacrific){ENDING_FOR_E}|lost|drop(?:ped|ping|s)?|f[ae]lls?|hurts?)"
    r"(?:(?:\s(?!and\b|but\b|while\b)[\w@()-]+){1,5}?\sby)?"
    rf"\s(?:(?!above|below|under)(?>(?:by|an?|[a-z]+ly|{HEDGE})\b)\s)*$"
)
"""The words up to the number that is lost; "falls below 30%" gives the level reached instead.

The group is atomic because two of its alternatives match "only": otherwise every further "only" would double the time.
"""


def changes(text: str, sentence: Span, numbers: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the indices in `numbers` of the values before and after a change: "from A to B", "A → B", "B, up from A".

    `numbers` are in text order; those outside the sentence do not count.
    """
    inside = [place for place, span in enumerate(numbers) if sentence.covers(span)]
    for one, other in pairwise(inside):
        before = text[sentence.start : numbers[one].start]
        between = numbers[one].end, numbers[other].start
        if _ARROW.fullmatch(text, *between) or (
            _FROM.search(before) and not RANGES_FROM.search(before) and _TO.fullmatch(text, *between)
        ):
            yield one, other
        elif _BACK.fullmatch(text, *between):
            yield other, one


def is_slower(text: str, sentence: Span, number: Span) -> bool:
    """Whether a number says how much slower something is: "1.7 times slower"."""
    return _SLOWER.match(text, number.end, sentence.end) is not None


def is_lost(text: str, sentence: Span, number: Span) -> bool:
    """Whether a number is the amount of a loss: "drops by 3.4 points"."""
    return _LOST.search(text[sentence.start : number.start]) is not None
