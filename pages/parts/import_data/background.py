"""A dry run in a thread of its own: the page may be left and come back to, and a click stops it."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable

from crm_core import CannotAnswer
from crm_core.intake.desk.trial import Cancelled, Trial
from crm_core.intake.draft import Progress
from crm_core.language import _, current, in_language

_LOG = logging.getLogger("clientela")

Make = Callable[[Progress, Callable[[], bool]], Trial]
"""`make(progress, cancel)`: a dry run that reports to the one and asks the other whether to stop."""


class Work:
    """Begins at once. When `is_done`, there is a `trial`, a `refusal` in a sentence, or `is_cancelled`."""

    def __init__(self, make: Make) -> None:
        self.label, self.part = _("Starting"), 0.0
        self.trial: Trial | None = None
        self.refusal = ""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(make, current()), name="dry-run", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """True once the thread has ended."""
        return not self._thread.is_alive()

    @property
    def is_cancelled(self) -> bool:
        """True when it was stopped before it made anything."""
        return self._stop.is_set() and self.trial is None

    def cancel(self) -> None:
        """Stop soon, and drop what was made meanwhile."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Wait until it is done, so long at most."""
        self._thread.join(seconds)

    def _run(self, make: Make, language: str) -> None:
        with in_language(language):
            try:
                made = make(self._show, self._stop.is_set)
            except Cancelled:
                return
            except CannotAnswer as refused:
                self.refusal = str(refused)
            except Exception:
                number = secrets.token_hex(4)
                _LOG.exception("A dry run failed, number %s", number)
                self.refusal = _("The dry run failed because of an error on our side; it is in the log under number "
                                 "{number}. The data in use is as it was.", number=number)
            else:
                if self._stop.is_set():
                    made.scratch.close()
                else:
                    self.trial = made

    def _show(self, label: str, part: float) -> None:
        self.label, self.part = _(label), min(max(part, 0.0), 1.0)
