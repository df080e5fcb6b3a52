"""Ctrl-C ends a long extraction at once."""

import signal
import subprocess
import sys

SCRIPT = """
import signal

from kg.config import ExtractConfig
from kg.extract import extract_all
from kg.model import Paper, Span

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background inherits that it is ignored
text = "We propose Nimbus, a vision transformer, and evaluate it on ImageNet. " * 40
papers = [Paper(str(n), "Nimbus", text, (Span(0, 6), Span(7, 7 + len(text)))) for n in range(2000)]
for extraction in extract_all(papers, config=ExtractConfig(workers=2)):
    print(extraction.paper, flush=True)
"""


def test_an_interrupt_ends_the_extraction_of_many_papers_at_once() -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"0\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)  # all of the papers take minutes
    assert b"KeyboardInterrupt" in errors
