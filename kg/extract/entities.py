"""Which candidates are entities, which of them corefer, and their types and names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from kg.encoder import Scores, Settings
from kg.encoder.settings import NO_CLASS, SAME, TYPE_CLASSES
from kg.encoder.tokens import Floats
from kg.extract.candidates import Candidate, Occurrence
from kg.extract.probability import calibrated, softmax
from kg.model import Abbreviation, Link, Mention, Paper, PaperEntity, Span
from kg.rules.names import normalise, singular, versions_agree
from kg.rules.variants import are_opposites, full_forms, variant_key
from kg.vocab import NodeType

_WORD: Final = re.compile(r"[^\W_]+")
_UNRELATED: Final = 0.5
"""Least probability of coreference for two names of which neither extends the other, if the model's is lower."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate that is kept, with the calibrated probability that it is an entity."""

    candidate: Candidate
    confidence: float


def choose(
    paper: Paper,
    candidates: Sequence[Candidate],
    *,
    scores: Scores,
    settings: Settings,
    abbreviations: Sequence[Abbreviation],
) -> tuple[Chosen, ...]:
    """The candidates that are entities, in text order; `scores` are those of a layout of these candidates.

    1. Candidates below the threshold of the model are dropped.
    2. Those that corefer, by their wording or by the network, are merged, unless their versions differ.
    3. Of mentions that overlap, the likeliest is kept; an entity that loses all its mentions is dropped.
    """
    confidences = [calibrated(own, settings.entity_calibration) for own in entity_evidence(candidates, scores)]
    kept = [n for n, confidence in enumerate(confidences) if confidence >= settings.entity]
    same = softmax(scores.pairs[1 : len(candidates) + 1, 1 : len(candidates) + 1])[..., SAME]
    forms = {n: candidates[n].forms(paper) for n in kept}
    groups = _cliques(_same_pairs(forms, same, settings.same, full_forms(abbreviations)), kept)
    chosen = [Chosen(_merged([candidates[n] for n in group]), max(confidences[n] for n in group)) for group in groups]
    return tuple(sorted(_without_overlaps(chosen), key=lambda one: one.candidate.spans))


def entity_evidence(candidates: Sequence[Candidate], scores: Scores) -> list[tuple[float, float]]:
    """For each candidate the inputs of its calibration: probability by all mentions, and by the likeliest mention."""
    nothing = softmax(scores.nodes[1 : len(candidates) + 1])[:, NO_CLASS]
    return [(1 - float(none), one.probability) for one, none in zip(candidates, nothing, strict=True)]


def without_addresses(chosen: Sequence[Chosen], links: Sequence[Link]) -> Iterator[Chosen]:
    """The entities without their mentions inside web addresses; an entity that has no others keeps them."""
    for one in chosen:
        occurrences = one.candidate.occurrences
        outside = tuple(o for o in occurrences if not any(link.span.overlaps(o.span) for link in links))
        yield replace(one, candidate=Candidate(outside or occurrences))


def name_entities(
    paper: Paper,
    chosen: Iterable[Chosen],
    *,
    scores: Scores,
    settings: Settings,
    abbreviations: Sequence[Abbreviation],
) -> tuple[PaperEntity, ...]:
    """The chosen candidates as entities of their likeliest types; `scores` are of a layout of these alone.

    The confidence of an entity is the probability that it is one and has this type.
    """
    short = {pair.short for pair in abbreviations}
    entities = []
    for node, one in enumerate(chosen, 1):
        types = softmax(scores.nodes[node, NO_CLASS + 1 :])
        best = int(types.argmax())
        confidence = calibrated((one.confidence, float(types[best])), settings.type_calibration)
        entities.append(_entity(paper, one.candidate.occurrences, TYPE_CLASSES[best], confidence, short))
    return tuple(entities)


def _same_pairs(
    forms: Mapping[int, Sequence[str]], same: Floats, threshold: float, full: Mapping[str, str]
) -> Iterator[tuple[float, int, int]]:
    """Pairs of candidates that may corefer, with the probability that they do."""
    both = (same + same.T) / 2
    keys = {n: {variant_key(form, full) for form in own} for n, own in forms.items()}
    for one, other in combinations(forms, 2):
        alike, pair = float(both[one, other]), (forms[one], forms[other])
        is_alike = alike >= threshold and (alike >= _UNRELATED or _is_extended(*pair))
        if (is_alike or keys[one] & keys[other]) and _may_be_one(*pair):
            yield alike, one, other


def _cliques(pairs: Iterable[tuple[float, int, int]], items: Sequence[int]) -> list[list[int]]:
    """Clusters by complete linkage: all members are pairs of each other; the likeliest pairs are joined first."""
    ranked = sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))
    alike = {frozenset(pair[1:]) for pair in ranked}
    group = {item: [item] for item in items}
    for _, one, other in ranked:
        ours, theirs = group[one], group[other]
        if ours is not theirs and all(frozenset((a, b)) in alike for a in ours for b in theirs):
            ours += theirs
            group.update(dict.fromkeys(theirs, ours))
    return [own for item, own in group.items() if own[0] == item]


def _is_extended(forms: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one name is another with words added, at most as many as the shorter one has.

    Names that differ in one word each ("global-batch loss", "micro-batch loss") mostly mean different things.
    """
    ours, theirs = ([set(map(singular, _WORD.findall(form.casefold()))) for form in names] for names in (forms, others))
    return any(
        2 * len(one & other) >= len(one | other) and (one <= other or other <= one) for one in ours for other in theirs
    )


def _may_be_one(forms: Sequence[str], others: Sequence[str]) -> bool:
    pairs = [(form, other) for form in forms for other in others]
    return all(versions_agree(*pair) and not are_opposites(*pair) for pair in pairs)


def _merged(candidates: Sequence[Candidate]) -> Candidate:
    """One candidate with the occurrences of all, without those of a shorter name inside a longer one."""
    everything = sorted({o for candidate in candidates for o in candidate.occurrences}, key=lambda o: o.span)
    spans = [occurrence.span for occurrence in everything]
    return Candidate(tuple(o for o in everything if not any(s.covers(o.span) and s != o.span for s in spans)))


def _without_overlaps(chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """Greedy choice of non-overlapping mentions, ranked by the product of mention and entity probability."""
    ranked = sorted(
        ((o, n) for n, one in enumerate(chosen) for o in one.candidate.occurrences),
        key=lambda pair: (-pair[0].probability * chosen[pair[1]].confidence, pair[0].span, pair[1]),
    )
    taken: list[Span] = []
    left: dict[int, list[Occurrence]] = {}
    for occurrence, owner in ranked:
        if not any(occurrence.span.overlaps(span) for span in taken):
            taken.append(occurrence.span)
            left.setdefault(owner, []).append(occurrence)
    for owner, occurrences in left.items():
        yield Chosen(Candidate(tuple(sorted(occurrences, key=lambda o: o.span))), chosen[owner].confidence)


def _entity(
    paper: Paper, occurrences: Sequence[Occurrence], kind: NodeType, confidence: float, short: set[str]
) -> PaperEntity:
    counts = Counter(occurrence.span.of(paper.text) for occurrence in occurrences)
    name = fullest(counts, short)
    mentions = tuple(Mention(o.span, o.span.of(paper.text), o.probability) for o in occurrences)
    others = sorted(form for form in counts if form != name)
    return PaperEntity(name, kind, (name, *others), mentions, confidence)


def fullest(counts: Mapping[str, int], short: set[str]) -> str:
    """The best name among surface forms with their counts.

    Preferred are, in this order: no abbreviation, more words, the singular, the more frequent, the longer form.
    """

    def rank(form: str) -> tuple[bool, int, bool, int, int, str]:
        plural = len(normalise(form)) < sum(char.isalnum() for char in form)
        return form in short, -len(form.split()), plural, -counts[form], -len(form), form

    return min(counts, key=rank)
