"""The command line: `explain` and `scan` for everybody, the others for those who keep the data.

Exit codes: 0 good, 1 problems in what was given, 2 wrong usage. `explain` gives 1 where nothing is
known by what was asked, `scan` where a code was found, so that a build can fail.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

MODULES = {"explain": "explain", "scan": "report"}
"""Which module runs a command; `maintain` the rest. No other is imported: that takes time."""
LANGUAGES = ("zh", "en")


def main(argv: Sequence[str] | None = None, prog: str = "liveroom-errors") -> int:
    """Runs one command and gives its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["explain"]:
        # A negative number is no option; argparse would know that of decimal ones only.
        given = [f" {word}" if re.match(r"-[0-9]", word) else word for word in given]
    arguments = _parser(prog).parse_args(given)
    module = importlib.import_module(f"generator.{MODULES.get(arguments.command, 'maintain')}")
    try:
        return int(module.run(arguments))
    except BrokenPipeError:
        # Whoever read has enough. What is still buffered goes nowhere, also when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as of a program that SIGPIPE ended
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    except Exception as error:
        from generator.problems import DataError  # what imports much waits until it is needed

        if not isinstance(error, DataError):
            raise
        print(error, file=sys.stderr)
        return 2


def language(environment: Mapping[str, str]) -> str:
    """The language that the locale asks for: Chinese or else English."""
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in variables if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    explain = commands.add_parser("explain", help="say what a code, a name or words mean")
    explain.add_argument("query", nargs="+", help="a code in any form, a name or a part, words")
    explain.add_argument("--stage", metavar="ID", help="what holds at this stage, such as login")
    explain.add_argument("--json", action="store_true", help="the API's record of each match")
    _add_common(explain)

    scan = commands.add_parser("scan", help="find every code in a log; exit code 1 if there is one")
    scan.add_argument("files", nargs="*", metavar="FILE", help="default: standard input, also -")
    formats = scan.add_mutually_exclusive_group()
    formats.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    for form in ("json", "markdown"):
        formats.add_argument(
            f"--{form}", dest="format", action="store_const", const=form, help=f"--format {form}"
        )
    _add_common(scan)

    check = commands.add_parser("check", help="report every problem in the data")
    check.add_argument("--data", type=_folder, default="data", metavar="DIR")
    check.add_argument(
        "--format",
        choices=("text", "github", "json"),
        default="text",
        help="for people, GitHub's workflows, programs",
    )

    build = commands.add_parser("build", help="write the Markdown that the site is built from")
    build.add_argument("--data", type=_folder, default="data", metavar="DIR")
    build.add_argument("--docs", type=Path, default="docs", metavar="DIR")
    build.add_argument(
        "--site-url", default=os.environ.get("SITE_URL"), help="default: SITE_URL, or the data's"
    )
    build.add_argument(
        "--repository", default=os.environ.get("REPO_URL"), help="default: REPO_URL, or the data's"
    )

    schema = commands.add_parser("schema", help="write the editor schemas of the data files")
    schema.add_argument("--data", type=_folder, default="data", metavar="DIR")

    release = commands.add_parser("release", help="record the dataset's state as a release")
    release.add_argument("--data", type=_folder, default="data", metavar="DIR")

    published = commands.add_parser("published", help="hold all that was ever published")
    published.add_argument("--data", type=_folder, default="data", metavar="DIR")
    published.add_argument(
        "--base", metavar="REF", help="where a change started; default: what git and CI say"
    )

    links = commands.add_parser("links", help="report every broken link of a built site")
    links.add_argument("site", type=_folder, metavar="SITE")

    policy = commands.add_parser("policy", help="print the inline scripts' hashes for nginx")
    policy.add_argument("site", type=_folder, metavar="SITE")

    offline = commands.add_parser("offline", help="pack a built site for reading without a server")
    offline.add_argument("site", type=_folder, metavar="SITE")
    offline.add_argument("zip", type=Path, metavar="ZIP")
    offline.add_argument("--data", type=_folder, default="data", metavar="DIR")
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=language(os.environ),
        help="default: the locale's, else en",
    )
    parser.add_argument(
        "--data", type=_folder, metavar="DIR", help="default: the dataset that came along"
    )


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return path
