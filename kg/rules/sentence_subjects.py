"""The system that is the subject of a sentence and so of its numbers: "The standard BERT model achieves 90%"."""

import re
from typing import Final

from kg.model import Span

_LEAD: Final = re.compile(
    r"(?:(?:however|moreover|furthermore|additionally|notably|specifically|overall|finally|similarly|meanwhile|conversely|in\saddition"
    r"|in\scontrast|by\scontrast),?\s)?(?:(?:the|our|an?|only|even|standard|proposed|vanilla|plain|original|best|fine-tuned)\s){0,3}",
    re.IGNORECASE,
)
_DOES: Final = re.compile(
    r"(?:\s(?:model|approach|method|system|framework|network|classifier|algorithm|architecture|baseline|pipeline|variant|agent)s?)?"
    r"(?:\s\([^()]{1,40}\))?(?:,\s(?:by\scontrast|in\scontrast|however),)?(?:\s(?:[a-z]+ly|also|further|still|even|alone))*"
    r"\s(?:(?:achiev|scor|improv|reduc|increas|degrad|los|demonstrat|provid|produc|solv|complet)e[ds]?"
    r"|(?:surpass|outperform|exceed|reach|attain|obtain|gain|deliver|yield|boost|show|perform|answer|lower)(?:e?s|ed)?"
    r"|drop(?:s|ped)?|lost|gets?|got|ha[sd]|have|(?:is|are|was|were)(?!\s(?:[a-z]+ly\s)?(?:\w+e[dn]|outdone)\b))\b"
)
_ANOTHER: Final = re.compile(
    r"[;:(]|\b(?:while|whereas|compared|versus|vs|than|over|but|relative\sto|which|where|against|from|opposed\sto|and\sthe|ours?)\b|\band\s[A-Z]|,\s(?:as\s)?[A-Z]"
)
"""Words after which a number may belong to something else."""


def opens(text: str, sentence: Span, system: Span, number: Span) -> bool:
    """Whether `sentence` begins with `system` and a verb, with no other clause before the `number`."""
    if system.end > number.start or _LEAD.fullmatch(text, sentence.start, system.start) is None:
        return False
    does = _DOES.match(text, system.end, number.start)
    return does is not None and _ANOTHER.search(text, does.end(), number.start) is None
