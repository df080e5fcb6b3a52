"""Numbers of human performance, which are no results of the system in the same sentence."""

import re
from typing import Final

from kg.model import Span
from kg.rules.english import COMPARED, HEDGE, HEDGE_SIGNS

_GROUP: Final = (
    r"(?:humans|people|(?:[a-z]+[\s-])?(?:expert|annotator|participant|physician|radiologist|clinician|doctor|listener|grader|rater"
    r"|player|crowd\s?worker|novice)s)"
)
_OPENING: Final = (
    rf"(?:^|[,;:(]\s(?:and|while|whereas|but|where|{COMPARED})\s|\b(?:while|whereas|but)\s|;\s"
    r"|\b(?:indicat|show|find|found|reveal|report)[a-z]*\sthat\s)"
    r"(?:(?:the|average|expert|skilled|trained|untrained|lay)\s)*"
)
_ABILITY: Final = r"(?:\s(?:performance|accuracy|experts?|participants?|annotators?|level|baselines?|evaluators?))?"
_DOES: Final = (
    r"\s(?:(?:is|are|was|were)(?!\s(?:[a-z]+ly\s)?[a-z]+(?:ed|en)\b)"
    r"|(?:stand|reach|achiev|scor|attain|obtain|succeed|solv|answer|identif|agree|recogni|detect|get|perform|need|take"
    r"|exceed|do|can)[a-z]*)\s"
)
"""A verb; not a passive, which says what is done to them: "humans are outperformed"."""

_SUBJECT: Final = re.compile(
    _OPENING + rf"(?:human|{_GROUP})" + _ABILITY + _DOES + r"(?:(?!that\s)[^,;:]){0,60}$", re.IGNORECASE
)
_OF_THEM: Final = re.compile(
    rf"\s?(?:of|by|for|from)\s(?!(?:the\s|all\s)*experts\b)(?:the\s|all\s)*{_GROUP}\b(?!['\u2019-]|\s(?:eval|judg|prefer|annot))",
    re.IGNORECASE,
)
_ABILITY_OF_THEM: Final = re.compile(
    rf"\bhuman\s(?:performance|accuracy|baselines?)\s(?:\(|of\s)(?:{HEDGE}\s)*[{HEDGE_SIGNS}]?$", re.IGNORECASE
)
_LIKED: Final = re.compile(
    r"\b(?:prefer|favou?r|chos|select|rated|judg|rank|deem)[a-z]*\s(?:[^.,;:]{0,60}\s)?by\s(?:[a-z]+\s){0,3}$",
    re.IGNORECASE,
)
"""Words before the share of people who prefer something: that share is a result of it."""


def is_human_performance(text: str, sentence: Span, number: Span) -> bool:
    """Whether a number is that of humans: "humans solve 91%", "recommended by 92.6% of physicians"."""
    before = text[sentence.start : number.start]
    of_them = _OF_THEM.match(text, number.end, sentence.end) is not None and _LIKED.search(before) is None
    return of_them or any(pattern.search(before) for pattern in (_SUBJECT, _ABILITY_OF_THEM))
