"""Printing the evaluation of resolution, as tables or as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.console import print_json
from kg.cli.wording import many
from kg.evaluate import Clash, Counts, ResolutionScore, Scores

_Row: TypeAlias = tuple[str, float, float, float, int]
"""Name, precision, recall and F1 in percent, number of pairs or names."""

_SHOWN = 20


def print_resolution(score: ResolutionScore, *, as_json: bool) -> None:
    """Print all figures, then what is wrong: joined names that must not be, and those that a guard forbids."""
    if as_json:
        print_json(_plain(score))
        return
    console = Console(highlight=False)
    names = many(score.names, "name")
    console.print(f"{names} judged, {score.found:,} of them in the graph; precision, recall and F1 in percent\n")
    console.print(_table("Names that are one thing", "judged", _figures(score)))
    console.print(_evidence(score))
    console.print(_table("What an entity is", "judged", _kinds(score)))
    _print_clashes(console, "joined that must not be", score.wrong)
    _print_clashes(console, "of one entity, but of different digits, sizes or versions", score.versions)


def _figures(score: ResolutionScore) -> Iterator[_Row]:
    for what, scores in (("all", score.all_names), ("found", score.found_names)):
        yield _counted(f"pairs, {what} names", scores.pairwise)
        mean = scores.b_cubed
        yield (
            f"B-cubed, {what} names",
            mean.precision,
            mean.recall,
            mean.f1,
            score.names if what == "all" else score.found,
        )


def _kinds(score: ResolutionScore) -> Iterator[_Row]:
    yield _counted("type of a group of names", score.types)
    yield _counted("a kind of another", score.broader)


def _counted(name: str, counts: Counts) -> _Row:
    return name, counts.precision, counts.recall, counts.f1, counts.gold


def _table(title: str, last: str, rows: Iterable[_Row]) -> Table:
    table = Table(title, box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("P", "R", "F1", last):
        table.add_column(column, justify="right")
    for name, *figures, count in rows:
        table.add_row(name, *(f"{figure:.1f}" for figure in figures), f"{count:,}")
    return table


def _evidence(score: ResolutionScore) -> Table:
    """Of each kind its merges in the graph, how many judged pairs rest on it, and how many of the judged it finds."""
    table = Table("Evidence", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("merges", "judged", "P", "R"):
        table.add_column(column, justify="right")
    for reason, (merges, counts) in score.evidence.items():
        precision = f"{counts.precision:.1f}" if counts.predicted else ""
        table.add_row(reason, f"{merges:,}", f"{counts.predicted:,}", precision, f"{counts.recall:.1f}")
    return table


def _print_clashes(console: Console, what: str, clashes: Sequence[Clash]) -> None:
    console.print(f"{many(len(clashes), 'pair')} {what}")
    for clash in clashes[:_SHOWN]:
        console.print(Text(f"  {clash.first} | {clash.second}  ({clash.why})"), soft_wrap=True)
    if len(clashes) > _SHOWN:
        console.print(f"  and {len(clashes) - _SHOWN:,} more; --json has all")


def _plain(score: ResolutionScore) -> dict[str, object]:
    return {
        "names": score.names,
        "found": score.found,
        "all names": _scores(score.all_names),
        "found names": _scores(score.found_names),
        "evidence": {
            reason: {"merges": merges, **_counts(counts), "pairs": counts.predicted}
            for reason, (merges, counts) in score.evidence.items()
        },
        "types": _counts(score.types),
        "broader": _counts(score.broader),
        "wrong": score.wrong,
        "missed": score.missed,
        "versions": score.versions,
    }


def _scores(scores: Scores) -> dict[str, object]:
    mean = scores.b_cubed
    return {
        "pairwise": _counts(scores.pairwise),
        "b-cubed": {"precision": mean.precision, "recall": mean.recall, "f1": mean.f1},
    }


def _counts(counts: Counts) -> dict[str, float]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1, "gold": counts.gold}
