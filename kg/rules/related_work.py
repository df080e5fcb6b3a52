"""Where a sentence is about related work: "existing methods focus on X", "Kim et al. (2019) proposed X"."""

import re
from typing import Final

from kg.model import Span

_EARLIER: Final = (
    r"\b(?:existing|previous(?:ly)?|prior|past|earlier|current|recent|most|many|other|traditional|conventional|classical"
    r"|standard)"
)
_WORK: Final = (
    r"(?:methods?|approach(?:es)?|works?|models?|stud(?:y|ies)|techniques?|research|efforts|attempts|literature|systems|solutions|strategies"
    r"|frameworks|algorithms|pipelines|networks|architectures|benchmarks|datasets|evaluations?|metrics)"
)
_WORDS: Final = r"(?:\(?[\w-]+\)?\s){0,4}?"
"""Words, also abbreviations in brackets, that may stand between "existing" and "methods"."""

_DOES: Final = (
    r"(?:focus\w*|rely|relies|relied|concentrat\w+|emphasi[sz]\w+|cent(?:er|re)\w*|prioriti[sz]\w+|assum\w+|treat\w*"
    r"|(?:limited|restricted|confined)\sto|(?:perform|work)\w*\s(?:[a-z]+\s)?well\son"
    r"|(?:promising|satisfactory|strong|good|impressive|remarkable|great)\s(?:performance|results?|success|progress)\s(?:on|in|for))"
)
_DONE_BY_OTHERS: Final = re.compile(
    rf"{_EARLIER}\s{_WORDS}{_WORK},?\s(?:(?:which|that|have|has|been|are|is|tend\sto|often|still|only|largely|achieved?|shown?"
    rf"|demonstrated?|[a-z]+ly)\s){{0,4}}{_DOES}\b(?P<rest>[^,;:]{{0,120}})$",
    re.IGNORECASE,
)
_TURNS: Final = re.compile(
    r"\s[-\u2013\u2014]+\s|\b(?:we|our|this|but|yet|while|whereas|which|that|thus|not|cannot|without|despite|due|(?:rather|other)\sthan"
    r"|instead\sof|caus\w+|lead\w*|fail\w*|struggl\w*|suffer\w*|prone|susceptible|vulnerable|lack\w*|little|ignor\w+|neglect\w*"
    r"|overlook\w*|to\s(?:mitigat|alleviat|reduc|avoid|overcom|address|tackl)\w*)\b",
    re.IGNORECASE,
)
"""Words after which a sentence may turn to what is wrong with related work, or to something else."""

_CONNECTIVE: Final = (
    r"(?:(?:however|moreover|furthermore|nevertheless|nonetheless|yet|unfortunately|currently|recently|traditionally|in\saddition)"
    r",?\s|while\s|although\s|though\s|despite\s|most\s|many\s|several\s|some\s|the\s|all\s)"
)
_OPENS_WITH_OTHERS: Final = re.compile(
    rf"(?:{_CONNECTIVE}){{0,4}}{_EARLIER}\s{_WORDS}(?:{_WORK}|advance\w*|progress|interest|datasets?)\b",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"\b(?:we|us|ours?|here|this\s(?:paper|work|article|study|thesis))\b", re.IGNORECASE)

_AUTHORS: Final = (
    r"(?:\bet\sal\.?,?(?:\s?(?:\(?\d{4}[a-z]?\)?|\[\d+\]))?|\(\d{4}[a-z]?\)|\w\s?\[\d+\]"
    r"|\bin\s(?:our\s|a\s)?(?:previous|prior|earlier)\s\w+,?\swe)"
)
_MADE_BY_OTHERS: Final = re.compile(
    rf"{_AUTHORS}\s(?:(?:have|has|had|recently|first|originally|also)\s){{0,3}}"
    r"(?:propos|introduc|present|develop|describ|releas|creat)(?:e|es|ed|s)\s(?:(?:an?|the|new|novel)\s)*(?:[\w-]+\s){0,2}$"
    r"|\b(?:existing|off-the-shelf|previously\s(?:proposed|published))\s(?:[\w-]+\s){0,2}\(?$"
    r"|\b(?:(?:ask|invit|challeng|requir|encourag)(?:e?[sd]|ing)?\s(?:[\w-]+\s){1,3}?to|(?:can|may|could)\sbe\sused\s(?:[\w-]+,?\s){0,6}?to"
    r"(?:,[^,;]{0,40},)?)\s(?:build|develop|create|train)\s(?:(?:an?|the|new|novel)\s)*(?:[\w-]+\s){0,4}\(?$",
    re.IGNORECASE,
)
"""Words before what others introduced, what exists already, or what others are asked to make."""

_CITED: Final = re.compile(
    r"(?:\s\([\w-]{1,20}\))?\s(?:\((?:e\.g\.,?\s|see\s)?|(?:of|by|from)\s)[A-Z][\w'\u2019-]+"
    r"(?:\set\sal\.?|\s(?:and|&)\s[A-Z][\w'\u2019-]+),?\s?[(\[]?\d{4}"
)
"""A citation behind a name: "X (Kim et al., 2020)", "X from Kim and Li [2020]"."""


def is_made_by_others(text: str, sentence: Span, thing: Span) -> bool:
    """Whether others made `thing`, or are asked to: "Li et al. proposed X", "asks teams to build X"."""
    return (
        _MADE_BY_OTHERS.search(text[sentence.start : thing.start]) is not None
        or _CITED.match(text, thing.end, sentence.end) is not None
    )


def is_about_others(text: str, sentence: Span) -> bool:
    """Whether `sentence` is about related work alone: it begins with it, and has no word for the authors' own work."""
    opened = _OPENS_WITH_OTHERS.match(text, sentence.start, sentence.end)
    return opened is not None and _OWN.search(text, opened.end(), sentence.end) is None


def is_done_by_others(text: str, sentence: Span, thing: Span) -> bool:
    """Whether `sentence` says that `thing` is what related work is about."""
    said = _DONE_BY_OTHERS.search(text[sentence.start : thing.start])
    return said is not None and _TURNS.search(said["rest"]) is None
