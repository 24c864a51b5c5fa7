"""A report's text cut where statements' quotes begin and end, for marking them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from warledger.reading.furniture import Furniture
from warledger.record.statement import Statement


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text. ``inside`` are the numbers (from 1) of the statements whose quotes it lies in, ``opens`` those of
    them whose quotes begin with it, ``shortest`` the number of the one with the shortest quote (0: none)."""

    text: str
    inside: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    shortest: int = 0
    furniture: bool = False


def pieces_of(text: str, statements: Sequence[Statement], furniture: Sequence[Furniture] = ()) -> list[Piece]:
    """The pieces of a text, in order."""
    numbered = list(enumerate(statements, start=1))
    cuts = {0, len(text)} | {at for f in furniture for at in (f.start, f.end)}
    cuts |= {at for _, s in numbered for at in (s.quote.start, s.quote.end)}
    opened: set[int] = set()
    found = []
    for start, end in pairwise(sorted(at for at in cuts if at <= len(text))):
        inside = [(i, s) for i, s in numbered if s.quote.start <= start and end <= s.quote.end]
        ids = tuple(i for i, _ in inside)
        found.append(
            Piece(
                text=text[start:end],
                inside=ids,
                opens=tuple(i for i in ids if i not in opened),
                shortest=min(inside, key=lambda p: p[1].quote.end - p[1].quote.start)[0] if inside else 0,
                furniture=not inside and any(f.start <= start and end <= f.end for f in furniture),
            )
        )
        opened.update(ids)
    return found
