"""Annotated papers as `kg.corpus` reads papers: cleaned, and split into sentences by the program's own rules.

So the network is trained on texts like those that it sees in use.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from kg.corpus import clean, clean_paper
from kg.model import Paper
from kg.records import Record


def as_read(paper: Paper, record: Mapping[str, Any]) -> tuple[Paper, Record]:
    """`paper` cleaned and split anew, and its annotation with the cleaned names and the new sentence numbers.

    Names that are none of its entities stay as they are.
    """
    read = clean_paper(paper)
    sentences = _sentence_numbers(paper, read)
    names = {forms[0]: _cleaned(forms[0]) for _, *forms in record["entities"]}
    return read, {
        "id": record["id"],
        "entities": [[kind, *dict.fromkeys(map(_cleaned, forms))] for kind, *forms in record["entities"]],
        "relations": [
            [names.get(head, head), relation, names.get(tail, tail), sentences[sentence]]
            for head, relation, tail, sentence in record["relations"]
        ],
        "results": [
            {
                **result,
                **{
                    role: names.get(result[role], result[role]) for role in ("subject", "metric", "dataset", "baseline")
                },
                "s": sentences[result["s"]],
            }
            for result in record["results"]
        ],
    }


def _cleaned(text: str) -> str:
    return clean(text)[0] or text


def _sentence_numbers(paper: Paper, read: Paper) -> list[int]:
    """For each sentence of `paper` that of `read` with which it shares most characters."""
    shared: Counter[tuple[int, int]] = Counter()
    for start, shift, length in _common(paper.text, read.text):
        for number, sentence in enumerate(paper.sentences):
            low, high = max(sentence.start, start), min(sentence.end, start + length)
            for other, span in enumerate(read.sentences):
                shared[number, other] += max(0, min(high + shift, span.end) - max(low + shift, span.start))
    return [
        max(range(len(read.sentences)), key=lambda other: shared[number, other])
        for number in range(len(paper.sentences))
    ]


def _common(text: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Where the two texts agree: the offset in the first, the shift to the offset in the second, and the length."""
    if text == other:
        yield 0, 0, len(text)
        return
    for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks():
        yield block.a, block.b - block.a, block.size
