"""Negation: where a sentence says that something is left out or denied ("unlike X", "without X", "does not use X")."""

import re
from typing import Final

from kg.model import Span
from kg.rules.english import ENDING, ENDING_FOR_E, FAILS, NOT

_DETERMINERS: Final = (
    r"(?:\s(?:the|an?|any|all|its|their|our|such|use\sof|relying\son|need\s(?:for|of|to)"
    r"|[a-z]+(?:-[a-z]+)+|[a-z]+(?:al|ive|ous|ing|ed|ary|ior|ard|ra|ic|it|le|ent|ant)))*"
)
"""Articles, and adjectives by their endings or hyphens, that may stand before the name of what is left out."""

_CHANGE: Final = r"(?:alter|chang|modify|updat|retrain|exceed)ing"
_HARM: Final = r"(?:sacrific|compromis|hurt|harm|degrad|impair|affect|los|diminish|eliminat)ing"
_NOT_DONE: Final = (
    r"\b(?:instead\sof|rather\sthan|without)\s(?:(?!mere|simp|sole|on)[a-z]+ly\s)?"
    rf"(?!{_CHANGE}|{_HARM})(?-i:[a-z]+ing)\s"
    r"(?:(?!(?:we|our|it|they|this|which|that|and|but|while|using|via|through)\b)[\w-]+\s){0,6}"
)
"""Words for what is not done, up to its object: "instead of training a large X". What is not changed may be used."""

_OTHER: Final = (
    r"\b(?:unlike|instead\sof|rather\sthan|in\scontrast\s(?:to|with)|(?:as\s)?opposed\sto|contrary\sto|in\splace\sof"
    rf"|(?:(?:need|add){ENDING}|(?:requir|introduc){ENDING_FOR_E})\sno|despite\s(?:the\s|a\s)?(?:lack|absence)\sof)"
    rf"|(?:{NOT}|\b(?:no\slonger|never))\s(?:[a-z]+ly\s)?"
    r"(?:need|require|rely|use|employ|involve|depend|reliant|based|dependent|using)(?:s|ing)?(?:\son|\supon)?"
)
_REMOVED: Final = (
    rf"\b(?:without(?!\s{_CHANGE})|free\s(?:of|from)|no(?:t\san?)?|not\s(?:for|on|with|in)"
    r"|(?:avoid|eliminat|remov|replac|omitt?|bypass|abandon|discard|dropp?|forgo)(?:e|s|es|ed|ing)?"
    rf"|dispens{ENDING_FOR_E}\swith|(?:decoupl|isolat){ENDING_FOR_E}\s(?:[\w-]+\s){{0,5}}?from)"
)
_SPARED: Final = rf"\bwithout\s(?:{_HARM}|{_CHANGE}){_DETERMINERS}(?:\s[\w-]+\sof{_DETERMINERS})?"
"""Words before what is not harmed or not changed: "without sacrificing X", "without changing the shape of X"."""

_NOT_MEANT: Final = re.compile(rf"(?:(?:{_OTHER}){_DETERMINERS}(?<!ing)\s?|{_SPARED}(?:\s[\w-]+)?\s)$", re.IGNORECASE)
_OR: Final = r"(?:\s(?!(?:and|but|that|which|we|our|to|is|are|by|with|in|on)\b)[\w-]+){1,4}?,?\sor"
"""Words for something else that is left out too: "without labels or X"."""

_LEFT_OUT: Final = re.compile(
    rf"(?:(?:{_OTHER}|{_REMOVED}){_DETERMINERS}(?:{_OR}{_DETERMINERS})?\s?|{_NOT_DONE})$", re.IGNORECASE
)
_SET_APART: Final = re.compile(
    rf"\W*(?:unlike|in\scontrast\s(?:to|with)|contrary\sto){_DETERMINERS}(?:\s[\w-]+){{0,2}}\s?", re.IGNORECASE
)
_FREE: Final = re.compile(r"[-\s]free\b", re.IGNORECASE)
_DENIED: Final = re.compile(
    rf"(?:{NOT}|\b(?:cannot|never|no\slonger|{FAILS}\sto))\s(?:[a-z]+ly\s)?[a-z]+(?:\s[a-z]+)?{_DETERMINERS}\s?$",
    re.IGNORECASE,
)

_CONTRASTED: Final = re.compile(
    r"(?:while|whereas|although|though|unlike)\s(?:(?!(?:it|its|they|their|this|these)\b)[^\s,;]+\s)*", re.IGNORECASE
)
_SUBJECT_OF_MAIN_CLAUSE: Final = re.compile(
    r"[^,;()]*,\s(?!(?:such|including|like|e\.g|i\.e)\b)(?:(?!(?:we|this|our)\b)[\w-]+\s){0,4}", re.IGNORECASE
)


def is_left_out(text: str, sentence: Span, thing: Span) -> bool:
    """Whether `sentence` says of this mention of `thing` that it is absent, not needed or not meant."""
    return (
        _LEFT_OUT.search(text[sentence.start : thing.start]) is not None
        or _FREE.match(text, thing.end, sentence.end) is not None
    )


def is_not_meant(text: str, sentence: Span, thing: Span) -> bool:
    """Whether `thing` is a contrast ("unlike X"), not needed ("requires no X") or not harmed ("without sacrificing X").

    Then it is no problem that is solved either, as it can be after "without X" or "avoids X".
    """
    return _NOT_MEANT.search(text[sentence.start : thing.start]) is not None


def is_set_apart(text: str, sentence: Span, thing: Span) -> bool:
    """Whether `sentence` begins by contrasting something with `thing`: "Unlike X, …"."""
    return _SET_APART.fullmatch(text, sentence.start, thing.start) is not None


def is_contrasted(text: str, sentence: Span, head: Span, tail: Span) -> bool:
    """Whether `sentence` begins with `tail` and contrasts it with the subject of its main clause, `head`."""
    opened = tail.end <= head.start and _CONTRASTED.fullmatch(text, sentence.start, tail.start) is not None
    return opened and _SUBJECT_OF_MAIN_CLAUSE.fullmatch(text, tail.end, head.start) is not None


def is_denied(text: str, head: Span, tail: Span) -> bool:
    """Whether the verb between `head` and the `tail` behind it is denied: "BERT does not address long documents"."""
    return _DENIED.search(text[head.end : tail.start]) is not None
