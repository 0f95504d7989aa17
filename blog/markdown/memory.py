"""Finished work that may be asked for again, bounded by its size."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Memory(Generic[Result]):
    """Keep results until they weigh too much together; what was asked for last stays longest."""

    def __init__(self, most: int) -> None:
        """Take the weight that all results together may have; a heavy one is not kept at all."""
        self._most = most
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[Result, int]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> Result | None:
        """Return what was kept under a key."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Hashable, result: Result, weight: int) -> None:
        """Keep a result, and forget older ones where it needs their place."""
        with self._lock:
            if key in self._kept or weight > self._most // 100:
                return
            self._kept[key] = result, weight
            self._weight += weight
            while self._weight > self._most:
                _, (_, forgotten) = self._kept.popitem(last=False)
                self._weight -= forgotten
