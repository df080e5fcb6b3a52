"""Papers as XML: Atom as the API of arXiv answers, RSS, OAI-PMH, the files of the ACL Anthology.

A paper is an element below the root with a title of its own, and none with one in it, whatever the names around them
but for a few of feeds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from kg.corpus.entry import Batch, Reading
from kg.corpus.fields import entry_of
from kg.corpus.lines import LINE_LIMIT, read_pieces
from kg.errors import InputError

_EXPECTED: Final = (
    "expected Atom, RSS or other XML of elements with a title and an abstract, a summary or a description"
)
_CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {"summary": "abstract", "description": "abstract", "pubdate": "date"}
)
_ABOUT_FEEDS: Final = frozenset({"source", "image", "textinput"})
"""Elements of Atom and RSS that have a title as well: of the feed that an entry is from, and of what a page shows."""

_ANNOUNCED: Final = re.compile(r"\AarXiv:\S+ Announce Type: \S+\s+Abstract: ")
"""What stands before an abstract in the feeds of arXiv."""


def read_xml(path: Path) -> Batch:
    """The papers of an XML file, with little more of it in memory than one of them takes.

    Entities of other files are not read, and expat bounds what those of this one grow to.

    Raises:
        InputError: the file cannot be read, is no XML, holds no paper or none for `LINE_LIMIT` bytes.
    """
    return Batch(_entries(path))


def _entries(path: Path) -> Iterator[Reading]:
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    holding: list[bool] = []
    number = silent = 0
    with closing(read_pieces(path)) as pieces:
        for piece in chain(pieces, [b""]):
            silent += len(piece)
            for element in _papers_ended(_events(parser, piece, path), holding):
                number, silent = number + 1, 0
                yield entry_of(_fields(element), f"{path}, paper {number}")
                element.clear()
            if silent > LINE_LIMIT:
                raise InputError(f"{path}: {LINE_LIMIT:,} bytes without a paper; {_EXPECTED}")
    if not number:
        raise InputError(f"{path}: no paper in it; {_EXPECTED}")


def _events(parser: "XMLPullParser[Element]", piece: bytes, path: Path) -> Sequence[tuple[str, Element]]:
    """What `piece` brings, or the end where it is empty."""
    try:
        parser.feed(piece) if piece else parser.close()
        return cast("list[tuple[str, Element]]", list(parser.read_events()))
    except (ParseError, LookupError, ValueError) as error:  # the latter two of an encoding
        raise InputError(f"{path}: no XML ({error}); {_EXPECTED}") from error


def _papers_ended(events: Iterable[tuple[str, Element]], holding: list[bool]) -> Iterator[Element]:
    """The elements of papers that end; `holding` says of each one that is open, the root first, whether it has any."""
    for event, element in events:
        if event == "start":
            holding.append(False)
            continue
        of_papers = holding.pop()
        titled = _name(element) not in _ABOUT_FEEDS and any(_name(child) == "title" for child in element)
        if holding and not of_papers and titled:
            yield element
            of_papers = True
        if holding and of_papers:
            holding[-1] = True


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].casefold()


def _fields(paper: Element) -> dict[str, str]:
    """The texts of the children by their names, the first of each; a link of Atom has its address in an attribute."""
    fields: dict[str, str] = {}
    for child in paper:
        name = _name(child)
        fields.setdefault(_CALLED.get(name, name), child.get("href") or "".join(child.itertext()).strip())
    return fields | {"abstract": _ANNOUNCED.sub("", fields.get("abstract", ""))}
