import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rules import find_links
from kg.vocab import LinkKind

ADDRESSES = {
    "Code: https://github.com/a/b.": ("https://github.com/a/b", LinkKind.CODE),
    "is at github.com/a/b_c, and": ("https://github.com/a/b_c", LinkKind.CODE),
    r"at \url{https://gitlab.com/a/b\_c}.": ("https://gitlab.com/a/b_c", LinkKind.CODE),
    "code (https://bitbucket.org/a/b)": ("https://bitbucket.org/a/b", LinkKind.CODE),
    "see https://en.wikipedia.org/wiki/BERT_(model).": ("https://en.wikipedia.org/wiki/BERT_(model)", LinkKind.OTHER),
    "the data [https://zenodo.org/records/1]": ("https://zenodo.org/records/1", LinkKind.DATA),
    "at https://huggingface.co/datasets/a/b;": ("https://huggingface.co/datasets/a/b", LinkKind.DATA),
    "at www.kaggle.com/datasets/a/b?x=1&y=2!": ("https://www.kaggle.com/datasets/a/b?x=1&y=2", LinkKind.DATA),
    "notebooks: kaggle.com/code/a/b": ("https://kaggle.com/code/a/b", LinkKind.CODE),
    "see https://a-b.github.io/c/.": ("https://a-b.github.io/c/", LinkKind.PROJECT),
    "Project page: https://lab.example.org/x": ("https://lab.example.org/x", LinkKind.PROJECT),
    "The source code is at https://osf.io/abc": ("https://osf.io/abc", LinkKind.CODE),
    "Our corpus is at http://lab.example.org/c.zip'": ("http://lab.example.org/c.zip", LinkKind.DATA),
    "Our models: https://huggingface.co/a": ("https://huggingface.co/a", LinkKind.OTHER),
    '"https://youtu.be/abc" shows': ("https://youtu.be/abc", LinkKind.OTHER),
    "https://github.com/a/b。欢迎使用": ("https://github.com/a/b", LinkKind.CODE),
    "\uff08https://github.com/a/b\uff09已公开": ("https://github.com/a/b", LinkKind.CODE),
    "「https://github.com/a/b」、「c」": ("https://github.com/a/b", LinkKind.CODE),
    "at https://github.com/a/b—including weights": ("https://github.com/a/b", LinkKind.CODE),
    "“github.com/a/b”, \u2018c\u2019": ("https://github.com/a/b", LinkKind.CODE),
    "code\uff1agithub.com/a/b\uff0cdata\uff1alater": ("https://github.com/a/b", LinkKind.CODE),
    "see https://a-b.github.io… and": ("https://a-b.github.io", LinkKind.PROJECT),
    "at a-b.github.io\uff0cor": ("https://a-b.github.io", LinkKind.PROJECT),
    "see https://fr.wikipedia.org/wiki/Réseau": ("https://fr.wikipedia.org/wiki/Réseau", LinkKind.OTHER),
}


@pytest.mark.parametrize(("text", "expected"), ADDRESSES.items())
def test_addresses_are_found_without_what_stands_around_them(text: str, expected: tuple[str, LinkKind]) -> None:
    assert [(link.url, link.kind) for link in find_links(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["github is good", "mail me@github.com now", "https:// nothing", "and/or w.r.t. e.g.", "www."]
)
def test_other_words_are_no_addresses(text: str) -> None:
    assert find_links(text) == ()


@pytest.mark.parametrize("text", ["github.community/foo", "hf.core.x", "github.com.example.org/a", "hf.co-op"])
def test_a_host_without_a_scheme_that_only_begins_like_a_known_one_is_no_address(text: str) -> None:
    assert find_links(f"see {text} for more") == ()


def test_each_address_has_the_kind_that_its_own_statement_gives_it() -> None:
    text = (
        "The code is at https://a.example.org/1 and the data at https://b.example.org/2. More: https://c.example.org/3."
    )
    assert [link.kind for link in find_links(text)] == [LinkKind.CODE, LinkKind.DATA, LinkKind.OTHER]


@given(st.text(alphabet=st.sampled_from("ab.:/()[]w\\_%?= \n"), max_size=12).map(lambda tail: f"x https://a.b/{tail}"))
def test_a_span_covers_what_is_written(text: str) -> None:
    for link in find_links(text):
        written = link.span.of(text)
        assert written
        assert not written[-1].isspace()
        assert link.url.endswith(written.replace("\\_", "_").replace("\\%", "%"))
