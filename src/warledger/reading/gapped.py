"""Clauses that leave out the verb of the one before: "A and B are held by X; C by Y", "X holds A, and Y B and C", "left A to
X, and B to Y". The parser takes their parties and places for more of the first clause's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from warledger.parties.finder import PartyName
from warledger.reading.actors import Actor, actors_of
from warledger.reading.spots import PlaceRef, place_named
from warledger.reading.story import PlaceName, Story

PLACE, PARTY = "\ue000", "\ue001"
"""What stands for a place and for a party in a line of a sentence; private characters, which no text has."""

SIDES = frozenset("government army rebels opposition insurgents separatists regime militants military".split())
"""Descriptions of parties that stand for their names."""

Thing = PlaceName | PartyName | Token

_PLACES = rf"(?:the )?(?:(?:town|city|village)s? of )?{PLACE}(?:(?:, and |, | and ){PLACE})*"
_AND = r"(?:; and |; |, and |, while | and )"
_PARTY_LAST = re.compile(
    rf"(?<=[,;] )(?:and )?(?P<places>{_PLACES}),? (?P<prep>by|to|with|under) (?:the )?{PARTY}(?=[,;.]|$| and)"
)
_PARTY_FIRST = re.compile(rf"{_AND}(?:the )?{PARTY},? (?P<places>{_PLACES})(?=[,;.]|$)")


@dataclass(frozen=True, slots=True)
class Gapped:
    """Places that a clause without a verb says so much of a party of as the clause before says of its own."""

    places: tuple[PlaceRef, ...]
    party: Actor


def gapped_after(story: Story, at: int, end: int, preposition: str | None) -> Iterator[Gapped]:
    """The clauses without a verb between two tokens: after a clause whose party is its subject (no preposition), or stands
    with a preposition."""
    line, things = _line(story, at, end)
    pattern = _PARTY_FIRST if preposition is None else _PARTY_LAST
    for match in pattern.finditer(line):
        if preposition is not None and match["prep"] != preposition:
            continue
        named = [things[i] for i in range(match.start(), match.end()) if i in things]
        places = tuple(place_named(story, t) for t in named if isinstance(t, PlaceName))
        head = next((h for t in named if (h := _head(story, t)) is not None), None)
        party = actors_of(story, [head]) if head is not None else []
        if places and party:
            yield Gapped(places, party[0])


def _head(story: Story, thing: Thing) -> Token | None:
    """The word that heads a party's name or is its description; null for a place."""
    if isinstance(thing, Token):
        return thing
    return story.doc[thing.start : thing.end].root if isinstance(thing, PartyName) else None


def _line(story: Story, at: int, end: int) -> tuple[str, dict[int, Thing]]:
    """The words between two tokens with a character for each place and party, and what stands where."""
    line, i = "", at
    things: dict[int, Thing] = {}
    starts: dict[int, tuple[int, Thing]] = {t.i: (t.i + 1, t) for t in story.doc[at:end] if t.lower_ in SIDES}
    starts |= {p.start: (p.end, p) for p in story.parties.within(at, end) if p.kind == "name"}
    starts |= {p.start: (p.end, p) for p in story.places.within(at, end)}
    while i < end:
        last = i + 1
        if i not in starts:
            line += story.doc[i].text_with_ws
        else:
            last, thing = starts[i]
            things[len(line)] = thing
            line += (PLACE if isinstance(thing, PlaceName) else PARTY) + story.doc[last - 1].whitespace_
        i = last
    return line, things
