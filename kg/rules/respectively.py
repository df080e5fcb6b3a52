"""Lists, and how "respectively" pairs their members: "A and B reach 82.8% and 84.2% on C and D, respectively"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.model import Span
from kg.rules.english import COMPARED

_RESPECTIVELY: Final = re.compile(r"\b(?:respective(?:ly)?\b|resp\.)", re.IGNORECASE)
_IN_BRACKETS: Final = r"(?:\s?\([^()]*\))?"
_JOINED: Final = re.compile(
    _IN_BRACKETS + r"\s?(?:,|,?\s(?:and|or|&|as\swell\sas)|/)\s?(?:the\s|on\s|for\s|an?\s|~|\+|\$)*", re.IGNORECASE
)
_LAST: Final = re.compile(_IN_BRACKETS + r"\s?,?\s?(?:(?:and|or|as\swell\sas)\b|&)", re.IGNORECASE)
_LEAST: Final = 2
_APART: Final = re.compile(rf"\b(?:{COMPARED}|unlike|in\scontrast\sto)\s(?:[\w-]+\s){{0,3}}$", re.IGNORECASE)
_BETWEEN_ITEMS: Final = re.compile(r",?\s(?:and|or|&)\s|,\s")
_BEFORE_ITEM: Final = re.compile(r"(?:\s?\b(?:the|on|in|for|over|an?))*\s?")
_CLAUSE: Final = re.compile(r"(?<![\w-])\d|[;:()]|\b(?:while|whereas|which|with|compared|over|than)\b")


def enumerated(text: str, sentence: Span, names: Sequence[Span]) -> Iterator[list[int]]:
    """Lists of names, by their indices in `names`: with commas between them, and "and" or "or" before the last.

    Names are in text order. "On A and B, C" does not list C, and "Compared with A, B and C" does not list A.
    """
    for run in _lists(text, sentence, names):
        listed = run[:1]
        for before, name in pairwise(run):
            listed.append(name)
            if _LAST.match(text, names[before].end, names[name].start):
                yield listed[1:] if _APART.search(text[sentence.start : names[listed[0]].start]) else listed
                listed = []


def paired(text: str, sentence: Span, numbers: Sequence[Span], names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Pairs of a number and a name that belong together, by their indices in `numbers` and `names`.

    If the sentence says "respectively", every list of numbers is paired with every list of as many names. Both are in
    text order; those outside the sentence do not count.
    """
    if not _RESPECTIVELY.search(text, sentence.start, sentence.end):
        return
    name_lists = [run for run in _lists(text, sentence, names) if _is_closed(text, names[run[-2]], names[run[-1]])]
    for values in _lists(text, sentence, numbers):
        for others in name_lists:
            if len(others) == len(values):
                yield from zip(values, others, strict=True)


def _is_closed(text: str, last_but_one: Span, last: Span) -> bool:
    """Whether "and" or a slash stands before the last member of a list: "applied to A, B gains" is no list."""
    return _LAST.match(text, last_but_one.end, last.start) is not None or "/" in text[last_but_one.end : last.start]


def first_of_list(text: str, names: Sequence[Span], place: int) -> Span:
    """The first name in the list of the name with the index `place`; names are in text order."""
    while place and _JOINED.fullmatch(text, names[place - 1].end, names[place].start):
        place -= 1
    return names[place]


def parted(text: str, sentence: Span, numbers: Sequence[Span], names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Pairs of a number and a name, by their indices, that do not belong together: the name goes with another number.

    In "89% and 78% on Gym99 and Gym288, respectively" 78% is not on Gym99, even if Gym288 was not found.
    """
    for values in _lists(text, sentence, numbers):
        items = _items_behind(text, sentence, numbers[values[-1]].end)
        if len(items) != len(values):
            continue
        for name, span in enumerate(names):
            own = next((place for place, item in enumerate(items) if _is_item(text, item, span, first=not place)), None)
            if own is not None:
                again = {place for place, item in enumerate(items) if _names_again(text, item, names, span)}
                yield from ((value, name) for place, value in enumerate(values) if place not in {own, *again})


def _items_behind(text: str, sentence: Span, start: int) -> list[Span]:
    """The items of the list from `start` to the next "respectively"; none if another clause comes between."""
    word = _RESPECTIVELY.search(text, start, sentence.end)
    if word is None or _CLAUSE.search(text, start, word.start()):
        return []
    end = start + len(text[start : word.start()].rstrip(" ,"))
    cuts = list(_BETWEEN_ITEMS.finditer(text, start, end))
    starts, ends = [start, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), end]
    return [Span(*ends_of_item) for ends_of_item in zip(starts, ends, strict=True)]


def _is_item(text: str, item: Span, name: Span, *, first: bool) -> bool:
    """Whether an item of a list is called `name`; the first item also has the words that introduce the list."""
    if not item.covers(name):
        return False
    return name.end == item.end if first else _BEFORE_ITEM.fullmatch(text, item.start, name.start) is not None


def _names_again(text: str, item: Span, names: Sequence[Span], name: Span) -> bool:
    """Whether another mention of `name` is inside the item: "on GLUE dev and GLUE test" are both on GLUE."""
    return any(item.covers(other) and other.of(text) == name.of(text) for other in names)


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
