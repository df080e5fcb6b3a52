"""Papers as RIS, the form that all reference managers and publishers export: a tag and a value a line."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.corpus.entry import Batch, Reading
from kg.corpus.fields import entry_of
from kg.corpus.lines import read_lines
from kg.errors import InputError

_EXPECTED: Final = "every paper begins with a line “TY  - …” and ends with “ER  - ”"
_TAGGED: Final = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(|\s.*)$")
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "TI": "title",
        "T1": "title",
        "AB": "abstract",
        "N2": "abstract",
        "PY": "date",
        "Y1": "date",
        "DA": "date",
        "UR": "url",
        "DO": "doi",
    }
)


def read_ris(path: Path) -> Batch:
    """The papers of a RIS file.

    Lines without a tag go on with the value before them; those before, between and behind papers are passed over.

    Raises:
        InputError: as `read_lines`; a paper does not begin with TY or end with ER, or there is none.
    """
    return Batch(_entries(path))


def _entries(path: Path) -> Iterator[Reading]:
    paper: dict[str, list[str]] | None = None
    place = field = ""
    for number, tag, value in _tagged(path):
        if tag == "TY" and paper is None:
            paper, field, place = {"title": []}, "", f"{path}, line {number}"
        elif paper is None or tag == "TY":
            if tag:
                raise InputError(f"{path}, line {number}: expected {'ER' if paper else 'TY'}; {_EXPECTED}")
        elif tag == "ER":
            yield entry_of({name: " ".join(lines) for name, lines in paper.items()}, place)
            paper = None
        else:
            if tag:
                field = _FIELDS.get(tag, "")
                field = "" if paper.get(field) else field
            if field and value:
                paper.setdefault(field, []).append(value)
    if paper is not None:
        raise InputError(f"{place}: the paper does not end with ER; {_EXPECTED}")
    if not place:
        raise InputError(f"{path}: no paper in it; {_EXPECTED}")


def _tagged(path: Path) -> Iterator[tuple[int, str, str]]:
    """The lines by number, tag and value; the tag is empty where there is none."""
    for line in read_lines(path):
        found = _TAGGED.match(line.text)
        yield (line.number, found[1], found[2].strip()) if found else (line.number, "", line.text.strip())
