"""The commands `explain` and `scan`, which use the same data and scripts as the site.

This package imports no other package of the project, so that it can be installed without them.
"""

import sys


def main() -> int:
    """Run the installed command and return its exit code, also if modules of the package are lost or cut."""
    try:
        from .cli import main as run
    except (ImportError, SyntaxError) as error:
        print(f"liveroom-errors: {error}; install it again", file=sys.stderr)
        return 2
    return run()
