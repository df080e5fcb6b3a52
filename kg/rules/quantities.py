"""Every number of a text that might be a measured result, with value and unit in the guidelines' terms.

The aim is recall: which of the numbers *are* results is decided by the network. Only digits that cannot be a
measurement are left out: parts of names (GPT-4, ResNet50, WMT14, 2D), dimensions (384x384), years, p-values,
citations, list enumerators and addresses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.model import Span
from kg.rules.english import HEDGE, HEDGE_SIGNS
from kg.rules.links import find_links
from kg.rules.numbers import NUMBER_START, Reading, amount, read_number, read_wordings, skip_number
from kg.rules.units import CURRENCIES, PERCENT, POINTS, TIMES, WRITTEN_SCALE


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A number with its unit. `span` covers both, with sign and range, where they stand together.

    `value` is as written ("83.3", "30-70" for a range, "160K", "2.3e-4"), number words in digits; `unit` is "%", "x",
    "points", "orders of magnitude", another unit as written ("ms", "tokens/s", "$"), or "".
    """

    span: Span
    value: str
    unit: str


def find_quantities(text: str, sentences: Sequence[Span]) -> tuple[Quantity, ...]:
    """The first 40 quantities of `text` in order, without overlap, each inside one of `sentences`.

    More than 40 come from a table that was pasted into the abstract.
    """
    addresses = [link.span for link in find_links(text)]
    found: list[Quantity] = []
    for sentence in sentences:
        readings = _apart([*_numbers(text, sentence), *read_wordings(text, sentence.start, sentence.end)])
        quantities = [Quantity(Span(r.start, r.end), r.value, r.unit) for r in readings]
        found.extend(
            quantity
            for quantity in _with_shared_units(text, quantities)
            if not any(address.overlaps(quantity.span) for address in addresses)
        )
    return tuple(found[:_MOST])


_MOST: Final = 40
_SLASHED: Final = re.compile(r"/(?=\d)")
_NEAR: Final = 60
"""Characters before a number in which words that show its role are looked for."""

_TO: Final = re.compile(rf"[\s$]*\bto\b\s(?:{HEDGE}\s)?[\s${HEDGE_SIGNS}]*")
_DASH: Final = re.compile(r"[\s$]*(?:-{1,3}|[~\u2013\u2014\u223c]|\\?sim(?![a-z]))[\s$]*")
_AND: Final = re.compile(r"[\s$]*\band\b[\s$]*")
_BETWEEN: Final = re.compile(rf"\bbetween\s(?:{HEDGE}\s)?[${HEDGE_SIGNS}]*$", re.IGNORECASE)
_FROM: Final = re.compile(rf"\bfrom\s(?:(?:an?|the|{HEDGE})\s)?[\s$({HEDGE_SIGNS}]*$")
RANGES_FROM: Final = re.compile(r"\b(?:rang|var|span)\w*\s(?:\w+\s){0,3}?from\W*$", re.IGNORECASE)
_RANGE: Final = re.compile(r"\d-\d")
_FAR: Final = 30
"""Ratio of upper to lower end from which on two numbers are no range of a gain; the widest in 60,000 papers is 28."""
_LOOSE: Final = re.compile(r"\s|\u2014|---")
"""In the text between two numbers: shows that no hyphen ties them together as the ends of a range."""

_FACTOR_OF: Final = re.compile(
    r"\b(?:factors?|multiples?|(?:by an?|compression|reduction|acceleration|speed[ -]?up) ratios?)"
    rf" of\s(?:[a-z]+\s){{0,3}}[${HEDGE_SIGNS}]*$",
    re.IGNORECASE,
)
_PRICE: Final = re.compile(rf"(?<![^\s(\[/~≈\u223c<>\u2013\u2014SUAC+-])[{re.escape(CURRENCIES)}]$")
_MATHS_END: Final = re.compile(r"[^$]{0,80}\$(?!\d)")
_GAIN: Final = re.compile(rf"\bby\s(?:(?:an?|average|of|{HEDGE})\s)*[${HEDGE_SIGNS}]*$")
_METRIC: Final = re.compile(
    r"[\s$]+(?:(?:[Mm]ean|average|absolute|macro|micro)[\s-])?(?:[\w@-]*[A-Z@][\w@-]*[A-Z@\d]|[A-Z]\w+\s[A-Z])"
)
_LIST: Final = re.compile(
    r"[\s$]*(?:[,/]|,?\s*(?:and|or|\\?&|vs\.?|versus|to|compared to)\s)[\s$~+<>]*(?:(?:and|or)\s[\s$~+]*)?"
)

_SCALED: Final = re.compile(rf"(?P<digits>[\d.,]+)[ -]?(?P<scale>{WRITTEN_SCALE})")
_COMPOUND: Final = re.compile(r"\d-[A-Za-z]")
_SHARE: Final = re.compile(r"0?\.\d")
_SINGLE_DIGIT: Final = re.compile(r"\d(?!\d)|\.\d")
_CONFIDENCE: Final = re.compile(
    r"[\s-]*(?:CIs?\b|C\.I\.|(?:bootstrap\s|Wilson\s)?(?:confidence|credible|credibility)\b)", re.IGNORECASE
)

_P_VALUE: Final = re.compile(r"\b[pP](?:-value|_\w+)?[\s$]*(?:[<>=≤≥≈~\u223c]{1,2}|\\leq?|\\geq?)[\s$\[]*$")
_YEARS: Final = re.compile(r"(?:19[5-9]|20[0-4])\d(?:-(?:(?:19[5-9]|20[0-4])\d|\d\d))?")
_DECADE: Final = re.compile(r"(?:19|20)\d0s")
_CITATION_START: Final = re.compile(r"\[[\d,\s]*$")
_CITATION_END: Final = re.compile(r"[\d,\s]*\]")


def _numbers(text: str, sentence: Span) -> Iterator[Reading]:
    at = _next_start(text, sentence.start, sentence)
    while at is not None:
        reading = read_number(text, at, sentence.end)
        if reading is None:
            at = _next_start(text, skip_number(text, at, sentence.end), sentence)
            continue
        reading = _with_upper_end(text, reading, sentence)
        if not _is_no_measure(text, reading, sentence):
            yield reading
        slashed = _SLASHED.match(text, reading.end, sentence.end)
        at = slashed.end() if slashed else _next_start(text, reading.end, sentence)


def _next_start(text: str, at: int, sentence: Span) -> int | None:
    found = NUMBER_START.search(text, at, sentence.end)
    return found.start() if found else None


def _apart(readings: list[Reading]) -> Iterator[Reading]:
    end = 0
    for reading in sorted(readings):
        if reading.start >= end:
            yield reading
            end = reading.end


def _with_upper_end(text: str, lower: Reading, sentence: Span) -> Reading:
    """The whole range where `lower` is the first number of one ("30% to 70%", "2.7x-4.0x", "between 87 and 93%")."""
    connector = _range_connector(text, lower, sentence)
    if connector is None or _RANGE.search(lower.value):
        return lower
    upper = read_number(text, connector.end(), sentence.end)
    if upper is None or not upper.value[0].isdigit() or lower.unit not in {"", upper.unit}:
        return lower
    if _RANGE.search(upper.value) or _is_change(text, lower, upper, sentence):
        return lower
    return Reading(lower.start, upper.end, f"{lower.value}-{upper.value}", upper.unit)


def _is_change(text: str, lower: Reading, upper: Reading, sentence: Span) -> bool:
    """Whether two numbers are a change, not a range: they fall ("cut 90% to 70%"), or rise far ("by 0.6% to 71.7%").

    Falling numbers are a range after all if words say so ("between"), and all are with a hyphen ("9-7%").
    """
    if _LOOSE.search(text, lower.end, upper.start) is None:
        return False
    before = _before(text, lower.start, sentence)
    if upper.unit in {PERCENT, POINTS} and _GAIN.search(before):
        return amount(upper) < amount(lower) or 0 < amount(lower) < amount(upper) / _FAR
    return amount(upper) < amount(lower) and not (_BETWEEN.search(before) or RANGES_FROM.search(before))


def _range_connector(text: str, lower: Reading, sentence: Span) -> re.Match[str] | None:
    """What connects `lower` with the upper end of its range; "from 3 to 5" is a change without a word like "ranges"."""
    before = _before(text, lower.start, sentence)
    if _BETWEEN.search(before):
        return _AND.match(text, lower.end, sentence.end) or _DASH.match(text, lower.end, sentence.end)
    if _FROM.search(before) and not RANGES_FROM.search(before):
        return _DASH.match(text, lower.end, sentence.end)
    return _DASH.match(text, lower.end, sentence.end) or _TO.match(text, lower.end, sentence.end)


def _before(text: str, at: int, sentence: Span) -> str:
    return text[max(sentence.start, at - _NEAR) : at]


def _is_no_measure(text: str, reading: Reading, sentence: Span) -> bool:
    before = _before(text, reading.start, sentence)
    if _P_VALUE.search(before) or _DECADE.fullmatch(text, reading.start, reading.end):
        return True
    if reading.unit:
        return False
    if _YEARS.fullmatch(reading.value):
        return True
    return reading.value.isdigit() and (
        (_CITATION_START.search(before) is not None and _CITATION_END.match(text, reading.end) is not None)
        or (len(reading.value) == 1 and text.startswith(")", reading.end) and _enumerates(text, reading, sentence))
    )


def _enumerates(text: str, reading: Reading, sentence: Span) -> bool:
    """Whether a digit before ")" numbers an item: "(1)" or "1)", but not "(PURE 5)"."""
    before = text[sentence.start : reading.start]
    return before.endswith("(") or before.count("(") <= before.count(")")


def _with_shared_units(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, with the unit of the last number of a list given to the others ("4 and 7 percentage points")."""
    shared: list[Quantity] = []
    for quantity in reversed(quantities):
        named = _named_by_context(text, quantity)
        if shared and not named.unit and _shares_its_unit(text, shared[-1], named):
            named = _with_unit_of(shared[-1], named)
        shared.append(named)
    return shared[::-1]


def _with_unit_of(last: Quantity, before: Quantity) -> Quantity:
    """`before` with the unit of `last` but its own scale: "500M to 19B parameters" begins with 500 M parameters."""
    scaled = _SCALED.fullmatch(before.value)
    if scaled and last.unit.endswith("parameters"):
        return replace(before, value=scaled["digits"], unit=f"{scaled['scale']} parameters")
    return replace(before, unit=last.unit)


def _shares_its_unit(text: str, last: Quantity, before: Quantity) -> bool:
    """Whether two numbers share a unit in a list, unlike those of "0.8, and 30-day survival" and "0.84, 95% CI"."""
    between = text[before.span.end : last.span.start]
    if (
        _LIST.fullmatch(between) is None
        or last.unit in CURRENCIES
        or "/" in last.value
        or _CONFIDENCE.match(text, last.span.end)
    ):
        return False
    if last.unit == PERCENT and _SHARE.match(before.value) and (between == ", " or not _SINGLE_DIGIT.match(last.value)):
        return False
    compound = _COMPOUND.search(last.span.of(text)) is not None
    return not compound or before.value.isdigit() == last.value.isdigit()


def _named_by_context(text: str, quantity: Quantity) -> Quantity:
    """The quantity with a unit that is not just behind it: "$30", "by a factor of 30", "by 4.1 BLEU", "+9.2 F1"."""
    if quantity.unit:
        return quantity
    start, end = quantity.span.start, quantity.span.end
    if _PRICE.search(text, max(0, start - 2), start) and not _MATHS_END.match(text, end):
        return replace(quantity, span=Span(start - 1, end), unit=text[start - 1])
    before = text[max(0, start - _NEAR) : start]
    if _FACTOR_OF.search(before):
        return replace(quantity, unit=TIMES)
    gains = text[start] == "+" or _GAIN.search(before)
    if gains and _METRIC.match(text, end):
        return replace(quantity, unit=POINTS)
    return quantity
