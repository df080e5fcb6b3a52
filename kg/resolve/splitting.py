"""Splitting entities of a paper whose names were joined although neither their wording nor the text supports it.

The network joins names within a paper by context, in which alternatives and parts of a thing look alike. A form stays
with its entity if its wording or the text ties it to another form, or if the paper uses it to refer back to what it
proposes; else it becomes an entity of its own.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from kg.model import Extraction, Mention, Paper, PaperEntity, PaperRelation
from kg.resolve.heads import HEADS, are_performers, is_action, is_agent
from kg.resolve.lexicon import abbreviates
from kg.resolve.near_identical import akin, in_short
from kg.resolve.stems import Words
from kg.resolve.wording import SMALL_WORDS, one_says_more, readings, spelt_out
from kg.rules.names import normalise, singular, words
from kg.vocab import NodeType, RelationType

_APPOSITION: Final = re.compile(
    r"\s*(?:[(\[:\u2013\u2014]|,|\s-)\s*(?:(?:a|an|the|our|or|and|i\.e\.,?|namely|called|named|dubbed|termed)\s+){0,3}"
    r"|,?\s*(?:also\s+)?(?:called|named|dubbed|termed|coined|denoted|known)\s+(?:as\s+)?",
    re.IGNORECASE,
)
"""Text between two names for the same thing: "X (Y", "X: a Y", "a Y called X"."""
_REFERRING: Final = re.compile(
    r"\b(?:an?|its|our|such|the|these|this|develop|introduce|present|propose|called|dubbed|named|termed) (?:[\w-]+ )?$",
    re.IGNORECASE,
)
"""Words before a name that refers to a certain thing: an article or the like, or a verb such as "propose"."""
_ABBREVIATED: Final = re.compile(r"\(([^()]+)\) \S+$")
_KINDS: Final = frozenset().union(*(heads.nouns for heads in HEADS.values()))
_ANY_SYSTEM: Final = frozenset({"setting", "system"})


def shared_names(extractions: Iterable[Extraction]) -> frozenset[str]:
    """The names, as `normalise` gives them, that more than one paper uses."""
    papers = Counter(
        key
        for extraction in extractions
        for key in {normalise(form) for entity in extraction.entities for form in entity.forms}
    )
    return frozenset(key for key, count in papers.items() if count > 1)


def split_overmerged(
    paper: Paper, extraction: Extraction, known: Mapping[str, Words], shared: Collection[str] = frozenset()
) -> Extraction:
    """The extraction with every form that nothing ties to its entity as an entity of its own.

    Extractions by a person are not split. A relation goes to the part that its sentence names. `known` are full forms
    of abbreviations beside those that the paper defines, and `shared` the keys of names that several papers use.
    """
    if extraction.annotated:
        return extraction
    defined = {singular(pair.short): words(pair.long) for pair in extraction.abbreviations}
    proposed = frozenset(one.tail for one in extraction.relations if one.relation is RelationType.PROPOSES)
    text = _Text(paper.text, len(paper.title), defined, {**known, **defined}, proposed, shared)
    parts = [(entity.name, tuple(_parts(entity, text))) for entity in extraction.entities]
    divided = {name: own for name, own in parts if len(own) > 1}
    if not divided:
        return extraction
    return replace(
        extraction,
        entities=tuple(part for _, own in parts for part in own),
        relations=tuple(_between_parts(paper, relation, divided) for relation in extraction.relations),
    )


def _between_parts(
    paper: Paper, relation: PaperRelation, divided: Mapping[str, Sequence[PaperEntity]]
) -> PaperRelation:
    """The relation with each end replaced by the part that its sentence names, if it does not name the end itself."""
    sentence = paper.sentences[relation.sentence]

    def meant(name: str) -> str:
        named = [part.name for part in divided.get(name, ()) if any(sentence.covers(m.span) for m in part.mentions)]
        return name if name in named else next(iter(named), name)

    return replace(relation, head=meant(relation.head), tail=meant(relation.tail))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and what is known about the names in it.

    `title` is the length of its title in characters. `defined` are the full forms of the abbreviations that it defines,
    `full` those and others, `proposed` the names of what the paper proposes, and `shared` the keys of names that
    several papers use.
    """

    text: str
    title: int
    defined: Mapping[str, Words]
    full: Mapping[str, Words]
    proposed: frozenset[str]
    shared: Collection[str]


def _parts(entity: PaperEntity, text: _Text) -> Iterator[PaperEntity]:
    """The parts of the entity: its name with all forms tied to it, directly or through others, and each other group."""
    if len(set(map(normalise, entity.forms))) == 1:
        yield entity
        return
    groups = {form: [form] for form in entity.forms}
    for one, other in combinations(entity.forms, 2):
        if groups[one] is not groups[other] and _tied(one, other, entity, text):
            groups[one] += groups[other]
            groups.update(dict.fromkeys(groups[other], groups[one]))
    for form in entity.forms:
        if groups[form][0] == form:
            yield from _part(entity, [one for one in entity.forms if groups[one] is groups[form]])


def _part(entity: PaperEntity, forms: Sequence[str]) -> Iterator[PaperEntity]:
    if len(forms) == len(entity.forms):
        yield entity
        return
    own = [mention for mention in entity.mentions if mention.text in forms]
    if entity.name in forms:
        listed = set(entity.forms)
        own = [mention for mention in entity.mentions if mention.text in forms or mention.text not in listed]
        yield replace(entity, forms=tuple(forms), mentions=tuple(own or entity.mentions))
    elif own:
        yield replace(entity, name=forms[0], forms=tuple(forms), mentions=tuple(own))


def _tied(one: str, other: str, entity: PaperEntity, text: _Text) -> bool:
    """Whether wording or text show that two names mean the same; a name that says more mostly means a kind of it."""
    full = {**text.full, **_by_initials(one, other), **_by_initials(other, one), **text.defined}
    if _does(one, other, entity.type, full) or _does(other, one, entity.type, full):
        return False
    if _worded_alike(one, other, entity.type, full):
        return True
    if one_says_more(one, other, text.full):
        return _refers_back(one, other, entity, text)
    if _stand_together(one, other, entity.mentions, text.text):
        return True
    if one_says_more(one, other, full):
        return False
    return _overlap(_content(one, entity.type, full), _content(other, entity.type, full)) or any(
        _shortens(short, long, text)
        or (entity.name in text.proposed and _is_coined(short, text.full) and _describes(long))
        for short, long in ((one, other), (other, one))
    )


def _refers_back(one: str, other: str, entity: PaperEntity, text: _Text) -> bool:
    """Whether the paper uses the shorter of two names, of which one says more, for what it proposes.

    The paper must abbreviate the shorter name, or use it in the title or behind an article or the like: "our
    discriminant network". If the shorter name is one word with capitals inside, the longer one is a variant of it
    ("kernel CurvSSL").
    """
    ranked = in_short(one, other, text.full, text.shared)
    if ranked is None or entity.name not in text.proposed:
        return False
    short, _ = ranked
    if " " not in short and any(map(str.isupper, short[1:])):
        return False
    if words(short) in text.defined.values():
        return True
    starts = (mention.span.start for mention in entity.mentions if normalise(mention.text) == normalise(short))
    return any(start < text.title or _REFERRING.search(text.text, 0, start) is not None for start in starts)


def _shortens(short: str, long: str, text: _Text) -> bool:
    """Whether one name abbreviates another, and the text does not define it otherwise."""
    return singular(short) not in text.defined and abbreviates(short, long)


def _is_coined(name: str, full: Mapping[str, Words]) -> bool:
    """Whether the name is a single word that looks newly made: capitals inside, and no known abbreviation."""
    written = singular(name)
    return " " not in name and written not in full and any(char.isupper() for char in written[1:])


def _describes(name: str) -> bool:
    """Whether a phrase may describe what a paper proposes: it has capitals, or ends in "framework" or the like.

    A term of the field in small letters is rather something that the proposed method builds on.
    """
    *before, last = name.split()
    return singular(last).casefold() in _KINDS or any(word[0].isupper() for word in (*before[1:], last))


def _by_initials(name: str, other: str) -> Mapping[str, Words]:
    """For each word of a name in capitals, the words of the other name whose initials it consists of."""
    parts = words(other)
    found: dict[str, Words] = {}
    for short in map(singular, words(name)):
        for at in range(len(parts) - len(short) + 1):
            meant = parts[at : at + len(short)]
            if len(short) > 1 and short.isupper() and "".join(word[0] for word in meant).upper() == short:
                found[short] = meant
    return found


def _worded_alike(one: str, other: str, kind: NodeType, full: Mapping[str, Words]) -> bool:
    if not _keys(one, full).isdisjoint(_keys(other, full)):
        return True
    first, second = _content(one, kind, full), _content(other, kind, full)
    ordered = tuple(sorted(first)), tuple(sorted(second))
    heads = {first[-1], second[-1]}
    return akin(*ordered) and all(
        is_action(mine) == is_action(theirs)
        for mine, theirs in zip(*ordered, strict=False)
        if not heads.isdisjoint((mine, theirs))
    )


def _does(one: str, other: str, kind: NodeType, full: Mapping[str, Words]) -> bool:
    """Whether one name means models that do what the other names."""
    does = spelt_out(other, full)
    return does != () and spelt_out(one, full)[:-1] == does and are_performers(one, does[-1], kind)


def _keys(name: str, full: Mapping[str, Words]) -> set[str]:
    """The readings of the name, and an abbreviation before its last word: "Visual Auto-Regressive (VAR) modeling"."""
    return {key for _, key in readings(name, full)} | set(map(normalise, _ABBREVIATED.findall(name)))


def _overlap(one: Words, other: Words) -> bool:
    """Whether all words of one name, at least two, are among those of the other, and the head nouns may be the same."""
    fewer, more = sorted((one, other), key=len)
    return len(set(fewer)) > 1 and set(fewer) <= set(more) and (fewer[-1] == more[-1] or is_agent(more[-1]))


def _content(name: str, kind: NodeType, full: Mapping[str, Words]) -> Words:
    """The words without small words, and without a head noun that only repeats the type."""
    spelt = spelt_out(name, full)
    content = tuple(word for word in spelt if word not in SMALL_WORDS) or spelt or (name,)
    return content[:-1] if len(content) > 1 and content[-1] in HEADS[kind].nouns | _ANY_SYSTEM else content


def _stand_together(one: str, other: str, mentions: Sequence[Mention], text: str) -> bool:
    """Whether the two names stand in apposition somewhere in the text, which says that they mean the same."""
    return any(
        _APPOSITION.fullmatch(text, first.span.end, second.span.start) is not None
        for first in mentions
        for second in mentions
        if {first.text, second.text} == {one, other} and first.span.end <= second.span.start
    )
