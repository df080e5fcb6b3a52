"""HTML and JATS, the markup of journals' abstracts, as plain text.

Only names that HTML or JATS has are tags: `<EOS>`, `<image>` and `<s>` are tokens, `a < b` is maths. A name that a
token might bear too goes only in pairs, with attributes ("<a href=…>") or with its prefix ("<jats:title>").
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.corpus.notation import link_text, superscript

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_TAG: Final = re.compile(
    r"<(?P<end>/)?(?P<prefix>(?:jats|mml):)?(?P<name>[a-z][a-z\d-]*+)"
    r"(?P<attributes>(?:\s++[\w:-]++\s*+=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>]++))++)?\s*+/?>",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"<(?P<name>a|(?:jats:)?ext-link)\s[^<>]{0,200}?href\s*=\s*[\"']?(?P<address>https?://[^\s\"'<>]++)[^<>]{0,200}>"
    r"(?P<words>[^<>]{0,200})</(?P=name)>",
    re.IGNORECASE,
)
_FORMULA_TWICE: Final = re.compile(
    r"(</jats:tex-math>\s*)<mml:math\b(?:[^<]|<(?!/mml:math>)){0,4000}+</mml:math>", re.IGNORECASE
)
_RAISED: Final = re.compile(r"<(?P<name>(?:jats:)?sup)>\s*(?P<content>[^\s<>]{1,20})\s*</(?P=name)>", re.IGNORECASE)

_FONTS = "a b i u em strong sub sup tt span italic bold small big font sc underline monospace"
_FORMULAS = "ext-link xref inline-formula alternatives tex-math styled-content"
_INLINE: Final = frozenset(f"{_FONTS} {_FORMULAS}".split())
_HEADING_RANKS = "h1 h2 h3 h4 h5 h6"
_HEADINGS: Final = frozenset(f"title {_HEADING_RANKS}".split())
_PARTS = "title sec table abstract abstracttext list list-item disp-formula"
_PAIRED: Final = _INLINE | frozenset(_PARTS.split())
_LAYOUT = "p br hr div ul ol li dl dt dd tr td th tbody thead blockquote"
_BLOCKS: Final = frozenset(f"{_LAYOUT} {_HEADING_RANKS}".split())
"""Names that no token bears, so that they go without their other half as well."""

_TEXT_BEHIND: Final = re.compile(r"[\w)\]]\s*(?:<[^<>]*>\s*)*$")
_TEXT_AHEAD: Final = re.compile(r"(?:\s*<[^<>]*>){0,6}\s*[^\s<]")
_NEAR: Final = 80
"""Characters before the end of a heading in which its last word is looked for."""


def markup_to_text(text: str) -> tuple[str, int]:
    """`text` without entities and tags, and the number of places changed; blocks leave a space, headings a colon."""
    text, places = _without_entities(text)
    if "<" not in text:
        return text, places
    text, links = _LINK.subn(lambda found: link_text(found["address"], found["words"].strip()), text)
    text, formulas = _FORMULA_TWICE.subn(r"\1", text)
    text, inner = _without_tags(text, kept="sup")
    text, raised = _RAISED.subn(lambda found: superscript(found["content"]), text)
    text, others = _without_tags(text)
    return text, places + links + formulas + inner + raised + others


def _without_entities(text: str) -> tuple[str, int]:
    places, before = 0, None
    while before != text:
        before = text
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
        places += before != text
    return text, places


def _without_tags(text: str, *, kept: str = "") -> tuple[str, int]:
    parts: list[str] = []
    at = tags = 0
    for tag in sorted(_tags(text), key=re.Match.start):
        if tag["name"].casefold() != kept:
            parts += [text[at : tag.start()], _in_place_of(tag)]
            at, tags = tag.end(), tags + 1
    return "".join([*parts, text[at:]]), tags


def _tags(text: str) -> Iterator[re.Match[str]]:
    """What is a tag for certain, and of the others those that open and close."""
    opened: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for tag in _TAG.finditer(text):
        name = tag["name"].casefold()
        if tag["prefix"] or name in _BLOCKS:
            yield tag
        elif name in _PAIRED and not tag["end"]:
            opened[name].append(tag)
        elif opened[name]:
            yield from (opened[name].pop(), tag)
    yield from (tag for tags in opened.values() for tag in tags if tag["attributes"])


def _in_place_of(tag: re.Match[str]) -> str:
    name = tag["name"].casefold()
    if name in _INLINE or (tag["prefix"] or "").casefold() == "mml:":
        return ""
    if name in _HEADINGS and tag["end"] and _heads(tag):
        return ": "
    return " "


def _heads(tag: re.Match[str]) -> bool:
    """Whether a heading ends here without a sign at its end, and there is text for it to head."""
    before = tag.string[max(0, tag.start() - _NEAR) : tag.start()]
    return _TEXT_BEHIND.search(before) is not None and _TEXT_AHEAD.match(tag.string, tag.end()) is not None
