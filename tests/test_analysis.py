"""Importance, communities and positions."""

import math
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kg.analysis import Analysis, analyse
from kg.model import Entity, EntityMention, Evidence, Fact, Knowledge, Paper, Span
from kg.vocab import NodeType, RelationType

ROOT = Path(__file__).resolve().parents[1]


def entity(name: str, *papers: str, kind: NodeType = NodeType.METHOD) -> Entity:
    mentions = tuple(EntityMention(paper, Span(0, 1), 1.0) for paper in papers)
    return Entity(f"entity/{name}", name, kind, (), ((kind, len(papers)),), mentions, 1.0)


def paper(name: str) -> Paper:
    return Paper(name, name, "", (Span(0, len(name)),))


def uses(head: str, tail: str) -> Fact:
    evidence = Evidence("p0", Span(0, 1), "", None, None, 1.0)
    return Fact(f"entity/{head}", RelationType.USES, f"entity/{tail}", (evidence,), 1.0)


def groups(count: int, size: int) -> Knowledge:
    """`count` groups of `size` entities, each entity related to all of its group, and one entity without relations."""
    names = [[f"g{group:03d}-{n:03d}" for n in range(size)] for group in range(count)]
    entities = [entity(name, f"p{group}") for group, members in enumerate(names) for name in members]
    facts = [uses(one, other) for members in names for n, one in enumerate(members) for other in members[n + 1 : n + 9]]
    return Knowledge(
        tuple(paper(f"p{group}") for group in range(count)), (*entities, entity("zz-alone")), tuple(facts), ()
    )


def by_id(analysis: Analysis) -> dict[str, int]:
    return {node.id: node.community for node in analysis.nodes}


def test_nothing_known_gives_an_empty_analysis() -> None:
    assert analyse(Knowledge((), (), (), ())) == Analysis((), ())


def test_nodes_come_in_the_order_of_the_knowledge(tiny: Knowledge) -> None:
    assert [node.id for node in analyse(tiny).nodes] == [node.id for node in (*tiny.papers, *tiny.entities)]


def test_importance_is_a_distribution_and_favours_what_others_build_on(tiny: Knowledge) -> None:
    importance = {node.id: node.importance for node in analyse(tiny).nodes}
    assert sum(importance.values()) == pytest.approx(1)
    assert importance["entity/imagenet"] > importance["entity/image-classification"]


def test_groups_become_communities_and_what_is_unrelated_one_of_its_own() -> None:
    analysis = analyse(groups(4, 12))
    communities = by_id(analysis)
    assert [community.size for community in analysis.communities] == [13, 13, 13, 13, 1]
    assert communities["entity/zz-alone"] == 4
    assert analysis.communities[4].name == "Without relations"
    assert all(len({communities[f"entity/g{g:03d}-{n:03d}"] for n in range(12)}) == 1 for g in range(4))


def test_a_community_is_named_by_what_its_papers_share_and_others_lack() -> None:
    papers = {"vision": ["p0", "p1", "p2"], "speech": ["p3", "p4", "p5"]}
    everywhere = [name for names in papers.values() for name in names]
    common = [
        entity(name, *names, kind=kind)
        for topic, names in papers.items()
        for name, kind in (
            (topic, NodeType.TASK),
            (f"{topic} model", NodeType.MODEL),
            (f"{topic} set", NodeType.DATASET),
        )
    ]
    accuracy = entity("accuracy", *everywhere, kind=NodeType.METRIC)
    knowledge = Knowledge(tuple(map(paper, everywhere)), (*common, accuracy), (), ())
    names = [community.name.split(" · ")[0] for community in analyse(knowledge).communities]
    assert sorted(names) == ["speech", "vision"]


def test_the_second_half_of_a_name_does_not_repeat_the_first() -> None:
    entities = (entity("LLM", "p0", "p1"), entity("LLMs", "p0", "p1"), entity("pruning", "p0"))
    facts = (uses("pruning", "LLM"), uses("pruning", "LLMs"), uses("LLM", "LLMs"))
    knowledge = Knowledge((paper("p0"), paper("p1")), entities, facts, ())
    assert analyse(knowledge).communities[0].name == "LLM · pruning"


def test_places_of_communities_do_not_overlap_and_hold_their_nodes() -> None:
    analysis = analyse(groups(40, 6))
    places = analysis.communities
    gaps = [
        math.hypot(one.x - other.x, one.y - other.y) - one.radius - other.radius
        for n, one in enumerate(places)
        for other in places[:n]
    ]
    assert min(gaps) > 0
    for node in analysis.nodes:
        home = places[node.community]
        assert math.hypot(node.x - home.x, node.y - home.y) <= home.radius * 1.001


def test_hundreds_of_small_communities_find_room_round_the_rim() -> None:
    places = analyse(groups(420, 2)).communities
    gaps = [
        math.hypot(one.x - other.x, one.y - other.y) - one.radius - other.radius
        for n, one in enumerate(places)
        for other in places[:n]
    ]
    assert min(gaps) > 0


def test_no_two_nodes_share_a_point() -> None:
    nodes = analyse(groups(6, 30)).nodes
    assert len({(round(node.x, 3), round(node.y, 3)) for node in nodes}) == len(nodes)


def test_the_shared_generator_of_python_is_left_as_it_was(tiny: Knowledge) -> None:
    random.seed(5)
    expected = random.Random(5).random()  # noqa: S311
    analyse(tiny)
    assert random.random() == expected  # noqa: S311


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_output_is_the_same_in_every_process(hash_seed: str, tmp_path: Path) -> None:
    script = tmp_path / "again.py"
    script.write_text(
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
        "from test_analysis import groups, analyse\nprint(repr(analyse(groups(5, 9))))\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == repr(analyse(groups(5, 9)))
