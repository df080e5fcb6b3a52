"""Papers as BibTeX, as reference managers, the ACL Anthology and others export it.

Entries are `@kind{key, name = value, …}`, or in round brackets; a value is text in braces or quotes, a number, a word
that an `@string` entry or nobody defines, or several of these joined by #. What stands between entries is a comment.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.corpus.entry import Batch, Entry
from kg.corpus.fields import entry_of
from kg.corpus.lines import LINE_LIMIT, read_lines
from kg.errors import InputError

_ENTRY: Final = re.compile(r"@\s*([A-Za-z]\w*)\s*([{(])")
_KEY: Final = re.compile(r"\s*+([^\s,=]*+)\s*+(?=[,})])")
_NAME: Final = re.compile(r"[\s,]*+([^\s,={}()\"#]++)\s*+=\s*")
_END: Final = re.compile(r"[\s,]*+[})]")
_WORD: Final = re.compile(r"[^\s,{}()\"#]+")
_JOIN: Final = re.compile(r"\s*#\s*")
_MARK: Final = re.compile(r"\\.|[{}\")]", re.DOTALL)
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|[{}$]|[^\\{}$]+", re.DOTALL)
_MACRO: Final = re.compile(r"\\[A-Za-z]")
_TAKE_BRACES: Final = ("\\", "_", "^", "}")
"""Ends of what may stand before an argument in braces: a macro, a script, another argument."""
_NO_PAPER: Final = frozenset({"comment", "preamble"})
_ADDRESSES: Final = frozenset({"url", "doi"})
_USED: Final = frozenset({"title", "abstract", "date", "year"}) | _ADDRESSES
_IN_ADDRESS: Final = re.compile(r"\\url\b|[\\{}]")
"""What no address holds, but LaTeX puts into it: the DOI of a chapter is written with "{\\_}" or "\\_"."""


def read_bibtex(path: Path) -> Batch:
    """The papers of a BibTeX file.

    Raises:
        InputError: as `read_lines` and `entry_of`; an entry does not end, is no list of names and values, or joins
            more than `LINE_LIMIT` characters.
    """
    return Batch(_entries(path))


def _entries(path: Path) -> Iterator[Entry]:
    text = "\n".join(line.text for line in read_lines(path))
    words: dict[str, str] = {}
    at, line, counted = 0, 1, 0
    while (start := _ENTRY.search(text, at)) is not None:
        line, counted = line + text.count("\n", counted, start.start()), start.start()
        kind, place = start[1].casefold(), f"{path}, line {line}"
        reader = _Reader(text, start.end(), words, place)
        if kind == "string":
            words.update(reader.fields())
        elif kind in _NO_PAPER:
            reader.skip(")" if start[2] == "(" else "}")
        else:
            key, fields = reader.key(), reader.fields()
            yield entry_of({"title": "", "id": key} | _renamed(fields), place)
        at = reader.at
    if not at:
        raise InputError(
            f"{path}: no entry in it; expected entries such as @article{{key, title = {{…}}, abstract = {{…}}}}"
        )


def _renamed(fields: dict[str, str]) -> dict[str, str]:
    """The fields that are used; a year may be any text ("in press"), as dates may."""
    used = {
        name: _IN_ADDRESS.sub("", value) if name in _ADDRESSES else _ungrouped(value)
        for name, value in fields.items()
        if name in _USED
    }
    year = used.pop("year", "")
    return used | {"date": used.get("date") or year}


def _ungrouped(text: str) -> str:
    """`text` without the braces that keep capitals, as in "{GPU}s"; those of macros and formulas have a meaning."""
    kept: list[str] = []
    open_braces: list[bool] = []
    before, in_formula = "", False
    for found in _TOKEN.finditer(text):
        mark = found[0]
        meant = True
        if mark == "{":
            meant = in_formula or before.endswith(_TAKE_BRACES) or _MACRO.match(text, found.end()) is not None
            open_braces.append(meant)
        elif mark == "}" and open_braces:
            meant = open_braces.pop()
        elif mark == "$":
            in_formula = not in_formula
        before = ("\\" if mark[0] == "\\" else mark) if meant else ""
        if meant:
            kept.append(mark)
    return "".join(kept)


class _Reader:
    """Reads one entry of `text` from `at` on; `words` are what `@string` defined."""

    def __init__(self, text: str, at: int, words: dict[str, str], place: str) -> None:
        self._text, self.at, self._words, self._place = text, at, words, place

    def skip(self, closing: str) -> None:
        """Go behind the entry, whatever is in it, up to the bracket that closes it."""
        self._braced(closing)

    def key(self) -> str:
        """What comes first, if it is no field."""
        found = _KEY.match(self._text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[1]

    def fields(self) -> dict[str, str]:
        """The fields by their names in small letters, up to the end of the entry."""
        fields: dict[str, str] = {}
        while (end := _END.match(self._text, self.at)) is None:
            name = _NAME.match(self._text, self.at)
            if name is None:
                raise self._refused("is no list of names and values")
            self.at = name.end()
            fields.setdefault(name[1].casefold(), self._value())
        self.at = end.end()
        return fields

    def _value(self) -> str:
        parts = [self._part()]
        length = len(parts[0])
        while join := _JOIN.match(self._text, self.at):
            self.at = join.end()
            parts.append(self._part())
            length += len(parts[-1])
            if length > LINE_LIMIT:
                raise InputError(
                    f"{self._place}: the entry joins more than {LINE_LIMIT:,} characters; expected a paper"
                )
        return "".join(parts)

    def _part(self) -> str:
        mark = self._text[self.at : self.at + 1]
        if mark in {"{", '"'}:
            self.at += 1
            return self._braced('"' if mark == '"' else "}")
        word = _WORD.match(self._text, self.at)
        if word is None:
            raise self._refused("has a name without a value")
        self.at = word.end()
        return self._words.get(word[0].casefold(), word[0])

    def _braced(self, closing: str) -> str:
        """The text up to `closing` where no brace is open, and the place behind it."""
        depth, start = 0, self.at
        for mark in _MARK.finditer(self._text, start):
            if mark[0] == closing and depth == 0:
                self.at = mark.end()
                return self._text[start : mark.start()]
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            if depth < 0:
                break
        raise self._refused("does not end")

    def _refused(self, what: str) -> InputError:
        return InputError(f"{self._place}: the entry {what}; close every brace and quote, and divide fields by commas")
