"""A paper as a file states it, before cleaning."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Entry:
    """Title, abstract and what else one entry of a file says. `place` is the file with line or element.

    `id` is None where the file gives none; an empty `abstract` is one that the file leaves out. `same_as` are the
    paper's pages at arXiv and under its DOI.
    """

    place: str
    title: str
    abstract: str
    id: str | None = None
    year: int | None = None
    url: str | None = None
    same_as: tuple[str, ...] = ()


Reading: TypeAlias = Entry | InputError
"""What is read of one entry; in place of one that cannot be used what is wrong with it, which leaves the others."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The entries of one file, read as they are asked for, with the page text that was left out around them."""

    entries: Iterable[Reading]
    page_lines: int = 0
    glued_words: int = 0
