"""Which of the places named before a word is the one it means: near, in a leading role, named often, what the text is about."""

from spacy.tokens import Token

from warledger.gazetteer.names import FACILITY_WORDS
from warledger.reading.story import PlaceName, Story
from warledger.reading.syntax import is_verb

HIGHEST = 2.35
"""The most that a place in the word's own sentence can count that the text is not about."""


def most_salient(story: Story, places: list[PlaceName], head: Token) -> PlaceName | None:
    """The place most likely meant, the later of equals; from the last backwards, as far as one can still win, and
    on to those that the text is about."""
    best, found = float("-inf"), None
    for place in reversed(places):
        far = best >= HIGHEST - FURTHER * story.sentences_between(place.end - 1, head.i)
        if far and (is_pronoun(head) or not leads_text(story, place, head)):
            continue
        salience = salience_of(story, place, head)
        if salience > best:
            best, found = salience, place
    return found


FURTHER = 0.45
"""What each sentence between a place and the word takes from it."""


def salience_of(story: Story, place: PlaceName, head: Token) -> float:
    """How likely a place named before is the one meant: near, in a leading role, named often."""
    doc = story.doc
    token = doc[place.end - 1]
    distance = story.sentences_between(place.end - 1, head.i)
    role = 1.0 if token.dep_ in {"nsubj", "nsubjpass", "dobj"} else 0.0
    if token.dep_ == "pobj":
        role = {"in": 0.9, "at": 0.9, "of": 0.6, "for": 0.5}.get(token.head.lower_, 0.2)
        if token.head.lower_ in {"in", "at"} and _of_people(story, token.head.head):
            role = 0.4  # "hospital staff in Najaf", "the ministry in Kyiv"
    if head.i - place.end < 60 and any(
        t.text in {"km", "miles", "kilometres", "kilometers", "mile"}
        for t in doc[max(0, place.start - 6) : place.start]
    ):
        role -= 1.0  # a distance is told from it
    if place.start in story.fought_for:
        role += 0.35
    if facility_after(story, place) is not None:
        role -= 0.5
    if speaks_for_state(story, place):
        role -= 1.0
    if not is_pronoun(head) and leads_text(story, place, head):
        role, distance = role + LEADING, min(distance, LEADING_NEAR)
    return role - FURTHER * distance + 0.25 * min(story.times_named(place, head.i), 4)


def _of_people(story: Story, noun: Token) -> bool:
    """Whether a noun is of those who speak or are told of, and not of what happened."""
    return noun.tag_[:1] == "N" and (noun.i in story.party_at or story.lemma(noun) in SPEAKERS)


SPEAKERS = frozenset(
    "staff doctor hospital resident official ministry spokesman spokeswoman source correspondent reporter activist witness "
    "agency office court envoy ambassador embassy commander headquarters worker journalist monitor medic".split()
)
"""Nouns of those who tell of what happened, often elsewhere."""


LEADING = 0.9
"""What speaks for a place that the title or the section's heading names."""

LEADING_NEAR = 2
"""How many sentences away such a place counts as being, at the most."""


PRONOUNS = frozenset({"it", "its", "there", "here", "them", "which", "that"})
"""Words that take up what was named last, whatever the text is about."""


def is_pronoun(head: Token) -> bool:
    """Whether a word takes up a place by no noun of its own."""
    return head.lower_ in PRONOUNS


def leads_text(story: Story, place: PlaceName, head: Token) -> bool:
    """Whether the text, or the section of a word, is about a place."""
    return story.topics.leads(story.doc[place.start].idx, head.idx)


LIVED_THROUGH = frozenset(
    {"see", "witness", "suffer", "endure", "experience", "fall", "wake", "mourn", "lie", "remain"}
)
"""Verbs whose subject, if it is a capital, is the town and not the government that sits there."""


def speaks_for_state(story: Story, place: PlaceName) -> bool:
    """Whether a capital stands for the government that sits there ("Baghdad first declared the town won")."""
    token = story.doc[place.end - 1]
    if token.dep_ != "nsubj" or not is_verb(token.head) or story.lemma(token.head) in LIVED_THROUGH:
        return False
    return place.fcode in {"PPLC", "ADM1"} and story.lemma(token.head) not in {"be", "have"}


def facility_after(story: Story, place: PlaceName) -> int | None:
    """The facility that a place name names with it ("Tabqa Dam", "Anadan checkpoint"), by its token."""
    for at in range(place.end, min(place.end + 3, len(story.doc))):
        token = story.doc[at]
        if story.lemma(token) in FACILITY_WORDS and token.tag_[:1] == "N":
            return at
        if token.tag_[:1] not in {"N", "J"}:
            return None
    return None
