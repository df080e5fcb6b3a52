"""Text files read line by line, whatever is in them, without ever holding a line longer than a limit."""

import gzip
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple, cast

from kg.errors import InputError

LINE_LIMIT: Final = 4_000_000
"""Bytes over which a line is refused: no paper's title and abstract come near it."""

PIECE: Final = 1 << 16
"""Bytes of a file that are read at a time."""

_BOM: Final = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """A line without its end, and its number from 1."""

    number: int
    text: str


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of a UTF-8 file, gzipped where its name ends in ".gz".

    Raises:
        InputError: the file is missing, unreadable, empty, binary, no UTF-8, or has a line over `LINE_LIMIT`.
    """
    number = 0
    try:
        with open_bytes(path) as file:
            while raw := file.readline(LINE_LIMIT + 1):
                number += 1
                yield Line(number, _decoded(raw, path, number))
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(path, error) from error
    if number == 0:
        raise InputError(f"{path}: is empty; expected papers with titles and abstracts")


def read_pieces(path: Path) -> Generator[bytes]:
    """The bytes of a file in pieces, unpacked where its name ends in ".gz".

    Raises:
        InputError: the file is missing or unreadable.
    """
    try:
        with open_bytes(path) as file:
            while piece := file.read(PIECE):
                yield piece
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(path, error) from error


def open_bytes(path: Path) -> IO[bytes]:
    """The file at `path` for reading, unpacked where its name ends in ".gz"."""
    return cast("IO[bytes]", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def unreadable(path: Path, error: Exception) -> InputError:
    """The error to raise for one that the operating system or gzip reported."""
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: does not exist; give a file or folder of papers")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return InputError(f"{path}: cannot be read ({reason}); check the file and its permissions")


def _decoded(raw: bytes, path: Path, number: int) -> str:
    place = f"{path}, line {number}"
    if len(raw) > LINE_LIMIT:
        raise InputError(f"{place}: longer than {LINE_LIMIT:,} bytes; expected at most one paper a line")
    if b"\0" in raw:
        raise InputError(f"{place}: holds NUL bytes, so it is binary or UTF-16; expected text in UTF-8")
    try:
        return (raw.removeprefix(_BOM) if number == 1 else raw).decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{place}: no UTF-8 (byte 0x{error.object[error.start]:02x}); if the file is in Latin-1, convert it with "
            f"iconv -f latin1 -t utf-8"
        ) from error
