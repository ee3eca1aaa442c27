"""Look up every pinned package in the advisories of the Python Packaging Authority, by pip-audit.

Where they cannot be read (a closed network, a mirror without them) this says so and succeeds: the pins are then as safe
as when they were last audited. A known weakness is a failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

LOCKS = ("requirements-dev.lock", "requirements-spark.lock")
"""Between them they hold all that is pinned."""
KNOWN = "https://pypi.org/pypi/jinja2/3.1.2/json"
"""A release with weaknesses that are known for certain: a source that names none has no advisories, as a mirror has."""
SECONDS = 5


def main() -> int:
    try:
        with urllib.request.urlopen(KNOWN, timeout=SECONDS) as answer:
            has_advisories = bool(json.load(answer)["vulnerabilities"])
    except (urllib.error.URLError, OSError, ValueError, KeyError) as error:
        return not_audited(str(error))
    if not has_advisories:
        return not_audited("it names no weakness of a release that has some")
    audit = [str(Path(sys.executable).parent / "pip-audit"), "--disable-pip", "--require-hashes",
             "--progress-spinner", "off"]
    return max(subprocess.run([*audit, "-r", lock], check=False).returncode for lock in LOCKS)


def not_audited(why: str) -> int:
    print(f"Not audited: no advisories can be read from {KNOWN} ({why}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
