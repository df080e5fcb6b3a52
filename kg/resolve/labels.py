"""The label of an entity, chosen from its names, and the id made from the label."""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Final, NamedTuple, TypeVar

from kg.rules.names import singular

T = TypeVar("T")

_NOISE: Final = re.compile(r"[\\${}()\[\]^_\"`~<>|]|['\u2019]$|^['\u2018]")
_STUB: Final = re.compile(r"\w-(?:aware|based|free|level|like)$")
_OWN_CAPITALS: Final = re.compile(r"\b(?:[A-Z]\w*[a-z][A-Z]|[A-Z]{2,}[a-z]{2}|[a-z]{1,2}[A-Z]{2})|^\w*[a-z][A-Z]\w*$")
"""As in "RoFormer" and "mRNA", but not in "pAtch tokeN Embeddings", whose capitals spell an abbreviation."""
_LONG = 80
_HASH_LENGTH = 8
_FULL_FORM_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Variant:
    """One surface form of an entity and how papers use it.

    Forms with the same `key` are spellings of one name. `short` says that the form abbreviates another name of the
    entity, `abbreviated` that it has an abbreviation inside. `papers` counts the papers that use it, and `running`
    those that use it within a sentence of the abstract, where capitals say more than in a title or at the start.
    """

    name: str
    key: str
    short: bool
    abbreviated: bool
    running: int
    papers: int


def choose_label(variants: Sequence[Variant]) -> str:
    """The best spelling of the name that most papers use; an abbreviation only if full forms are rare.

    So "large language model" is preferred to "LLM", but "BERT" to its full form.
    """
    papers: Counter[str] = Counter()
    running: Counter[str] = Counter()
    for variant in variants:
        papers[variant.key] += variant.papers
        running[in_singular(variant.name)] += variant.running
    abbreviated = {variant.key for variant in variants if variant.abbreviated}
    full = sum(variant.papers for variant in variants if not variant.short)
    full_is_rare = full < _FULL_FORM_SHARE * papers.total()

    def rank(variant: Variant) -> tuple[object, ...]:
        return (
            not is_well_formed(variant.name),
            variant.short != full_is_rare,
            -papers[variant.key],
            variant.key in abbreviated,
            len(variant.key),
            variant.key,
            _is_plural(variant.name),
            -running[in_singular(variant.name)],
            -variant.papers,
            _unlikely_capitals(variant.name),
            variant.name,
        )

    return min(variants, key=rank).name


def _is_plural(name: str) -> bool:
    """Whether the last word looks like a plural, and has no capitals of its own: "nuScenes" is no plural."""
    return in_singular(name) != name and not _OWN_CAPITALS.search(name.rpartition(" ")[2])


def _unlikely_capitals(name: str) -> tuple[bool, int]:
    """A sort key: first names with capitals inside words, which are never accidental, then those with few capitals."""
    capitals = sum(char.isupper() for char in name)
    return (False, -capitals) if _OWN_CAPITALS.search(name) else (True, capitals)


def in_singular(name: str) -> str:
    """The name without the plural ending of its last word."""
    rest, space, last = name.rpartition(" ")
    return rest + space + singular(last)


def is_well_formed(name: str) -> bool:
    """Whether the name can be a heading: without mark-up and brackets, not too long, and no mere adjective."""
    return len(name) <= _LONG and not _NOISE.search(name) and not _STUB.search(name) and name[:1].isalnum()


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


class Naming(NamedTuple):
    """The parts of an entity from which its id is made."""

    label: str
    sense: str
    names: tuple[str, ...]
    papers: int


def assign_ids(namings: Mapping[T, Naming], papers: Collection[str] = ()) -> dict[T, str]:
    """An id for each entity, made from the slug of its label.

    If several entities have the same slug, the one that most papers mention keeps it; the others get a hash of label
    and sense too, or of all their names if even that is taken. So does an entity whose id would be one of `papers`.
    """
    taken = set(papers)
    ids: dict[T, str] = {}
    for item, naming in sorted(namings.items(), key=lambda pair: (-pair[1].papers, pair[1][:3])):
        ids[item] = next(candidate for candidate in _candidates(naming) if candidate not in taken)
        taken.add(ids[item])
    return ids


def former_ids(names: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    """For each entity the ids that it would have with one of its `names` as the label, sorted.

    An id that an entity has, or that names of two entities would give, is left out, because it would be ambiguous.
    """
    claims: dict[str, set[str]] = defaultdict(set)
    for key, all_names in names.items():
        for short in filter(None, map(slug, all_names)):
            claims[f"entity/{short}"].add(key)
    former: dict[str, list[str]] = defaultdict(list)
    for old, keys in sorted(claims.items()):
        if old not in names and len(keys) == 1:
            former[min(keys)].append(old)
    return {key: tuple(found) for key, found in former.items()}


def _candidates(naming: Naming) -> Iterator[str]:
    short = slug(naming.label)
    if short:
        yield f"entity/{short}"
    further = ((*naming.names, str(number)) for number in count(1))
    for detail in chain(((naming.label, naming.sense), naming.names), further):
        yield "entity/" + "-".join(filter(None, (short, _digest("\x1f".join(detail)))))


def _digest(label: str) -> str:
    return hashlib.sha256(label.encode()).hexdigest()[:_HASH_LENGTH]
