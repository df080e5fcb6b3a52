"""Offsets for JavaScript, which counts UTF-16 units where Python counts characters."""

from bisect import bisect_left
from dataclasses import dataclass

from kg.model import Span

_BASIC_PLANE_END = 0xFFFF


@dataclass(frozen=True, slots=True)
class Utf16:
    """Turns character offsets into one text into UTF-16 offsets; `wide` are its characters that take two units."""

    wide: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Utf16":
        """Offsets into `text`."""
        if text.isascii():
            return cls(())
        return cls(tuple(n for n, character in enumerate(text) if ord(character) > _BASIC_PLANE_END))

    def span(self, span: Span) -> tuple[int, int]:
        """Start and end of `span` in UTF-16 units."""
        return span.start + bisect_left(self.wide, span.start), span.end + bisect_left(self.wide, span.end)
