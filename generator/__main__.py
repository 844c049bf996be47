"""Run a command: `python -m generator COMMAND`."""

import sys

from generator.commands import main

sys.exit(main())
