"""Statistics of the names of a corpus before any are merged: their papers, types and abbreviations."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Final

from kg.model import Extraction, Span
from kg.resolve.wording import initials
from kg.rules.abbreviations import find_abbreviations
from kg.rules.counted import UNSPELT_WORDS
from kg.rules.names import normalise, singular, versions_agree, words
from kg.vocab import NodeType

Pair = tuple[str, str]

_LONGEST_SHORT: Final = 12
_FEWEST_CAPITALS: Final = 3
_DEFINITION: Final = re.compile(r"(?P<long>[^()]+?) ?\((?P<short>[^() ]+)\)")
_TO: Final = re.compile(r"(?<=[^\W\d])2(?=[^\W\d])")


class Keys:
    """The key under which spellings of a name meet: `normalise`, but names that are `distinct` keep their own."""

    def __init__(self, distinct: Iterable[str] = ()) -> None:
        self._distinct = {singular(name) for name in distinct}
        self._known: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """The key of `name`."""
        if name not in self._known:
            written = singular(name)
            self._known[name] = normalise(name) + (f" as {written}" if written in self._distinct else "")
        return self._known[name]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names and counts over a corpus, by key: what `normalise` gives for a name.

    `surfaces` are the names with a key. `papers` counts the papers that use it, and `types` sums up the confidences of
    its entities by type, unless its type is decided. `definitions` are, by the key of a short name, the papers that
    define each pair of short and long name; `defined` are the pairs that each paper defines.
    """

    surfaces: Mapping[str, Collection[str]]
    papers: Mapping[str, int]
    types: Mapping[str, Mapping[NodeType, float]]
    definitions: Mapping[str, Mapping[Pair, Sequence[str]]]
    defined: Mapping[str, frozenset[Pair]]

    def defines(self, paper: str, keys: Keys) -> set[str]:
        """The keys of the short names that a paper defines."""
        return {keys(short) for short, _ in self.defined[paper]}

    def names(self) -> Iterator[Pair]:
        """All keys with each of their names, in order."""
        return ((key, name) for key in sorted(self.surfaces) for name in sorted(self.surfaces[key]))

    def type_of(self, key: str) -> NodeType:
        """The type that most of the corpus takes the key for."""
        return leading(self.types[key])


def leading(votes: Mapping[NodeType, float]) -> NodeType:
    """The type with most votes."""
    return max(sorted(votes), key=votes.__getitem__)


def read_lexicon(extractions: Sequence[Extraction], keys: Keys, decided: Mapping[str, NodeType]) -> Lexicon:
    """Count the names of all papers; keys have the types that are `decided`, whatever papers say."""
    surfaces: dict[str, set[str]] = defaultdict(set)
    papers: Counter[str] = Counter()
    types: dict[str, dict[NodeType, float]] = defaultdict(lambda: defaultdict(float))
    definitions: dict[str, dict[Pair, list[str]]] = defaultdict(lambda: defaultdict(list))
    defined = {extraction.paper: _definitions(extraction) for extraction in extractions}
    for extraction in extractions:
        papers.update({keys(form) for entity in extraction.entities for form in entity.forms})
        for entity in extraction.entities:
            for form in entity.forms:
                surfaces[keys(form)].add(form)
            for key in set(map(keys, entity.forms)):
                types[key][entity.type] += entity.confidence
        for short, long in sorted(defined[extraction.paper]):
            definitions[keys(short)][short, long].append(extraction.paper)
    types |= {key: {kind: 1.0} for key, kind in decided.items() if key in types}
    return Lexicon(dict(surfaces), papers, dict(types), dict(definitions), defined)


def _definitions(extraction: Extraction) -> frozenset[Pair]:
    """Short and long names that the paper says are the same: in so many words, or by using both for one entity."""
    stated = {(a.short, a.long) for a in extraction.abbreviations}
    return frozenset(
        stated.union(*(_implied(entity.forms) for entity in extraction.entities), _by_capitals(extraction))
    )


def _by_capitals(extraction: Extraction) -> Iterator[Pair]:
    """Names of two entities of one type, of which one has as its capitals the first letters of all words of the other.

    As in a title, "ViViT: A Video Vision Transformer". Three letters in one paper are no coincidence, but where the
    paper defines one of the names otherwise: of "LLMs such as LLaMa" these are no "large language models".
    """
    abbreviated = {abbreviation.long for abbreviation in extraction.abbreviations}
    defined = {singular(abbreviation.short) for abbreviation in extraction.abbreviations}
    longs = {
        (entity.type, letters): form
        for entity in extraction.entities
        if abbreviated.isdisjoint(entity.forms)
        for form in reversed(entity.forms)
        if " " in form and len(letters := "".join(_first_letters(form))) >= _FEWEST_CAPITALS
    }
    for entity in extraction.entities:
        for form in entity.forms:
            capitals = "".join(char for char in singular(form) if char.isupper())
            if not form[0].isupper() or " " in form or len(form) > _LONGEST_SHORT or singular(form) in defined:
                continue
            long = longs.get((entity.type, capitals))
            if long and versions_agree(form, long):
                yield form, long


def _first_letters(name: str) -> Iterator[str]:
    """The first letter of each word but small ones, in capitals; of words joined by a hyphen that of the first."""
    return (word[0].upper() for word in name.split() if word.casefold() not in UNSPELT_WORDS and word[0].isalnum())


def _implied(forms: Sequence[str]) -> Iterator[Pair]:
    """Short and long names among the forms of one entity, and in a form such as "key-value (KV) cache"."""
    inside = (match for form in forms if "(" in form for match in _DEFINITION.finditer(form))
    pairs = *((match["short"], match["long"]) for match in inside), *permutations(forms, 2)
    return ((short, long) for short, long in pairs if abbreviates(short, long))


@lru_cache(maxsize=1 << 16)
def abbreviates(short: str, long: str) -> bool:
    """Whether "long (short)" would define an abbreviation of the whole long name, also with "2" for "to" in it."""
    if (
        len(short) > _LONGEST_SHORT
        or len(words(long)) == 1
        or not _singular_words(short).isdisjoint(_singular_words(long))
    ):
        return False
    if short.isupper() and short.casefold() not in (spelt := initials(long)) and len(short) in map(len, spelt):
        return False  # SVC is no support vector machine
    texts = (f"{long} ({reading})" for reading in {short, _TO.sub("To", short)})
    return any(found.long == long for text in texts for found in find_abbreviations(text, [Span(0, len(text))]))


def _singular_words(name: str) -> set[str]:
    """So that "LLMs" is not taken for short for "LLM systems", nor "Few-Shot" for "few-shot settings"."""
    return {singular(word).casefold() for word in words(name)}
