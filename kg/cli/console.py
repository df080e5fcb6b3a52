"""What the command line shows: progress on standard error, answers on standard output."""

import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

import msgspec
from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from kg.cli.wording import many
from kg.progress import Progress
from kg.vocab import ENTITY_TYPES, TYPES, RelationType

if TYPE_CHECKING:
    from kg.corpus import CleaningReport
    from kg.pipeline import KnowledgeGraph

T = TypeVar("T")

STANDARD_OUTPUT: Final = Path("-")
"""The name of standard output among the arguments of a command."""

_SHOWN: Final = 10
"""Decisions without effect, files skipped and entries left out that are named."""


@dataclass(frozen=True, slots=True)
class BarProgress:
    """A `kg.progress.Progress` that draws one bar a stage."""

    bars: Bars

    def __call__(self, items: Iterable[T], stage: str, total: int | None = None) -> Iterator[T]:
        """Yield `items` while the bar of `stage` grows."""
        task = self.bars.add_task(stage, total=total)
        count = 0
        for item in items:
            yield item
            count += 1
            self.bars.update(task, completed=count)
        self.bars.update(task, completed=count, total=count)


@dataclass(frozen=True, slots=True)
class LineProgress:
    """A `kg.progress.Progress` for logs: a line when a stage is done, none for one that fails.

    A log that takes no more, for its disk is full or nobody reads it, does not end the work.
    """

    console: Console

    def __call__(self, items: Iterable[T], stage: str, total: int | None = None) -> Iterator[T]:  # noqa: ARG002
        """Yield `items`, and say in the end how many there were and how long they took."""
        count, start = 0, monotonic()
        for item in items:
            yield item
            count += 1
        took = timedelta(seconds=round(monotonic() - start))
        with suppress(OSError):
            self.console.file.write(f"{stage:<12} {count:>9,}  {took}\n")


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """Show progress on standard error while the block runs; SIGTERM and SIGHUP end it with all clean-up."""
    console = Console(stderr=True)
    with _ending_in_order():
        if not console.is_interactive:
            yield LineProgress(console)
            return
        columns = TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        with Bars(*columns, console=console) as bars:
            yield BarProgress(bars)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the block by an exception, as Ctrl-C does, so that clean-up runs.

    A signal that is ignored, as after `nohup`, still is; a second one, as from `timeout`, does not interrupt clean-up.
    """

    def end(number: int, _: object) -> NoReturn:
        for each in meant:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)  # as shells report it

    known = [signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if name in signal.Signals.__members__]  # by system
    meant = [number for number in known if signal.getsignal(number) is signal.SIG_DFL]
    for number in meant:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in meant:
            if signal.getsignal(number) is end:
                signal.signal(number, signal.SIG_DFL)


@contextmanager
def showing_work(stage: str) -> Iterator[None]:
    """Show a progress bar for the block as a single step."""
    with showing_progress() as progress:
        for _ in progress((stage,), stage, 1):
            yield


@contextmanager
def written_to(output: Path) -> Iterator[Path]:
    """Give the file to write: `output`, or for "-" one that goes to standard output when the block ends well."""
    if output != STANDARD_OUTPUT:
        yield output
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "output"
        yield path
        sys.stdout.flush()
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)


def print_written(what: str, output: Path) -> None:
    """Print what was written and where; on standard error if it went to standard output."""
    where = "standard output" if output == STANDARD_OUTPUT else output
    _console(output).print(Text(f"{what} written to {where}"), soft_wrap=True)


def _console(output: Path | None) -> Console:
    return Console(stderr=output == STANDARD_OUTPUT)


def print_data(data: bytes) -> None:
    """Print what programs read as it is, whatever the encoding and the line ends of standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")


def print_json(values: Mapping[str, object]) -> None:
    """Print values as JSON, laid out to be read."""
    print_data(msgspec.json.format(msgspec.json.encode(values)))


def print_summary(graph: "KnowledgeGraph", files: Iterable[Path]) -> None:
    """Print how much was read, found and written."""
    console = Console()
    if graph.cleaning is not None:
        print_cleaning(graph.cleaning)
    console.print(_counts(graph))
    _print_decisions_without_effect(console, graph)
    console.print("\nWritten")
    for path in files:
        console.print(Text.assemble(f"  {path}  ", (decimal(path.stat().st_size), "dim")), soft_wrap=True)


def print_cleaning(report: "CleaningReport", *, output: Path | None = None) -> None:
    """Print what the reader left out and changed; on standard error if the command's `output` is standard output."""
    reasons = [
        (len(report.unreadable), "with an error", "with errors"),
        (report.page_lines, "page line", "page lines"),
        (report.without_abstract, "without abstract", "without abstract"),
        (report.duplicates, "duplicate", "duplicates"),
    ]
    left_out = [many(count, one, more) for count, one, more in reasons if count]
    said = [f"Left out: {', '.join(left_out)}"] if left_out else []
    said += _first([f"  {line}" for line in report.unreadable])
    if report.renamed:
        said += [f"Given ids of their own: {many(len(report.renamed), 'paper')}"]
        said += _first([f"  {line}" for line in report.renamed])
    if report.changes:
        changes = ", ".join(f"{kind} ({count:,})" for kind, count in report.changes)
        said.append(f"Cleaned {many(report.papers_changed, 'paper')}: {changes}")
    if report.skipped:
        names = [path.name for path in report.skipped[:_SHOWN]]
        more = [f"{len(report.skipped) - _SHOWN:,} more"] if len(report.skipped) > _SHOWN else []
        said.append(f"Skipped {many(len(report.skipped), 'file')}: {', '.join([*names, *more])}")
    console = _console(output)
    for line in said:
        console.print(Text(line), soft_wrap=line.startswith(" "))
    console.print()


def _first(lines: Sequence[str]) -> list[str]:
    """The first of `lines`, and a line that says how many more there are."""
    more = [f"  and {len(lines) - _SHOWN:,} more"] if len(lines) > _SHOWN else []
    return [*lines[:_SHOWN], *more]


def _print_decisions_without_effect(console: Console, graph: "KnowledgeGraph") -> None:
    from kg.resolve.decisions import read_decisions, unknown_names

    path = graph.config.resolve.decisions
    if path is None:
        return
    warnings = [f"warning: {path}, {what}" for what in unknown_names(read_decisions(Path(path)), graph.extractions)]
    if warnings:
        console.print(Text("\n" + "\n".join(_first(warnings)), style="yellow"), soft_wrap=True)


def _counts(graph: "KnowledgeGraph") -> Table:
    knowledge = graph.knowledge
    types = Counter(entity.type for entity in knowledge.entities)
    relations = Counter(fact.relation for fact in knowledge.facts)
    left = [("Papers", len(knowledge.papers)), ("Entities", len(knowledge.entities))]
    left += [(f"  {TYPES[kind].plural}", types[kind]) for kind in ENTITY_TYPES]
    left += [
        ("Merged names", len(knowledge.merges)),
        ("Results", len(knowledge.results)),
        ("Links", len(knowledge.links)),
    ]
    right = [("Relations", len(knowledge.facts))]
    right += [(f"  {kind}", relations[kind]) for kind in RelationType]
    table = Table.grid(padding=(0, 2))
    for justify in ("left", "right", "left", "right"):
        table.add_column(justify=justify)
    columns = ([(label, f"{count:,}") for label, count in column] for column in (left, right))
    for cells in zip_longest(*columns, fillvalue=("", "")):
        table.add_row(*chain(*cells))
    return table
