"""`python -m generator`."""

import sys

from generator.commands import main

sys.exit(main())
