"""Names that one text uses for one thing although they differ by more than spelling.

Within a paper "KV cache" is the "key-value (KV) cache", "the ImageNet benchmark" is ImageNet, and "attention
mechanisms" are attention; over papers this would be too bold.
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
"""Heads that add nothing: of names in annotated papers that differ by one of them, nine in ten are one thing."""

_HEADS_OF_PROPER_NAMES: Final = frozenset({"benchmark", "corpus", "dataset", "framework", "model", "score"})
"""Heads that add nothing to a proper name: "GLUE benchmark", but not "language model"."""

_BARE_FRONTS: Final = frozenset({"conventional", "large-scale", "pre-trained", "pretrained", "standard", "traditional"})
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_WORD: Final = re.compile(r"\w+")
_DENIED: Final = re.compile(r"\bnon[\s-]?(\w{3,})")


def full_forms(abbreviations: Sequence[Abbreviation]) -> dict[str, str]:
    """What the abbreviations that a paper defines stand for."""
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
    """Whether one name denies what the other says: "non-autoregressive decoding" and "autoregressive models"."""
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
    """Whether a word is written as only names are: with a capital inside or a digit."""
    return any(char.isupper() or char.isdigit() for char in word[1:])


def _written_out(word: str, full: Mapping[str, str]) -> str:
    long = full.get(word) or full.get(word.removesuffix("s"))
    return long or word
