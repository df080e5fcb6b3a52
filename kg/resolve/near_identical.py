"""Near-identical names: the same words except for endings and misspellings.

For example, "root mean square error" and "Root Mean Squared Error" are the same long form of "RMSE". Near identity
merges names only together with other evidence, such as a shared abbreviation.
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
"""Letters of the shortest word in which one letter more or less is a misspelling, and does not make another word."""


def akin(one: Words, other: Words) -> bool:
    """Whether two names, small words aside, are the same word by word except for endings and misspellings."""
    first, second = content(one), content(other)
    return len(first) == len(second) and all(map(_alike, first, second))


def content(parts: Words) -> list[str]:
    """The words without small words, in the singular, each prefix joined with the word behind it."""
    plain = [normalise(singular(part)) for part in parts if part.casefold() not in SMALL_WORDS]
    return list(_with_prefixes(map(same_word, plain)))


def same_head(one: Words, other: Words) -> bool:
    """Whether the last words are the same except for a misspelling: "modeling" does not mean what "model" means."""
    first, second = content(one)[-1:], content(other)[-1:]
    return first == second or any(map(_is_slip, first, second))


def in_short(one: str, other: str, full_forms: Mapping[str, Words], shared: Collection[str]) -> tuple[str, str] | None:
    """The two names, the shorter first, if a paper may use the shorter one for what the longer one names; else None.

    They must have the same head noun, the longer one must not coordinate several things ("local and global tokens"),
    and the shorter one must not be `shared` (keys of names that several papers use), because a term of the field names
    more than the one thing.
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
    """Whether one of two long words is the other with one letter more."""
    short, long = sorted((one, other), key=len)
    shared = _shared(short, long)
    return len(short) >= _SHORTEST_SLIP and len(long) == len(short) + 1 and short[shared:] == long[shared + 1 :]


def _shared(one: str, other: str) -> int:
    """How many letters the two begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
