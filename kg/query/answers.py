"""What a query answers: a table, triples, or yes or no."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypeAlias, overload

import pyoxigraph as ox

from kg.errors import QueryError
from kg.vocab import PREFIXES

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value: TypeAlias = str | int | float | bool | None

_XSD: Final = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """The answer to SELECT. `rows` hold a term or None for each of `columns`; iterated and indexed it gives mappings.

    Numbers and booleans in it are Python's; what cannot be read as one is its text. An IRI is its id, if it has one,
    else its label. `names` are the labels of the IRIs in it, `ids` the ids of those that are nodes of a
    `KnowledgeGraph.nx`, `source` is the whole as SPARQL results JSON.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    names: Mapping[str, str]
    source: bytes
    ids: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Table of {', '.join(self.columns)}: {len(self):,} {'row' if len(self) == 1 else 'rows'}>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return map(self._mapping, self.rows)

    @overload
    def __getitem__(self, place: int) -> dict[str, Value]: ...

    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Value]]: ...

    def __getitem__(self, place: int | slice) -> dict[str, Value] | list[dict[str, Value]]:
        if isinstance(place, slice):
            return [*map(self._mapping, self.rows[place])]
        return self._mapping(self.rows[place])

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Rows as people read them: IRIs by their label, numbers and texts as they are, nothing as ""."""
        for row in self.rows:
            yield tuple("" if term is None else self._text(term) for term in row)

    def _mapping(self, row: tuple[Term | None, ...]) -> dict[str, Value]:
        return {column: self._value(term) for column, term in zip(self.columns, row, strict=True)}

    def _text(self, term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            return self.names.get(term.value, term.value)
        return term.value if isinstance(term, ox.Literal) else str(term)

    def _value(self, term: Term | None) -> Value:
        if isinstance(term, ox.Literal):
            return _python(term)
        if isinstance(term, ox.NamedNode) and term.value in self.ids:
            return self.ids[term.value]
        return None if term is None else self._text(term)


@dataclass(frozen=True, slots=True, repr=False)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE: triples, sorted, each once."""

    triples: tuple[ox.Triple, ...]

    def __repr__(self) -> str:
        return f"<Triples: {len(self):,}>"

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self.triples)


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to ASK; `source` is the same as SPARQL results JSON."""

    value: bool
    source: bytes = field(repr=False)

    def __bool__(self) -> bool:
        return self.value


Answer: TypeAlias = Table | Triples | Truth


def with_ids(answer: Answer, ids: Mapping[str, str]) -> Answer:
    """`answer` with the ids of nodes, by their IRI, in place of labels in its rows."""
    return replace(answer, ids=ids) if isinstance(answer, Table) else answer


def rows_of(answer: Answer) -> Table:
    """`answer` as a table.

    Raises:
        QueryError: it is none.
    """
    if not isinstance(answer, Table):
        raise QueryError(
            "the answer has no rows but triples, or is yes or no; KnowledgeGraph.sparql answers such SPARQL, "
            "`kg query` such shipped queries"
        )
    return answer


def _python(literal: ox.Literal) -> Value:
    try:
        return _PYTHON.get(literal.datatype.value, str)(literal.value)
    except (KeyError, ValueError):
        return literal.value


_BOOLEANS: Final[Mapping[str, bool]] = MappingProxyType({"true": True, "1": True, "false": False, "0": False})
_PYTHON: Final[Mapping[str, Callable[[str], Value]]] = MappingProxyType(
    {
        f"{_XSD}integer": int,
        f"{_XSD}decimal": float,
        f"{_XSD}double": float,
        f"{_XSD}float": float,
        f"{_XSD}boolean": _BOOLEANS.__getitem__,
    }
)
