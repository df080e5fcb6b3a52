"""A curator's decisions about names: a TSV that always wins over what the rules would do.

    same        LLaMA          Large Language Model Meta AI    what the first paper called it
    different   token pruning  token merging                   rivals

A line is `same` or `different`, two names and, if wanted, a comment, divided by tabs. Names may be spelt in any way
that the corpus takes for the same; those that no paper mentions do no harm. Two spellings of one name that are to be
`different` ("FIT", "FiT") are taken as written. Empty lines and lines that start with "#" are skipped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.resolve.lexicon import Keys
from kg.rules.names import normalise, singular

SAME: Final = "same"
DIFFERENT: Final = "different"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file: whether two names are the same thing."""

    kind: str
    first: str
    second: str
    line: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """What names must and must not share an entity."""

    same: tuple[Decision, ...] = ()
    different: tuple[Decision, ...] = ()

    def keys(self, look_alikes: Iterable[tuple[str, str]] = ()) -> Keys:
        """The keys of names, told apart as the decisions demand, and `look_alikes` too unless they are decided on."""
        apart = [(decision.first, decision.second) for decision in self.different]
        same = {frozenset((singular(decision.first), singular(decision.second))) for decision in self.same}
        apart += [pair for pair in look_alikes if frozenset(pair) not in same]
        return Keys(name for pair in apart if normalise(pair[0]) == normalise(pair[1]) for name in pair)

    def partners(self) -> Mapping[str, set[str]]:
        """For each key of a name that is to be the same as others their keys."""
        keys = self.keys()
        partners: dict[str, set[str]] = defaultdict(set)
        for decision in self.same:
            first, second = keys(decision.first), keys(decision.second)
            partners[first].add(second)
            partners[second].add(first)
        return partners

    def names(self) -> set[str]:
        """All names that a decision is about."""
        return {name for decision in self.same + self.different for name in (decision.first, decision.second)}


def read_decisions(path: Path) -> Decisions:
    """Read decisions, and prove that they can all be kept.

    Raises:
        ConfigError: the file cannot be read, a line is malformed, or lines contradict each other.
    """
    lines = tuple(_parse(path, _read(path)))
    decisions = Decisions(
        tuple(decision for decision in lines if decision.kind == SAME),
        tuple(decision for decision in lines if decision.kind == DIFFERENT),
    )
    keys = decisions.keys()
    neighbours = _neighbours(decisions.same, keys)
    for decision in decisions.different:
        if chain := _chain(neighbours, keys(decision.first), keys(decision.second)):
            raise ConfigError(
                f"{path}, line {decision.line}: {decision.first!r} and {decision.second!r} are to differ, but by line "
                f"{', '.join(map(str, chain))} they are the same; drop one of these lines"
            )
    return decisions


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); `resolve.decisions` names it") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: no UTF-8 (byte {error.start}); save it as UTF-8") from error


def _parse(path: Path, text: str) -> Iterator[Decision]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, *names = (part.strip() for part in line.split("\t"))
        if kind not in {SAME, DIFFERENT}:
            raise ConfigError(f"{path}, line {number}: starts with {kind!r}; expected {SAME!r} or {DIFFERENT!r}")
        if len(names) not in {2, 3} or not all(names[:2]):
            raise ConfigError(f"{path}, line {number}: expected {kind}, two names and maybe a comment, divided by tabs")
        if names[0] == names[1]:
            raise ConfigError(f"{path}, line {number}: both names are {names[0]!r}; expected two names")
        yield Decision(kind, names[0], names[1], number)


def _neighbours(same: Sequence[Decision], keys: Keys) -> Mapping[str, Sequence[tuple[str, int]]]:
    """For each key the keys that a line makes the same, with its number."""
    neighbours: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for decision in same:
        first, second = keys(decision.first), keys(decision.second)
        neighbours[first].append((second, decision.line))
        neighbours[second].append((first, decision.line))
    return neighbours


def _chain(neighbours: Mapping[str, Sequence[tuple[str, int]]], start: str, goal: str) -> tuple[int, ...]:
    """The lines by which `start` is the same as `goal`, as few as possible; none if it is not."""
    reached: dict[str, tuple[int, ...]] = {start: ()}
    queue = [start]
    for key in queue:
        for neighbour, line in neighbours.get(key, ()):
            if neighbour not in reached:
                reached[neighbour] = (*reached[key], line)
                queue.append(neighbour)
    return tuple(sorted(reached.get(goal, ())))
