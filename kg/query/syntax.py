"""Messages for syntax errors: what is wrong with a query that the parser refuses, and where.

The parser says how far it came and what it expected there. To compare a keyword it takes in as many characters as that
has: where no other keyword fits, it names the place so far behind, and near the end of the query always the end. So the
query is parsed again with room behind it, and the length of the keyword taken off.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import QueryError
from kg.query.guard import GAP, NO_CLAUSE
from kg.rdf import prefixes

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?")
_CHARACTER_SETS: Final = re.compile(r"(?:, )?\[(?:'.'|[^\]])*\]", re.DOTALL)
_SHOWN: Final = 30
_FEW: Final = 6
_ROOM: Final = "\n" + " " * 32

_PROLOGUE: Final = re.compile(rf"(?:{GAP}(?:prefix\s[^<]*|base\s*)<[^>]*>)*{GAP}", re.IGNORECASE)
_UPDATES: Final = ("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with")

_NO_NAME: Final = re.compile(rf"{NO_CLAUSE.pattern} | <[\w+.-]+:[^<>\r\n]*> | [\"'][^\r\n]*", NO_CLAUSE.flags)
_PREFIX: Final = re.compile(r"(?<![\w.:?$@%\\<-])(?:([^\W\d_][\w.-]*):|:(?=\w))")
_DECLARED: Final = re.compile(r"prefix\s+([^\s:]*):", re.IGNORECASE)


def syntax_error(text: str, complaint: str, *, config: RdfConfig) -> QueryError:
    """The error for a query that the parser refused with `complaint`, or that is an update."""
    if _is_update(text):
        return QueryError("updates are refused, the graph is only read; ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
    fault = _unknown_prefix(text, prefixes(config)) or _understood(text, complaint, config)
    if fault is None:
        return QueryError(f"not valid SPARQL: {complaint}")
    before, rest = text[: fault.at], text[fault.at :].partition("\n")[0].strip()
    line, column = before.count("\n") + 1, fault.at - before.rfind("\n")
    where = f"line {line}, column {column}, {f'at {rest[:_SHOWN]!r}' if rest else 'at the end'}"
    return QueryError(f"not valid SPARQL, {where}: {fault.reason}")


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with the character `at` of a query and those behind it."""

    at: int
    reason: str


def _unknown_prefix(text: str, known: Collection[str]) -> _Fault | None:
    """The first prefix that nothing declares; the parser often complains of something else."""
    names = _NO_NAME.sub(lambda part: " " * len(part[0]), text)
    declared = {*known, *_DECLARED.findall(names)}
    for prefix in _PREFIX.finditer(names):
        if (prefix[1] or "") not in declared:
            reason = f"unknown prefix {prefix[0]}, known are {', '.join(known)}; declare others with PREFIX"
            return _Fault(prefix.start(), reason)
    return None


def _understood(text: str, complaint: str, config: RdfConfig) -> _Fault | None:
    """The fault that the parser means; None if it names no place."""
    expected = _expected(complaint)
    if not any(" " in part for part in expected):  # no words of its own, as those on a variable that is there twice
        complaint = _complaint(text + _ROOM, config) or complaint
        expected = _expected(complaint)
    place = _PLACE.match(complaint)
    if place is None:
        return None
    lines = (text + _ROOM).split("\n")
    at = sum(len(line) + 1 for line in lines[: int(place[1]) - 1]) + int(place[2]) - 1
    words, signs = [part for part in expected if " " in part], [part for part in expected if part.startswith('"')]
    if expected and not words and not signs and not _CHARACTER_SETS.search(complaint):
        at -= min(map(len, expected))
    end = len(text.rstrip())
    at = min(at + len(text[at:]) - len(text[at:].lstrip()), end)
    if words:
        return _Fault(at, "; ".join(words))
    if at == end:
        return _Fault(at, "the query is not complete")
    return _Fault(at, f"expected {', '.join(signs)}" if 0 < len(signs) <= _FEW else "not understood")


def _expected(complaint: str) -> list[str]:
    """What the parser expected: keywords, signs in quotes and words of its own; sets of characters help nobody."""
    parts = _CHARACTER_SETS.sub("", _PLACE.sub("", complaint, count=1)).split(", ")
    return [part.strip() for part in parts if part.strip()]


def _complaint(text: str, config: RdfConfig) -> str | None:
    try:
        ox.Store().query(text, prefixes=dict(prefixes(config)), base_iri=config.base)
    except SyntaxError as error:
        return str(error)
    return None


def _is_update(text: str) -> bool:
    start = _PROLOGUE.match(text)
    return text[start.end() if start else 0 :].lower().startswith(_UPDATES)
