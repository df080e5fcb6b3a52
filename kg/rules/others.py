"""Where a sentence tells of the work of others: "existing methods focus on X", "Kim et al. (2019) proposed X"."""

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
_DOES: Final = (
    r"(?:focus\w*|rely|relies|relied|concentrat\w+|emphasi[sz]\w+|cent(?:er|re)\w*|prioriti[sz]\w+|assum\w+|treat\w*"
    r"|(?:limited|restricted|confined)\sto|(?:perform|work)\w*\s(?:[a-z]+\s)?well\son"
    r"|(?:promising|satisfactory|strong|good|impressive|remarkable|great)\s(?:performance|results?|success|progress)\s(?:on|in|for))"
)
_DONE_BY_OTHERS: Final = re.compile(
    rf"{_EARLIER}\s(?:[\w-]+\s){{0,4}}?{_WORK}\s(?:(?:have|has|been|are|is|tend\sto|often|still|only|largely|achieved?|shown?"
    rf"|demonstrated?|[a-z]+ly)\s){{0,4}}{_DOES}\b(?P<rest>[^,;:]{{0,120}})$",
    re.IGNORECASE,
)
_TURNS: Final = re.compile(
    r"\s[-\u2013\u2014]+\s|\b(?:we|our|this|but|yet|while|whereas|which|that|thus|not|cannot|without|despite|due|(?:rather|other)\sthan"
    r"|instead\sof|caus\w+|lead\w*|fail\w*|struggl\w*|suffer\w*|prone|susceptible|vulnerable|lack\w*|little|ignor\w+|neglect\w*"
    r"|overlook\w*|to\s(?:mitigat|alleviat|reduc|avoid|overcom|address|tackl)\w*)\b",
    re.IGNORECASE,
)
"""After which a sentence may speak of what is wrong with that work, or of something else."""

_AUTHORS: Final = (
    r"(?:\bet\sal\.?,?(?:\s?(?:\(?\d{4}[a-z]?\)?|\[\d+\]))?|\(\d{4}[a-z]?\)|\w\s?\[\d+\]"
    r"|\bin\s(?:our\s|a\s)?(?:previous|prior|earlier)\s\w+,?\swe)"
)
_MADE_BY_OTHERS: Final = re.compile(
    rf"{_AUTHORS}\s(?:(?:have|has|had|recently|first|originally|also)\s){{0,3}}"
    r"(?:propos|introduc|present|develop|describ|releas|creat)(?:e|es|ed|s)\s(?:(?:an?|the|new|novel)\s)*(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)


def is_made_by_others(text: str, sentence: Span, thing: Span) -> bool:
    """Whether `sentence` says that authors whom it cites, or an earlier paper, introduced `thing`."""
    return _MADE_BY_OTHERS.search(text[sentence.start : thing.start]) is not None


def is_done_by_others(text: str, sentence: Span, thing: Span) -> bool:
    """Whether `sentence` says of existing work that `thing` is what it is about."""
    said = _DONE_BY_OTHERS.search(text[sentence.start : thing.start])
    return said is not None and _TURNS.search(said["rest"]) is None
