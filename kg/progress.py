"""How a stage reports progress without knowing who shows it."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Passes items through and reports how many there were, as `tqdm.tqdm` does."""

    def __call__(self, items: Iterable[T], stage: str, total: int | None = None) -> Iterator[T]:
        """Yield `items`, reporting that `stage` has handled one more of `total` after each."""
        ...


def silent(items: Iterable[T], stage: str, total: int | None = None) -> Iterator[T]:  # noqa: ARG001 - a Progress
    """A `Progress` that reports nothing."""
    return iter(items)
