"""All nodes and edges as packed columns of numbers, which the page reads without copying them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from kg.explorer.shards import packed

Column: TypeAlias = npt.NDArray[Any]
Manifest: TypeAlias = list[tuple[str, str, int]]

_STEP: Final = 4
"""A column starts at a multiple of so many bytes."""


def numbers(values: Iterable[float], kind: str) -> Column:
    """A column of `kind`: "u1", "u2", "u4" or "f4", little-endian."""
    return np.array(list(values), dtype=f"<{kind}")


def lists(name: str, rows: Sequence[Sequence[int]]) -> Iterator[tuple[str, Column]]:
    """Two columns: the numbers of all rows one after another, and where those of each row begin and the last end."""
    yield name, numbers(chain.from_iterable(rows), "u4")
    yield f"{name}Start", numbers(accumulate((len(row) for row in rows), initial=0), "u4")


def texts(name: str, start: str, rows: Iterable[str]) -> Iterator[tuple[str, Column]]:
    """Two columns: the UTF-8 of all rows one after another, and where that of each row begins and the last ends."""
    encoded = [row.encode() for row in rows]
    yield name, np.frombuffer(b"".join(encoded), dtype="<u1")
    yield start, numbers(accumulate((len(row) for row in encoded), initial=0), "u4")


def pack_columns(columns: Mapping[str, Column]) -> tuple[Manifest, str]:
    """The name, kind and length of each column, and all of them packed in this order."""
    manifest = [(name, column.dtype.str[1:], len(column)) for name, column in columns.items()]
    raw = (column.tobytes() for column in columns.values())
    return manifest, packed(b"".join(piece + b"\0" * (-len(piece) % _STEP) for piece in raw))
