"""`kg review`: a person looks at doubtful names, one at a time, and decides; every decision is written at once."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kg.cli.app import OutFolder, app
from kg.cli.wording import many

if TYPE_CHECKING:
    from rich.console import Console

    from kg.resolve.decisions import Decision, Decisions
    from kg.resolve.doubts import Doubt, Usage

_HEADER: Final = "# decision\tname\twhat it is about\tcomment\n"
_HELP: Final = """\
  s [comment]  the same thing            d [comment]  different things
  r LABEL      what to call the second   t TYPE       what the second is
  x [comment]  drop the second            u            undo the last decision
  Enter        skip                      q            stop
"""


@app.command()
def review(
    out: OutFolder = Path("out"),
    decisions: Annotated[
        Path, typer.Option("--decisions", metavar="FILE.tsv", help="File to read decisions from and to write them to.")
    ] = Path("decisions.tsv"),
    limit: Annotated[int, typer.Option(metavar="N", help="Largest number of questions.", min=1)] = 50,
) -> None:
    """Decide on doubtful merges of a built graph and on names that may be one thing, the most consequential first."""
    from rich.console import Console

    from kg import pipeline
    from kg.files import ensure_place
    from kg.resolve.decisions import Decisions, read_decisions
    from kg.resolve.doubts import find_doubts

    known = read_decisions(decisions) if decisions.exists() else Decisions()
    doubts = find_doubts(pipeline.load(out).knowledge, known)[:limit]
    console = Console(highlight=False)
    if not doubts:
        console.print("Nothing to review: all that is doubtful is decided on, or nothing is.")
        return
    ensure_place(decisions, option="--decisions")
    questions = many(len(doubts), "question", "questions, the most consequential first")
    console.print(f"{questions}. Answer with\n")
    console.print(_HELP, markup=False)
    made = _Session(decisions, known).walk(console, doubts)
    if not made:
        console.print("\nNothing was decided.")
        return
    console.print(f"\n{many(made, 'decision')} written to {decisions}. Build with them by", markup=False)
    console.print(f'  [resolve]\n  decisions = "{decisions}"', markup=False, soft_wrap=True)
    console.print("in a file for --config.")


class _Session:
    """One walk through doubts. The file always holds what was decided so far, after what it held before."""

    def __init__(self, path: Path, known: "Decisions") -> None:
        self._path = path
        self._before = path.read_text(encoding="utf-8-sig") if path.exists() else _HEADER
        self._known = known
        self._made: list[Decision] = []

    def walk(self, console: "Console", doubts: Iterable["Doubt"]) -> int:
        """Ask about each doubt; return how many decisions were made."""
        doubts = tuple(doubts)
        for number, doubt in enumerate(doubts, 1):
            if doubt.is_dropped(self._decisions()):
                continue
            console.print(f"\n[bold]{number} of {len(doubts)}[/bold]")
            _show(console, doubt)
            if not self._ask(console, doubt):
                break
        return len(self._made)

    def _ask(self, console: "Console", doubt: "Doubt") -> bool:
        """Take answers until one of them is about this doubt; whether to go on."""
        while True:
            try:
                answer = console.input("s d r t x u Enter q > ").strip()
            except EOFError:
                return False
            letter, _, rest = answer.partition(" ")
            if letter in {"", "q"}:
                return not letter
            if letter == "u":
                self._undo(console)
                continue
            decision = _decision(letter, rest.strip(), doubt)
            if decision is None:
                console.print(_HELP, markup=False)
            elif self._accept(console, decision):
                return True

    def _accept(self, console: "Console", decision: "Decision") -> bool:
        """Write the decision unless it contradicts others."""
        from dataclasses import replace

        from rich.text import Text

        from kg.resolve.decisions import contradictions, malformed

        line = self._before.count("\n") + len(self._made) + 1
        decision = replace(decision, line=line)
        complaints = malformed(decision) or contradictions(self._decisions(decision))
        for complaint in complaints:
            console.print(Text(complaint, style="red"))
            return False
        self._made.append(decision)
        self._write()
        return True

    def _decisions(self, *more: "Decision") -> "Decisions":
        from kg.resolve.decisions import Decisions

        return Decisions((*self._known.lines, *self._made, *more))

    def _undo(self, console: "Console") -> None:
        if not self._made:
            console.print("Nothing to undo.")
            return
        console.print(f"Undone: {self._made.pop()}".replace("\t", "  "), markup=False)
        self._write()

    def _write(self) -> None:
        from kg.files import write_text

        before = self._before if self._before.endswith("\n") or not self._before else f"{self._before}\n"
        write_text(self._path, before + "".join(f"{decision}\n" for decision in self._made))


def _decision(letter: str, rest: str, doubt: "Doubt") -> "Decision | None":
    """What an answer decides about the two names; None if it is no answer."""
    from kg.resolve.decisions import Decision, DecisionKind

    label, name = doubt.label.name, doubt.name.name
    match letter:
        case "s":
            return Decision(DecisionKind.SAME, label, name, comment=rest)
        case "d":
            return Decision(DecisionKind.DIFFERENT, label, name, comment=rest)
        case "r":
            return Decision(DecisionKind.RENAME, label, rest)
        case "t":
            return Decision(DecisionKind.RETYPE, label, rest)
        case "x":
            return Decision(DecisionKind.DROP, label, "", comment=rest)
        case _:
            return None


def _show(console: "Console", doubt: "Doubt") -> None:
    from rich.text import Text

    name, label = (doubt.name.name, "bold"), (doubt.label.name, "bold")
    console.print(Text.assemble("  Is ", name, f" the {doubt.entity.type} ", label, "?"))
    why = f"joined for: {doubt.reason}" if doubt.reason else "two things now, with names alike but for endings"
    console.print(f"  {why}; doubt {doubt.doubt:.0%}")
    console.print(Text.assemble("  r, t and x are about ", label))
    for usage in (doubt.label, doubt.name):
        _show_usage(console, usage)


def _show_usage(console: "Console", usage: "Usage") -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text.assemble("  ", (usage.name, "bold"), f", in {many(usage.papers, 'paper')}"))
    if usage.sentence:
        sentence = Text(" ".join(usage.sentence.split()), style="dim")
        sentence.highlight_words([usage.name], style="not dim")
        console.print(Padding(sentence, (0, 0, 0, 4)))
