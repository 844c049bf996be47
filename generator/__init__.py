"""Generate the Markdown that a site builder reads from the dataset in `data/`.

Data flows one way, and no package imports a later one:

`dataset` (read, check) → `catalog` (resolve) → `outputs` (render) → `releases` (keep what was
published) → `build` (write, MkDocs, checks of the site). `commands` runs them.

`lookup` is independent: the commands `explain` and `scan`, which are installed without the others.
"""
