"""How the command line words numbers of things."""


def many(count: int, one: str, more: str | None = None) -> str:
    """A number of things: with the word for one, or that for more, which has an "s" at its end unless it is given."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"
