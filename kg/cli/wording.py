"""Counts in words, as the command line prints them."""


def many(count: int, one: str, more: str | None = None) -> str:
    """A count with its noun: the singular `one`, or the plural `more`, which is `one` with an "s" unless given."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"
