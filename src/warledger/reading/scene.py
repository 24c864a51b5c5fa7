"""Where a sentence's deeds took place: the place in their clause, else the one the sentence names, else carried on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Span, Token

from warledger.reading.carried import place_carried
from warledger.reading.date_lines import is_of_date_line
from warledger.reading.no_scene import FLEEING, is_of_speaker, is_way_of_flight, no_scene
from warledger.reading.quarters import at_its_town
from warledger.reading.spots import PlaceRef, place_named, places_of
from warledger.reading.story import PlaceName, Story
from warledger.reading.syntax import coordination, is_verb

WHERE = frozenset(
    "in at near on outside inside around over across throughout from of to into toward towards between against".split()
)
"""Prepositions under which a place says where something happened."""

LINK_RANK = {
    "in": 0,
    "at": 0,
    "near": 0,
    "outside": 0,
    "inside": 0,
    "around": 1,
    "on": 1,
    "over": 1,
    "across": 1,
    "of": 2,
}


@dataclass
class Scene:
    """The places of one sentence by the token that heads them, and the place the narrative has reached before it."""

    story: Story
    sentence: Span
    places: list[tuple[Token, PlaceRef]] = field(default_factory=list)
    spoken: PlaceRef | None = None
    """The place of those who speak or count, for what is told nowhere else."""

    @cached_property
    def carried(self) -> PlaceRef | None:
        """The place that the narrative has reached; looked for only where the sentence's own do not tell."""
        return place_carried(self.story, self.sentence)

    def place_for(self, deed: list[Token], others: Sequence[Token] = ()) -> PlaceRef | None:
        """The place of a deed, the one most closely joined to its words; ``others`` are the words of other deeds beside it."""
        if not self.places:
            return self.carried or self.titled or self.spoken
        far = {head.i: self._distance(deed, head, ref) + _beyond(deed, head, others) for head, ref in self.places}
        head, best = min(self.places, key=lambda p: (far[p[0].i] + _in_another_item(deed, p[0]), p[0].i))
        if far[head.i] >= FAR:
            return None
        narrower = self._narrower(best)
        if narrower is not None:
            return narrower
        if self._is_wider(best) or self._is_building(best):
            return self.carried or self.titled
        if any(is_way_of_flight(self.story, h) for h, r in self.places if r is best) and self.carried is not None:
            return self.carried
        return at_its_town(self.story, best, lambda: self.carried)

    @cached_property
    def titled(self) -> PlaceRef | None:
        """The one town that the title names, for a lead that leaves it to the title where its deed was."""
        only = self.story.titled_town
        return replace(place_named(self.story, only), link="title") if only is not None else None

    def _narrower(self, ref: PlaceRef) -> PlaceRef | None:
        """The one place in a country that a sentence names besides the country itself."""
        if ref.named is None or ref.named.fcode != "PCLI":
            return None
        inside = [r for _, r in self.places if r.named is not None and r.named.fcode not in {"PCLI", "CONT", ""}]
        inside = [r for r in inside if r.named is not None and r.named.country == ref.named.country]
        return inside[0] if len(inside) == 1 else None

    def _is_building(self, ref: PlaceRef) -> bool:
        """Whether a sentence names but a building of the town that the narrative is at ("the South hospital")."""
        if (ref.named is not None and ref.named.fcode) or self.carried is None:
            return False
        return self.story.lemma(ref.span.root) in self.story.frames.words("violence", "buildings")

    def _is_wider(self, ref: PlaceRef) -> bool:
        """Whether a sentence names but the country of the town that the narrative is at, or that the title names."""
        around = self.carried or self.titled
        if ref.named is None or ref.named.fcode != "PCLI" or around is None or around.named is None:
            return False
        return around.named.country == ref.named.country

    def _distance(self, deed: list[Token], head: Token, ref: PlaceRef) -> float:
        """How far a place is from the deed on the tree; country words and far clauses count as further."""
        base = min(path_length(token, head) for token in deed)
        if ref.link.startswith("distance from") and not is_verb(
            head.head
        ):  # it moves what it stands with, and that alone
            return 1.0 if any(token in list(head.head.subtree) for token in deed) else FAR
        preposition = head.head.lower_ if head.dep_ == "pobj" else ""
        base += 0.5 * LINK_RANK.get(preposition, 2 if head.dep_ == "pobj" else 1)
        if ref.named is not None and ref.named.fcode in {"PCLI", "CONT"}:
            base += 2.5 if len(self.places) == 1 else 5.0
        elif ref.named is not None and ref.named.fcode in {"ADM1", "RGN"}:
            base += 0.8
        if head.dep_ in {"nsubj", "nsubjpass", "poss", "compound"}:
            base += 1.5
        if is_way_of_flight(self.story, head):
            base += 4.0
        return base + self._around_another(head)

    def _around_another(self, head: Token) -> float:
        """What makes "Hasaka" further than "Tel Tamer" in "the town of Tel Tamer in Hasaka": it lies around a nearer place."""
        if head.dep_ != "pobj" or head.head.lower_ not in {"in", "of", "near"}:
            return 0.0
        inner = head.head.head
        others = {h.i for h, _ in self.places} - {head.i}
        if inner.i in others or inner.i in self.story.place_at:
            return 3.0
        holds = any(
            c.dep_ in {"pobj", "compound", "appos"} and c.i in others for p in inner.children for c in (p, *p.children)
        )
        return 3.0 if holds else 0.0

    def listed_with(self, place: PlaceRef | None) -> list[PlaceRef]:
        """Other places coordinated with one ("in the towns of Jabla and Tartus"), countries left out."""
        if place is None:
            return []
        head = next((h for h, r in self.places if r is place), None)
        if head is None:
            return []
        listed = {t.i for t in coordination(head)} - {head.i}
        return [
            r for h, r in self.places if h.i in listed and r.named is not None and r.named.fcode not in {"PCLI", "CONT"}
        ]


def _beyond(deed: list[Token], head: Token, others: Sequence[Token]) -> float:
    """What a place loses that stands on the far side of another deed ("the attack in A and the bombing in B")."""
    near = min((t.i for t in deed), key=lambda i: abs(i - head.i))
    low, high = sorted((near, head.i))
    return (2.5 if any(low < t.i < high for t in others) else 0.0) + 0.02 * (high - low)


def _in_another_item(deed: list[Token], head: Token) -> float:
    """What a place loses that stands beyond a semicolon ("Kirkuk (clashes south of it); Jalawla (no fighting)")."""
    apart = (any(t.text == ";" for t in head.doc[min(w.i, head.i) : max(w.i, head.i)]) for w in deed)
    return 2.5 if all(apart) else 0.0


FAR = 12.0
"""Steps on the tree beyond which a place of the same sentence is not joined to a deed."""


def path_length(one: Token, other: Token) -> float:
    """Steps between two words on the parse, clause borders counting double."""
    ups = {one.i: 0.0}
    at, cost = one, 0.0
    while at.head != at:
        cost += _step(at)
        at = at.head
        ups[at.i] = cost
    at, cost = other, 0.0
    while at.i not in ups:
        if at.head == at:
            return 99.0
        cost += _step(at)
        at = at.head
    return cost + ups[at.i]


def _step(token: Token) -> float:
    if token.dep_ in {"relcl", "ccomp", "parataxis", "advcl"}:
        return 3.0
    if token.dep_ == "conj" and is_verb(token):
        return 3.0
    return 1.0


def scene_of(story: Story, sentence: Span) -> Scene:
    """The scene of a sentence."""
    scene = Scene(story, sentence)
    elsewhere: list[PlaceName] = []
    for name in story.places.within(sentence.start, sentence.end):
        if name.people:
            continue
        head = story.doc[name.start : name.end].root
        refs = [r for r in places_of(story, [head])[:1] if sentence.start <= r.span.start < sentence.end]
        if no_scene(story, name, head) or is_of_date_line(story, name):
            elsewhere.append(name)
            if is_of_speaker(story, head) and name.fcode not in {"PCLI", "CONT", ""}:
                scene.spoken = next(iter(refs), None)
            continue
        scene.places += [(head, ref) for ref in refs]
    scene.places += _distances(story, sentence, scene.places)
    for token in sentence:
        if token.lower_ == "there" and token.dep_ == "advmod":
            scene.places += [(token, ref) for ref in places_of(story, [token])]
        elif _is_the_city(story, token):
            scene.places += [(token, ref) for ref in places_of(story, [token])[:1] if ref.named not in elsewhere]
    return scene


CITY = frozenset(
    {"city", "town", "village", "district", "neighborhood", "neighbourhood", "province", "camp", "suburb", "region"}
    | {"capital"}
)


UNITS = frozenset("km kms kilometre kilometres kilometer kilometers mile miles".split())
"""Units of a distance, which tells where another place lies."""


_DISTANCE = re.compile(
    r"\b(?:\d[\d.,]*|[a-z]+)[ -]?(?:km|kms|kilomet(?:er|re)s?|miles?) (?:to the )?(?:north|south|east|west)"
    r"(?:-?(?:east|west))?\b(?! (?:of|from))",
    re.IGNORECASE,
)


_APART = re.compile(r"[,(]\s*(?:which is |just |only |about |some |around |roughly |nearly )*$")
"""What stands before a distance that tells where the place before it lies, and moves nothing."""


def _distances(story: Story, sentence: Span, named: list[tuple[Token, PlaceRef]]) -> list[tuple[Token, PlaceRef]]:
    """ "20 miles south" alone: that far from the place named before it in the sentence."""
    found = []
    for match in _DISTANCE.finditer(story.text, sentence.start_char, sentence.end_char):
        if _APART.search(story.text[sentence.start_char : match.start()]):  # "X, some 95 km to the south, ..."
            continue
        before = [ref for _, ref in named if ref.span.end_char <= match.start() and ref.named is not None]
        span = story.doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if before and span is not None:
            origin = max(before, key=lambda ref: ref.span.start)
            found.append((span.root, replace(origin, span=span, link=f"distance from {origin.name}")))
    return found


def _is_the_city(story: Story, token: Token) -> bool:
    """Whether a word takes up a town named before ("in the city", "struck the suburb")."""
    verb = story.lemma(token.head)
    struck = token.dep_ == "dobj" and verb not in FLEEING and bool(story.frames.within("violence", verb, "verb"))
    where = token.dep_ == "pobj" and token.head.lower_ in WHERE
    if token.i in story.place_at or not (where or struck):
        return False
    if token.head.lower_ in {"from", "of"} and token.head.head.lower_ in UNITS:  # "X, some 90 km from the capital"
        return False
    return story.lemma(token) in CITY and any(c.lower_ in {"the", "this", "that"} for c in token.children)
