"""Normal forms of the words of a name: modifiers are stemmed, synonyms unified, and verbs turned into nouns."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final, TypeAlias

from kg.resolve.heads import HEADS
from kg.rules.names import normalise, singular
from kg.vocab import NodeType

Words: TypeAlias = tuple[str, ...]

_UNITS: Final = frozenset(
    {"byte", "character", "frame", "grapheme", "morpheme", "patch", "phoneme", "pixel", "sentence", "subword", "token"}
    | {"word"}
)
_MADE_OF: Final = frozenset({"algorithm", "approach", "data", "method", "representation", "technique"})
"""Head nouns before which "X-based" adds something: such a thing is not X itself."""
_NAMED_AFTER: Final = HEADS[NodeType.MODEL].nouns | HEADS[NodeType.METRIC].nouns
"""Head nouns before which "X-based" adds something, although the noun alone does not: "BERT-based models"."""
_RANKS: Final = frozenset({"expert", "human"})
_GERUND: Final = re.compile(r"([a-z]{3,})ing")
_NOUN_OF_VERB: Final = re.compile(r"([a-z]{3,}(?=[ts]ion)[ts])ion|([a-z]{3,})ment")
_VERB_ENDING: Final = re.compile(r"(?<=\w{4})at$|(?<=if)(?:icat|y)$|y$|(?<=c)t$")
_CLIPPED: Final = MappingProxyType(
    {
        "acc": "accuracy",
        "config": "configuration",
        "dialog": "dialogue",
        "doc": "document",
        "eval": "evaluation",
        "hyperparam": "hyperparameter",
        "param": "parameter",
        "ppl": "perplexity",
        "repo": "repository",
        "vocab": "vocabulary",
        "math": "mathematics",
    }
)
"""Clipped words of the field with their full forms."""
_SAME_WORDS: Final = MappingProxyType(
    {
        **_CLIPPED,
        "ability": "capability",
        "automated": "automatic",
        "compute": "computation",
        "conversation": "dialogue",
        "forecast": "prediction",
        "forecasting": "prediction",
        "mathematical": "mathematics",
        "multiple": "multi",
        "net": "network",
        "unlimited": "infinite",
        "unbounded": "infinite",
    }
)
"""Words with a synonym that can replace them in any term of several words."""
_SAME_PAIRS: Final = MappingProxyType(
    {
        ("beam", "decoding"): ["beam", "search"],
        ("context", "size"): ["context", "length"],
        ("long", "distance"): ["long", "range"],
        ("squared", "error"): ["square", "error"],
        ("window", "size"): ["window", "length"],
    }
)
"""Pairs of words that have a synonym only together: the size of an input is not its length."""
_IRREGULAR_STEMS: Final = MappingProxyType(
    {
        "finetuned": "fintun",
        "finetuning": "fintun",
        "pretrained": "pretrain",
        "recommender": "recommendation",
        "robotic": "robot",
        "spatio": "spatial",
        "visual": "vision",
    }
)
_BEFORE_PARTICIPLES: Final = frozenset({"fine", "high", "low", "pre"})
_SHORTEST_PARTICIPLE: Final = 6
"""Letters of the shortest word in which "ed" is an ending: in "masked", not in "based"."""
_SHORTEST_WITH_E: Final = 4
"""Letters of the shortest word that loses an "e" at its end: "code" does, "pre" does not."""
_GERUND_MODIFIER: Final = re.compile(r"(\w*[aeiouy]\w*?)(?:(?<=([bdgkmnprt]))\2)?ing")
_NO_VERBS: Final = frozenset({"building", "evening", "marketing", "meaning", "rating", "sampling", "spring", "string"})
"""Words in "-ing" that mean something else than the word without it: "sampling" is not "sample"."""
_NEURAL: Final = frozenset({"convolution", "convolutional", "deep"})
"""Modifiers of "network" after which "neural" adds nothing."""


def reformed(parts: Words) -> Words:
    """The name with its modifiers stemmed: "subword-level" becomes "subword", "positional" "position"."""
    *modifiers, head = parts
    kept = [part for at, part in enumerate(modifiers) if at == 0 or not _is_filler(parts[:at], part, parts[at + 1 :])]
    bound = len(kept) > 1 and kept[-2].casefold() in _BEFORE_PARTICIPLES
    beside = None if bound else len(kept)
    return (*(_stem(part, beside=at == beside) for at, part in enumerate(kept, 1)), head)


def unclipped(word: str) -> str:
    """The full form of a word that is clipped, else the word."""
    return _CLIPPED.get(singular(word.casefold()), word)


def same_word(word: str) -> str:
    """The word that represents all synonyms of `word` in a term of several words."""
    return _SAME_WORDS.get(singular(word.casefold()), word)


def reworded(parts: Words) -> Words:
    """The name with clipped words in full, synonyms unified, and words that add nothing left out."""
    plain = list(map(same_word, parts))
    for at, pair in enumerate(pairwise(parts)):
        plain[at : at + 2] = _SAME_PAIRS.get((pair[0].casefold(), singular(pair[1]).casefold()), plain[at : at + 2])
    kept = (part for at, part in enumerate(plain) if not _is_idle(plain[:at], part, plain[at + 1 :]))
    return _without_fine(tuple(kept))


def _is_idle(before: Sequence[str], part: str, after: Sequence[str]) -> bool:
    """Whether a word inside a name adds nothing.

    These are "automatic", "neural" in "deep neural network", "natural" before "language", and "window" after "context".
    """
    left, right = before[-1].casefold() if before else "", singular(after[0].casefold()) if after else ""
    match part.casefold():
        case "automated" | "automatic":
            return left != "" and len(after) > 1
        case "natural":
            return right == "language" and len(after) > 1
        case "neural":
            return left in _NEURAL and right == "network"
        case "window":
            return left == "context" and right != ""
        case _:
            return False


def _without_fine(parts: Words) -> Words:
    """The name with "parameter-efficient tuning" for "parameter-efficient fine-tuning"; fine-tuning as such stays."""
    *rest, last = parts
    if last.casefold() == "finetuning" and rest:
        return (*rest, "tuning")
    if last.casefold() == "tuning" and len(rest) > 1 and rest[-1].casefold() == "fine":
        return (*rest[:-1], last)
    return parts


def by_verb(parts: Words) -> Iterator[Words]:
    """The object of a verb, then its stem: the same for "generating long videos" and "long video generation"."""
    verb, noun = _verb_stem(parts[0], _GERUND), _verb_stem(parts[-1], _NOUN_OF_VERB)
    if noun:
        yield (*parts[:-1], noun)
    elif verb and not _verb_stem(parts[-1], _GERUND):
        yield (*parts[1:-1], singular(parts[-1]), verb)


def _verb_stem(word: str, ending: re.Pattern[str]) -> str:
    """The stem of a verb with the ending, marked as such; empty if the word has none."""
    match = ending.fullmatch(word.casefold())
    return f"to {_VERB_ENDING.sub('', next(filter(None, match.groups())))}" if match else ""


def _is_filler(before: Words, part: str, after: Words) -> bool:
    """Whether "based" or "level" adds nothing.

    Both add something in "BERT-based models" (not BERT), "human-level" (not human) and "sampling-based methods".
    """
    if part == "level":
        return before[-1].casefold() not in _RANKS
    if part != "based":
        return False
    head = normalise(after[0]) if len(after) == 1 else ""
    plain = len(before) == 1 and before[0].islower() and head in _MADE_OF
    return before[-1].casefold() in _UNITS or not (plain or head in _NAMED_AFTER)


def _stem(modifier: str, *, beside: bool) -> str:
    """The stem of a modifier; a participle `beside` its noun is kept, because a masked token is not a mask token."""
    if modifier.isupper():
        return f"{modifier} as it stands"  # "[MASK] tokens" are not masked tokens
    word = modifier.casefold()
    if word in _IRREGULAR_STEMS:
        return _IRREGULAR_STEMS[word]
    if word.endswith(("tional", "sional")):
        return word.removesuffix("al")
    if (gerund := _GERUND_MODIFIER.fullmatch(word)) and word not in _NO_VERBS:
        word = gerund[1]
    elif word.endswith("ed") and len(word) >= _SHORTEST_PARTICIPLE and not beside:
        word = word.removesuffix("ed")
    return word.removesuffix("e") if len(word) >= _SHORTEST_WITH_E else word
