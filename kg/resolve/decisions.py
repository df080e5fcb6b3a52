"""A curator's decisions about names: a TSV that always wins over what the rules would do.

    same        LLaMA          Large Language Model Meta AI    what the first paper called it
    different   token pruning  token merging                   rivals

A line is `same` or `different`, two names and, if wanted, a comment, divided by tabs. Names are those of papers; such
as no paper mentions do no harm. Empty lines and lines that start with "#" are skipped.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ConfigError

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
    """What names must and must not share an entity; free of contradictions."""

    same: tuple[Decision, ...] = ()
    different: tuple[Decision, ...] = ()


def read_decisions(path: Path) -> Decisions:
    """Read decisions, and prove that they can all be kept.

    Raises:
        ConfigError: the file cannot be read, a line is malformed, or lines contradict each other.
    """
    decisions = tuple(_parse(path, _read(path)))
    same = tuple(decision for decision in decisions if decision.kind == SAME)
    different = tuple(decision for decision in decisions if decision.kind == DIFFERENT)
    for decision in different:
        if path_lines := _chain(same, decision.first, decision.second):
            raise ConfigError(
                f"{path}, line {decision.line}: {decision.first!r} and {decision.second!r} are to differ, but line"
                f"{'s' * (len(path_lines) > 1)} {', '.join(map(str, path_lines))} make them the same; drop one of these"
            )
    return Decisions(same, different)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); `resolve.decisions` names it") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: no UTF-8 (byte {error.start}); save it as UTF-8") from error


def _parse(path: Path, text: str) -> Iterator[Decision]:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
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


def _chain(same: Sequence[Decision], start: str, goal: str) -> tuple[int, ...]:
    """Lines by which `start` is the same as `goal`, fewest first found; empty if it is not."""
    neighbours = _neighbours(same)
    reached: dict[str, tuple[int, ...]] = {start: ()}
    queue = [start]
    for name in queue:
        for neighbour, line in neighbours.get(name, ()):
            if neighbour not in reached:
                reached[neighbour] = (*reached[name], line)
                queue.append(neighbour)
    return tuple(sorted(reached.get(goal, ())))


def _neighbours(same: Sequence[Decision]) -> Mapping[str, Sequence[tuple[str, int]]]:
    neighbours: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for decision in same:
        neighbours[decision.first].append((decision.second, decision.line))
        neighbours[decision.second].append((decision.first, decision.line))
    return neighbours
