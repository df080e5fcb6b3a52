"""What the package needs is what it says it needs."""

import ast
import pydoc
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TRAINING = ROOT / "kg" / "train"
OWNERS = {
    "igraph": {"analysis"},
    "networkx": {"graph"},
    "onnxruntime": {"encoder", "train"},
    "pylatexenc": {"corpus"},
    "pyshacl": {"validate"},
    "pyvis": {"explorer"},
    "rdflib": {"pipeline", "rdf", "validate"},
    "requests": {"publish"},
    "rich": {"cli"},
    "starlette": {"serve"},
    "tokenizers": {"encoder", "train"},
    "torch": {"train"},
    "typer": {"cli"},
    "uvicorn": {"serve"},
}
"""The parts of the package that may know a heavy dependency, so that another can take its place."""


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", requirement)[0] for requirement in requirements}


@cache
def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return whole | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("training", [False, True])
def test_every_package_that_is_imported_is_declared(*, training: bool) -> None:
    declared = names(PROJECT["dependencies"] + (PROJECT["optional-dependencies"]["train"] if training else []))
    files = [path for path in (ROOT / "kg").rglob("*.py") if path.is_relative_to(TRAINING) == training]
    modules = {name.partition(".")[0] for path in files for name in imported(path)}
    distributions = packages_distributions()
    needed = {distributions.get(module, [module])[0].lower() for module in modules - sys.stdlib_module_names - {"kg"}}
    assert needed
    assert needed <= declared


@pytest.mark.parametrize(("dependency", "owners"), OWNERS.items())
def test_a_heavy_dependency_is_known_to_its_owners_alone(dependency: str, owners: set[str]) -> None:
    package = ROOT / "kg"
    importers = {
        path.relative_to(package).parts[0]
        for path in package.rglob("*.py")
        if dependency in {name.partition(".")[0] for name in imported(path)}
    }
    assert importers == owners


def test_type_checkers_read_the_types_of_the_package() -> None:
    assert "Typing :: Typed" in PROJECT["classifiers"]
    assert (ROOT / "kg" / "py.typed").is_file()


def test_all_that_the_package_offers_is_listed_and_explained() -> None:
    assert set(kg.__all__) <= set(dir(kg))
    explained = pydoc.render_doc(kg, renderer=pydoc.plaintext)
    assert "\n    build(inputs:" in explained
    assert "\n    class KnowledgeGraph(" in explained
