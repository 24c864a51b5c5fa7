"""What a text and its sections are about: the places that its title and headings name."""

from bisect import bisect_right
from dataclasses import dataclass

from warledger.reading.headings import Heading


@dataclass(frozen=True, slots=True)
class Topics:
    """``titled`` are the first characters of places that the title names too; ``headings`` those of a text that looks back."""

    titled: frozenset[int]
    headings: tuple[Heading, ...]

    def leads(self, place: int, at: int) -> bool:
        """Whether a place named at one character is what the text, or the section at another, is about."""
        if place in self.titled:
            return True
        section = bisect_right(self.headings, at, key=lambda h: h.start) - 1
        return section >= 0 and self.headings[section].start <= place < self.headings[section].end < at
