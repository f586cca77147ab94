"""What was worked out lately, so that the next question does not work it out again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """The newest few results by what they were worked out from. Safe to use from threads.

    A key must name everything that the result comes from: whoever changes the truth changes its
    revision, and what was worked out before is then never asked for again.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: K, make: Callable[[], V]) -> V:
        return self.recall_all([key], lambda _: [make()])[0]

    def recall_all(self, keys: Sequence[K], make: Callable[[list[K]], Iterable[V]]) -> list[V]:
        """One for each key. ``make`` gets those that are not known, each once."""
        with self._lock:
            known = {key: self._held[key] for key in keys if key in self._held}
        if fresh := [key for key in dict.fromkeys(keys) if key not in known]:
            # Not under the lock: nobody waits for what somebody else works out.
            known |= zip(fresh, make(fresh), strict=True)
        with self._lock:
            for key in keys:
                self._held[key] = known[key]
                self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return [known[key] for key in keys]
