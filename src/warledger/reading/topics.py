"""What a text and its sections are about: the places that its title and headings name."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from warledger.reading.headings import Heading


@dataclass(frozen=True, slots=True)
class Topics:
    """By their first characters, the places that the title names too (``titled``) and those that stand in a heading
    (``heading``); ``headings`` are those of a text that looks back."""

    titled: frozenset[int]
    heading: tuple[int, ...]
    headings: tuple[Heading, ...]

    def leads(self, place: int, at: int) -> bool:
        """Whether a place named at one character is what the section at another is about: what its heading names, else what
        the title does."""
        section = bisect_right(self.headings, at, key=lambda h: h.start) - 1
        if section >= 0:
            own = self.headings[section]
            first = bisect_left(self.heading, own.start)
            if first < len(self.heading) and self.heading[first] < own.end < at:
                return own.start <= place < own.end
        return place in self.titled
