"""Numbers of baselines: "reaches 90%, compared to 86%", "outperforms existing systems (86%)"."""

import re
from typing import Final

from kg.model import Span
from kg.rules.english import COMPARED, ENDING, ENDING_FOR_E, HEDGE, HEDGE_SIGNS

_ABOUT: Final = rf"(?:(?:the|an?|original|average|{HEDGE})\s)*[$\s{HEDGE_SIGNS}]*$"
_SET_BESIDE: Final = re.compile(
    rf"\b(?:{COMPARED}|against|(?:as\s)?opposed\sto|than\sthe)\s{_ABOUT}"
    rf"|\b(?:previous|prior|existing)\s(?:best|SOTA|state[\s-]of[\s-]the[\s-]art)(?:\s[\w-]+){{0,3}}?\s(?:of|is|was)\s{_ABOUT}"
    r"|\b(?:baseline|base\smodel|competitor|predecessor)s?(?:,?\s(?:that|which))?\s(?:[a-z]+ly\s)?"
    rf"(?:(?:achiev|scor){ENDING_FOR_E}|(?:reach|attain|obtain){ENDING}|g[eo]ts?)\s{_ABOUT}",
    re.IGNORECASE,
)
_BEHIND_RIVAL: Final = re.compile(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat(?:s|ing)?|(?:improv|gain|advantage)\w*\s(?:[a-z]+\s){0,3}?over|below|above"
    rf"|than(?!\s(?:its|their)\b)|{COMPARED}|from\sthe)\s(?:(?!\bby\s)[^,;:()]){{2,70}}\($",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(r"(?:\s(?!vs|versus|against|and|over|compared)[\w-]+){0,2}\s?[),;]")
_SIGNS: Final = "+-\u2212\u2013"


def is_of_baseline(text: str, sentence: Span, number: Span) -> bool:
    """Whether a number is that of a baseline: it follows "compared to" or the like, or the baseline, in brackets."""
    before = text[sentence.start : number.start]
    if _SET_BESIDE.search(before):
        return True
    alone = text[number.start] not in _SIGNS and _ALONE.match(text, number.end, sentence.end) is not None
    return alone and _BEHIND_RIVAL.search(before) is not None


_NAMED_BEHIND: Final = re.compile(r"\s(?:for|by|of|with|from)\s(?:(?:the|an?|its|our)\s)?")


def is_its_number(text: str, system: Span, number: Span) -> bool:
    """Whether `system` is named just beside a number as its subject: "BERT (86%)", "86% for BERT"."""
    if system.end <= number.start:
        return text[system.end : number.start].strip() == "("
    return _NAMED_BEHIND.fullmatch(text, number.end, system.start) is not None
