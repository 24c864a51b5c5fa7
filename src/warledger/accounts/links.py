"""What editors decided on pairs of statements: the same incident, or not. It wins over all that speaks for or against."""

from dataclasses import dataclass
from functools import cached_property


class Joined:
    """Which things belong together, told pair by pair (a disjoint-set forest)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, one: str) -> str:
        """The smallest of all that belong together with one."""
        above = self._above.setdefault(one, one)
        while above != self._above[above]:
            self._above[one] = above = self._above[above]
        return above

    def join(self, one: str, other: str) -> None:
        """Two that belong together."""
        least, most = sorted((self.root(one), self.root(other)))
        self._above[most] = least


@dataclass(frozen=True)
class Links:
    """Editors' decisions on pairs of statements, by their ids, the smaller first: the same incident, or not.

    Statements that are the same as a third are the same. What is apart from one of them is apart from all, but of two that
    an editor joined only by way of others, a decision on the two themselves wins.
    """

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()

    def of(self, one: str, other: str) -> bool | None:
        """Whether an editor said that two statements are of one incident; null where nobody decided."""
        pair = (min(one, other), max(one, other))
        if pair in self.apart:
            return False
        return True if pair in self.same else None

    def group(self, one: str) -> str | None:
        """The name of the statements that are the same as one, itself included; null where nobody joined it to another."""
        return self._groups.get(one)

    def bars(self, one: str, other: str) -> bool:
        """Whether editors keep two statements out of one incident."""
        if not self.apart:
            return False
        a, b = self._groups.get(one, one), self._groups.get(other, other)
        return self.of(one, other) is False if a == b else (min(a, b), max(a, b)) in self._barred

    @cached_property
    def _groups(self) -> dict[str, str]:
        joined = Joined()
        for one, other in self.same:
            joined.join(one, other)
        return {one: joined.root(one) for pair in self.same for one in pair}

    @cached_property
    def _barred(self) -> frozenset[tuple[str, str]]:
        groups = ((self._groups.get(one, one), self._groups.get(other, other)) for one, other in self.apart)
        return frozenset((min(a, b), max(a, b)) for a, b in groups if a != b)


NO_LINKS = Links()
