"""Places that the tagger misses: names the gazetteer knows in the story's countries, and names that the story itself
shows to be places ("the village of X", "seized X", "the siege of X", "X airbase")."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from warledger.gazetteer.mentions import is_month
from warledger.gazetteer.words import ordinary_words
from warledger.reading.frames import FrameBook
from warledger.reading.syntax import is_date_word, is_verb

NAME_TAGS = frozenset({"NNP", "NNPS", "FW"})
LINKS = frozenset(
    {"al", "ez", "el", "as", "ar", "ash", "an", "ad", "at", "-", "de", "del", "la", "'", "’", "ul", "ed", "es", "az"}
)
PREPOSITIONS = frozenset("in at near into from toward towards around outside through inside across between".split())
NO_PLACE_LABELS = frozenset(
    {"DATE", "TIME", "MONEY", "QUANTITY", "PERCENT", "ORDINAL", "CARDINAL", "NORP", "LANGUAGE", "EVENT"}
)
PLACE_BEGINNINGS = frozenset(
    "tell tal tall khan deir jabal jebel khirbet khirbat wadi umm ain ayn kafr beit bir ras camp fort port mount "
    "point base hill nova novo nova velyka mala san santa el abu wad".split()
)
"""First words that names of places begin with far more often than names of people."""


NO_PLACE_BEGINNINGS = frozenset(
    "Operation Mr Mrs Ms Dr President General Gen Colonel Col Major Captain Capt Lieutenant Lt Minister Sheikh Prince "
    "King Pope Article Resolution Division Brigade Battalion Task Roman Catholic Covid Covid-19 Tropical".split()
)
"""First words of names of operations, people and units, which are no places."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What tells names of places from others: frames, lemmas, and whether a name is one in the story's countries."""

    frames: FrameBook
    lemma: Callable[[Token], str]
    listed: Callable[[str], bool]

    @property
    def place_nouns(self) -> frozenset[str]:
        """Nouns that a place is named with ("the village of X")."""
        return self.frames.words("territory", "place_nouns")


def runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns, with the particles inside them, that are not taken yet."""
    at = 0
    while at < len(doc):
        if (
            (doc[at].tag_ in NAME_TAGS or _heads_item(doc, at))
            and doc[at].text[:1].isupper()
            and at not in taken
            and doc[at].lower_ not in PREPOSITIONS
        ):
            start = at - 2 if at >= 2 and doc[at - 1].text == "-" and doc[at - 2].lower_ in LINKS else at
            end = at + 1
            while end < len(doc) and end not in taken and _goes_on(doc, end):
                end += 1
            while end > at + 1 and doc[end - 1].lower_ in LINKS:
                end -= 1
            if not is_month(doc, start, end):
                yield start, end
            at = end
        else:
            at += 1


def _heads_item(doc: Doc, at: int) -> bool:
    """Whether a word heads an item of a bulletin ("Kirkuk: raid by gunmen"), where taggers take it for a common noun."""
    return bool(doc[at].is_sent_start) and at + 1 < len(doc) and doc[at + 1].text == ":" and doc[at].is_title


def _goes_on(doc: Doc, at: int) -> bool:
    """Whether a name goes on with this token: another proper noun, a particle before one, or the number of a base."""
    token = doc[at]
    if token.tag_ in NAME_TAGS and not token.is_space:
        return True
    if token.lower_ in LINKS and at + 1 < len(doc):
        return doc[at + 1].text[:1].isupper() or doc[at + 1].text == "-"
    return token.tag_ == "CD" and token.text.isdigit() and len(token.text) < 4 and doc[at - 1].text in NUMBERED


NUMBERED = frozenset({"Base", "Point", "Hill", "Division", "Brigade", "Battalion", "Camp", "Height"})
"""Words after which a number belongs to the name ("Base 46")."""


def _listed(doc: Doc, start: int, end: int, places: set[int]) -> bool:
    """Whether a name stands in a list beside a place ("A, B and C")."""
    labels = {t.ent_type_ for t in doc[start:end]}
    if labels & NO_PLACE_LABELS:
        return False
    head = doc[end - 1]
    while head.dep_ in {"conj", "appos"} and head.head.i < head.i:
        head = head.head
        if head.i in places:
            return True
    before = start - 1
    while before > 0 and doc[before].lower_ in {",", "and", "&", ";", "both"}:
        before -= 1
    joined = before < start - 1 and (before in places or doc[before].text == ")")
    return joined and doc[end - 1].dep_ in {"conj", "appos", "dobj", "pobj", "dep", "npadvmod", "nsubjpass", "ROOT"}


def unlisted_places(doc: Doc, taken: set[int], taken_places: set[int], known: Knowledge) -> list[tuple[int, int]]:
    """Token ranges of names that are places although the tagger saw none, every mention of each."""
    all_runs = list(runs(doc, taken))
    found = {(s, e) for s, e in all_runs if _is_known(doc, s, e, known) or _shown(doc, s, e, known)}
    places = taken_places | {i for a, b in found for i in range(a, b)}
    for _ in range(3):
        listed = {(s, e) for s, e in all_runs if (s, e) not in found and _listed(doc, s, e, places)}
        if not listed:
            break
        found |= listed
        places |= {i for a, b in listed for i in range(a, b)}
    names = {doc[s:e].text for s, e in found}
    return [(s, e) for s, e in all_runs if doc[s:e].text in names]


def _is_known(doc: Doc, start: int, end: int, known: Knowledge) -> bool:
    """Whether a name of several words is a place in the story's countries, and no speaker's name."""
    long = end - start > 1 or len(doc[start]) > 3
    labels = {t.ent_type_ for t in doc[start:end]}
    if not long or labels & NO_PLACE_LABELS or _speaks(doc[end - 1], known):
        return False
    if end - start == 1 and (
        ("PERSON" in labels and not _dated_item(doc, start, end))
        or doc[start].is_upper
        or doc[start].dep_ in {"compound", "nmod", "amod"}
        or doc[start].text in ordinary_words()
    ):
        return False
    return known.listed(doc[start:end].text)


def _dated_item(doc: Doc, start: int, end: int) -> bool:
    """Whether a name stands in a list of happenings with a date each ("..., Namtu on 28 December", "; on 31 October Zalingei")."""
    at = start - 1
    if end + 1 < len(doc) and doc[end].lower_ in {"on", "by", "in", "since"} and is_date_word(doc[end + 1]):
        return at > 0 and doc[at].lower_ in ITEM_MARKS
    at -= at > 0 and doc[at].text == ","
    while at > 0 and is_date_word(doc[at]):
        at -= 1
    return 1 < at < start - 1 and doc[at].lower_ in {"on", "in", "by"} and doc[at - 1].lower_ in ITEM_MARKS


ITEM_MARKS = frozenset({",", ";", "and"})


def _speaks(head: Token, known: Knowledge) -> bool:
    verb = head.head
    return (
        head.dep_ == "nsubj" and is_verb(verb) and known.lemma(verb) in known.frames.words("speech", "speech_verbs")
    ) or (head.i + 1 < len(head.doc) and head.nbor(1).text in {"'s", "’s"} and head.ent_type_ == "PERSON")


def _shown(doc: Doc, start: int, end: int, known: Knowledge) -> bool:
    """Whether the words around a name show that it is a place."""
    head = doc[end - 1]
    labels = {t.ent_type_ for t in doc[start:end]}
    if labels & NO_PLACE_LABELS or any(ch.isdigit() for ch in doc[start].text):
        return False
    if (end - start == 1 and doc[start].is_upper and len(doc[start]) < 7) or _of_people(doc, end, known):
        return False
    if doc[start].text in NO_PLACE_BEGINNINGS:
        return False
    before = doc[start - 1] if start else None
    if start > 2 and doc[start - 2].text == "-" and before is not None and before.lower_ in HELD:
        return True
    for at in range(end, min(end + 3, len(doc))):
        if known.lemma(doc[at]) in known.place_nouns and doc[at].text.islower():
            return True
        if doc[at].tag_[:1] not in {"N", "J"} or not doc[at].text.islower():
            break
    if _called_place(doc, end, known) or (doc[end - 1].text in SUFFIXES and end - start > 1):
        return True
    if before is not None and before.lower_ == "of" and start >= 2 and known.lemma(doc[start - 2]) in known.place_nouns:
        return True
    if (
        before is not None
        and known.lemma(before) in known.place_nouns
        and before.text.islower()
        and before.lower_ not in {"state"}
    ):
        return True
    person = "PERSON" in labels and end - start > 1 and doc[start].lower_ not in PLACE_BEGINNINGS | LINKS
    if before is not None and before.lower_ in PREPOSITIONS and not person and "ORG" not in labels:
        return True
    return _taken(head, known, person=person)


def _called_place(doc: Doc, end: int, known: Knowledge) -> bool:
    """Whether a name is said after it to be that of a place ("at Susyan, a village north of the town")."""
    words = doc[end : min(end + 5, len(doc))]
    if len(words) < 3 or words[0].text != "," or words[1].lower_ not in {"a", "an"}:
        return False
    return any(known.lemma(t) in known.place_nouns and t.dep_ == "appos" for t in words[2:])


def _of_people(doc: Doc, end: int, known: Knowledge) -> bool:
    """Whether a name describes people ("Alawite militias", "Houthi fighters")."""
    return end < len(doc) and (
        known.lemma(doc[end]) in known.frames.words("violence", "group_nouns") | {"minority", "community", "people"}
        and doc[end].text.islower()
    )


NO_PERSON_VERBS = frozenset(
    "retake recapture reconquer overrun reoccupy besiege reclaim liberate encircle blockade regain".split()
)
"""Territorial verbs that are hardly ever done to a person."""

HELD = frozenset("held controlled occupied ruled run besieged".split())
"""Participles after a hyphen that only places have before them ("rebel-held X")."""

STRIKING_VERBS = frozenset(
    "attack shell bomb bombard storm raid strike pound hit enter reach take lose hold control leave win".split()
)
"""Verbs done to places as to people: their object is a place only where the gazetteer knows it in the story's countries."""

TAKING_FRAMES = frozenset({"territory.capture", "territory.besiege", "territory.take-over"})
TAKING_NOUNS = frozenset({"territory.capture-noun", "territory.fall-noun", "territory.siege-noun"})


def _taken(head: Token, known: Knowledge, *, person: bool) -> bool:
    """Whether the name is what a territorial word takes ("seized X", "X was captured", "the capture of X")."""
    while head.dep_ == "conj" and head.head.tag_[:2] in {"NN", "FW"}:
        head = head.head
    above = head.head
    if head.dep_ == "nsubj" and known.lemma(above) == "fall" and is_verb(above):
        return not person and known.listed(head.text)
    if head.dep_ in {"dobj", "nsubjpass"} and is_verb(above):
        lemma = known.lemma(above)
        if person and lemma not in NO_PERSON_VERBS:
            return False
        if lemma in STRIKING_VERBS and known.listed(head.text):
            return True
        return any(f.id in TAKING_FRAMES for f in known.frames.of(lemma, "verb"))
    if head.dep_ == "pobj" and above.lower_ in {"of", "on", "for"} and above.head.tag_[:2] == "NN":
        noun = known.lemma(above.head)
        if noun in {"control", "battle"} or (
            above.lower_ == "on" and noun in {"assault", "offensive", "siege", "advance"}
        ):
            return not person
        return any(f.id in TAKING_NOUNS for f in known.frames.of(noun, "noun")) and not (
            person and noun not in {"siege", "recapture", "fall", "liberation", "encirclement"}
        )
    return False


SUFFIXES = frozenset(
    "Dam Hill Hills Airport Airbase Base Field Mountain Mountains Province Governorate District Bridge "
    "Camp Island Crossing Refinery Barracks Prison Hospital Junction Square Port Valley Oblast Airfield "
    "Township Village".split()
)
"""Last words of names that say that they are places."""
