"""The commands `explain` and `scan`, which use the same data and scripts as the site.

This package imports no other package of the project, so that it can be installed without them.
"""
