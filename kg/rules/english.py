"""Words of English that several rules share, as parts of regular expressions."""

from typing import Final

IS: Final = r"(?:is|are|was|were|be|been|being)"

ENDING: Final = r"(?:s|es|ed|ing)?"
"""The endings of a regular verb such as "exceed"."""

ENDING_FOR_E: Final = r"(?:e[sd]?|ing)"
"""The endings of a regular verb in -e, after "improv"."""

FAILS: Final = rf"(?:fail{ENDING}|failure|struggl{ENDING_FOR_E}|unable)"

NOT: Final = r"(?:\bnot|n['\u2019]t)(?!\s(?:only|just|merely|simply|solely|exclusively|purely)\b)"
"""A denial; "not only" is none."""

COMPARED: Final = r"(?:compar(?:ed|ing)\s(?:to|with|against)|in\scomparison\s(?:to|with)|versus|vs\.?)"

HEDGE: Final = (
    r"(?:about|approximately|around|roughly|some|nearly|almost|only|just|merely|over|under|above|below|up\sto"
    r"|at\s(?:least|most)|(?:more|less|fewer)\sthan)"
)
"""Words before a number that only say how exact it is, or whether it is little or much."""

HEDGE_SIGNS: Final = "~\u2248\u223c"
"""The same as signs, for use in a character class."""
