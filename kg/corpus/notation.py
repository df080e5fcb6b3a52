"""One fragment of LaTeX as plain text, by pylatexenc with what abstracts need added.

Added to its tables: mathematical alphabets as plain letters (nobody searches for a script O), scripts that keep what
they group, bracketed fractions, and macros that nobody knows by their names.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, Final

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import LatexWalker, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as get_default_parser_db
from pylatexenc.macrospec import MacroSpec

_CACHE: Final = 1 << 14

_TEXT_FONTS = (
    "text textbf textit textrm textsc textsf textsl texttt textup textnormal emph underline mbox hbox uppercase"
)
_MATHS_FONTS = "mathbf mathbb mathcal mathfrak mathit mathnormal mathrm mathscr mathsf mathtt boldsymbol bm pmb mathop"
_OVER_LETTERS = "operatorname ensuremath widehat hat bar overline vec dot"
_FONTS: Final = tuple(f"{_TEXT_FONTS} {_MATHS_FONTS} {_OVER_LETTERS}".split())
_TILDES: Final = ("tilde", "widetilde")
_SHORT_FONT: Final = 4
"""Letters of a font's macro ("text") up to which other macros may begin with them."""
_UP_TO_LOGARITHMS: Final = frozenset("OΘΩ")
"""Bounds, of which a tilde says that they leave out factors of logarithms; over other letters it goes."""
_SIZES = "tiny scriptsize footnotesize small normalsize large Large"
_STYLES = "bf it em sc tt rm sf sl bfseries itshape scshape ttfamily rmfamily sffamily"
_LAYOUT = "displaystyle textstyle scriptstyle scriptscriptstyle xspace noindent par newline linebreak protect centering"
_DELIMITERS = "left right middle big Big bigg Bigg bigl bigr Bigl Bigr limits nolimits"
_SWITCHES: Final = tuple(f"{_SIZES} {_STYLES} {_LAYOUT} {_DELIMITERS}".split())
_NOTHING: Final = ("cite", "citep", "citet", "ref", "eqref", "label", "color", "vspace", "hspace")
_SIGNS: Final = {
    "percent": "%",
    "top": "\u22a4",
    "intercal": "\u22a4",
    "ast": "*",
    "deg": "\u00b0",
    "star": "*",
    "sim": "\u223c",
    "epsilon": "\u03b5",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciitilde": "~",
    "textunderscore": "_",
}

_SUPERSCRIPTS: Final = str.maketrans("0123456789+-=()nT\u22a4\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᵀᵀ⁻")
_SUPERSCRIPT: Final = re.compile(r"[\d+\-\u2212]+|[nT\u22a4]")
_ORDINAL: Final = re.compile(r"st|nd|rd|th")
_SIMPLE: Final = re.compile(r"[\w.]+|\W")
_ROOT_OF_ONE: Final = re.compile(r"\d+(?:\.\d+)?|[^\W\d](?:_\w+)?|\W|")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")

_GROUP_SCRIPT: Final = re.compile(r"(?<!\\)([\^_])\s*\{")
_LONE_SCRIPT: Final = re.compile(
    r"(?<!\\)([\^_])\s*(\\(?:text|math|bm|boldsymbol|operatorname)\w*\{[^{}]*\}|\\[a-zA-Z]+|[^\s\\{}$])"
)
_ERROR_SCRIPT: Final = re.compile(
    r"(?:^|(?<=[\d%])|(?<=\d\}))\s*(?P<sign>[\^_])\s*\{\s*(?:\\[a-z]*style\s*)?(?:±|\\?pm(?![a-z]))\s*(?P<error>\.?\d[^{}]*)\}"
)
_LONE_ACCENT: Final = re.compile(r"\\([Hcvukrdbt])(?![a-zA-Z{])")
_FUNCTION: Final = re.compile(r"(?<=[\w)])\s*(?=\\(?:log|ln|exp|min|max|sup|inf|sin|cos|tanh|arg)\b)")
_DEEPEST: Final = 20
"""Groups inside groups that no formula of an abstract has, and that pylatexenc descends into one by one."""
_LATEX_SIGN: Final = re.compile(r"[\\{}$]")
_COMMENT: Final = re.compile(r"(?<!\\)%")
_ABOUT: Final = re.compile(r"~(?=\\?[\d.])")
_RELATION: Final = re.compile(r"(?<=\S)\s*([≤≥≈≠≡∈→←↔⇒↦])\s*")


@lru_cache(maxsize=_CACHE)
def render(latex: str) -> str:
    r"""A fragment of text mode, such as `\textbf{global reward}` or `\"{o}`, as plain text."""
    inner = re.sub(r"\$([^$]+)\$", lambda maths: f"${_marked(maths[1])}$", latex)
    return _to_text(_COMMENT.sub(r"\\%", inner))


@lru_cache(maxsize=_CACHE)
def render_maths(latex: str) -> str:
    """A formula, without the signs around it, as plain text on one line."""
    explicit = _FUNCTION.sub(r"\\ ", _ABOUT.sub(r"\\sim{}", _COMMENT.sub(r"\\%", _LONE_ACCENT.sub(r"\1", latex))))
    plain = _to_text(f"${_marked(with_errors(explicit))}$")
    return _RELATION.sub(r" \1 ", re.sub(r"\s+", " ", plain)).strip()


def with_errors(maths: str) -> str:
    r"""`maths` with errors beside their numbers: "82.3 ± 0.4" for `82.3_{\pm 0.4}`, but `t^{\pm 1}` is a power."""
    return _ERROR_SCRIPT.sub(_beside, maths)


def _beside(script: re.Match[str]) -> str:
    is_power = script["sign"] == "^" and "." not in script["error"]
    return script.group() if is_power else f" ± {script['error']}"


def superscript(content: str = "") -> str:
    """What follows a base as its superscript: "²", "th", "^d" or "^(1-1/p)"."""
    if _ORDINAL.fullmatch(content) or content in {"*", "\u2032", "'", "\u2218", "\u00b0"}:
        return content.replace("\u2218", "\u00b0")
    if _SUPERSCRIPT.fullmatch(content):
        return content.translate(_SUPERSCRIPTS)
    return f"^{_grouped(content)}" if content else ""


def subscript(content: str = "") -> str:
    """What follows a base as its subscript: "0.5" for a number, else "_max" or "_(i=1)"."""
    if _NUMBER.fullmatch(content):
        return content
    return f"_{_grouped(content)}" if content else ""


def link_text(address: str = "", words: str = "") -> str:
    """A link as "words (address)", or the address alone where the words repeat it."""
    return address if not words or "/" in words else f"{words} ({address})"


def _grouped(content: str) -> str:
    return content if _SIMPLE.fullmatch(content) else f"({content})"


def _marked(maths: str) -> str:
    """Scripts as macros, because pylatexenc forgets what "^" and "_" group."""
    lone = _LONE_SCRIPT.sub(lambda script: rf"{_macro_of(script[1])}{{{script[2]}}}", maths)
    return _GROUP_SCRIPT.sub(lambda script: rf"{_macro_of(script[1])}{{", lone)


def _macro_of(sign: str) -> str:
    return r"\textsuperscript" if sign == "^" else r"\textsubscript"


def _to_text(latex: str) -> str:
    if _depth(latex) > _DEEPEST:
        return _LATEX_SIGN.sub("", latex)
    try:
        return _converted(latex)
    except (LatexWalkerError, IndexError):  # pylatexenc looks for arguments that an unfinished macro does not have
        return _LATEX_SIGN.sub("", latex)


def _depth(latex: str) -> int:
    return max(accumulate({"{": 1, "}": -1}.get(char, 0) for char in latex), default=0)


def _converted(latex: str) -> str:
    nodes, _, _ = LatexWalker(latex, latex_context=_parser_db(), tolerant_parsing=True).get_latex_nodes()
    return str(_converter().nodelist_to_text(nodes))


@cache
def _parser_db() -> Any:  # noqa: ANN401 - pylatexenc is untyped
    known = get_default_parser_db()
    known.add_context_category(
        "abstracts",
        prepend=True,
        macros=[
            *(
                MacroSpec(name, "{")
                for name in (*_FONTS, *_TILDES, *_NOTHING, "footnote", "unicode", "pmod", "num", "unit")
            ),
            *(MacroSpec(name, "{") for name in ("textsuperscript", "textsubscript")),
            *(MacroSpec(name, "{{") for name in ("frac", "tfrac", "dfrac", "SI", "qty", "textcolor", "href")),
            *(MacroSpec(name, "") for name in (*_SIGNS, *_SWITCHES)),
        ],
    )
    return known


@cache
def _converter() -> Any:  # noqa: ANN401 - pylatexenc is untyped
    known = get_default_latex_context_db()
    known.add_context_category(
        "abstracts",
        prepend=True,
        macros=[
            *(_rendered(name, _first) for name in (*_FONTS, "num", "unit")),
            *(_rendered(name, _under_tilde) for name in _TILDES),
            *(MacroTextSpec(name, "") for name in (*_NOTHING, *_SWITCHES)),
            *(MacroTextSpec(name, sign) for name, sign in _SIGNS.items()),
            *(_rendered(name, _fraction) for name in ("frac", "tfrac", "dfrac")),
            *(_rendered(name, _spaced) for name in ("SI", "qty")),
            _rendered("textcolor", lambda _="", inside="": inside),
            _rendered("href", link_text),
            _rendered("footnote", lambda note="": f" ({note})"),
            _rendered("pmod", lambda modulus="": f" (mod {modulus})"),
            _rendered("sqrt", lambda _="", inside="": f"√{_under_root(inside)}"),
            _rendered("textsuperscript", superscript),
            _rendered("textsubscript", subscript),
            _rendered("unicode", _character),
        ],
    )
    known.set_unknown_macro_spec(MacroTextSpec("", lambda node: _name(node.macroname)))
    return LatexNodes2Text(latex_context=known, math_mode="text", keep_comments=True, fill_text=None)


def _rendered(macro: str, render_arguments: Callable[..., str]) -> Any:  # noqa: ANN401 - pylatexenc is untyped
    """The text of `macro` made by a function of its arguments' texts, "" for one that is missing."""

    def text_of(node: Any, l2tobj: Any) -> str:  # noqa: ANN401 - pylatexenc calls it with these names
        arguments = node.nodeargd.argnlist if node.nodeargd else ()
        return render_arguments(*(l2tobj.nodelist_to_text([a]).strip() if a is not None else "" for a in arguments))

    return MacroTextSpec(macro, text_of)


def _first(content: str = "") -> str:
    return content


def _under_tilde(content: str = "") -> str:
    return unicodedata.normalize("NFC", f"{content}\u0303") if content in _UP_TO_LOGARITHMS else content


def _under_root(content: str) -> str:
    return content if _ROOT_OF_ONE.fullmatch(content) else f"({content})"


def _spaced(number: str = "", unit: str = "") -> str:
    return f"{number} {unit}"


def _fraction(above: str = "", below: str = "") -> str:
    return f"{_grouped(above)}/{_grouped(below)}"


def _character(code: str = "") -> str:
    r"""The character of `\unicode{x2013}`."""
    try:
        return chr(int(code.strip().lstrip("x"), 16 if code.startswith("x") else 10))
    except (ValueError, OverflowError):
        return ""


def _name(macro: str) -> str:
    r"""What an unknown macro says: its name, or "linear" for `\emphlinear`, whose braces were lost."""
    font = next((font for font in sorted((*_FONTS, *_TILDES), key=len, reverse=True) if macro.startswith(font)), "")
    return macro.removeprefix(font) if len(font) > _SHORT_FONT or font == "emph" else macro
