"""Alignment of extracted and annotated entities by their surface forms."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from kg.records import Record
from kg.vocab import NodeType

COARSE: Final[Mapping[str, str]] = {
    NodeType.MODEL: "System",
    NodeType.METHOD: "System",
    NodeType.BENCHMARK: "Data",
    NodeType.DATASET: "Data",
}
"""Coarse types, without distinctions that experts confuse."""

_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_SINGULAR: Final = 3
"""Letters of a word, such as "gas" or "bus", up to which an "s" at its end is taken for its own."""


def words_of(form: str) -> tuple[str, ...]:
    """The words of a surface form without case, brackets, punctuation and plural."""
    plain = unicodedata.normalize("NFKC", form).casefold()
    return tuple(_singular(word) for word in _WORD.findall(_IN_BRACKETS.sub(" ", plain)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _LONGEST_SINGULAR and word.endswith("s") and not word.endswith("ss") else word


@dataclass(frozen=True)
class Candidate:
    """An entity of a record: its type and its surface forms as words."""

    kind: str
    forms: frozenset[tuple[str, ...]]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The forms without spaces."""
        return frozenset("".join(form) for form in self.forms)

    @property
    def coarse(self) -> str:
        """The coarse type."""
        return COARSE.get(self.kind, self.kind)

    def same(self, other: "Candidate") -> bool:
        """Whether the two share a form."""
        return not self.keys.isdisjoint(other.keys)

    def same_typed(self, other: "Candidate") -> bool:
        """Whether the two share a form and are of one type."""
        return self.same(other) and self.kind == other.kind

    def close(self, other: "Candidate") -> bool:
        """Whether the two share a form, or at least half of the words of one form of each."""
        return self.same(other) or any(
            2 * len({*a} & {*b}) >= len({*a} | {*b}) for a in self.forms for b in other.forms
        )


Acceptance: TypeAlias = Callable[[Candidate, Candidate], bool]


def candidates_of(record: Record) -> dict[str, Candidate]:
    """The entities of a record by name, in their order."""
    return {
        names[0]: Candidate(kind, frozenset(filter(None, map(words_of, names))))
        for kind, *names in record.get("entities", ())
    }


def align(gold: Mapping[str, Candidate], predicted: Mapping[str, Candidate], accept: Acceptance) -> dict[str, str]:
    """Pairs of a gold and a predicted name that `accept` allows, no name in two of them.

    Same forms and type are paired first, then same forms, then close ones; each in the order of the records.
    """
    pairs: dict[str, str] = {}
    free = dict(predicted)
    for preference in (Candidate.same_typed, Candidate.same, Candidate.close):
        for name, entity in gold.items():
            if name in pairs:
                continue
            partner = next(_partners(entity, free, preference, accept), None)
            if partner is not None:
                pairs[name] = partner
                del free[partner]
    return pairs


def _partners(
    entity: Candidate, free: Mapping[str, Candidate], preference: Acceptance, accept: Acceptance
) -> Iterator[str]:
    return (name for name, other in free.items() if preference(entity, other) and accept(entity, other))
