"""Words of English that several rules look for, as parts of regular expressions, so that none lists them for itself."""

from typing import Final

IS: Final = r"(?:is|are|was|were|be|been|being)"

ENDING: Final = r"(?:s|es|ed|ing)?"
"""What a regular verb ends in: behind "exceed"."""

ENDING_FOR_E: Final = r"(?:e[sd]?|ing)"
"""The same of a verb in -e: behind "improv"."""

FAILS: Final = rf"(?:fail{ENDING}|failure|struggl{ENDING_FOR_E}|unable)"

NOT: Final = r"(?:\bnot|n['\u2019]t)(?!\s(?:only|just|merely|simply|solely|exclusively|purely)\b)"
"""A denial; "not only" is none."""

COMPARED: Final = r"(?:compar(?:ed|ing)\s(?:to|with|against)|in\scomparison\s(?:to|with)|versus|vs\.?)"

HEDGE: Final = (
    r"(?:about|approximately|around|roughly|some|nearly|almost|only|just|merely|over|under|above|below|up\sto"
    r"|at\s(?:least|most)|(?:more|less|fewer)\sthan)"
)
"""What may stand before a number and says no more than how exact it is, or whether that is little or much."""

HEDGE_SIGNS: Final = "~\u2248\u223c"
"""The same as signs, for a class of characters."""
