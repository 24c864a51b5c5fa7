"""Copies of one text under several publishers, which count as one voice."""

import hashlib
import re
import sys
from array import array
from functools import lru_cache

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


@lru_cache(maxsize=4)
def shingles_of(text: str) -> Shingles:
    """Hashes of all runs of five words of a text, without regard to case and punctuation; the same in every process."""
    words = [w.casefold() for w in _WORD.findall(text)]
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    return frozenset(_number(run) for run in runs)


def packed(shingles: Shingles) -> bytes:
    """Shingles as the journal keeps them: eight bytes each."""
    return b"".join(one.to_bytes(8, "little") for one in sorted(shingles))


def unpacked(kept: bytes) -> Shingles:
    """The shingles that ``packed`` wrote."""
    numbers = array("Q", kept)
    if sys.byteorder == "big":
        numbers.byteswap()
    return frozenset(numbers)


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Whether one of two texts is a copy of the other, cut or changed by a few words."""
    return enough(len(one & other), len(one), len(other))


def enough(both: int, one: int, other: int) -> bool:
    """Whether so many shingles that two texts share make one a copy of the other, of so many that each has."""
    least = min(one, other)
    return least >= LEAST_SHINGLES and both >= ALIKE * least


NEW_STORY = 0.3
"""A text under an address that shares less of its shingles with the last one there is another story (CONTRACT)."""


def shared(new: Shingles, last: Shingles) -> float:
    """The share of a new text's shingles that the last one has too; 1 where a text is too short to tell."""
    if min(len(new), len(last)) < LEAST_SHINGLES:
        return 1.0
    return len(new & last) / len(new)


def _number(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
