"""The rules that are enforced while the data are read or rendered, and not by a check of their own.

Each is declared here, and used by its name where it is reported.
"""

from __future__ import annotations

from generator.dataset.rules.registry import rule

# --- reading files

FILE_CHARACTERS = rule(
    "file-characters",
    "An invisible character: NUL and other controls, bidirectional or zero-width ones, written out"
    " or as an escape.",
).id
FILE_EMPTY = rule("file-empty", "A file without content.").id
FILE_ENCODING = rule("file-encoding", "A file that is not UTF-8, or has a byte order mark.").id
FILE_LINK = rule("file-link", "A symbolic link out of the folder.").id
FILE_MISSING = rule("file-missing", "One of the files is not there.").id
FILE_READ = rule("file-read", "A file that cannot be read.").id
FILE_SIZE = rule("file-size", "A file of more than a million characters.").id
FILE_UNKNOWN = rule("file-unknown", "A file that nothing reads.").id

YAML_DUPLICATE_KEY = rule(
    "yaml-duplicate-key", "A key, and so a code, stands twice in a mapping."
).id
YAML_SCALAR = rule(
    "yaml-scalar",
    "A value that YAML readers take for different things, such as `no`, `0123`, `1_000` or nothing.",
).id
YAML_SUBSET = rule(
    "yaml-subset",
    "An anchor, an alias, a tag, a second document, a key that is no text, or nesting that is too"
    " deep.",
).id
YAML_SYNTAX = rule(
    "yaml-syntax", "The file is no YAML: a tab, a bracket that is not closed, a wrong indent."
).id

# --- validating by the schema

SCHEMA_MISSING = rule("schema-missing", "A field is missing.").id
SCHEMA_TYPE = rule(
    "schema-type", "A value of another type: text for a number, a list for a mapping."
).id
SCHEMA_UNKNOWN = rule("schema-unknown", "A field that is not known there.").id
SCHEMA_VALUE = rule(
    "schema-value", "A value out of its bounds or not in its form; also an empty text."
).id

# --- rendering

CALL_EXAMPLE = rule(
    "call-example", "A call is of a stage and platform for which there is no example."
).id
LABEL_MISSING = rule("label-missing", "A word of the interface that a page needs is not there.").id
LABEL_PLACEHOLDER = rule(
    "label-placeholder", "A label has a placeholder that it is given no value for."
).id
TEMPLATE_ERROR = rule("template-error", "A template of pages or examples cannot be rendered.").id
