"""Parameters with a fixed set of values: types of entities, relations, kinds of results."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from kg.errors import QueryError
from kg.query.library import Parameter, ParameterType
from kg.query.names import letters
from kg.vocab import ENTITY_TYPES, RelationType, ResultKind

CHOICES: Final[Mapping[ParameterType, Sequence[str]]] = MappingProxyType(
    {
        ParameterType.TYPE: ENTITY_TYPES,
        ParameterType.RELATION: tuple(RelationType),
        ParameterType.KIND: tuple(ResultKind),
    }
)
"""What may be given for each, in the order in which messages list it."""


def find_choice(value: str, parameter: Parameter) -> str:
    """The choice that `value` names, whatever its case, blanks and hyphens: "data set" is Dataset.

    Raises:
        QueryError: there is none; the message names the near one, or all.
    """
    choices = {letters(choice): str(choice) for choice in CHOICES[parameter.type]}
    wanted = letters(value)
    if wanted not in choices:
        near = [choices[word] for word in get_close_matches(wanted, choices, n=1)]
        hint = f"did you mean {near[0]}?" if near else f"choose {', '.join(choices.values())}"
        raise QueryError(f"{parameter.name}: there is no {parameter.type} {value!r}; {hint}")
    return choices[wanted]
