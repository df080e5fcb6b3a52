"""The command line as a person meets it: messages, exit codes, and nothing half-written."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text(PAPERS, encoding="utf-8")
    return path


def refused(path: Path, tmp_path: Path) -> str:
    """The message for an input that must be refused, after checking that nothing was left behind."""
    ended = run("build", path, "--out", tmp_path / "out")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert list((tmp_path / "out").rglob("*")) == []
    message = " ".join(ended.stderr.split("error:")[1].split())
    assert path.name in message
    return message


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert "empty" in refused(tmp_path / "empty.txt", tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere.txt", tmp_path)


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "image.txt").write_bytes(bytes(range(256)) * 100)
    refused(tmp_path / "image.txt", tmp_path)


def test_a_line_of_100_mb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"a" * 100_000_000)
    started = time.monotonic()
    assert "line 1" in refused(tmp_path / "long.txt", tmp_path)
    assert time.monotonic() - started < 30


def test_a_listing_without_abstracts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_text("A Title\nAnother Title\nA Third Title\nA Fourth\n", encoding="utf-8")
    assert "abstract" in refused(tmp_path / "titles.txt", tmp_path)


def test_a_folder_that_cannot_be_written_to_is_refused_before_work_begins(papers: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for out in (tmp_path / "file", tmp_path / "file" / "out", Path("/proc/kg")):
        ended = run("build", papers, "--out", out)
        assert ended.returncode == 2
        assert str(out) in ended.stderr.replace("\n", "")
        assert "--out" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_build_says_what_it_found_and_wrote(papers: Path, tmp_path: Path) -> None:
    ended = run("build", papers, "--out", tmp_path / "out")
    assert ended.returncode == 0, ended.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
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
    assert all(name in ended.stdout for name in names)
    assert all(len(line) <= 80 for line in ended.stdout.splitlines() if str(tmp_path) not in line)
    for said in ("Papers", "Entities", "Models", "Relations", "proposes", "Merged names"):
        assert said in ended.stdout


def test_two_builds_write_the_same_bytes(papers: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run("build", papers, "--out", tmp_path / name).returncode == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_extract_writes_one_record_a_paper_under_its_own_id(papers: Path, tmp_path: Path) -> None:
    ended = run("extract", papers, "-o", tmp_path / "records.jsonl")
    assert ended.returncode == 0, ended.stderr
    records = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["p0", "p1"]
    assert all(record["entities"] for record in records)


def test_a_query_without_a_graph_says_how_to_build_one(tmp_path: Path) -> None:
    ended = run("query", "-e", "ASK {}", "--out", tmp_path / "out")
    assert ended.returncode == 2
    assert "kg build" in ended.stderr


def test_an_unknown_setting_is_refused_with_its_path(papers: Path, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text("[explorer]\nnode = 3\n", encoding="utf-8")
    ended = run("build", papers, "--config", tmp_path / "kg.toml", "--out", tmp_path / "out")
    assert ended.returncode == 2
    assert "node" in ended.stderr
    assert "explorer" in ended.stderr


def test_an_interrupt_leaves_no_file(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not (tmp_path / "out").exists():
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert list((tmp_path / "out").iterdir()) == []
