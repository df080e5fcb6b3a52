"""Validation of lines of records and of annotated texts, once, where they are read."""

from collections.abc import Iterator
from typing import Annotated, Any, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from kg.vocab import ENTITY_TYPES, LinkKind, RelationType, ResultKind

_Number: TypeAlias = Annotated[int, Meta(ge=0)]
_TypeAndForms: TypeAlias = Annotated[list[str], Meta(min_length=2)]


class _Result(msgspec.Struct):
    subject: str
    metric: str | None
    value: str | int | float
    unit: str | None
    kind: ResultKind
    dataset: str | None
    baseline: str | None
    s: _Number


class _Scores(msgspec.Struct, frozen=True):
    entities: list[float] | UnsetType = UNSET
    relations: list[float] | UnsetType = UNSET
    results: list[tuple[_Number, _Number, float]] | UnsetType = UNSET


class _Record(msgspec.Struct):
    id: str
    entities: list[_TypeAndForms]
    relations: list[tuple[str, RelationType, str, _Number]]
    results: list[_Result]
    mentions: dict[str, list[tuple[_Number, _Number, float]]] | UnsetType = UNSET
    scores: _Scores = _Scores()
    abbreviations: list[tuple[str, str, _Number, _Number, _Number, _Number]] = []
    links: list[tuple[str, LinkKind, _Number, _Number]] = []
    annotated: bool | UnsetType = UNSET

    def __post_init__(self) -> None:
        for complaint in _complaints(self):
            raise ValueError(complaint)


class _Text(msgspec.Struct):
    id: str
    title: str
    abstract: str
    sentences: list[tuple[_Number, _Number]]

    def __post_init__(self) -> None:
        if not (self.title + self.abstract).strip():
            raise ValueError("Title and abstract are empty")
        for number, (start, end) in enumerate(self.sentences):
            if not start <= end <= len(self.abstract):
                raise ValueError(
                    f"[{start}, {end}] is no part of the {len(self.abstract)} characters of abstract - "
                    f"at `$.sentences[{number}]`"
                )


def decode_record(line: str) -> dict[str, Any]:
    """The record on a line as it stands there, unknown keys and all.

    Raises:
        msgspec.DecodeError: it is no JSON, or no record, and where in it.
    """
    record: dict[str, Any] = _decode(line)
    msgspec.convert(record, _Record)
    return record


def decode_text(line: str) -> dict[str, Any]:
    """The annotated text on a line as it stands there, unknown keys and all.

    Raises:
        msgspec.DecodeError: it is no JSON, or no annotated text, and where in it.
    """
    text: dict[str, Any] = _decode(line)
    msgspec.convert(text, _Text)
    return text


def _decode(line: str) -> Any:  # noqa: ANN401 - a JSON value
    try:
        return msgspec.json.decode(line)
    except RecursionError as error:
        raise msgspec.DecodeError("Input data is nested too deeply") from error


def _complaints(record: _Record) -> Iterator[str]:
    """Yield what is wrong with a record although its fields have the right types."""
    for number, (kind, *forms) in enumerate(record.entities):
        if kind not in ENTITY_TYPES:
            yield f"{kind!r} is no type of an entity - at `$.entities[{number}]`"
        if not all(map(str.strip, forms)):
            yield f"A form is empty - at `$.entities[{number}]`"
        if record.mentions is not UNSET and forms[0] not in record.mentions:
            yield f"No mentions of {forms[0]!r} - at `$.mentions`"
    for part in ("entities", "relations", "results"):
        scores, items = getattr(record.scores, part), getattr(record, part)
        if scores is not UNSET and len(scores) != len(items):
            yield f"{len(scores)} scores for {len(items)} {part} - at `$.scores.{part}`"
