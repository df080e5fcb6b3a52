"""What services and reference managers export is read as it comes; cut down to what matters and some of the rest."""

import csv
import io
import json
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import CorpusConfig
from kg.corpus import Corpus, read_papers
from kg.corpus.lines import LINE_LIMIT
from kg.errors import InputError

PAPERS = (
    ("GPUs for Müller: 50% & more", "We present Nimbus. It reaches 93.1% on GLUE & SQuAD, at a cost of {1, 2} hours."),
    ("On Cirrus_2", "Cirrus is studied in “three” settings, each of which it survives."),
)


def read(path: Path, content: str) -> Corpus:
    path.write_text(content, encoding="utf-8")
    return read_papers([path], config=CorpusConfig())


def texts(corpus: Corpus) -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for paper in corpus.papers]


def sources(corpus: Corpus) -> list[tuple[str, int | None, str | None]]:
    return [(paper.id, paper.year, paper.url) for paper in corpus.papers]


def rows(header: str, *lines: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([header.split(","), *lines])
    return text.getvalue()


def inverted(text: str) -> dict[str, list[int]]:
    words = text.split()
    return {word: [at for at, other in enumerate(words) if other == word] for word in words}


SEMANTIC_SCHOLAR = [
    {
        "paperId": f"{number}a5",
        "externalIds": {"ArXiv": f"2401.0000{number}"},
        "url": f"https://www.semanticscholar.org/paper/{number}a5",
        "title": title,
        "abstract": abstract,
        "year": 2024,
        "authors": [{"authorId": "1", "name": "A"}],
    }
    for number, (title, abstract) in enumerate(PAPERS)
]
AS_SEMANTIC_SCHOLAR = [(f"{n}a5", 2024, f"https://www.semanticscholar.org/paper/{n}a5") for n in range(2)]
OPENALEX = [
    {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.48550/arxiv.2401.0000{number}",
        "display_name": title,
        "publication_year": 2024,
        "authorships": [{"author": {"display_name": "A"}}],
        "abstract_inverted_index": inverted(abstract),
    }
    for number, (title, abstract) in enumerate(PAPERS)
]
AS_OPENALEX = [(f"https://openalex.org/W{n}", 2024, f"https://doi.org/10.48550/arxiv.2401.0000{n}") for n in range(2)]
OPENREVIEW = [
    {
        "id": f"x{number}",
        "pdate": 1705410000000,
        "content": {"title": {"value": title}, "authors": {"value": ["A"]}, "abstract": {"value": abstract}},
    }
    for number, (title, abstract) in enumerate(PAPERS)
]
HUGGING_FACE = [
    {
        "paper": {"id": f"2401.0000{number}", "authors": [{"name": "A"}], "title": title, "summary": abstract},
        "publishedAt": "2024-01-17T08:00:00.000Z",
        "title": title,
        "submittedBy": {"name": "b"},
    }
    for number, (title, abstract) in enumerate(PAPERS)
]
ZOTERO_CSL = [
    {
        "id": f"http://zotero.org/users/1/items/{number}",
        "type": "article",
        "title": title,
        "abstract": abstract,
        "DOI": f"10.48550/arXiv.2401.0000{number}",
        "author": [{"family": "A", "given": "B"}],
        "issued": {"date-parts": [["2024", 1, 17]]},
    }
    for number, (title, abstract) in enumerate(PAPERS)
]
CROSSREF = [
    {"DOI": f"10.1/{number}", "title": [title], "abstract": f"<jats:p>{escape(abstract)}</jats:p>", "author": [{}]}
    for number, (title, abstract) in enumerate(PAPERS)
]
ZOTERO_CSV = rows(
    "Key,Item Type,Publication Year,Author,Title,DOI,Url,Abstract Note,Date,Date Added",
    *(
        [
            f"K{number}",
            "preprint",
            "2024",
            "A; B",
            title,
            "",
            f"http://arxiv.org/abs/{number}",
            abstract,
            "2024-01",
            "x",
        ]
        for number, (title, abstract) in enumerate(PAPERS)
    ),
)
SCOPUS_CSV = rows(
    "Authors,Title,Year,DOI,Link,Abstract",
    *(["A", title, "2024", f"10.1/{number}", "", abstract] for number, (title, abstract) in enumerate(PAPERS)),
)
ZOTERO_BIB = r"""
@misc{K0,
	title = {{GPUs} for {M{\"u}ller}: 50\% \& more},
	doi = {10.48550/arXiv.2401.00000},
	abstract = {We present {Nimbus}. It reaches 93.1\% on {GLUE} \& {SQuAD}, at a cost of \{1, 2\} hours.},
	author = {Author, Ann and M{\"u}ller, Bob},
	month = jan,
	year = {2024},
}

@article{K1,
	title = {On {Cirrus}\_2},
	abstract = {Cirrus is studied in {\textquotedblleft}three{\textquotedblright} settings,
		each of which it survives.},
	url = {https://a.org/1},
	date = {2024-01-17},
}
"""
ANTHOLOGY_BIB = r"""% https://aclanthology.org/anthology+abstracts.bib.gz
@string{acl = "Association for Computational Linguistics"}
@string(of = {Cirrus})
@comment{jabref-meta: databaseType:bibtex;}
@preamble{"\newcommand{\x}{y}"}
@proceedings(p, title = "Proceedings of the " # acl, year = 2024)
@inproceedings{K0,
    title = "{G}{P}{U}s for M{\"u}ller: 50{\%} {\&} more",
    author = "A, B  and
      C, D",
    year = 2024,
    doi = "10.48550/arXiv.2401.00000",
    abstract = "We present Nimbus. It reaches 93.1{\%} on GLUE {\&} SQuAD, at a cost of {\{}1, 2{\}} hours."
}
@inproceedings{K1, Title = "On " # of # "{\_}2", YEAR = "2024a", url = "https://a.org/1",
    abstract = of # " is studied in {\textquotedblleft}three{\textquotedblright} settings, each of which it survives."}
"""
RIS = """TY  - GEN
TI  - GPUs for Müller: 50% & more
T1  - Another title
AU  - A, B
AB  - We present Nimbus. It reaches 93.1% on GLUE & SQuAD,
at a cost of {1, 2} hours.
N2  - Another abstract
and the rest of it
DA  - 2024/01/17/
PY  - 2024
DO  - 10.48550/arXiv.2401.00000
KW  - clouds
and weather
ER  - 

TY - JOUR
T1 - On Cirrus_2
N2 - Cirrus is studied in “three” settings, each of which it survives.
Y1 - 2024
UR - https://a.org/1
ER -
"""  # noqa: W291 - so it is written
ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: search_query=all:cloud</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56</id>
  {
    "".join(
        f'''<entry>
    <id>http://arxiv.org/abs/2401.0000{number}v1</id>
    <published>2024-01-17T18:59:46Z</published>
    <title>{escape(title).replace(" ", chr(10) + "  ", 1)}</title>
    <summary>  {escape(abstract)}
</summary>
    <author><name>Ann Author</name></author>
    <link href="http://arxiv.org/abs/2401.0000{number}v1" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2401.0000{number}v1" rel="related"/>
  </entry>'''
        for number, (title, abstract) in enumerate(PAPERS)
    )
}
</feed>"""
RSS = f"""<rss version="2.0"><channel>
<title>cs.CL updates on arXiv.org</title><description>Daily updates</description>
{
    "".join(
        f'''<item><title>{escape(title)}</title><link>https://arxiv.org/abs/2401.0000{number}</link>
<description>arXiv:2401.0000{number}v1 Announce Type: new 
Abstract: {escape(abstract)}</description><pubDate>Thu, 18 Jan 2024 00:00:00 -0500</pubDate></item>'''
        for number, (title, abstract) in enumerate(PAPERS)
    )
}</channel></rss>"""  # noqa: W291 - so arXiv writes it
ANTHOLOGY_XML = f"""<?xml version='1.0' encoding='UTF-8'?>
<collection id="2024.acl"><volume id="1"><meta><booktitle>Proceedings</booktitle><year>2024</year></meta>
{
    "".join(
        f'''<paper id="{number}"><title>{escape(title).replace("GPU", "<fixed-case>GPU</fixed-case>")}</title>
<abstract>{escape(abstract)}</abstract><doi>10.1/{number}</doi></paper>'''
        for number, (title, abstract) in enumerate(PAPERS)
    )
}</volume></collection>"""
OAI = f"""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
{
    "".join(
        f'''<record><header><identifier>oai:arXiv.org:{number}</identifier></header><metadata>
<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{number}</id><title>{escape(title)}</title>
<abstract>{escape(abstract)}</abstract></arXiv></metadata></record>'''
        for number, (title, abstract) in enumerate(PAPERS)
    )
}</ListRecords></OAI-PMH>"""
MAIL = r"""To unsubscribe, e-mail To: cs@arXiv.org
------------------------------------------------------------------------------
\\
arXiv:2401.00000
Date: Wed, 17 Jan 2024 18:59:46 GMT   (12kb,D)

Title: GPUs for Müller: 50% &
  more
Authors: A B, C D
Comments: 12 pages
\\
  We present Nimbus. It reaches 93.1% on GLUE & SQuAD, at a
cost of {1, 2} hours.
\\ ( https://arxiv.org/abs/2401.00000 ,  12kb)
------------------------------------------------------------------------------
\\
arXiv:2401.00001
Date: Wed, 18 Jan 2023 18:59:46 GMT   (12kb,D)

Title: On Cirrus_2
Categories: cs.CL
\\
  Cirrus is studied in “three” settings, each of which it survives.
\\ ( https://arxiv.org/abs/2401.00001 ,  12kb)
%%--%%--%%
"""
NOTES = """My papers

Title: GPUs for Müller: 50% & more
Authors: A B
  and C D
Year: 2024
-----
DOI: 10.1/0
Abstract:
We present Nimbus. It reaches 93.1% on GLUE & SQuAD,

at a cost of {1, 2} hours.
Keywords: clouds

TITLE: On Cirrus_2
ABSTRACT: Cirrus is studied in “three” settings, each of which it survives.
URL: https://a.org/1
=======
Read next week
"""
ARXIV = [(f"http://arxiv.org/abs/2401.0000{n}v1", 2024, f"http://arxiv.org/abs/2401.0000{n}v1") for n in range(2)]
AS_BIB = [("K0", 2024, "https://doi.org/10.48550/arXiv.2401.00000"), ("K1", 2024, "https://a.org/1")]

EXPORTS = {
    "Semantic Scholar, search": ("a.json", {"total": 2, "next": 2, "data": SEMANTIC_SCHOLAR}, AS_SEMANTIC_SCHOLAR),
    "Semantic Scholar, batch": ("a.json", [SEMANTIC_SCHOLAR[0], None, SEMANTIC_SCHOLAR[1]], AS_SEMANTIC_SCHOLAR),
    "Semantic Scholar, references": (
        "a.json",
        {"offset": 0, "data": [{"contexts": ["[3]"], "citedPaper": paper} for paper in SEMANTIC_SCHOLAR]},
        AS_SEMANTIC_SCHOLAR,
    ),
    "OpenAlex": ("a.json", {"meta": {"count": 2}, "results": OPENALEX, "group_by": []}, AS_OPENALEX),
    "OpenAlex, a page a line": ("a.jsonl", {"meta": {}, "results": OPENALEX}, AS_OPENALEX),
    "OpenReview": ("a.json", {"notes": OPENREVIEW, "count": 2}, [("x0", None, None), ("x1", None, None)]),
    "Hugging Face": (
        "a.json",
        HUGGING_FACE,
        [(f"2401.0000{n}", 2024, f"https://arxiv.org/abs/2401.0000{n}") for n in "01"],
    ),
    "Zotero, CSL": (
        "a.json",
        ZOTERO_CSL,
        [(f"http://zotero.org/users/1/items/{n}", 2024, f"https://doi.org/10.48550/arXiv.2401.0000{n}") for n in "01"],
    ),
    "BibTeX with braces": ("a.bib", ZOTERO_BIB, AS_BIB),
    "BibTeX with quotes": ("a.bib", ANTHOLOGY_BIB, AS_BIB),
    "Atom": ("a.xml", ATOM, ARXIV),
    "OAI-PMH": ("a.xml", OAI, [("0", None, None), ("1", None, None)]),
}
WITHOUT_IDS = {
    "Crossref": (
        "a.json",
        {"message": {"items": CROSSREF}},
        [(None, "https://doi.org/10.1/0"), (None, "https://doi.org/10.1/1")],
    ),
    "Zotero, CSV": ("a.csv", ZOTERO_CSV, [(2024, f"http://arxiv.org/abs/{n}") for n in "01"]),
    "Scopus": ("a.csv", SCOPUS_CSV, [(2024, "https://doi.org/10.1/0"), (2024, "https://doi.org/10.1/1")]),
    "RIS": ("a.ris", RIS, [(2024, "https://doi.org/10.48550/arXiv.2401.00000"), (2024, "https://a.org/1")]),
    "RSS": ("a.xml", RSS, [(2024, "https://arxiv.org/abs/2401.00000"), (2024, "https://arxiv.org/abs/2401.00001")]),
    "mail of arXiv": (
        "a.txt",
        MAIL,
        [(None, "https://arxiv.org/abs/2401.00000"), (None, "https://arxiv.org/abs/2401.00001")],
    ),
    "notes": ("a.txt", NOTES, [(2024, "https://doi.org/10.1/0"), (None, "https://a.org/1")]),
    "ACL Anthology": ("a.xml", ANTHOLOGY_XML, [(None, "https://doi.org/10.1/0"), (None, "https://doi.org/10.1/1")]),
}


def written(content: object) -> str:
    return content if isinstance(content, str) else json.dumps(content)


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_gives_its_papers_with_their_ids_years_and_addresses(tmp_path: Path, export: str) -> None:
    name, content, expected = EXPORTS[export]
    corpus = read(tmp_path / name, written(content))
    assert texts(corpus) == list(PAPERS)
    assert sources(corpus) == expected


@pytest.mark.parametrize("export", WITHOUT_IDS)
def test_an_export_without_ids_gives_its_papers_with_years_and_addresses(tmp_path: Path, export: str) -> None:
    name, content, expected = WITHOUT_IDS[export]
    corpus = read(tmp_path / name, written(content))
    assert texts(corpus) == list(PAPERS)
    assert [(year, url) for _, year, url in sources(corpus)] == expected


IN_ARXIV = ("https://arxiv.org/abs/2401.00000",)
UNDER_DOI = (*IN_ARXIV, "https://doi.org/10.48550/arxiv.2401.00000")


@pytest.mark.parametrize(
    ("export", "pages"),
    [
        ("Semantic Scholar, search", IN_ARXIV),
        ("Hugging Face", IN_ARXIV),
        ("Atom", IN_ARXIV),
        ("RSS", IN_ARXIV),
        ("mail of arXiv", IN_ARXIV),
        ("OpenAlex", UNDER_DOI),
        ("Zotero, CSL", UNDER_DOI),
        ("BibTeX with braces", UNDER_DOI),
        ("RIS", UNDER_DOI),
        ("OpenReview", ()),
    ],
)
def test_a_paper_is_the_same_as_its_pages_at_arxiv_and_under_its_doi(
    tmp_path: Path, export: str, pages: tuple[str, ...]
) -> None:
    name, content, _ = (EXPORTS | WITHOUT_IDS)[export]
    paper = read(tmp_path / name, written(content)).papers[0]
    assert (paper.same_as or ()) == pages


@pytest.mark.parametrize(
    ("fields", "pages"),
    [
        ({"id": "arXiv:2401.00001v2"}, ["arxiv.org/abs/2401.00001"]),
        ({"id": "0704.0001"}, ["arxiv.org/abs/0704.0001"]),
        ({"id": "oai:arXiv.org:cs/0703001"}, ["arxiv.org/abs/cs/0703001"]),
        ({"url": "https://arxiv.org/pdf/math.GT/0309136v1.pdf"}, ["arxiv.org/abs/math/0309136"]),
        ({"eprint": "hep-th/9901001", "archivePrefix": "arXiv"}, ["arxiv.org/abs/hep-th/9901001"]),
        ({"arxiv_id": "http://arxiv.org/abs/2401.00001"}, ["arxiv.org/abs/2401.00001"]),
        ({"url": "https://a.org/1", "doi": "doi:10.1234/A.B"}, ["doi.org/10.1234/a.b"]),
        ({"url": "http://dx.doi.org/10.1234/a%3C1%3E"}, ["doi.org/10.1234/a<1>"]),
        ({"doi": "10.1234/a", "eprint": "2401.00001"}, ["arxiv.org/abs/2401.00001", "doi.org/10.1234/a"]),
        ({"id": "2012.0034"}, []),
        ({"id": "2413.00001"}, []),
        ({"id": "cs/0703001"}, []),
        ({"id": "2401.00001 and others"}, []),
        ({"id": 7, "eprint": "12345678", "eprinttype": "pubmed"}, []),
        ({"url": "https://arxiv.org/list/cs.CL/2401"}, []),
        ({"doi": "unknown"}, []),
        ({"doi": "10.1234/a%00b"}, []),
        ({"url": "https://a.org/1", "doi": "10.1234/a\x00b"}, []),
    ],
)
def test_only_what_is_exactly_an_id_of_arxiv_or_a_doi_names_a_page(
    tmp_path: Path, fields: dict[str, object], pages: list[str]
) -> None:
    (paper,) = read(tmp_path / "a.json", json.dumps([{"title": "A", "abstract": "B."} | fields])).papers
    assert list(paper.same_as or ()) == [f"https://{page}" for page in pages]


def test_of_the_versions_of_a_paper_in_arxiv_the_first_is_kept(tmp_path: Path) -> None:
    ids = ["http://arxiv.org/abs/2401.00001v1", "arxiv:2401.00001v2", "2401.00001", "2401.00002", "x", "y"]
    papers = [{"id": one, "title": f"A {n}", "abstract": "B.", "doi": "10.1234/a"} for n, one in enumerate(ids)]
    corpus = read(tmp_path / "a.json", json.dumps(papers))
    assert [paper.id for paper in corpus.papers] == [ids[0], *ids[3:]]
    assert corpus.cleaning.duplicates == 2


def test_a_version_in_arxiv_of_what_came_before_without_an_id_is_left_out_too(tmp_path: Path) -> None:
    paper = {"title": "A", "abstract": "B."}
    versions = [paper | {"id": "2401.00001v1"}, paper | {"id": "2401.00001v2", "abstract": "C."}]
    corpus = read(tmp_path / "a.json", json.dumps([paper, *versions]))
    assert [paper.abstract for paper in corpus.papers] == ["B."]
    assert corpus.cleaning.duplicates == 2


def test_what_has_the_id_and_the_doi_of_a_paper_is_that_paper_in_other_words(tmp_path: Path) -> None:
    entry = "@misc{{k, title = {{{}}}, abstract = {{B.}}, doi = {{{}}}}}\n"
    same = entry.format("$H$ and F", "10.1234/a") + entry.format("{H} and Fluorine", "10.1234/A")
    corpus = read(tmp_path / "a.bib", same)
    assert [paper.title for paper in corpus.papers] == ["H and F"]
    assert corpus.cleaning.duplicates == 1


def test_of_two_papers_with_one_key_the_second_loses_it_and_is_named(tmp_path: Path) -> None:
    entry = "@misc{{k, title = {{{}}}, abstract = {{{}}}}}\n"
    entries = [("One", "A."), ("Two", "B."), ("{ONE}", "A, again."), ("Two", "B.")]
    corpus = read(tmp_path / "a.bib", "".join(entry.format(*texts) for texts in entries))
    assert [paper.id.partition("-")[0] for paper in corpus.papers] == ["k", "two"]
    assert texts(corpus) == [("One", "A."), ("Two", "B.")]
    path = tmp_path / "a.bib"
    assert corpus.cleaning.renamed == (f"{path}, line 2: has the id 'k' of another paper ({path}, line 1)",)
    assert corpus.cleaning.duplicates == 2


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.bib", "@misc{a, abstract = {A.}}\n@misc{b, title = {B}, abstract = {C.}}", "line 1"),
        ("a.ris", "TY  - GEN\nAB  - A.\nER  - \nTY  - GEN\nTI  - B\nAB  - C.\nER  - \n", "line 1"),
        ("a.csv", "title,abstract\n,A.\nB,C.\n", "line 2"),
        ("a.json", '[{"abstract": "A."}, {"title": "B", "abstract": "C."}]', "element 1"),
        ("a.jsonl", '{"title": 3, "abstract": "A."}\n{"title": "B", "abstract": "C."}', "line 1"),
        ("a.txt", "Title:\nAbstract: A.\n\nTitle: B\nAbstract: C.\n", "line 1"),
        ("b.json", '{"data": [{"name": "A"}, {"title": "B", "abstract": "C."}]}', "line 1, object 1"),
        ("c.json", '["A", {"title": "B", "abstract": "C."}]', "element 1"),
        ("b.jsonl", '{"data": []}\n{"title": "B", "abstract": "C."}', "line 1"),
    ],
)
def test_a_paper_with_an_error_is_left_out_and_named(tmp_path: Path, name: str, content: str, place: str) -> None:
    corpus = read(tmp_path / name, content)
    assert texts(corpus) == [("B", "C.")]
    (said,) = corpus.cleaning.unreadable
    assert said.startswith(f"{tmp_path / name}, {place}: ")
    assert "title" in said


def test_a_comment_that_does_not_end_is_left_out_and_named(tmp_path: Path) -> None:
    corpus = read(tmp_path / "a.bib", "@comment{jabref-meta: {\n\n@misc{b, title = {B}, abstract = {C.}}\n")
    assert texts(corpus) == [("B", "C.")]
    (said,) = corpus.cleaning.unreadable
    assert said.startswith(f"{tmp_path / 'a.bib'}, line 1: the entry does not end; close every brace")


@pytest.mark.parametrize("export", sorted(EXPORTS.keys() - {"OpenAlex, a page a line"}))
def test_an_export_of_json_may_be_laid_out_to_be_read(tmp_path: Path, export: str) -> None:
    name, content, expected = EXPORTS[export]
    laid_out = content if isinstance(content, str) else json.dumps(content, indent=4)
    assert sources(read(tmp_path / name, laid_out)) == expected


def test_pages_of_answers_and_papers_laid_out_one_after_another_are_read(tmp_path: Path) -> None:
    pages = [{"meta": {}, "results": [work]} for work in OPENALEX]
    for one_after_another in (pages, OPENALEX):
        content = "\n".join(json.dumps(value, indent=2) for value in one_after_another)
        assert sources(read(tmp_path / "a.json", content)) == AS_OPENALEX


def test_what_else_an_answer_lists_is_left_alone(tmp_path: Path) -> None:
    answer = {"group_by": [{"key": "2024", "count": 2}], "meta": {"links": [{"rel": "next"}]}, "results": OPENALEX}
    assert sources(read(tmp_path / "a.json", json.dumps(answer))) == AS_OPENALEX


def test_an_answer_may_be_longer_than_a_line(tmp_path: Path) -> None:
    answer = {"results": [OPENALEX[0] | {"referenced_works": ["x" * (2 * LINE_LIMIT)]}, OPENALEX[1]]}
    assert sources(read(tmp_path / "a.json", json.dumps(answer))) == AS_OPENALEX


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.bib", ZOTERO_BIB + "@misc{none, title = {A}}\n@misc{neither, note = {B}}\n"),
        ("a.ris", RIS + "TY  - GEN\nTI  - A\nER  - \nTY  - GEN\nER  - \n"),
        ("a.csv", ZOTERO_CSV + '"","","","","A","","","","",""\n' + ",,,,,,,,,\n"),
        (
            "a.json",
            json.dumps({"results": [*OPENALEX, {"title": "A", "abstract_inverted_index": None}, {"title": None}]}),
        ),
        ("a.json", json.dumps([*ZOTERO_CSL, {"title": "A"}, {"title": ""}])),
        ("a.txt", NOTES + "Title: A\n\nTitle:\n"),
        ("a.xml", ATOM.replace("</feed>", "<entry><title>A</title></entry><entry><title/></entry></feed>")),
    ],
)
def test_what_has_no_abstract_is_left_out_and_counted(tmp_path: Path, name: str, content: str) -> None:
    corpus = read(tmp_path / name, content)
    assert texts(corpus) == list(PAPERS)
    assert corpus.cleaning.without_abstract == 2


def test_braces_of_macros_and_formulas_stay_for_what_reads_them(tmp_path: Path) -> None:
    title = r"{{The \emph{Big {GPU}} $O(n^{2})$ of Erd{\H{o}}s \v{C}ech, {\'{e}}t{\'e} and {A}{I}}}"
    (paper,) = read(tmp_path / "a.bib", f"@misc{{k, title = {title}, abstract = {{An abstract.}}}}").papers
    assert paper.title == "The Big GPU O(n²) of Erdős Čech, été and AI"


def test_an_inverted_abstract_may_have_any_word(tmp_path: Path) -> None:
    work = {"title": "A", "abstract_inverted_index": inverted("The value function")}
    (paper,) = read(tmp_path / "a.json", json.dumps({"results": [work]})).papers
    assert paper.abstract == "The value function"


@pytest.mark.parametrize(
    ("field", "address"),
    [
        (r"doi = {10.1007/978-3-319-24574-4\_28}", "https://doi.org/10.1007/978-3-319-24574-4_28"),
        (r"doi = {10.1007/978-3-319-24574-4{\_}28}", "https://doi.org/10.1007/978-3-319-24574-4_28"),
        (r"url = {\url{https://a.org/b_c?d=1\&e=\%20}}", "https://a.org/b_c?d=1&e=%20"),
        ("eprint = {2401.00001v2}, archivePrefix = {arXiv}", "https://arxiv.org/abs/2401.00001"),
    ],
)
def test_an_address_in_bibtex_is_read_without_what_is_latex(tmp_path: Path, field: str, address: str) -> None:
    (paper,) = read(tmp_path / "a.bib", f"@misc{{k, title = {{A}}, abstract = {{An abstract.}}, {field}}}").papers
    assert paper.url == address


def test_comments_and_preambles_in_round_brackets_end_with_them(tmp_path: Path) -> None:
    comments = '@comment(one {(} two)\n@preamble("three")\n'
    (paper,) = read(tmp_path / "a.bib", f"{comments}@misc(k, title = {{A}}, abstract = {{An abstract (B).}})").papers
    assert paper.abstract == "An abstract (B)."


@pytest.mark.parametrize(
    "broken",
    [
        "@misc{b, title = {B}, abstract = {C",
        "@misc{b,\n publisher = {B {{\\&} C},\n title = {D},\n abstract = {E}\n}\n",
        '@misc{b, title = "B, abstract = {C}}',
        "@misc{b, title = {B}}, abstract = {C}}",
        "@misc{b title = {B}}",
        "@misc{b, title = , abstract = {C}}",
        "@string{b = {B}, {C}}",
        "%@misc{b,\n% title = {B}}",
    ],
)
def test_an_entry_that_is_no_bibtex_is_left_out_and_named(tmp_path: Path, broken: str) -> None:
    corpus = read(tmp_path / "a.bib", f"\n{broken}\n{ZOTERO_BIB}\n{broken}")
    assert texts(corpus) == list(PAPERS)
    places = [said.partition(": the entry ")[0] for said in corpus.cleaning.unreadable]
    last = 2 + broken.count("\n") + ZOTERO_BIB.count("\n") + 2
    assert places == [f"{tmp_path / 'a.bib'}, line {line}" for line in (2, last)]


def test_entries_that_go_with_a_broken_one_are_counted(tmp_path: Path) -> None:
    behind = " ".join(f"@misc{{b{n}, title = {{B}}, abstract = {{C.}}}}" for n in range(3))
    whole = "@misc{c, title = {C}, abstract = {D.}}"
    corpus = read(tmp_path / "a.bib", f"@misc{{a, title = {{A}} {behind}\n@misc{{d, title = {{\n{whole}")
    several, alone = corpus.cleaning.unreadable
    assert [paper.title for paper in corpus.papers] == ["C"]
    assert several.endswith("divide fields by commas; with it goes what looks like 3 more")
    assert alone.endswith("divide fields by commas")


def test_no_paper_of_bibtex_is_lost_to_what_only_looks_like_an_entry(tmp_path: Path) -> None:
    text = "We type @misc{k, title = {A}} or\n@misc for papers, mail\n@home (or a@b.org), and end."
    others = "a@b.org (A)\n@misc{none}\n@comment{\n@misc{k, title = {A}}\n}\n"
    corpus = read(tmp_path / "a.bib", f"{others}@misc{{k, title = {{A}}, abstract = {{{text}}}}}")
    assert [paper.id for paper in corpus.papers] == ["k"]
    assert (corpus.cleaning.without_abstract, corpus.cleaning.unreadable) == (1, ())


def test_what_stands_between_the_papers_of_a_ris_file_is_passed_over(tmp_path: Path) -> None:
    header = "Provider: A publisher\nContent: text/plain\n\n"
    assert texts(read(tmp_path / "a.ris", header + RIS + header)) == list(PAPERS)


BAD = {
    "entry cut off": (
        "a.bib",
        "@misc{a,\n title = {A}}\n\n@misc{b, title = {B",
        "a.bib, line 4: the entry does not end",
    ),
    "entry without end": ("a.bib", "@misc{b, title = {B}", "a.bib, line 1: the entry is no list of names and values"),
    "brace too many": ("a.bib", '@misc{b, title = "B}"}', "a.bib, line 1: the entry does not end; close every brace"),
    "no comma": ("a.bib", "@misc{b, title = {B} abstract {C}}", "line 1: the entry is no list of names and values"),
    "no value": ("a.bib", "@misc{b, title = , abstract = {C}}", "line 1: the entry has a name without a value"),
    "words in words": (
        "a.bib",
        "@string{w0 = {aaaaaaaaaaaaaaaa}}\n"
        + "".join(f"@string{{w{n} = w{n - 1} # w{n - 1}}}\n" for n in range(1, 60))
        + "@misc{b, title = w59, abstract = {C}}",
        "a.bib, line 18: words stand for 4,000,000 characters more than the file holds; expected @string",
    ),
    "long words": (
        "a.bib",
        f"@string{{w = {{{'a' * 100_000}}}}}\n" + "@misc{b, author = w # w}\n" * 50,
        "a.bib, line 22: words stand for 4,000,000 characters more than the file holds; expected @string",
    ),
    "comment without end": (
        "a.bib",
        "@comment{\n@misc{b, title = {B}}",
        "a.bib, line 1: the entry does not end; close",
    ),
    "no entry": ("a.bib", "Nothing but a comment", "a.bib: no entry in it; expected entries such as @article{"),
    "half a character in a key": ("a.bib", "@misc{a\x01, title = {A}, abstract = {B}}", "a character that no XML may"),
    "titles alone": ("a.bib", "@misc{a, title = {A}}", "no paper with an abstract found among 1; give files of titles"),
    "no start": ("a.ris", "TI  - A\n", "a.ris, line 1: expected TY; every paper begins"),
    "text alone": ("a.ris", "\nExported\n", "a.ris: no paper in it; every paper begins"),
    "start in a paper": ("a.ris", "TY  - GEN\nTI  - A\nTY  - GEN\n", "a.ris, line 3: expected ER; every paper begins"),
    "no end": ("a.ris", "\nTY  - GEN\nTI  - A\n", "a.ris, line 2: the paper does not end with ER; every paper begins"),
    "broken XML": ("a.xml", "<feed><entry>", "a.xml: no XML (no element found: line 1, column 13); expected Atom"),
    "unknown encoding": (
        "a.xml",
        '<?xml version="1.0" encoding="x-none"?><a/>',
        "a.xml: no XML (unknown encoding: x-none); expected Atom",
    ),
    "encoding of several bytes": (
        "a.xml",
        '<?xml version="1.0" encoding="shift_jis"?><a/>',
        "a.xml: no XML (multi-byte encodings are not supported); expected Atom",
    ),
    "no XML": ("a.xml", "text", "a.xml: no XML (syntax error: line 1, column 0); expected Atom"),
    "no papers": ("a.xml", "<project><name>a</name></project>", "a.xml: no paper in it; expected Atom"),
    "entities in entities": (
        "a.xml",
        "<!DOCTYPE a [<!ENTITY a0 'aaaaaaaaaaaaaaaa'>"
        + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 16}'>" for n in range(1, 9))
        + "]><a><b><title>&a8;</title></b></a>",
        "a.xml: no XML (limit on input amplification factor",
    ),
    "numbers as an index": (
        "a.jsonl",
        '{"title": "A", "abstract_inverted_index": {"a": 3}}',
        'line 1: abstract_inverted_index is {"a": 3}; expected words with their places',
    ),
    "a place beyond all numbers": (
        "a.jsonl",
        '{"title": "A", "abstract_inverted_index": {"a": [1e999]}}',
        'line 1: abstract_inverted_index is {"a": [Infinity]}; expected words with their places',
    ),
    "answer of others": (
        "a.json",
        '{"links": [{"rel": "a"}]}',
        "line 1: no paper, and no array of papers in it; expected",
    ),
    "paper of an answer": ("a.json", '{"data": [{"title": 3}]}', "a.json, line 1, object 1: title is 3; expected text"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_named_with_its_place(tmp_path: Path, case: str) -> None:
    name, content, message = BAD[case]
    with pytest.raises(InputError) as error:
        read(tmp_path / name, content)
    assert str(tmp_path / name) in str(error.value)
    assert message in str(error.value)


@given(st.text('@a{}()"=,#\\$ \n', max_size=40), st.text('@a{}()"=,#\\$ \n', max_size=40))
def test_any_bibtex_gives_papers_or_an_input_error(
    tmp_path_factory: pytest.TempPathFactory, before: str, inside: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.bib"
    try:
        corpus = read(path, f"{before}@misc{{k, title = {{A}}, abstract = {inside}}}")
    except InputError as error:
        assert str(path) in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert corpus.papers


def test_an_abstract_that_begins_with_a_label_far_down_is_no_title(tmp_path: Path) -> None:
    papers = [(f"Cloud {number}", f"Abstract: {'We study a cloud of rain. ' * 8}") for number in range(30)]
    papers.append(("Fog", f"Title: Fog. {'We study the fog as well. ' * 8}"))
    content = "\n".join(line for paper in papers for line in paper)
    assert len(read(tmp_path / "a.txt", content).papers) == len(papers)


def test_titles_of_feeds_in_a_feed_are_no_papers(tmp_path: Path) -> None:
    source = "<source><id>a</id><title>Another feed</title><subtitle>of clouds</subtitle></source></entry>"
    atom = read(tmp_path / "a.xml", ATOM.replace("</entry>", source))
    picture = "<channel><image><url>a</url><title>cs.CL</title></image><textInput><title>Search</title></textInput>"
    rss = read(tmp_path / "b.xml", RSS.replace("<channel>", picture))
    assert texts(atom) == texts(rss) == list(PAPERS)
    assert (atom.cleaning.without_abstract, rss.cleaning.without_abstract) == (0, 0)


def test_an_abstract_in_a_feed_keeps_what_only_looks_like_its_beginning(tmp_path: Path) -> None:
    text = "We read feeds such as arXiv:1 Announce Type: new Abstract: it."
    (paper,) = read(tmp_path / "a.xml", f"<a><b><title>A</title><summary>{text}</summary></b></a>").papers
    assert paper.abstract == text


def test_an_empty_field_of_a_ris_file_leaves_its_place_to_the_next(tmp_path: Path) -> None:
    (paper,) = read(tmp_path / "a.ris", "TY  - GEN\nTI  - \nT1  - A\nAB  -\nN2  - B.\nER  - \n").papers
    assert (paper.title, paper.abstract) == ("A", "B.")


def test_page_text_before_the_first_label_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", MAIL).cleaning.page_lines == 5


def test_xml_without_papers_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.xml: 4,000,000 bytes without a paper"):
        read(tmp_path / "a.xml", "<a><b>" + "x" * (LINE_LIMIT + 100_000) + "</b></a>")


def test_definitions_alone_are_no_papers_and_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "strings.bib").write_text("@string{acl = {ACL}}", encoding="utf-8")
    (tmp_path / "papers.bib").write_text(ZOTERO_BIB, encoding="utf-8")
    assert texts(read_papers([tmp_path], config=CorpusConfig())) == list(PAPERS)
