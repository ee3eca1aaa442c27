"""The command line: `python -m crm_core …`. Every error a user can cause is one sentence and exit code 2."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    try:
        from crm_core.command_line import main
        from crm_core.warehouse.on_disk import write_privately

        write_privately()
        sys.exit(main())
    except KeyboardInterrupt:  # while the libraries were being read, or a second time
        sys.exit(130)
