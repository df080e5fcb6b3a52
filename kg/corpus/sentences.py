"""Sentences of an abstract as spans.

A full stop ends a sentence unless what stands before it is an abbreviation, an initial or an item number, or what
follows cannot start one. Items of a list inside a sentence ("1) …; 2) …") stay in it.
"""

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Span

_STOP: Final = re.compile(
    r"""
    (?<![.!?\u2026]) [.!?\u2026]++ ["'\u2019\u201d)\]]*
    (?:
        \s+ (?=
            ["'\u2018\u201c`(\[{$\\<*_]*
            (?: [A-Z\d\u0370-\u03ff] | [^\W\d_A-Z]{1,3}[A-Z] | [ivx]+\) | [^\x00-\x7f] )
        )
        | (?<=[A-Za-z\d)%]{2}[.!?]) (?= (?P<glued>[A-Z][a-z]*) [\s,] )
    )
    """,
    re.VERBOSE,
)
"""A stop before something that may start a sentence, also where the space between them is missing."""

_BEFORE: Final = re.compile(r"[^\s(\[{\"'\u2018\u201c`\u2013\u2014/]+$")
_LONGEST_WORD: Final = 24
_ITEM_NUMBER: Final = re.compile(r"\s*\(?\d{1,2}")
_INITIALS: Final = re.compile(r"[A-Z](?:\.[A-Z])*")
_ADVERB: Final = re.compile(r"[A-Z][a-z]+ly")
_NEXT_WORD: Final = re.compile(r"[\W_]*(\w+)")

_REFERENCES = "eq eqs fig figs sec secs sect tab ref refs ch chap app no nos vol pp ed eds"
_LATIN = "e.g i.e cf c.f vs v.s viz a.k.a aka w.r.t s.t resp approx ca c.a incl esp avg"
_TITLES = "dr prof mr mrs ms st"
_ABBREVIATIONS: Final = frozenset(f"{_REFERENCES} {_LATIN} {_TITLES}".split())
"""They stand before the word that they belong to, so never at the end of a sentence."""

_MEASURE: Final = re.compile(r"\d\s?(?:ms|secs?|pp|no)$", re.IGNORECASE)
"""Behind a number these are units, and "no" a word: "in 640 ms. Compared with"."""

_ENDINGS = "al etc inc ltd co corp jr sr u.s u.k e.u ph.d m.sc dept univ"
_AMBIGUOUS: Final = frozenset(_ENDINGS.split())

_PRONOUNS = (
    "a all an another both each it its many most no none one our some such that the their these they this those two we"
)
_LINKS = (
    "after also although among and as at based because besides but by consequently despite even experiments for from"
    " further given here hence how however if in instead more moreover nevertheless next not note on results several"
    " similarly since so then there therefore though through thus to under unlike until using via what when where"
    " whereas whether which while with without yet"
)
_STARTERS: Final = frozenset(f"{_PRONOUNS} {_LINKS}".split())
"""Words that start a sentence where a name hardly would; adverbs in -ly count as well."""


def split_sentences(text: str) -> tuple[Span, ...]:
    """Half-open spans of the sentences of `text`, in order, without the spaces between them; all else is covered."""
    return tuple(_trimmed(text, _pieces(text)))


def paper_sentences(title: str, abstract: str) -> tuple[Span, ...]:
    """Spans into title, newline, abstract: the title, then the sentences of the abstract."""
    offset = len(title) + 1
    inside = (Span(span.start + offset, span.end + offset) for span in split_sentences(abstract))
    return (Span(0, len(title)), *inside)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, start, stop):
            yield start, stop.end()
            start = stop.end()
    yield start, len(text)


def _trimmed(text: str, pieces: Iterator[tuple[int, int]]) -> Iterator[Span]:
    for start, end in pieces:
        piece = text[start:end]
        if piece.strip():
            yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    if text[stop.start()] != "." or text.startswith("..", stop.start()):
        return True
    near = text[max(start, stop.start() - _LONGEST_WORD) : stop.start()]
    before = _BEFORE.search(near)
    word = before.group() if before else ""
    if _ITEM_NUMBER.fullmatch(text, start, stop.start()):
        return False
    if word.casefold() in _ABBREVIATIONS:
        return _MEASURE.search(near) is not None and not text[stop.end() : stop.end() + 1].isdigit()
    if word.casefold() in _AMBIGUOUS or _INITIALS.fullmatch(word):
        return _starts_sentence(text, stop.end())
    return not stop["glued"] or len(stop["glued"]) > 1 or stop["glued"] in {"A", "I"}


def _starts_sentence(text: str, at: int) -> bool:
    following = _NEXT_WORD.match(text, at)
    return following is not None and (
        following[1].casefold() in _STARTERS or _ADVERB.fullmatch(following[1]) is not None
    )
