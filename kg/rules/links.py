"""Web addresses in a text, and what they lead to."""

import re
from typing import Final
from urllib.parse import urlsplit

from kg.model import Link, Span
from kg.vocab import LinkKind

_CODE_HOSTS: Final = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "sourceforge.net", "gitee.com")
_DATA_HOSTS: Final = ("zenodo.org", "kaggle.com", "figshare.com", "datadryad.org", "openml.org", "dataverse.org")
_PAGE_HOSTS: Final = ("github.io", "gitlab.io", "pages.dev", "netlify.app", "vercel.app", "readthedocs.io")
_MODEL_HOSTS: Final = ("huggingface.co", "hf.co")
_BARE_HOSTS: Final = (*_CODE_HOSTS, *_DATA_HOSTS, *_PAGE_HOSTS, *_MODEL_HOSTS)

_PUNCTUATION: Final = (
    r"\u00ab\u00bb\u2012-\u201f\u2022\u2026\u2039\u203a\u2e3a\u2e3b"
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""Dashes, quotation marks, and Chinese and Japanese punctuation: in addresses they stand only percent-encoded."""

_REST: Final = rf"(?:\\[_%#&~]|[^\s<>\"\\^`|\x00-\x1f{_PUNCTUATION}])*"
_ADDRESS: Final = re.compile(
    rf"(?<![\w@.-])(?:(?:https?://|www\.){_REST}|(?:[\w-]{{1,63}}\.){{0,4}}(?:{'|'.join(map(re.escape, _BARE_HOSTS))})"
    rf"(?:/{_REST}|(?=[\s,;)}}{_PUNCTUATION}]|\.(?!\w)|$)))",
    re.IGNORECASE,
)
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}
_TRAILING: Final = ".,;:!?'\"*$~"

_PROJECT_WORDS: Final = re.compile(r"\bproject\b|\bweb ?(?:page|site)\b|\bhome ?page\b|\bdemos?\b", re.IGNORECASE)
_CODE_WORDS: Final = re.compile(
    r"\b(?:source[- ]?)?codes?\b|\brepositor(?:y|ies)\b|\bimplementations?\b", re.IGNORECASE
)
_DATA_WORDS: Final = re.compile(r"\bdata[- ]?sets?\b|\bdata\b|\bcorpus\b|\bcorpora\b", re.IGNORECASE)
_STATEMENT_ENDS: Final = ".!?"


def find_links(text: str) -> tuple[Link, ...]:
    r"""The addresses of `text` in order, without the punctuation around them.

    An address without a scheme counts only on a host that is known to hold code, data or pages, or after
    "www."; its `url` gets "https://". LaTeX escapes inside (`\_`, `\%`) are undone in `url`; the span covers
    what is written.
    """
    links: list[Link] = []
    for url, span in _addresses(text):
        before = text[links[-1].span.end if links else 0 : span.start]
        links.append(Link(url, _kind(url, _last_statement(before)), span))
    return tuple(links)


def _addresses(text: str) -> list[tuple[str, Span]]:
    found = []
    for match in _ADDRESS.finditer(text):
        written = _trim(match.group())
        url = re.sub(r"\\([_%#&~])", r"\1", written)
        url = url if "://" in url else f"https://{url}"
        if "." in _host(url):
            found.append((url, Span(match.start(), match.start() + len(written))))
    return found


def _last_statement(text: str) -> str:
    return text[max(map(text.rfind, _STATEMENT_ENDS)) + 1 :]


def _trim(address: str) -> str:
    """The address without punctuation at its end, and up to a closing bracket that it did not open."""
    depth: list[str] = []
    for position, char in enumerate(address):
        if char in _CLOSING.values():
            depth.append(char)
        elif char in _CLOSING and (not depth or depth.pop() != _CLOSING[char]):
            return address[:position].rstrip(_TRAILING)
    return address.rstrip(_TRAILING + "".join(depth))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # an unclosed "[" reads as a broken IPv6 address
        return ""


def _is_on(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def _kind(url: str, before: str) -> LinkKind:
    """The kind by host and path if these tell it, else by the words of the statement before the address."""
    host, path = _host(url), urlsplit(url).path
    if _is_on(host, _DATA_HOSTS):
        return LinkKind.CODE if path.startswith("/code/") else LinkKind.DATA
    if _is_on(host, _MODEL_HOSTS) and path.startswith("/datasets/"):
        return LinkKind.DATA
    if _is_on(host, _CODE_HOSTS):
        return LinkKind.CODE
    if _is_on(host, _PAGE_HOSTS):
        return LinkKind.PROJECT
    return _kind_by_words(before)


def _kind_by_words(before: str) -> LinkKind:
    for kind, words in (
        (LinkKind.PROJECT, _PROJECT_WORDS),
        (LinkKind.CODE, _CODE_WORDS),
        (LinkKind.DATA, _DATA_WORDS),
    ):
        if words.search(before):
            return kind
    return LinkKind.OTHER
