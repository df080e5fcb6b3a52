"""Papers as rows of a table with columns `title` and `abstract`; `id`, `year` and `url` are optional."""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kg.corpus.entry import Batch, Entry
from kg.corpus.lines import read_lines
from kg.errors import InputError
from kg.files import NOT_XML

_DELIMITERS: Final = (",", "\t", ";")
_REQUIRED: Final = frozenset({"title", "abstract"})
_YEAR: Final = re.compile(r"(\d{4})(?:\.0|[-/].*)?")
_QUOTING: Final = "put fields with commas, quotes or line ends in double quotes, and double the quotes inside"


def read_table(path: Path) -> Batch:
    """The papers of a table with a header line; commas, tabs or semicolons stand between the columns.

    Raises:
        InputError: as `read_lines`; columns are missing from the header or a row, or quotes do not close.
    """
    return Batch(_table_entries(path))


def entry_of(fields: Mapping[str, Any], place: str) -> Entry:
    """The paper that named fields state, the names in any case; a missing id, year or url is None.

    Raises:
        InputError: there is no title or abstract among them, one of the fields is of another type than it should be, or
            the id or url holds a character that XML forbids, so that some form of the graph could not hold it.
    """
    known = {str(name).strip().casefold(): value for name, value in fields.items()}
    missing = sorted(_REQUIRED - known.keys())
    if missing:
        raise InputError(f"{place}: has no {' and no '.join(missing)}; every paper needs a title and an abstract")
    identifier = known.get("id")
    return Entry(
        place=place,
        title=_text(known, "title", place),
        abstract=_text(known, "abstract", place),
        id=(str(identifier) if isinstance(identifier, int) else _name(known, "id", place)) or None,
        year=_year(known.get("year"), place),
        url=_name(known, "url", place) or None,
    )


def _text(fields: Mapping[str, Any], name: str, place: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{place}: {name} is {json.dumps(value)[:40]}; expected text")
    return value


def _name(fields: Mapping[str, Any], name: str, place: str) -> str:
    text = _text(fields, name, place).strip()
    if NOT_XML.search(text):
        raise InputError(
            f"{place}: {name} is {json.dumps(text)[:40]}, with a character that no XML may hold; give another"
        )
    return text


def _year(value: object, place: str) -> int | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    match = None if isinstance(value, bool) else _YEAR.fullmatch(text)
    if match is None:
        raise InputError(f"{place}: year is {str(value)[:40]!r}; expected four digits")
    return int(match[1])


def _table_entries(path: Path) -> Iterator[Entry]:
    lines = (f"{line.text}\n" for line in read_lines(path))
    header_line = next(lines)
    delimiter, header = _header(header_line, path)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while (row := _next_row(reader, path)) is not None:
        place = f"{path}, line {reader.line_num + 1}"
        if not row:
            continue
        if len(row) != len(header):
            raise InputError(f"{place}: has {len(row)} columns where the header has {len(header)}; {_QUOTING}")
        yield entry_of(dict(zip(header, row, strict=True)), place)


def _header(line: str, path: Path) -> tuple[str, Sequence[str]]:
    """The delimiter with which the header names the required columns, and the columns."""
    if "\r" in line:
        raise InputError(f"{path}, line 1: ends lines with carriage returns alone; save it with line feeds")
    readings = {delimiter: next(csv.reader([line], delimiter=delimiter), []) for delimiter in _DELIMITERS}
    for delimiter, columns in readings.items():
        if {column.strip().casefold() for column in columns} >= _REQUIRED:
            return delimiter, columns
    found = max(readings.values(), key=len)
    raise InputError(
        f"{path}, line 1: the columns are {', '.join(found)[:200]}; expected a header with title and abstract"
    )


def _next_row(reader: Iterator[list[str]], path: Path) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        number = getattr(reader, "line_num", 0) + 1
        raise InputError(f"{path}, line {number}: {error}; {_QUOTING}") from error
