"""``python -m ue_console``."""

import sys

from ue_console.cli import main

sys.exit(main())
