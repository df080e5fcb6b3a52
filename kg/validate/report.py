"""What was checked and what was found wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
