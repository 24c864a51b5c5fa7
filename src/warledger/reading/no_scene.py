"""Place names in a sentence that do not say where its deeds were: whose, how far from, on the way where to."""

import re

from spacy.tokens import Token

from warledger.gazetteer.names import REGION_WORDS
from warledger.reading.salience import speaks_for_state
from warledger.reading.story import PlaceName, Story
from warledger.reading.syntax import first_of, is_verb


def no_scene(story: Story, name: PlaceName, head: Token) -> bool:
    """Whether a place name says something else than where deeds took place: whose, how far from, in which wider place."""
    return (
        is_of_speaker(story, head)
        or _second_of_pair(story, name)
        or _measures_another(story, name)
        or _whose(story, name, head)
        or speaks_for_state(story, name)
        or _denied(head)
        or _owns_named(story, name, head)
        or _of_weapon(story, head)
    )


def is_way_of_flight(story: Story, head: Token) -> bool:
    """Whether a place is where people fled to or came from ("troops fled across the desert towards Hama")."""
    if head.dep_ != "pobj" or head.head.lower_ not in {"to", "toward", "towards", "from"}:
        return False
    verb = next((t for t in head.head.ancestors if is_verb(t)), None)
    return verb is not None and story.lemma(verb) in (COMING if head.head.lower_ == "from" else FLEEING)


COMING = frozenset("come arrive hail travel march head".split())
"""Verbs of people who came: where from is not where anything befell them."""

FLEEING = frozenset("flee escape withdraw retreat pull drive evacuate transfer lead ferry run".split())
"""Verbs of people who left: where to is not where anything befell them."""


def is_of_speaker(story: Story, head: Token) -> bool:
    """Whether a place belongs to one who speaks or counts, not to the deed ("officials in Baghdad said", "the researchers of
    Gondar University counted 1,100")."""
    if head.dep_ == "poss" and head.head.i in story.party_at:
        return True
    up, named = head, False
    while up.dep_ in WITHIN and up.head != up:
        up, named = up.head, True
    if not named or up.dep_ != "nsubj":
        return False
    verb = story.lemma(up.head)
    counts = verb in COUNTING and any(t.tag_ == "CD" and t.i > up.head.i for t in up.head.subtree)
    return counts or verb in story.frames.words("speech", "speech_verbs")


WITHIN = frozenset({"pobj", "prep", "compound", "nmod", "amod", "poss", "appos", "conj"})
"""Relations within one noun phrase."""

COUNTING = frozenset(
    {"speak", "put", "count", "give", "record", "establish", "name", "verify", "receive", "list", "arrive"}
)
"""Verbs of those who count the dead, beside those of speech."""


def _of_weapon(story: Story, head: Token) -> bool:
    """Whether a name is only that of a weapon ("a Grad salvo", "Grad rockets")."""
    return head.dep_ in {"compound", "nmod"} and story.lemma(head.head) in story.frames.words("violence", "weapons")


_MEASURE = re.compile(
    r"^[,(]? ?(?:an? (?:[a-z-]+ )?(?:town|village|hamlet|suburb|city) )?"
    r"(?:which is |just |only |about |some |around |roughly |nearly |an? )*"
    r"(?:\d[\d.,]*|[a-z]+) ?-?(?:km|kms|kilomet(?:er|re)s?|miles?)\b[^.;]{0,30}?\b(?:of|from) (?:the )?$",
    re.IGNORECASE,
)


def _whose(story: Story, name: PlaceName, head: Token) -> bool:
    """Whether a name says whose a thing is, or where someone comes from, and not where a deed was ("a U.S. strike")."""
    if name.fcode == "PCLI" and (
        head.dep_ in {"compound", "amod", "poss", "nmod", "nsubj"}
        or (head.dep_ == "pobj" and head.head.lower_ in {"with", "by", "between", "against"})
    ):
        return True
    if any(t.lower_ == "according" for t in head.ancestors):
        return True
    if head.dep_ != "pobj" or head.head.lower_ not in {"of", "from"}:
        return False
    whose = head.head.head
    return whose.ent_type_ == "PERSON" or (whose.tag_ == "CD" and head.head.lower_ == "of")


def _measures_another(story: Story, name: PlaceName) -> bool:
    """Whether a name only says where the place before it lies ("Mykolaiv, 60 km northwest of Kherson")."""
    before = _place_before(story, name)
    return before is not None and bool(_MEASURE.match(_between(story, before, name)))


def _place_before(story: Story, name: PlaceName) -> PlaceName | None:
    return next((p for p in story.places.backwards(name.start) if not p.people), None)


def _between(story: Story, before: PlaceName, name: PlaceName) -> str:
    """The text between two places."""
    last = story.doc[before.end - 1]
    return story.text[last.idx + len(last) : story.doc[name.start].idx]


_AROUND = re.compile(
    r"^(?:['’]s)?,? ?(?:\([^()]*\),? ?)?"
    r"(?:(?:in|of|near|on|off|outside)(?: the)?(?: (?:far )?[a-z-]+){0,3} (?:of |in )?"
    r"|(?:an?|the) [a-z' -]{0,40}?(?:capital|town|village|city|camp|suburb|district|hamlet|port|base|island|settlement|area|region)"
    r"[a-z ,-]{0,30}\b(?:in|near|of|on|outside|from)(?: the)?(?: [a-z-]+){0,2} )$"
)
"""What stands between a place and the wider or other place that only tells where it lies ("X, in Y", "X, a town near Y")."""


def _second_of_pair(story: Story, name: PlaceName) -> bool:
    """Whether a name only says where the place before it lies ("Azaz, Syria", "Dapchi, in Yobe", "X, a town near Y")."""
    before = _place_before(story, name)
    if before is None or before.end < story.doc[name.start].sent.start or name.start - before.end > 14:
        return False
    between = _between(story, before, name)
    if between.strip() == ",":
        listed = name.end < len(story.doc) and story.doc[name.end].lower_ in {"and", "or"}
        return name.fcode in {"PCLI", "ADM1", "RGN"} or (
            name.fcode in {"ADM2", ""} and _region_word(story, name) and not listed
        )
    if before.fcode in {"PCLI", "CONT"}:  # "accused Russia of shelling a school in Kherson"
        return False
    wider = name.fcode in {"PCLI", "ADM1", "ADM2", "RGN"} or " a" in between or _region_word(story, name)
    return wider and bool(_AROUND.match(between))


def _region_word(story: Story, name: PlaceName) -> bool:
    return any(t.lower_ in REGION_WORDS for t in story.doc[name.start : min(name.end + 1, len(story.doc))])


def _owns_named(story: Story, name: PlaceName, head: Token) -> bool:
    """Whether a town is but what a quarter named with it is of ("Baghdad's Karrada district")."""
    if head.dep_ != "poss":
        return False
    inner = (head.head, *head.head.children)
    return any(t.i in story.place_at and t.i >= name.end for t in inner)


def _denied(head: Token) -> bool:
    """Whether a place is the object of what was not done ("could not hold X, so it murders shoppers")."""
    first = first_of(head)
    verb = next((t for t in first.ancestors if is_verb(t)), None)
    return verb is not None and first.dep_ == "dobj" and any(c.dep_ == "neg" for c in verb.children)
