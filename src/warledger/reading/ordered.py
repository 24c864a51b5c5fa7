"""Things found in a text in the order in which they begin, so that those of a stretch are had without a walk through all."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Ordered(Sequence[T]):
    """A sequence of things that begin and end somewhere, sorted by their beginning; places are tokens or characters."""

    def __init__(self, things: Iterable[T], start: Callable[[T], int], end: Callable[[T], int]) -> None:
        self._things = sorted(things, key=start)
        self._starts = [start(t) for t in self._things]
        self._end = end

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        return self._things[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)

    def within(self, low: int, high: int) -> list[T]:
        """Those that begin at ``low`` or after and before ``high``."""
        return self._things[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def touching(self, low: int, high: int) -> list[T]:
        """Those of which some part lies in a stretch; of things that do not overlap."""
        first = self.over(low)
        return ([first] if first is not None else []) + self.within(low + 1, high)

    def before(self, at: int, count: int) -> list[T]:
        """The last ``count`` that begin before a place, in order."""
        end = bisect_left(self._starts, at)
        return self._things[max(0, end - count) : end]

    def after(self, at: int, count: int) -> list[T]:
        """The first ``count`` that begin after a place, in order."""
        start = bisect_right(self._starts, at)
        return self._things[start : start + count]

    def backwards(self, at: int) -> Iterator[T]:
        """Those that begin before a place, the last first."""
        for i in range(bisect_left(self._starts, at) - 1, -1, -1):
            yield self._things[i]

    def over(self, at: int) -> T | None:
        """The last one begun at or before a place, if it goes beyond it."""
        i = bisect_right(self._starts, at) - 1
        return self._things[i] if i >= 0 and at < self._end(self._things[i]) else None
