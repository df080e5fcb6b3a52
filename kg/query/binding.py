"""Values of parameters as SPARQL terms."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.choices import find_choice
from kg.query.library import ANY, Parameter, ParameterType, Query
from kg.query.names import find_entity, find_paper
from kg.rdf import Iris
from kg.vocab import PREFIXES

Term: TypeAlias = ox.NamedNode | ox.Literal

_HALF: Final = re.compile("[\ud800-\udfff]")
"""Half a character: Python's stand-in for a byte on the command line that is no UTF-8."""

_BEFORE_POINT: Final = 20
_BEHIND_POINT: Final = 18
"""Digits of a decimal number that the engine holds (Oxigraph: 128 bits in units of 10⁻¹⁸); it compares no others."""

_LARGEST: Final = 10**18 - 1
"""The same of whole numbers (64 bits), by whole digits."""


def bind(query: Query, params: Mapping[str, str], *, store: ox.Store, iris: Iris) -> str:
    """The text of `query` with `params` in place.

    Values never reach the text as they were typed: each is read as a term, and the term is written.

    Raises:
        QueryError: a parameter is unknown, missing or malformed, or names nothing in `store`.
    """
    _refuse_unknown(query, params)
    given = {parameter: _value(query, parameter, params) for parameter in query.parameters}
    terms = {
        parameter.name: _READERS[parameter.type](value, parameter, store, iris)
        for parameter, value in given.items()
        if value != ANY
    }
    return query.filled({name: str(term) for name, term in terms.items()})


def _refuse_unknown(query: Query, params: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in query.parameters]
    for name in params:
        if name not in known:
            near = get_close_matches(name, known, n=1) or known
            hint = f"did you mean {', '.join(near)}?" if near else "it takes none"
            raise QueryError(f"{query.name} has no parameter {name!r}; {hint}")


def _value(query: Query, parameter: Parameter, params: Mapping[str, str]) -> str:
    value = params.get(parameter.name, parameter.default)
    if value is None:
        example = f", for example {parameter.name}={parameter.example}" if parameter.example else ""
        raise QueryError(f"{query.name} needs {parameter.name}: {parameter.description}{example}")
    if _HALF.search(value):
        raise QueryError(f"{parameter.name}: {value!r} is no text in UTF-8; give one that is")
    return value


def _entity(value: str, _: Parameter, store: ox.Store, iris: Iris) -> Term:
    return find_entity(store, value, iris=iris)


def _paper(value: str, _: Parameter, store: ox.Store, iris: Iris) -> Term:
    return find_paper(store, value, iris=iris)


def _string(value: str, *_: object) -> Term:
    return ox.Literal(value)


def _choice(value: str, parameter: Parameter, *_: object) -> Term:
    return ox.Literal(find_choice(value, parameter))


def _confidence(value: str, parameter: Parameter, *_: object) -> Term:
    number = _decimal(value, parameter)
    if not 0 <= Decimal(value) <= 1:
        raise QueryError(f"{parameter.name}: {value!r} is no confidence; give one from 0 to 1, such as 0.8")
    return number


def _integer(value: str, parameter: Parameter, *_: object) -> Term:
    try:
        number = int(value)
    except ValueError as error:
        raise QueryError(f"{parameter.name}: {value!r} is no whole number; give one such as 3") from error
    if abs(number) > _LARGEST:
        raise QueryError(f"{parameter.name}: {value!r} is too large; give a whole number with up to 18 digits")
    return ox.Literal(number)


def _decimal(value: str, parameter: Parameter, *_: object) -> Term:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise QueryError(f"{parameter.name}: {value!r} is no number; give one such as 0.8") from error
    if not number.is_finite():
        raise QueryError(f"{parameter.name}: {value!r} is no finite number; give one such as 0.8")
    if not _is_held(number):
        raise QueryError(
            f"{parameter.name}: {value!r} is too large or too precise;"
            f" give a number with up to {_BEFORE_POINT} digits before the point and {_BEHIND_POINT} behind it"
        )
    return ox.Literal(f"{number:f}", datatype=ox.NamedNode(f"{PREFIXES['xsd']}decimal"))


def _is_held(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_BEHIND_POINT and number.adjusted() < _BEFORE_POINT


_READERS: Final[Mapping[ParameterType, Callable[[str, Parameter, ox.Store, Iris], Term]]] = MappingProxyType(
    {
        ParameterType.ENTITY: _entity,
        ParameterType.PAPER: _paper,
        ParameterType.STRING: _string,
        ParameterType.INTEGER: _integer,
        ParameterType.DECIMAL: _decimal,
        ParameterType.CONFIDENCE: _confidence,
        ParameterType.TYPE: _choice,
        ParameterType.RELATION: _choice,
        ParameterType.KIND: _choice,
    }
)
