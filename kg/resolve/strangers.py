"""Names that extraction took for one thing of a paper though nothing in their words or in the text says so.

The network that joins names within a paper goes by context, in which rivals and parts look alike. A form stays with its
entity if its wording or the text ties it to another form; else it is a thing of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from kg.model import Extraction, Mention, Paper, PaperEntity
from kg.resolve.heads import HEADS
from kg.resolve.kinship import akin
from kg.resolve.lexicon import abbreviates
from kg.resolve.stems import Words
from kg.resolve.wording import SMALL_WORDS, one_says_more, readings, spelt_out
from kg.rules.names import normalise, singular, words

_APPOSITION: Final = re.compile(
    r"\s*(?:[(\[:\u2013\u2014]|,|\s-)\s*(?:(?:a|an|the|our|or|and|i\.e\.,?|namely|called|named|dubbed|termed)\s+){0,3}"
    r"|,?\s*(?:also\s+)?(?:called|named|dubbed|termed|coined|denoted|known)\s+(?:as\s+)?",
    re.IGNORECASE,
)
"""What stands between a name and another name for the same: "X (Y", "X: a Y", "a Y called X"."""
_ANNOTATED: Final = 1.0
"""Confidence of what a person has annotated, who knows which names are one thing."""
_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_KINDS: Final = frozenset().union(*(heads.nouns for heads in HEADS.values())) | {"setting", "system"}


def without_strangers(paper: Paper, extraction: Extraction, known: Mapping[str, Words]) -> Extraction:
    """The extraction with every form that nothing ties to its entity as an entity of its own.

    `known` are full forms of abbreviations beside those that the paper defines.
    """
    full = {**known, **{singular(pair.short): words(pair.long) for pair in extraction.abbreviations}}
    parts = [part for entity in extraction.entities for part in _parts(paper, entity, full)]
    return replace(extraction, entities=tuple(parts)) if len(parts) > len(extraction.entities) else extraction


def _parts(paper: Paper, entity: PaperEntity, full: Mapping[str, Words]) -> Iterator[PaperEntity]:
    """The entity with the forms that are tied to its name, over others if need be, and one for each group of others."""
    if entity.confidence == _ANNOTATED or len(set(map(normalise, entity.forms))) == 1:
        yield entity
        return
    groups = {form: [form] for form in entity.forms}
    for one, other in combinations(entity.forms, 2):
        if groups[one] is not groups[other] and _tied(one, other, full, entity, paper.text):
            groups[one] += groups[other]
            groups.update(dict.fromkeys(groups[other], groups[one]))
    for form in entity.forms:
        if groups[form][0] == form:
            yield from _part(entity, [one for one in entity.forms if groups[one] is groups[form]])


def _part(entity: PaperEntity, forms: Sequence[str]) -> Iterator[PaperEntity]:
    if len(forms) == len(entity.forms):
        yield entity
        return
    own = [mention for mention in entity.mentions if mention.text in forms]
    if entity.name in forms:
        listed = set(entity.forms)
        own = [mention for mention in entity.mentions if mention.text in forms or mention.text not in listed]
        yield replace(entity, forms=tuple(forms), mentions=tuple(own or entity.mentions))
    elif own:
        yield replace(entity, name=forms[0], forms=tuple(forms), mentions=tuple(own))


def _tied(one: str, other: str, full: Mapping[str, Words], entity: PaperEntity, text: str) -> bool:
    return (
        _is_coined(one, full)
        or _is_coined(other, full)
        or _worded_alike(one, other, {**full, **_by_initials(one, other), **_by_initials(other, one)})
        or _stand_together(one, other, entity.mentions, text)
    )


def _is_coined(name: str, full: Mapping[str, Words]) -> bool:
    """Whether only the paper can have made up the word: what a paper calls by it is mostly what it describes."""
    return " " not in name and name not in full and any(char.isupper() for char in singular(name)[1:])


def _by_initials(name: str, other: str) -> Mapping[str, Words]:
    """For words of a name in capitals the words of the other that they are the initials of."""
    parts = words(other)
    found: dict[str, Words] = {}
    for short in map(singular, words(name)):
        for at in range(len(parts) - len(short) + 1):
            meant = parts[at : at + len(short)]
            if len(short) > 1 and short.isupper() and "".join(word[0] for word in meant).upper() == short:
                found[short] = meant
    return found


def _worded_alike(one: str, other: str, full: Mapping[str, Words]) -> bool:
    first, second = (_sorted_words(name, full) for name in (one, other))
    return (
        _keys(one, full) & _keys(other, full) != set()
        or abbreviates(one, other)
        or abbreviates(other, one)
        or one_says_more(one, other, full)
        or akin(first, second)
        or (len(set(first) & set(second)) > 1 and (set(first) <= set(second) or set(second) <= set(first)))
    )


def _keys(name: str, full: Mapping[str, Words]) -> set[str]:
    """What the name reads as, and what stands in brackets in it."""
    return {key for _, key in readings(name, full)} | set(map(normalise, _IN_BRACKETS.findall(name)))


def _sorted_words(name: str, full: Mapping[str, Words]) -> Words:
    """The words that count, without one at the end that only says what kind of thing it is, by the alphabet."""
    content = [word for word in spelt_out(name, full) if word not in SMALL_WORDS]
    if len(content) > 1 and content[-1] in _KINDS:
        content.pop()
    return tuple(sorted(content))


def _stand_together(one: str, other: str, mentions: Sequence[Mention], text: str) -> bool:
    """Whether the text puts one name beside the other to say that they are the same."""
    return any(
        _APPOSITION.fullmatch(text, first.span.end, second.span.start) is not None
        for first in mentions
        for second in mentions
        if {first.text, second.text} == {one, other} and first.span.end <= second.span.start
    )
