"""Answers in a terminal: `explain` and `scan`, from what the site's own scripts read.

It imports nothing of the other rooms, so that it can be installed without them.
"""
