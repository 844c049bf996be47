"""Read each kind of output back into the rows of `site_tests/support/expected`.

HTML is read by ids, classes and `data-…` attributes, in whatever layout; what a reader does not know is an
error, so that nothing more is said than is expected.
"""
