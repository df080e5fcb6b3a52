"""Digits in short forms that count words (A2C: advantage actor-critic) or stand for a word (T2I: text to image)."""

import re
import unicodedata
from collections import Counter
from types import MappingProxyType
from typing import Final

UNSPELT_WORDS: Final = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"}
)
"""Words of a long form that need no letter in the short one."""
SMALL_WORD: Final = re.compile(rf"(?<!-)(?:{'|'.join(sorted(UNSPELT_WORDS))})(?![\w-])")
WORDS_FOR_FIGURES: Final = MappingProxyType({"2": "to", "4": "for"})
"""Words that a digit between letters may stand for: "seq2seq"."""

_COUNTED: Final = re.compile(r"([A-Z])([2-4²³])")
_WORD: Final = re.compile(r"[^\W_]+")
_BARE = 2
"""Length of a form that is nothing but a letter and a digit."""


def counted_out(form: str) -> str:
    """`form` with each letter repeated as often as the digit behind it says: "GenMMM" for "GenM³"."""
    return _COUNTED.sub(lambda match: match[1] * unicodedata.digit(match[2]), form)


def has_counts(form: str) -> bool:
    """Whether a digit in `form` may count words."""
    return _COUNTED.search(form) is not None


def counts_words(short: str, long: str) -> bool:
    """Whether each digit in `short` (there is one at least) can count words of `long` with the letter before it.

    `long` may have more such words than the digit says. If `short` is nothing but a letter and a digit, it may have no
    other words: L2 is also a second language.
    """
    starts = _starts(long)
    counts = {letter.casefold(): unicodedata.digit(figure) for letter, figure in _COUNTED.findall(short)}
    enough = all(starts[letter] >= count for letter, count in counts.items())
    return bool(counts) and enough and (len(short) > _BARE or starts.keys() == counts.keys())


def repeated_starts(long: str) -> tuple[frozenset[tuple[str, int]], bool]:
    """All that `counts_words` looks at in a long form.

    These are the letters with which several words start, each with the number of these words, and whether all words
    start with the same letter.
    """
    starts = _starts(long)
    return frozenset((letter, count) for letter, count in starts.items() if count > 1), len(starts) == 1


def _starts(long: str) -> Counter[str]:
    return Counter(word[0].casefold() for word in _WORD.findall(SMALL_WORD.sub("", long)))
