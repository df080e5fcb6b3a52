"""Papers as JSON objects: one a line, or in arrays, also those in the answers of services."""

import codecs
import json
import re
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import Final

from kg.corpus.entry import Batch, Reading
from kg.corpus.fields import entry_of, is_paper
from kg.corpus.lines import LINE_LIMIT, PIECE, read_lines, read_pieces
from kg.errors import InputError, no_utf8

ANSWER_LIMIT: Final = 64_000_000
"""Characters over which an object with an array of papers is refused: services answer with a tenth of that."""

_EXPECTED: Final = 'expected an object such as {"title": "…", "abstract": "…"} a line, or in a .json an array of them'
_NO_SPACE: Final = re.compile(r"[^ \t\r\n]")


def read_json_lines(path: Path) -> Batch:
    """The papers of a file with one JSON object a line, a paper or an answer with some; blank lines are skipped.

    A line that is no JSON means that the file is damaged, not that a paper has an error: the file is refused.

    Raises:
        InputError: as `read_lines`; or a line is no JSON.
    """
    return Batch(_line_entries(path))


def read_json(path: Path) -> Batch:
    """The papers of a JSON array, decoded one by one, or of objects: papers, or answers with arrays of them.

    Raises:
        InputError: the file cannot be read, is empty or no JSON; an array does not end, something follows
            it, or there is no comma between two elements; an element is longer than a line may be, an answer than one.
    """
    return Batch(_json_entries(path))


def _line_entries(path: Path) -> Iterator[Reading]:
    for line in read_lines(path):
        if not line.text.strip():
            continue
        place = f"{path}, line {line.number}"
        try:
            value = json.loads(line.text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{place}: no JSON ({error}); {_EXPECTED}") from error
        yield from _answered(value, place)


def _checked(value: object, place: str) -> Reading:
    if not isinstance(value, dict):
        return InputError(f"{place}: no JSON object; {_EXPECTED}")
    return entry_of(value, place)


def _pieces(path: Path) -> Generator[str]:
    """The text of the file in pieces."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with closing(read_pieces(path)) as pieces:
        try:
            for piece in pieces:
                yield decoder.decode(piece)
        except UnicodeDecodeError as error:
            raise InputError(no_utf8(path, error)) from error


def _json_entries(path: Path) -> Iterator[Reading]:
    with closing(_pieces(path)) as pieces:
        text = _Text(pieces)
        if not text.peek():
            raise InputError(f"{path}: is empty; {_EXPECTED}")
        if text.peek() == "[":
            for number, value in enumerate(_elements(text, path), 1):
                if value is not None:  # so Semantic Scholar tells of papers that it does not know
                    yield _checked(value, f"{path}, element {number}")
        while text.peek():
            place = f"{path}, line {text.line}"
            yield from _answered(_decoded(text, place, ANSWER_LIMIT), place)


def _answered(value: object, place: str) -> Iterator[Reading]:
    """The paper that an object is, or the papers of the arrays in it; what is wrong if it has neither."""
    if not isinstance(value, dict) or is_paper(value):
        yield _checked(value, place)
        return
    papers = list(_objects_of_arrays(value))
    if not papers:
        yield InputError(f"{place}: no paper, and no array of papers in it; {_EXPECTED}")
    for number, paper in enumerate(papers, 1):
        yield _checked(paper, f"{place}, object {number}")


def _objects_of_arrays(answer: Mapping[str, object]) -> Iterator[object]:
    """The objects in arrays that hold papers, at any depth, the outermost first."""
    waiting = deque([answer])
    while waiting:
        for member in waiting.popleft().values():
            if isinstance(member, dict):
                waiting.append(member)
            elif isinstance(member, list):
                objects = [element for element in member if isinstance(element, dict)]
                yield from objects if any(map(is_paper, objects)) else ()


def _decoded(text: "_Text", place: str, limit: int) -> object:
    try:
        return text.decode(limit)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: no JSON ({getattr(error, 'msg', error)}); {_EXPECTED}") from error


def _elements(text: "_Text", path: Path) -> Iterator[object]:
    """The elements of the array, with no more of the file in memory than one of them takes."""
    text.skip("[")
    for number in count(1):
        place = f"{path}, element {number}"
        if number == 1 and text.skip("]"):
            break
        yield _decoded(text, place, LINE_LIMIT)
        if text.skip("]"):
            break
        if not text.skip(","):
            raise InputError(f"{place}: {text.peek() or 'nothing'} behind it, expected a comma or the closing ]")
    if mark := text.peek():
        raise InputError(f"{path}: {mark} after the end of the array; put all papers into one array, or one on a line")


class _Text:
    """What is still to be read of a JSON text that comes in pieces."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces, self._piece, self._at, self._lines = pieces, "", 0, 1
        self._decoder = json.JSONDecoder()

    @property
    def line(self) -> int:
        """The number of the line, from 1."""
        return self._lines + self._piece.count("\n", 0, self._at)

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

    def decode(self, limit: int) -> object:
        """The value that comes next, of about `limit` characters at most.

        Raises:
            ValueError: it is no JSON, or longer.
            RecursionError: it is nested too deep.
        """
        self.peek()
        while True:
            try:
                value, self._at = self._decoder.raw_decode(self._piece, self._at)
            except (ValueError, RecursionError):
                if len(self._piece) - self._at > limit or not self._extend():
                    raise
            else:
                return value

    def _extend(self) -> bool:
        """Read as much of the text again as is at hand, if there is more; what has been passed is let go."""
        held = len(self._piece) - self._at
        more = "".join(islice(self._pieces, 1 + held // PIECE))
        self._lines = self.line
        self._piece, self._at = self._piece[self._at :] + more, 0
        return bool(more)
