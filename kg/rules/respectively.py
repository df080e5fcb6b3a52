"""Lists that "respectively" pairs off: "A and B reach 82.8% and 84.2% on C and D, respectively"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.model import Span

_RESPECTIVELY: Final = re.compile(r"\b(?:respective(?:ly)?\b|resp\.)", re.IGNORECASE)
_IN_BRACKETS: Final = r"(?:\s?\([^()]*\))?"
_JOINED: Final = re.compile(
    _IN_BRACKETS + r"\s?(?:,|,?\s(?:and|or|&|as\swell\sas)|/)\s?(?:the\s|on\s|for\s|an?\s|~|\+|\$)*", re.IGNORECASE
)
_LEAST: Final = 2


def paired(text: str, sentence: Span, numbers: Sequence[Span], names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Pairs of a number and a name that belong together, by their places in `numbers` and `names`.

    Where the sentence says "respectively", every list of numbers is paired with every list of as many names. Both are
    in text order; those outside the sentence do not count.
    """
    if not _RESPECTIVELY.search(text, sentence.start, sentence.end):
        return
    name_lists = list(_lists(text, sentence, names))
    for values in _lists(text, sentence, numbers):
        for others in name_lists:
            if len(others) == len(values):
                yield from zip(values, others, strict=True)


def _lists(text: str, sentence: Span, spans: Sequence[Span]) -> Iterator[list[int]]:
    """Runs of at least two spans with nothing but commas and "and" between them."""
    inside = [place for place, span in enumerate(spans) if sentence.covers(span)]
    for run in _runs(text, spans, inside):
        if len(run) >= _LEAST:
            yield run


def _runs(text: str, spans: Sequence[Span], places: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if run and not _JOINED.fullmatch(text, spans[run[-1]].end, spans[place].start):
            yield run
            run = []
        run.append(place)
    if run:
        yield run
