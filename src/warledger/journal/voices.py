"""Copies of one text under several publishers, which count as one voice."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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

Numbers = NDArray[np.uint64]


@lru_cache(maxsize=4)
def shingles_of(text: str) -> Shingles:
    """Hashes of all runs of five words of a text, without regard to case and punctuation; the same in every process."""
    words = [w.casefold() for w in _WORD.findall(text)]
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    return frozenset(_number(run) for run in runs)


def sorted_numbers(shingles: Shingles) -> Numbers:
    """Shingles as numbers in order."""
    return np.array(sorted(shingles), dtype="<u8")


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Whether one of two texts is a copy of the other, cut or changed by a few words."""
    least = min(len(one), len(other))
    return least >= LEAST_SHINGLES and len(one & other) >= ALIKE * least


def copies_among(own: Numbers, others: Sequence[Numbers]) -> list[int]:
    """Which of other texts one is a copy of, or they of it, by their place in the row; numbers are in order."""
    if not others or len(own) < LEAST_SHINGLES:
        return []
    sizes = np.array([len(other) for other in others])
    numbers = np.concatenate(others)
    met = own[np.searchsorted(own, numbers).clip(max=len(own) - 1)] == numbers
    both = np.bincount(np.repeat(np.arange(len(sizes)), sizes)[met], minlength=len(sizes))
    least = np.minimum(sizes, len(own))
    return [int(i) for i in np.flatnonzero((least >= LEAST_SHINGLES) & (both >= ALIKE * least))]


NEW_STORY = 0.3
"""A text under an address that shares less of its shingles with the last one there is another story (CONTRACT)."""


def shared(new: Shingles, last: Shingles) -> float:
    """The share of a new text's shingles that the last one has too; 1 where a text is too short to tell."""
    if min(len(new), len(last)) < LEAST_SHINGLES:
        return 1.0
    return len(new & last) / len(new)


def _number(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
