"""Union-find with guards, which hold between all members of two clusters and not only between the two items joined."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """Disjoint sets of items; an item that was never joined is a cluster of its own.

    A union is refused in three cases: a mark of one side and a mark of the other do not `agree` (`marks` gives those of
    an item); an item of one side is to be kept apart from one of the other; or a facet is fixed to different values. So
    the guards hold between all members of a cluster, in whatever order it was built. The time of a union grows with the
    product of the numbers of different marks, so items should share marks.
    """

    def __init__(self, marks: Callable[[T], Iterable[str]], agree: Callable[[str, str], bool]) -> None:
        self._parents: dict[T, T] = {}
        self._members: dict[T, list[T]] = {}
        self._marks: dict[T, frozenset[str]] = {}
        self._apart: dict[T, set[T]] = {}
        self._fixed: dict[T, dict[str, str]] = {}
        self._marks_of = marks
        self._agree = agree

    def find(self, item: T) -> T:
        """The item that stands for the cluster of `item`."""
        root = item
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while item != root:
            self._parents[item], item = root, self._parents[item]
        return root

    def members(self, item: T) -> Sequence[T]:
        """All items in the cluster of `item`."""
        root = self.find(item)
        return self._members.get(root, [root])

    def keep_apart(self, first: T, second: T) -> None:
        """Refuse every later union that would put the two into one cluster."""
        self._apart.setdefault(first, set()).add(second)
        self._apart.setdefault(second, set()).add(first)

    def fix(self, item: T, facet: str, value: str) -> None:
        """Fix a facet of the cluster of `item` to a value; it is never joined with a cluster that has another value."""
        self._fixed.setdefault(self.find(item), {})[facet] = value

    def fixed(self, item: T) -> Mapping[str, str]:
        """The fixed values of the cluster of `item`, by facet."""
        return self._fixed.get(self.find(item), {})

    def can_join(self, first: T, second: T) -> bool:
        """Whether the guards allow a union of the clusters of the two items; true if they are in one already."""
        one, other = self.find(first), self.find(second)
        if one == other:
            return True
        return (
            not self._kept_apart(one, other)
            and self._fixed_alike(one, other)
            and all(self._agree(mine, theirs) for mine in self._marks_at(one) for theirs in self._marks_at(other))
        )

    def join(self, first: T, second: T, *, forced: bool = False) -> bool:
        """Join the clusters of the two items unless a guard refuses; return whether they are in one cluster now.

        A `forced` union can be refused only because of `keep_apart`.
        """
        one, other = self.find(first), self.find(second)
        if one == other:
            return True
        if self._kept_apart(one, other) if forced else not self.can_join(one, other):
            return False
        if len(self.members(one)) < len(self.members(other)):
            one, other = other, one
        self._marks[one] = self._marks_at(one) | self._marks_at(other)
        del self._marks[other]
        self._members.setdefault(one, [one]).extend(self._members.pop(other, [other]))
        self._parents[other] = one
        if other in self._fixed:
            self._fixed[one] = self._fixed.pop(other) | self._fixed.get(one, {})
        return True

    def _marks_at(self, root: T) -> frozenset[str]:
        if root not in self._marks:
            self._marks[root] = frozenset(self._marks_of(root))
        return self._marks[root]

    def _fixed_alike(self, one: T, other: T) -> bool:
        mine, theirs = self._fixed.get(one, {}), self._fixed.get(other, {})
        return all(theirs.get(facet, value) == value for facet, value in mine.items())

    def _kept_apart(self, one: T, other: T) -> bool:
        if not self._apart:
            return False
        fewer, more = sorted((one, other), key=lambda root: len(self.members(root)))
        return any(self.find(enemy) == more for item in self.members(fewer) for enemy in self._apart.get(item, ()))
