"""Listings: titles and abstracts with labels, on alternate lines, or papers apart by blank lines.

A listing copied from a page begins with lines of that page. They are known by their place, not their words: the first
long line is the first abstract, the line before it the first title, and what comes before is page text.
"""

import re
from collections.abc import Sequence
from itertools import dropwhile, groupby, pairwise
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from kg.corpus.entry import Batch, Entry
from kg.corpus.labelled import first_title, labelled_entries
from kg.corpus.lines import Line, read_lines
from kg.errors import InputError

_Pair: TypeAlias = tuple[Line, Line]
_Layout: TypeAlias = tuple[list[_Pair], int]
"""Titles with their abstracts, and the number of page lines around them."""

_LONG: Final = 150
"""Characters that a line of page text does not reach and an abstract hardly misses."""
_LONGEST_TITLE: Final = 400
_MOST_PAGE_LINES: Final = 12
_FEWEST_BLOCKS: Final = 2
_GLUED: Final = re.compile(r"([A-Z][a-z]+)([A-Z\d]\S*)")
_EXPECTED: Final = "expected title and abstract on alternate lines, or papers apart by blank lines"


def read_listing(path: Path) -> Batch:
    """The papers of a listing.

    Raises:
        InputError: as `read_lines`; no abstracts are found, a title has none, or titles and abstracts are out of step.
    """
    lines = list(read_lines(path))
    blocks = [list(run) for blank, run in groupby(lines, lambda line: not line.text.strip()) if not blank]
    if not blocks:
        raise InputError(f"{path}: holds only blank lines; {_EXPECTED}")
    if (start := first_title(lines)) is not None:
        return Batch(labelled_entries(lines[start:], path), sum(bool(line.text.strip()) for line in lines[:start]))
    pairs, page_lines = _layout(blocks, path)
    entries = [Entry(f"{path}, line {title.number}", title.text, abstract.text) for title, abstract in pairs]
    glued = _glued_word(entries[0]) if page_lines else ""
    first = Entry(entries[0].place, entries[0].title.removeprefix(glued), entries[0].abstract)
    return Batch([first, *entries[1:]], page_lines, len(glued.split()))


def _layout(blocks: Sequence[Sequence[Line]], path: Path) -> _Layout:
    """Titles with their abstracts by the first layout that fits, and the number of page lines before them."""
    lines = [line for block in blocks for line in block]
    return (
        _alternating(lines)
        or _apart(blocks)
        or _alternating([_joined(block) for block in blocks])
        or _refuse(lines, path)
    )


def _alternating(lines: Sequence[Line]) -> _Layout | None:
    """Title and abstract by turns."""
    start = _first_title(lines)
    if start is None or (len(lines) - start) % 2:
        return None
    pairs = list(zip(lines[start::2], lines[start + 1 :: 2], strict=True))
    return (pairs, start) if _first_misfit(pairs) is None else None


def _apart(blocks: Sequence[Sequence[Line]]) -> _Layout | None:
    """A paper a block, the title, then lines of the abstract, below single lines of page text."""
    papers = list(dropwhile(lambda block: len(block) == 1, blocks))
    if len(papers) < _FEWEST_BLOCKS or any(len(block) == 1 for block in papers):
        return None
    pairs = [(block[0], _joined(block[1:])) for block in papers]
    return (pairs, len(blocks) - len(papers)) if _first_misfit(pairs) is None else None


def _joined(block: Sequence[Line]) -> Line:
    return Line(block[0].number, " ".join(line.text.strip() for line in block))


def _first_misfit(pairs: Sequence[_Pair]) -> _Pair | None:
    return next(
        (pair for pair in pairs if len(pair[0].text) > _LONGEST_TITLE or len(pair[1].text) <= len(pair[0].text)), None
    )


def _first_title(lines: Sequence[Line]) -> int | None:
    """The place of the line before the first abstract, where few enough lines precede it."""
    any_long = any(len(line.text) >= _LONG for line in lines)
    for place, (title, abstract) in enumerate(pairwise(lines[: _MOST_PAGE_LINES + 2])):
        text = abstract.text.strip()
        long_enough = len(text) >= _LONG if any_long else text.endswith((".", "!", "?"))
        if long_enough and len(text) > len(title.text):
            return place
    return None


def _glued_word(first: Entry) -> str:
    """A word of the page that was copied into the first title: the abstract has the rest of its first word alone."""
    word = _GLUED.match(first.title)
    if word is None:
        return ""
    whole, rest = (re.escape(part.rstrip(":,;.")) for part in (word[0], word[2]))
    has_rest = re.search(rf"(?<!\w){rest}(?!\w)", first.abstract)
    return word[1] if has_rest and not re.search(rf"(?<!\w){whole}(?!\w)", first.abstract) else ""


def _refuse(lines: Sequence[Line], path: Path) -> NoReturn:
    start = _first_title(lines)
    if start is None:
        raise InputError(f"{path}: no abstracts found in {len(lines)} lines; {_EXPECTED}")
    misfit = _first_misfit(list(zip(lines[start::2], lines[start + 1 :: 2], strict=False)))
    if misfit is not None:
        raise InputError(
            f"{path}, line {misfit[0].number}: title and abstract are out of step from here (the title is "
            f"{len(misfit[0].text)} characters long, its abstract {len(misfit[1].text)}); {_EXPECTED}"
        )
    raise InputError(f"{path}, line {lines[-1].number}: the last title has no abstract; {_EXPECTED}")
