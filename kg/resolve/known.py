"""Abbreviations of the field that count where no paper of the corpus defines them.

The table was counted over 60,000 titles and abstracts of machine-learning papers; its README says how.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from kg.resolve.stems import Words
from kg.resolve.wording import SMALL_WORDS
from kg.rules.names import words


@dataclass(frozen=True, slots=True)
class KnownAbbreviation:
    """A short form, what it stands for, and the share of the papers defining it that say so."""

    short: str
    long: str
    share: float


def spelt_inside(known: Iterable[KnownAbbreviation]) -> Mapping[str, Words]:
    """The full forms to read in place of abbreviations inside a name: of phrases, not of names such as BERT or YOLO."""
    full_forms = {one.short: words(one.long) for one in known}
    return {short: long for short, long in full_forms.items() if SMALL_WORDS.isdisjoint(long)}


def read_known() -> tuple[KnownAbbreviation, ...]:
    """The table that comes with the package, by short form."""
    table = resources.files("kg") / "data" / "abbreviations" / "abbreviations.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return tuple(KnownAbbreviation(short, long, float(share)) for short, long, _, share in rows)
