r"""LaTeX in running text to plain text: maths, macros, accents and escapes, as authors leave them in abstracts.

Only the fragments that are LaTeX go through pylatexenc. The text around them is never parsed: to LaTeX a bare "%"
would start a comment, and a price a formula. A pair of dollar signs is maths by Pandoc's rule, no space inside next to
either and no digit after the second.
"""

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from kg.corpus.notation import link_text, render, render_maths

_FRAGMENT: Final = re.compile(
    r"""
    (?P<dollars>\$\$?)(?=\s?[^\s$])
    | \\(?P<bracket>[(\[])
    | (?P<group>\{(?=\\[a-zA-Z]))
    | \\(?P<accent>["'`^~=.](?=\{\\?[a-zA-Z]\}|\\?[a-zA-Z])|[Hcvukrdb](?=\{[a-zA-Z]{1,2}\}))
    | \\(?P<macro>[a-zA-Z]+)
    | \\(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_THOUSANDS: Final = re.compile(
    r"(?<![\d.,])\d{1,3}(?:(?:\\,|\\thinspace\s?|[\u2009\u202f]|[ \u00a0](?=000))\d{3})+(?!\d)"
)
_CITE = (
    r"\\(?:[cC]ite[pt]?|(?:paren|text|auto|foot)cite|citeal[pt]|(?:eq|auto|[cC])?ref)\*?"
    r"(?:\[[^\[\]{}]{0,80}\]){0,2}\{[^{}]{0,400}\}"
)
_CITES = rf"(?<![\s~])[\s~]*+(?:\(\s?{_CITE}(?:[\s,;]*{_CITE})*+\s?\)|{_CITE}(?:[\s~]*+{_CITE})*+)"
_SECOND_COMMA: Final = re.compile(rf"[,;](?={_CITES}\s?[,.;:)])")
_CITATION: Final = re.compile(rf"{_CITES}(?P<glued>(?=[\w\\$]))?")
_THIN_SPACE: Final = re.compile(r"\D+")
_Groups: TypeAlias = Mapping[int, int]
"""Where each group in braces starts, to where it ends."""

_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACE_OR_DOLLAR: Final = re.compile(r"\\.|[{}$]", re.DOTALL)
_MAX_MATHS: Final = 500
"""Characters over which a pair of dollar signs is taken for two prices."""

_WORD: Final = re.compile(r"\w")
_CLOSING_SIGNS: Final = frozenset(".,;:)")
_PROSE: Final = re.compile(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}")
_SPACES: Final = {
    ",": " ",
    ";": " ",
    ":": " ",
    " ": " ",
    "\\": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "(": "",
    ")": "",
}
_ACCENT_LETTERS: Final = frozenset("Hcvukrdbt")
_CONTRACTION: Final = re.compile(r"(?:s|t|re|ll|ve|d|m)\b")


def latex_to_text(text: str) -> tuple[str, int]:
    """`text` with its LaTeX as plain Unicode, and the number of fragments that were rewritten.

    Superscripts of figures become Unicode ("n²"), other scripts keep their sign ("d^k", "x_i"); thin spaces in
    figures become commas ("10,000"); fonts fall away; a macro that nobody knows leaves its name ("SysName").
    """
    text, rewritten = _THOUSANDS.subn(lambda number: _THIN_SPACE.sub(",", number.group()), text)
    if "\\" not in text and "$" not in text:
        return text, rewritten
    text, citations = _without_citations(text)
    rewritten += citations
    groups = _groups(text)
    parts: list[str] = []
    at = 0
    while (found := _FRAGMENT.search(text, at)) is not None:
        end, plain = _rewrite(text, found, groups)
        before = text[at : found.start()]
        parts += [before if plain or text[end : end + 1] not in _CLOSING_SIGNS else before.rstrip(), plain]
        rewritten += plain != text[found.start() : end]
        at = end
    return "".join([*parts, text[at:]]), rewritten


def _without_citations(text: str) -> tuple[str, int]:
    r"""Citations and references go with the tie, the brackets or the second comma around them: `A, \cite{x}, is`."""
    if "\\" not in text:
        return text, 0
    text = _SECOND_COMMA.sub("", text)
    return _CITATION.subn(lambda found: "" if found["glued"] is None else " ", text)


def _groups(text: str) -> _Groups:
    ends: dict[int, int] = {}
    open_braces: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace.group() == "{":
            open_braces.append(brace.start())
        elif brace.group() == "}" and open_braces:
            ends[open_braces.pop()] = brace.end()
    return ends


def _rewrite(text: str, found: re.Match[str], groups: _Groups) -> tuple[int, str]:
    """Where the fragment ends that `found` starts, and what it says."""
    start = found.start()
    if found["dollars"]:
        return _dollar_maths(text, found)
    if found["bracket"]:
        return _bracket_maths(text, found)
    if found["group"]:
        end = groups.get(start)
        return (end, render(text[start:end])) if end else (found.end(), found.group())
    if found["accent"] and _is_accent(text, found):
        end = groups.get(found.end()) or found.end() + (2 if text.startswith("\\", found.end()) else 1)
        return end, render(text[start:end])
    if found["macro"]:
        return _macro(text, found, groups)
    return _escape(found)


def _bracket_maths(text: str, found: re.Match[str]) -> tuple[int, str]:
    mark = {"(": r"\)", "[": r"\]"}[found["bracket"]]
    close = text.find(mark, found.end(), found.end() + _MAX_MATHS)
    if close < 0:
        return found.end(), ""
    return close + len(mark), render_maths(text[found.end() : close])


def _dollar_maths(text: str, found: re.Match[str]) -> tuple[int, str]:
    mark = found["dollars"]
    close = _closing_dollars(text, found.end(), mark)
    if close is None or not _may_be_maths(text[found.end() : close], text[close + len(mark) : close + len(mark) + 1]):
        return found.end(), mark
    return close + len(mark), render_maths(text[found.end() : close])


def _closing_dollars(text: str, start: int, mark: str) -> int | None:
    """Where the next `mark` outside of braces stands."""
    depth = 0
    for sign in _BRACE_OR_DOLLAR.finditer(text, start, start + _MAX_MATHS):
        if depth <= 0 and text.startswith(mark, sign.start()):
            return sign.start()
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
    return None


def _may_be_maths(inside: str, after: str) -> bool:
    if inside != inside.strip():
        return "\\" in inside and not _PROSE.search(inside)
    return "\\" in inside or not _WORD.search(inside) or not (after.isdigit() or _PROSE.search(inside))


def _is_accent(text: str, found: re.Match[str]) -> bool:
    r"""Whether `\"` or `\'` puts an accent on a letter, as in `na\"ive`, or stands for a quotation mark."""
    mark = found["accent"]
    if mark not in {'"', "'", "`"} or text.startswith("{", found.end()):
        return True
    if found.start() > 0 and text[found.start() - 1].isalpha():
        return not (mark == "'" and _CONTRACTION.match(text, found.end()))
    return text.count(f"\\{mark}") == 1  # one alone quotes nothing: `\'Etude`


def _macro(text: str, found: re.Match[str], groups: _Groups) -> tuple[int, str]:
    name, end = found["macro"], found.end()
    if name in _ABBREVIATED:
        return end + text.startswith(".", end), _ABBREVIATED[name]
    if name in {"n", "t", "r"} and not text.startswith("{", end):
        return end, " "
    while end in groups:
        end = groups[end]
    if name in _ACCENT_LETTERS:
        return end, name + text[found.end() : end].strip("{}")
    if end == found.end() and text.startswith("{", end):
        end += 1  # a group that never closes
    if name == "href":
        return end, _link(text, found.end(), end, groups)
    if name == "url":
        return end, text[found.end() : end].strip("{}")
    return end, render(text[found.start() : end])


def _link(text: str, start: int, end: int, groups: _Groups) -> str:
    r"""The groups of `\href{address}{words}`; an address is no LaTeX, so it is not rendered."""
    address_end = groups.get(start, end)
    return link_text(text[start + 1 : address_end - 1], render(text[address_end:end]))


def _escape(found: re.Match[str]) -> tuple[int, str]:
    r"""An escaped sign is the sign itself; `\10,000` is a price whose dollar sign was lost."""
    sign = found["sign"] or found["accent"]
    end = found.start() + 1 + len(sign)
    if sign.isdigit():
        return end, f"${sign}"
    return end, _SPACES.get(sign, sign)


_ABBREVIATED: Final = {
    "eg": "e.g.",
    "ie": "i.e.",
    "etc": "etc.",
    "etal": "et al.",
    "cf": "cf.",
    "vs": "vs.",
    "wrt": "w.r.t.",
    "aka": "a.k.a.",
    "viz": "viz.",
}
