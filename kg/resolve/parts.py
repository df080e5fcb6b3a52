"""The words of names, kept for as many names as a large corpus has: resolution comes back to each of them often."""

from functools import lru_cache
from typing import Final

from kg.rules import names

_NAMES: Final = 1 << 20

words = lru_cache(maxsize=_NAMES)(names.words)
