import csv
import gzip
import io
import json
import os
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.config import CorpusConfig
from kg.corpus import Corpus, read_papers, shipped_corpus
from kg.corpus.identity import derive_ids
from kg.corpus.lines import LINE_LIMIT
from kg.errors import InputError
from kg.model import Knowledge
from kg.pipeline import KnowledgeGraph

LIFE = "It reads whatever is put before it, be it prose, verse or code, day and night and without a pause for breath."
FIRST = ("Nimbus: A Small Transformer", f"We present Nimbus, a small model for long texts. {LIFE}")
SECOND = ("Stratus at Scale", f"We scale Stratus up to a million tokens of context, and nothing breaks. {LIFE}")
THIRD = ("On Cirrus", f"Cirrus is studied here in three settings, each of which it survives. {LIFE}")
PAPERS = (FIRST, SECOND, THIRD)


def read(*inputs: Path, max_characters: int = 20_000) -> Corpus:
    return read_papers(inputs, config=CorpusConfig(max_characters=max_characters))


def texts(corpus: Corpus) -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for paper in corpus.papers]


def json_lines(*papers: object) -> str:
    return "".join(json.dumps(paper) + "\n" for paper in papers)


def as_object(paper: tuple[str, str], **more: object) -> dict[str, object]:
    return {"title": paper[0], "abstract": paper[1], **more}


def as_table(delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([("ID", "Title", "Abstract"), *((f"p{n}", *paper) for n, paper in enumerate(PAPERS))])
    return text.getvalue()


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def wrapped(text: str) -> str:
    middle = text.index(" ", len(text) // 2)
    return f"{text[:middle]}\n{text[middle + 1 :]}"


FORMS: dict[str, str] = {
    "alternating.txt": "\n".join(line for paper in PAPERS for line in paper),
    "blocks.txt": "\n\n".join("\n".join(paper) for paper in PAPERS),
    "wrapped_blocks.txt": "\n\n".join(f"{title}\n{wrapped(abstract)}" for title, abstract in PAPERS),
    "all_apart.txt": "\n\n".join(line for paper in PAPERS for line in paper),
    "wrapped_apart.txt": "\n\n".join(line for title, abstract in PAPERS for line in (title, wrapped(abstract))),
    "papers.jsonl": json_lines(*map(as_object, PAPERS)),
    "papers.ndjson": json_lines(*map(as_object, PAPERS)).replace("\n", "\n\n"),
    "array.json": json.dumps([as_object(paper) for paper in PAPERS], indent=1),
    "dump.json": json_lines(*map(as_object, PAPERS)),
    "comma.csv": as_table(","),
    "semicolon.csv": as_table(";"),
    "tab.tsv": as_table("\t"),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n").encode(),
    ],
    ids=["plain", "byte order mark", "CRLF"],
)
def test_every_form_gives_the_same_papers(tmp_path: Path, name: str, encode: Callable[[str], bytes]) -> None:
    assert texts(read(write(tmp_path / name, encode(FORMS[name])))) == list(PAPERS)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_may_be_gzipped(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / f"{name}.gz", gzip.compress(FORMS[name].encode()))
    assert texts(read(path)) == list(PAPERS)


def test_the_shipped_listing_gives_its_367_papers() -> None:
    corpus = read(shipped_corpus())
    assert len(corpus.papers) == 367
    assert corpus.cleaning.page_lines == 2
    assert ("page text in a title", 1) in corpus.cleaning.changes
    assert corpus.papers[0].title.startswith("SqueezeAttention: 2D Management")
    assert corpus.papers[0].abstract.startswith("Optimizing the Key-Value (KV) cache")
    assert corpus.papers[-1].title.startswith("Patch-Level Training")
    assert all(len(paper.abstract) > len(paper.title) for paper in corpus.papers)
    assert all("\\" not in paper.text for paper in corpus.papers)
    assert sum(count for _, count in corpus.cleaning.changes) > 100
    assert corpus.cleaning.duplicates == corpus.cleaning.without_abstract == 0


def test_page_text_before_the_first_title_is_left_out(tmp_path: Path) -> None:
    page = "Daily digest\nAll the news about clouds, every day of the week!\n12 results\n"
    corpus = read(
        write(
            tmp_path / "a.txt",
            page + FORMS["alternating.txt"],
        )
    )
    assert corpus.cleaning.page_lines == 3
    assert texts(corpus) == list(PAPERS)


def test_a_page_word_glued_to_the_first_title_is_cut_off(tmp_path: Path) -> None:
    corpus = read(write(tmp_path / "a.txt", "Search\nMenu\nLogin" + FORMS["alternating.txt"]))
    assert corpus.papers[0].title == FIRST[0]
    assert ("page text in a title", 1) in corpus.cleaning.changes


def test_a_camel_case_name_stays_whole_below_page_text(tmp_path: Path) -> None:
    papers = [
        ("DeepNimbus is Small", "We present DeepNimbus, which " + SECOND[1]),
        *PAPERS,
    ]
    corpus = read(write(tmp_path / "a.txt", "Search\nMenu\n" + "\n".join(line for paper in papers for line in paper)))
    assert corpus.papers[0].title == "DeepNimbus is Small"


def test_a_folder_gives_the_papers_of_its_files_in_order_of_name(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", json_lines(as_object(FIRST)))
    (tmp_path / "a").mkdir()
    write(tmp_path / "a" / "x.csv", as_table(","))
    write(tmp_path / "notes.md", "no papers")
    corpus = read(tmp_path)
    assert texts(corpus) == list(PAPERS)
    assert corpus.cleaning.duplicates == 1


def test_files_of_other_forms_in_a_folder_are_told_and_hidden_ones_left_alone(tmp_path: Path) -> None:
    paper = json_lines(as_object(("A", "An abstract.")))
    for name in ("a.jsonl", "deep/b.pdf", "readme.md", ".hidden", ".git/config", ".b.jsonl", ".checkpoints/c.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, paper)
    (tmp_path / "again").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.jsonl")
    corpus = read(tmp_path)
    assert corpus.cleaning.skipped == (tmp_path / "deep" / "b.pdf", tmp_path / "readme.md")
    assert (len(corpus.papers), corpus.cleaning.duplicates) == (1, 0)
    assert read(tmp_path / "a.jsonl").cleaning.skipped == ()


def test_a_graph_that_was_built_beside_the_papers_is_left_alone(tmp_path: Path, tiny: Knowledge) -> None:
    write(tmp_path / "papers.jsonl", json_lines(*map(as_object, PAPERS)))
    KnowledgeGraph(tiny).save(tmp_path / "out")
    write(tmp_path / "out" / "records.jsonl", "{}")
    corpus = read(tmp_path)
    assert texts(corpus) == list(PAPERS)
    assert corpus.cleaning.skipped == ()


def test_an_id_year_and_url_stay_as_they_came(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        json_lines(
            as_object(FIRST, id="arxiv:2401.00001", year=2024, url="https://a.org"),
            as_object(SECOND, id=7, year="2023-05-01", URL=None),
            {"TITLE": THIRD[0], "Abstract": THIRD[1], "id": "", "year": None, "authors": ["A"]},
        ),
    )
    first, second, third = read(path).papers
    assert (first.id, first.year, first.url) == ("arxiv:2401.00001", 2024, "https://a.org")
    assert (second.id, second.year, second.url) == ("7", 2023, None)
    assert third.id.startswith("on-cirrus-")


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"year": 2023}, 2023),
        ({"year": 2023.0}, 2023),
        ({"year": "2023-05"}, 2023),
        ({"year": "2023.0"}, 2023),
        ({"year": "May 2023"}, 2023),
        ({"year": "2023a"}, 2023),
        ({"year": " "}, None),
        ({"year": "in press"}, None),
        ({"year": float("nan")}, None),
        ({"year": True}, None),
        ({"year": 20235}, None),
        ({"year": "in press", "published": "2022-11-30"}, 2022),
        ({"date": "2021", "year": ""}, 2021),
    ],
)
def test_a_year_is_read_where_a_field_names_one(tmp_path: Path, fields: dict[str, object], year: int | None) -> None:
    (paper,) = read(write(tmp_path / "a.jsonl", json_lines(as_object(FIRST, **fields)))).papers
    assert paper.year == year


def test_a_column_of_years_may_hold_any_text(tmp_path: Path) -> None:
    rows = "\n".join(
        f'{number},"{abstract}",{year}'
        for number, abstract, year in zip("ABC", "DEF", ("2023", "in press", ""), strict=True)
    )
    papers = read(write(tmp_path / "a.csv", f"title,abstract,year\n{rows}\n")).papers
    assert [paper.year for paper in papers] == [2023, None, None]


def test_an_id_is_readable_and_does_not_depend_on_place_or_typing(tmp_path: Path) -> None:
    one = read(write(tmp_path / "a.jsonl", json_lines(*map(as_object, PAPERS))))
    shouted = [as_object((title.upper() + ".", abstract)) for title, abstract in reversed(PAPERS)]
    other = read(write(tmp_path / "b.jsonl", json_lines(*shouted)))
    assert one.papers[0].id.startswith("nimbus-a-small-transformer-")
    assert [paper.id for paper in one.papers] == [paper.id for paper in other.papers][::-1]


def test_an_id_is_the_same_in_every_version() -> None:
    papers = [("Attention Is All You Need: Really, All of It", "We do."), ("变换器", "We do.")]
    assert derive_ids(papers, frozenset()) == ("attention-is-all-you-need-really-2a1839", "paper-a9e7b3")


def test_papers_of_one_title_get_ids_of_their_own_whatever_their_order(tmp_path: Path) -> None:
    papers = [as_object(FIRST), as_object((FIRST[0], SECOND[1]))]
    ids = [
        {paper.abstract: paper.id for paper in read(write(tmp_path / "a.jsonl", json_lines(*order))).papers}
        for order in (papers, papers[::-1])
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == 2


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "模型"]), st.text("xyz", min_size=1)), unique=True))
def test_derived_ids_are_unlike_and_follow_their_paper(papers: list[tuple[str, str]]) -> None:
    taken = frozenset(derive_ids([("A", "x")], frozenset()))
    ids = dict(zip(papers, derive_ids(papers, taken), strict=True))
    shuffled = sorted(papers, key=hash)
    assert len(taken.union(ids.values())) == len(papers) + 1
    assert dict(zip(shuffled, derive_ids(shuffled, taken), strict=True)) == ids


def test_duplicates_are_dropped_and_counted(tmp_path: Path) -> None:
    again = as_object((FIRST[0].lower(), FIRST[1] + " "), id="other")
    corpus = read(write(tmp_path / "a.jsonl", json_lines(as_object(FIRST), as_object(SECOND), again)))
    assert texts(corpus) == [FIRST, SECOND]
    assert corpus.cleaning.duplicates == 1


def test_papers_without_abstract_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [as_object(FIRST), as_object(("A", "")), {"title": "B", "abstract": None}, as_object(("C", " \n"))]
    corpus = read(write(tmp_path / "a.jsonl", json_lines(*rows)))
    assert texts(corpus) == [FIRST]
    assert corpus.cleaning.without_abstract == 3


def test_progress_sees_every_entry(tmp_path: Path) -> None:
    seen = []

    def progress(items, stage, total=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202, ARG001
        for item in items:
            seen.append((stage, item.title))
            yield item

    path = write(tmp_path / "a.jsonl", json_lines(*map(as_object, PAPERS)))
    read_papers([path], config=CorpusConfig(), progress=progress)
    assert seen == [("Read", title) for title, _ in PAPERS]


NESTED = "[" * 100_000
BAD: dict[str, tuple[str, str | bytes, str]] = {
    "empty": ("a.jsonl", "", "a.jsonl: is empty; expected papers"),
    "blank": ("a.txt", "\n \n", "holds only blank lines; expected title and abstract"),
    "binary": ("a.txt", b"Title\n\0\1\2", "line 2: holds NUL bytes, so it is binary"),
    "UTF-16": ("a.csv", "title,abstract\n".encode("utf-16"), "line 1: holds NUL bytes"),
    "Latin-1": (
        "a.jsonl",
        b"\n{}\xe9",
        "line 2: no UTF-8 (byte 0xe9); if the file is in Latin-1",
    ),
    "no gzip": ("a.jsonl.gz", b"plain text", "cannot be read (Not a gzipped file"),
    "cut gzip": ("a.jsonl.gz", gzip.compress(b"{}" * 999)[:-12], "cannot be read (Compressed file ended"),
    "ending": ("a.md", "# A", "has no known ending; expected one of .txt"),
    "PDF": ("a.pdf", b"%PDF", "or gzipped; have a reference manager export the titles and abstracts of PDFs"),
    "titles only": ("a.txt", "One\nTwo\nThree\nFour", "no abstracts found in 4 lines"),
    "odd": ("a.txt", FORMS["alternating.txt"] + "\nA title alone", "line 7: the last title has no abstract"),
    "title alone": (
        "a.txt",
        "\n\n".join(["\n".join(FIRST), "A title alone", "\n".join(SECOND), "\n".join(THIRD)]),
        "title and abstract are out of step from here",
    ),
    "out of step": (
        "a.txt",
        "\n".join([*FIRST, SECOND[0], "Another title, which is longer", SECOND[1], *THIRD, "x"]),
        "line 5: title and abstract are out of step from here",
    ),
    "broken JSON": ("a.jsonl", json_lines(as_object(FIRST)) + '{"title": "A", ', "line 2: no JSON ("),
    "deep JSON": ("a.jsonl", NESTED, "line 1: no JSON ("),
    "object cut off": ("a.json", json.dumps(as_object(FIRST), indent=1)[:-1], "a.json, line 1: no JSON (Expecting"),
    "answer without papers": ("a.json", '{}\n{"data": [1], "next": {}}', "a.json, line 1: no paper, and no array of"),
    "second answer cut off": ("a.json", '{"data": [{"title": "A"}]}\n\n{"data":', "a.json, line 3: no JSON (Expecting"),
    "no object": ("a.jsonl", '["title"]', "line 1: no JSON object; expected an object such as"),
    "no abstract": ("a.jsonl", '{"title": "A"}', "no paper with an abstract found among 1; give files of titles and"),
    "no title": ("a.jsonl", '{"abstract": "A", "authors": [{"name": "B"}]}', "line 1: has no title; every paper needs"),
    "neither": ("a.jsonl", "{}", "line 1: no paper, and no array of papers in it; expected an object such as"),
    "number as title": ("a.jsonl", '{"title": 3, "abstract": "b"}', "line 1: title is 3; expected text"),
    "list as abstract": ("a.jsonl", '{"title": "a", "abstract": ["b", "c"]}', 'abstract is ["b", "c"]; expected text'),
    "empty title": ("a.jsonl", json_lines(as_object((" ", "b"))), "line 1: the title is empty"),
    "no abstracts": ("a.jsonl", json_lines(as_object(("A", "")), as_object(("B", ""))), "no paper with an abstract"),
    "half a character in an id": (
        "a.jsonl",
        json_lines(as_object(SECOND, id="a\ud800")),
        r'a.jsonl, line 1: id is "a\ud800", with a character that no XML may hold',
    ),
    "control character in a url": (
        "a.csv",
        "title,abstract,url\nA,b,https://a.b/\x01\n",
        r'a.csv, line 2: url is "https://a.b/\u0001", with a character that no XML may hold',
    ),
    "long abstract": ("a.jsonl", json_lines(as_object(("A", "b" * 20_001))), "the abstract has 20,001 characters"),
    "open array": ("a.json", json.dumps([as_object(FIRST)])[:-1], "element 1: nothing behind it, expected a comma or"),
    "array without comma": (
        "a.json",
        json.dumps([as_object(FIRST)] * 2).replace("}, {", "} {"),
        "element 1: { behind it",
    ),
    "comma at the end": ("a.json", json.dumps([as_object(FIRST)])[:-1] + ",]", "element 2: no JSON"),
    "two arrays": (
        "a.json",
        json.dumps([as_object(FIRST)]) * 2,
        "a.json: [ after the end of the array; put all papers",
    ),
    "object behind array": ("a.json", "[]\n" + json.dumps(as_object(FIRST)), "a.json: { after the end of the array"),
    "broken array": ("a.json", '[{"title": "a" "abstract": "b"}]', "element 1: no JSON"),
    "array of lists": ("a.json", '[["a", "b"]]', "element 1: no JSON object"),
    "no columns": ("a.csv", "name,text\na,b\n", "line 1: the columns are name, text; expected a header"),
    "short row": ("a.csv", "title,abstract\nA\n", "line 2: has 1 columns where the header has 2"),
    "unquoted comma": ("a.csv", "title,abstract\nA,b,c\n", "line 2: has 3 columns where the header has 2; put"),
    "open quote": ("a.csv", 'title,abstract\nA,"b\nc\n', "unexpected end of data; put fields"),
    "empty cell": ("a.csv", "title,abstract\n,b\n", "line 2: the title is empty"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_named_with_its_place_and_a_way_out(tmp_path: Path, case: str) -> None:
    name, content, message = BAD[case]
    path = write(tmp_path / name, content)
    with pytest.raises(InputError) as error:
        read(path)
    assert str(path) in str(error.value)
    assert message in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.jsonl: does not exist; give a file or folder"):
        read(tmp_path / "gone.jsonl")


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", json_lines(as_object(FIRST)))
    (tmp_path / "b.jsonl").symlink_to("moved.jsonl")
    with pytest.raises(InputError, match=r"b\.jsonl: does not exist"):
        read(tmp_path)


def test_a_name_that_no_file_can_have_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x\.jsonl: cannot be read \(File name too long\)"):
        read(tmp_path / f"{'x' * 300}.jsonl")


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user whom permissions bind, which they do not bind root."""
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("place", ["shut", "shut/a.jsonl", "."])
def test_what_one_may_not_look_into_is_named(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.jsonl", json_lines(as_object(FIRST)))
    (tmp_path / "shut").mkdir()
    write(tmp_path / "shut" / "a.jsonl", json_lines(as_object(SECOND)))
    (tmp_path / "shut").chmod(0)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)  # the folders above are root's
    with without_rights(), pytest.raises(InputError, match=r"shut.*: cannot be read \(Permission denied\)"):
        read(Path(place))


def test_a_folder_without_papers_is_named(tmp_path: Path) -> None:
    write(tmp_path / "notes.md", "none")
    with pytest.raises(InputError, match=r"holds no file of papers; expected one of \.txt"):
        read(tmp_path)


def test_a_folder_of_pdfs_is_told_what_to_do(tmp_path: Path) -> None:
    write(tmp_path / "2401.00001.PDF", b"%PDF")
    with pytest.raises(
        InputError, match=r"holds no file of papers; expected .* export the titles and abstracts of PDFs"
    ):
        read(tmp_path)


def test_both_places_of_a_shared_id_are_named(tmp_path: Path) -> None:
    one = write(tmp_path / "1.jsonl", json_lines(as_object(FIRST, id="x")))
    two = write(tmp_path / "2.jsonl", json_lines(as_object(SECOND), as_object(THIRD, id="x")))
    (said,) = read(one, two).cleaning.renamed
    assert said == f"{two}, line 2: has the id 'x' of another paper ({one}, line 1)"


def test_nothing_of_a_paper_with_an_error_stays_in_memory(tmp_path: Path) -> None:
    untitled = [{"abstract": f"{number} {LIFE * 90}"} for number in range(400)]
    path = write(tmp_path / "a.jsonl", json_lines(as_object(FIRST), *untitled))
    tracemalloc.start()
    cleaning = read(path).cleaning
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(cleaning.unreadable) == 400
    assert peak < path.stat().st_size / 4


def test_whole_numbers_are_ids_also_where_a_gap_in_their_column_made_pandas_give_them_a_point() -> None:
    rows = [as_object(FIRST, id=12.0), as_object(SECOND, id=float("nan")), as_object(THIRD, id=0.5)]
    corpus = read_papers(rows, config=CorpusConfig())
    assert [paper.id for paper in corpus.papers] == ["12", derive_ids([SECOND], frozenset())[0]]
    assert corpus.cleaning.unreadable == ("paper 3: id is 0.5; expected text",)


def test_an_id_that_only_a_duplicate_had_stays_free(tmp_path: Path) -> None:
    arxiv = "https://arxiv.org/abs/2401.00001"
    versions = as_object(FIRST, id="v1", url=arxiv), as_object(("Nimbus", LIFE), id="x", url=arxiv)
    corpus = read(write(tmp_path / "a.jsonl", json_lines(*versions, as_object(SECOND, id="x"))))
    assert [paper.id for paper in corpus.papers] == ["v1", "x"]
    assert (corpus.cleaning.duplicates, corpus.cleaning.renamed) == (1, ())


def test_a_duplicate_that_has_the_id_of_another_paper_is_not_said_to_get_its_own(tmp_path: Path) -> None:
    arxiv = "https://arxiv.org/abs/2401.00001"
    papers = as_object(FIRST, id="x"), as_object(SECOND, url=arxiv), as_object(THIRD, id="x", url=arxiv)
    corpus = read(write(tmp_path / "a.jsonl", json_lines(*papers)))
    assert texts(corpus) == [FIRST, SECOND]
    assert (corpus.cleaning.duplicates, corpus.cleaning.renamed) == (1, ())


def test_a_paper_that_lost_its_id_is_known_again_by_this_and_its_title(tmp_path: Path) -> None:
    again = (SECOND[0], f"{SECOND[1]} Revised.")
    papers = (as_object(paper, id="x") for paper in (FIRST, SECOND, again))
    corpus = read(write(tmp_path / "a.jsonl", json_lines(*papers)))
    assert texts(corpus) == [FIRST, SECOND]
    assert (corpus.cleaning.duplicates, len(corpus.cleaning.renamed)) == (1, 1)


@pytest.mark.parametrize(("name", "start"), [("a.txt", b""), ("a.jsonl", b'{"title": "'), ("a.json", b'[{"title": "')])
def test_an_endless_line_is_refused_before_it_fills_the_memory(tmp_path: Path, name: str, start: bytes) -> None:
    with (tmp_path / name).open("wb") as file:
        file.write(start)
        file.truncate(100_000_000)
    tracemalloc.start()
    with pytest.raises(InputError, match=r"longer than|no JSON"):
        read(tmp_path / name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * LINE_LIMIT


def test_a_table_without_line_feeds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"title,abstract\rA title,An abstract\r")
    with pytest.raises(InputError, match=r"a\.csv, line 1: ends lines with carriage returns alone; save it with"):
        read(tmp_path / "a.csv")


ENDINGS = ["txt", "jsonl", "json", "csv", "jsonl.gz", "bib", "ris", "xml"]


@settings(max_examples=60)
@given(st.binary(max_size=60), st.sampled_from(ENDINGS))
def test_any_file_gives_papers_or_an_input_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    path = write(tmp_path_factory.mktemp("any") / f"a.{ending}", content)
    try:
        corpus = read(path)
    except InputError as error:
        assert str(path) in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert corpus.papers


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"We present \ours, a small model", "We present Nimbus, a small model"),
        (r"We present \textbf{\method}, and \name\ is small", "We present Nimbus, and Nimbus is small"),
        (r"We present \modelname{}, and \modelname\xspace is small", "We present Nimbus, and Nimbus is small"),
        (r"We present \modelzoo and \ourselves", "We present modelzoo and ourselves"),
    ],
)
def test_macros_for_what_a_paper_introduces_are_its_name_in_the_title(
    tmp_path: Path, written: str, read_as: str
) -> None:
    file = tmp_path / "papers.jsonl"
    file.write_text(json_lines(as_object((FIRST[0], f"{written}. {LIFE}"))), encoding="utf-8")
    assert texts(read(file)) == [(FIRST[0], f"{read_as}. {LIFE}")]


def test_macros_stay_where_no_title_names_what_they_stand_for(tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    file.write_text(json_lines(as_object((SECOND[0], rf"We present \ours. {LIFE}"))), encoding="utf-8")
    assert texts(read(file)) == [(SECOND[0], f"We present ours. {LIFE}")]
