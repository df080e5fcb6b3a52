"""The shipped queries: SPARQL files whose comments say what they answer and which parameters they take.

    # title: What outperforms a thing
    # group: Choosing a model
    # description: What is said to do better than a model or method, and which sentence says so?
    # param thing: entity — what is outperformed (e.g. BERT)
    # param at_least: confidence = 0 — least confidence of a claim

A parameter without a default must be given; `*` leaves any of them open. The text holds `VALUES ?thing { UNDEF }`
for each, and a value takes the place of UNDEF; as it stands, the file is plain SPARQL that asks about everything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import reduce
from pathlib import Path
from typing import Final

from kg.errors import QueryError
from kg.files import read_text

ANY: Final = "*"
"""Value of a parameter that leaves it open."""

_FIELD: Final = re.compile(r"# (?P<key>title|group|description): (?P<value>.+)")
_PARAMETER: Final = re.compile(
    r"# param (?P<name>[a-z_]+): (?P<type>[a-z]+)(?: = (?P<default>\S+))? — (?P<description>.+?)"
    r"(?: \(e\.g\. (?P<example>.+)\))?"
)
_BLOCK: Final = r"(VALUES\s+\?{name}\s*\{{\s*)UNDEF(\s*\}})"
_OPEN: Final = re.compile(_BLOCK.format(name="(?P<name>[a-z_]+)"))


class ParameterType(StrEnum):
    """How the value of a parameter is read."""

    ENTITY = "entity"
    PAPER = "paper"
    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CONFIDENCE = "confidence"
    TYPE = "type"
    RELATION = "relation"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query. It must be given if `default` is None."""

    name: str
    type: ParameterType
    description: str
    default: str | None
    example: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """One shipped query; `text` is the whole file, `group` what somebody does who asks it."""

    name: str
    title: str
    group: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def filled(self, terms: Mapping[str, str]) -> str:
        """The text with `terms`, SPARQL terms by parameter, in place; a parameter without one stays open."""
        return reduce(_with_term, terms.items(), self.text)


def _with_term(text: str, filling: tuple[str, str]) -> str:
    name, term = filling
    return re.sub(_BLOCK.format(name=name), lambda block: f"{block[1]}{term}{block[2]}", text)


def open_parameters(text: str) -> tuple[str, ...]:
    """The parameters that the text of a query leaves open, in its order."""
    return tuple(dict.fromkeys(block["name"] for block in _OPEN.finditer(text)))


def queries_folder() -> Path:
    """Where the shipped queries are: inside the package when it is installed, else beside it."""
    package = Path(__file__).parents[1]
    installed = package / "queries"
    return installed if installed.is_dir() else package.parent / "queries"


def list_queries() -> tuple[Query, ...]:
    """The shipped queries by name."""
    return tuple(map(read_query, sorted(queries_folder().glob("*.rq"))))


def find_query(name: str) -> Query:
    """The shipped query called `name`.

    Raises:
        QueryError: there is none; the message names near ones.
    """
    queries = {query.name: query for query in list_queries()}
    if name not in queries:
        near = get_close_matches(name, queries, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "kg query lists what can be asked"
        raise QueryError(f"there is no query {name!r}; {hint}")
    return queries[name]


def read_query(path: Path) -> Query:
    """Read a query file; without comments of the form described above it is a query without parameters.

    Raises:
        QueryError: the file cannot be read, or declares a parameter that is malformed or that it does not use.
    """
    text = read_text(path, error=QueryError, advice="give an existing .rq file")
    fields = {match["key"]: match["value"] for line in text.splitlines() if (match := _FIELD.fullmatch(line))}
    return Query(
        name=path.stem,
        title=fields.get("title", path.stem),
        group=fields.get("group", ""),
        description=fields.get("description", ""),
        parameters=tuple(_parameters(path, text)),
        text=text,
    )


def _parameters(path: Path, text: str) -> Iterator[Parameter]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("# param "):
            continue
        match = _PARAMETER.fullmatch(line)
        if match is None or match["type"] not in list(ParameterType):
            kinds = "|".join(ParameterType)
            raise QueryError(
                f"{path}, line {number}: is not '# param NAME: {kinds} [= DEFAULT] — what it is [(e.g. …)]'"
            )
        if not re.search(_BLOCK.format(name=match["name"]), text):
            raise QueryError(f"{path}, line {number}: the query has no 'VALUES ?{match['name']} {{ UNDEF }}'; add it")
        yield Parameter(
            match["name"], ParameterType(match["type"]), match["description"], match["default"], match["example"]
        )
