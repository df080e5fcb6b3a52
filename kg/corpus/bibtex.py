"""Papers as BibTeX, as reference managers, the ACL Anthology and others export it.

Entries are `@kind{key, name = value, …}`, or in round brackets; a value is text in braces or quotes, a number, a word
that an `@string` entry or nobody defines, or several of these joined by #. What stands between entries is a comment.

Managers export what was typed into them, so that one entry of hundreds may lack a brace. As in BibTeX itself, reading
goes on behind it: at the next line that begins as an entry does.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.corpus.entry import Batch, Reading
from kg.corpus.fields import entry_of
from kg.corpus.lines import LINE_LIMIT, read_lines
from kg.errors import InputError

_ENTRY: Final = re.compile(r"@\s*([A-Za-z]\w*)\s*([{(])")
_NEXT: Final = re.compile(r"\n[ \t]*+@[A-Za-z]\w*+[ \t]*+\{\s*+[^\s,={}]*+\s*+[,=]")
_KEY: Final = re.compile(r"\s*+([^\s,={}]*+)\s*+(?=[,})])")
_NAME: Final = re.compile(r"[\s,]*+([^\s,={}()\"#]++)\s*+=\s*")
_END: Final = re.compile(r"[\s,]*+[})](?!\s*+,\s*+[A-Za-z][\w-]*+\s*+=)")
"""The end of an entry, and not one that a brace too many makes of a field's."""
_WORD: Final = re.compile(r"[^\s,{}()\"#]+")
_JOIN: Final = re.compile(r"\s*#\s*")
_MARK: Final = re.compile(r"\\.|[{}\")]", re.DOTALL)
_MARK_OR_NEXT: Final = re.compile(rf"{_MARK.pattern}|{_NEXT.pattern}", re.DOTALL)
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|[{}$]|[^\\{}$]+", re.DOTALL)
_MACRO: Final = re.compile(r"\\[A-Za-z]")
_TAKE_BRACES: Final = ("\\", "_", "^", "}")
"""Ends of what may stand before an argument in braces: a macro, a script, another argument."""
_NO_PAPER: Final = frozenset({"comment", "preamble"})
_ADDRESSES: Final = frozenset({"url", "doi", "eprint"})
_USED: Final = frozenset({"title", "abstract", "date", "year"}) | _ADDRESSES
_IN_ADDRESS: Final = re.compile(r"\\url\b|[\\{}]")
"""What no address holds, but LaTeX puts into it: the DOI of a chapter is written with "{\\_}" or "\\_"."""


def read_bibtex(path: Path) -> Batch:
    """The papers of a BibTeX file; in place of an entry that cannot be read, what is wrong with it.

    Raises:
        InputError: as `read_lines`; there is no entry, or words stand for far more than the file holds.
    """
    return Batch(_entries(path))


def _entries(path: Path) -> Iterator[Reading]:
    text = "\n".join(line.text for line in read_lines(path))
    reader = _Reader(text)
    at, line, counted = 0, 1, 0
    while (start := _ENTRY.search(text, at)) is not None:
        line, counted = line + text.count("\n", counted, start.start()), start.start()
        reader.at, reader.place = start.end(), f"{path}, line {line}"
        kind = start[1].casefold()
        try:
            if kind == "string":
                reader.define()
            elif kind in _NO_PAPER:
                reader.skip(")" if start[2] == "(" else "}")
            else:
                key, fields = reader.key(), reader.fields()
                yield entry_of({"title": "", "id": key} | _renamed(fields), reader.place)
            at = reader.at
        except _Malformed as error:
            refused = f"{reader.place}: the entry {error}; close every brace and quote, and divide fields by commas"
            following = _NEXT.search(text, start.end())
            at = following.start() if following else len(text)
            hidden = sum(1 for _ in _ENTRY.finditer(text, start.end(), at))
            yield InputError(f"{refused}; with it goes what looks like {hidden:,} more" if hidden else refused)
    if not at:
        raise InputError(
            f"{path}: no entry in it; expected entries such as @article{{key, title = {{…}}, abstract = {{…}}}}"
        )


def _renamed(fields: dict[str, str]) -> dict[str, str]:
    """The fields that are used."""
    return {
        name: _IN_ADDRESS.sub("", value) if name in _ADDRESSES else _ungrouped(value)
        for name, value in fields.items()
        if name in _USED
    }


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


class _Malformed(Exception):  # noqa: N818 - says what an entry is
    """What is wrong with an entry."""


class _Reader:
    """Reads the entries of `text`: `at` is the next character to read, `place` the entry's for messages.

    The characters that words stand for are counted: words that `@string` doubles again and again would fill the memory.
    """

    def __init__(self, text: str) -> None:
        self._text, self.at, self.place = text, 0, ""
        self._words: dict[str, str] = {}
        self._left = len(text) + LINE_LIMIT

    def define(self) -> None:
        """Keep the words that the entry defines."""
        self._words.update(self.fields())

    def skip(self, closing: str) -> None:
        """Go behind the entry, whatever is in it, up to the bracket that closes it."""
        self._braced(closing, _MARK)

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
                raise _Malformed("is no list of names and values")
            self.at = name.end()
            fields.setdefault(name[1].casefold(), self._value())
        self.at = end.end()
        return fields

    def _value(self) -> str:
        parts = [self._part()]
        while join := _JOIN.match(self._text, self.at):
            self.at = join.end()
            parts.append(self._part())
        return "".join(parts)

    def _part(self) -> str:
        mark = self._text[self.at : self.at + 1]
        if mark in {"{", '"'}:
            self.at += 1
            return self._braced('"' if mark == '"' else "}")
        word = _WORD.match(self._text, self.at)
        if word is None:
            raise _Malformed("has a name without a value")
        self.at = word.end()
        meaning = self._words.get(word[0].casefold(), word[0])
        self._left -= len(meaning)
        if self._left < 0:
            raise InputError(
                f"{self.place}: words stand for {LINE_LIMIT:,} characters more than the file holds; expected @string "
                f"entries of names"
            )
        return meaning

    def _braced(self, closing: str, marks: re.Pattern[str] = _MARK_OR_NEXT) -> str:
        """The text up to `closing` where no brace is open, and the place behind it."""
        depth, start = 0, self.at
        for mark in marks.finditer(self._text, start):
            if mark[0] == closing and depth == 0:
                self.at = mark.end()
                return self._text[start : mark.start()]
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            if depth < 0 or mark[0][0] == "\n":
                break
        raise _Malformed("does not end")
