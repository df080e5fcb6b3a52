"""Answers, scores and reports as tables on standard output."""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise, takewhile
from operator import attrgetter
from types import MappingProxyType

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.config import RdfConfig
from kg.query import Answer, Parameter, Query, Truth, render
from kg.query import Table as Answers
from kg.validate import Report

_BELOW = ("sentence", "paper")
"""Columns that are too long for a terminal's line."""

_HEADINGS = MappingProxyType({"confidence": "conf."})


def print_queries(queries: Iterable[Query]) -> None:
    """Print what can be asked, group by group, a query a row with its parameters."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Query", no_wrap=True)
    table.add_column("Question")
    table.add_column("Parameters")
    by_group = attrgetter("group")
    for group, members in groupby(sorted(queries, key=by_group), by_group):
        table.add_row(Text(group, style="bold"), end_section=False)
        for query in members:
            table.add_row(query.name, query.description, "\n".join(map(_parameter, query.parameters)))
        table.add_section()
    console = Console()
    console.print(table)
    console.print("Ask one with  kg query NAME --param name=value", highlight=False)


def _parameter(parameter: Parameter) -> str:
    return parameter.name if parameter.default is None else f"{parameter.name} = {parameter.default}"


def print_answer(answer: Answer, form: str, *, config: RdfConfig) -> None:
    """Print an answer: a table or yes and no for people, otherwise the text of the format called `form`.

    Raises:
        QueryError: the format does not exist or cannot hold the answer.
    """
    if form != "table":
        sys.stdout.write(render(answer, form, config=config).rstrip("\n") + "\n")
    elif isinstance(answer, Answers):
        _print_table(answer)
    elif isinstance(answer, Truth):
        Console().print("yes" if answer else "no")
    else:
        sys.stdout.write(render(answer, "ttl", config=config))


def _print_table(answer: Answers) -> None:
    """One line a row with what is short, below it the sentence and its paper; empty columns are left out.

    Where nothing comes between the lines, they leave out what they begin with alike.
    """
    console = Console(highlight=False)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.texts()]
    used = [column for column in answer.columns if any(row[column] for row in rows)]
    short = [column for column in used if column not in _BELOW and not column.endswith("_id")] or used
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    headings = [_HEADINGS.get(column, column.replace("_", " ")) for column in short]
    natural = [
        max(map(len, (heading, *(row[column] for row in rows))))
        for heading, column in zip(headings, short, strict=True)
    ]
    for heading, width in zip(headings, _fitting(natural, console.width), strict=True):
        table.add_column(heading, no_wrap=True, overflow="ellipsis", width=width)
    lines_of = [tuple(row[column] for column in short) for row in rows]
    for cells in lines_of if any(column in used for column in _BELOW) else _without_repetition(lines_of):
        table.add_row(*map(Text, cells))
    with console.capture() as capture:
        console.print(table)
    header, *lines = capture.get().splitlines()
    if rows:
        console.print(Text(header.rstrip(), style="bold"))
    for line, row in zip(lines, rows, strict=False):
        console.print(Text(line.rstrip()), soft_wrap=True)
        below = " — ".join(row[column] for column in _BELOW if row.get(column) and column not in short)
        if below:
            console.print(Padding(Text(below, style="dim"), (0, 0, 0, 4)))
    console.print(f"{len(answer):,} {'row' if len(answer) == 1 else 'rows'}")


def _without_repetition(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Rows without the first cells that the row above has too; the last cell always stays."""
    for above, row in pairwise([(), *rows]):
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(above, row[:-1], strict=False))))
        yield ("",) * same + row[same:]


def _fitting(widths: list[int], available: int) -> list[int]:
    """Column widths that fit a line, with two spaces between columns: the widest give way first."""
    fitting = list(widths)
    while sum(fitting) + 2 * (len(fitting) - 1) > available and max(fitting) > 1:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def print_report(report: Report) -> None:
    """Print what a validation counted, and each violation."""
    console = Console(highlight=False)
    counts = ", ".join(f"{count:,} {name}" for name, count in report.counts.items() if count)
    console.print(f"Checked {report.triples:,} triples: {counts}")
    for violation in report.violations:
        console.print(Text(str(violation)), soft_wrap=True)
    console.print("No violation." if report.conforms else f"{len(report.violations):,} violations.")
