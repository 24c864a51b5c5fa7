"""Sentences whose subject is the heading that they follow: "Hawija", and under it "Seized on 10 June 2014 and retaken on ..."."""

from bisect import bisect_right

from spacy.tokens import Token

from warledger.reading.frames import Frame
from warledger.reading.spots import PlaceRef, place_named
from warledger.reading.story import REGIONS, Story
from warledger.reading.syntax import children

GOES_ON = frozenset({"on", "in", "by", "from", "to", "after", "without", "and", "again", ",", "."})
"""What may follow such a verb: its time, by whom, or a further one ("Seized on 10 June", but not "Seized weapons ...")."""


def headed_places(story: Story, frame: Frame, verb: Token) -> list[PlaceRef]:
    """The places that the heading right above names, of which a sentence tells that opens with a verb and has no subject."""
    first = verb
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    opens = first.i == next((t.i for t in first.sent if not t.is_space), None)
    if not opens or first.tag_ not in {"VBN", "VBD"} or first.dep_ in {"amod", "compound"}:
        return []
    goes_on = first.i + 1 < len(story.doc) and first.nbor(1).lower_ in GOES_ON
    if not goes_on or children(verb, "nsubj", "nsubjpass", "dobj"):
        return []
    if not {"patient", "subject"} & {*frame.roles.get("place", ())}:
        return []
    headings = story.topics.headings
    at = bisect_right(headings, first.idx, key=lambda h: h.start) - 1
    if at < 0 or story.text[headings[at].end : first.idx].strip():
        return []
    within = story.doc.char_span(headings[at].start, headings[at].end, alignment_mode="contract")
    named = story.places.within(within.start, within.end) if within is not None else []
    return [place_named(story, p) for p in named if not p.people and p.fcode not in REGIONS]
