"""Ids of papers that came without one: readable, and the same wherever in whichever file the paper stands."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

_SLUG_WORDS: Final = 6
_SLUG_LENGTH: Final = 48
_DIGEST: Final = 6


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
