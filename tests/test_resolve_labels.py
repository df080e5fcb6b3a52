"""Labels and ids of entities, and the clusters behind them."""

from itertools import product
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolve_cases import case, know, mention

from kg.resolve.clusters import Clusters
from kg.resolve.decisions import Decisions
from kg.resolve.labels import Naming, assign_ids, is_well_formed, slug
from kg.resolve.lexicon import read_lexicon
from kg.resolve.names import Grouping
from kg.resolve.senses import Term
from kg.resolve.ties import Tie
from kg.rules.names import versions_agree
from kg.vocab import Reason


def _label(*forms: tuple[str, int]) -> str:
    cases = [mention(f"{name}{n}", "Model", name) for name, papers in forms for n in range(papers)]
    (entity,) = know(*cases).entities
    return entity.label


def test_the_label_is_the_most_frequent_spelling() -> None:
    assert _label(("Big Bird", 1), ("BigBird", 2)) == "BigBird"


def test_capitals_of_titles_count_only_where_nothing_else_does() -> None:
    titled = [case(f"t{n}", "Nothing.", [["Task", "Image Captioning"]], title="Image Captioning") for n in range(3)]
    (entity,) = know(*titled, mention("a", "Task", "image captioning")).entities
    assert entity.label == "image captioning"
    (entity,) = know(*titled).entities
    assert entity.label == "Image Captioning"


def test_singular_is_preferred_to_plural() -> None:
    assert _label(("vision transformers", 3), ("vision transformer", 1)) == "vision transformer"


def test_a_name_with_capitals_of_its_own_is_no_plural() -> None:
    assert _label(("nuScenes", 3), ("Nuscene", 1)) == "nuScenes"
    assert _label(("LiDAR sensors", 3), ("LiDAR sensor", 1)) == "LiDAR sensor"


def test_an_odd_spelling_of_an_abbreviation_inside_a_name_does_not_win() -> None:
    cases = [case(f"c{n}", "The Key-Value (KV) store. A KV cache.", [["Concept", "KV cache"]]) for n in range(3)]
    (entity,) = know(*cases, mention("odd", "Concept", "kv-cache")).entities
    assert entity.label == "KV cache"


def test_capitals_at_the_start_of_a_sentence_mean_nothing() -> None:
    start = case("s", "Image captioning helps. Image captioning is old.", [["Task", "Image captioning"]])
    (entity,) = know(start, mention("a", "Task", "image captioning")).entities
    assert entity.label == "image captioning"


def test_plurals_count_for_the_case_of_the_singular() -> None:
    assert _label(("Neural Parser", 1), ("neural parser", 1), ("Neural Parsers", 2)) == "Neural Parser"


def test_capitals_inside_words_are_meant() -> None:
    assert _label(("roformer", 1), ("RoFormer", 1)) == "RoFormer"
    assert _label(("mrna design", 1), ("mRNA design", 1)) == "mRNA design"
    assert _label(("pAtch tokeN Embedding", 1), ("patch token embedding", 1)) == "patch token embedding"


def test_a_mere_adjective_is_no_label() -> None:
    assert _label(("character-level", 2), ("character-level models", 1)) == "character-level models"


def test_markup_is_no_label() -> None:
    assert _label((r"Nystr\"{o}mformer", 3), ("Nyströmformer", 1)) == "Nyströmformer"


@pytest.mark.parametrize(("full", "label"), [(2, "large language model"), (0, "LLM")])
def test_the_full_form_is_preferred_unless_hardly_any_paper_uses_it(full: int, label: str) -> None:
    defining = mention("a", "Model", "large language model", "LLM")
    cases = [defining, *(mention(f"f{n}", "Model", "large language model") for n in range(full))]
    cases += [mention(f"s{n}", "Model", "LLM") for n in range(6)]
    (entity,) = know(*cases).entities
    assert entity.label == label


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Vision Transformer", "vision-transformer"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("RefCOCO+", "refcoco-plus"),
        ("Llama 3.1 70B", "llama-3.1-70b"),
        ("Nyströmformer", "nystromformer"),
        ("pass@1", "pass-1"),
        ("../../etc", "etc"),
        ("日本語 BERT", "日本語-bert"),
        ("[MASK]", "mask"),
        ("∇²", "2"),
        ("→", ""),
    ],
)
def test_slugs_are_readable(label: str, expected: str) -> None:
    assert slug(label) == expected


@given(
    st.lists(
        st.tuples(st.text(max_size=6), st.text(max_size=3), st.integers(1, 4)), max_size=12, unique_by=lambda n: n[:2]
    )
)
def test_ids_are_unique_and_do_not_depend_on_order(entries: list[tuple[str, str, int]]) -> None:
    namings = {
        number: Naming(label, sense, (label, sense), papers) for number, (label, sense, papers) in enumerate(entries)
    }
    ids = assign_ids(namings)
    assert len(set(ids.values())) == len(entries)
    assert assign_ids(dict(reversed(namings.items()))) == ids
    assert all(not set(key) & set(' /?#%<>"{}|\\^`') for key in (key.removeprefix("entity/") for key in ids.values()))


def test_where_slugs_meet_the_more_frequent_keeps_it_and_others_stay_as_they_are() -> None:
    one, other = Naming("R@1", "", ("R@1",), 3), Naming("R-1", "", ("R-1",), 2)
    before = assign_ids({"one": one, "other": other})
    after = assign_ids({"one": one, "other": other, "third": Naming("R 1", "", ("R 1",), 1)})
    assert before["one"] == "entity/r-1"
    assert after | before == after


def test_an_id_that_a_paper_has_is_given_to_no_entity() -> None:
    bert = {"bert": Naming("BERT", "", ("BERT",), 3)}
    papers: list[str] = []
    for _ in range(5):
        papers.append(assign_ids(bert, papers)["bert"])
    assert papers[0] == "entity/bert"
    assert len(set(papers)) == len(papers)


def test_a_paper_with_the_id_of_what_it_proposes_proposes_it_all_the_same() -> None:
    paper, extraction = case(
        "entity/bert", "We add BERT.", [["Model", "BERT"]], relations=[["PAPER", "proposes", "BERT", 1]]
    )
    knowledge = know((paper, extraction))
    ((fact,), (entity,)) = knowledge.facts, knowledge.entities
    assert (fact.head, fact.tail) == ("entity/bert", entity.id)
    assert entity.id.startswith("entity/bert-")


@pytest.mark.parametrize("name", ["$x$", "a_b", "key (KV", '"quoted"', "x" * 81, "agents'"])
def test_odd_names_are_not_well_formed(name: str) -> None:
    assert not is_well_formed(name)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=30))
def test_no_cluster_holds_what_a_guard_keeps_apart(steps: list[tuple[int, int, bool]]) -> None:
    clusters: Clusters[int] = Clusters(lambda item: [f"model {item % 3}"], versions_agree)
    apart = []
    for one, other, join in steps:
        if join:
            clusters.join(one, other)
        elif one != other and clusters.find(one) != clusters.find(other):
            clusters.keep_apart(one, other)
            apart.append((one, other))
    assert all(clusters.find(one) != clusters.find(other) for one, other in apart)
    for item in range(10):
        assert {member % 3 for member in clusters.members(item)} == {item % 3}
        assert item in clusters.members(item)


def test_many_names_are_joined_without_comparing_each_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counting(one: str, other: str) -> bool:
        nonlocal compared
        compared += 1
        return versions_agree(one, other)

    monkeypatch.setattr("kg.resolve.names.versions_agree", counting)
    cases = [mention(f"{a}{b}", "Model", f"{a}x {b}y") for a, b in product(ascii_lowercase[:20], repeat=2)]
    extractions = [extraction for _, extraction in cases]
    keys = Decisions().keys()
    grouping = Grouping(read_lexicon(extractions, keys, {}))
    first, *others = (Term(keys(extraction.entities[0].name)) for extraction in extractions)
    for other in others:
        grouping.tie(Tie(first, other, Reason.DECISION))
    assert len(grouping.clusters.members(first)) == len(cases)
    assert compared < 30 * len(cases)
