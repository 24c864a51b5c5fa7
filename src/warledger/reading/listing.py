"""Places that go on in a list after the one a clause names: "took A on 3 May, B (the old town) and, a day later, C".

The parser loses its way in such lists, so they are followed on the surface: between one place and the next stand
nothing but commas, "and", brackets, dates, and nouns such as "the village of".
"""

import re
from collections.abc import Iterator

from warledger.reading.spots import PlaceRef, place_named
from warledger.reading.story import PlaceName, Story
from warledger.reading.syntax import is_verb

_BETWEEN = re.compile(
    r"^(?:\s*\([^()]{0,60}\))?\s*(?:,|;|\band\b|&|\bas well as\b|\balong with\b|\bthen\b|\bplus\b)"
    r"(?:\s|,|\band\b|\bthen\b|\balso\b|\bfinally\b|\blater\b|\bthe\b|\bnearby\b|\bboth\b"
    r"|\b(?:town|city|village|district|base|camp)s?\b(?: of)?)*$",
    re.IGNORECASE,
)
"""What may stand between two places of a list, once dates are taken out."""


_DATING = re.compile(r"\b(?:on|in|by|from|at|until|since|during|early|late)\s*(?:the )?$", re.IGNORECASE)
"""A preposition that goes with the date after it."""


def listed_after(story: Story, places: list[PlaceRef]) -> Iterator[PlaceRef]:
    """The places that a list goes on with after those given."""
    if not places:
        return
    last = max(places, key=lambda p: p.span.end)
    if last.named is None and last.link != "name in place position":
        return
    sentence = last.span.sent
    known = {p.span.start for p in places}
    at = last.span.end_char
    for name in story.places.within(last.span.end, sentence.end):
        if name.people:
            continue
        start = story.doc[name.start].idx
        if start < at:
            continue
        if not _BETWEEN.match(_without_dates(story, at, start)) or _opens_clause(story, name) or _is_wider(story, name):
            return
        ref = place_named(story, name)
        if ref.span.start not in known:
            yield ref
        at = ref.span.end_char


def _is_wider(story: Story, name: PlaceName) -> bool:
    """Whether a name only says where the place before it lies ("Azaz, Syria", "the dam, Syria's largest")."""
    possessive = name.end < len(story.doc) and story.doc[name.end].text in {"'s", "’s"}
    return possessive or (name.fcode in {"PCLI", "ADM1"} and story.doc[name.start - 1].text == ",")


def _without_dates(story: Story, start: int, end: int) -> str:
    text, at = "", start
    for date in story.dates.within(start, end):
        if date.to <= end:
            text += _DATING.sub("", story.text[at : date.at])
            at = date.to
    return text + story.text[at:end]


def _opens_clause(story: Story, name: PlaceName) -> bool:
    """Whether a place is the subject of a clause of its own ("took A, and B fell")."""
    head = story.doc[name.start : name.end].root
    while head.dep_ in {"compound", "conj", "nmod"} and not is_verb(head.head):
        head = head.head
    verb = head.head
    aside = name.end < len(story.doc) and story.doc[name.end].text == ","
    return head.dep_ in {"nsubj", "nsubjpass"} and is_verb(verb) and verb.i > head.i and not aside
