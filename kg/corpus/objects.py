"""Papers as JSON objects: one a line, or the elements of one array."""

import codecs
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kg.corpus.entry import Batch, Entry
from kg.corpus.lines import LINE_LIMIT, open_bytes, read_lines, unreadable
from kg.corpus.tables import entry_of
from kg.errors import InputError

_EXPECTED: Final = 'expected an object such as {"title": "…", "abstract": "…"}'
_CHUNK: Final = 1 << 16
_GAP: Final = " \t\r\n,"


def read_json_lines(path: Path) -> Batch:
    """The papers of a file with one JSON object a line; blank lines are skipped.

    Raises:
        InputError: as `read_lines` and `entry_of`, with the line; or a line is no object.
    """
    return Batch(_entry(line.text, f"{path}, line {line.number}") for line in read_lines(path) if line.text.strip())


def read_json(path: Path) -> Batch:
    """The papers of a JSON array, decoded one by one; JSON lines are read as well where ".json" names them.

    Raises:
        InputError: as `read_json_lines`; or the array does not end, or an element is longer than a line may be.
    """
    return Batch(_array_entries(path)) if _is_array(path) else read_json_lines(path)


def _entry(text: str, place: str) -> Entry:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: no JSON ({error}); {_EXPECTED}") from error
    return _checked(value, place)


def _checked(value: object, place: str) -> Entry:
    if not isinstance(value, dict):
        raise InputError(f"{place}: no JSON object; {_EXPECTED}")
    return entry_of(value, place)


def _is_array(path: Path) -> bool:
    return next(_chunks(path), "").lstrip().startswith("[")


def _chunks(path: Path) -> Iterator[str]:
    """The text of the file in pieces."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        with open_bytes(path) as file:
            while raw := file.read(_CHUNK):
                yield decoder.decode(raw)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: no UTF-8; convert the file with iconv -t utf-8") from error
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(path, error) from error


def _array_entries(path: Path) -> Iterator[Entry]:
    for number, value in enumerate(_elements(path), 1):
        yield _checked(value, f"{path}, element {number}")


def _elements(path: Path) -> Iterator[Any]:
    """The elements of the array, with no more of the file in memory than one of them takes."""
    chunks = _chunks(path)
    decoder = json.JSONDecoder()
    buffer, number = next(chunks).lstrip()[1:], 1
    while True:
        buffer = buffer.lstrip(_GAP)
        if buffer.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(buffer)
        except (ValueError, RecursionError) as error:
            more = next(chunks, "")
            if not more or len(buffer) > LINE_LIMIT:
                raise InputError(f"{path}, element {number}: no JSON ({error}); {_EXPECTED}") from error
            buffer += more
            continue
        yield value
        buffer, number = buffer[end:], number + 1
