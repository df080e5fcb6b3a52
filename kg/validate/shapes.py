"""The rules as SHACL shapes."""

from typing import Final

from kg.config import RdfConfig
from kg.rdf import prefixes
from kg.validate.rules import Rule, all_rules

_VALUES: Final = "-values"


def shapes(*, config: RdfConfig = RdfConfig()) -> str:
    """The shapes as Turtle: for each rule one that says where it holds and one that says what.

    Raises:
        ConfigError: the base IRI is malformed.
    """
    spaces = sorted({**prefixes(config), "shapes": _namespace(config)}.items())
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in spaces)
    declarations = ",\n".join(
        f'    [ sh:prefix "{name}" ; sh:namespace "{space}"^^xsd:anyURI ]' for name, space in spaces
    )
    return "\n".join([head, f"shapes: a owl:Ontology ;\n  sh:declare\n{declarations} .\n", *map(_shape, all_rules())])


def rule_of(shape: str, *, config: RdfConfig) -> str:
    """The name of the rule that the shape with the IRI `shape` expresses."""
    return shape.removeprefix(_namespace(config)).removesuffix(_VALUES)


def _namespace(config: RdfConfig) -> str:
    """Where the shapes live: beside the ontology."""
    ontology = prefixes(config)["kg"]
    return f"{ontology.removesuffix(ontology[-1])}-shapes{ontology[-1]}"


def _shape(rule: Rule) -> str:
    target = "sh:targetSubjectsOf" if rule.of_subjects else "sh:targetClass"
    conditions = " ;\n  ".join(constraint.shacl for constraint in rule.constraints)
    return f"""\
shapes:{rule.name} a sh:NodeShape ;
  {target} {", ".join(rule.targets)} ;
  sh:property shapes:{rule.name}{_VALUES} .

shapes:{rule.name}{_VALUES} a sh:PropertyShape ;
  sh:path {_path(rule.path)} ;
  sh:message "{rule.message}" ;
  {conditions} .
"""


def _path(path: str) -> str:
    return f"[ sh:inversePath {path[1:]} ]" if path.startswith("^") else path
