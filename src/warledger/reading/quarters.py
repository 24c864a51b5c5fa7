"""Quarters of towns that no list of places knows, or knows elsewhere ("the Abbasiyah district of Homs")."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from warledger.gazetteer.resolve import Resolved, km
from warledger.reading.spots import PlaceRef
from warledger.reading.story import PlaceName, Story

QUARTERS = frozenset(
    {"district", "quarter", "suburb", "neighborhood", "neighbourhood", "area", "ward", "street", "outskirt"}
)
"""Nouns for a part of a town."""


def at_its_town(story: Story, ref: PlaceRef, narrated: Callable[[], PlaceRef | None]) -> PlaceRef:
    """A quarter at the town that it is said to be of, where no list knows it there ("the Abbasiyah district of Homs"); one
    that no list knows at all is of the town that is ``narrated``."""
    named = [p for p in _towns_beside(story, ref) if p.fcode.startswith("PPL") and not p.people]
    town = next((p for p in named if p is not ref.named), None)
    if town is None and _is_nowhere(story, ref) and (around := narrated()) is not None and around.named is not None:
        town = around.named if around.named.fcode.startswith("PPL") else None
    if town is None or (ref.named is not None and _far_apart(ref.named, town) is False):
        return ref
    return replace(ref, named=town, part=True, link=f"{ref.link}, part of {story.doc[town.start : town.end].text}")


def _is_nowhere(story: Story, ref: PlaceRef) -> bool:
    """Whether words name a quarter, a camp or the like that no list of places knows."""
    unknown = ref.named is None or not isinstance(ref.named.answer, Resolved)
    words = story.doc[ref.span.start : min(ref.span.end + 1, ref.span.sent.end)]
    return unknown and any(story.lemma(t).lower() in QUARTERS | SITES for t in words)


SITES = frozenset(
    {"base", "barracks", "camp", "hospital", "shelter", "prison", "market", "mosque", "school", "checkpoint"}
)
"""Nouns for what stands in a town or beside it."""


def _towns_beside(story: Story, ref: PlaceRef) -> Iterator[PlaceName]:
    """The towns that the words around a quarter name as those it is of."""
    doc, start, end = story.doc, ref.span.start, ref.span.end
    quarter = any(story.lemma(t) in QUARTERS for t in doc[start : min(end + 1, ref.span.sent.end)])
    before = next((p for p in story.places.backwards(start) if p.end > start - 3), None)
    if before is not None:
        between = story.text[doc[before.end - 1].idx + len(doc[before.end - 1]) : doc[start].idx]
        city = doc[before.end - 1].lower_ in {"city", "town"} and between == ", "
        if city or between in {" city, ", " town, "} or (quarter and between in {", ", "'s ", "’s ", ": "}):
            yield before
    after = next(iter(story.places.within(end, end + 3)), None)
    if after is not None and _is_quarter_of(story, ref, after):
        yield after
    if quarter:
        yield from (p for p in story.places.within(end, end + 4) if doc[p.start - 1].lower_ in {"of", "in"})


def _is_quarter_of(story: Story, ref: PlaceRef, town: PlaceName) -> bool:
    """Whether a name is that of a quarter of the town right after it, its namesake lying in another country ("an air strike on
    Dar es Salaam, Omdurman, killed 22")."""
    doc = story.doc
    if ref.named is None or not ref.named.country or ref.named.country == town.country or town.people:
        return False
    after = doc[town.end].text if town.end < len(doc) else "."
    return town.start == ref.span.end + 1 and doc[ref.span.end].text == "," and after in {",", ".", ";", ":", ")"}


def _far_apart(one: PlaceName, other: PlaceName) -> bool | None:
    """Whether two places lie too far apart for one to be a part of the other; null where one of them is nowhere known."""
    if not isinstance(one.answer, Resolved) or not isinstance(other.answer, Resolved):
        return None
    a, b = one.answer.entry, other.answer.entry
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return km(a.lat, a.lon, b.lat, b.lon) > TOWN_KM


TOWN_KM = 25.0
"""Kilometres from a town within which its quarters lie."""
