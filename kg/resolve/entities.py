"""From clusters of names to the entities of the corpus, with their mentions, types, labels and merges."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Entity, EntityMention, Extraction, Mention, Merge, Paper, PaperEntity
from kg.resolve.facts import combine
from kg.resolve.labels import Variant, assign_ids, choose_label
from kg.resolve.links import Reason, bare, one_says_more
from kg.resolve.names import Names
from kg.resolve.senses import Term
from kg.rules.names import singular
from kg.vocab import NodeType


@dataclass(frozen=True, slots=True)
class Draft:
    """All that papers say of one cluster of names.

    `uses` has, for each form, the papers that use it and whether they do so in the abstract; `terms` the meaning of
    each form. `votes` are the best confidences of each paper for each type.
    """

    uses: dict[str, dict[str, bool]] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    mentions: dict[tuple[str, int, int], EntityMention] = field(default_factory=dict)
    votes: dict[tuple[str, NodeType], float] = field(default_factory=dict)

    def add_name(self, paper: Paper, form: str, term: Term, mentions: Sequence[Mention]) -> None:
        """Note that `paper` uses `form`."""
        uses = self.uses.setdefault(form, {})
        running = any(mention.span.start > len(paper.title) for mention in mentions)
        uses[paper.id] = uses.get(paper.id, False) or running
        self.terms[form] = term

    def add_mentions(self, paper: Paper, mentions: Sequence[Mention]) -> None:
        """Note where `paper` mentions the cluster; of findings of one span the most confident counts."""
        for mention in mentions:
            at = paper.id, mention.span.start, mention.span.end
            if at not in self.mentions or self.mentions[at].confidence < mention.confidence:
                self.mentions[at] = EntityMention(paper.id, mention.span, mention.confidence)

    def vote(self, paper: Paper, entity: PaperEntity) -> None:
        """Note what type `paper` takes the entity for, and how surely."""
        vote = paper.id, entity.type
        self.votes[vote] = max(entity.confidence, self.votes.get(vote, 0.0))


@dataclass(frozen=True, slots=True)
class Placement:
    """The draft of each cluster, by its root, and the root of each entity of each paper, by its name."""

    drafts: Mapping[Term, Draft]
    homes: Mapping[str, Mapping[str, Term]]


def place(papers: Mapping[str, Paper], extractions: Iterable[Extraction], names: Names) -> Placement:
    """Put what papers say of their entities into clusters.

    An entity belongs where its name does. Its other forms go with it, those alone excepted that a guard keeps
    apart: they are entities of their own.
    """
    drafts: dict[Term, Draft] = defaultdict(Draft)
    homes: dict[str, dict[str, Term]] = defaultdict(dict)
    for extraction in extractions:
        paper = papers[extraction.paper]
        own = names.senses.of_paper(extraction, names.keys)
        for entity in extraction.entities:
            terms = {form: names.senses.term(form, names.keys(form), own) for form in entity.forms}
            homes[paper.id][entity.name] = home = names.clusters.find(terms[entity.name])
            for form, mentions in _by_form(entity).items():
                root = names.clusters.find(terms[form])
                target = home if names.clusters.can_join(root, home) else root
                draft = drafts[target]
                if root == target or not one_says_more(form, entity.name):
                    draft.add_name(paper, form, terms[form], mentions)
                draft.add_mentions(paper, mentions)
                draft.vote(paper, entity)
    return Placement(drafts, homes)


def build_entities(placement: Placement, names: Names) -> tuple[dict[Term, Entity], tuple[Merge, ...]]:
    """The entity of each cluster, by its root, and why each has the names that it has."""
    forms = {root: _forms(root, draft, placement, names) for root, draft in placement.drafts.items()}
    labels = {root: choose_label(_variants(forms[root], draft, names)) for root, draft in placement.drafts.items()}
    ids = assign_ids((labels[root], "\x1f".join(root), _size(draft)) for root, draft in placement.drafts.items())
    entities: dict[Term, Entity] = {}
    merges: list[Merge] = []
    for root, draft in placement.drafts.items():
        entity = _entity(ids[labels[root], "\x1f".join(root)], labels[root], forms[root], draft)
        entities[root] = entity
        merges += _merges(entity, draft, names)
    return entities, tuple(sorted(merges))


def _by_form(entity: PaperEntity) -> dict[str, list[Mention]]:
    """Mentions by the form that they have; one that has no listed form counts for the name."""
    mentions: dict[str, list[Mention]] = {form: [] for form in entity.forms}
    for mention in entity.mentions:
        mentions.get(mention.text, mentions[entity.name]).append(mention)
    return mentions


def _forms(root: Term, draft: Draft, placement: Placement, names: Names) -> tuple[str, ...]:
    """The forms that name the entity; a form that some paper borrowed from another entity is that one's alone."""
    return tuple(
        form
        for form in sorted(draft.uses)
        if (own := names.clusters.find(draft.terms[form])) == root or own not in placement.drafts
    )


def _size(draft: Draft) -> int:
    return len({paper for paper, _ in draft.votes})


def _variants(forms: Iterable[str], draft: Draft, names: Names) -> tuple[Variant, ...]:
    kind = _types(draft)[0][0]
    bases = {names.keys(form) for form in forms}
    return tuple(
        Variant(
            name=form,
            short=draft.terms[form] in names.shorts,
            derived=(rest := bare(form, kind)) is not None and names.keys(rest) in bases,
            singular=_is_singular(form),
            running=sum(draft.uses[form].values()),
            papers=len(draft.uses[form]),
        )
        for form in forms
    )


def _is_singular(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    return singular(last) == last


def _types(draft: Draft) -> list[tuple[NodeType, float]]:
    """The types by the sum of their votes, most first."""
    weights: dict[NodeType, float] = defaultdict(float)
    for (_, kind), confidence in sorted(draft.votes.items()):
        weights[kind] += confidence
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))


def _entity(key: str, label: str, forms: Iterable[str], draft: Draft) -> Entity:
    counts = Counter(kind for _, kind in draft.votes)
    best: dict[str, float] = {}
    for (paper, _), confidence in sorted(draft.votes.items()):
        best[paper] = max(confidence, best.get(paper, 0.0))
    return Entity(
        id=key,
        label=label,
        type=_types(draft)[0][0],
        aliases=tuple(form for form in forms if form != label),
        types=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        mentions=tuple(draft.mentions[at] for at in sorted(draft.mentions)),
        confidence=combine(best.values()),
    )


def _merges(entity: Entity, draft: Draft, names: Names) -> Iterator[Merge]:
    start = draft.terms[entity.label]
    ties = names.ties_from(start)
    for name in entity.aliases:
        term = draft.terms[name]
        if term == start:
            yield Merge(
                entity.id, entity.label, name, _spelling(name, entity.label), 1.0, tuple(sorted(draft.uses[name]))
            )
        elif term in ties:
            tie = ties[term]
            papers = tie.papers or tuple(sorted(draft.uses[name]))
            yield Merge(entity.id, entity.label, name, tie.reason, tie.score, papers)
        else:
            papers = tuple(sorted(draft.uses[name]))
            yield Merge(entity.id, entity.label, name, Reason.SAME_PAPER, 1.0, papers)


def _spelling(name: str, label: str) -> Reason:
    """How two names with one key differ."""
    if name.casefold() == label.casefold():
        return Reason.CASE
    if _singular(name) == _singular(label):
        return Reason.PLURAL
    return Reason.HYPHENATION


def _singular(name: str) -> str:
    *rest, last = name.split()
    return " ".join((*rest, singular(last))).casefold()
