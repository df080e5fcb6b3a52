"""Names that mean the same within one text although they differ by more than spelling.

Within a paper "KV cache" is the "key-value (KV) cache", "the ImageNet benchmark" is ImageNet, and "attention
mechanisms" are attention; across papers this would merge too much.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.model import Abbreviation
from kg.rules.names import normalise, singular

_BARE_HEADS: Final = frozenset(
    {"approach", "architecture", "mechanism", "method", "module", "problem", "scheme", "setting", "strategy", "task"}
    | {"technique"}
)
"""Head nouns that add nothing: of names in annotated papers that differ by one of them, nine in ten mean the same."""

_HEADS_OF_PROPER_NAMES: Final = frozenset({"benchmark", "corpus", "dataset", "framework", "model", "score"})
"""Head nouns that add nothing to a proper name: "GLUE benchmark", but not "language model"."""

_BARE_FRONTS: Final = frozenset({"conventional", "large-scale", "pre-trained", "pretrained", "standard", "traditional"})
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_WORD: Final = re.compile(r"\w+")
_DENIED: Final = re.compile(r"\bnon[\s-]?(\w{3,})")


def full_forms(abbreviations: Sequence[Abbreviation]) -> dict[str, str]:
    """The long forms of the abbreviations that a paper defines, by short form in the singular."""
    return {pair.short.removesuffix("s"): pair.long for pair in abbreviations}


def variant_key(name: str, full: Mapping[str, str]) -> str:
    """A key of `name` with abbreviations written out and without words that add nothing."""
    words = _IN_BRACKETS.sub("", name).split() or [name]
    while len(words) > 1 and words[0].casefold() in _BARE_FRONTS:
        words = words[1:]
    while len(words) > 1 and _adds_nothing(singular(words[-1]).casefold(), words[:-1]):
        words = words[:-1]
    return normalise(_WORD.sub(lambda found: _written_out(found.group(), full), " ".join(words)))


def are_opposites(name: str, other: str) -> bool:
    """Whether one name negates a word of the other: "non-autoregressive decoding" and "autoregressive models"."""
    return any(
        word in _said(that) and word not in _said(this)
        for this, that in ((name, other), (other, name))
        for word in _DENIED.findall(this.casefold())
    )


def _said(name: str) -> set[str]:
    return set(_WORD.findall(_DENIED.sub("", name.casefold())))


def _adds_nothing(head: str, before: Sequence[str]) -> bool:
    return head in _BARE_HEADS or (head in _HEADS_OF_PROPER_NAMES and any(map(_is_proper, before)))


def _is_proper(word: str) -> bool:
    """Whether a word is written as only names are: with a capital or a digit after its first letter."""
    return any(char.isupper() or char.isdigit() for char in word[1:])


def _written_out(word: str, full: Mapping[str, str]) -> str:
    long = full.get(word) or full.get(word.removesuffix("s"))
    return long or word
