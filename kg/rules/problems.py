"""Where a sentence says that something suffers from a problem, which does not mean that it addresses it."""

import re
from typing import Final

from kg.model import Span
from kg.rules.english import ENDING, ENDING_FOR_E, IS

_ASIDE: Final = r"(?:\s\([^()]{1,40}\))?"
_MORE_EXACTLY: Final = r"(?:\s(?:with|of|for|in|on|under)(?:\s[\w-]+){1,4}?)?"
_AUXILIARY: Final = rf"(?:{IS}|can|may|might|could|will|would|remains?|still|often|also|tends?|to|both|quite|[a-z]+ly)"
_HAS_A_PROBLEM: Final = (
    rf"suffer{ENDING}\s(?:[a-z]+ly\s)?from|struggl{ENDING_FOR_E}\s(?:with|under|against)|incur(?:s|red|ring)?"
    r"|(?:caus|violat|exacerbat|degrad)e[sd]?|(?:break|worsen|lack)s?"
    r"|(?:prone|vulnerable|susceptible)\sto|plagued\s(?:by|with)"
    r"|(?:hampered|hindered|limited|constrained|bottlenecked|impeded|undermined)\sby"
)
_BURDENED: Final = re.compile(rf"{_ASIDE}{_MORE_EXACTLY}(?:\s{_AUXILIARY})*\s(?:{_HAS_A_PROBLEM})(?=\s)", re.IGNORECASE)
_RELIEVED: Final = re.compile(
    r";|:|\b(?:but|while|whereas|yet|which|that|we|our|to|by\s\w+ing|(?:address|solv|mitigat|alleviat|overcom|tackl|reduc|resolv|handl"
    r"|eliminat|avoid|remov)\w*)\b",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(r"\b(?:in|on|for|over|during|across)\s(?:[\w-]+\s)?$", re.IGNORECASE)
"""Words before the field in which the problem shows: that field is addressed after all."""


def has_problem(text: str, head: Span, tail: Span) -> bool:
    """Whether `head` is said to suffer from `tail` behind it: "Transformers suffer from quadratic complexity"."""
    said = _BURDENED.match(text, head.end, tail.start)
    if said is None:
        return False
    between = text[said.end() : tail.start]
    return not (_RELIEVED.search(between) or _WHERE.search(between))
