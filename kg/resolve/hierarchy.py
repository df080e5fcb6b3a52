"""The hierarchy of entities (hypernymy), as papers state it and as names show it.

"Llama 2 70B" is a size of "Llama 2", "SQuAD 2.0" a version of "SQuAD", and "Flexible Vision Transformer", by its head
noun, a kind of "Vision Transformer", provided that the graph has an entity of a similar type with the other name. Links
are added one by one, first those that names show, then those that papers state, the more probable first; a link that
would close a cycle is left out.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.model import Broader, Entity, Fact
from kg.resolve.heads import HEADS
from kg.resolve.stems import Words
from kg.resolve.wording import COORDINATES, PREPOSITIONS, spelt_out
from kg.rules.names import normalise, words
from kg.vocab import HierarchySource, NodeType, RelationType

Link: TypeAlias = tuple[str, str]
"""The ids of the narrower and the broader entity."""

_SIZE: Final = re.compile(
    r"(?<=\w)[\s\-_](?:\d+(?:\.\d+)?[BMKbmk]|[TSBMLHG]|[Xx]+[Ll]|(?i:nano|tiny|mini|small|base|medium|large|huge|giant))$"
)
_VERSION: Final = re.compile(
    r"(?<=[^\W\d][^\W\d])[\s\-_]?[vV]?\d+(?:\.\d+)*[a-z]?$|(?<=\w)[\s\-_]v?\d+(?:\.\d+)*[a-z]?$"
)
_DENIALS: Final = frozenset({"anti", "de", "non", "post", "pre", "pseudo", "quasi", "un"})
_BOUND: Final = frozenset({"based", "to"})
"""Words that mean nothing without the word before them."""
_UNIT: Final = re.compile(r"\S+")
_LIKE: Final[Mapping[NodeType, NodeType]] = {NodeType.METHOD: NodeType.MODEL, NodeType.DATASET: NodeType.BENCHMARK}
"""Types that count as the same here."""


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The links from narrower to broader entities, sorted, and the stated ones that would close a cycle."""

    links: tuple[Broader, ...]
    circular: frozenset[Link]


def find_hierarchy(entities: Sequence[Entity], facts: Iterable[Fact], full_forms: Mapping[str, Words]) -> Hierarchy:
    """The hierarchy of all entities; `full_forms` are the words of the long forms of abbreviations."""
    stated = [fact for fact in facts if fact.relation is RelationType.IS_A]
    shown = _by_names(entities, full_forms)
    ranked = sorted(shown, key=lambda link: (min(_ORDER[source] for source in shown[link]), link))
    ranked += [
        (fact.head, fact.tail) for fact in sorted(stated, key=lambda fact: (-fact.confidence, fact.head, fact.tail))
    ]
    parents: dict[str, dict[str, set[HierarchySource]]] = defaultdict(dict)
    above: set[str] = set()
    circular = set()
    for narrower, broader in ranked:
        if broader not in parents[narrower] and narrower in above and _is_above(narrower, [broader], parents):
            circular.add((narrower, broader))
        else:
            above.add(broader)
            sources = parents[narrower].setdefault(broader, set())
            sources.update(shown.get((narrower, broader), ()))
    for fact in stated:
        if fact.tail in parents[fact.head]:
            parents[fact.head][fact.tail].add(HierarchySource.STATED)
    return Hierarchy(tuple(sorted(_direct(parents))), frozenset(circular))


_ORDER: Final = {source: rank for rank, source in enumerate(HierarchySource)}


def _is_above(broader: str, starts: Iterable[str], parents: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether `broader` is one of `starts`, or broader than one of them over any number of links."""
    queue = list(starts)
    reached = set(queue)
    for entity in queue:
        if entity == broader:
            return True
        fresh = [parent for parent in parents.get(entity, ()) if parent not in reached]
        reached.update(fresh)
        queue += fresh
    return False


def _direct(parents: Mapping[str, Mapping[str, set[HierarchySource]]]) -> Iterator[Broader]:
    """The links, without those that follow from others by transitivity; stated ones are all kept."""
    for narrower, found in list(parents.items()):
        for broader, sources in found.items():
            others = [other for other in found if other != broader]
            if HierarchySource.STATED in sources or not _is_above(broader, others, parents):
                yield Broader(narrower, broader, tuple(sorted(sources, key=_ORDER.__getitem__)))


def _by_names(entities: Sequence[Entity], full_forms: Mapping[str, Words]) -> Mapping[Link, set[HierarchySource]]:
    index: dict[tuple[str, NodeType], set[str]] = defaultdict(set)
    for entity in entities:
        for name in entity.names:
            index["".join(spelt_out(name, full_forms)), _like(entity.type)].add(entity.id)
    found: dict[Link, set[HierarchySource]] = defaultdict(set)
    for entity in entities:
        for name in entity.names:
            for bases in _bases(name, entity.type, full_forms):
                homes, source = _closest(bases, entity.type, index)
                if source and len(homes) == 1 and entity.id not in homes:
                    found[entity.id, min(homes)].add(source)
    return found


def _like(kind: NodeType) -> NodeType:
    return _LIKE.get(kind, kind)


_Bases: TypeAlias = Iterator[tuple[str, HierarchySource]]
"""Keys of possible broader names, closest first, each with its source."""


def _closest(
    bases: _Bases, kind: NodeType, index: Mapping[tuple[str, NodeType], Collection[str]]
) -> tuple[Collection[str], HierarchySource | None]:
    """The entities of a similar type with the closest name that any has, and the source; none if none has one."""
    for base, source in bases:
        if homes := index.get((base, _like(kind))):
            return homes, source
    return (), None


def _bases(name: str, kind: NodeType, full_forms: Mapping[str, Words]) -> Iterator[_Bases]:
    """The ways to shorten a name to a broader one; in each, the closest name that the graph has counts."""
    units = [spelt_out(unit, full_forms) for unit in _UNIT.findall(name)]
    yield _without_tail(name, full_forms)
    for phrases in _phrases(units, _after_hyphen(name, full_forms)):
        heads = HEADS[kind].nouns
        keys = ("".join(phrase) for phrase in phrases if len(phrase) > 1 or (phrase and phrase[0] not in heads))
        yield ((key, HierarchySource.HEAD_NOUN) for key in keys)


def _without_tail(name: str, full_forms: Mapping[str, Words]) -> Iterator[tuple[str, HierarchySource]]:
    """The name without its size, without its version, and without both."""
    source = HierarchySource.VERSION
    while match := _SIZE.search(name) or _VERSION.search(name):
        if source is not HierarchySource.SIZE:
            source = HierarchySource.SIZE if _SIZE.search(name) else HierarchySource.VERSION
        name = name[: match.start()].rstrip(" -_")
        if len(normalise(name)) > 1:
            yield "".join(spelt_out(name, full_forms)), source


def _phrases(units: Sequence[Words], tail: Words) -> Iterator[Iterator[Words]]:
    """Shorter phrases with the same head noun: up to a preposition, without first words, or without a word inside."""
    at = next((at for at, unit in enumerate(units) if at and unit and unit[0] in PREPOSITIONS), None)
    if at is not None:
        yield iter([_flat(units[:at])] if at > 1 else [])
        return
    yield _ends(units, tail)
    if any(map(_coordinates, units)):
        return
    for inside, unit in enumerate(units[1:-1], 1):
        if _BOUND.isdisjoint(unit[:1]):
            yield iter([_flat([*units[:inside], *units[inside + 1 :]])])


def _ends(units: Sequence[Words], tail: Words) -> Iterator[Words]:
    """The phrase from each later word on, and then `tail`.

    Not after a denial or a coordination: non-linearity is not linearity, and image and video generation is not a kind
    of video generation.
    """
    for first in range(1, len(units)):
        before, phrase = units[first - 1], _flat(units[first:])
        if phrase and _DENIALS.isdisjoint(before[-1:]) and not _coordinates(before):
            yield phrase
    if tail:
        yield tail


def _coordinates(unit: Words) -> bool:
    return len(unit) == 1 and unit[0] in COORDINATES


def _after_hyphen(name: str, full_forms: Mapping[str, Words]) -> Words:
    """The word after the last hyphen; empty if there is none, or behind one of `_DENIALS` or `_BOUND`.

    Empty for an abbreviation too: a name that ends in one mostly means something derived from it, and not a kind of it.
    """
    *before, last = words(name.rpartition(" ")[2]) or ("",)
    tail = spelt_out(last, full_forms) if last.isalpha() else ()
    return tail if len(tail) == 1 and before and before[-1].casefold() not in _DENIALS | _BOUND else ()


def _flat(units: Iterable[Words]) -> Words:
    return tuple(word for unit in units for word in unit)
