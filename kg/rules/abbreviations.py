"""Abbreviations that a text defines, after Schwartz & Hearst (2003).

"A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003: a bracket next to
a phrase is a definition when the letters of the short form are found, right to left, in the long form, the
first one at the start of a word. Added here: plural short forms ("LLMs"); the long form in the bracket; preference for
words whose initials spell the short form ("proximal policy optimization (PPO)" is three words, not two); and digits
that count words ("A2C", advantage actor-critic).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.model import Abbreviation, Span
from kg.rules.counted import SMALL_WORD, WORDS_FOR_FIGURES, counted_out, counts_words

_BRACKET: Final = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_WORD: Final = re.compile(r"\S+")
_WORD_START: Final = re.compile(r"(?<!\S)\S")
_RUN: Final = re.compile(r"[^\W_]+")
_SHORT: Final = re.compile(r"[\w+\-./&@²³+]+(?: [\w+\-./&@²³]+)?")
_FIRST_PART: Final = re.compile(r"[^,;:]+")
_AROUND: Final = " \n\t\"'\u2018\u2019\u201c\u201d`,;:*_~"
_FIGURE_INSIDE: Final = re.compile(rf"\w[{''.join(WORDS_FOR_FIGURES)}]\w")
_FIGURES_SPELT: Final = str.maketrans(dict(WORDS_FOR_FIGURES))
_REACH = 500
"""Characters before a bracket in which a long form is looked for: enough for the 29 words that it may have."""
_MIN_SHORT = 2
_MAX_SHORT = 12
_MAX_COMPOUND = 24
"""Longest short form of hyphenated parts ("LCP-Diffusion"), each of at most `_MAX_SHORT`."""
_PLAIN_SHORT = 4
"""Longest short form with a capital only at its start ("Conv"); longer ones are names ("Reformers")."""


def find_abbreviations(text: str, sentences: Sequence[Span]) -> tuple[Abbreviation, ...]:
    """Definitions in `text` in order: "long (short)" and "short (long)", each inside one of `sentences`.

    If the initials of a long form spell the short form, other long forms with its letters are left out.
    """
    found = (
        definition
        for sentence in sentences
        for bracket in _BRACKET.finditer(text, sentence.start, sentence.end)
        if (definition := _definition(text, sentence, bracket)) is not None
    )
    ordered = sorted(set(found), key=lambda definition: (definition.short_span, definition.long_span))
    by_initials = [definition for definition in ordered if _has_initials(text, definition)]
    settled = {definition.short.removesuffix("s") for definition in by_initials}
    return tuple(one for one in ordered if one in by_initials or one.short.removesuffix("s") not in settled)


def _has_initials(text: str, definition: Abbreviation) -> bool:
    long = definition.long_span
    return any(_first_of_initials(form, text, long) == long.start for form in _spellings(definition.short))


def _definition(text: str, sentence: Span, bracket: re.Match[str]) -> Abbreviation | None:
    inside = _trimmed(text, Span(*bracket.span(1)))
    before = _within_reach(text, sentence, bracket.start())
    return _long_before(text, before, inside) or _long_inside(text, before, inside)


def _within_reach(text: str, sentence: Span, end: int) -> Span:
    """The text before `end` in its sentence: whole words, at most `_REACH` characters."""
    start = end - _REACH
    if start > sentence.start:
        word = _WORD_START.search(text, start, end)
        return _trimmed(text, Span(word.start() if word else end, end))
    return _trimmed(text, Span(sentence.start, end))


def _long_before(text: str, before: Span, inside: Span) -> Abbreviation | None:
    """As in "Vision Transformer (ViT)", also "(ViT; Dosovitskiy et al., 2021)"."""
    part = _FIRST_PART.match(text, inside.start, inside.end)
    if part is None:
        return None
    short = _trimmed(text, Span(*part.span()))
    if not _is_short(short.of(text)):
        return None
    words = [Span(*match.span()) for match in _WORD.finditer(text, before.start, before.end)]
    window = words[-_most_words(short.of(text)) :]
    if not window:
        return None
    return _aligned(text, short, Span(window[0].start, before.end))


def _long_inside(text: str, before: Span, inside: Span) -> Abbreviation | None:
    """As in "ViT (Vision Transformer)"."""
    words = list(_WORD.finditer(text, before.start, before.end))
    if not words:
        return None
    short = _trimmed(text, Span(*words[-1].span()))
    if not _is_short(short.of(text)) or " " not in inside.of(text):
        return None
    found = _aligned(text, short, inside)
    return found if found is not None and found.long_span.start == inside.start else None


def _most_words(short: str) -> int:
    """The most words that the long form of `short` may have, by Schwartz and Hearst."""
    letters = sum(char.isalnum() for char in short)
    return min(letters + 5, letters * 2)


def _trimmed(text: str, span: Span) -> Span:
    """`span` without the spaces, quotes and commas at its ends."""
    covered = span.of(text)
    start = span.start + len(covered) - len(covered.lstrip(_AROUND))
    return Span(start, max(start, span.start + len(covered.rstrip(_AROUND))))


def _is_short(form: str) -> bool:
    return (
        _MIN_SHORT <= len(form) <= _MAX_COMPOUND
        and max(map(len, form.split("-"))) <= _MAX_SHORT
        and _SHORT.fullmatch(form) is not None
        and form[0].isalnum()
        and all(any(char.isupper() for char in word) for word in form.split())
        and (len(form) <= _PLAIN_SHORT or not form[1:].islower())
    )


def _aligned(text: str, short: Span, window: Span) -> Abbreviation | None:
    """The definition at the end of `window`: words with `short` as initials, else the fewest that hold its letters."""
    written = short.of(text)
    long = next((span for form in _spellings(written) for span in _long_forms(form, text, window)), None)
    if long is None and (counted := counted_out(written)) != written:
        spans = _long_forms(counted, text, window)
        long = next((span for span in spans if counts_words(written, span.of(text))), None)
    return None if long is None else Abbreviation(written, long.of(text), short, long)


def _long_forms(form: str, text: str, window: Span) -> Iterator[Span]:
    for start in (_first_of_initials(form, text, window), _long_start(form, text, window)):
        if start is not None and _is_long(text[start : window.end], form):
            yield Span(start, window.end)


def _first_of_initials(short: str, text: str, window: Span) -> int | None:
    """Where the words start whose initials spell `short`; small words stand for small letters or for none."""
    letters = [char for char in short if char.isalnum()]
    for word in reversed(list(_RUN.finditer(text, window.start, window.end))):
        small = SMALL_WORD.match(text, word.start()) is not None
        if word.group()[0].casefold() == letters[-1].casefold() and (letters[-1].islower() or not small):
            letters.pop()
        elif not small:
            return None
        if not letters:
            return _word_start(text, word.start(), window)
    return None


def _spellings(form: str) -> Iterator[str]:
    """The letters to look for: without a plural "s" ("LLMs"), as written, and with words for figures ("T2I")."""
    if len(form) > _MIN_SHORT and form.endswith("s") and form[-2].isupper():
        yield form[:-1]
    yield form
    if _FIGURE_INSIDE.search(form):
        yield form.translate(_FIGURES_SPELT)


def _long_start(short: str, text: str, window: Span) -> int | None:
    """Where the long form starts: the letters of `short` found from right to left, the first at a word's start."""
    at = window.end
    for number, char in reversed(list(enumerate(short.casefold()))):
        if not char.isalnum():
            continue
        at -= 1
        while at >= window.start and not (
            text[at].casefold() == char and (number > 0 or not _inside_word(text, at, window))
        ):
            at -= 1
        if at < window.start:
            return None
    return _word_start(text, at, window)


def _word_start(text: str, at: int, window: Span) -> int:
    start = max(text.rfind(" ", window.start, at) + 1, window.start)
    return next(place for place in range(start, at + 1) if text[place].isalnum())


def _inside_word(text: str, at: int, window: Span) -> bool:
    return at > window.start and text[at - 1].isalnum()


def _is_long(long: str, short: str) -> bool:
    """Whether `long` is longer than the short form, does not contain it as a word, and has balanced brackets."""
    words = re.findall(r"[\w-]+", long)
    return (
        len(long) > len(short)
        and short not in words
        and len(words) <= _most_words(short)
        and long.count("(") == long.count(")")
        and long[0].isalnum()
    )
