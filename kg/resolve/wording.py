"""Wordings of a name that mean the same, by rules of English that hold for any term of the field.

Every rule rewrites the words of a name; two names that some chain of rules makes equal mean the same. Each rule was
kept because, on the annotated papers, it joins names that the expert joined and none that the expert kept apart.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from kg.resolve.stems import Words, by_verb, reformed, reworded, unclipped
from kg.rules.counted import UNSPELT_WORDS
from kg.rules.names import normalise, singular, words
from kg.vocab import Reason

COORDINATES: Final = frozenset({"and", "or"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_IDLE: Final = _ARTICLES | {"and"}
PREPOSITIONS: Final = frozenset({"of", "for", "in", "from"})
SMALL_WORDS: Final = _ARTICLES | COORDINATES | PREPOSITIONS
NO_FULL_FORMS: Final[Mapping[str, Words]] = MappingProxyType({})
_BRACKET: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_POSSESSIVE: Final = re.compile(r"(?<=[^\W\d])['\u2019]s(?=[\s-])")
_ADJECTIVE: Final = re.compile(r"(?=.{5})\w*(?:able|(?<![ts]ion)al|ar|ible|ic|ive|ous)")
PREFIXES: Final = frozenset({"auto", "co", "cross", "multi", "non", "pre", "self", "semi", "sub", "un"})
_FEWEST_UNITS: Final = 3


def one_says_more(first: str, second: str, full_forms: Mapping[str, Words]) -> bool:
    """Whether one name is the other with words added, and so mostly means a kind of it."""
    one, other = (Counter(map(normalise, _expanded(words(name), full_forms))) for name in (first, second))
    return one < other or other < one


def initials(name: str) -> set[str]:
    """The initials of the words, with and without those of words such as "of"."""
    all_words = [word for word in words(name) if word[0].isalpha()]
    content = [word for word in all_words if word.casefold() not in UNSPELT_WORDS]
    return {"".join(word[0] for word in chosen).casefold() for chosen in (all_words, content)}


def readings(name: str, full_forms: Mapping[str, Words] = NO_FULL_FORMS) -> Iterator[tuple[Reason, str]]:
    """Keys that wordings of `name` share, from the narrowest to the widest, each with the rule that it adds.

    `full_forms` has the words of the long form of abbreviations, by their exact spelling in the singular.
    """
    name = _POSSESSIVE.sub("", name)
    plain = words(name)
    yield Reason.PLURAL, _joined(plain)
    if len(plain) == 1:
        yield Reason.WORD_FORM, _joined(map(unclipped, plain))
    if len(plain) > 1:  # one word that is short for more is an abbreviation, it has none inside
        expanded = _expanded(plain, full_forms)
        yield Reason.ABBREVIATION_INSIDE, _joined(expanded)
        units = _units(name, plain)
        if coordinated := _alphabetical(expanded):
            yield Reason.WORD_ORDER, _joined(coordinated)
            yield Reason.WORD_FORM, _joined(reformed(reworded(coordinated)))
        for ordered in _orders(_without_empty(expanded), units):
            yield Reason.WORD_ORDER, _joined(ordered)
            worded = reworded(ordered)
            yield Reason.WORD_FORM, _joined(reformed(worded))
            for turned in by_verb(worded):
                yield Reason.VERB, _joined(reformed(turned))
        if ordered := _adjectives_first([part for unit in units for part in _spelt_units(unit, full_forms)]):
            yield Reason.WORD_ORDER, _joined(ordered)
            yield Reason.WORD_FORM, _joined(reformed(reworded(ordered)))


def widest_reading(name: str, full_forms: Mapping[str, Words] = NO_FULL_FORMS) -> str:
    """The widest of the `readings` of `name`, those by verbs aside."""
    *_, key = (key for reason, key in readings(name, full_forms) if reason is not Reason.VERB)
    return key


def in_full(parts: Words, full_forms: Mapping[str, Words]) -> str:
    """The words of a name with abbreviations spelt out, separated by spaces."""
    return " ".join(_expanded(parts, full_forms))


def spelt_out(name: str, full_forms: Mapping[str, Words]) -> Words:
    """The normalised words of a name, with abbreviations spelt out."""
    return tuple(map(normalise, _expanded(words(name), full_forms)))


def _expanded(parts: Words, full_forms: Mapping[str, Words]) -> Words:
    spelt = tuple(w for part in _with_figures(parts, full_forms) for w in full_forms.get(singular(part), (part,)))
    return spelt if spelt == parts else _without_repeats(spelt)


def _without_repeats(parts: Words) -> Words:
    """The name without a repetition of words, which a spelt-out abbreviation in brackets has made."""
    keys = tuple(map(normalise, parts))
    for length in range(len(parts) // 2, 1, -1):
        for at in range(len(parts) - 2 * length + 1):
            if keys[at : at + length] == keys[at + length : at + 2 * length]:
                return _without_repeats((*parts[:at], *parts[at + length :]))
    return parts


def _with_figures(parts: Words, full_forms: Mapping[str, Words]) -> Words:
    """The name with "seq", "2" and "seq" joined to one word if that has a full form."""
    for at, part in enumerate(parts[1:-1], 1):
        if part.isdigit() and (whole := "".join(parts[at - 1 : at + 2])) in full_forms:
            return (*parts[: at - 1], whole, *_with_figures(parts[at + 2 :], full_forms))
    return parts


def _joined(parts: Iterable[str]) -> str:
    return "".join(map(normalise, parts))


def _units(name: str, parts: Words) -> tuple[Words, ...]:
    """The words of the name in groups, as spaces separate them; none if brackets make that impossible."""
    for text in (name, _BRACKET.sub("", name)):
        units = tuple(filter(None, map(words, text.split())))
        if tuple(word for unit in units for word in unit) == parts:
            return units
    return ()


def _alphabetical(parts: Words) -> Words:
    """The name with coordinated words in alphabetical order; empty if it has none.

    "image or text generation" and "text and image generation" give the same.
    """
    for at in range(1, len(parts) - 2):
        if parts[at] in COORDINATES:
            first, second = sorted((parts[at - 1], parts[at + 1]), key=normalise)
            return (*parts[: at - 1], first, "and", second, *parts[at + 2 :])
    return ()


def _without_empty(parts: Words) -> Words:
    """The name without articles, and without "and" between modifiers.

    "and" before the head noun stays ("gender and bias" are two things), and so does "or". A last word is no article:
    "F_a" is not F.
    """
    head = len(parts) - 1
    return tuple(
        part for at, part in enumerate(parts) if part not in _IDLE or at == head or (at == head - 1 and part == "and")
    )


def _orders(parts: Words, units: Sequence[Words]) -> Iterator[Words]:
    """The name with a prepositional phrase before its noun, or in front: "inference cost" for "cost of inference".

    The preposition must be one of the `units`, that is, stand between spaces: a hyphenated word and the full form of an
    abbreviation are not turned round.
    """
    turning = {unit[0] for unit in units if len(unit) == 1} if units else PREPOSITIONS
    for at, part in enumerate(parts[1:-1], 1):
        if part in PREPOSITIONS & turning:
            before, after = parts[:at], next(_orders(parts[at + 1 :], ()))
            yield (*before[:-1], *after, before[-1])
            yield (*after, *before)
            return
    yield parts


def _spelt_units(unit: Words, full_forms: Mapping[str, Words]) -> Iterator[Words]:
    """The unit, or the words of its full form as units of their own, each with its prefixes."""
    spelt = _expanded(unit, full_forms)
    if len(unit) > 1 or len(spelt) == 1:
        yield spelt
        return
    prefix: Words = ()
    for word in spelt:
        prefix = (*prefix, word)
        if word.casefold() not in PREFIXES:
            yield prefix
            prefix = ()


def _adjectives_first(units: Sequence[Words]) -> Words:
    """The name with its adjectives first, in alphabetical order; empty for phrases with small words.

    "neural implicit representation" and "implicit neural representation" give the same.
    """
    if len(units) < _FEWEST_UNITS or any(not unit[0].isalpha() or unit[0] in {*SMALL_WORDS, "to"} for unit in units):
        return ()
    adjectives = [unit for unit, after in pairwise(units) if _is_adjective(unit, after)]
    others = [unit for unit, after in pairwise(units) if not _is_adjective(unit, after)]
    return tuple(word for unit in (*sorted(adjectives, key=_joined), *others, units[-1]) for word in unit)


def _is_adjective(unit: Words, after: Words) -> bool:
    """Whether the ending is one of adjectives; "computational", and "neural" before "network", count as nouns."""
    if _joined(unit) == "neural" and _joined(after) == "network":
        return False
    return unit[-1][1:].islower() and _ADJECTIVE.fullmatch(_joined(unit)) is not None
