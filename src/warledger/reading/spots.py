"""What a noun or pronoun refers to as a place: names, "most of X", "the city", "11 villages including X"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from warledger.gazetteer.names import FACILITY_WORDS
from warledger.gazetteer.resolve import Resolved
from warledger.reading.called import VILLAGE, is_called
from warledger.reading.date_lines import is_of_date_line
from warledger.reading.date_words import MONTHS
from warledger.reading.numbers import number_value
from warledger.reading.salience import facility_after, is_pronoun, most_salient
from warledger.reading.story import REGIONS, PlaceName, Story
from warledger.reading.syntax import (
    children,
    conjuncts,
    coordination,
    is_verb,
    noun_phrase,
    objects,
    prepositional,
    subjects,
)


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as referred to: the words, the named place behind them, and whether a part of it is meant."""

    span: Span
    named: PlaceName | None
    name: str
    part: bool
    link: str


LOOK_BACK = 50
"""Places named before a word that are looked through for the one it means."""

SECTION = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north "
    "south east west".split()
)


def places_of(story: Story, heads: list[Token]) -> list[PlaceRef]:
    """The places a list of nouns refers to, lists and "including" expanded."""
    found: list[PlaceRef] = []
    for head in heads:
        for token in conjuncts(head):
            for ref in _places(story, token, part=False, depth=4):
                if all(ref.span.start != f.span.start for f in found):
                    found.append(ref)
    return found


def _places(story: Story, head: Token, part: bool, depth: int) -> list[PlaceRef]:
    if depth == 0:
        return []
    lemma = story.lemma(head)
    if is_pronoun(head):
        target = _target_of_main_clause(story, head)
        if target is None:
            return _anaphor(story, head, None, "pronoun")
        return [replace(ref, link=f"pronoun it = {ref.name}") for ref in _places(story, target, part, depth - 1)]
    named = story.place_at.get(head.i)
    if head.lower_ in {"siege", "battle"}:  # headings write them as names: "Siege of Kobani"
        return []
    if head.lower_ in story.frames.lists["tolls"]["labels"]:  # "Dead: 63" on the next line of a bulletin
        return []
    part_nouns, place_nouns = (
        story.frames.words("territory", "part_nouns"),
        story.frames.words("territory", "place_nouns"),
    )
    if named is not None and not named.people and lemma not in part_nouns:
        return [_named(story, named, part or _has_section(story, named), "named"), *_included(story, head, part, depth)]
    if (
        lemma in part_nouns
        or lemma in place_nouns
        or head.lower_ in {"all", "several", "some", "dozens", "½", "⅓", "⅔", "¾", "entirety"}
        or head.tag_ == "CD"
    ):
        return _place_noun(story, head, part, depth)
    if (
        (head.tag_ in {"NNP", "NNPS"} or (head.text[:1].isupper() and head.i > head.sent.start))
        and head.i not in story.party_at
        and not (head.ent_type_ == "PERSON" and _looks_like_person(story, head))
        and head.ent_type_ not in {"DATE", "TIME", "NORP"}
        and head.text.lower() not in MONTHS
    ):
        at = prepositional(head, "in", "at") if head.lower_ in UNITS else []  # "the 22nd Division in Babanusa"
        if found := [r for t in at for r in _places(story, t, part, depth - 1)]:
            return found
        return [_unknown(story, head, part), *_included(story, head, part, depth)]
    return []


def _target_of_main_clause(story: Story, pronoun: Token) -> Token | None:
    """What "it" is in "overran X, north of Y, after besieging it" and in "advanced on a checkpoint near X, capturing it": what
    the main clause's deed was done to, if that is a place."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ != "dobj":
        return None
    after = verb.dep_ == "pcomp" and verb.head.lower_ in {"after", "before"}
    main = verb.head.head if after else verb.head
    if not is_verb(main) or not (after or verb.dep_ in {"advcl", "conj"}):
        return None
    targets = [*objects(main), *(prepositional(main, "on", "against", "towards", "toward") if not after else ())]
    return next((t for t in reversed(targets) if t.i < pronoun.i and not is_pronoun(t) and _is_place(story, t)), None)


def _is_place(story: Story, noun: Token) -> bool:
    words = story.frames.words("territory", "place_nouns") | story.frames.words("territory", "part_nouns")
    return noun.i in story.place_at or (noun.tag_ == "NN" and story.lemma(noun) in words)


UNITS = frozenset(
    "army battalion brigade brigades company corps division force forces front regiment squad unit".split()
)
"""Units of troops, whose names are those of no place."""


def _looks_like_person(story: Story, head: Token) -> bool:
    ent = story.entity_at(head.i)
    return ent is not None and len(ent) > 1


def place_named(story: Story, place: PlaceName) -> PlaceRef:
    """The reference to a place by its name, with the facility named with it."""
    return _named(story, place, _has_section(story, place), "named")


def _named(story: Story, place: PlaceName, part: bool, link: str) -> PlaceRef:
    span = story.span(place.start, place.end)
    facility = facility_after(story, place)
    if facility is not None:
        whole = story.span(place.start, facility + 1)
        return PlaceRef(whole, place, whole.text, part, link)
    return PlaceRef(span, place, span.text, part, link)


def _unknown(story: Story, head: Token, part: bool) -> PlaceRef:
    while (
        head.i + 1 < head.sent.end
        and (head.text == "-" or head.nbor(1).text == "-")
        and head.nbor(1).tag_[:2] in {"NN", "HY"}
    ):
        head = head.nbor(1)
    start = head.i
    while (
        start > 0
        and (story.doc[start - 1].tag_ in {"NNP", "NNPS"} or story.doc[start - 1].text in {"-", "al", "ez", "el"})
        and story.doc[start - 1].head.i in range(start - 1, head.i + 1)
    ):
        start -= 1
    while story.doc[start].text == "-" and start < head.i:
        start += 1
    end = head.i + 1
    for at in range(end, min(end + 2, len(story.doc))):
        if story.lemma(story.doc[at]) in FACILITY_WORDS and story.doc[at].tag_[:1] == "N":
            end = at + 1
            break
        if story.doc[at].tag_[:2] != "NN":
            break
    span = story.span(start, end)
    return PlaceRef(span, None, span.text, part, "name in place position")


def _has_section(story: Story, place: PlaceName) -> bool:
    """ "western Mosul" is a part of Mosul; "northern Syria" too."""
    return place.start > 0 and story.doc[place.start - 1].lower_ in SECTION


def _included(story: Story, head: Token, part: bool, depth: int) -> list[PlaceRef]:
    found: list[PlaceRef] = []
    for child in head.children:
        if child.lower_ == "including":
            for inner in children(child, "pobj", "dobj"):
                for token in conjuncts(inner):
                    found += _places(story, token, part, depth - 1)
        elif child.dep_ == "appos" and child.i > head.i and not is_verb(child):
            for token in conjuncts(child):
                named = story.place_at.get(token.i)
                if named is not None and named.fcode not in REGIONS:
                    found += _places(story, token, part, depth - 1)
    return found


SEATS = frozenset({"capital", "seat", "hub", "stronghold", "bastion", "centre", "center"})
"""Nouns whose "of" names what they are the seat of, not where they are."""

NAMING = frozenset({"including", "namely", ":", "like"})
"""Words after which the members of a group are named ("ten villages, including X")."""


STRUCTURES = frozenset(
    "airport airbase airfield refinery hospital prison hall palace barracks citadel fortress university station "
    "factory mosque church monastery castle".split()
)
"""Facilities that are places of their own in the town they are of ("the airport of Hodeidah")."""


def _structure_of(story: Story, head: Token, town: PlaceRef) -> PlaceRef:
    start, _ = noun_phrase(head)
    if town.span.end <= head.i or town.span.end - start > 9:
        return town
    span = story.span(start, town.span.end)
    return PlaceRef(span, town.named, span.text, town.part, "facility of the town")


def _named_after(story: Story, head: Token) -> list[PlaceRef]:
    """The names that a group of places is given after it: "two villages near A, B and C", "ten more, including D"."""
    if head.tag_ not in {"NNS", "CD"}:
        return []
    doc, end = story.doc, head.sent.end
    for at in range(head.i + 1, min(end, head.i + 25)):
        token = doc[at]
        if is_verb(token) and token.lower_ != "including" and token.tag_ in {"VBD", "VBZ", "VBP"}:
            return []
        opens = token.lower_ in NAMING or (
            token.text == "," and head.tag_ == "NNS" and any(c.tag_ == "CD" for c in head.children)
        )
        opens = opens or (token.lower_ == "as" and doc[at - 1].lower_ == "such")
        if not opens:
            continue
        name = next((story.place_at[i] for i in range(at + 1, min(end, at + 8)) if i in story.place_at), None)
        if (
            name is None
            or name.people
            or not all(
                doc[i].lower_
                in {"the", "of", "town", "towns", "village", "villages", "strategic", "key", "district", "that"}
                or doc[i].tag_ == "JJ"
                for i in range(at + 1, name.start)
            )
        ):
            continue
        return [replace(place_named(story, name), link="named after the group")]
    return []


BARE = frozenset("part ground territory land side front field line position post road base control heart rest".split())
"""Nouns that mean no place where they stand bare ("took part", "gained ground")."""

TOWN_NOUNS = frozenset({"town", "village", "base", "airbase", "airport", "hospital", "prison", "camp"})
"""Part nouns that are places of their own: "the town of X" is the whole of X."""


def _place_noun(story: Story, head: Token, part: bool, depth: int) -> list[PlaceRef]:
    """ "the city of X", "most of X", "X airport", "11 villages including X", and at last "the city" alone."""
    lemma = story.lemma(head)
    if head.dep_ == "appos" or _counts(story, head):
        named = [t for t in coordination(head.head) if t.i in story.place_at and not story.place_at[t.i].people]
        named = named or _right_before(story, head)
        if named:
            return [_named(story, story.place_at[t.i], part, "apposition") for t in named]
    is_part = lemma in story.frames.words("territory", "part_nouns") and lemma not in TOWN_NOUNS
    if lemma == "side" and any(t.i in story.party_at for t in prepositional(head, "of")):  # "took the side of the army"
        return []
    named_of = lemma in CITY_WORDS and any(t.i in story.place_at for t in prepositional(head, "of"))
    found = [] if named_of else _beside(story, head, part, is_part, depth)  # "the Gaza city of Rafah"
    if found:
        touching = len(found) > 1 and found[0].span.end == found[1].span.start
        return found[:1] if touching and found[0].link == "name in place position" else found
    if head.dep_ == "conj" and lemma in SEATS:  # "Raqqa, its stronghold and capital of the province"
        return []
    found = _of_or_in(story, head, part, is_part, depth) + _included(story, head, False, depth)
    if found:
        return found
    is_part = is_part or lemma in {"district", "neighborhood", "neighbourhood", "quarter", "suburb", "building"}
    of_something = is_part and (
        head.tag_ == "NNS"
        or lemma not in BARE
        or any(c.dep_ in {"det", "poss"} and c.lower_ not in {"any", "no", "more", "some"} for c in head.children)
    )
    return _anaphor(story, head, lemma, "description", part or is_part) if of_something or _definite(head) else []


def _of_or_in(story: Story, head: Token, part: bool, is_part: bool, depth: int) -> list[PlaceRef]:
    """Places named under the noun: "most of X", "ten villages, including X", "the camp at X", "districts in X"."""
    lemma = story.lemma(head)

    def under(prepositions: tuple[str, ...], as_part: bool) -> list[PlaceRef]:
        tokens = (t for inner in prepositional(head, *prepositions) for t in conjuncts(inner))
        return [ref for t in tokens for ref in _places(story, t, as_part, depth - 1)]

    aside = any(c.lower_ in SECTION and c.i > head.i for c in head.children)  # "seven villages south of X"
    found = under(("of",), part or is_part or aside or head.tag_ == "CD")
    if len(found) == 1 and lemma in STRUCTURES and found[0].named is not None:
        return [_structure_of(story, head, found[0])]
    found = found or _named_after(story, head)
    if found:
        return found
    if head.tag_ == "NN" and lemma in FACILITY_WORDS:  # "the camp at Tessalit"
        at = under(("at",), part)
        if len(at) == 1 and at[0].named is not None:
            return [_structure_of(story, head, at[0])]
    inside = under(("in", "on", "at", "inside", "within", "around", "near"), True)
    if not inside and lemma in FACILITY_WORDS:  # "the airport and the bridge at Gao"
        others = [t for c in coordination(head) if c.i > head.i for t in prepositional(c, "in", "at", "of")]
        inside = [ref for t in others if t.i in story.place_at for ref in _places(story, t, True, depth - 1)]
    return [r for r in inside if r.named is None or r.named.fcode != "PCLI"]


def _counts(story: Story, head: Token) -> bool:
    """Whether a noun counts just the places named before it ("A and B, two towns under siege")."""
    before = _right_before(story, head)
    return len(before) > 1 and any(number_value(c.text) == len(before) for c in head.children if c.tag_ == "CD")


def _right_before(story: Story, head: Token) -> list[Token]:
    """The places named right before a dash or comma and the noun ("in X and Y - two towns"), wherever the parser hung it."""
    at = head.left_edge.i - 1
    if at <= 0 or not story.doc[at].is_punct or at - 1 not in story.place_at:
        return []
    last = story.doc[story.place_at[at - 1].end - 1]
    return [t for t in coordination(last) if t.i in story.place_at and not story.place_at[t.i].people]


def _beside(story: Story, head: Token, part: bool, is_part: bool, depth: int) -> list[PlaceRef]:
    """Places named in the noun's own phrase: "X airport", "X's outskirts", "the city, X"."""
    found: list[PlaceRef] = []
    for child in head.children:
        if child.dep_ not in {"compound", "nmod", "poss", "amod", "appos", "nummod"} or child.lower_ in SECTION:
            continue
        named = story.place_at.get(child.i)
        if named is not None and named.people:
            continue
        close = child.dep_ in {"compound", "appos", "nmod"}
        if named is not None:
            own = close or named.end == head.i + 1
            found.append(_named(story, named, part or child.dep_ == "poss" or (is_part and not own), "compound"))
            if child.dep_ == "appos":
                found += [r for t in conjuncts(child)[1:] for r in _places(story, t, part, depth - 1)]
        elif (
            close
            and child.tag_ in {"NNP", "NNPS"}
            and child.i not in story.party_at
            and not _names_holder(story, child, head)
        ):
            found += [_unknown(story, t, part) for t in conjuncts(child) if t.tag_ in {"NNP", "NNPS"}]
    return found


def _definite(head: Token) -> bool:
    """Whether a noun speaks of a place the story knows: "the city", and "a city" that a clause tells more of."""
    if any(
        c.lower_ in {"the", "this", "that", "its", "their", "these", "those", "whole", "entire"} for c in head.children
    ):
        return True
    return (
        any(c.dep_ == "relcl" for c in head.children) and head.dep_ in {"appos", "pobj", "dobj"} and head.tag_ == "NN"
    )


CARRIED = "place carried from before"
"""The link of a place that the words of a deed do not name."""


def last_place(story: Story, token: Token) -> list[PlaceRef]:
    """The place a deed without a place of its own is at: that of the same sentence before it, else the last told of."""
    before = [
        p
        for p in story.places.before(token.i, LOOK_BACK)
        if p.end <= token.i and not p.people and p.fcode not in {"PCLI", "CONT"}
    ]
    near = [p for p in before if story.sentences_between(p.end - 1, token.i) <= 2]
    best = most_salient(story, [p for p in near if not is_of_date_line(story, p)] or near, token)
    return [] if best is None else [replace(_named(story, best, False, ""), link=CARRIED)]


def _names_holder(story: Story, child: Token, head: Token) -> bool:
    """Whether a word before "X-held" belongs to the holder's name."""
    return any(t.text == "-" for t in story.doc[child.i : head.i])


CITY_WORDS = frozenset("city town village hamlet settlement community capital township municipality locality".split())
REGION_NOUNS = frozenset("province governorate region oblast state county".split())


def _anaphor(story: Story, head: Token, lemma: str | None, link: str, part: bool = False) -> list[PlaceRef]:
    """ "the city", "there", "it": the last place named before that can be meant; a facility is a part of the town named."""
    capital = story.capitals.get(head.i)
    if capital is not None and isinstance(capital.answer, Resolved):
        start, end = noun_phrase(head)
        return [PlaceRef(story.span(start, end), capital, capital.answer.entry.name, part, "capital of its country")]
    before = [p for p in story.places.before(head.i, LOOK_BACK) if p.end <= head.i and not p.people]
    after = [p for p in story.places.after(head.i, LOOK_BACK) if not p.people]
    fits = [p for p in before if _fits(p, lemma) and not (lemma in CITY_WORDS and facility_after(story, p) is not None)]
    fits = [p for p in fits if p.fcode] or fits
    if lemma in {"city", "town"}:
        fits = [p for p in fits if not is_called(story.doc[p.start : p.end], VILLAGE, story.lemma)] or fits
    elif lemma in VILLAGE:
        fits = [p for p in fits if story.doc[p.start : p.end].text not in story.called_towns]
    fits = [p for p in fits if not _of_subject(story, p, head)] or fits
    if lemma == "capital":
        home = story.home_state.countries if story.home_state is not None else ()
        capitals = [p for p in fits if p.fcode == "PPLC"]
        fits = [p for p in capitals if p.country in home] or capitals or fits
    same = [
        p
        for p in before
        if lemma and lemma in FACILITY_WORDS and _named(story, p, False, "").name.lower().endswith(lemma)
    ] or [p for p in before if lemma in KINDS and p.end < len(story.doc) and story.lemma(story.doc[p.end]) == lemma]
    chosen = (
        same[-1]
        if same
        else most_salient(story, fits, head) or next((p for p in after if lemma not in BARE and _fits(p, lemma)), None)
    )
    if chosen is None:
        return []
    start, end = noun_phrase(head)
    span = story.span(start, end)
    name = _named(story, chosen, False, "").name
    own = lemma is None or lemma in CITY_WORDS or lemma in REGION_NOUNS or lemma in name.lower()
    part = part or not own or any(t.lower_ in SECTION for t in span)
    link = TAKEN_UP if _alone_before(story, chosen, head) else link
    return [PlaceRef(span, chosen, name, part, f"{link} {span.text} = {name}")]


TAKEN_UP = "taken up"
"""The link of a place that words take up which only it can be."""


def _alone_before(story: Story, place: PlaceName, head: Token) -> bool:
    """Whether a place is the only one that the sentence of a word names before it."""
    before = [
        p for p in story.places.within(head.sent.start, head.i) if not p.people and p.fcode not in {"PCLI", "ADM1"}
    ]
    return place in before and all(p.answer == place.answer or p == place for p in before)


def _of_subject(story: Story, place: PlaceName, head: Token) -> bool:
    """Whether a place only says where those come from who do something to the place meant ("units from X took the city")."""
    name = story.doc[place.end - 1]
    if name.dep_ != "pobj" or name.head.lower_ not in {"from", "of"} or not is_verb(head.head):
        return False
    return head.dep_ in {"dobj", "pobj"} and name.head.head in subjects(head.head)


KINDS = frozenset({"suburb", "neighborhood", "neighbourhood", "quarter", "camp", "island"})
"""Nouns of which that place is meant which was named with them before ("the Sayyida Zeinab suburb", then "the suburb")."""

WATERS = frozenset({"STM", "LK", "SEA", "OCN", "GULF", "CNL", "BAY", "STRT", "RSV", "H"})
"""Feature codes of waters, which no building or district stands for."""


LARGEST: Mapping[str, int] = {"hamlet": 5_000, "village": 50_000, "town": 500_000, "township": 500_000}
"""How many people a place may have that is called so, at the most; a country's capital is called none of these."""


def _fits(place: PlaceName, lemma: str | None) -> bool:
    if lemma in LARGEST and (place.fcode == "PPLC" or place.population > LARGEST[lemma or ""]):
        return False
    if lemma in CITY_WORDS:
        return place.fcode.startswith("PPL") or place.fcode in {"", "ADM2"}
    if lemma in REGION_NOUNS:
        return place.fcode in {"ADM1", "ADM2", "RGN"}
    if lemma is not None and lemma not in {"river", "lake", "bank"} and place.fcode in WATERS:
        return False
    return place.fcode not in {"PCLI", "CONT"}
