"""An expert's judgements about names: which name the same thing, which do not, and which is a kind of which.

A file of judgements has one JSON object a line: `{"same": [names], "type": …}`, all of them names of one thing, or
`{"different": [a, b], "why": …, "broader": a or b}`, names of two, of which one may be the broader.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import msgspec

from kg.errors import InputError, no_utf8
from kg.vocab import ENTITY_TYPES

_PAIR: Final = 2


class _Line(msgspec.Struct):
    same: tuple[str, ...] = ()
    type: str = ""
    different: tuple[str, ...] = ()
    why: str = ""
    broader: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Different:
    """Two names of different things, why they differ, and the broader one if one is a kind of the other."""

    first: str
    second: str
    why: str
    broader: str | None = None

    @property
    def narrower(self) -> str | None:
        """The other name where there is a broader one."""
        return None if self.broader is None else self.second if self.broader == self.first else self.first


@dataclass(frozen=True, slots=True)
class Judgements:
    """Groups of names of one thing each, with its type or "", and pairs of names of different things."""

    same: tuple[tuple[frozenset[str], str], ...]
    different: tuple[Different, ...]

    @property
    def names(self) -> frozenset[str]:
        """All names in groups."""
        return frozenset().union(*(group for group, _ in self.same))

    def must_merge(self) -> Iterator[tuple[str, str]]:
        """All pairs of names of one thing, each once, sorted."""
        pairs = {pair for group, _ in self.same for pair in combinations(sorted(group), 2)}
        return iter(sorted(pairs))

    def must_not_merge(self) -> Iterator[tuple[str, str]]:
        """All pairs of names of different things, each once, sorted: from two groups, or judged to be different."""
        mates = self.mates()
        across = (
            (a, b)
            for (one, _), (other, _) in combinations(self.same, 2)
            for a in one
            for b in other
            if b not in mates[a]
        )
        judged = ((pair.first, pair.second) for pair in self.different)
        return iter(sorted({_ordered(*pair) for pairs in (across, judged) for pair in pairs}))

    def mates(self) -> Mapping[str, frozenset[str]]:
        """For each name in groups the names of the same thing, itself among them."""
        found: dict[str, frozenset[str]] = {}
        for group, _ in self.same:
            for name in group:
                found[name] = found.get(name, frozenset()) | group
        return found


def read_judgements(path: Path) -> Judgements:
    """Read a file of judgements; empty lines are skipped.

    Raises:
        InputError: the file cannot be read, or a line is of another form.
    """
    lines = tuple(_lines(path))
    return Judgements(
        tuple((frozenset(line.same), line.type) for line in lines if line.same),
        tuple(
            Different(line.different[0], line.different[1], line.why, line.broader) for line in lines if line.different
        ),
    )


def _lines(path: Path) -> Iterator[_Line]:
    for number, text in enumerate(_read(path).split(b"\n"), 1):
        if not text.strip():
            continue
        try:
            line = msgspec.json.decode(text, type=_Line)
        except msgspec.DecodeError as error:
            raise InputError(f"{path}, line {number}: {error}; expected a judgement about names") from error
        except UnicodeDecodeError as error:  # msgspec lets it through
            raise InputError(no_utf8(f"{path}, line {number}", error)) from error
        for complaint in _complaints(line):
            raise InputError(f"{path}, line {number}: {complaint}")
        yield line


def _complaints(line: _Line) -> Iterator[str]:
    if bool(line.same) == bool(line.different):
        yield 'expected either "same", names of one thing, or "different", two names'
    elif line.different and len(line.different) != _PAIR:
        yield f'"different" has {len(line.different)} names; expected two'
    elif line.different and line.different[0] == line.different[1]:
        yield f'"different" has {line.different[0]!r} twice; expected two names'
    elif line.type and line.type not in ENTITY_TYPES:
        yield f'"type" is {line.type!r}; expected one of {", ".join(ENTITY_TYPES)}, or none'
    elif line.broader is not None and line.broader not in line.different:
        yield f'"broader" is {line.broader!r}; expected one of the two names'


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a file of judgements about names") from error


def _ordered(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)
