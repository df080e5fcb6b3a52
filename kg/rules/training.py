"""Words of training: a sentence with none of them cannot say that something was trained on data."""

import re
from typing import Final

from kg.model import Span

_TRAINING: Final = re.compile(
    r"\b(?:(?:pre|re|co)?-?train|(?:fine-?)?tun(?:e|ing)|learn|distill|supervis|adapt|optimi[sz]|teach)\w*|\b(?:fit(?:s|ted|ting)?|taught)\b",
    re.IGNORECASE,
)


def trains(text: str, sentence: Span) -> bool:
    """Whether `sentence` has a word of training, whatever is trained."""
    return _TRAINING.search(text, sentence.start, sentence.end) is not None
