"""Well-known abbreviations of the field, used where no paper of the corpus defines them.

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
    """A short form, its long form, and the share of papers with this definition among those that define it."""

    short: str
    long: str
    share: float


def spelt_inside(known: Iterable[KnownAbbreviation]) -> Mapping[str, Words]:
    """Full forms to substitute for abbreviations inside a name: those without small words, unlike that of BERT."""
    full_forms = {one.short: words(one.long) for one in known}
    return {short: long for short, long in full_forms.items() if SMALL_WORDS.isdisjoint(long)}


def read_known() -> tuple[KnownAbbreviation, ...]:
    """The table that comes with the package, by short form."""
    table = resources.files("kg") / "data" / "abbreviations" / "abbreviations.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return tuple(KnownAbbreviation(short, long, float(share)) for short, long, _, share in rows)
