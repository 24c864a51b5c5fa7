"""Places that no gazetteer lists, known from how the story speaks of them ("the village of X", "seized X", "X airbase")."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from warledger.reading.frames import FrameBook
from warledger.reading.syntax import is_verb

NAME_TAGS = frozenset({"NNP", "NNPS", "FW"})
LINKS = frozenset(
    {"al", "ez", "el", "as", "ar", "ash", "an", "ad", "at", "-", "de", "del", "la", "'", "’", "ul", "ed", "es"}
)
PREPOSITIONS = frozenset("in at near into from toward towards around outside through inside across between".split())
NO_PLACE_LABELS = frozenset(
    {"DATE", "TIME", "MONEY", "QUANTITY", "PERCENT", "ORDINAL", "CARDINAL", "NORP", "LANGUAGE", "EVENT"}
)


def runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns, with the particles inside them, that are not taken yet."""
    at = 0
    while at < len(doc):
        if (
            doc[at].tag_ in NAME_TAGS
            and doc[at].text[:1].isupper()
            and at not in taken
            and doc[at].lower_ not in PREPOSITIONS
        ):
            start = at - 2 if at >= 2 and doc[at - 1].text == "-" and doc[at - 2].lower_ in LINKS else at
            end = at + 1
            while (
                end < len(doc)
                and end not in taken
                and (
                    doc[end].tag_ in NAME_TAGS
                    or (
                        doc[end].lower_ in LINKS
                        and end + 1 < len(doc)
                        and (doc[end + 1].text[:1].isupper() or doc[end + 1].text == "-")
                    )
                )
            ):
                end += 1
            while end > at + 1 and doc[end - 1].lower_ in LINKS:
                end -= 1
            yield start, end
            at = end
        else:
            at += 1


def _listed(doc: Doc, start: int, end: int, places: set[int]) -> bool:
    """Whether a name stands in a list beside a place ("A, B and C")."""
    labels = {t.ent_type_ for t in doc[start:end]}
    if labels & NO_PLACE_LABELS or ("PERSON" in labels and end - start > 1):
        return False
    head = doc[end - 1]
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
        if head.i in places:
            return True
    joined = (
        start >= 2
        and doc[start - 1].lower_ in {",", "and", "&"}
        and (doc[start - 2].i in places or doc[start - 2].text == ")")
    )
    return joined and head.dep_ in {"conj", "appos", "dobj", "pobj", "dep", "npadvmod"}


def unlisted_places(
    doc: Doc, taken: set[int], taken_places: set[int], frames: FrameBook, lemma: object
) -> list[tuple[int, int]]:
    """Token ranges of names that the story itself shows to be places, every mention of each."""
    place_nouns = frames.words("territory", "place_nouns")
    all_runs = list(runs(doc, taken))
    found = {(s, e) for s, e in all_runs if _shown(doc, s, e, place_nouns, frames, lemma)}
    places = set(taken_places)
    for _ in range(3):
        listed = {
            (s, e)
            for s, e in all_runs
            if (s, e) not in found and _listed(doc, s, e, places | {i for a, b in found for i in range(a, b)})
        }
        if not listed:
            break
        found |= listed
    names = {doc[s:e].text for s, e in found}
    return [(s, e) for s, e in all_runs if doc[s:e].text in names]


def _shown(doc: Doc, start: int, end: int, place_nouns: frozenset[str], frames: FrameBook, lemma: object) -> bool:
    head = doc[end - 1]
    labels = {t.ent_type_ for t in doc[start:end]}
    if labels & NO_PLACE_LABELS or any(ch.isdigit() for ch in doc[start].text):
        return False
    before = doc[start - 1] if start else None
    for at in range(end, min(end + 3, len(doc))):
        if lemma(doc[at]) in place_nouns and doc[at].text.islower():  # type: ignore[operator]
            return True
        if doc[at].tag_[:1] not in {"N", "J"} or not doc[at].text.islower():
            break
    if doc[end - 1].text in SUFFIXES and end - start > 1:
        return True
    if before is not None and before.lower_ == "of" and start >= 2 and lemma(doc[start - 2]) in place_nouns:  # type: ignore[operator]
        return True
    if before is not None and lemma(before) in place_nouns and before.text.islower() and before.lower_ not in {"state"}:  # type: ignore[operator]
        return True
    person = "PERSON" in labels and end - start > 1
    if before is not None and before.lower_ in PREPOSITIONS and not person and "ORG" not in labels:
        return True
    return not person and _taken(head, frames, lemma)


def _taken(head: Token, frames: FrameBook, lemma: object) -> bool:
    """Whether the name is what a territorial verb takes ("seized X", "X was captured", "X fell")."""
    verb = head.head
    while head.dep_ == "conj" and verb.tag_[:2] == "NN":
        head, verb = verb, verb.head
    if head.dep_ not in {"dobj", "nsubjpass"} or not is_verb(verb):
        return False
    return any(f.id in {"territory.capture", "territory.besiege"} for f in frames.of(lemma(verb), "verb"))  # type: ignore[operator]


SUFFIXES = frozenset(
    "Dam Hill Hills Airport Airbase Base Field Mountain Mountains Province Governorate District Bridge "
    "Camp Island Crossing Refinery Barracks Prison Hospital Junction Square Port Valley Oblast Airfield "
    "Township Village".split()
)
"""Last words of names that say that they are places."""
