"""Which of two systems is better according to a sentence: "outperforms", "is outperformed by", "comparable to".

The network finds which systems are compared; these rules find the direction, because a fact in the wrong direction is
worse than none.
"""

import re
from enum import StrEnum
from typing import Final

from kg.model import Span
from kg.rules.english import COMPARED, ENDING, ENDING_FOR_E, FAILS, IS, NOT


class Stance(StrEnum):
    """How the first of two systems compares with the second, according to a sentence.

    `OPEN` if the sentence denies or only supposes that one is better; `UNSAID` if it does not compare the two, or
    compares both with something else.
    """

    BETTER = "better"
    WORSE = "worse"
    LEVEL = "level"
    OPEN = "open"
    UNSAID = "unsaid"


_ADVERBS: Final = r"(?:[a-z]+ly\s|(?:even|far|well|still|also|often|much|just)\s){0,2}"
_BEATEN: Final = r"(?:outperformed|surpassed|beaten|exceeded|outclassed|overtaken|outdone)"
_PLACE: Final = rf"(?:{_ADVERBS}(?:in|on|at|across|over|for)\s(?:[\w-]+\s){{1,4}}?|only\s|{_ADVERBS})"
_MARGIN: Final = r"(?:\d|(?:an?|up\sto|over|around|about|almost|nearly|more\sthan|at\sleast|large|wide|significant)\s)"
_MERIT: Final = (
    r"(?:[a-z]+-)?(?:accurate|precise|robust|stable|effective|efficient|reliable|capable|powerful|expressive|performant|scalable"
    r"|generali[sz]able|faithful|consistent|competitive|successful|suitable|informative|interpretable)(?:ly)?"
)
_AS_WELL_AS: Final = r"as\swell\s(?:[a-z]+\s){0,2}as"
_AS_GOOD_AS: Final = r"as\s(?:good|accurate|fast|effective|efficient|strong|powerful|capable)\s(?:[a-z]+\s){0,2}as"
_DOES: Final = r"(?:perform|work|do|did|done|far|generali[sz]|function|transfer|scal)[a-z]*"
_KEPT: Final = rf"(?:(?:retain|recover|attain|reach|maintain){ENDING}|(?:preserv|achiev|captur){ENDING_FOR_E}|keeps?)"
_UP_TO: Final = r"(?:(?!(?:and|but)\s(?:improv|better|high|superior|strong|fast|low|reduc|enhanc))[a-z-]+\s){0,6}?"
"""The words between "comparable" and "to", but none that say that something is better: "comparable and better"."""

_GETS_WORSE: Final = r"(?:degrad|deteriorat|decay|forget|forgot|overfit|diverg|drift)[a-z]*"
_CUES: Final = {
    Stance.WORSE: (
        rf"{IS}\s{_ADVERBS}{_BEATEN}",
        rf"(?:{_BEATEN}|improved\s(?:up)?on),?\s{_PLACE}by(?!\s{_MARGIN})",
        rf"under-?perform{ENDING}",
        rf"(?:worse|weaker|poorer|slower|less\s{_MERIT})\s(?:[a-z]+\s){{0,3}}than",
        rf"{_GETS_WORSE}\s(?:[a-z]+\s){{0,2}}(?:faster|more|further)\sthan",
        r"inferior\s(?:[a-z]+\s){0,2}to",
        rf"(?:lag(?:ged|ging|s)?|trail{ENDING})(?:\s{_ADVERBS}behind)?",
        rf"(?:fall(?:en|ing|s)?|fell)\s{_ADVERBS}(?:short\sof|behind)",
        rf"(?:{IS}|(?:remain|rank){ENDING}|second|third)\s{_ADVERBS}behind",
        r"second\sonly\sto",
        rf"half\s(?:{_AS_GOOD_AS}|{_AS_WELL_AS})",
        rf"(?:los{ENDING_FOR_E}|lost)\s(?:out\s)?(?:[\d.]+\s?(?:%|points?)?\s)?(?:to|against)",
        rf"(?:{NOT}|\bcannot|\bnever)\s(?:[a-z]+\s)?(?:reach|attain|approach)",
    ),
    Stance.LEVEL: (
        rf"(?:comparabl[ey]|(?:similar|equivalent|identical|competitive|equal)(?:ly)?)\s{_UP_TO}(?:to|with|as)",
        rf"competitive\s{_UP_TO}(?:against|relative\sto)",
        r"(?:on|at)[\s-](?:an?\s)?par\s(?:with|to)",
        r"(?:(?<!-)(?<!exact\s)match(?:es|ed)?|rival(?:s|l?ed|l?ing)?)",
        _AS_GOOD_AS,
        rf"{_DOES}\s(?:[a-z]+\s)?{_AS_WELL_AS}",
        r"(?:parity|ties?|tied)\swith|equals|the\ssame\s(?:[a-z]+\s){0,2}as",
        r"(?:comes?|came|coming)\s(?:very\s)?close\sto",
        rf"(?:no|{NOT}(?:\s[a-z]+)?)\s(?:better|worse|superior|inferior)\s(?:[a-z]+\s){{0,2}}(?:than|to)",
        r"(?:,|closely|nearly|almost|while|and|even|performance|thus|thereby)\smatching",
        rf"(?:(?:approach|match){ENDING}|approximat{ENDING_FOR_E})\sthe\s(?:performance|accuracy|quality|level)",
        r"gaps?\s(?:to|with|between)",
        rf"{_KEPT}\s(?:[a-z]+\s){{0,2}}[\d.]+\s?(?:%|percent)\sof",
        r"within\s(?:[a-z]+\s){0,2}[\d.]+\s?(?:%|percent|points?|pp)\sof",
    ),
    Stance.BETTER: (
        rf"(?:out-?perform|surpass|exceed){ENDING}",
        r"(?:beat(?:s|ing)?|outclass(?:es|ing)?|outdo(?:es)?|overtakes?)",
        rf"(?:better|stronger|faster|more\s{_MERIT})\s(?:[a-z]+\s){{0,3}}than",
        rf"{_GETS_WORSE}\s(?:[a-z]+\s){{0,2}}(?:slower|less)\sthan",
        rf"(?:{IS}|(?:remain|rank|stay){ENDING})\s{_ADVERBS}ahead\sof",
        rf"(?:twice|thrice|times|[x\u00d7])\s(?:{_AS_GOOD_AS}|{_AS_WELL_AS})",
        r"(?:superior|preferable)(?:ity)?\s(?:[a-z]+\s){0,3}(?:to|over)",
        rf"(?:improv{ENDING_FOR_E}|improvements?|gains?|advantages?|benefits?(?!\sfrom))\s(?:[a-z]+\s){{0,3}}?(?:upon|over)",
        rf"(?:improv{ENDING_FOR_E}|improvements?)\s(?:[a-z]+\s){{0,3}}?compared\s(?:to|with)",
    ),
}
_CUE: Final = re.compile(
    "|".join(rf"(?P<{stance}>\b(?:{'|'.join(ways)})\b)" for stance, ways in _CUES.items()), re.IGNORECASE
)
_BEATING: Final = re.compile(
    rf"\b(?:{'|'.join(_CUES[Stance.BETTER])})\b(?:[^,;:]{{0,60}},?\s(?:including|such\sas|like))?[^,;:]{{0,60}}$"
    rf"|\b(?:{COMPARED}|over|against|than|relative\sto)\s(?:[\w-]+\s){{0,3}}\(?$",
    re.IGNORECASE,
)
_WORDS: Final = r"(?:\s[\w-]+){0,3}?\s*$"
_DENIED: Final = re.compile(
    rf"(?:{NOT}|\b(?:never|cannot|nor|hardly|rarely|seldom|barely|without|no(?:\slonger)?|neither"
    rf"|(?:{FAILS}|difficult|insufficient)\sto)){_WORDS}",
    re.IGNORECASE,
)
_DENIED_SUBJECT: Final = re.compile(r"\b(?:no|none\sof|neither)\b[^,;:.]{0,60}$", re.IGNORECASE)
_SAID: Final = r"(?:claimed|believed|assumed|hypothesi[sz]ed|conjectured)"
_SUPPOSED: Final = re.compile(
    rf"\b(?:whether|if|may|might|would|should|potentially|(?:claims?|{_SAID}|argued)\sthat"
    rf"|(?:aim(?:s|ing)?|hopes?|seeks?|try|tries|attempts?|want|{_SAID}|expected|supposed|reported|thought|said|intended|designed"
    r"|potential)\sto)" + _WORDS,
    re.IGNORECASE,
)
_WHETHER: Final = re.compile(r"\bwhether\b[^,;.]*$", re.IGNORECASE)
_UNPROVEN: Final = re.compile(
    rf"(?:(?:{NOT}|\bcannot|\b(?:unable|fails?|failed)\sto)\s(?:[a-z]+ly\s)?(?:confirm|conclude|find|show|prove|observe|support|claim|establish"
    r"|demonstrate|imply|mean|believe)|\b(?:no|little)\s(?:[a-z]+\s)?(?:evidence|indication|proof|guarantee|sign))\s(?:[a-z]+\s){0,2}that\b[^,;.]*$",
    re.IGNORECASE,
)
"""Words that deny the clause behind them, or leave it open."""

_EXCEPT: Final = re.compile(
    r"\b(?:but\snot|(?:just|slightly|marginally|only|far|well|points?|[\d.]+%)\sbelow)\s(?:(?:that\sof|the|an?|for|on|over|by)\s)*$",
    re.IGNORECASE,
)
"""Words just before a system that is not beaten: "beats X, but not Y", "slightly below Y"."""

_HALF: Final = re.compile(
    r"\b(?:comparable|similar|competitive|equal|par|match\w*|rival\w*)(?:\s(?:to|with))?,?\sor\s(?:[a-z]+\s){0,2}$",
    re.IGNORECASE,
)
_COMPARING: Final = re.compile(
    r"\b(?:compar\w+|versus|vs|(?<!rather\s)than|over|relative\sto|against|above|beyond|better|best(?!\sof\s\w+\sknowledge)|superior\w*|higher|highest|low(?:er|est)|fewer|less"
    r"|faster|slower|state-of-the-art|sota|leading|top|competitive|advantages?|gains?|speed-?ups?|(?:outperform|surpass|beat|exceed"
    r"|improv|increas|reduc|decreas|boost|drop|elevat|accelerat|rank|win|dominat|match)\w*|only\s\d)\b|\d\s?[x%\u00d7]",
    re.IGNORECASE,
)
"""Words of comparison: a sentence with none of them cannot say that something is better than something else."""

_REACHED: Final = re.compile(r"match|rival|(?:.*\s)?as\s", re.IGNORECASE)
_NOT: Final = re.compile(r"no", re.IGNORECASE)


def is_beaten(text: str, sentence: Span, thing: Span) -> bool:
    """Whether the words before `thing` make it the baseline: "outperforms BERT and XLNet", "compared to BERT"."""
    return _BEATING.search(text[sentence.start : thing.start]) is not None


def compares(text: str, sentence: Span) -> bool:
    """Whether `sentence` has a word of comparison, whatever it compares."""
    return _COMPARING.search(text, sentence.start, sentence.end) is not None


def stance(text: str, sentence: Span, first: Span, second: Span) -> Stance | None:
    """How `sentence` compares `first` with `second`, which follows it; None if no cue stands between them."""
    if _EXCEPT.search(text[first.end : second.start]):
        return Stance.OPEN
    cues = list(_CUE.finditer(text, first.end, second.start))
    if not cues:
        return None
    cue = cues[-1]
    said = Stance(cue.lastgroup or "")
    before = text[sentence.start : cue.start()]
    if said is Stance.LEVEL:
        denied = _DENIED.search(before) is not None and _NOT.match(cue.group()) is None
        return _unequal(cue.group(), text[cue.end() : second.start]) if denied else said
    if _HALF.search(before):
        return Stance.LEVEL
    if _is_open(text, sentence, first, before):
        return Stance.OPEN
    return said


def _unequal(level: str, behind: str) -> Stance:
    """The stance of a denied tie: "does not match" puts the first system below, "not matched by" above."""
    if behind.startswith(" by "):
        return Stance.BETTER
    return Stance.WORSE if _REACHED.match(level) else Stance.OPEN


def _is_open(text: str, sentence: Span, first: Span, before: str) -> bool:
    """Whether the sentence denies, only supposes or asks that one is better."""
    return (
        text[: sentence.end].endswith("?")
        or any(pattern.search(before) for pattern in (_DENIED, _SUPPOSED, _WHETHER, _UNPROVEN))
        or _DENIED_SUBJECT.search(text[sentence.start : first.start]) is not None
    )
