"""LaTeX whose backslashes and dollar signs a listing took away: "384times384", "{scriptsize NAME}", "O(n^2)".

Without its backslash a macro may be a word, so each rule needs a neighbour that no English text has: a digit
before "times", a brace, a script.
"""

import re
from typing import Final

from kg.corpus.notation import subscript, superscript, with_errors
from kg.corpus.substitution import Rule, apply_rules

_RELATIONS: Final = {"leq": "≤", "geq": "≥", "neq": "≠", "approx": "≈", "equiv": "≡", "propto": "∝"}
_SYMBOLS: Final = {
    "rightarrow": "→",
    "leftarrow": "←",
    "leftrightarrow": "↔",
    "Rightarrow": "⇒",
    "infty": "∞",
    "cdot": "·",
    "ldots": "…",
    "cdots": "…",
}
_ENGLISH: Final = frozenset({"approx", "equiv"})
"""Abbreviations that English writes as well, so relations only beside a variable."""

_FONTS: Final = (
    *(f"math{font}" for font in ("bf", "cal", "bb", "rm", "sf", "frak", "it", "scr", "tt")),
    *(f"text{font}" for font in ("bf", "it", "tt", "sc", "sf", "rm")),
    "boldsymbol",
    "operatorname",
)
_SWITCH: Final = r"(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|bf|it|em|rm|sc|tt|sf)"
_GROUP: Final = r"\{((?:[^{}]|\{[^{}]*\})*)\}"


def restore_stripped_latex(text: str) -> tuple[str, int]:
    """`text` with such LaTeX as plain Unicode, and the number of places changed."""
    return apply_rules(text, _RULES)


def _without_braces(group: str) -> str:
    return re.sub(r"[{}]", "", group)


_BASE: Final = r"(?<=[\w)\]∑∏])"
_RULES: Final = (
    Rule("times", re.compile(r"(?<=\d)times(?=\d|sim|[^a-zA-Z]|$)"), "\u00d7"),
    Rule("sim", re.compile(r"(?<![A-Za-z])sim(?=\d)"), "\u223c"),
    Rule("{,}", re.compile(r"(?<=\d)\{,\}(?=\d{3})"), ","),
    Rule("{", re.compile(r"\{([A-Za-z]{1,2})\}(?=[a-z])"), r"\1"),
    Rule("{", re.compile(rf"\{{{_SWITCH}\s+([^{{}}]*)\}}"), r"\1"),
    *(
        Rule(font, re.compile(rf"\b{font}(?:\s*\{{([^{{}}]*)\}}|\s+|(?=[A-Z\d]))"), lambda found: found[1] or "")
        for font in _FONTS
    ),
    *(Rule(word, re.compile(rf"\b([A-Za-z]){word}\b\s*"), rf"\1 {sign} ") for word, sign in _RELATIONS.items()),
    *(
        Rule(word, re.compile(rf"(?<=\s){word}(?=\s)"), sign)
        for word, sign in (_RELATIONS | _SYMBOLS).items()
        if word not in _ENGLISH
    ),
    Rule("sum_{", re.compile(r"\bsum(?=_\{)"), "∑"),
    Rule("prod_{", re.compile(r"\bprod(?=_\{)"), "∏"),
    Rule("^top", re.compile(r"(?<=\w)\^top\b"), "ᵀ"),
    Rule("pm", re.compile(r"(?<=\d)[_^]\{pm ?\.?\d[^{}]*\}"), lambda found: with_errors(found.group())),
    Rule("^{", re.compile(rf"{_BASE}\^{_GROUP}"), lambda found: superscript(_without_braces(found[1]))),
    Rule("_{", re.compile(rf"{_BASE}_{_GROUP}"), lambda found: subscript(_without_braces(found[1]))),
    Rule("^", re.compile(r"(?<=[\w)])\^([-+]?\d+)(?!\.?\d|\^)"), lambda found: superscript(found[1])),
    Rule("_", re.compile(r"(?<![\w/.?&=\\-])([A-Za-z])_(\d+(?:\.\d+)?)(?!\w)"), r"\1\2"),
    Rule(
        "x20",
        re.compile(r"(?<=[a-z])x(20(?:1[0-5]|1[89a-dA-D]|22|26))(?=[A-Za-z\s])"),
        lambda found: chr(int(found[1], 16)),
    ),
)
