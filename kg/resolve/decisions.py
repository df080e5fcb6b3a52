"""A curator's decisions about names: a TSV file that overrides all rules.

    same        LLaMA          Large Language Model Meta AI    what the first paper called it
    different   token pruning  token merging                   rivals
    rename      GQA            Grouped-Query Attention         as its paper spells it
    retype      Crafter        Benchmark                       an environment to evaluate in
    drop        our framework                                  no name

The columns, separated by tabs, are the decision, a name, its object (another name, a label, a type or nothing) and an
optional comment. A name may be given in any of its spellings; `kg build` reports names that no paper mentions, which do
no harm. `rename`, `retype` and `drop` apply to the entity with the name; after `rename`, the entity that papers call by
the new label is the same one. If two spellings of one name are to be `different` ("FIT", "FiT"), both are taken exactly
as written. Empty lines and lines that start with "#" are skipped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.files import read_text
from kg.model import Extraction
from kg.resolve.lexicon import Keys
from kg.rules.names import normalise, singular
from kg.vocab import ENTITY_TYPES, NodeType


class DecisionKind(StrEnum):
    """What a line decides."""

    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    RETYPE = "retype"
    DROP = "drop"


_SECOND: Final[Mapping[DecisionKind, str]] = {
    DecisionKind.SAME: "another name",
    DecisionKind.DIFFERENT: "another name",
    DecisionKind.RENAME: "its label",
    DecisionKind.RETYPE: "its type",
    DecisionKind.DROP: "nothing",
}
_KINDS: Final = frozenset(DecisionKind)
_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file: `second` is another name, a label, a type or "", and `line` its number."""

    kind: DecisionKind
    first: str
    second: str
    line: int = 0
    comment: str = ""

    @property
    def facet(self) -> str:
        """The facet of an entity that is decided, "label" or "type"; two values of it contradict each other."""
        return "label" if self.kind is DecisionKind.RENAME else "type"

    @property
    def subjects(self) -> tuple[str, ...]:
        """The one or two names that it is about; a label or a type is none."""
        return (self.first, self.second) if self.kind in {DecisionKind.SAME, DecisionKind.DIFFERENT} else (self.first,)

    def __str__(self) -> str:
        return f"{self.kind}\t{self.first}\t{self.second}\t{self.comment}".rstrip("\t")


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions, in the order of their lines."""

    lines: tuple[Decision, ...] = ()

    def of(self, *kinds: DecisionKind) -> Iterator[Decision]:
        """The decisions of these kinds."""
        return (decision for decision in self.lines if decision.kind in kinds)

    @property
    def same(self) -> tuple[Decision, ...]:
        """Decisions that make two names one entity: `same`, and `rename`, whose label is a name too."""
        return tuple(self.of(DecisionKind.SAME, DecisionKind.RENAME))

    @property
    def different(self) -> tuple[Decision, ...]:
        """Decisions that keep two names apart."""
        return tuple(self.of(DecisionKind.DIFFERENT))

    @property
    def fixed(self) -> tuple[Decision, ...]:
        """Decisions that fix a label or a type; a dropped entity has the type ""."""
        return tuple(self.of(DecisionKind.RENAME, DecisionKind.RETYPE, DecisionKind.DROP))

    def keys(self, look_alikes: Iterable[tuple[str, str]] = ()) -> Keys:
        """The function that gives names their keys.

        Names that are decided to be different have different keys, and so have pairs of `look_alikes` unless they are
        decided to be the same.
        """
        apart = [(decision.first, decision.second) for decision in self.different]
        same = {frozenset((singular(decision.first), singular(decision.second))) for decision in self.same}
        apart += [pair for pair in look_alikes if frozenset(pair) not in same]
        return Keys(name for pair in apart if normalise(pair[0]) == normalise(pair[1]) for name in pair)

    def partners(self) -> Mapping[str, set[str]]:
        """For each key of a name in a `same` or `rename` line, the keys of the names that it is the same as."""
        neighbours = _neighbours(self.same, self.keys())
        return {key: {other for other, _ in found} for key, found in neighbours.items()}

    def types(self, keys: Keys) -> Mapping[str, NodeType]:
        """The decided types by the keys of names."""
        return {keys(decision.first): NodeType(decision.second) for decision in self.of(DecisionKind.RETYPE)}

    def about(self, keys: Keys) -> frozenset[str]:
        """The keys of names that a decision is about."""
        pairs = {name for decision in self.same + self.different for name in (decision.first, decision.second)}
        return frozenset(map(keys, pairs | {decision.first for decision in self.fixed}))


def read_decisions(path: Path) -> Decisions:
    """Read decisions, and check that they do not contradict each other.

    Raises:
        ConfigError: the file cannot be read, a line is malformed, or lines contradict each other.
    """
    text = read_text(path, error=ConfigError, advice="`resolve.decisions` names it")
    decisions = Decisions(tuple(_parse(path, text)))
    complaints = [f"{path}, {complaint}" for complaint in contradictions(decisions)]
    if complaints:
        raise ConfigError("\n".join(complaints))
    return decisions


def malformed(decision: Decision) -> tuple[str, ...]:
    """The complaints about a single decision; empty if it is well-formed."""
    return tuple(_complaints(decision.kind, 2, decision.first, decision.second))


def contradictions(decisions: Decisions) -> Iterator[str]:
    """Yield a message for each contradiction between decisions, with the numbers of their lines."""
    keys = decisions.keys()
    neighbours = _neighbours(decisions.same, keys)
    for decision in decisions.different:
        chain = _chain(neighbours, keys(decision.first), keys(decision.second))
        if chain is not None:
            yield (
                f"line {decision.line}: {decision.first!r} and {decision.second!r} are to differ, but "
                f"{_by_lines(chain)} they are the same; drop one of these lines"
            )
    for decision, other in _opposed(decisions.fixed, neighbours, keys):
        chain = _chain(neighbours, keys(other.first), keys(decision.first)) or ()
        same = "" if not chain else f", and {_by_lines(chain)} the two are the same"
        yield (
            f"line {decision.line}: {decision.first!r} is to {_said(decision)}, but by line {other.line} "
            f"{other.first!r} is to {_said(other)}{same}; drop one of these lines"
        )


def unknown_names(decisions: Decisions, extractions: Iterable[Extraction]) -> Iterator[str]:
    """Yield a message for each decision without effect because no paper uses one of its names, with its line number."""
    known = {normalise(name) for extraction in extractions for name in _names_in(extraction)}
    for decision in decisions.lines:
        unknown = [repr(name) for name in decision.subjects if normalise(name) not in known]
        if unknown:
            yield f"line {decision.line}: no such name {', nor '.join(unknown)}"


def _names_in(extraction: Extraction) -> Iterator[str]:
    for entity in extraction.entities:
        yield from entity.forms
    for abbreviation in extraction.abbreviations:
        yield from (abbreviation.short, abbreviation.long)


def _said(decision: Decision) -> str:
    match decision.kind:
        case DecisionKind.RENAME:
            return f"be called {decision.second!r}"
        case DecisionKind.RETYPE:
            return f"be a {decision.second}"
        case _:
            return "be dropped"


def _by_lines(chain: Sequence[int]) -> str:
    return f"by line {', '.join(map(str, chain))}" if chain else "as spellings of one name"


def _opposed(
    fixed: Iterable[Decision], neighbours: Mapping[str, Sequence[tuple[str, int]]], keys: Keys
) -> Iterator[tuple[Decision, Decision]]:
    """Yield decisions, each with an earlier one that contradicts it about the same entity."""
    earlier: dict[tuple[str, str], Decision] = {}
    roots: dict[str, str] = {}
    for decision in fixed:
        key = keys(decision.first)
        if key not in roots:
            roots |= dict.fromkeys(_reachable(neighbours, key), key)
        other = earlier.setdefault((decision.facet, roots[key]), decision)
        if other.second != decision.second:
            yield decision, other
        elif decision.kind is DecisionKind.DROP and (renamed := earlier.get(("label", roots[key]))):
            yield decision, renamed
        elif decision.kind is DecisionKind.RENAME and (kind := earlier.get(("type", roots[key]))) and not kind.second:
            yield decision, kind


def _parse(path: Path, text: str) -> Iterator[Decision]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, *columns = (part.strip() for part in line.rstrip("\r").split("\t"))
        if word not in _KINDS and word.partition(" ")[0] in _KINDS:
            raise ConfigError(f"{path}, line {number}: columns must be divided by tabs; a blank divides the first two")
        if word not in _KINDS:
            kinds = ", ".join(f"{kind.value!r}" for kind in DecisionKind)
            raise ConfigError(f"{path}, line {number}: starts with {word!r}; expected one of {kinds}")
        kind = DecisionKind(word)
        first, second, comment = (*columns, "", "", "")[: _COLUMNS - 1]
        for complaint in _complaints(kind, len(columns), first, second):
            raise ConfigError(f"{path}, line {number}: {complaint}")
        yield Decision(kind, first, second, number, comment)


def _complaints(kind: DecisionKind, columns: int, first: str, second: str) -> Iterator[str]:
    if columns >= _COLUMNS or not first or bool(second) == (kind is DecisionKind.DROP):
        yield f"expected {kind}, a name, {_SECOND[kind]} and maybe a comment, divided by tabs"
    elif kind in {DecisionKind.SAME, DecisionKind.DIFFERENT} and first == second:
        yield f"both names are {first!r}; expected two names"
    elif kind is DecisionKind.RETYPE and second not in set(ENTITY_TYPES):
        yield f"{second!r} is no type; expected one of {', '.join(ENTITY_TYPES)}"


def _neighbours(same: Sequence[Decision], keys: Keys) -> Mapping[str, Sequence[tuple[str, int]]]:
    """For each key the keys that a decision makes the same, each with the number of its line."""
    neighbours: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for decision in same:
        first, second = keys(decision.first), keys(decision.second)
        neighbours[first].append((second, decision.line))
        neighbours[second].append((first, decision.line))
    return neighbours


def _chain(neighbours: Mapping[str, Sequence[tuple[str, int]]], start: str, goal: str) -> tuple[int, ...] | None:
    """The fewest lines that together make `start` the same as `goal`, sorted; None if it is not the same."""
    chain = _reachable(neighbours, start).get(goal)
    return chain if chain is None else tuple(sorted(chain))


def _reachable(neighbours: Mapping[str, Sequence[tuple[str, int]]], start: str) -> Mapping[str, tuple[int, ...]]:
    """The keys that are the same as `start`, each with the lines that make it so."""
    reached: dict[str, tuple[int, ...]] = {start: ()}
    queue = [start]
    for key in queue:
        for neighbour, line in neighbours.get(key, ()):
            if neighbour not in reached:
                reached[neighbour] = (*reached[key], line)
                queue.append(neighbour)
    return reached
