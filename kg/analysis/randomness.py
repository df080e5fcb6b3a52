"""Repeatable randomness for igraph, which draws its numbers from one generator for the whole process."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import igraph


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from its own generator started at `seed`, and from Python's shared one again afterwards."""
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - layout, not secrets
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
