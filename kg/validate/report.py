"""What was checked and what was found wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.errors import GraphError

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a rule: which value, where there is one, and the paper and sentence that it comes from."""

    node: str
    rule: str
    message: str
    value: str = ""
    paper: str = ""
    sentence: str = ""

    def __str__(self) -> str:
        value = f" (found {self.value})" if self.value else ""
        paper = f", paper {self.paper}" if self.paper else ""
        sentence = f", in “{self.sentence}”" if self.sentence else ""
        return f"{self.node}: {self.message}{value}{paper}{sentence} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation. `counts` are nodes by class ("Paper", "Claim"), `violations` are sorted."""

    triples: int
    counts: Mapping[str, int] = field(hash=False)
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations

    def demand(self) -> None:
        """Refuse a graph that breaks a rule.

        Raises:
            GraphError: it does; the message shows the first violations.
        """
        if self.violations:
            shown = "\n".join(f"  {violation}" for violation in self.violations[:_SHOWN])
            more = len(self.violations) - _SHOWN
            rest = f"\n  and {more} more" if more > 0 else ""
            count = len(self.violations)
            times = "once" if count == 1 else f"{count:,} times"
            raise GraphError(f"the graph breaks its rules {times}; build it again:\n{shown}{rest}")
