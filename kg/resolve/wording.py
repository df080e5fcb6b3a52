"""Other wordings of one name, by rules of English that hold for any term of the field.

Every rule rewrites the words of a name; two names that some chain of rules makes equal are taken for the same. Each
rule was kept because, on the annotated papers, it joins names that the expert joins and none that are kept apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from kg.rules.names import normalise, singular, words
from kg.vocab import NodeType

Words: TypeAlias = tuple[str, ...]


class Reason(StrEnum):
    """Why a name counts as a form of an entity."""

    CASE = "case"
    PLURAL = "plural"
    HYPHENATION = "hyphenation"
    ABBREVIATION = "abbreviation"
    INITIALS = "initials"
    ABBREVIATION_INSIDE = "abbreviation inside"
    WORD_ORDER = "word order"
    WORD_FORM = "word form"
    HEAD_WORD = "head word"
    SAME_PAPER = "same form in paper"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Heads:
    """Nouns that say no more than the type of a name does, and the types of the names that they may follow."""

    nouns: frozenset[str]
    follow: frozenset[NodeType]


_DATA: Final = Heads(
    frozenset({"benchmark", "challenge", "competition", "corpus", "dataset", "suite", "task"}),
    frozenset({NodeType.BENCHMARK, NodeType.DATASET}),
)
HEADS: Final[Mapping[NodeType, Heads]] = MappingProxyType(
    {
        NodeType.MODEL: Heads(
            frozenset({"approach", "architecture", "family", "framework", "model", "network", "series"}),
            frozenset({NodeType.MODEL}),
        ),
        NodeType.METHOD: Heads(
            frozenset({"algorithm", "approach", "framework", "mechanism", "method", "module", "operation", "operator"})
            | {"paradigm", "procedure", "process", "scheme", "strategy", "technique"},
            frozenset({NodeType.METHOD, NodeType.MODEL}),
        ),
        NodeType.TASK: Heads(frozenset({"problem", "task"}), frozenset({NodeType.TASK, NodeType.BENCHMARK})),
        NodeType.BENCHMARK: _DATA,
        NodeType.DATASET: _DATA,
        NodeType.CONCEPT: Heads(frozenset({"issue", "problem"}), frozenset({NodeType.CONCEPT})),
        NodeType.METRIC: Heads(frozenset({"measure", "metric", "score"}), frozenset({NodeType.METRIC})),
    }
)
"""By the type of the whole name: "Crafter benchmark" is Crafter where both are benchmarks, "NMT models" are not NMT."""

_EMPTY: Final = frozenset({"a", "an", "and", "or", "the"})
_PREPOSITIONS: Final = frozenset({"of", "for", "in", "from"})
NO_FULL_FORMS: Final[Mapping[str, Words]] = MappingProxyType({})
_RANKS: Final = frozenset({"expert", "human"})
_IRREGULAR_STEMS: Final = MappingProxyType({"spatio": "spatial", "visual": "vision"})


def one_says_more(first: str, second: str, full_forms: Mapping[str, Words]) -> bool:
    """Whether one name is the other with words added: a kind of it, even if a paper calls it by the shorter name."""
    one, other = (Counter(map(normalise, _expanded(words(name), full_forms))) for name in (first, second))
    return one < other or other < one


def bare(name: str, kind: NodeType) -> str | None:
    """The name without a last word that only repeats its type, if it has one."""
    rest, _, last = name.rpartition(" ")
    return rest.rstrip() if rest.strip() and singular(last).casefold() in HEADS[kind].nouns else None


def initials(name: str) -> set[str]:
    """The first letters of the words, with and without those of words such as "of"."""
    all_words = [word for word in words(name) if word[0].isalpha()]
    content = [word for word in all_words if word.casefold() not in _EMPTY | _PREPOSITIONS]
    return {"".join(word[0] for word in chosen).casefold() for chosen in (all_words, content)}


def readings(name: str, full_forms: Mapping[str, Words] = NO_FULL_FORMS) -> Iterator[tuple[Reason, str]]:
    """Ever wider keys under which wordings of `name` meet, each with the rule that it adds.

    `full_forms` are the words that abbreviations, as written but singular, stand for.
    """
    plain = words(name)
    yield Reason.PLURAL, _joined(plain)
    if len(plain) > 1:  # one word that is short for more is an abbreviation, it has none inside
        expanded = _expanded(plain, full_forms)
        yield Reason.ABBREVIATION_INSIDE, _joined(expanded)
        for ordered in _orders(tuple(word for word in expanded if word not in _EMPTY) or expanded):
            yield Reason.WORD_ORDER, _joined(ordered)
            yield Reason.WORD_FORM, _joined(_reformed(ordered))


def widest_reading(name: str, full_forms: Mapping[str, Words] = NO_FULL_FORMS) -> str:
    """A key under which wordings of `name` meet."""
    *_, (_, key) = readings(name, full_forms)
    return key


def _expanded(parts: Words, full_forms: Mapping[str, Words]) -> Words:
    return tuple(word for part in parts for word in full_forms.get(singular(part), (part,)))


def _joined(parts: Iterable[str]) -> str:
    return "".join(map(normalise, parts))


def _orders(parts: Words) -> Iterator[Words]:
    """The name without preposition, the rest before its noun or in front: "inference cost" for "cost of inference"."""
    for at, part in enumerate(parts[1:-1], 1):
        if part in _PREPOSITIONS:
            before, after = parts[:at], next(_orders(parts[at + 1 :]))
            yield (*before[:-1], *after, before[-1])
            yield (*after, *before)
            return
    yield parts


def _reformed(parts: Words) -> Words:
    """The name with "subword-level" as "subword", "positional" as "position" and "grouped" as "group"."""
    *modifiers, head = parts
    kept = [
        part for at, part in enumerate(modifiers) if at == 0 or not _is_filler(parts[at - 1], part, parts[at + 1 :])
    ]
    return (*map(_stem, kept), head)


def _is_filler(before: str, part: str, after: Words) -> bool:
    """Whether "based" or "level" adds nothing; "BERT-based models" are not BERT, nor human-level models human."""
    if part == "level":
        return before.casefold() not in _RANKS
    return part == "based" and not (len(after) == 1 and normalise(after[0]) in HEADS[NodeType.MODEL].nouns)


def _stem(modifier: str) -> str:
    if modifier.isupper():
        return f"{modifier} as it stands"  # "[MASK] tokens" are not masked tokens
    word = modifier.casefold()
    if word in _IRREGULAR_STEMS:
        return _IRREGULAR_STEMS[word]
    if word.endswith(("tional", "sional")):
        return word.removesuffix("al")
    if word.endswith("ed") and len(word) > len("based"):
        word = word.removesuffix("ed")
    return word.removesuffix("e")
