"""The command line: `python -m crm_core …`. Every error a user can cause is one sentence and exit code 2."""

from __future__ import annotations

import sys

from crm_core.command_line import main

if __name__ == "__main__":
    sys.exit(main())
