"""Further names that a text gives its entities: the other form of an abbreviation, and forms with a head word."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.model import Abbreviation, Extraction, Paper, PaperEntity
from kg.resolve.heads import HEADS
from kg.resolve.wording import SMALL_WORDS
from kg.rules.names import normalise, singular, words

_NEXT_WORD: Final = re.compile(r" ([a-z]+)\b(?! ?[(\-/\u2013])(?: ([a-z]+))?")
_VERBS = "are can has have is was were using"
_CLAUSES = "but it our than that these this we when where which while"
_PLACES = "as at by into on over through to under via with without"
_ENDS_A_NAME: Final = SMALL_WORDS | frozenset(f"{_VERBS} {_CLAUSES} {_PLACES}".split())
"""Words before which a noun phrase is over."""


def complete(paper: Paper, extraction: Extraction) -> Extraction:
    """The extraction with these further names among the forms of its entities, unless another entity has them."""
    taken = {form for entity in extraction.entities for form in entity.forms}
    defined = _defined(extraction, taken)
    entities = []
    for entity in extraction.entities:
        added = (*defined.get(entity.name, ()), *_with_head_words(paper.text, entity))
        fresh = dict.fromkeys(form for form in added if form not in taken)
        taken.update(fresh)
        entities.append(replace(entity, forms=(*entity.forms, *fresh)) if fresh else entity)
    return replace(extraction, entities=tuple(entities))


def _defined(extraction: Extraction, taken: Iterable[str]) -> Mapping[str, list[str]]:
    """For each entity, by name, the other forms of abbreviations of which extraction found only one form."""
    keys = {normalise(form) for form in taken}
    homes: dict[str, str] = {}
    for entity in extraction.entities:
        for form in entity.forms:
            homes.setdefault(normalise(form), entity.name)
    found: dict[str, list[str]] = {}
    for abbreviation in filter(_is_tight, extraction.abbreviations):
        for known, other in (
            (abbreviation.short, abbreviation.long),
            (abbreviation.long, abbreviation.short),
        ):
            if normalise(known) in keys and normalise(other) not in keys:
                found.setdefault(homes[normalise(known)], []).append(other)
    return found


def _is_tight(abbreviation: Abbreviation) -> bool:
    """Whether the long form is a phrase, and has no more words than the short form letters, small words aside."""
    long = words(abbreviation.long)
    letters = sum(char.isalnum() for char in abbreviation.short)
    return (
        not re.search(r"[,;:()]", abbreviation.long)
        and long[-1].casefold() not in _ENDS_A_NAME
        and sum(word.casefold() not in SMALL_WORDS for word in long) <= letters
    )


def _with_head_words(text: str, entity: PaperEntity) -> Iterator[str]:
    """Forms with the noun behind them, if it only repeats the type: "Mamba architecture" for "Mamba"."""
    nouns = HEADS[entity.type].nouns
    for mention in entity.mentions:
        after = _NEXT_WORD.match(text, mention.span.end)
        if after is None or singular(after[1]) not in nouns or (after[2] and after[2] not in _ENDS_A_NAME):
            continue
        if singular(mention.text.rpartition(" ")[2]).casefold() not in nouns:
            yield f"{mention.text} {after[1]}"
