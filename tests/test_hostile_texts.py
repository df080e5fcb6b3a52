"""Texts that would keep a careless pattern busy for ever. How time grows with length is for `benchmarks.hostile`."""

import pytest

from benchmarks.hostile import HOSTILE, READERS, Repeated


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text.piece)
def test_whatever_is_repeated_is_read_to_its_end(text: Repeated) -> None:
    """A pattern with two ways to read a piece would have more of them to try than it could in a lifetime."""
    for reader in READERS.values():
        reader(text.text(5_000))
