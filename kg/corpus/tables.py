"""Papers as rows of a table whose header names the fields."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kg.corpus.entry import Batch, Reading
from kg.corpus.fields import columns_of_papers, entry_of
from kg.corpus.lines import read_lines
from kg.errors import InputError

_DELIMITERS: Final = (",", "\t", ";")
_QUOTING: Final = "put fields with commas, quotes or line ends in double quotes, and double the quotes inside"


def read_table(path: Path) -> Batch:
    """The papers of a table with a header line; commas, tabs or semicolons stand between the columns.

    Raises:
        InputError: as `read_lines`; columns are missing from the header or a row, or quotes do not close.
    """
    return Batch(_table_entries(path))


def _table_entries(path: Path) -> Iterator[Reading]:
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
    """The delimiter with which the header names a title and an abstract, and the columns."""
    if "\r" in line:
        raise InputError(f"{path}, line 1: ends lines with carriage returns alone; save it with line feeds")
    readings = {delimiter: next(csv.reader([line], delimiter=delimiter), []) for delimiter in _DELIMITERS}
    for delimiter, columns in readings.items():
        if columns_of_papers(columns):
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
