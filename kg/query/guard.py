"""Refusing queries that would leave the machine (SERVICE) or read another graph (FROM)."""

import re
from typing import Final

from kg.errors import QueryError

GAP: Final = r"(?>(?:\s|\#[^\r\n]*)*)"

_LETTER: Final = r"(?:\\.|[^\s{}<>\#\\\"'(),;:])"

_SERVICE: Final = re.compile(
    rf"""
    service {GAP} (?:silent {GAP})?
    (?> <[^<>]*> | [?$]{_LETTER}+ | {_LETTER}*:(?:{_LETTER}|:)* )
    {GAP} \{{
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
NO_CLAUSE: Final = re.compile(
    r"""
    \#[^\r\n]* | <[^<>"{}|^`\\\s]*>
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    """,
    re.VERBOSE | re.DOTALL,
)
_FROM: Final = re.compile(r"(?<![\w?$:-])from\s*(named)?\s*(?:<(\d+)>|([^\s<{}()]*:[^\s<{}()]*))", re.IGNORECASE)


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
    """Whether a query may have a FROM clause: whether the word is in it, even in a string."""
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

    for clause in _FROM.finditer(NO_CLAUSE.sub(without_words, text)):
        asked = clause[3] or addresses[int(clause[2])]
        if clause[1] or asked != own:
            what = "FROM NAMED" if clause[1] else "FROM"
            raise QueryError(f"{what} {asked} is refused, the only graph is <{own}>; remove the clause")
