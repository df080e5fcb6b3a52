"""How many lookups a second `kg serve` answers, beside `oxigraph serve-read-only`, on the same graph and machine.

    python -m benchmarks.serve [--out out] [--seconds 3] [--rounds 5]

wrk (Debian's package of that name) asks for all that is said of one thing, thing by thing, over 16 connections: in turn
of Oxigraph; of `kg serve` with questions that were never asked before; of `kg serve` with the same 200 over and over,
which it remembers; and of uvicorn, the server of `kg serve`, with an application that answers without looking: the most
that anything behind it could reach. All servers have the first core that this program may use, and wrk the last; what
else runs there lowers the figures, so that the machine should be idle. A round asks all servers in turn, after one that
is not counted; the ratio to the first is that of the same round. Medians are printed with the least and the greatest
ratio; CPU time is that of the server alone, and says what a lookup costs on a machine that is not idle, too.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import requests
import uvicorn
from starlette.types import Receive, Scope, Send

from kg.config import RdfConfig
from kg.rdf import Terms, read_store

SCRIPT = """
local things = {}
for line in io.lines("%(things)s") do things[#things + 1] = line end
local n, run = 0, os.time()
request = function()
  n = n + 1
  local mark = %(mark)s
  return wrk.format("GET", "%(path)s?query=SELECT%%20*%%20%%7B%%3C" .. things[n %% #things + 1] ..
    "%%3E%%20%%3Fp%%20%%3Fo%%7D%%23" .. mark, {["Accept"] = "application/sparql-results+json"})
end
"""
NEW, AGAIN = 'run .. "x" .. n', '"y" n = n % 200'
OX_PORT, KG_PORT, BARE_PORT = 7878, 7879, 7880
BODY = b"x" * 800
HEADERS = [(b"content-type", b"application/sparql-results+json"), (b"content-length", str(len(BODY)).encode())]


TITLES = ("oxigraph serve-read-only", "kg serve, never asked before", "kg serve, asked again", "uvicorn alone")


@dataclass(frozen=True, slots=True)
class Contestant:
    """A server and how it is asked."""

    title: str
    process: int
    port: int
    path: str
    mark: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run gave: requests a second, the 99th percentile in milliseconds, CPU microseconds a request."""

    rate: float
    worst: float
    cost: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Throughput of the endpoint.")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder of a built graph")
    parser.add_argument("--seconds", type=int, default=3, help="length of each run")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each server")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as servers:
        folder = Path(name)
        things = folder / "things"
        things.write_text("\n".join(quote(iri, safe="") for iri in entities(options.out)) + "\n", encoding="utf-8")
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, cores[:1])  # the servers inherit it
        oxigraph = shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")
        turtle, place = str(options.out / "graph.ttl"), str(folder / "store")
        subprocess.run([oxigraph, "load", "--location", place, "--file", turtle], check=True, capture_output=True)  # noqa: S603
        theirs = [oxigraph, "serve-read-only", "--location", place, "--bind", f"127.0.0.1:{OX_PORT}"]
        ours = [sys.executable, "-m", "kg", "serve", "--out", str(options.out), "--port", str(KG_PORT)]
        bare = [sys.executable, "-c", f"import benchmarks.serve as b; b.serve_nothing({BARE_PORT})"]
        theirs_id, ours_id, bare_id = (
            servers.enter_context(running(command, port))
            for command, port in ((theirs, OX_PORT), (ours, KG_PORT), (bare, BARE_PORT))
        )
        contestants = (
            Contestant(TITLES[0], theirs_id, OX_PORT, "/query", NEW),
            Contestant(TITLES[1], ours_id, KG_PORT, "/sparql", NEW),
            Contestant(TITLES[2], ours_id, KG_PORT, "/sparql", AGAIN),
            Contestant(TITLES[3], bare_id, BARE_PORT, "/sparql", NEW),
        )
        os.sched_setaffinity(0, cores[-1:])
        print(f"servers on core {cores[0]}, wrk on core {cores[-1]}", flush=True)
        for contestant in contestants:
            measured(contestant, folder, 1)
        report([[measured(each, folder, options.seconds) for each in contestants] for _ in range(options.rounds)])


def report(rounds: Sequence[Sequence[Figures]]) -> None:
    """Print the medians of the rounds and what they are of the first."""
    print(f"{'':<30}{'requests/s':>12}{'of the first':>22}{'99 % within':>14}{'CPU a request':>16}")
    for number, title in enumerate(TITLES):
        mine = [one[number] for one in rounds]
        rate, worst, cost = (
            statistics.median(getattr(run, name) for run in mine) for name in ("rate", "worst", "cost")
        )
        ratios = sorted(one[number].rate / one[0].rate for one in rounds)
        spread = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"
        print(f"{title:<30}{rate:>12,.0f}{spread:>22}{worst:>11.1f} ms{cost:>13.0f} µs")


def entities(out: Path) -> list[str]:
    """The IRIs of all things with a label."""
    label = Terms.of(RdfConfig())("skos:prefLabel")
    quads = read_store(out / "graph.ttl").quads_for_pattern(None, label, None)
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """A server, once it answers: its process id."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        while not answers(port):
            if process.poll() is not None:
                sys.exit(f"{' '.join(command)} ended with {process.returncode}")
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> bool:
    """Whether a server listens."""
    try:
        requests.get(f"http://127.0.0.1:{port}/", timeout=5, allow_redirects=False)
    except requests.RequestException:
        return False
    return True


def measured(contestant: Contestant, folder: Path, seconds: int) -> Figures:
    """What wrk says of one run."""
    script = folder / "lookups.lua"
    parts = {"things": folder / "things", "path": contestant.path, "mark": contestant.mark}
    script.write_text(SCRIPT % parts, encoding="utf-8")
    address = f"http://127.0.0.1:{contestant.port}"
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", "-s", str(script), address]
    before = cpu_seconds(contestant.process)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    spent = cpu_seconds(contestant.process) - before
    if "Non-2xx" in said:
        sys.exit(f"{contestant.title} refused requests:\n{said}")
    rate, worst = found(r"Requests/sec:\s+([\d.]+)()", said), found(r"99%\s+([\d.]+)(\w+)", said)
    return Figures(rate, worst, spent / found(r"(\d+)() requests in", said) * 1e6)


def found(pattern: str, said: str) -> float:
    """The number that wrk gives, a duration in milliseconds."""
    match = re.search(pattern, said)
    if match is None:
        sys.exit(f"wrk said nothing of {pattern}:\n{said}")
    return float(match[1]) * {"us": 0.001, "s": 1000}.get(match[2], 1)


def cpu_seconds(process: int) -> float:
    """CPU time of a process and of all below it, as Linux counts it."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return own + sum(map(cpu_seconds, map(int, children)))


def serve_nothing(port: int) -> None:
    """Answer every request alike, as cheaply as uvicorn can."""
    uvicorn.run(_nothing, port=port, log_level="warning", access_log=False, lifespan="off", server_header=False)


async def _nothing(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})


if __name__ == "__main__":
    main()
