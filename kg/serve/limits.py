"""Limits of the server: time and memory of a query, and how many run at once."""

from dataclasses import dataclass, field

from kg.machine import usable_cores


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a server.

    A query is killed after `seconds` or when it takes more than `memory` bytes beside the graph. `quick` processes
    answer; a query that runs longer than `patience` seconds leaves them, up to `long` of those run besides, at a lower
    priority, and others are turned away. Requests of more than `body` bytes are refused. `cache` bytes of answers are
    kept, to be given again.
    """

    seconds: float = 30.0
    memory: int = 1_000_000_000
    quick: int = field(default_factory=usable_cores)
    long: int = 8
    patience: float = 0.2
    body: int = 1_000_000
    cache: int = 64_000_000
