"""Candidate entities: spans that may be mentions, grouped by the entity that they may mention.

This step aims at recall: the network then scores each candidate with all its mentions in view.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.encoder import Reading, Tokens
from kg.encoder.settings import MAX_WIDTH, NO_CLASS
from kg.encoder.tokens import Floats
from kg.extract.probability import softmax
from kg.model import Abbreviation, Paper, Span
from kg.rules.names import normalise

MAX_FORMS: Final = 80
_LEAST_INITIALS: Final = 3
_PAIRED: Final = ("()", "[]", "{}", "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}")
_NO_NAME: Final = re.compile(r"[vV]?\d+(?:\.\d+)*|.*[A-Za-z]\S*\d\S*\s\d+\.\d+|.*['\u2019]s")
"""Forms that are no names: a version, a name with a value behind it ("Qwen1.5-72B 7.9"), a possessive ("ViT's")."""

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A span with the probability that it is a mention, judged by the span alone."""

    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate entity: the spans that may mention it, in text order (at least one)."""

    occurrences: tuple[Occurrence, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans that may mention it."""
        return tuple(occurrence.span for occurrence in self.occurrences)

    @property
    def probability(self) -> float:
        """The probability of its likeliest mention."""
        return max(occurrence.probability for occurrence in self.occurrences)

    def forms(self, paper: Paper) -> tuple[str, ...]:
        """Its different surface forms, sorted."""
        return tuple(sorted({span.of(paper.text) for span in self.spans}))


def find_candidates(
    paper: Paper, reading: Reading, abbreviations: Sequence[Abbreviation], *, threshold: float, most: int = MAX_FORMS
) -> tuple[Candidate, ...]:
    """The candidates of one paper, in text order.

    1. Spans with a mention probability of at least `threshold` give the surface forms to look for; of these, the
       `most` likeliest are kept.
    2. For each abbreviation that the text defines, a short form adds its long form, and the other way round.
    3. Each form is looked up in the whole text; an occurrence inside a longer, likelier one does not count.
    4. Forms that differ only in case, plural or hyphens are one candidate; so are an abbreviation and its long form.
    """
    mentions = mention_probabilities(reading)
    forms = _likely_forms(paper, reading.tokens, mentions, threshold, most)
    forms |= _expanded(forms, abbreviations)
    found = {form: _occurrences(paper, reading.tokens, mentions, form) for form in sorted(forms)}
    kept = _without_nested(found)
    groups = _grouped(kept, abbreviations)
    candidates = (
        Candidate(tuple(sorted((o for form in group for o in kept[form]), key=lambda o: o.span))) for group in groups
    )
    return tuple(sorted(candidates, key=lambda candidate: candidate.spans))


def mention_probabilities(reading: Reading) -> Floats:
    """Probabilities (W, K) that the 1 … K words from each word on are a mention; 0 for spans over a sentence's end."""
    probabilities = 1 - softmax(reading.spans)[..., NO_CLASS]
    masked: Floats = np.where(reading.tokens.within_sentences(MAX_WIDTH), probabilities, 0)
    return masked


def _likely_forms(paper: Paper, tokens: Tokens, mentions: Floats, threshold: float, most: int) -> set[str]:
    likely = np.argwhere(mentions >= threshold)
    order = np.argsort(-mentions[likely[:, 0], likely[:, 1]], kind="stable")
    forms: dict[str, None] = {}
    for start, width in likely[order]:
        form = tokens.span_of(start, start + width).of(paper.text)
        if _is_whole(form):
            forms.setdefault(form)
        if len(forms) == most:
            break
    return set(forms)


def _is_whole(form: str) -> bool:
    """Whether the form may be a name and closes all its brackets and quotes."""
    return (
        all(form.count(start) == form.count(end) for start, end in _PAIRED)
        and form.count('"') % 2 == 0
        and _NO_NAME.fullmatch(form) is None
    )


def _expanded(forms: set[str], abbreviations: Sequence[Abbreviation]) -> set[str]:
    keys = {normalise(form) for form in forms}
    return {
        form
        for pair in abbreviations
        if normalise(pair.short) in keys or normalise(pair.long) in keys
        for form in (pair.short, pair.long)
    }


def _occurrences(paper: Paper, tokens: Tokens, mentions: Floats, form: str) -> tuple[Occurrence, ...]:
    return tuple(Occurrence(span, _probability(tokens, mentions, span)) for span in _find(paper.text, form))


def _find(text: str, form: str) -> Iterator[Span]:
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if not (_splits_word(text, at) or _splits_word(text, end)):
            yield Span(at, end)
        at = text.find(form, end)


def _splits_word(text: str, at: int) -> bool:
    """Whether the characters before and after position `at` belong to one word."""
    return 0 < at < len(text) and _is_word(text[at - 1]) and _is_word(text[at])


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _probability(tokens: Tokens, mentions: Floats, span: Span) -> float:
    first, last = tokens.words_of(span)
    return float(mentions[first, last - first]) if last - first < MAX_WIDTH else 0.0


def _without_nested(found: Mapping[str, tuple[Occurrence, ...]]) -> dict[str, tuple[Occurrence, ...]]:
    """The occurrences of each form that no longer, likelier one covers; if all are covered, the likeliest of them."""
    everything = [occurrence for occurrences in found.values() for occurrence in occurrences]
    free = dict(zip(everything, _free(everything), strict=True))
    return {
        form: tuple(o for o in occurrences if free[o]) or (max(occurrences, key=lambda o: o.probability),)
        for form, occurrences in found.items()
        if occurrences
    }


def _free(occurrences: Sequence[Occurrence]) -> npt.NDArray[np.bool_]:
    """Which of `occurrences` no longer and likelier one covers."""
    starts = np.array([o.span.start for o in occurrences])
    ends = np.array([o.span.end for o in occurrences])
    probabilities = np.array([o.probability for o in occurrences])
    covered = (starts[:, None] >= starts) & (ends[:, None] <= ends) & (ends - starts > (ends - starts)[:, None])
    beaten: npt.NDArray[np.bool_] = (covered & (probabilities > probabilities[:, None])).any(axis=1)
    return ~beaten


def _grouped(forms: Iterable[str], abbreviations: Sequence[Abbreviation]) -> list[list[str]]:
    by_key: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        by_key[normalise(form)].append(form)
    everything = [form for group in by_key.values() for form in group]
    pairs = [(group[0], form) for group in by_key.values() for form in group[1:]]
    aliases = ((normalise(pair.short), normalise(pair.long)) for pair in abbreviations)
    pairs += [(by_key[one][0], by_key[other][0]) for one, other in aliases if one in by_key and other in by_key]
    return _united(sorted(everything), [*pairs, *_initials(everything)])


def _initials(forms: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of an abbreviation, which the text need not define, and a form that has its letters as initials."""
    letters = {form.removesuffix("s"): form for form in forms}
    for form in forms:
        words = _WORD.findall(form)
        initials = "".join(word[0] for word in words).upper()
        if len(words) >= _LEAST_INITIALS and initials in letters and initials.isupper():
            yield letters[initials], form


def _united(items: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The connected components of `items` under `pairs`, in the order of their first members."""
    root = {item: item for item in items}

    def find(item: str) -> str:
        while root[item] != item:
            item = root[item]
        return item

    for one, other in pairs:
        root[find(other)] = find(one)
    groups = defaultdict(list)
    for item in root:
        groups[find(item)].append(item)
    return list(groups.values())
