"""Which of its names an entity goes by, and the id made from it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_NOISE: Final = re.compile(r"[\\${}^_\"`~<>|]|['\u2019]$|^['\u2018]")
_LONG = 80
_HASH_LENGTH = 8
_FULL_FORM_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Variant:
    """One surface form of an entity and how papers use it.

    `short` says that it abbreviates another of the names, `derived` that a rule reads it as another of the names
    with a word added, `singular` that it is no plural. `running` counts the papers that have it in their abstract,
    where capitals mean more than in a title; `papers` counts those that have it at all.
    """

    name: str
    short: bool
    derived: bool
    singular: bool
    running: int
    papers: int


def choose_label(variants: Sequence[Variant]) -> str:
    """The most frequent well-formed variant: full before short, bare before derived, singular before plural.

    A full form that hardly any paper uses ("Bidirectional Encoder Representations from Transformers") loses to
    its abbreviation.
    """
    full = sum(variant.papers for variant in variants if not variant.short)
    rare = full < _FULL_FORM_SHARE * sum(variant.papers for variant in variants)
    return min(variants, key=lambda variant: _rank(variant, short_first=rare)).name


def _rank(variant: Variant, *, short_first: bool) -> tuple[bool, bool, bool, bool, int, int, int, str]:
    return (
        not is_well_formed(variant.name),
        variant.short != short_first,
        variant.derived,
        not variant.singular,
        -variant.running,
        -variant.papers,
        sum(char.isupper() for char in variant.name),
        variant.name,
    )


def is_well_formed(name: str) -> bool:
    """Whether a reader would accept the name as a heading: no mark-up, no open bracket, no essay."""
    return len(name) <= _LONG and not _NOISE.search(name) and name.count("(") == name.count(")") and name[:1].isalnum()


def slug(label: str) -> str:
    """Lower-case words joined by hyphens; empty if the label has neither letters nor digits.

    "+" and "#" at the end of a word are spelt out, so that C, C++ and C# stay apart; points stay inside numbers.
    """
    text = unicodedata.normalize("NFKD", label).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"(?<=\w)\++", lambda match: "-plus" * len(match[0]), text)
    text = re.sub(r"(?<=\w)#", "-sharp", text)
    text = re.sub(r"(?<!\d)\.|\.(?!\d)", " ", text)
    return re.sub(r"[^\w.]+|_+", "-", text).strip("-.")


def assign_ids(entities: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], str]:
    """An id for each (label, sense, number of papers), by label and sense.

    Where slugs meet, the entity that most papers mention keeps it; the others get a hash of their label and sense.
    """
    taken: set[str] = set()
    ids: dict[tuple[str, str], str] = {}
    for label, sense, _ in sorted(entities, key=lambda entity: (-entity[2], entity)):
        short = slug(label)
        unique = short if short and short not in taken else "-".join(filter(None, (short, _digest(label + sense))))
        taken.add(unique)
        ids[label, sense] = f"entity/{unique}"
    return ids


def _digest(label: str) -> str:
    return hashlib.sha256(label.encode()).hexdigest()[:_HASH_LENGTH]
