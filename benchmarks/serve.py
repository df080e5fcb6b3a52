"""How many lookups a second `kg serve` answers, beside `oxigraph serve-read-only`, on the same graph and machine.

    python -m benchmarks.serve [--out out] [--seconds 5]

wrk (Debian's package of that name) asks for all that is said of one thing, thing by thing, over 16 connections: first
with questions that were never asked before, then with the same 200 over and over, which `kg serve` remembers.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import requests

from kg.config import RdfConfig
from kg.rdf import Terms, read_store

SCRIPT = """
local things = {}
for line in io.lines("%(things)s") do things[#things + 1] = line end
local n = 0
request = function()
  n = n + 1
  local mark = %(mark)s
  return wrk.format("GET", "%(path)s?query=SELECT%%20*%%20%%7B%%3C" .. things[n %% #things + 1] ..
    "%%3E%%20%%3Fp%%20%%3Fo%%7D%%23" .. mark, {["Accept"] = "application/sparql-results+json"})
end
"""
OX_PORT, KG_PORT = 7878, 7879


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Throughput of the endpoint.")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder of a built graph")
    parser.add_argument("--seconds", type=int, default=5, help="length of each run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        things = folder / "things"
        things.write_text("\n".join(quote(iri, safe="") for iri in entities(options.out)) + "\n", encoding="utf-8")
        oxigraph = shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")
        turtle, place = str(options.out / "graph.ttl"), str(folder / "store")
        subprocess.run([oxigraph, "load", "--location", place, "--file", turtle], check=True, capture_output=True)  # noqa: S603
        theirs = [oxigraph, "serve-read-only", "--location", place, "--bind", f"127.0.0.1:{OX_PORT}"]
        ours = [sys.executable, "-m", "kg", "serve", "--out", str(options.out), "--port", str(KG_PORT)]
        with running(theirs, OX_PORT), running(ours, KG_PORT):
            for title, port, path, mark in (
                ("oxigraph serve-read-only", OX_PORT, "/query", '"x" .. n'),
                ("kg serve, never asked before", KG_PORT, "/sparql", '"x" .. n'),
                ("kg serve, asked again", KG_PORT, "/sparql", '"y" n = n % 200'),
            ):
                script = folder / "lookups.lua"
                script.write_text(SCRIPT % {"things": things, "path": path, "mark": mark}, encoding="utf-8")
                print(f"{title:<32}{measured(script, port, options.seconds)}")


def entities(out: Path) -> list[str]:
    """The IRIs of all things with a label."""
    label = Terms.of(RdfConfig())("skos:prefLabel")
    quads = read_store(out / "graph.ttl").quads_for_pattern(None, label, None)
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A server, once it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        while not answers(port):
            time.sleep(0.1)
        yield
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


def measured(script: Path, port: int, seconds: int) -> str:
    """What wrk says: requests a second and the 99th percentile."""
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", "-s", str(script), f"http://127.0.0.1:{port}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    rate, worst = re.search(r"Requests/sec:\s+(\S+)", said), re.search(r"99%\s+(\S+)", said)
    failed = re.search(r"Non-2xx.*: (\d+)", said)
    return f"{rate[1] if rate else '?':>10} requests/s   99 % within {worst[1] if worst else '?'}" + (
        f"   {failed[1]} failed" if failed else ""
    )


if __name__ == "__main__":
    main()
