"""Listings that say what is what: lines that begin with "Title:", "Authors:", "Abstract:", as in notes or arXiv's mail.

In the mail of arXiv the abstract has no label but stands between lines that begin with two backslashes, of which the
last has the address of the paper.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kg.corpus.entry import Reading
from kg.corpus.fields import entry_of
from kg.corpus.lines import Line

_TITLE: Final = re.compile(r"\s*Title\s*:", re.IGNORECASE)
_ABSTRACT: Final = re.compile(r"\s*(?:Abstract\s*:|\\\\)", re.IGNORECASE)
_LABELLED: Final = re.compile(
    r"(title|abstract|authors?|date|year|venue|journal|journal-ref|categories|subjects|keywords|comments|report-no"
    r"|msc-class|acm-class|doi|url)\s*:(.*)",
    re.IGNORECASE,
)
_MOST_LINES_ABOVE: Final = 40
"""Lines that may stand above the first title; one abstract in 60,000 begins with "Title:"."""
_RULE: Final = re.compile(r"\\\\|[-=_*]{3,}$")
_ADDRESS: Final = re.compile(r"https?://[^\s,)]+")


def first_title(lines: Sequence[Line]) -> int | None:
    """The place of the first title that is labelled, if one is near the beginning, and abstracts are marked as well."""
    titles = (place for place, line in enumerate(lines[:_MOST_LINES_ABOVE]) if _TITLE.match(line.text))
    return next(titles, None) if any(_ABSTRACT.match(line.text) for line in lines) else None


def labelled_entries(lines: Sequence[Line], path: Path) -> Iterator[Reading]:
    """The papers of lines of which the first is a labelled title; lines without a label go on with what is before."""
    starts = [place for place, line in enumerate(lines) if _TITLE.match(line.text)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield entry_of(_fields(lines[start:end]), f"{path}, line {lines[start].number}")


def _fields(lines: Sequence[Line]) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    field = "title"
    for line in lines:
        text = line.text.strip()
        label = _LABELLED.match(text)
        if label is not None and label[1].casefold() not in fields:
            field = label[1].casefold()
            fields[field] = [label[2].strip()]
        elif text.startswith("\\\\") and "abstract" not in fields:
            field = "abstract"
        elif "abstract" in fields and _RULE.match(text):
            address = _ADDRESS.search(text)
            fields |= {"url": [address[0]]} if address else {}
            break
        elif not _RULE.match(text):
            fields.setdefault(field, []).append(text)
    return {name: " ".join(texts).strip() for name, texts in fields.items()}
