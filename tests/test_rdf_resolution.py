"""What resolution says of things, as triples: what lies under what, divided votes, and the IRIs of other names."""

import pytest
from resolve_cases import know, mention

from kg.model import Broader, Entity, Knowledge
from kg.query import Answer, run_text
from kg.rdf import to_store
from kg.resolve.labels import former_ids
from kg.validate import validate
from kg.vocab import HierarchySource


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return know(
        mention("a", "Model", "Vision Transformer", "ViT"),
        mention("b", "Method", "Vision Transformer"),
        mention("c", "Model", "Vision Transformers"),
        mention("d", "Model", "Flexible Vision Transformer"),
    )


def ask(knowledge: Knowledge, query: str) -> Answer:
    return run_text(to_store(knowledge), query)


def rows(knowledge: Knowledge, query: str) -> list[list[str]]:
    return [list(row) for row in ask(knowledge, query).texts()]  # type: ignore[union-attr]


def test_a_kind_lies_under_its_base_and_says_why(knowledge: Knowledge) -> None:
    query = """SELECT ?narrow ?broad WHERE {
      ?x skos:broader ?y ; kg:broaderByHeadNoun ?y ; skos:prefLabel ?narrow . ?y skos:prefLabel ?broad }"""
    assert rows(knowledge, query) == [["Flexible Vision Transformer", "Vision Transformer"]]
    assert rows(knowledge, "SELECT ?x WHERE { ?x kg:broaderByStated ?y }") == []


def test_votes_for_other_types_are_kept(knowledge: Knowledge) -> None:
    query = """SELECT ?label ?votes WHERE {
      ?x kg:typeVote ?vote ; skos:prefLabel ?label . ?vote kg:votedType kg:Method ; kg:votes ?votes }"""
    assert rows(knowledge, query) == [["Vision Transformer", "1"]]
    assert len(rows(knowledge, "SELECT ?vote WHERE { ?vote a kg:TypeVote }")) == 2


@pytest.mark.parametrize("predicate", ["owl:sameAs", "dcterms:isReplacedBy"])
def test_iris_of_other_names_lead_to_the_thing(knowledge: Knowledge, predicate: str) -> None:
    query = f"SELECT ?old ?new WHERE {{ ?old {predicate} ?new }} ORDER BY ?old"
    assert rows(knowledge, query) == [
        ["entity:vision-transformers", "Vision Transformer"],
        ["entity:vit", "Vision Transformer"],
    ]


@pytest.mark.parametrize("shacl", [True, False])
def test_all_of_it_keeps_the_rules_and_circles_break_them(knowledge: Knowledge, *, shacl: bool) -> None:
    assert validate(knowledge, shacl=shacl).conforms
    first, second = (entity.id for entity in knowledge.entities)
    size = (HierarchySource.SIZE,)
    circle = (*knowledge.broader, Broader(second, first, size))
    broken = Knowledge(knowledge.papers, knowledge.entities, (), (), broader=circle)
    assert {violation.rule for violation in validate(broken, shacl=shacl).violations} == {"Entity-circle"}


def test_an_id_that_would_lead_astray_is_nobodys() -> None:
    names = {"entity/vit": ["ViT", "transformer"], "entity/bert": ["BERT", "ViT", "transformers", "Transformer"]}
    assert former_ids(names) == {"entity/bert": ("entity/transformers",)}


def test_a_merge_leaves_the_old_id() -> None:
    one, other = mention("a", "Model", "wide lattice network"), mention("b", "Model", "WLN")
    before = {entity.id for entity in know(one, other).entities}
    (merged,) = know(one, other, mention("c", "Model", "wide lattice network", "WLN")).entities
    assert isinstance(merged, Entity)
    assert before == {merged.id, *merged.former}
