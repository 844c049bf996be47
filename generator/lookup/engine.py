"""Run the engine of the site's scripts, `templates/theme/js/engine/`, in QuickJS.

Recognition, search and scanning are implemented once, in JavaScript, as browsers need it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACKED = HERE / "engine"
"""The folder in an installed package, which a checkout lacks."""
CHECKOUT = HERE.parents[1] / "templates" / "theme" / "js" / "engine"

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "[^"]*/([\w-]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:function\*?|const) (\w+))", re.MULTILINE)


class NoEngine(Exception):
    """QuickJS is not installed."""


class Engine:
    """The functions of a JavaScript module that imports the engine; arguments and results pass as JSON."""

    def __init__(self, module: Path = HERE / "bridge.js") -> None:
        try:
            from quickjs import Context
        except ImportError:  # some platforms have no wheel
            raise NoEngine from None
        self._context = Context()
        self._context.eval("const modules = {};")
        self._loaded: set[str] = set()
        self._load(module)
        self._call = self._context.eval(
            f'(name, json) => JSON.stringify(modules["{module.name}"][name](JSON.parse(json))) ?? "null"'
        )

    def _load(self, path: Path) -> None:
        """Load a module after its imports, as QuickJS has no module loader for files here."""
        self._loaded.add(path.name)
        source = path.read_text("utf-8")
        folder = PACKED if PACKED.is_dir() else CHECKOUT
        for _, name in _IMPORT.findall(source):
            if name not in self._loaded:
                self._load(folder / name)
        exports = ", ".join(name for _, name in _EXPORT.findall(source))
        body = _EXPORT.sub(r"\1", _IMPORT.sub(r'const \1 = modules["\2"];', source))
        self._context.eval(
            f'modules["{path.name}"] = (() => {{ "use strict";\n{body}\nreturn {{ {exports} }}; }})();'
        )

    def call(self, name: str, argument: Any = None) -> Any:
        """Call the function `name` of the module; the argument and the result are plain values."""
        return json.loads(self._call(name, json.dumps(argument)))

    def give(self, index: str) -> None:
        """Pass a language's search index, as JSON text, to the engine."""
        self._call("give", index)
