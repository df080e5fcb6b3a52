"""Papers as JSON objects: one a line, or the elements of one array."""

import codecs
import json
import re
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

from kg.corpus.entry import Batch, Entry
from kg.corpus.lines import LINE_LIMIT, open_bytes, read_lines, unreadable
from kg.corpus.tables import entry_of
from kg.errors import InputError, no_utf8

_EXPECTED: Final = 'expected an object such as {"title": "…", "abstract": "…"} a line, or in a .json an array of them'
_CHUNK: Final = 1 << 16
_NO_SPACE: Final = re.compile(r"[^ \t\r\n]")


def read_json_lines(path: Path) -> Batch:
    """The papers of a file with one JSON object a line; blank lines are skipped.

    Raises:
        InputError: as `read_lines` and `entry_of`, with the line; or a line is no object.
    """
    return Batch(_entry(line.text, f"{path}, line {line.number}") for line in read_lines(path) if line.text.strip())


def read_json(path: Path) -> Batch:
    """The papers of a JSON array, decoded one by one; JSON lines are read as well where ".json" names them.

    Raises:
        InputError: as `read_json_lines`; or the array does not end, there is no comma between two elements, something
            follows the array, or an element is longer than a line may be.
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
        raise InputError(no_utf8(path, error)) from error
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(path, error) from error


def _array_entries(path: Path) -> Iterator[Entry]:
    for number, value in enumerate(_elements(path), 1):
        yield _checked(value, f"{path}, element {number}")


def _elements(path: Path) -> Iterator[object]:
    """The elements of the array, with no more of the file in memory than one of them takes."""
    text = _Text(_chunks(path))
    text.skip("[")
    for number in count(1):
        place = f"{path}, element {number}"
        if number == 1 and text.skip("]"):
            break
        try:
            value = text.decode()
        except (ValueError, RecursionError) as error:
            raise InputError(f"{place}: no JSON ({error}); {_EXPECTED}") from error
        yield value
        if text.skip("]"):
            break
        if not text.skip(","):
            raise InputError(f"{place}: {text.peek() or 'nothing'} behind it, expected a comma or the closing ]")
    if mark := text.peek():
        raise InputError(f"{path}: {mark} after the end of the array; put all papers into one array, or one on a line")


class _Text:
    """What is still to be read of a JSON text that comes in pieces."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces, self._piece, self._at = pieces, "", 0
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while (found := _NO_SPACE.search(self._piece, self._at)) is None:
            self._at = len(self._piece)
            if not self._extend():
                return ""
        self._at = found.start()
        return found[0]

    def skip(self, mark: str) -> bool:
        """Go on behind the character `mark` if it comes next."""
        found = self.peek() == mark
        self._at += found
        return found

    def decode(self) -> object:
        """The value that comes next.

        Raises:
            ValueError: it is no JSON, or longer than a line may be.
            RecursionError: it is nested too deep.
        """
        self.peek()
        while True:
            try:
                value, self._at = self._decoder.raw_decode(self._piece, self._at)
            except (ValueError, RecursionError):
                if len(self._piece) - self._at > LINE_LIMIT or not self._extend():
                    raise
            else:
                return value

    def _extend(self) -> bool:
        """Read one more piece of the text, if there is one; what has been passed is let go."""
        more = next(self._pieces, "")
        self._piece, self._at = self._piece[self._at :] + more, 0
        return bool(more)
