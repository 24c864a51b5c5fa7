"""Rings round a place that close or open, told without a word for a siege: its last road cut, its besieged reached."""

from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.actors import actors_of
from warledger.reading.frames import Frame
from warledger.reading.paths import agents_of
from warledger.reading.spots import PlaceRef, places_of
from warledger.reading.story import Story
from warledger.reading.syntax import is_verb, objects, patients, prepositional

CLOSED = Frame(id="territory.close-ring", domain="territory", sets={"change": "besieged"})
OPENED = Frame(id="territory.reach-besieged", domain="territory", sets={"change": "siege_ended"})

CUTTING = frozenset("cut sever close shut block interdict".split())
WAYS = frozenset("road route highway motorway line corridor artery link lifeline way connection access".split())
LAST = frozenset("last final only sole remaining all".split())
"""That a way is the last that was open ("the last road to X")."""

BESIEGED = frozenset("besieged encircled trapped blockaded surrounded".split())


def is_besieged_object(token: Token) -> bool:
    """Whether "besieged" stands before what a verb reaches, taken by the parser for a verb with that as its auxiliary."""
    before = token.nbor(-1) if token.i else token
    return token.lower_ in BESIEGED and before.dep_ == "aux" and before.lower_ in REACHED


TOLD_OF_RINGS = BESIEGED | {"ringed", "siege", "encirclement", "blockade"}
"""Words in whose sentence to break through to a place is to end its siege."""

REACHED = frozenset({"reach", "reached", "reaches", "reaching"})

Ring = tuple[Frame, Token, PlaceRef]
"""What is told of a ring, by which word, round which place."""


def find_rings(story: Story) -> Iterator[Ring]:
    """Every ring that is told to close or to open."""
    for verb in (t for t in story.words if is_verb(t)):
        for place in _closed(story, verb):
            yield CLOSED, verb, place
        for place in _opened(story, verb):
            yield OPENED, verb, place


def _closed(story: Story, verb: Token) -> list[PlaceRef]:
    """The places whose last way out a verb cuts, or that it cuts off on all sides."""
    lemma, things = story.lemma(verb), patients(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "from", "without", "to"}:
        return []  # "within a mile of cutting the last road"
    if lemma in CUTTING:
        for way in things:
            if story.lemma(way) in WAYS and any(c.lower_ in LAST for c in way.children):
                ends = [*prepositional(way, "to", "into", "of"), *prepositional(verb, "to", "into", "of")]
                elsewhere = prepositional(way, "from", "between") or prepositional(verb, "from", "between")
                leads_out = any(c.lower_ == "out" and not prepositional(way, "of") for c in way.children)
                return [] if elsewhere or leads_out else places_of(story, ends)
    off = lemma in {"cut", "seal"} and any(c.lower_ == "off" for c in verb.children)
    round_it = any(story.lemma(n) in {"side", "direction"} for n in prepositional(verb, "on", "from"))
    wholly = any(c.lower_ in {"completely", "fully", "entirely", "totally"} for c in verb.children)
    return places_of(story, things) if off and (round_it or wholly) else []


def _opened(story: Story, verb: Token) -> list[PlaceRef]:
    """The besieged places that an armed party reaches or breaks through to; none for those who bring aid."""
    lemma = story.lemma(verb)
    through = any(c.lower_ == "through" for c in verb.children)
    up = any(c.lower_ == "up" for c in verb.children)
    if lemma == "reach":
        reached = objects(verb)
    elif lemma in {"break", "fight", "push", "punch"} and through:
        reached = prepositional(verb, "to", "into")
    elif lemma == "link" and up:
        reached = prepositional(verb, "with")
    else:
        return []
    if through and any(t.lower_ in TOLD_OF_RINGS for t in verb.sent):  # "broke through to X, which rebels had ringed"
        return places_of(story, reached) if _armed(story, agents_of(story, verb)) else []
    few = [r for r in reached if any(c.dep_ == "nummod" for c in r.children)]  # "reached the five besieged soldiers"
    besieged = [r for r in reached if r not in few and any(c.lower_ in BESIEGED for c in r.children)]
    agents = agents_of(story, verb)
    if lemma == "reach" and is_besieged_object(verb.head):  # "reached besieged X"
        besieged, agents = objects(verb.head), agents_of(story, verb.head)
    if not _armed(story, agents):
        return []
    troops = story.frames.words("violence", "group_nouns")
    return [place for r in besieged for place in places_of(story, _where(r) if story.lemma(r) in troops else [r])]


def _armed(story: Story, agents: list[Token]) -> bool:
    """Whether somebody is an armed party, and not a convoy with aid."""
    armed = story.frames.words("violence", "group_nouns") - {"convoy"}
    return any(a.party or story.lemma(a.span.root) in armed for a in actors_of(story, agents))


def _where(troops: Token) -> list[Token]:
    return prepositional(troops, "in", "at", "inside", "of")
