"""What belongs to a model beside its weights: its classes, thresholds and calibration."""

from typing import Final

import msgspec

from kg.vocab import ENTITY_TYPES, RelationType, ResultKind

FORMAT: Final = 3
"""Version of the model folder: counted up when a file or an input changes its meaning."""

NO_CLASS: Final = 0
"""Every list of classes starts with "none of them"."""

TYPE_CLASSES: Final = tuple(ENTITY_TYPES)
RELATION_CLASSES: Final = tuple(RelationType)
SAME: Final = len(RELATION_CLASSES) + 1
"""The pair class after the relations: two candidates are one entity (coreference)."""

KIND_CLASSES: Final = tuple(ResultKind)
ROLES: Final = ("subject", "metric", "dataset", "baseline")
MAX_WIDTH: Final = 12
"""Words of the longest span that is scored as a mention."""


class Platt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Turns a score into a probability: sigmoid(weights · log-odds + bias) (Platt 1999)."""

    weights: tuple[float, ...]
    bias: float

    def after(self, first: "Platt") -> "Platt":
        """The composition of two calibrations: this one applied to the output of `first`, its only input."""
        (weight,) = self.weights
        return Platt(tuple(round(weight * own, 6) for own in first.weights), round(weight * first.bias + self.bias, 6))


_SCORES: Final = {
    "entity_calibration": 2,
    "type_calibration": 2,
    "proposal_calibration": 1,
    "relation_calibration": 1,
    "result_calibration": 1,
}
"""The number of inputs of each calibration."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`model.json` of a model folder.

    `name` tells models apart. A span is a candidate mention from the probability `candidate` on, and two candidates are
    one entity from `same` on. Entities, relations (by name) and results are kept from the calibrated probabilities
    `entity`, `relation` and `result` on; an entity plays a role for a result from the probability `role` on.
    """

    format: int = FORMAT
    name: str = "untrained"
    candidate: float = 0.12
    same: float = 0.15
    entity: float = 0.5
    relation: dict[str, float] = msgspec.field(default_factory=lambda: dict.fromkeys(RELATION_CLASSES, 0.4))
    result: float = 0.5
    role: float = 0.5
    entity_calibration: Platt = Platt((1.0, 0.0), 0.0)
    type_calibration: Platt = Platt((1.0, 1.0), 0.0)
    proposal_calibration: Platt = Platt((1.0,), 0.0)
    relation_calibration: Platt = Platt((1.0,), 0.0)
    result_calibration: Platt = Platt((1.0,), 0.0)

    def __post_init__(self) -> None:
        """Refuse what would fail in the middle of an extraction.

        Raises:
            ValueError: a relation has no threshold, or a calibration has not one weight for each of its scores.
        """
        if self.relation.keys() != set(RELATION_CLASSES):
            odd = min(self.relation.keys() ^ set(RELATION_CLASSES))
            raise ValueError(f"`relation` needs one threshold for each relation, see {odd}")
        for name, scores in _SCORES.items():
            calibration: Platt = getattr(self, name)
            if len(calibration.weights) != scores:
                raise ValueError(f"`{name}` needs {scores} weights, one for each score")
