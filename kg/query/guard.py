"""What a query may not do: leave the machine, change the graph, or be malformed."""

import re
from collections.abc import Iterable
from typing import Final

from kg.errors import QueryError

_GAP: Final = r"(?>(?:\s|\#[^\r\n]*)*)"

_LETTER: Final = r"(?:\\.|[^\s{}<>\#\\\"'(),;:])"

_SERVICE: Final = re.compile(
    rf"""
    service {_GAP} (?:silent {_GAP})?
    (?> <[^<>]*> | [?$]{_LETTER}+ | {_LETTER}*:(?:{_LETTER}|:)* )
    {_GAP} \{{
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_NO_CLAUSE: Final = re.compile(
    r"""
    \#[^\r\n]* | <[^<>"{}|^`\\\s]*>
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    """,
    re.VERBOSE | re.DOTALL,
)
_FROM: Final = re.compile(r"(?<![\w?$:-])from\s*(named)?\s*(?:<(\d+)>|([^\s<{}()]*:[^\s<{}()]*))", re.IGNORECASE)
_PLACE: Final = re.compile(r"error at (\d+):(\d+): ")
_CHARACTER_SETS: Final = re.compile(r"(?:, )?\[(?:'.'|[^\]])*\]", re.DOTALL)
_SHOWN: Final = 30

_PROLOGUE: Final = re.compile(rf"(?:{_GAP}(?:prefix\s[^<]*|base\s*)<[^>]*>)*{_GAP}", re.IGNORECASE)
_UPDATES: Final = ("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with")


def refuse_service(text: str) -> None:
    """Refuse a query that would ask another server.

    The engine needs no space after SERVICE, reads it inside words that begin with it, and takes `<#` for a comparison
    and a comment where other parsers see an IRI. So nothing is parsed or left out here: whatever looks like the
    clause counts, inside a string or a comment too.

    Raises:
        QueryError: `text` has a SERVICE clause.
    """
    match = _SERVICE.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        raise QueryError(f"line {line}: SERVICE is refused, queries never leave this machine; remove the clause")


def names_graphs(text: str) -> bool:
    """Whether a query may have a FROM clause: it has the word, be it in a string."""
    return "from" in text.lower()


def refuse_other_graphs(text: str, own: str) -> None:
    """Refuse a query that asks to read from anything but the graph called `own`, which is all there is.

    The engine would read nothing then, and answer with nothing; it never leaves the machine for it.

    Raises:
        QueryError: `text` has a FROM or FROM NAMED clause that names another graph.
    """
    if not names_graphs(text):
        return
    addresses: list[str] = []

    def without_words(part: re.Match[str]) -> str:
        if not part[0].startswith("<"):
            return " "
        addresses.append(part[0][1:-1])
        return f"<{len(addresses) - 1}>"

    for clause in _FROM.finditer(_NO_CLAUSE.sub(without_words, text)):
        asked = clause[3] or addresses[int(clause[2])]
        if clause[1] or asked != own:
            what = "FROM NAMED" if clause[1] else "FROM"
            raise QueryError(f"{what} {asked} is refused, the only graph is <{own}>; remove the clause")


def syntax_error(text: str, complaint: str, prefixes: Iterable[str]) -> QueryError:
    """The error for a query that the parser refused with `complaint`, or that is an update."""
    if _is_update(text):
        return QueryError("updates are refused, the graph is only read; ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
    place = _PLACE.match(complaint)
    if place is None:
        return QueryError(f"not valid SPARQL: {complaint}")
    line, column = int(place[1]), int(place[2])
    rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :].strip().partition("\n")[0]
    where = f"line {line}, column {column}, {f'at {rest[:_SHOWN]!r}' if rest else 'at the end'}"
    return QueryError(f"not valid SPARQL, {where}: {_reason(complaint[place.end() :], prefixes, at_end=not rest)}")


def _reason(complaint: str, prefixes: Iterable[str], *, at_end: bool) -> str:
    """What the parser says in words, else what it expected; sets of characters among that help nobody."""
    if "Prefix not found" in complaint:
        return f"unknown prefix; known are {', '.join(prefixes)}; declare others with PREFIX"
    expected = _CHARACTER_SETS.sub("", complaint.removeprefix("expected ").removeprefix("one of ")).strip(" ,")
    words = [part for part in expected.split(", ") if " " in part]
    if words or not at_end:
        return "; ".join(words) or (f"expected {expected}" if expected else "not understood")
    return "the query is not complete"


def _is_update(text: str) -> bool:
    start = _PROLOGUE.match(text)
    return text[start.end() if start else 0 :].lower().startswith(_UPDATES)
