"""Files of records and of annotated texts: what is refused, with its line and place, and what is let through."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.records import (
    dump_record,
    find_forms,
    from_record,
    read_annotated,
    read_annotated_papers,
    read_records,
    to_record,
)

TEXT = {"id": "p", "title": "Nimbus", "abstract": "Nimbus beats Stratus. It is fast.", "sentences": [[0, 21], [22, 33]]}
RESULT = {
    "subject": "Nimbus",
    "metric": None,
    "value": "2.2",
    "unit": None,
    "kind": "speedup",
    "dataset": None,
    "baseline": "Stratus",
    "s": 1,
}
RECORD = {
    "id": "p",
    "entities": [["Model", "Nimbus"], ["Model", "Stratus", "the Stratus"]],
    "relations": [["Nimbus", "outperforms", "Stratus", 1], ["PAPER", "proposes", "Nimbus", 0]],
    "results": [RESULT],
}


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    """The values as a file of JSON lines, with an empty line among them."""
    path.write_text(
        "\n\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"id": 7}, "Expected `str`, got `int` - at `$.id`"),
        ({"entities": None}, "Expected `array`, got `null` - at `$.entities`"),
        ({"entities": [["Model"]]}, "Expected `array` of length >= 2 - at `$.entities[0]`"),
        ({"entities": [["Paper", "Nimbus"]]}, "'Paper' is no type of an entity - at `$.entities[0]`"),
        ({"entities": [["Model", "Nimbus", " "]]}, "A form is empty - at `$.entities[0]`"),
        (
            {"relations": [["Nimbus", "mentions", "Stratus", 1]]},
            "Invalid enum value 'mentions' - at `$.relations[0][1]`",
        ),
        ({"relations": [["Nimbus", "uses", "Stratus"]]}, "Expected `array` of length 4, got 3 - at `$.relations[0]`"),
        ({"relations": [["Nimbus", "uses", "Stratus", -1]]}, "Expected `int` >= 0 - at `$.relations[0][3]`"),
        ({"results": [{**RESULT, "kind": "better"}]}, "Invalid enum value 'better' - at `$.results[0].kind`"),
        (
            {"results": [{key: value for key, value in RESULT.items() if key != "metric"}]},
            "Object missing required field `metric` - at `$.results[0]`",
        ),
        ({"mentions": {"Nimbus": []}}, "No mentions of 'Stratus' - at `$.mentions`"),
        ({"scores": None}, "Expected `object`, got `null` - at `$.scores`"),
        ({"scores": {"relations": [0.5]}}, "1 scores for 2 relations - at `$.scores.relations`"),
        ({"annotated": "yes"}, "Expected `bool`, got `str` - at `$.annotated`"),
        ({"links": [["http://a", "video", 0, 8]]}, "Invalid enum value 'video' - at `$.links[0][1]`"),
    ],
)
def test_a_line_that_is_no_record_is_refused_with_its_place(part: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", RECORD, RECORD | part)
    with pytest.raises(InputError) as raised:
        list(read_records(path))
    expected = f"{path}, line 3: no record ({message}); expected id, entities, relations and results"
    assert str(raised.value) == expected


@pytest.mark.parametrize("line", ["{", "[" * 100_000, '{"id": "\\ud800"}', "[]"])
def test_a_line_that_is_no_object_is_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gold\.jsonl, line 1: no record \((Input|JSON|Expected)"):
        list(read_records(write(tmp_path / "gold.jsonl", line)))


def test_unknown_keys_and_names_of_no_entity_are_kept(tmp_path: Path) -> None:
    record = RECORD | {"note": ["mine"], "relations": [["Nimbus", "uses", "Cirrus", 1]], "scores": {"extra": 1}}
    path = tmp_path / "gold.jsonl"
    path.write_text(dump_record(record), encoding="utf-8")
    assert list(read_records(path)) == [record]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"abstract": None}, "Expected `str`, got `null` - at `$.abstract`"),
        ({"title": " ", "abstract": "", "sentences": []}, "Title and abstract are empty"),
        ({"sentences": [[0, 21], [22]]}, "Expected `array` of length 2, got 1 - at `$.sentences[1]`"),
        ({"sentences": [[22, 99]]}, "[22, 99] is no part of the 33 characters of abstract - at `$.sentences[0]`"),
        ({"sentences": [[0, 21], [9, 8]]}, "[9, 8] is no part of the 33 characters of abstract - at `$.sentences[1]`"),
    ],
)
def test_a_line_that_is_no_annotated_text_is_refused_with_its_place(
    part: dict[str, Any], message: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "docs.jsonl", TEXT, TEXT | part)
    with pytest.raises(InputError) as raised:
        read_annotated_papers(path)
    expected = f"{path}, line 3: no annotated text ({message}); expected id, title, abstract and sentences"
    assert str(raised.value) == expected


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"id": "q"}, r"gold\.jsonl, line 3: record q has no text in .*docs\.jsonl; give the matching pair of files"),
        (
            {"relations": [["PAPER", "proposes", "Nimbus", 3]]},
            r"gold\.jsonl, line 3: record p names sentence 3, but its text in .*docs\.jsonl ends with sentence 2",
        ),
        ({"results": [{**RESULT, "s": 4}]}, r"gold\.jsonl, line 3: record p names sentence 4"),
    ],
)
def test_a_record_that_does_not_fit_its_text_is_refused(part: dict[str, Any], message: str, tmp_path: Path) -> None:
    docs, gold = write(tmp_path / "docs.jsonl", TEXT), write(tmp_path / "gold.jsonl", RECORD, RECORD | part)
    with pytest.raises(InputError, match=message):
        list(read_annotated(docs, gold))


def test_each_record_comes_with_its_text(tmp_path: Path) -> None:
    docs, gold = write(tmp_path / "docs.jsonl", TEXT), write(tmp_path / "gold.jsonl", RECORD)
    ((paper, record),) = read_annotated(docs, gold)
    assert record == RECORD
    assert [span.of(paper.text) for span in paper.sentences] == ["Nimbus", "Nimbus beats Stratus.", "It is fast."]


def test_forms_are_found_as_whole_words_and_inside_longer_ones_not() -> None:
    text = "KV-caches and a KV cache: no KV-cache of C++ in C, my cache."
    found = find_forms(text, ["cache", "KV cache", "KV-cache", "C++", "C"])
    assert {form: [span.start for span in spans] for form, spans in found.items()} == {
        "KV cache": [text.index("KV cache")],
        "KV-cache": [text.rindex("KV-cache")],
        "C++": [text.index("C++")],
        "C": [text.index("C,")],
        "cache": [text.rindex("cache")],
    }


def test_mentions_of_an_annotated_entity_are_in_text_order_whatever_the_order_of_its_forms(tmp_path: Path) -> None:
    record = RECORD | {"entities": [["Model", "Stratus", "Nimbus"]], "relations": [], "results": []}
    docs, gold = write(tmp_path / "docs.jsonl", TEXT), write(tmp_path / "gold.jsonl", record)
    ((paper, record),) = read_annotated(docs, gold)
    (entity,) = from_record(record, paper).entities
    assert [mention.text for mention in entity.mentions] == ["Nimbus", "Nimbus", "Stratus"]
    assert all(mention.span.of(paper.text) == mention.text for mention in entity.mentions)


def test_a_record_without_scores_is_a_persons_and_stays_so(tmp_path: Path) -> None:
    docs, gold = write(tmp_path / "docs.jsonl", TEXT), write(tmp_path / "gold.jsonl", RECORD)
    ((paper, record),) = read_annotated(docs, gold)
    annotated = from_record(record, paper)
    assert annotated.annotated
    assert to_record(annotated)["annotated"] is True
    assert from_record(to_record(annotated), paper) == annotated


def test_what_a_model_found_is_no_persons_and_its_record_does_not_mention_it(tmp_path: Path) -> None:
    docs, gold = write(tmp_path / "docs.jsonl", TEXT), write(tmp_path / "gold.jsonl", RECORD | {"annotated": False})
    ((paper, record),) = read_annotated(docs, gold)
    extraction = from_record(record, paper)
    assert not extraction.annotated
    assert "annotated" not in to_record(extraction)
    assert from_record(to_record(extraction), paper) == extraction
