"""Pairs of entities that may be the same: their names differ only in endings and misspellings.

That is too little to merge them ("negated samples" are not negative samples), but enough to ask a person: of 42 such
pairs in 1,867 papers 30 are one entity. Pairs with similar letters or shared neighbours are mostly wrong, and are not
proposed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.model import Entity
from kg.resolve.near_identical import akin, content, same_head
from kg.resolve.senses import family
from kg.rules.names import normalise, versions_agree, words

_SHARED: Final = 4
"""First letters that near-identical words have in common."""
_FEWEST_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be the same, and the two names of theirs that are near-identical."""

    first: Entity
    second: Entity
    first_name: str
    second_name: str


def propose(entities: Iterable[Entity]) -> Iterator[Proposal]:
    """Yield each pair of entities with near-identical names and types of one family (see `senses.family`), once."""
    alike: dict[tuple[str, ...], list[tuple[str, Entity]]] = defaultdict(list)
    for entity in entities:
        for name in entity.names:
            stems = [word[:_SHARED] for word in content(words(name))]
            if len(stems) >= _FEWEST_WORDS:
                alike[family(entity.type), *stems].append((name, entity))
    seen: set[tuple[str, str]] = set()
    for key in sorted(alike):
        for (name, one), (other_name, other) in combinations(alike[key], 2):
            pair = min(one.id, other.id), max(one.id, other.id)
            if one.id != other.id and pair not in seen and _may_be_one(name, other_name):
                seen.add(pair)
                yield Proposal(one, other, name, other_name)


def _may_be_one(name: str, other: str) -> bool:
    one, two = words(name), words(other)
    return (
        normalise(name) != normalise(other) and akin(one, two) and same_head(one, two) and versions_agree(name, other)
    )
