"""Run a command: `python -m generator COMMAND`."""

import sys

try:
    from generator.commands import main
except ModuleNotFoundError as error:
    if error.name and error.name.startswith("generator"):
        raise
    needed = (
        "install what it needs with `pip install '.[generate]'`, or run the tasks of noxfile.py"
    )
    print(f"the package {error.name} is not installed; {needed}", file=sys.stderr)
    sys.exit(2)

sys.exit(main())
