"""Ids of papers: those of DOI and arXiv, which others give them as well, and readable ones where they came without.

The latter are the same wherever in whichever file the paper stands.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from kg.files import NOT_XML

_SLUG_WORDS: Final = 6
_SLUG_LENGTH: Final = 48
_DIGEST: Final = 6
_DOI: Final = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.ASCII)
_ARXIV: Final = re.compile(
    r"""
    (?: (?:oai:arxiv\.org|arxiv) :\s*
      | https?://(?:www\.|export\.)?arxiv\.org/(?:abs|html|pdf)/
      | (?:https?://(?:dx\.)?doi\.org/|doi:\s*)? 10\.48550/arxiv\.
    )*
    (?: (?P<new> (?:0[7-9]|1[0-4]) (?:0[1-9]|1[0-2]) \. \d{4} | (?:1[5-9]|[2-9]\d) (?:0[1-9]|1[0-2]) \. \d{5})
      | (?<=[:/.\s]) (?P<archive> [a-z-]+) (?:\.[a-z]{2})? (?P<old> / \d\d (?:0[1-9]|1[0-2]) \d{3})
    )
    (?: v\d+)? (?: \.pdf)?
    """,
    re.ASCII | re.VERBOSE,
)
"""Ids of arXiv since 2007 and before, when they began with an archive and what in it ("math.GT/0309136")."""

ARXIV_PAGE: Final = "https://arxiv.org/abs/"
DOI_PAGE: Final = "https://doi.org/"


def pages_of(ids: Iterable[str]) -> tuple[str, ...]:
    """The pages of a paper at arXiv and under its DOI, of `ids` and addresses that name one exactly.

    DOIs are in small letters, since case does not count in them, and arXiv's ids without a version. What holds a
    character that XML forbids, escaped in an address or not, names none.
    """
    pages: set[str] = set()
    for written in ids:
        text = unquote(written.strip()).lower()
        if NOT_XML.search(text):
            continue
        if arxiv := _ARXIV.fullmatch(text):
            pages.add(f"{ARXIV_PAGE}{arxiv['new'] or arxiv['archive'] + arxiv['old']}")
        if doi := _DOI.fullmatch(text):
            pages.add(f"{DOI_PAGE}{doi[1]}")
    return tuple(sorted(pages))


def normal_text(text: str) -> str:
    """The letters and figures of `text` alone, in small letters: what stays when only typing differs."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))


def derive_ids(papers: Sequence[tuple[str, str]], taken: frozenset[str]) -> tuple[str, ...]:
    """One id per (title, abstract), unlike each other and those `taken`.

    Papers of one title are told apart by a digest of their abstracts, so no id depends on the order of the papers.
    """
    same_title: dict[str, list[str]] = defaultdict(list)
    for title, abstract in papers:
        same_title[_derived_id(title)].append(abstract)
    return tuple(_told_apart(_derived_id(title), abstract, same_title, taken) for title, abstract in papers)


def _derived_id(title: str) -> str:
    """The first words of the title and a short digest of all of it ("attention-is-all-you-need-3f2a1c")."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", ascii_title)[:_SLUG_WORDS])[:_SLUG_LENGTH].strip("-")
    return f"{slug or 'paper'}-{_digest(title)}"


def _told_apart(base: str, abstract: str, same_title: Mapping[str, Sequence[str]], taken: frozenset[str]) -> str:
    alone = len(same_title[base]) == 1 and base not in taken
    return base if alone else f"{base}-{_digest(abstract)}"


def _digest(text: str) -> str:
    return hashlib.sha256(normal_text(text).encode()).hexdigest()[:_DIGEST]
