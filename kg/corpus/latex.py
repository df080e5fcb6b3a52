r"""LaTeX in running text to plain text: maths, macros, accents and escapes, as authors leave them in abstracts.

Only the fragments that are LaTeX go through pylatexenc. The text around them is never parsed: to LaTeX a bare "%"
would start a comment, and a price a formula. A pair of dollar signs is maths by Pandoc's rule, no space inside next to
either and no digit after the second.
"""

import re
from typing import Final

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

    Superscripts of figures become Unicode ("n²"), other scripts keep their sign ("d^k", "x_i"); fonts fall away; a
    macro that nobody knows leaves its name ("SysName").
    """
    parts: list[str] = []
    at = rewritten = 0
    while (found := _FRAGMENT.search(text, at)) is not None:
        end, plain = _rewrite(text, found)
        before = text[at : found.start()]
        parts += [before if plain or text[end : end + 1] not in _CLOSING_SIGNS else before.rstrip(), plain]
        rewritten += plain != text[found.start() : end]
        at = end
    return "".join([*parts, text[at:]]), rewritten


def _rewrite(text: str, found: re.Match[str]) -> tuple[int, str]:
    """Where the fragment ends that `found` starts, and what it says."""
    start = found.start()
    if found["dollars"] or found["bracket"]:
        return _maths(text, found)
    if found["group"]:
        end = _group_end(text, start)
        return (end, render(text[start:end])) if end else (found.end(), found.group())
    if found["accent"] and _is_accent(text, found):
        end = _accent_end(text, found.end())
        return end, render(text[start:end])
    if found["macro"]:
        return _macro(text, found)
    return _escape(found)


def _maths(text: str, found: re.Match[str]) -> tuple[int, str]:
    mark = found["dollars"] or {"(": r"\)", "[": r"\]"}[found["bracket"]]
    close = _maths_end(text, found.end(), mark)
    if close is None:
        return found.end(), found["dollars"] or ""
    return close + len(mark), render_maths(text[found.end() : close])


def _maths_end(text: str, start: int, mark: str) -> int | None:
    """Where the maths that begins at `start` ends with `mark`, if it does and can be maths."""
    limit = min(len(text), start + _MAX_MATHS)
    depth, at = 0, start
    while at < limit:
        if depth <= 0 and text.startswith(mark, at):
            return at if _may_be_maths(text, start, at, mark) else None
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 2 if text[at] == "\\" and not text.startswith(mark, at) else 1
    return None


def _may_be_maths(text: str, start: int, close: int, mark: str) -> bool:
    if not mark.startswith("$"):
        return True
    inside, after = text[start:close], text[close + len(mark) : close + len(mark) + 1]
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


def _accent_end(text: str, at: int) -> int:
    if text.startswith("{", at):
        return _group_end(text, at) or at + 1
    return at + (2 if text.startswith("\\", at) else 1)


def _macro(text: str, found: re.Match[str]) -> tuple[int, str]:
    name, end = found["macro"], found.end()
    if name in _ABBREVIATED:
        return end + text.startswith(".", end), _ABBREVIATED[name]
    if name in {"n", "t", "r"} and not text.startswith("{", end):
        return end, " "
    while (group_end := _group_end(text, end)) is not None:
        end = group_end
    if name in _ACCENT_LETTERS:
        return end, name + text[found.end() : end].strip("{}")
    if end == found.end() and text.startswith("{", end):
        end += 1  # a group that never closes
    if name == "href":
        return end, _link(text[found.end() : end])
    if name == "url":
        return end, text[found.end() : end].strip("{}")
    return end, render(text[found.start() : end])


def _group_end(text: str, start: int) -> int | None:
    """The end of the balanced group in braces that begins at `start`."""
    if not text.startswith("{", start):
        return None
    depth, at = 0, start
    while at < len(text):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
        at += 2 if text[at] == "\\" else 1
    return None


def _link(groups: str) -> str:
    r"""The groups of `\href{address}{words}`; an address is no LaTeX, so it is not rendered."""
    address_end = _group_end(groups, 0) or len(groups)
    return link_text(groups[1 : address_end - 1], render(groups[address_end:]))


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
