"""The page's JavaScript modules in one script, without Node: a small part of what a bundler does.

The modules import each other by name only (`import { a, b } from "./x.js";`) and export functions, classes and
constants where they declare them (`export function a() …`). Each becomes a function of its own that returns what it
exports, and stands after those that it imports. Comments that have lines of their own are left out: they would be a
quarter of the script. So no template literal may run over several lines, where one could be taken for a comment.
"""

import re
from importlib.resources.abc import Traversable

from kg.errors import ConfigError

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^ *(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_LEFT_OVER = re.compile(
    r"^(?:import|export)\b.*|</script|<!--|^[^`\n]*`(?:[^`\n]*`[^`\n]*`)*[^`\n]*$", re.MULTILINE | re.IGNORECASE
)


def bundle(folder: Traversable, entry: str) -> str:
    """The module `entry` of `folder` and all that it imports as one script.

    Raises:
        ConfigError: modules import each other in a circle, or one imports or exports in another form, contains what
            would end the script element, or has a template literal of several lines.
    """
    modules = [_as_function(name, source) for name, source in _in_order(folder, entry).items()]
    return "".join(['"use strict";\n', *modules])


def _in_order(folder: Traversable, entry: str) -> dict[str, str]:
    """Sources by name of the module, each after those that it imports."""
    done: dict[str, str] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ConfigError(f"modules of the page import each other in a circle: {' → '.join((*above, name))}")
        if name in done:
            return
        source = folder.joinpath(f"{name}.js").read_text(encoding="utf-8")
        for _, imported in _IMPORT.findall(source):
            visit(imported, (*above, name))
        done[name] = source

    visit(entry, ())
    return done


def _as_function(name: str, source: str) -> str:
    body = _IMPORT.sub(lambda found: f"const {found[1]} = {_variable(found[2])};", source)
    body = _COMMENT.sub("", _EXPORT.sub("", body))
    if found := _LEFT_OVER.search(body):
        raise ConfigError(f"{name}.js: {found.group()!r} cannot stand in a module of the page")
    exports = ", ".join(_EXPORT.findall(source))
    return f"\nconst {_variable(name)} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();\n"


def _variable(name: str) -> str:
    return f"{name.replace('-', '_')}_module"
