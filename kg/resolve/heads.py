"""First and last words of a name that add nothing to it: a head noun for its type, its maker, "automatic"."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.rules.names import singular
from kg.vocab import DATA, ENTITY_TYPES, SYSTEMS, NodeType


@dataclass(frozen=True, slots=True)
class Heads:
    """Head nouns that only repeat the type of a name, and the types that the name without them may have."""

    nouns: frozenset[str]
    follow: frozenset[NodeType]


_DATA: Final = Heads(frozenset({"benchmark", "challenge", "competition", "corpus", "dataset", "suite", "task"}), DATA)
_MEASURES: Final = frozenset({"measure", "metric", "rate", "ratio", "score", "value"})
HEADS: Final[Mapping[NodeType, Heads]] = MappingProxyType(
    {
        NodeType.MODEL: Heads(
            frozenset({"approach", "architecture", "family", "framework", "model", "network", "series"}),
            frozenset({NodeType.MODEL}),
        ),
        NodeType.METHOD: Heads(
            frozenset({"algorithm", "approach", "framework", "mechanism", "method", "module", "operation", "operator"})
            | {"paradigm", "procedure", "process", "scheme", "strategy", "technique"},
            SYSTEMS,
        ),
        NodeType.TASK: Heads(frozenset({"problem", "task"}), frozenset({NodeType.TASK, NodeType.BENCHMARK})),
        NodeType.BENCHMARK: _DATA,
        NodeType.DATASET: _DATA,
        NodeType.CONCEPT: Heads(frozenset({"issue", "problem"}), frozenset({NodeType.CONCEPT})),
        NodeType.METRIC: Heads(_MEASURES, frozenset({NodeType.METRIC})),
    }
)
"""By the type of the whole name: "Crafter benchmark" is Crafter where both are benchmarks, "NMT models" are not NMT."""

SIBLINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "architecture": "model",
        "framework": "model",
        "network": "model",
        "algorithm": "method",
        "approach": "method",
        "technique": "method",
        "corpus": "dataset",
        "data": "dataset",
        "problem": "task",
        "metric": "measure",
        "scenario": "setting",
    }
)
"""Head words that mean the same after any name, each with the one that represents all."""

_DATA_TYPES: Final = frozenset({NodeType.CONCEPT, NodeType.DATASET})

_MAKERS: Final = re.compile(
    r"(?:Alibaba|Allen ?AI|Amazon|Anthropic|Apple|Baidu|ByteDance|DeepMind|DeepSeek|Facebook|Google|Huawei"
    r"|Hugging ?Face|IBM|Intel|Meta|Microsoft|Mistral|NVIDIA|Nvidia|OpenAI|Salesforce|Stanford|Tencent)(?:['\u2019]s)?"
    r"(?: AI)? (?=.*\d|.*[a-z][A-Z]|.*[A-Z]{2}.* .)"
)
"""A maker before the name of a product, known by a digit or unusual capitals: not "Meta Learning"."""
_DATA_MAKERS: Final = re.compile(r"(?:MS|Microsoft)[ -](?=[A-Z]{2})")
"""A maker before the name of a data set, where it may be abbreviated: "MS COCO" is COCO, but "MS-SSIM" is not SSIM."""
_AUTOMATIC: Final = re.compile(
    r"automat(?:ic|ed) (?=\S+ \S)(?!.*(?:learning|engineering|design|editing|search|optimi[sz]ation)$)", re.IGNORECASE
)
"""Before what machines do anyway, as in "automatic speech recognition", but not before what people do by hand."""

_DATA_NOUNS: Final = frozenset({"corpus", "data", "dataset"})
_AGENT: Final = re.compile(r"(?:.*\s)?[a-z-]+[eo]r")
"""A noun for what does something: a "router network" is the router."""
_ACTION: Final = re.compile(r"(?:.*[\s-])?(?!attention|diffusion)[^\W\d_]{2,}(?:ing|[ts]ion|ment)", re.IGNORECASE)
_SHARES: Final = frozenset({"rate", "ratio"})
_CIRCUMSTANCES: Final = frozenset({"scenario", "setting"})
_OF_ANY_SYSTEM: Final = frozenset({"approach", "method", "model", "network", "technique"})
_RUN: Final = frozenset({"model", "module", "network"})
_PLURAL_FIGURE: Final = re.compile(r"[A-Z]\S*\ds")
_DEVICES: Final = frozenset({"accelerator", "chip", "cpu", "gpu", "tpu"})


def without_head_word(name: str, kind: NodeType) -> str | None:
    """The name without its last word if that only repeats its type, or says what kind of product it is; else None."""
    rest, _, last = name.rpartition(" ")
    if not rest.strip():
        return name[:-1] if kind is NodeType.CONCEPT and _PLURAL_FIGURE.fullmatch(name) else None
    noun = singular(last).casefold()
    if noun in HEADS[kind].nouns or _is_of_metric(noun, kind) or _repeats_agent(rest, noun, kind):
        product = rest.casefold().removesuffix(" language")
        return (rest[: len(product)] if kind is NodeType.MODEL and _has_figure(product) else rest).rstrip()
    if kind is NodeType.CONCEPT and (
        (noun == "language" and rest.istitle() and " " not in rest) or (noun in _DEVICES and _has_figure(rest))
    ):
        return rest.rstrip()
    return None


def types_of_rest(name: str, rest: str, kind: NodeType) -> frozenset[NodeType]:
    """The types with which `rest`, the name without its head word, may mean the same as `name`."""
    noun = singular(name.rpartition(" ")[2]).casefold()
    if noun in _DEVICES or noun == rest.casefold():
        return frozenset(ENTITY_TYPES)
    if _is_of_metric(noun, kind):
        return HEADS[NodeType.METRIC].follow
    if kind is NodeType.METHOD and rest.endswith(("ing", "tion")):
        return HEADS[kind].follow | {NodeType.CONCEPT}  # "machine learning techniques" are machine learning
    return HEADS[kind].follow | (SYSTEMS if _repeats_agent(rest, noun, kind) else frozenset())


def sibling(name: str, kind: NodeType, before: str) -> tuple[str, str, NodeType | None] | None:
    """The words before a head word, the head word that represents it (see `SIBLINGS`), and the type if that matters.

    Two names for which this is equal mean the same; None if there is no such head word. The type does not matter for
    words that models and methods share, because these types are easily confused. A "translation system" is a
    translation model, because `before`, the first words spelt out, names an action.
    """
    rest, _, last = name.rpartition(" ")
    noun = singular(last).casefold()
    if noun == "system" and kind is NodeType.MODEL and is_action(before):
        return rest, "model", None
    if kind is NodeType.CONCEPT and (product := without_head_word(name, kind)) and (noun in _DEVICES or not rest):
        return product, "device", kind
    of_any_system = noun in _OF_ANY_SYSTEM and kind in SYSTEMS
    of_data = noun in _DATA_NOUNS and kind in _DATA_TYPES
    of_benchmark = noun in _DATA_NOUNS and kind is NodeType.BENCHMARK
    of_circumstances = noun in _CIRCUMSTANCES and kind is NodeType.CONCEPT
    is_alike = of_any_system or of_data or of_benchmark or of_circumstances or noun in HEADS[kind].nouns
    if not rest.strip() or not is_alike:
        return None
    return rest, SIBLINGS.get(noun, noun), None if of_any_system or of_data else kind


def says_more(name: str, kind: NodeType, rests: Collection[str]) -> bool:
    """Whether the head word adds something to the name without it, which is written as `rests` and of type `kind`.

    "math benchmarks" are not MATH, and a "false positive rate" is not the number of false positives.
    """
    *before, last = name.split()
    if kind is NodeType.METRIC and singular(last).casefold() in _SHARES:
        return all(rest != singular(rest) for rest in rests)
    is_description = last != singular(last) and " ".join(before).islower()
    return is_description and kind in DATA and any(char.isupper() for rest in rests for char in rest[1:])


def is_action(name: str) -> bool:
    """Whether the name ends in a noun for an action: "token prediction", but not "Stable Diffusion"."""
    return _ACTION.fullmatch(name) is not None


def are_performers(name: str, does: str, kind: NodeType) -> bool:
    """Whether the name is a plural for models that do what `does` names: "token prediction models"."""
    last = name.rpartition(" ")[2]
    return kind is NodeType.MODEL and last != singular(last) and is_action(does)


def is_agent(name: str) -> bool:
    """Whether the name ends in a noun for what does something: "text classifier"."""
    return _AGENT.fullmatch(name) is not None


def _is_of_metric(noun: str, kind: NodeType) -> bool:
    """Whether the noun is one of metrics although the type is Concept: "recall rate" is recall."""
    return kind is NodeType.CONCEPT and noun in _MEASURES


def _repeats_agent(rest: str, noun: str, kind: NodeType) -> bool:
    return noun in _RUN and kind in SYSTEMS and is_agent(rest)


def _has_figure(text: str) -> bool:
    return any(char.isdigit() for char in text)


def without_first_word(name: str, kind: NodeType) -> str | None:
    """The name without its first word if that adds nothing (the maker, or "automatic" before a task); else None."""
    of_kind = {NodeType.TASK: _AUTOMATIC, NodeType.BENCHMARK: _DATA_MAKERS, NodeType.DATASET: _DATA_MAKERS}.get(kind)
    match = _MAKERS.match(name) or (of_kind.match(name) if of_kind else None)
    return name[match.end() :] if match else None
