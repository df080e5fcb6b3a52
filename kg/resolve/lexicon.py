"""Statistics of the names of a corpus before they are merged: their papers, types and abbreviations."""

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
    """Gives all spellings of a name the same key, that of `normalise`; names that are `distinct` have their own."""

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
    """Names and counts over a corpus, by key (see `Keys`).

    `surfaces` has the names with a key. `papers` counts the papers that use it, and `types` sums up the confidences of
    its entities by type, unless its type is decided. `definitions` has, by the key of a short name, the papers that
    define each pair of a short and a long name; `defined` has the pairs that each paper defines.
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
        """The type that has most votes in the corpus."""
        return leading(self.types[key])


def leading(votes: Mapping[NodeType, float]) -> NodeType:
    """The type with most votes."""
    return max(sorted(votes), key=votes.__getitem__)


def read_lexicon(extractions: Sequence[Extraction], keys: Keys, decided: Mapping[str, NodeType]) -> Lexicon:
    """Count the names of all papers; a type that is `decided` for a key replaces the votes of papers."""
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
    """Pairs of a short and a long name that the paper defines, or uses in a way that implies the definition."""
    stated = {(a.short, a.long) for a in extraction.abbreviations}
    return frozenset(
        stated.union(*(_implied(entity.forms) for entity in extraction.entities), _by_capitals(extraction))
    )


def _by_capitals(extraction: Extraction) -> Iterator[Pair]:
    """Pairs of names of two entities of one type: the capitals of the short one are the initials of the long one.

    As in the title "ViViT: A Video Vision Transformer". With three letters or more this is no coincidence, unless the
    paper defines one of the two names otherwise: in "LLMs such as LLaMa", LLaMa is no "large language model".
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
    """The capital initials of all words but small ones; words joined by a hyphen are one."""
    return (word[0].upper() for word in name.split() if word.casefold() not in UNSPELT_WORDS and word[0].isalnum())


def _implied(forms: Sequence[str]) -> Iterator[Pair]:
    """Pairs of a short and a long name among the forms of one entity, or within a form: "key-value (KV) cache"."""
    inside = (match for form in forms if "(" in form for match in _DEFINITION.finditer(form))
    pairs = *((match["short"], match["long"]) for match in inside), *permutations(forms, 2)
    return ((short, long) for short, long in pairs if abbreviates(short, long))


@lru_cache(maxsize=1 << 16)
def abbreviates(short: str, long: str) -> bool:
    """Whether "long (short)" would define `short` for the whole of `long`; "2" in it may stand for "to"."""
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
    """The words in the singular: a word in common shows that "LLMs" does not abbreviate "LLM systems"."""
    return {singular(word).casefold() for word in words(name)}
