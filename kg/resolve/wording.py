"""Other wordings of one name, by rules of English that hold for any term of the field.

Every rule rewrites the words of a name; two names that some chain of rules makes equal are taken for the same. Each
rule was kept because, on the annotated papers, it joins names that the expert joins and none that are kept apart.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Final, TypeAlias

from kg.resolve.heads import HEADS
from kg.rules.names import normalise, singular, words
from kg.vocab import NodeType

Words: TypeAlias = tuple[str, ...]


class Reason(StrEnum):
    """Why a name counts as a form of an entity."""

    CASE = "case"
    PLURAL = "plural"
    HYPHENATION = "hyphenation"
    ABBREVIATION = "abbreviation"
    INITIALS = "initials"
    ABBREVIATION_INSIDE = "abbreviation inside"
    WORD_ORDER = "word order"
    WORD_FORM = "word form"
    VERB = "verb for noun"
    HEAD_WORD = "head word"
    FIRST_WORD = "first word"
    SAME_PAPER = "same form in paper"
    DECISION = "decision"


_EMPTY: Final = frozenset({"a", "an", "and", "or", "the"})
PREPOSITIONS: Final = frozenset({"of", "for", "in", "from"})
SMALL_WORDS: Final = _EMPTY | PREPOSITIONS
NO_FULL_FORMS: Final[Mapping[str, Words]] = MappingProxyType({})
_UNITS: Final = frozenset(
    {"byte", "character", "frame", "grapheme", "morpheme", "patch", "phoneme", "pixel", "sentence", "subword", "token"}
    | {"word"}
)
_RANKS: Final = frozenset({"expert", "human"})
_GERUND: Final = re.compile(r"([a-z]{3,})ing")
_NOUN_OF_VERB: Final = re.compile(r"([a-z]{3,}(?=[ts]ion)[ts])ion|([a-z]{3,})ment")
_VERB_ENDING: Final = re.compile(r"(?<=\w{4})at$|(?<=if)(?:icat|y)$|y$|(?<=c)t$")
_SAME_WORDS: Final = MappingProxyType(
    {
        "acc": "accuracy",
        "config": "configuration",
        "dialog": "dialogue",
        "conversation": "dialogue",
        "doc": "document",
        "eval": "evaluation",
        "hyperparam": "hyperparameter",
        "param": "parameter",
        "ppl": "perplexity",
        "repo": "repository",
        "vocab": "vocabulary",
        "math": "mathematics",
        "mathematical": "mathematics",
        "ability": "capability",
        "unlimited": "infinite",
        "unbounded": "infinite",
    }
)
"""Clipped words of the field with their full forms, and words of which one can stand for the other in any term."""
_SAME_PAIRS: Final = MappingProxyType({("long", "distance"): ["long", "range"]})
_IRREGULAR_STEMS: Final = MappingProxyType({"spatio": "spatial", "visual": "vision"})


def one_says_more(first: str, second: str, full_forms: Mapping[str, Words]) -> bool:
    """Whether one name is the other with words added: a kind of it, even if a paper calls it by the shorter name."""
    one, other = (Counter(map(normalise, _expanded(words(name), full_forms))) for name in (first, second))
    return one < other or other < one


def initials(name: str) -> set[str]:
    """The first letters of the words, with and without those of words such as "of"."""
    all_words = [word for word in words(name) if word[0].isalpha()]
    content = [word for word in all_words if word.casefold() not in SMALL_WORDS]
    return {"".join(word[0] for word in chosen).casefold() for chosen in (all_words, content)}


def readings(name: str, full_forms: Mapping[str, Words] = NO_FULL_FORMS) -> Iterator[tuple[Reason, str]]:
    """Ever wider keys under which wordings of `name` meet, each with the rule that it adds.

    `full_forms` are the words that abbreviations, as written but singular, stand for.
    """
    plain = words(name)
    yield Reason.PLURAL, _joined(plain)
    if len(plain) > 1:  # one word that is short for more is an abbreviation, it has none inside
        expanded = _expanded(plain, full_forms)
        yield Reason.ABBREVIATION_INSIDE, _joined(expanded)
        for ordered in _orders(tuple(word for word in expanded if word not in _EMPTY) or expanded):
            yield Reason.WORD_ORDER, _joined(ordered)
            reworded = _reworded(ordered)
            yield Reason.WORD_FORM, _joined(_reformed(reworded))
            for turned in _by_verb(reworded):
                yield Reason.VERB, _joined(_reformed(turned))


def widest_reading(name: str, full_forms: Mapping[str, Words] = NO_FULL_FORMS) -> str:
    """A key under which wordings of `name` meet."""
    *_, key = (key for reason, key in readings(name, full_forms) if reason is not Reason.VERB)
    return key


def in_full(parts: Words, full_forms: Mapping[str, Words]) -> str:
    """The words of a name, abbreviations spelt out, divided by spaces."""
    return " ".join(_expanded(parts, full_forms))


def spelt_out(name: str, full_forms: Mapping[str, Words]) -> Words:
    """The words of a name, abbreviations among them spelt out, in the form in which spellings of them meet."""
    return tuple(map(normalise, _expanded(words(name), full_forms)))


def _expanded(parts: Words, full_forms: Mapping[str, Words]) -> Words:
    return tuple(word for part in _with_figures(parts, full_forms) for word in full_forms.get(singular(part), (part,)))


def _with_figures(parts: Words, full_forms: Mapping[str, Words]) -> Words:
    """The name with "seq", "2" and "seq" as one word where that is short for more."""
    for at, part in enumerate(parts[1:-1], 1):
        if part.isdigit() and (whole := "".join(parts[at - 1 : at + 2])) in full_forms:
            return (*parts[: at - 1], whole, *_with_figures(parts[at + 2 :], full_forms))
    return parts


def _joined(parts: Iterable[str]) -> str:
    return "".join(map(normalise, parts))


def _orders(parts: Words) -> Iterator[Words]:
    """The name without preposition, the rest before its noun or in front: "inference cost" for "cost of inference"."""
    for at, part in enumerate(parts[1:-1], 1):
        if part in PREPOSITIONS:
            before, after = parts[:at], next(_orders(parts[at + 1 :]))
            yield (*before[:-1], *after, before[-1])
            yield (*after, *before)
            return
    yield parts


def _reformed(parts: Words) -> Words:
    """The name with "subword-level" as "subword", "positional" as "position" and "grouped" as "group"."""
    *modifiers, head = parts
    kept = [
        part for at, part in enumerate(modifiers) if at == 0 or not _is_filler(parts[at - 1], part, parts[at + 1 :])
    ]
    return (*(_stem(part, beside=at == len(kept)) for at, part in enumerate(kept, 1)), head)


def _reworded(parts: Words) -> Words:
    """The name with clipped words in full, and one word for those that mean the same."""
    plain = [_SAME_WORDS.get(singular(part.casefold()), part) for part in parts]
    for at, pair in enumerate(pairwise(parts)):
        plain[at : at + 2] = _SAME_PAIRS.get((pair[0].casefold(), pair[1].casefold()), plain[at : at + 2])
    return _without_fine(tuple(plain))


def _without_fine(parts: Words) -> Words:
    """The name with "parameter-efficient tuning" for "parameter-efficient fine-tuning"; fine-tuning as such stays."""
    *rest, last = parts
    if last.casefold() == "finetuning" and rest:
        return (*rest, "tuning")
    return (
        (*rest[:-1], last) if len(rest) > 1 and last.casefold() == "tuning" and rest[-1].casefold() == "fine" else parts
    )


def _by_verb(parts: Words) -> Iterator[Words]:
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


def _is_filler(before: str, part: str, after: Words) -> bool:
    """Whether "based" or "level" adds nothing; "BERT-based models" are not BERT, nor human-level models human."""
    if part == "level":
        return before.casefold() not in _RANKS
    if part == "based" and before.casefold() in _UNITS:
        return True
    return part == "based" and not (len(after) == 1 and normalise(after[0]) in HEADS[NodeType.MODEL].nouns)


def _stem(modifier: str, *, beside: bool) -> str:
    """A modifier without its ending, but a participle `beside` its noun as it stands: no mask token is a masked one."""
    if modifier.isupper():
        return f"{modifier} as it stands"  # "[MASK] tokens" are not masked tokens
    word = modifier.casefold()
    if word in _IRREGULAR_STEMS:
        return _IRREGULAR_STEMS[word]
    if word.endswith(("tional", "sional")):
        return word.removesuffix("al")
    if word.endswith("ed") and len(word) > len("based") and not beside:
        word = word.removesuffix("ed")
    return word.removesuffix("e")
