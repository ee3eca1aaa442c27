"""What was worked out, held as it is for all visitors together."""

from __future__ import annotations

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


def pickled_bytes(value: Any) -> int:
    """What a value weighs: nearly what its arrays and texts take in memory."""
    return len(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


class Held:
    """Values up to so many bytes, the longest unused goes first. Nobody gets a copy, so nobody may change one.

    Streamlit's own cache pickles what goes in and unpickles it at each look, so no two reruns had the same result and
    nothing could be kept with it (decision 175).
    """

    def __init__(self, most_bytes: int) -> None:
        self.bytes = 0
        self._most = most_bytes
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def __contains__(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._values

    def of(self, key: Hashable, make: Callable[[], Any], *, weigh: Callable[[Any], int] = pickled_bytes) -> Any:
        """The value of `key`, by `make` if it is not there: by one visitor, while others who want it wait."""
        with self._lock:
            if key in self._values:
                return self._used(key)
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._values:
                    return self._used(key)
            try:
                value = make()
                self._keep(key, value, weigh(value))
            finally:  # also where the reader has gone on meanwhile, which ends a run in the middle
                with self._lock:
                    self._making.pop(key, None)
        return value

    def _used(self, key: Hashable) -> Any:
        self._values.move_to_end(key)
        return self._values[key][0]

    def _keep(self, key: Hashable, value: Any, weight: int) -> None:
        if weight > self._most:
            return
        with self._lock:
            before = self._values.pop(key, (None, 0))[1]  # after a failure two may have made it at a time
            self._values[key] = value, weight
            self.bytes += weight - before
            while self.bytes > self._most:
                self.bytes -= self._values.popitem(last=False)[1][1]
