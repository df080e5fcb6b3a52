"""Words and signs of measurement: number words, scales, multiples and units, as regular expressions.

They come from English and the SI; nothing here was collected from a corpus.
"""

import re
from types import MappingProxyType
from typing import Final

PERCENT: Final = "%"
TIMES: Final = "x"
POINTS: Final = "points"
MAGNITUDE: Final = "orders of magnitude"

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_PARTS = "third fourth fifth sixth seventh eighth ninth tenth"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS: Final = MappingProxyType(
    {word: str(number) for number, word in enumerate(_SMALL.split())}
    | {word: str(10 * number) for number, word in enumerate(_TENS.split(), 2)}
    | {
        f"{ten}-{one}": str(10 * tens + ones)
        for tens, ten in enumerate(_TENS.split(), 2)
        for ones, one in enumerate(_SMALL.split()[1:10], 1)
    }
    | {"a hundred": "100", "a thousand": "1000", "a": "1", "an": "1"}
)
"""Number words to digits; the articles count only in "an order of magnitude"."""

MULTIPLE_WORDS: Final = MappingProxyType(
    dict.fromkeys(("half", "halve", "halves", "halved", "halving"), "0.5")
    | dict.fromkeys(("twice", "doubles", "doubled", "doubling"), "2")
    | dict.fromkeys(("thrice", "tripled", "tripling"), "3")
    | dict.fromkeys(("quadrupled", "quadrupling"), "4")
)
"""Words that are a factor on their own."""

MULTIPLES_OF: Final = MappingProxyType(
    {"double": "2", "triple": "3", "triples": "3", "quadruple": "4", "quadruples": "4"}
)
"""Words that are a factor only before what they multiply ("double the speed"); else they are adjectives or nouns."""

RANK_WORDS: Final = MappingProxyType({word: str(number) for number, word in enumerate(_RANKS.split(), 1)})
PART_WORDS: Final = MappingProxyType(
    {word: str(number) for number, word in enumerate(_PARTS.split(), 3)} | {"quarter": "4", "hundredth": "100"}
)
"""Denominators of fractions in words."""

TIME: Final = (
    r"(?:milli|micro|nano)?seconds?|minutes?|hours?|days?|weeks?|months?|years?|hrs?|mins?|secs?|ms|[μµ]s|us|ns|[sh]"
)
BYTES: Final = r"[kKMGTP]i?B|[kMGT]bytes"
_SI = (
    rf"{BYTES}|[kKMGT]?bits?|[kKMG]bps|FPS|fps|dBm?|[kMGT]?Hz|[GTPMk]?FLOP[Ss]?|[GTMK]?MACs?|[GTM]?OPS"
    r"|[mkM]?Wh?|[mkMµμ]?J|[mkM]?eV|[mkµμ]?V|mA|[mckµμn]?m[²³]?|k?Pa|[mkµμ]?g|°C?|degrees?|℃|bpc|bpp|bpd|ppm|mmHg"
    r"|k?cal|[mkµμn]?mol|Å|EUR|USD|dollars?|cents?|nats?"
)
_PER = r"[dcmµμ]?L|[mkµμn]?mol|[mkµμ]?g|[mckµμn]?m[²³]?|Å[²³]?|atom"
_COUNTED = (
    r"tokens|frames|epochs|images|samples|words|characters|queries|requests|iterations|steps|sequences|sentences"
    r"|operations|examples|documents|videos|episodes|pixels|bytes"
)
_COUNTED_ONE = (
    r"token|frame|epoch|image|sample|word|character|query|request|iteration|step|sequence|sentence|pixel|byte"
)
_NOUN = r"[A-Za-z][\w-]{2,24}"
_METRIC_WORD = (
    r"(?=[\w@./²]*[A-Z])[\w@./²]{1,24}|absolute|accuracy|perplexity|percentage|percentual|score|average|overall"
)
_PARAMETERS = r"(?:(?:trainable|learnable|tunable|total|active|activated|extra|additional|model)\s)?param(?:eter)?s\b"

_SCALES: Final = MappingProxyType(
    dict.fromkeys(("k", "thousand"), 10**3)
    | dict.fromkeys(("m", "million"), 10**6)
    | dict.fromkeys(("b", "billion"), 10**9)
    | dict.fromkeys(("t", "trillion"), 10**12)
)
_SCALE_LETTER = "[KkMBT]"
_SCALE_WORD = f"(?:{'|'.join(word for word in _SCALES if len(word) > 1)})s?"
WRITTEN_SCALE: Final = f"{_SCALE_LETTER}|{_SCALE_WORD}"
SCALE: Final = (
    rf"(?:{_SCALE_LETTER}(?![\w'\u2019-])|[ -]?{_SCALE_WORD}\b"
    rf"|\s{_SCALE_LETTER}(?=\s(?:(?:to|and|or)\s\d[\d.]*\s?{_SCALE_LETTER}\s)?(?:{_PARAMETERS}|(?:{_COUNTED})\b)))"
)
"""What scales a number. A letter after a space is a scale only before something countable ("500 M to 7 B parameters"),
because "300 K" may be a temperature."""

CURRENCIES: Final = "$€£¥"
"""Signs of money, which stand before their number."""

_UNITS: Final = {
    "points": (
        r"(?:%|per ?cent)[- ]?points?\b|(?:ppt?s?|pts?)\b(?!\.\w)|p\.p\."
        rf"|(?:(?<![\d.])(?:{_METRIC_WORD})[- ]){{0,3}}points?\b"
    ),
    "percent": r"%|per ?cent\b",
    "times": r"times\b|folds?\b|[xX\u00d7](?!\w)",
    "magnitude": r"orders?[- ]of[- ]magnitude\b",
    "rate": (
        rf"(?:{TIME}|{_SI}|{_NOUN})\s?(?:/|\bper\b|\ba\b)\s?(?:{TIME})(?!\w)"
        rf"|(?:{TIME}|{_SI})(?:/|\s?per\s)(?:{_COUNTED_ONE})"
        rf"|(?:{_SI})/(?:{_PER})(?:[/·](?:{_PER}))?(?![\w/])"
    ),
    "device": r"(?<!\d)[A-Z]\w*[- ](?:hours?|days?|minutes?|weeks?|years?)\b",
    "parameters": _PARAMETERS,
    "physical": rf"(?:{TIME}|{_SI})(?![\w'\u2019]|-\w)",
    "counted": rf"(?:{_COUNTED})\b|(?<=-)(?:{_COUNTED_ONE})\b",
}
UNIT: Final = re.compile("|".join(f"(?P<{kind}>{written})" for kind, written in _UNITS.items()))
"""A unit after a number; the name of the group that matched is its kind. The first kind that fits counts."""

_NAMES: Final = MappingProxyType(
    {"points": POINTS, "percent": PERCENT, "times": TIMES, "magnitude": MAGNITUDE, "parameters": "parameters"}
)


def scale_of(written: str) -> int:
    """The factor of a scale: 1,000 for "K" and "thousands"; 1 for anything else."""
    return _SCALES.get(written.casefold().removesuffix("s"), 1)


def unit_name(unit: re.Match[str]) -> str:
    """A match of `UNIT` in the guidelines' terms."""
    kind = unit.lastgroup or ""
    if kind in _NAMES:
        return _NAMES[kind]
    written = re.sub(r"\s+", " ", unit.group())
    return f"{written}s" if kind == "counted" and not written.endswith("s") else written
