"""The values that flow through the stages, in the order in which the stages make them.

    files ─corpus→ Paper ─extract→ Extraction ─resolve→ Knowledge ─graph, rdf, explorer, export→ out/

Papers have the id they came with ("arxiv:2506.22774"), entities one that resolution gives them
("entity/vision-transformer"), results "result/<paper id>/<number>". All values are frozen, and ordered
where order matters. Text positions are half-open character offsets [start, end) into `Paper.text`.
"""

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

from msgspec import UNSET, UnsetType

from kg.vocab import HierarchySource, LinkKind, NodeType, Reason, RelationType, ResultKind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range [start, end) in `Paper.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `sentences` are spans of `text`: the first is the title, the others are those of the abstract.

    `same_as` are the addresses of its pages at arXiv and under its DOI. Where it has none, it is `UNSET` and left out
    of JSON.
    """

    id: str
    title: str
    abstract: str
    sentences: tuple[Span, ...]
    year: int | None = None
    url: str | None = None
    same_as: tuple[str, ...] | UnsetType = UNSET

    @property
    def text(self) -> str:
        """Title, newline, abstract: what all spans refer to."""
        return f"{self.title}\n{self.abstract}"

    def sentence_of(self, span: Span) -> int:
        """Number of the sentence in which `span` starts; 0 is the title."""
        return max(bisect_right(self.sentences, span.start, key=_start) - 1, 0)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One occurrence of an entity in a paper, with the probability that it is one."""

    span: Span
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PaperEntity:
    """An entity of one paper. `name` is its fullest surface form; `forms` are all of them, `name` first.

    `mentions` are in text order and never empty.
    """

    name: str
    type: NodeType
    forms: tuple[str, ...]
    mentions: tuple[Mention, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class PaperRelation:
    """A relation that one paper states between two of its entities, by name; the head may be `vocab.PAPER`.

    `sentence` is the number of the sentence that states it; 0 is the title.
    """

    head: str
    relation: RelationType
    tail: str
    sentence: int
    confidence: float


@dataclass(frozen=True, slots=True)
class PaperResult:
    """A measured number. Entities of the paper are given by name; the subject may be `vocab.PAPER`.

    `value` is as written ("30-70", "2.2"), `unit` is "%", "x", "points", another unit as written or "".
    `span` covers the number in the text.
    """

    subject: str
    metric: str | None
    value: str
    unit: str
    kind: ResultKind
    dataset: str | None
    baseline: str | None
    sentence: int
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class Abbreviation:
    """A short form that the text defines, with its long form ("Vision Transformer (ViT)")."""

    short: str
    long: str
    short_span: Span
    long_span: Span


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A web address in a paper and what it leads to."""

    url: str
    kind: LinkKind
    span: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was found in one paper.

    `annotated` says that a person made it; resolution then does not split its entities.
    """

    paper: str
    entities: tuple[PaperEntity, ...]
    relations: tuple[PaperRelation, ...]
    results: tuple[PaperResult, ...]
    abbreviations: tuple[Abbreviation, ...] = ()
    links: tuple[Link, ...] = ()
    annotated: bool = False


@dataclass(frozen=True, slots=True)
class EntityMention:
    """Where an entity of the corpus is mentioned."""

    paper: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of the corpus, with all names that papers use for it.

    `id` is stable from build to build and unique among papers and entities ("entity/vision-transformer").
    `aliases` are all other surface forms, sorted. `types` counts the papers that mention it as each type, most first.
    `former` are the ids that it would have if one of its other names were the label, sorted, without those that another
    entity has or would have.
    """

    id: str
    label: str
    type: NodeType
    aliases: tuple[str, ...]
    types: tuple[tuple[NodeType, int], ...]
    mentions: tuple[EntityMention, ...]
    confidence: float
    former: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its label and its aliases."""
        return self.label, *self.aliases

    @property
    def papers(self) -> tuple[str, ...]:
        """Ids of the papers that mention it, sorted."""
        return tuple(sorted({mention.paper for mention in self.mentions}))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence of one paper that states a fact, and where in it head and tail are named.

    `sentence` is its span in the paper's text and `quote` its words. A head or tail that the sentence does not name
    ("we", "our model") is None.
    """

    paper: str
    sentence: Span
    quote: str
    head: Span | None
    tail: Span | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two nodes with the evidence of every paper that states it.

    `head` and `tail` are ids of entities; `head` may be that of a paper. Evidence is sorted by paper, one for each
    paper. `confidence` is the probability that at least one of the papers states the fact.
    """

    head: str
    relation: RelationType
    tail: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Result:
    """A measured number, as `PaperResult`, with ids of the corpus for names; `subject` is an entity or the paper."""

    id: str
    paper: str
    subject: str
    metric: str | None
    value: str
    unit: str
    kind: ResultKind
    dataset: str | None
    baseline: str | None
    sentence: Span
    quote: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class PaperLink:
    """A web address that a paper gives."""

    paper: str
    url: str
    kind: LinkKind


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Why a name counts as a form of an entity: one line of `merges.tsv`."""

    entity: str
    label: str
    name: str
    reason: Reason
    score: float
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Broader:
    """A link of the hierarchy: the entity `narrower` is a kind of the entity `broader` (ids). Links form no cycles.

    `sources` says what shows it, in the order of `HierarchySource`.
    """

    narrower: str
    broader: str
    sources: tuple[HierarchySource, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The knowledge of a corpus, from which all outputs are made. Tuples are sorted, by id where items have one."""

    papers: tuple[Paper, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    results: tuple[Result, ...]
    links: tuple[PaperLink, ...] = ()
    merges: tuple[Merge, ...] = ()
    broader: tuple[Broader, ...] = ()
