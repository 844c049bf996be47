"""The rules that have no check: reading, validating or rendering the data reports them.

Each is declared here, and reported by its constant.
"""

from __future__ import annotations

from generator.dataset.rules.registry import rule

# --- reading files

FILE_CHARACTERS = rule(
    "file-characters",
    "A file has an invisible character (control, bidirectional, or zero-width), literal or escaped.",
).id
FILE_CONFLICT = rule("file-conflict", "A file has a conflict marker of git's.").id
FILE_EMPTY = rule("file-empty", "A file is empty.").id
FILE_ENCODING = rule("file-encoding", "A file isn't UTF-8, or has a byte order mark.").id
FILE_LINK = rule("file-link", "A symbolic link leads out of the folder.").id
FILE_MISSING = rule("file-missing", "A data file is missing.").id
FILE_READ = rule("file-read", "A file can't be read, or is no file but a folder or a pipe.").id
FILE_SIZE = rule("file-size", "A file has more than twelve million characters.").id
FILE_UNKNOWN = rule("file-unknown", "A file isn't a data file.").id
PUBLISHED_LINE = rule(
    "published-line", "A line of `published.txt` isn't an address, with the target of a permalink."
).id

YAML_DUPLICATE_KEY = rule("yaml-duplicate-key", "A mapping has a key, such as a code, twice.").id
YAML_SCALAR = rule(
    "yaml-scalar",
    "A value is missing, or YAML parsers disagree on its type, such as `no`, `0123`, or `1_000`.",
).id
YAML_SUBSET = rule(
    "yaml-subset",
    "A file has an anchor, an alias, a tag, a second document, a key that isn't text, or too many levels.",
).id
YAML_SYNTAX = rule(
    "yaml-syntax", "A file isn't YAML: for example, a tab, an unclosed bracket, or a wrong indent."
).id

# --- validating by the schema

SCHEMA_MISSING = rule("schema-missing", "A required field is missing.").id
SCHEMA_TYPE = rule(
    "schema-type", "A value has the wrong type, such as text for a number or a list for a mapping."
).id
SCHEMA_UNKNOWN = rule("schema-unknown", "A field is unknown.").id
SCHEMA_VALUE = rule(
    "schema-value", "A value is out of bounds, empty, or does not match its pattern."
).id

# --- pages written by hand

PAGE_LANGUAGE = rule("page-language", "A handwritten page is missing in a language.").id
PAGE_TITLE = rule("page-title", "A handwritten page doesn't begin with its title.").id

# --- rendering

CALL_EXAMPLE = rule("call-example", "The call's stage has no example on the call's platform.").id
LABEL_MISSING = rule("label-missing", "A label that a page needs is missing.").id
LABEL_PLACEHOLDER = rule(
    "label-placeholder", "A label has an unknown placeholder, or braces that are none."
)
SEARCH_PLACE = rule(
    "search-place", "A place of `search.yaml` is no page of the site, or no section of the page."
).id
TEMPLATE_ERROR = rule("template-error", "A template of a page or an example can't be rendered.").id
