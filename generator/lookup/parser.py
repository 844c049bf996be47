"""A parser of arguments whose words are labels of the data."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any, NoReturn

from .terminal import fill, printable

PACKAGE = "liveroom-error-codes"


class Parser(ArgumentParser):
    """A parser that says usage, help and errors in the reader's language."""

    def __init__(self, words: Mapping[str, str], **options: Any) -> None:
        super().__init__(formatter_class=RawDescriptionHelpFormatter, add_help=False, **options)
        self.words = words
        self.arguments = self.add_argument_group(words["command-arguments"])
        self.options = self.add_argument_group(words["command-options"])
        self.add("-h", "--help", action="help", help=words["command-help"])

    def add(self, *names: str, **options: Any) -> None:
        """Add an argument or an option to its group."""
        group = self.options if names[0].startswith("-") else self.arguments
        group.add_argument(*names, **options)

    def format_usage(self) -> str:
        """Return the usage; argparse writes its first word in English."""
        return self._worded(super().format_usage())

    def format_help(self) -> str:
        """Return the help; argparse writes its first word in English."""
        return self._worded(super().format_help())

    def _worded(self, text: str) -> str:
        return text.replace("usage:", self.words["command-usage"], 1)

    def error(self, message: str) -> NoReturn:
        """Print usage and problem, and exit with 2; without a label of ours the problem is argparse's."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {self.words['command-error']}: {message}\n")

    def fail(self, label: str, **values: str) -> NoReturn:
        """Print usage and a label with its values, and exit with 2."""
        shown = {name: printable(value) for name, value in values.items()}
        self.error(fill(self.words[label], **shown))


class Version(Action):
    """An option that prints the versions of the installed package and of its data, and ends."""

    def __init__(self, *arguments: Any, data: str, **options: Any) -> None:
        super().__init__(*arguments, **options | {"nargs": 0})
        self.data = data

    def __call__(self, parser: ArgumentParser, *_: Any) -> NoReturn:
        """Print and exit."""
        print(f"{parser.prog} {version(PACKAGE)}, {self.data}")
        parser.exit()


class Choice(Action):
    """An option with one of some values."""

    def __init__(self, *arguments: Any, allowed: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options | {"metavar": f"{{{','.join(allowed)}}}"})
        self.allowed = allowed

    def __call__(
        self,
        parser: ArgumentParser,
        namespace: Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Store the value, or exit with 2 if it is another."""
        if values not in self.allowed:
            assert isinstance(parser, Parser)
            known = ", ".join(self.allowed)
            parser.fail("command-value", option=str(option_string), value=values, known=known)
        setattr(namespace, self.dest, values)
