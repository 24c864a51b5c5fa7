"""Finding place names in a parsed text: the tagger's entities, checked and completed with the gazetteer."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Span, Token

from warledger.gazetteer.entry import FAMOUS
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.names import APOSTROPHES, EZAFE, FACILITY_WORDS, REGION_WORDS
from warledger.gazetteer.words import country_words, ordinary_words, region_words

MentionKind = Literal["name", "people"]

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
INSIDE_LABELS = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
"""Entities in which a place name may hide ("Athens Police Department", "Palmyra" taken for a person)."""

LONGEST_NAME = 5
"""Tokens of the longest name looked up inside other entities and outside all."""

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest "
    "northeastern northwestern "
    "southeastern southwestern central greater upper lower downtown inner outer mid nearby neighbouring "
    "neighboring".split()
)
"""Words that say which part of a place is meant, or where from it, and are no part of its name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text, not yet resolved: token range, and what it is ("people" for nationality words)."""

    start: int
    end: int
    kind: MentionKind
    sure: bool

    def text(self, doc: Doc) -> str:
        """The words as written."""
        return doc[self.start : self.end].text


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """Place names of a parsed text in order, none overlapping another."""
    taken = [False] * len(doc)
    found: list[Mention] = []

    def add(mention: Mention) -> None:
        if mention.start < mention.end and not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
            found.append(mention)

    for mention in _candidates(doc, gazetteer):
        add(mention)
    for mention in _in_company(doc, sure_countries(doc, found, gazetteer), gazetteer):
        add(mention)
    for mention in list(_again(doc, found)):
        add(mention)
    people = _surnames(doc) | _first_names(doc)
    kept = [
        m
        for m in found
        if not _is_surname(doc, m, people)
        and not is_month(doc, m.start, m.end)
        and (m.sure or m.kind == "people" or _believed(doc, m, gazetteer))
    ]
    return sorted(kept, key=lambda m: m.start)


def _surnames(doc: Doc) -> frozenset[str]:
    """Last words of the full names of people in the text."""
    return frozenset(
        e[-1].text
        for e in doc.ents
        if e.label_ == "PERSON" and len(e) > 1 and e[-1].text not in {"'s", "’s"} and "\n" not in e.text
    ) | frozenset(e[-2].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 2 and e[-1].text in {"'s", "’s"})


def _first_names(doc: Doc) -> frozenset[str]:
    """First words of the full names of people in the text."""
    return frozenset(e[0].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1 and e[1].text[:1].isupper())


def _is_surname(doc: Doc, mention: Mention, surnames: frozenset[str]) -> bool:
    """Whether a lone name is that of a person named in full elsewhere in the text ("Bush" after "George Bush")."""
    if mention.end - mention.start > 1 or mention.kind == "people" or doc[mention.start].text not in surnames:
        return False
    return not _in_place_position(doc[mention.start])


MONTHS = frozenset("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())


def is_month(doc: Doc, start: int, end: int) -> bool:
    """Whether a lone name is a month in short beside its day ("9 Nov", "Nov 9")."""
    if end - start > 1 or doc[start].text not in MONTHS:
        return False
    beside = (doc[i] for i in (start - 1, end) if 0 <= i < len(doc))
    return any(t.like_num or t.text[:1].isdigit() for t in beside)


def _believed(doc: Doc, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether a name the tagger is not behind is known to the gazetteer, or stands where a place stands."""
    return bool(gazetteer.find(mention.text(doc))) or _in_place_position(doc[mention.start])


def sure_countries(doc: Doc, found: list[Mention], gazetteer: Gazetteer) -> set[str]:
    """The countries that the names found so far leave no doubt of."""
    countries: set[str] = set()
    for mention in found:
        word = country_words().get(mention.text(doc))
        if word:
            countries.add(word.country)
            continue
        entries = gazetteer.find(mention.text(doc))
        states = [e.country for e in entries if e.fcode == "PCLI"]
        famous = max(entries, key=lambda e: e.population, default=None)
        if states:
            countries.add(states[0])
        elif famous and famous.population > FAMOUS:
            countries.add(famous.country)
    return countries | _agreed(doc, found, gazetteer)


AGREEMENT = 0.6
"""Share of a text's names that must have a place in one country for it to be the text's."""


def _agreed(doc: Doc, found: list[Mention], gazetteer: Gazetteer) -> set[str]:
    """The country in which most of several names have a place, though each alone could lie elsewhere."""
    names = {m.text(doc) for m in found if m.kind == "name"}
    countries = [{e.country for e in gazetteer.find(name)} for name in names]
    known = [c for c in countries if c]
    counts = Counter(code for c in known for code in c)
    if len(known) < 2 or not counts:
        return set()
    code, count = counts.most_common(1)[0]
    rival = counts.most_common(2)[1][1] if len(counts) > 1 else 0
    return {code} if count >= 2 and count > rival and count >= AGREEMENT * len(known) else set()


NAME_TAGS = frozenset("NNP NNPS NN NNS JJ FW".split())
"""What the tagger takes rare names for."""


def _in_company(doc: Doc, countries: set[str], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Lone names that no tagger calls a place, of places in a country that the story speaks of ("recaptured Palmyra")."""
    for token in doc:
        if (
            token.tag_ not in NAME_TAGS
            or token.ent_type_ in PLACE_LABELS
            or not token.text[:1].isupper()
            or token.is_upper
        ):
            continue
        neighbours = [doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(doc)]
        alone = not any(t.tag_ in {"NNP", "NNPS"} and t.text not in {"'s", "’s"} for t in neighbours)
        if (
            not alone
            or token.ent_type_ not in {"", "PERSON", "ORG", "DATE"}
            or not _telling(doc, token.i, 1, gazetteer)
        ):
            continue
        if any(
            e.country in countries and e.population >= (TOWN if e.primary else 10 * TOWN)
            for e in gazetteer.find(token.text)
        ):
            yield Mention(token.i, token.i + 1, "name", False)


def _again(doc: Doc, found: list[Mention]) -> Iterator[Mention]:
    """Further mentions of the names found, where the tagger saw no place ("Palmyra fell" after "in Palmyra")."""
    names: dict[str, dict[tuple[str, ...], bool]] = {}
    for m in found:
        words = tuple(t.text for t in doc[m.start : m.end])
        if m.kind == "name" and words[0][:1].isupper():
            names.setdefault(words[0], {}).setdefault(words, m.sure)
    texts = [t.text for t in doc]
    inside = _entity_bounds(doc)
    for i, text in enumerate(texts):
        for words, sure in names.get(text, {}).items():
            end = i + len(words)
            if tuple(texts[i:end]) == words and _free(inside, i, end):
                yield Mention(i, end, "name", sure)


Bounds = dict[int, tuple[int, int, str]]
"""For the tokens of entities: where the entity starts and ends, and its label."""


def _entity_bounds(doc: Doc) -> Bounds:
    return {i: (e.start, e.end, e.label_) for e in doc.ents for i in range(e.start, e.end)}


def _free(inside: Bounds, start: int, end: int) -> bool:
    """Whether no larger name holds these words ("London" in "Jack London")."""
    around = {inside[i] for i in range(start, end) if i in inside}
    return all((first >= start and last <= end) or label == "ORG" for first, last, label in around)


def _candidates(doc: Doc, gazetteer: Gazetteer) -> Iterator[Mention]:
    for ent in doc.ents:
        if ent.label_ in PLACE_LABELS:
            yield from _entity(ent, gazetteer)
    yield from _words(doc)
    for ent in doc.ents:
        if ent.label_ in INSIDE_LABELS:
            yield from _inside(doc, ent.start, ent.end, gazetteer, in_entity=ent.label_)
    yield from _outside(doc, gazetteer)


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (
        doc[start].lower_ in {"the", "a", "an"}
        or (doc[start].lower_ in DIRECTIONS and end - start > 1 and doc[start].text.islower())
    ):
        start += 1
    while end > start and (
        doc[end - 1].text in {"'s", "’s", "'", "’", ",", ".", "-"} or doc[end - 1].text in APOSTROPHES
    ):
        end -= 1
    return start, end


JOINTS = frozenset({"-", "–", "e", "i"})
"""Tokens that join the words of Persian names ("Mazar-i-Sharif", "Qasr-e Shirin")."""


def _joined_to(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> int:
    """Where a name begins whose last word alone the tagger takes for one."""
    at = start
    while at > 1 and start - at < LONGEST_NAME and doc[at - 1].text in JOINTS:
        at -= 1
    first = at - 1
    known = at < start and doc[first].text[:1].isupper() and gazetteer.find(doc[first:end].text)
    return first if known else start


def _entity(ent: Span, gazetteer: Gazetteer) -> Iterator[Mention]:
    start, end = _trim(ent.doc, ent.start, ent.end)
    start = _joined_to(ent.doc, start, end, gazetteer)
    if start < end and ent.doc[start].text == "Operation":
        return
    if start >= end or not any(t.text[:1].isupper() or t.text[:1].isdigit() for t in ent.doc[start:end]):
        return
    words = country_words().get(ent.doc[start:end].text)
    if words:
        yield Mention(start, end, "people" if words.kind == "people" else "name", True)
        return
    comma = next((t.i for t in ent.doc[start:end] if t.text == ","), None)
    if comma is not None and start < comma < end - 1:
        yield Mention(start, comma, "name", True)
        yield Mention(comma + 1, end, "name", True)
        return
    facility = end - start <= 4 and ent.doc[end - 1].lower_ in FACILITY_WORDS
    if end - start > 1 and not facility and not gazetteer.find(ent.doc[start:end].text):
        inner = list(_inside(ent.doc, start, end, gazetteer, in_entity=ent.label_))
        if len(inner) > 1:
            yield from inner
            return
    sure = ent.label_ != "GPE" or bool(gazetteer.find(ent.doc[start:end].text))
    yield Mention(start, end, "name", sure)


@cache
def _first_words() -> frozenset[str]:
    """Beginnings of the country words that can be a token, so that most words need no look-up of three tokens."""
    return frozenset(
        words[:at]
        for words in country_words()
        for at in (*(i for i, c in enumerate(words) if c in " .-'’"), len(words))
    )


def _words(doc: Doc) -> Iterator[Mention]:
    table, regions = country_words(), region_words()
    for token in doc:
        if not token.text[0].isupper():
            continue
        for length in (3, 2, 1) if token.text in _first_words() else ():
            text = doc[token.i : token.i + length].text if token.i + length <= len(doc) else ""
            word = table.get(text)
            if word and not (text == "US" and token.i and doc[token.i - 1].text == "$"):
                yield Mention(token.i, token.i + length, "people" if word.kind == "people" else "name", True)
                break
        if token.text in regions and token.i > 1 and doc[token.i - 1].text == ",":
            yield Mention(token.i, token.i + 1, "name", True)


def _known(text: str, gazetteer: Gazetteer) -> bool:
    return bool(gazetteer.find(text))


def _inside(doc: Doc, start: int, end: int, gazetteer: Gazetteer, in_entity: str) -> Iterator[Mention]:
    at = start
    while at < end:
        length = _longest(doc, at, end, gazetteer)
        if (
            length
            and _telling(doc, at, length, gazetteer)
            and _plausible_inside(doc, at, at + length, start, end, in_entity)
        ):
            yield Mention(at, at + length, "name", False)
            at += length
        else:
            at += 1


def _longest(doc: Doc, at: int, end: int, gazetteer: Gazetteer) -> int:
    if not doc[at].text[:1].isupper() or len(doc[at].text) < 3 or doc[at].lower_ in {"the", "a"}:
        return 0
    for length in range(min(LONGEST_NAME, end - at), 0, -1):
        last = doc[at + length - 1]
        if last.text[:1].isupper() and _known(doc[at : at + length].text, gazetteer):
            return length
    return 0


def _plausible_inside(doc: Doc, start: int, end: int, ent_start: int, ent_end: int, label: str) -> bool:
    """A person's name holds no place, but a lone name taken for a person may be one ("Palmyra", "Tabriz")."""
    if label == "PERSON":
        return start == ent_start and end == ent_end and _in_place_position(doc[start])
    if label in {"WORK_OF_ART", "LAW", "PRODUCT"}:
        return start == ent_start and end == ent_end
    return doc[ent_end - 1].text not in UNITS


UNITS = frozenset("Brigade Division Regiment Battalion Corps Squadron Cross Crescent".split())
"""Last words of the names of military units and of relief societies, in which a name hardly tells a place ("131st Motor
Rifle Brigade", "the Red Cross")."""


PLACE_PREPOSITIONS = frozenset(
    "in at near from to into around outside toward towards of across inside through between via throughout".split()
)


def _in_place_position(token: Token) -> bool:
    before = token.nbor(-1) if token.i else None
    return before is not None and (
        before.lower_ in PLACE_PREPOSITIONS
        or before.lower_ in DIRECTIONS
        or before.lower_ in {"city", "town", "village", "district"}
    )


def _outside(doc: Doc, gazetteer: Gazetteer) -> Iterator[Mention]:
    at = 0
    while at < len(doc):
        token = doc[at]
        if (
            token.ent_type_
            or not token.text[:1].isupper()
            or token.text in ordinary_words()
            or token.tag_ not in NAME_TAGS
        ):
            at += 1
            continue
        end = at + 1
        while (
            end < len(doc)
            and end - at < LONGEST_NAME
            and not doc[end].ent_type_
            and (doc[end].text[:1].isupper() or doc[end].text in JOINTS)
        ):
            end += 1
        length = _longest(doc, at, end, gazetteer)
        persian = length > 2 and any(t.text in EZAFE for t in doc[at : at + length])
        beside = persian or _in_place_position(token) or _region_after(doc, at + length) or _dateline(doc, at, length)
        if (
            length
            and beside
            and (length > 1 or _telling(doc, at, length, gazetteer) or _region_after(doc, at + length))
        ):
            yield Mention(at, at + length, "name", False)
        at += length or 1


TOWN = 5_000
"""Inhabitants from which a single word that no tagger calls a place is believed to name one."""


def _telling(doc: Doc, at: int, length: int, gazetteer: Gazetteer) -> bool:
    """Whether a known name is no ordinary word: a place of its own name, and not written small elsewhere in the text."""
    if length > 1:
        return True
    token = doc[at]
    if (
        token.text in ordinary_words()
        or (token.text.isupper() and len(token.text) < 5)
        or token.lower_ in _small_words(doc)
    ):
        return False
    return any(
        e.fcode in {"PCLI", "CONT", "ADM1", "RGN"}
        or e.source != "GeoNames"
        or (e.primary and e.population >= TOWN)
        or e.population > 100_000
        for e in gazetteer.find(token.text)
    )


def _small_words(doc: Doc) -> frozenset[str]:
    known: frozenset[str] | None = doc.user_data.get("small_words")
    if known is None:
        known = frozenset(word for word in re.findall(r"[^\W\d_]+", doc.text) if word.islower())
        doc.user_data["small_words"] = known
    return known


def _dateline(doc: Doc, at: int, length: int) -> bool:
    starts = at == 0 or "\n" in doc[at - 1].text
    return (
        starts
        and doc[at].is_upper
        and at + length < len(doc)
        and doc[at + length].text in {",", "(", "—", "–", "-", "--", ":"}
    )


def _region_after(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].lower_ in REGION_WORDS | {"city", "town", "village"}
