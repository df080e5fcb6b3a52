"""Evidence from the whole corpus that two names mean the same thing."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.resolve.lexicon import Keys, Lexicon, Pair
from kg.rules.names import normalise, singular
from kg.vocab import NodeType

_BREAKS: Final = re.compile(r"[\W_]+")


class Reason(StrEnum):
    """Why a name counts as a form of an entity."""

    CASE = "case"
    PLURAL = "plural"
    HYPHENATION = "hyphenation"
    ABBREVIATION = "abbreviation"
    ABBREVIATION_INSIDE = "abbreviation inside"
    HEAD_WORD = "head word"
    SAME_PAPER = "same form in paper"
    DECISION = "decision"


HEADS: Final[Mapping[NodeType, frozenset[str]]] = {
    NodeType.MODEL: frozenset({"model", "architecture", "network", "family"}),
    NodeType.METHOD: frozenset(
        {"method", "technique", "approach", "algorithm", "mechanism", "strategy", "scheme", "framework", "procedure"}
    ),
    NodeType.TASK: frozenset({"task", "problem"}),
    NodeType.BENCHMARK: frozenset({"benchmark", "dataset", "corpus", "task"}),
    NodeType.DATASET: frozenset({"dataset", "corpus"}),
    NodeType.CONCEPT: frozenset({"problem", "issue"}),
    NodeType.METRIC: frozenset({"score", "metric"}),
}
"""Nouns that say no more than the type does: "Crafter benchmark" is Crafter where both are benchmarks."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two keys that some evidence takes for the same, and the papers that show it."""

    pair: Pair
    reason: Reason
    papers: tuple[str, ...] = ()


def one_says_more(first: str, second: str) -> bool:
    """Whether one name is the other with words added: a kind of it, even if a paper calls it by the shorter name."""
    one, other = _words(first), _words(second)
    return one < other or other < one


def bare(name: str, kind: NodeType) -> str | None:
    """The name without a last word that only repeats its type, if it has one."""
    rest, _, last = name.rpartition(" ")
    return rest.rstrip() if rest.strip() and singular(last).casefold() in HEADS[kind] else None


def head_words(lexicon: Lexicon, keys: Keys) -> Iterator[Link]:
    """Names that are another name of the same type and a word for that type."""
    for key in sorted(lexicon.surfaces):
        kind = lexicon.type_of(key)
        for base in sorted({keys(rest) for name in lexicon.surfaces[key] if (rest := bare(name, kind))}):
            if base != key and base in lexicon.surfaces and lexicon.type_of(base) == kind:
                pair = min(key, base), max(key, base)
                yield Link(pair, Reason.HEAD_WORD, tuple(lexicon.together.get(pair, ())))


def same_paper(lexicon: Lexicon) -> Iterator[Link]:
    """Names that papers use for one entity, most papers first."""
    for pair in sorted(lexicon.together, key=lambda pair: (-len(lexicon.together[pair]), pair)):
        yield Link(pair, Reason.SAME_PAPER, tuple(lexicon.together[pair]))


def _words(name: str) -> Counter[str]:
    return Counter(normalise(word) for word in _BREAKS.split(name) if word)
