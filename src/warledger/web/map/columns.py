"""Small columns of whole numbers, as the map's data has them: what is written here, ``static/map/data.js`` reads."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


def steps(numbers: Sequence[int]) -> list[int]:
    """The first number, then the difference of each to the one before."""
    return [b - a for a, b in pairwise((0, *numbers))]


def unstepped(differences: Iterable[int]) -> list[int]:
    """The numbers that ``steps`` was given."""
    return list(accumulate(differences))


class Table(Generic[T]):
    """Values told by number: each different one is kept once, in the order in which it was first met."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}

    def number(self, value: T) -> int:
        """The number of a value."""
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self) -> list[T]:
        """All values by number."""
        return list(self._numbers)
