"""Turns the dataset in `data/` into the Markdown that a site builder reads.

Data flows one way, from room to room, and no room imports a later one:

`dataset` (read, check) → `catalog` (what is meant) → `outputs` (texts) → `releases` (what was
published) → `build` (write, MkDocs, checks of the site). `commands` runs them.

`lookup` stands apart: `explain` and `scan`, which people install without the others.
"""
