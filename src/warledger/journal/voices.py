"""Copies of one text under several publishers, which count as one voice."""

import re

_WORD = re.compile(r"\w+")

SHINGLE = 5
"""Words in a row by which texts are compared."""

ALIKE = 0.5
"""Share of the shingles of the shorter text that the other must hold to be a copy of it."""

LEAST_SHINGLES = 15
"""A text of fewer shingles is too short to tell a copy from a coincidence."""

COPY_DAYS = 4
"""Copies appear within so many days of each other."""

Shingles = frozenset[int]


def shingles_of(text: str) -> Shingles:
    """Hashes of all runs of five words of a text, without regard to case and punctuation."""
    words = [w.casefold() for w in _WORD.findall(text)]
    return frozenset(hash(" ".join(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1))


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Whether one of two texts is a copy of the other, cut or changed by a few words."""
    least = min(len(one), len(other))
    return least >= LEAST_SHINGLES and len(one & other) >= ALIKE * least


NEW_STORY = 0.3
"""A text under an address that shares less of its shingles with the last one there is another story (CONTRACT)."""


def shared(new: Shingles, last: Shingles) -> float:
    """The share of a new text's shingles that the last one has too; 1 where a text is too short to tell."""
    if min(len(new), len(last)) < LEAST_SHINGLES:
        return 1.0
    return len(new & last) / len(new)
