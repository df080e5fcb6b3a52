"""Debris of listings and sources taken out of titles and abstracts, every change counted by its kind.

The steps run in their order, again and again until nothing changes, so that cleaning is idempotent. What is right
must stay: prices, percentages, "sometimes", snake_case, addresses, sets in braces.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Final

from kg.corpus.debris import restore_stripped_latex
from kg.corpus.latex import latex_to_text
from kg.corpus.markup import markup_to_text
from kg.corpus.substitution import Rule, apply_rules

Step = Callable[[str], tuple[str, int]]
"""Text to the text without one kind of debris, and the number of places changed."""

_MAX_PASSES: Final = 8


def clean(text: str) -> tuple[str, Counter[str]]:
    """`text` on one line without debris, and how often each kind of it was met."""
    changes: Counter[str] = Counter()
    for _ in range(_MAX_PASSES):
        before = text
        for kind, step in STEPS:
            text, places = step(text)
            changes[kind] += places
        if text == before:
            break
    return text, +changes


_MISREAD: Final = re.compile(
    r"[\u00c2\u00c3][\u0080-\u00bf]|[\u00c2-\u00f4][\u0080-\u009f][\u0080-\u00bf]*|\u00e2[\u20ac\u201a][\u0080-\u2122]"
)
_MISREAD_LONE: Final = re.compile(r"[\x80-\x9f]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


def repair_encoding(text: str) -> tuple[str, int]:
    """UTF-8 that was read as Latin-1 or Windows-1252 ("â€œ"), lone bytes of Windows-1252, and halves of a character."""
    if text.isascii():
        return text, 0
    text, halves = _SURROGATE.subn("\ufffd", text)
    before = text
    text = _MISREAD.sub(lambda found: _reread(found.group()), text)
    text = _MISREAD_LONE.sub(lambda found: _from_windows(found.group()), text)
    return text, halves + (text != before)


def _reread(characters: str) -> str:
    for encoding in ("latin-1", "cp1252"):
        try:
            return characters.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return characters


def _from_windows(character: str) -> str:
    return character.encode("latin-1").decode("cp1252", errors="ignore")


_INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]"
    r"|(?<![\u0590-\u0dff])[\u200c\u200d](?![\u0590-\u0dff])"
)


def drop_invisible(text: str) -> tuple[str, int]:
    """Soft hyphens, zero-width, control and no characters at all; joiners stay in the scripts that spell with them."""
    return (text, 0) if text.isprintable() else _INVISIBLE.subn("", text)


_LIGATURE: Final = re.compile(r"[\ufb00-\ufb06]")


def normalise_unicode(text: str) -> tuple[str, int]:
    """NFC, and typographic ligatures as letters."""
    normal = unicodedata.normalize("NFC", text)
    spelt, ligatures = _LIGATURE.subn(lambda found: unicodedata.normalize("NFKC", found.group()), normal)
    return spelt, ligatures + (normal != text)


_MARKDOWN: Final = (
    Rule("**", re.compile(r"(?<![\d)*])\*\*(?=[A-Za-z(\"'`])([^*\n]{1,200}?)(?<=\S)\*\*(?!\*)"), r"\1"),
    Rule("**", re.compile(r"(?<![\w)*])\*\*(?=[+\-\d])([^*\n]{1,80}?)(?<=\S)\*\*(?![\d*])"), r"\1"),
    Rule("*", re.compile(r"(?<![\w*\\)])\*([A-Za-z][^*\n]{0,80}?[\w.!?)])\*(?![\w*])"), r"\1"),
    Rule("](http", re.compile(r"\[([^\[\]\n]{1,80})\]\((https?://[^\s()]+)\)"), r"\1 (\2)"),
)
_TYPEWRITER: Final = (
    Rule("``", re.compile("``"), '"'),
    Rule("''", re.compile(r"(?<=[^\W\d])''(?!')|(?<=[.,;:!?)\]])''(?!')"), '"'),
    Rule("`", re.compile(r"(?<![\w`])`([^`'\n]{1,80})'(?!')"), r"'\1'"),
    Rule("~", re.compile(r"(?<=[A-Za-z\-)])~(?=[A-Za-z(\[\d\\])|(?<=[\d%])~(?=[A-Za-z(%°])"), " "),
)


def strip_markdown(text: str) -> tuple[str, int]:
    """Emphasis and links of Markdown, as their words."""
    return apply_rules(text, _MARKDOWN)


def replace_typewriter_signs(text: str) -> tuple[str, int]:
    """Quotation marks and unbreakable spaces as TeX has them typed."""
    return apply_rules(text, _TYPEWRITER)


_BREAK_MARK: Final = "- "
_FUNCTION_WORDS = (
    "and or to nor vs versus as but than through plus in on with for by from is are into the a an of at via"
)
_COMPOUND_ENDS = (
    "agnostic art aware based driven end free guided level like scale shot specific style time trained wise world"
)
_FUNCTION_WORD: Final = rf"(?:{_FUNCTION_WORDS.replace(' ', '|')})\b"
_COMPOUND_END: Final = rf"(?:{_COMPOUND_ENDS.replace(' ', '|')})\b"
_BROKEN_COMPOUNDS: Final = (
    Rule(_BREAK_MARK, re.compile(rf"(?<=[a-z])- (?={_COMPOUND_END})"), "-"),
    Rule(_BREAK_MARK, re.compile(rf"(?<=-)([a-z]+)- (?!{_FUNCTION_WORD})(?=[a-z]+\b(?!-))"), r"\1-"),
)
_BROKEN_WORD: Final = re.compile(rf"(?<![\w-])([A-Za-z]*[a-z]{{2}})- (?!{_FUNCTION_WORD})([a-z]{{2,}})(?![\w-])")
_FEW_BREAKS: Final = 2
"""Fewer breaks than this are slips of a dash rather than the line ends of a narrow column."""


def join_broken_words(text: str) -> tuple[str, int]:
    """Words that line ends broke ("bottle- necks"); a suspended hyphen ("zero- and few-shot") stays.

    A part that the text has as a word of its own was not broken off ("three tasks- news").
    """
    if _BREAK_MARK not in text:
        return text, 0
    text, compounds = apply_rules(text, _BROKEN_COMPOUNDS)
    breaks = _BROKEN_WORD.findall(text)
    if len(breaks) < _FEW_BREAKS:
        return text, compounds
    words = Counter(re.findall(r"[a-z]+", text.casefold()))
    parts = Counter(part.casefold() for pair in breaks for part in pair)

    def joined(found: re.Match[str]) -> str:
        stands_alone = any(words[part.casefold()] > parts[part.casefold()] for part in found.groups())
        return found.group() if stands_alone else found[1] + found[2]

    whole = _BROKEN_WORD.sub(joined, text)
    return whole, compounds + len(text) - len(whole)


_SPACE: Final = re.compile(r"[^\S ]+\s*| \s+")


def collapse_space(text: str) -> tuple[str, int]:
    """Every run of white space as one space, none at the ends."""
    if text.isprintable() and "  " not in text:
        return text.strip(), int(text != text.strip())
    single, runs = _SPACE.subn(" ", text)
    return single.strip(), runs + (single != single.strip())


STEPS: Final[tuple[tuple[str, Step], ...]] = (
    ("wrong encoding", repair_encoding),
    ("invisible characters", drop_invisible),
    ("Unicode form", normalise_unicode),
    ("HTML", markup_to_text),
    ("LaTeX", latex_to_text),
    ("LaTeX without its backslashes", restore_stripped_latex),
    ("Markdown", strip_markdown),
    ("typewriter quotes and ties", replace_typewriter_signs),
    ("words broken at line ends", join_broken_words),
    ("white space", collapse_space),
)
"""The steps of cleaning with the kinds under which their changes are counted."""
