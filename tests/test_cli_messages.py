"""What the commands say: when something is missing, and in tables."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from resolve_cases import mention
from rich.cells import cell_len

from kg.cli import main, stores
from kg.cli.console import print_summary
from kg.cli.tables import print_answer
from kg.config import Config, RdfConfig, ResolveConfig
from kg.corpus import CleaningReport
from kg.errors import ConfigError, OutputError
from kg.files import replacing, replacing_all, write_text
from kg.model import Knowledge
from kg.pipeline import KnowledgeGraph
from kg.query import Table


def refusal(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What `kg` says when it ends with 2."""
    monkeypatch.setattr(sys, "argv", ["kg", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("export",),
            "--format: which form of RDF? choose nquads, trig, ntriples, jsonld, rdfxml, rdf12",
        ),
        (
            ("publish",),
            "--endpoint: to which server? give its address, such as http://localhost:7878/store",
        ),
        (
            ("export", "--format", "nquads"),
            "out/graph.ttl: cannot be read (No such file or directory); build the graph first, with kg build",
        ),
        (
            ("load",),
            "out/graph.ttl: cannot be read (No such file or directory); build the graph first, with kg build",
        ),
        (
            ("load", "--store", "kept"),
            "out/graph.ttl: cannot be read (No such file or directory); build the graph first, with kg build",
        ),
        (
            ("extract", "--output", "."),
            ".: is a folder; name a file in it with --output",
        ),
        (
            ("query", "nonsense"),
            "there is no query 'nonsense'; kg query lists what can be asked",
        ),
        (
            ("query", ""),
            "there is no query ''; kg query lists what can be asked",
        ),
        (
            ("query", "--file", "nowhere.rq"),
            "nowhere.rq: cannot be read (No such file or directory); give an existing .rq file",
        ),
        (
            ("query", "--store", "nowhere"),
            "nowhere: is no store (No such file or directory); make one, with kg load",
        ),
        (
            ("query", "uses", "--param", "thing=x", "--store", "nowhere"),
            "nowhere: is no store (No such file or directory); make one, with kg load",
        ),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(
    words: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(words, monkeypatch, capsys).splitlines()[-1] == f"error: {message}"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_option_is_a_wrong_setting() -> None:
    with pytest.raises(ConfigError, match="--format: which form"):
        stores.export()
    with pytest.raises(ConfigError, match="--endpoint: to which server"):
        stores.publish()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (b"[rdf]\nbase = 'nowhere'\n", "rdf.base: 'nowhere' is no absolute IRI"),
        (b"[resolve]\ndecisions = 'nowhere.tsv'\n", "nowhere.tsv: cannot be read (No such file or directory)"),
        (b"[rdf]\nbase = '\xfc'\n", "kg.toml: is no UTF-8 (byte 0xfc); save it as UTF-8"),
        (b"[rdf\n", "kg.toml: Expected ']'"),
    ],
)
def test_wrong_settings_are_refused_before_anything_is_read(
    settings: bytes,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kg.toml").write_bytes(settings)
    said = refusal(("build", "--config", "kg.toml"), monkeypatch, capsys)
    assert f"error: {message}" in said
    assert "Read" not in said


def test_parameters_without_a_query_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("query", "-p", "thing=x"), ("query", "thing=x")):
        assert "give the NAME of the query that thing=x belongs to" in refusal(words, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("query", "-e", "ASK {}", "-p", "thing=x"), "--execute takes no parameters"),
        (("query", "-e", "ASK {}", "thing=x"), "--execute takes no parameters"),
        (("query", "uses", "--file", "x.rq", "thing=x"), "give one of NAME, --file and --execute"),
        (("query", "uses", "-p", "thing=x", "-p", "thing=y"), "thing is given twice"),
        (("query", "uses", "thing=x", "-p", "thing=y"), "thing is given twice"),
        (("query", "uses", "-p", "thing"), "'thing' is not NAME=VALUE, such as thing=self-attention; put"),
        (("query", "leaderboard", "kind"), "'kind' is not NAME=VALUE, such as kind=gain; put"),
        (("query", "papers-with-code", "x"), "'x' is not NAME=VALUE; put"),
        (("query", "uses", "ViT B"), "'ViT B' is not NAME=VALUE, such as thing=ViT B; put a value with blanks in"),
        (("eval", "gold.jsonl", "found.jsonl", "--model", "m"), "--docs and --model cannot be combined"),
        (("eval", "--resolution", "judged.jsonl", "--docs", "d"), "--docs and --model cannot be combined"),
    ],
)
def test_what_would_have_no_effect_is_refused(
    words: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert message in refusal(words, monkeypatch, capsys)


def test_a_table_leaves_out_what_its_lines_begin_with_alike(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = (("GLUE", "2", "a"), ("GLUE", "2", "b"), ("GLUE", "3", "b"), ("MBPP", "3", "b"))
    rows = tuple(tuple(ox.Literal(cell) for cell in row) for row in names)
    print_answer(Table(("name", "papers", "alias"), rows, {}, b""), "table", config=RdfConfig())
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["name", "papers", "alias"],
        ["GLUE", "2", "a"],
        ["b"],
        ["3", "b"],
        ["MBPP", "3", "b"],
        ["4", "rows"],
    ]


def test_a_summary_says_which_decisions_do_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("same\tMamba\tS6\n" + "".join(f"drop\tthing {n}\n" for n in range(12)), encoding="utf-8")
    _, found = mention("a", "Model", "Mamba")
    config = Config(resolve=ResolveConfig(decisions=str(path)))
    print_summary(KnowledgeGraph(Knowledge((), (), (), ()), config, (found,)), ())
    said = [line for line in capsys.readouterr().out.splitlines() if "decisions.tsv" in line or "more" in line]
    assert said[0] == f"warning: {path}, line 1: no such name 'S6'"
    assert (len(said), said[-1]) == (11, "  and 3 more")


@pytest.mark.parametrize(
    ("report", "lines"),
    [
        (
            CleaningReport((("LaTeX", 1200),), 1, 1, 1, 1, (Path("x/[p].bib"),)),
            [
                "Left out: 1 page line, 1 without abstract, 1 duplicate",
                "Cleaned 1 paper: LaTeX (1,200)",
                "Skipped 1 file: [p].bib",
            ],
        ),
        (
            CleaningReport((("LaTeX", 3),), 2, 2, 0, 0, tuple(map(Path, "abcdefghijkl"))),
            [
                "Left out: 2 duplicates",
                "Cleaned 2 papers: LaTeX (3)",
                "Skipped 12 files: a, b, c, d, e, f, g, h, i, j, 2 more",
            ],
        ),
        (
            CleaningReport(
                (), 0, 0, 1, 0, unreadable=tuple(f"a.bib, line {n}: the entry {'x' * 80}" for n in range(12))
            ),
            [
                "Left out: 12 with errors, 1 without abstract",
                *(f"  a.bib, line {n}: the entry {'x' * 80}" for n in range(10)),
                "  and 2 more",
            ],
        ),
        (
            CleaningReport((), 0, 0, 0, 0, unreadable=("a.json, element 1: has no title",), renamed=("a.bib, line 9",)),
            [
                "Left out: 1 with an error",
                "  a.json, element 1: has no title",
                "Given ids of their own: 1 paper",
                "  a.bib, line 9",
            ],
        ),
        (CleaningReport((), 0, 0, 0, 0), []),
    ],
)
def test_a_summary_begins_with_what_was_left_out_and_changed(
    report: CleaningReport, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    print_summary(KnowledgeGraph(Knowledge((), (), (), ()), cleaning=report), ())
    said = capsys.readouterr().out.splitlines()
    assert said[: len(lines) + 1] == [*lines, ""]


def table_of(columns: str, *rows: tuple[str, ...]) -> Table:
    return Table(tuple(columns.split()), tuple(tuple(map(ox.Literal, row)) for row in rows), {}, b"")


LONG = (
    table_of(
        "code proposes paper",
        ("https://example.org/" + "x" * 80, "A Method with a Very Long Name", "A Paper"),
        ("https://example.org/y", "", "A Paper"),
    ),
    table_of("name kind", ("n" * 100, "模型" * 30)),
    table_of("better said_by sentence", ("A", "one paper", "A wins. " * 15)),
)


@pytest.mark.parametrize("answer", LONG)
def test_nothing_is_cut_where_no_terminal_reads(
    answer: Table, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_answer(answer, "table", config=RdfConfig())
    said = capsys.readouterr().out
    assert all(text in said for row in answer.texts() for text in map(str.rstrip, row))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets standard output pass for a terminal of 80 columns, without colours."""
    for name, value in (("COLUMNS", "80"), ("FORCE_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_whole_addresses_and_sentences_below_their_row(capsys: pytest.CaptureFixture[str]) -> None:
    for answer in LONG:
        print_answer(answer, "table", config=RdfConfig())
    said = capsys.readouterr().out.splitlines()
    ends = [place for place, line in enumerate(said) if line.endswith((" row", " rows"))]
    addresses, names, sentences = said[: ends[0]], said[ends[0] + 1 : ends[1]], said[ends[1] + 1 : ends[2]]
    long = "    https://example.org/" + "x" * 80
    method = "A Method with a Very Long Name"
    assert addresses == ["proposes", method, long, "    A Paper", "-", "    https://example.org/y", "    A Paper"]
    assert cell_len(names[1]) <= 80
    assert names[1].count("…") == 2
    assert sentences[:2] == ["better  said by", "A       one paper"]
    assert sentences[2].startswith("    A wins.")
    assert "".join(sentences).count(" wins.") == 15
    assert max(map(len, sentences)) <= 80


@pytest.mark.usefixtures("terminal")
def test_a_narrow_terminal_gets_what_few_rows_have_below_them_and_whole_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, rival = "A Method with a Name of Many Long Words", "Another One with a Name of Many Long Words"
    rows = (name, "90.5", rival, "A wins."), (name, "80.5", "", "A scores."), (name, "70.5", "", "A scores again.")
    print_answer(table_of("name value compared_with sentence", *rows), "table", config=RdfConfig())
    print_answer(table_of("name compared_with sentence", (name, "B", "A wins.")), "table", config=RdfConfig())
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "name                                     value",
        f"{name}  90.5",
        f"    compared with: {rival}",
        "    A wins.",
        f"{name}  80.5",
        "    A scores.",
        f"{name}  70.5",
        "    A scores again.",
        "3 rows",
        "name                                     compared with",
        f"{name}  B",
        "    A wins.",
        "1 row",
    ]


def test_a_pipe_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    complaint = f"{pipe}: is a device or a pipe, which would be replaced; name a file instead"
    assert complaint in refusal(("extract", "--output", str(pipe)), monkeypatch, capsys)
    with pytest.raises(OutputError, match=re.escape(complaint)):
        write_text(pipe, "text")
    assert pipe.is_fifo()


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "elsewhere" / "target", tmp_path / "link"
    target.parent.mkdir()
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_an_input_that_fails_while_an_output_is_written_is_not_taken_for_the_output(tmp_path: Path) -> None:
    def copy(place: Path) -> None:
        place.write_bytes((tmp_path / "gone").read_bytes())

    with pytest.raises(FileNotFoundError, match="gone"), replacing(tmp_path / "new"):
        copy(tmp_path / "unused")
    with pytest.raises(FileNotFoundError, match="gone"), replacing_all(tmp_path / "out") as partial:
        copy(partial / "new")
    assert [path.name for path in tmp_path.rglob("*")] == ["out"]


WRITING = """
import sys
from pathlib import Path

from kg.files import replacing, replacing_all

if sys.argv[1] == "replacing":
    with replacing(Path("out/new")) as file:
        file.write(b"whole")
        print("begun", flush=True)
        sys.stdin.read()
else:
    with replacing_all(Path("out")) as partial:
        (partial / "new").write_bytes(b"whole")
        print("begun", flush=True)
        sys.stdin.read()
"""


@pytest.mark.parametrize("way", ["replacing", "replacing_all"])
def test_what_a_killed_process_left_vanishes_and_what_another_is_writing_stays(way: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITING, way]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with (
        subprocess.Popen(command, cwd=tmp_path, **pipes) as killed,
        subprocess.Popen(command, cwd=tmp_path, **pipes) as other,
    ):
        for process in (killed, other):
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
        killed.kill()
        killed.wait()
        assert len(list((tmp_path / "out").iterdir())) == 2
        third = subprocess.run(command, check=True, input=b"", capture_output=True, cwd=tmp_path)
        assert third.stdout == b"begun\n"
        assert len(list((tmp_path / "out").iterdir())) == 2
        (tmp_path / "out" / "new").unlink()
    assert other.returncode == 0
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "out").iterdir()] == [("new", b"whole")]


@contextmanager
def small_files() -> Iterator[None]:
    """Lets no file have more than a kilobyte, as on a disk that is full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_file_that_does_not_fit_is_named_as_it_was_asked_for(tiny: Knowledge, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with small_files(), pytest.raises(OutputError) as error:
        KnowledgeGraph(tiny).save(out)
    assert str(error.value).startswith(f"{out}/graph.html: cannot be written (File too large) and is as it was; free")
    assert list(out.iterdir()) == []


def test_a_place_that_cannot_be_looked_at_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refusal(("query", "-e", "ASK {}", "--out", "x" * 300), monkeypatch, capsys)
    assert said.startswith(f"error: {'x' * 300}/graph.ttl: cannot be ")
    assert "(File name too long)" in said
