"""The place that a narrative is at before a sentence that names none of its own."""

from dataclasses import replace

from spacy.tokens import Span

from warledger.reading.date_lines import is_of_date_line
from warledger.reading.no_scene import is_way_of_flight, no_scene
from warledger.reading.salience import salience_of
from warledger.reading.spots import LOOK_BACK, WATERS, PlaceRef, places_of
from warledger.reading.story import PlaceName, Story

CARRIED_SENTENCES = 4
"""How many sentences back a place is carried."""

TITLE_SENTENCES = 8
"""How many sentences back, if the title names it."""

WIDER = 0.5
"""What speaks against a province or region where a town is named too."""


ORIGIN = 0.5
"""What speaks against a place that somebody or something is said to be from ("fishing boats from Benghazi")."""


def _is_origin(story: Story, place: PlaceName) -> bool:
    name = story.doc[place.start : place.end].root
    return name.dep_ == "pobj" and name.head.lower_ == "from"


NO_SCENES = WATERS | {"PCLI", "CONT", ""}
"""Feature codes of what nothing happens at that is told with a place of its own."""


def place_carried(story: Story, sentence: Span) -> PlaceRef | None:
    """The place that the narrative is at before a sentence: of those named in the sentences before, narrower than a country,
    the one that leads them; a place of the date line only where there is no other."""
    title = story.report.title or ""

    def of_title(place: PlaceName) -> bool:
        return story.doc[place.start : place.end].text in title

    def leads(place: PlaceName) -> tuple[bool, float, int]:
        score = salience_of(story, place, story.doc[sentence.start]) - WIDER * (place.fcode in {"ADM1", "RGN"})
        return not is_of_date_line(story, place), score - ORIGIN * _is_origin(story, place), place.start

    def near(place: PlaceName) -> bool:
        away = story.sentences_between(place.start, sentence.start)
        return away <= CARRIED_SENTENCES or (away <= TITLE_SENTENCES and of_title(place))

    before = [
        p
        for p in story.places.before(sentence.start, LOOK_BACK)
        if p.end <= sentence.start
        and not p.people
        and p.fcode not in NO_SCENES
        and near(p)
        and not no_scene(story, p, story.doc[p.start : p.end].root)
        and not is_way_of_flight(story, story.doc[p.start : p.end].root)
    ]
    if not before:
        return None
    best = max(before, key=leads)
    refs = places_of(story, [story.doc[best.start : best.end].root])
    return replace(refs[0], link="carried") if refs else None
