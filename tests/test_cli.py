"""The command line as a person meets it: messages, exit codes, and nothing half-written."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main
from kg.model import Knowledge
from kg.query import queries_folder
from kg.rdf import write_turtle

PAPERS = "\n".join(
    json.dumps({"id": f"p{number}", "title": title, "abstract": abstract})
    for number, (title, abstract) in enumerate(
        [
            (
                "Nimbus: A Small Vision Transformer",
                "We present Nimbus, a Vision Transformer. It outperforms ResNet-50 on ImageNet with 83.3% accuracy.",
            ),
            (
                "Stratus for Machine Translation",
                "We propose Stratus, a method for machine translation. It improves BLEU by 2.1 points on WMT14.",
            ),
        ]
    )
)


@dataclass(frozen=True)
class Ended:
    """What a command said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, for that of a new one takes longer to start than most commands."""

    def running(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, *capsys.readouterr())

    return running


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text(PAPERS, encoding="utf-8")
    return path


def refused(run: Run, path: Path, tmp_path: Path) -> str:
    """The message for an input that must be refused, after checking that nothing was left behind."""
    ended = run("build", path, "--out", tmp_path / "out")
    assert ended.returncode == 2
    assert not (tmp_path / "out").exists()
    message = " ".join(ended.stderr.split("error:")[1].split())
    assert path.name in message
    return message


def test_an_empty_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert "empty" in refused(run, tmp_path / "empty.txt", tmp_path)


def test_a_missing_file_is_refused_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", "nowhere.txt"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert ended.returncode == 2
    assert "error: nowhere.txt: does not exist; give a file or folder of papers" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_log_has_a_line_for_each_stage_that_ended_and_none_for_one_that_failed(
    run: Run, papers: Path, tmp_path: Path
) -> None:
    records = tmp_path / "records.jsonl"
    lines = run("extract", papers, "--output", records).stderr.splitlines()
    assert [line.split()[:2] for line in lines] == [["Read", "2"], ["Extract", "2"]]
    assert all(re.fullmatch(r"\w+ +\d+  \d+:\d\d:\d\d", line) for line in lines)
    failed = run("extract", papers, tmp_path / "nowhere.txt", "--output", records)
    assert failed.stderr.startswith("error: ")


def test_a_log_that_nobody_reads_does_not_end_the_work(papers: Path, tmp_path: Path) -> None:
    read, log = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "kg", "extract", papers, "--output", "records.jsonl"]
    ended = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=log, text=True, cwd=tmp_path)
    os.close(log)
    assert ended.stdout.endswith("2 records written to records.jsonl\n")
    assert len((tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_binary_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "image.txt").write_bytes(bytes(range(256)) * 100)
    refused(run, tmp_path / "image.txt", tmp_path)


def test_a_line_of_100_mb_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"a" * 100_000_000)
    assert "line 1" in refused(run, tmp_path / "long.txt", tmp_path)


def test_a_listing_without_abstracts_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_text("A Title\nAnother Title\nA Third Title\nA Fourth\n", encoding="utf-8")
    assert "abstract" in refused(run, tmp_path / "titles.txt", tmp_path)


def test_a_folder_that_cannot_be_written_to_is_refused_before_work_begins(
    run: Run, papers: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere" / "else")
    places = (tmp_path / "file", tmp_path / "file" / "out", tmp_path / "dangling", tmp_path / ("x" * 300), "/proc/kg")
    for out in places:
        ended = run("build", papers, "--out", out)
        assert ended.returncode == 2
        assert "Read" not in ended.stderr
        assert str(out) in ended.stderr.replace("\n", "")
        assert "--out" in ended.stderr


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """What a build said, and the folders of two, by processes that hash alike names to different places."""
    folder = tmp_path_factory.mktemp("builds")
    (folder / "papers.jsonl").write_text(PAPERS, encoding="utf-8")
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "kg", "build", "papers.jsonl", "--out", name],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, seed in (("[one]", "1"), ("two", "2"))
    ]
    said = [process.communicate(timeout=300) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    return said[0][0], folder / "[one]", folder / "two"


def test_a_build_says_what_it_found_and_wrote(builds: tuple[str, Path, Path]) -> None:
    said, out, _ = builds
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        "graph.graphml",
        "graph.html",
        "graph.json",
        "graph.ttl",
        "knowledge.json",
        "merges.tsv",
        "ontology.html",
        "ontology.ttl",
        "records.jsonl",
        "shapes.ttl",
    ]
    assert all(f"  [one]/{name}  " in said for name in names)
    assert all(len(line) <= 80 for line in said.splitlines())
    for word in ("Papers", "Entities", "Models", "Relations", "proposes", "Merged names"):
        assert word in said


def test_two_builds_write_the_same_bytes(builds: tuple[str, Path, Path]) -> None:
    _, one, two = builds
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes(), path.name


def test_extract_writes_one_record_a_paper_under_its_own_id(run: Run, papers: Path, tmp_path: Path) -> None:
    ended = run("extract", papers, "-o", tmp_path / "records.jsonl")
    assert ended.returncode == 0, ended.stderr
    records = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["p0", "p1"]
    assert all(record["entities"] for record in records)


def test_records_and_graphs_go_to_standard_output(run: Run, papers: Path, tmp_path: Path, tiny: Knowledge) -> None:
    (tmp_path / "out").mkdir()
    write_turtle(tiny, tmp_path / "out" / "graph.ttl")
    with contextlib.chdir(tmp_path):
        extracted = run("extract", papers, "-o", "-")
        exported = run("export", "-f", "ntriples", "-o", "-")
    assert [json.loads(line)["id"] for line in extracted.stdout.splitlines()] == ["p0", "p1"]
    assert "2 records written to standard output" in extracted.stderr

    lines = exported.stdout.splitlines()
    assert all(line.startswith("<") and line.endswith(" .") for line in lines)
    assert f"{len(lines):,} statements written to standard output" in exported.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "papers.jsonl"]


def test_extract_says_what_it_left_out(run: Run, tmp_path: Path) -> None:
    entries = "@misc{a, title = {A}}\n@misc{b, title = {B}, abstract = {C.}}\n@misc{c title = {C}}\n"
    entries += "@misc{b, title = {D}, abstract = {E.}}\n"
    (tmp_path / "a.bib").write_text(entries, encoding="utf-8")
    lines = run("extract", tmp_path / "a.bib", "-o", tmp_path / "records.jsonl").stdout.splitlines()
    assert lines[0] == "Left out: 1 with an error, 1 without abstract"
    assert lines[1].startswith(f"  {tmp_path / 'a.bib'}, line 3: the entry is no list of names and values; close")
    assert lines[2] == "Given ids of their own: 1 paper"
    assert lines[3].startswith(f"  {tmp_path / 'a.bib'}, line 4: has the id 'b' of another paper (")
    assert lines[-1].startswith("2 records written to ")


def test_a_query_without_a_graph_says_how_to_build_one(run: Run, tmp_path: Path) -> None:
    ended = run("query", "-e", "ASK {}", "--out", tmp_path / "out")
    assert ended.returncode == 2
    assert "kg build" in ended.stderr


def test_parameters_are_given_behind_the_name_or_a_file_or_as_options(
    run: Run, tmp_path: Path, tiny: Knowledge
) -> None:
    write_turtle(tiny, tmp_path / "graph.ttl")
    file = queries_folder() / "entities.rq"
    ways = [
        ("entities", "type=Model", "at_least=1"),
        ("entities", "type=Model", "--param", "at_least=1"),
        ("entities", "-p", "type=Model", "-p", "at_least=1"),
        ("--file", file, "type=Model", "at_least=1"),
    ]
    said = {run("query", *words, "--format", "csv", "--out", tmp_path).stdout for words in ways}
    assert len(said) == 1
    _, *rows = said.pop().splitlines()
    assert rows
    assert all(",Model," in row for row in rows)
    assert run("query", "entities", "type=Model", "at_least=9", "--out", tmp_path).stdout == "0 rows\n"


def test_an_unknown_setting_is_refused_with_its_path(run: Run, papers: Path, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text("[explorer]\nnode = 3\n", encoding="utf-8")
    ended = run("build", papers, "--config", tmp_path / "kg.toml", "--out", tmp_path / "out")
    assert ended.returncode == 2
    assert "node" in ended.stderr
    assert "explorer" in ended.stderr


LOADED = """
import sys

from kg.cli import main

try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [("--help",), ("query", "-e", "ASK {}", "--out", "two"), ("export", "-f", "ntriples", "-o", "-", "--out", "two")],
)
def test_a_quick_command_does_not_load_what_takes_long(words: tuple[str, ...], builds: tuple[str, Path, Path]) -> None:
    command = [sys.executable, "-c", LOADED, *words]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, cwd=builds[1].parent)
    loaded = set(ended.stderr.split())
    assert "kg.cli" in loaded
    assert not loaded & {"networkx", "numpy", "onnxruntime", "pyshacl", "pyvis", "rdflib"}


def test_a_command_needs_no_standard_output(builds: tuple[str, Path, Path]) -> None:
    command = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "kg", "query", "-e", "ASK {}", "--out", "two"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, cwd=builds[1].parent)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_name_that_is_no_utf_8_is_printed_as_it_is(builds: tuple[str, Path, Path]) -> None:
    command = [sys.executable, "-m", "kg", "export", "-f", "ntriples", "--out", "two", "-o", b"caf\xe9.nt"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}  # as where a language is set
    ended = subprocess.run(command, check=False, capture_output=True, cwd=builds[1].parent, env=environment)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith(b" statements written to caf\xe9.nt\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_output_is_what_its_encoding_holds_and_what_programs_read_is_utf_8(
    encoding: str, builds: tuple[str, Path, Path]
) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    said = []
    for form in ("table", "csv"):
        command = [sys.executable, "-m", "kg", "query", "-f", form, "-e", 'SELECT ("é → 模" AS ?x) {}', "--out", "two"]
        ended = subprocess.run(command, check=False, capture_output=True, cwd=builds[1].parent, env=environment)
        assert ended.returncode == 0, ended.stderr
        said.append(ended.stdout)
    assert said == ["x\né → 模\n1 row\n".encode(encoding, errors="replace"), "x\r\né → 模\r\n".encode()]


@pytest.mark.parametrize("words", [("query", "-f", "csv"), ("query", "-f", "table")])
def test_a_reader_that_leaves_early_is_noticed_whatever_the_buffering(
    words: tuple[str, ...], builds: tuple[str, Path, Path]
) -> None:
    digits = "".join(f"VALUES ?{name} {{ 1 2 3 4 5 6 7 8 9 10 }} " for name in "abcde")
    command = [sys.executable, "-m", "kg", *words, "-e", f"SELECT * {{ {digits} }}", "--out", "two"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=builds[1].parent, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1) == b"a"
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (1, b"")


def test_rows_without_a_value_are_printed_too(run: Run, builds: tuple[str, Path, Path]) -> None:
    ended = run("query", "-f", "tsv", "-e", "SELECT ?x { VALUES ?x { 1 UNDEF UNDEF } }", "--out", builds[2])
    assert ended.stdout == "?x\n1\n\n\n"


LITTLE_MEMORY = """
import resource
import sys

from kg.cli import main

resource.setrlimit(resource.RLIMIT_AS, (2**31, resource.RLIM_INFINITY))
main()
"""


def test_a_lack_of_memory_is_said(tmp_path: Path) -> None:
    with (tmp_path / "large.jsonl").open("wb") as file:
        file.truncate(2**32)
    command = [sys.executable, "-c", LITTLE_MEMORY, "eval", "large.jsonl"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert ended.returncode == 2
    said = "error: there is not enough memory; give fewer papers at once, or use a machine with more\n"
    assert ended.stderr.endswith(said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [("--help",), ("query", "-f", "csv", "-e", "ASK {}", "--out", "two")])
def test_output_that_cannot_be_written_is_said(words: tuple[str, ...], builds: tuple[str, Path, Path]) -> None:
    command = [sys.executable, "-m", "kg", *words]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command, check=False, stdout=full, stderr=subprocess.PIPE, text=True, cwd=builds[1].parent
        )
    said = "error: standard output: cannot be written (No space left on device); free some room, or send it elsewhere\n"
    assert (ended.returncode, ended.stderr) == (2, said)


ENDED = """
import os
import signal
import sys

from kg.cli import main

def end(event, arguments):
    again = event == "shutil.rmtree" and number != signal.SIGINT  # `timeout` ends the process, and then its group
    if again or (event == "open" and name == os.path.basename(str(arguments[0]))):
        os.kill(os.getpid(), number)

name, number = sys.argv.pop(1), int(sys.argv.pop(1))
handler = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
signal.signal(number, handler)  # a job in the background inherits that it is ignored
sys.addaudithook(end)
main()
"""


@pytest.mark.parametrize(
    ("opened", "number"),
    [
        ("papers.jsonl", signal.SIGINT),
        ("encoder.onnx", signal.SIGTERM),
        ("graph.graphml", signal.SIGINT),
        ("graph.graphml", signal.SIGHUP),
    ],
)
def test_an_interrupt_or_a_termination_leaves_all_files_as_they_were(
    opened: str, number: signal.Signals, papers: Path, tmp_path: Path
) -> None:
    """While papers are read, before they are extracted from, and while the graph is written."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.ttl").write_bytes(b"of an earlier build")
    command = [sys.executable, "-c", ENDED, opened, str(int(number)), "build", papers, "--out", "out"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert ended.returncode == 128 + number, ended.stderr
    assert "Traceback" not in ended.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["graph.ttl"]
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == b"of an earlier build"
