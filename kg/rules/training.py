"""Words without one of which no sentence says that something was trained on data."""

import re
from typing import Final

from kg.model import Span

_TRAINING: Final = re.compile(
    r"\b(?:(?:pre|re|co)?-?train|(?:fine-?)?tun(?:e|ing)|learn|distill|supervis|adapt|optimi[sz]|teach)\w*|\b(?:fit(?:s|ted|ting)?|taught)\b",
    re.IGNORECASE,
)


def trains(text: str, sentence: Span) -> bool:
    """Whether anything in `sentence` may say that something is trained, whatever it is."""
    return _TRAINING.search(text, sentence.start, sentence.end) is not None
