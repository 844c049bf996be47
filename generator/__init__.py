"""Turns the code dataset into the Markdown that a site builder reads.

Data flows one way, and each step is a module:

1. `load` reads `data/*.yaml` into values that know their line and column.
2. `schema` says what may be written there, `rules` what must hold between records; `validate` holds
   the data against both, a `draft` until all is well.
3. `resolve` makes the `model` of it: one frozen, ordered catalog a language, overrides merged.
4. `render` turns the catalogs into `{path: text}` through the templates; it is a pure function.
5. `write` makes a folder equal to that, touching only what differs.

`rehearsal` renders and writes nothing: what only the templates need of the data is checked too.
`templates` sets up Jinja, `compiled` keeps what it compiles, `cores` spreads work over the machine's
cores.

`problems` is what steps 1 and 2 report, `prose` the rules for texts; `anatomy` takes a code's digits
apart, `kinship` tells which codes are related, `releases` what changed. `markup` is how text gets
safely into each output. What `render` puts beside the pages: `search_index`, `api`, `exports` (for
spreadsheets and apps), `standalone` (each page as plain Markdown), `aliases` (a page a name),
`drawing` and `examples`. `published` keeps every address there ever was, `history` asks git for
earlier states of that list. `links` checks the built site, `policy` tells which scripts are in its
pages; `mkdocs_hooks` is all that knows MkDocs, and `reuse` how it builds what changed only.

`cli` is the command line; `maintain` runs what the keepers of the data need. `explain` and `report`
(the command `scan`) are for everybody: they read what `prepared` keeps, and import nothing that
takes long. `recognise`, `search`, `scan` and `unknown` follow the same rules as the site's scripts of
`templates/theme/js/engine/`; `log` reads a log of any size, `terminal` prints so that nothing in it
can act.
"""
