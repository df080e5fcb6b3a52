"""Near-identical names: the same words but for endings and slips of the pen.

That "RMSE" is short for "root mean square error" and for "Root Mean Squared Error" is one definition. Near identity
merges names only where there is other evidence, such as a shared abbreviation; alone it would say too little.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from kg.resolve.stems import Words, same_word
from kg.resolve.wording import COORDINATES, PREFIXES, SMALL_WORDS, spelt_out
from kg.rules.names import normalise, singular, words

_ENDINGS_WRITTEN = "a al ation ational d e ed er es ic ical ing ion ional ive ization ize ized izing or s y"
_ENDINGS: Final = frozenset({"", *_ENDINGS_WRITTEN.split()})
_SHORTEST_STEM: Final = 4
_SHORTEST_SLIP: Final = 7
"""Letters of a word from which on one letter more or less is a slip of the pen, and no other word."""


def akin(one: Words, other: Words) -> bool:
    """Whether two names, small words aside, are the same word by word but for endings and slips of the pen."""
    first, second = content(one), content(other)
    return len(first) == len(second) and all(map(_alike, first, second))


def content(parts: Words) -> list[str]:
    """The words that count, in the singular, prefixes written together with what they stand before."""
    plain = [normalise(singular(part)) for part in parts if part.casefold() not in SMALL_WORDS]
    return list(_with_prefixes(map(same_word, plain)))


def same_head(one: Words, other: Words) -> bool:
    """Whether the last words are the same but for a slip: "modeling" does not mean what "model" means."""
    first, second = content(one)[-1:], content(other)[-1:]
    return first == second or any(map(_is_slip, first, second))


def in_short(one: str, other: str, full_forms: Mapping[str, Words], shared: Collection[str]) -> tuple[str, str] | None:
    """Two names of which one says more, the shorter first, if a paper may call by it what the longer one names.

    It has the noun of the longer one, which is none of several things ("local and global tokens"), and is not among
    the names that papers have `shared`, by their keys: no term of the field, which names more than this thing.
    """
    short, long = sorted((one, other), key=lambda name: len(spelt_out(name, full_forms)))
    coordinates = COORDINATES.intersection(words(long)).difference(words(short))
    is_term = normalise(short) in shared
    return None if is_term or coordinates or not same_head(words(short), words(long)) else (short, long)


def _with_prefixes(parts: Iterable[str]) -> Iterator[str]:
    joined = ""
    for part, after in pairwise([*parts, ""]):
        joined += part
        if part not in PREFIXES or not after:
            yield joined
            joined = ""


def _alike(one: str, other: str) -> bool:
    if one == other or _is_slip(one, other):
        return True
    shared = _shared(one, other)
    return shared >= _SHORTEST_STEM and {one[shared:], other[shared:]} <= _ENDINGS


def _is_slip(one: str, other: str) -> bool:
    """Whether one of two long words is the other with a letter more."""
    short, long = sorted((one, other), key=len)
    shared = _shared(short, long)
    return len(short) >= _SHORTEST_SLIP and len(long) == len(short) + 1 and short[shared:] == long[shared + 1 :]


def _shared(one: str, other: str) -> int:
    """How many letters the two begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
