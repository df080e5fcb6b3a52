"""From clusters of names to the entities of the corpus, with their mentions, types, labels and merges."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.model import Entity, EntityMention, Extraction, Mention, Merge, Paper, PaperEntity
from kg.resolve.facts import noisy_or
from kg.resolve.heads import without_head_word
from kg.resolve.labels import Naming, Variant, assign_ids, choose_label, former_ids, in_singular
from kg.resolve.names import Names
from kg.resolve.senses import Term
from kg.resolve.wording import one_says_more
from kg.vocab import NodeType, Reason


@dataclass(frozen=True, slots=True)
class Use:
    """One entity of one paper: for each form its term, the root of the term's cluster, and its mentions."""

    entity: PaperEntity
    terms: Mapping[str, Term]
    roots: Mapping[str, Term]
    mentions: Mapping[str, list[Mention]]

    @property
    def home(self) -> Term:
        """The root of the cluster to which the entity belongs."""
        return self.roots[self.entity.name]


@dataclass(slots=True)
class Draft:
    """All uses of one cluster of names, gathered paper by paper with `add`.

    `uses` has, for each form, the papers that use it, and whether they do so within a sentence of the abstract; `terms`
    has the term of each form. `votes` has, for each paper and type, the greatest confidence of the paper in it.
    """

    uses: dict[str, dict[str, bool]] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    mentions: dict[tuple[str, int, int], EntityMention] = field(default_factory=dict)
    votes: dict[tuple[str, NodeType], float] = field(default_factory=dict)

    def add(self, paper: Paper, use: Use, form: str, mentions: Sequence[Mention]) -> None:
        """Add the mentions of `form` in `paper`; of mentions with the same span, the most confident is kept."""
        papers = self.uses.setdefault(form, {})
        papers[paper.id] = papers.get(paper.id, False) or any(_is_running(paper, mention) for mention in mentions)
        self.terms[form] = use.terms[form]
        vote = paper.id, use.entity.type
        if mentions:
            self.votes[vote] = max(use.entity.confidence, self.votes.get(vote, 0.0))
        for mention in mentions:
            at = paper.id, mention.span.start, mention.span.end
            if at not in self.mentions or self.mentions[at].confidence < mention.confidence:
                self.mentions[at] = EntityMention(paper.id, mention.span, mention.confidence)

    @property
    def papers(self) -> set[str]:
        """The papers that mention it."""
        return {paper for paper, _ in self.votes}

    @property
    def type(self) -> NodeType:
        """The type with the greatest sum of votes."""
        weights: dict[NodeType, float] = defaultdict(float)
        for vote in sorted(self.votes):
            weights[vote[1]] += self.votes[vote]
        return min(weights, key=lambda kind: (-weights[kind], kind))


def _is_running(paper: Paper, mention: Mention) -> bool:
    """Whether the mention is in the abstract, and not at the start of a sentence."""
    start = mention.span.start
    return start > len(paper.title) and all(sentence.start != start for sentence in paper.sentences)


@dataclass(frozen=True, slots=True)
class Placement:
    """The draft of each cluster by its root; and `homes`, the root of each entity by paper and name."""

    drafts: Mapping[Term, Draft]
    homes: Mapping[str, Mapping[str, Term]]


def place(papers: Mapping[str, Paper], extractions: Sequence[Extraction], names: Names) -> Placement:
    """Assign the entities of papers, form by form, to clusters.

    An entity belongs to the cluster of its name. Its other forms go with it, unless one belongs to another cluster that
    is known to be an entity of its own. If no form that stays with it is mentioned, all mentions count for its name.
    """
    taken = {root for _, use in _uses(extractions, names) for root in _claimed(use, names)}
    drafts: dict[Term, Draft] = defaultdict(Draft)
    homes: dict[str, dict[str, Term]] = defaultdict(dict)
    for paper, use in _uses(extractions, names):
        homes[paper][use.entity.name] = use.home
        targets = {form: root if root in taken else use.home for form, root in use.roots.items()}
        unnamed = not any(use.mentions[form] for form, target in targets.items() if target == use.home)
        for form, target in targets.items():
            mentions = use.entity.mentions if unnamed and form == use.entity.name else use.mentions[form]
            if mentions or not _differs(use, form, target, names):
                drafts[target].add(papers[paper], use, form, mentions)
    return Placement(drafts, homes)


def _uses(extractions: Iterable[Extraction], names: Names) -> Iterator[tuple[str, Use]]:
    """Every entity of every paper."""
    for extraction in extractions:
        for entity, terms in names.terms(extraction):
            roots = {form: names.clusters.find(term) for form, term in terms.items()}
            yield extraction.paper, Use(entity, terms, roots, _by_form(entity))


def _claimed(use: Use, names: Names) -> Iterator[Term]:
    """The clusters that a use shows to be entities: that of the name, and those of forms that are decided or differ."""
    yield use.home
    for form, root in use.roots.items():
        if use.mentions[form] and (use.terms[form].key in names.about or _differs(use, form, use.home, names)):
            yield root


def _differs(use: Use, form: str, target: Term, names: Names) -> bool:
    """Whether a form names something else than `target`, although a paper uses it for the entity."""
    root = use.roots[form]
    return root != target and (
        one_says_more(form, use.entity.name, names.senses.full_forms) or not names.clusters.can_join(root, target)
    )


def build_entities(
    placement: Placement, names: Names, papers: Collection[str]
) -> tuple[dict[Term, Entity], tuple[Merge, ...]]:
    """The entity of each cluster, by its root, and the merges with their reasons; clusters to be dropped have none.

    No entity gets an id of `papers`.
    """
    decided = {root: names.decided(root) for root in placement.drafts}
    drafts = {root: draft for root, draft in placement.drafts.items() if not decided[root].dropped}
    labels = {root: decided[root].label or choose_label(_variants(draft, names)) for root, draft in drafts.items()}
    ids = assign_ids({root: _naming(labels[root], draft) for root, draft in drafts.items()}, papers)
    entities = {
        root: _entity(ids[root], labels[root], decided[root].type or draft.type, draft)
        for root, draft in drafts.items()
    }
    former = former_ids({entity.id: entity.names for entity in entities.values()})
    entities = {root: replace(entity, former=former.get(entity.id, ())) for root, entity in entities.items()}
    merges = [merge for root, entity in entities.items() for merge in _merges(entity, drafts[root], names)]
    return entities, tuple(sorted(merges))


def _naming(label: str, draft: Draft) -> Naming:
    term = draft.terms.get(label)
    return Naming(label, term.sense if term else "", _spelt_out(draft), len(draft.papers))


def _spelt_out(draft: Draft) -> tuple[str, ...]:
    """All names with their terms, which no two entities have in common."""
    return tuple(part for form in sorted(draft.terms) for part in (form, *draft.terms[form]))


def _by_form(entity: PaperEntity) -> dict[str, list[Mention]]:
    """Mentions by their form; a mention whose form is not listed counts for the name."""
    mentions: dict[str, list[Mention]] = {form: [] for form in entity.forms}
    for mention in entity.mentions:
        mentions.get(mention.text, mentions[entity.name]).append(mention)
    return mentions


def _variants(draft: Draft, names: Names) -> tuple[Variant, ...]:
    kind, shorts = draft.type, {term.key for term in draft.terms.values() if term in names.shorts}
    return tuple(
        Variant(
            name=form,
            key=draft.terms[form].key,
            short=not shorts.isdisjoint({draft.terms[form].key, names.keys(without_head_word(form, kind) or form)}),
            abbreviated=names.senses.abbreviates_inside(form),
            running=sum(uses.values()),
            papers=len(uses),
        )
        for form, uses in draft.uses.items()
    )


def _entity(key: str, label: str, kind: NodeType, draft: Draft) -> Entity:
    counts = Counter(kind for _, kind in draft.votes)
    best: dict[str, float] = {}
    for (paper, _), confidence in draft.votes.items():
        best[paper] = max(confidence, best.get(paper, 0.0))
    return Entity(
        id=key,
        label=label,
        type=kind,
        aliases=tuple(form for form in sorted(draft.uses) if form != label),
        types=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        mentions=tuple(draft.mentions[at] for at in sorted(draft.mentions)),
        confidence=noisy_or(best[paper] for paper in sorted(best)),
    )


def _merges(entity: Entity, draft: Draft, names: Names) -> Iterator[Merge]:
    start = draft.terms.get(entity.label, Term(names.keys(entity.label)))
    ties = names.ties_from(start)
    for name in entity.aliases:
        term, users = draft.terms[name], tuple(sorted(draft.uses[name]))
        if tie := ties.get(term):
            yield Merge(entity.id, entity.label, name, tie.reason, tie.score, tie.papers or users)
        else:
            reason = _spelling(name, entity.label) if term == start else Reason.SAME_PAPER
            yield Merge(entity.id, entity.label, name, reason, 1.0, users)


def _spelling(name: str, label: str) -> Reason:
    """The reason for a merge of two names with the same key."""
    if name.casefold() == label.casefold():
        return Reason.CASE
    if in_singular(name).casefold() == in_singular(label).casefold():
        return Reason.PLURAL
    return Reason.HYPHENATION
