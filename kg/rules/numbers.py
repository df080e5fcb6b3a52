"""Reading one number of a text with its sign, scale, error and unit, in digits or in words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_letters
from typing import Final

from kg.rules.english import HEDGE, HEDGE_SIGNS
from kg.rules.units import (
    MULTIPLE_WORDS,
    MULTIPLES_OF,
    NUMBER_WORDS,
    PART_WORDS,
    RANK_WORDS,
    SCALE,
    TIMES,
    UNIT,
    scale_of,
    unit_name,
)


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """A number with its unit, "" if there is none; `start` and `end` are half-open offsets that include the unit."""

    start: int
    end: int
    value: str
    unit: str


_CROSS = "xX\u00d7"
_MINUS = "\\-\u2212"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?|\d+,\d{1,2}(?=\s?\\?%)|\d+(?:\.\d+)?|\.\d+)"
_SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_TEN_TO = rf"10(?:[\u207a\u207b]?[{_SUPERSCRIPTS}]+|\^\{{?[+{_MINUS}]?\d{{1,3}}\}}?(?!\w))"
_OF_TEN = rf"\s?[{_CROSS}\u00b7\u22c5*]\s?"
_POWER = rf"(?:[eE][+{_MINUS}]?\d{{1,3}}(?!\w)|{_OF_TEN}{_TEN_TO})"
_ERROR = rf"(?:±|\\?pm\b|\+/-|\+-)[\s$]*{_DIGITS}"
_ARTICLES: Final = frozenset({"a", "an"})


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_COUNT_WORD = _longest_first(NUMBER_WORDS.keys() - _ARTICLES)
_NUMBER_WORD = rf"{_COUNT_WORD}|an|a"
_FIRST_WORD = _longest_first({word.partition("-")[0] for word in NUMBER_WORDS})

NUMBER_START: Final = re.compile(
    rf"""
    (?<![\w@#_^/\\.'\u2019]) (?<![\w)\]][-\u2013])
    (?: [{_CROSS}](?=\d) | [+{_MINUS}](?=\.?\d) | (?=\.?\d) )
    | (?: (?<=[(\[=]) | (?<==\s) | (?<=of\s) ) \u2013(?=\.?\d)  # a dash that stands for a minus
    | (?<![\w-]) (?=(?:{_FIRST_WORD})(?:[\s-]|fold))
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The start of a possible number: not inside a name, a file name, an exponent or a version."""

_OR_MORE = r"\+(?!-\.?\d)"
_ORDINAL = r"(?:st|nd|rd|th)(?![\w-])|\^\{?\\?(?:text|mathrm|rm)?\{?(?:st|nd|rd|th)\}{0,2}"
_WITH_ERROR = rf"[\s$\\]*(?:{_ERROR}|\([\s$\\]*{_ERROR}(?:[\s$]*\)|(?=\s?\\?%\))))"
_FIGURES: Final = re.compile(
    rf"""
    (?P<factor>[{_CROSS}])? \+? (?P<value>[{_MINUS}\u2013]?(?:{_TEN_TO}|{_DIGITS}{_POWER}?))
    (?P<scale>{SCALE})? (?:{_OR_MORE})? (?:{_ORDINAL})? (?:{_WITH_ERROR})?
    """,
    re.VERBOSE,
)
_ERROR_BEHIND_UNIT: Final = re.compile(rf"[\s$\\]*(?P<open>\()?[\s$\\]*{_ERROR}[\s$\\]*")
_UPPER_WORD = rf"(?:\sto\s|-to-|\s?\u2013\s?)(?P<upper>{_COUNT_WORD})"
_WORDS: Final = re.compile(
    rf"(?P<value>{_NUMBER_WORD})(?:{_UPPER_WORD})?(?=[\s-]|fold)(?P<scale>{SCALE})?", re.IGNORECASE
)
_FRACTION: Final = re.compile(
    r"""
    (?P<value>(?:(?P<one>1)|[2-9])/[1-9]\d{0,4}) (?:th|rd|nd)?
    (?! [\w./%^] | -(?!\d/)\w )  # no date, no path and no name
    (?P<whole>\s(?:of|the|as)\b)?
    """,
    re.VERBOSE,
)
_DEVICE: Final = re.compile(r"\s?(?:[A-Z]{3,}\s){0,2}(?:[A-Z]+\d|[A-Z]{2,}\s\d{3})")
_GAP: Final = re.compile(r"-|(?:\\[,;! ]|[\s$\\{}])*")
_DIMENSIONS: Final = re.compile(rf"{_DIGITS}(?:(?P<space>\s?)[$\\]*(?:[{_CROSS}*]|times)\$?(?P=space)\$?\d[\w^]*)+")
_SCIENTIFIC: Final = re.compile(rf"{_DIGITS}{_POWER}")
_NAME_GOES_ON: Final = re.compile(r"[\w^@\u207a\u207b]|-[A-Za-z]|\.\d|\[\d")
_REST_OF_NAME: Final = re.compile(rf"[{_CROSS}+{_MINUS}]?\.?\w*(?:[{_CROSS}{_MINUS}.,^]\w+)*")


def read_number(text: str, start: int, end: int) -> Reading | None:
    """The number at `start`, read up to `end` at most; None for a part of a name or of dimensions.

    Number words count only before a unit ("two orders of magnitude", "ten times", "two million tokens").
    """
    fraction = _FRACTION.match(text, start, end)
    if fraction and _is_share(text, fraction):
        return Reading(start, fraction.end("value"), fraction["value"], TIMES)
    if _DIMENSIONS.match(text, start, end) and not _SCIENTIFIC.match(text, start, end):
        return None
    figures = _FIGURES.match(text, start, end)
    number = figures or _WORDS.match(text, start, end)
    if number is None:
        return None
    unit = _unit_after(text, number.end(), end)
    if figures is None:
        return _in_words(number, unit)
    if unit is not None and _counts_devices(text, figures, unit, end):
        return Reading(start, figures.end(), figures["value"], "")
    return _in_figures(text, figures, unit, end)


_TEN: Final = re.compile(rf"(?P<times>{_OF_TEN})?10(?=[\u207a\u207b{_SUPERSCRIPTS}^])")
_PLAIN: Final = str.maketrans(
    "\u2212\u207a\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "-+-0123456789", "^{}"
)


def amount(reading: Reading) -> float:
    """The numeric value of a reading of `read_number`, with its scale: 7e9 for ("7", "B parameters")."""
    written = _TEN.sub(lambda ten: "e" if ten["times"] else "1e", reading.value).translate(_PLAIN)
    figures = written.rstrip(ascii_letters)
    scale = written[len(figures) :]
    if reading.unit.endswith(" parameters"):
        scale = reading.unit.removesuffix(" parameters")
    plain = re.sub(r",(?=\d{3})", "", figures.rstrip(" -")).replace(",", ".")
    above, _, below = plain.partition("/")
    return float(above) / float(below or 1) * scale_of(scale)


def skip_number(text: str, start: int, end: int) -> int:
    """Where to continue after something at `start` that is no number: behind the dimensions or the name."""
    behind = _DIMENSIONS.match(text, start, end) or _REST_OF_NAME.match(text, start, end)
    return max(start + 1, behind.end() if behind else start)


def _unit_after(text: str, at: int, end: int) -> re.Match[str] | None:
    gap = _GAP.match(text, at, end)
    return UNIT.match(text, gap.end() if gap else at, end)


def _is_share(text: str, fraction: re.Match[str]) -> bool:
    """Whether it is a fraction, as in "1/20 of the cost" or "to 1/20"; others are two values ("65/66 on A and B")."""
    before = text[max(0, fraction.start() - _NEAR) : fraction.start()]
    return bool(fraction["whole"]) or (bool(fraction["one"]) and _BY.search(before) is not None)


def _counts_devices(text: str, number: re.Match[str], unit: re.Match[str], end: int) -> bool:
    """Whether the number counts devices ("8x A100"), and is no factor ("1.8x H100 speed")."""
    return unit["times"] is not None and number["value"].isdigit() and _DEVICE.match(text, unit.end(), end) is not None


def _in_figures(text: str, number: re.Match[str], unit: re.Match[str] | None, end: int) -> Reading | None:
    factor = TIMES if number["factor"] else ""
    value = number["value"].replace("\u2013", "-")
    if unit is not None:
        behind = _behind_error(text, unit, end)
        return Reading(number.start(), behind, *_with_scale(value, number["scale"] or "", unit, factor))
    if _NAME_GOES_ON.match(text, number.end(), end):
        return None
    return Reading(number.start(), number.end(), value + (number["scale"] or ""), factor)


def _behind_error(text: str, unit: re.Match[str], end: int) -> int:
    """The end of a number with its unit: behind an error that follows, in the same unit or in none."""
    error = _ERROR_BEHIND_UNIT.match(text, unit.end(), end)
    if error is None:
        return unit.end()
    at = error.end() + len(unit.group()) if text.startswith(unit.group(), error.end(), end) else error.end()
    if error["open"]:
        return at + 1 if text.startswith(")", at, end) else unit.end()
    return at if at > error.end() else error.start() + len(error.group().rstrip())


def _in_words(number: re.Match[str], unit: re.Match[str] | None) -> Reading | None:
    """A number word with a unit that measures: "ten times", "one minute", but not "two-step" or "a point"."""
    word = number["value"].casefold()
    if unit is None or (word in _ARTICLES and not unit["magnitude"]):
        return None
    if not number["scale"] and (unit["counted"] or unit.group().startswith("bit")):
        return None
    digits = NUMBER_WORDS[word]
    if number["upper"]:
        digits = f"{digits}-{NUMBER_WORDS[number['upper'].casefold()]}"
    value, name = _with_scale(digits, number["scale"] or "", unit)
    return Reading(number.start(), unit.end(), value, name)


def _with_scale(digits: str, scale: str, unit: re.Match[str], factor: str = "") -> tuple[str, str]:
    """Value and unit of a number; a scale is part of the value ("160K" tokens) or, with parameters, of the unit."""
    if unit["parameters"]:
        return digits, f"{scale.strip(' -')} parameters".strip()
    return digits + scale, factor or unit_name(unit)


_MULTIPLE: Final = re.compile(
    rf"(?<![\w-])(?<!first )(?<!second )(?<!other )(?P<word>{'|'.join(MULTIPLE_WORDS)})(?![\w-])", re.IGNORECASE
)
_MULTIPLE_OF: Final = re.compile(
    r"(?<![\w-])(?P<word>double(?=\s(?:the|its|their|our|that|those)\b)|(?:tripl|quadrupl)es?(?=\s(?:the|its)\b))",
    re.IGNORECASE,
)
_FACTOR: Final = re.compile(
    rf"\bfactors? of\s(?:[a-z]+\s){{0,3}}?(?P<value>{_COUNT_WORD})(?:{_UPPER_WORD})?(?![\w-])", re.IGNORECASE
)
_RANK: Final = re.compile(
    rf"(?<![\w-])(?:(?:rank|plac)(?:s|es|ed|ing)?\s(?:the\s)?(?P<word>{'|'.join(RANK_WORDS)})\b"
    rf"|(?P<place>{'|'.join(RANK_WORDS)})[\s-](?:rank|place|position)\b)",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    rf"""
    (?<![\w-]) (?P<count>a|one|two|three|four|five) (?P<tie>[\s-]) (?P<part>{"|".join(PART_WORDS)}) (?P<more>s?)\b
    (?P<whole>\s(?:of|the|as|fewer|less|smaller|lower)\b)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BY: Final = re.compile(rf"\b(?:by|to|in|than|{HEDGE})\s[$<{HEDGE_SIGNS}]*$", re.IGNORECASE)
_COUNTS_ON: Final = re.compile(
    r"""
    \s (?!(?:
        and | or | but | in | on | at | to | by | for | from | with | without | per | than | over | across | during
      | after | before | when | while | if | as | compared | relative | using
      | more | longer | shorter | faster | slower | larger | higher
    )\b) [a-z]+
    """,
    re.VERBOSE,
)
"""A noun behind "a third", which then is no fraction: "by a third party"."""

_NEAR: Final = 20
"""Characters before a fraction in which the word that shows its role is looked for."""


def read_wordings(text: str, start: int, end: int) -> Iterator[Reading]:
    """Multiples, fractions and ranks in words: "halved", "twice", "two-thirds", "first place"."""
    for multiple, factors in ((_MULTIPLE, MULTIPLE_WORDS), (_MULTIPLE_OF, MULTIPLES_OF)):
        for match in multiple.finditer(text, start, end):
            yield Reading(*match.span(), factors[match["word"].casefold()], TIMES)
    for match in _FACTOR.finditer(text, start, end):
        words = (match["value"], match["upper"])
        value = "-".join(NUMBER_WORDS[word.casefold()] for word in words if word)
        yield Reading(match.start("value"), match.end(), value, TIMES)
    for match in _RANK.finditer(text, start, end):
        yield Reading(*match.span(), RANK_WORDS[(match["word"] or match["place"]).casefold()], "")
    for match in _PART.finditer(text, start, end):
        if _is_part(text, match, start):
            count = NUMBER_WORDS[match["count"].casefold()]
            yield Reading(match.start(), match.end("more"), f"{count}/{PART_WORDS[match['part'].casefold()]}", TIMES)


def _is_part(text: str, match: re.Match[str], start: int) -> bool:
    """Whether the words are a fraction: "two thirds", "a third of", "one-third", "by a third"; not "a third" alone."""
    tied = match["tie"] == "-" and match["count"] not in _ARTICLES and not text.startswith("-", match.end())
    before = _BY.search(text, max(start, match.start() - _NEAR), match.start()) and not _COUNTS_ON.match(
        text, match.end()
    )
    return bool(match["more"] or match["whole"] or tied or before)
