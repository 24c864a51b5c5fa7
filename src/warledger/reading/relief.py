"""Rings round a place that open, told without a word for a siege: its besieged reached, a way to it opened, its besiegers gone."""

from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.actors import actors_of
from warledger.reading.frames import Frame
from warledger.reading.paths import agents_of
from warledger.reading.rings import (
    BESIEGED,
    GARRISON,
    WAYS,
    Ring,
    armed,
    is_besieged_object,
    where_of,
)
from warledger.reading.spots import PlaceRef, last_place, places_of
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_verb, objects, patients, prepositional, subjects

REACHED = Frame(id="territory.reach-besieged", domain="territory", sets={"change": "siege_ended"})
ARRIVED = Frame(id="territory.reach-place", domain="territory", sets={"change": "siege_ended"})
WAY_OPENED = Frame(id="territory.open-way", domain="territory", sets={"change": "siege_ended"})
WITHDREW = Frame(id="territory.besieger-withdraws", domain="territory", sets={"change": "siege_ended"})

BATTLE_OVER = frozenset({"territory.battle-concluded", "territory.battle-ends"})
IF_BESIEGED = frozenset({ARRIVED.id, WAY_OPENED.id, WITHDREW.id, *BATTLE_OVER})
"""Frames that tell of a siege only where the place is told to be besieged before."""

TOLD_OF_RINGS = BESIEGED | {"ringed", "siege", "encirclement", "blockade"}
"""Words in whose sentence to break through to a place is to end its siege."""

OPENING = frozenset("open reopen restore establish reestablish unblock".split())
"""What is done to a way that was cut."""

FOR_AID = frozenset("humanitarian safe evacuation aid air green escape exit".split())
"""What ways are called by which people or goods may pass, though the ring stays."""

WITHDRAWING = frozenset("withdraw retreat depart pull fall draw".split())
BACK = frozenset({"back", "out", "away", "off"})
ASSAILANTS = frozenset({"attacker", "assailant"})
"""Who can only be the besiegers where a siege is told of before, whoever they are."""


def find_reliefs(story: Story) -> Iterator[Ring]:
    """Every ring that is told to open, and what would open it if there is one."""
    for verb in (t for t in story.words if is_verb(t)):
        agents = agents_of(story, verb)
        besieged = _reached(story, verb)
        for place in besieged:
            yield REACHED, verb, place, agents
        if not besieged:
            for frame, places in (
                (ARRIVED, _arrived(story, verb)),
                (WAY_OPENED, _way_opened(story, verb)),
                (WITHDREW, _withdrew(story, verb, agents)),
            ):
                for place in places:
                    yield frame, verb, place, agents


def _met(story: Story, verb: Token) -> tuple[list[Token], bool]:
    """What a verb tells to be reached, broken through to or joined, and whether those joined can only be the besieged."""
    lemma = story.lemma(verb)
    beside = {c.lower_ for c in verb.children}
    if lemma == "reach":
        return objects(verb), False
    if lemma in {"break", "fight", "push", "punch"} and "through" in beside:
        return prepositional(verb, "to", "into"), False
    hands = lemma == "join" and any(o.lower_ in {"hands", "forces"} for o in objects(verb))
    if (lemma in {"link", "join", "meet"} and "up" in beside) or hands:
        return prepositional(verb, "with"), True
    if lemma in {"make", "establish"}:
        return [w for o in objects(verb) if o.lower_ == "contact" for w in prepositional(o, "with")], True
    return [], False


def _reached(story: Story, verb: Token) -> list[PlaceRef]:
    """The besieged places that an armed party reaches or breaks through to; none for those who bring aid."""
    reached, joined = _met(story, verb)
    if not reached and not is_besieged_object(verb.head):
        return []
    agents = agents_of(story, verb)
    several = [
        r for r in reached if not any(c.tag_ == "CD" for c in r.children)
    ]  # "reached the five besieged soldiers"
    besieged = [r for r in several if _are_besieged(story, r, joined=joined)]
    through = any(c.lower_ == "through" for c in verb.children)
    if _is_relief(story, agents) or (through and any(t.lower_ in TOLD_OF_RINGS for t in verb.sent)):
        besieged = several  # "broke through to X, which rebels had ringed", "a relief column reached X"
    if story.lemma(verb) == "reach" and is_besieged_object(verb.head):  # "reached besieged X"
        besieged, agents = objects(verb.head), agents_of(story, verb.head)
    if not armed(story, agents):
        return []
    troops = story.frames.words("violence", "group_nouns") | GARRISON
    return [place for r in besieged for place in places_of(story, where_of(r) if story.lemma(r) in troops else [r])]


def _are_besieged(story: Story, reached: Token, *, joined: bool) -> bool:
    """Whether what is reached or joined is told to be besieged ("the besieged garrison") or can only be ("its defenders")."""
    defended = joined and story.lemma(reached) in {"garrison", "defender"}
    return defended or any(c.lower_ in BESIEGED for c in reached.children)


def _is_relief(story: Story, agents: list[Token]) -> bool:
    """Whether those who come are sent to relieve the besieged ("a relief column"), not with relief goods."""
    return any(
        story.lemma(a) in {"force", "column", "unit", "army"}
        and any(c.lower_ in {"relief", "relieving"} for c in a.children)
        for a in agents
    )


def _arrived(story: Story, verb: Token) -> list[PlaceRef]:
    """The places that an armed party reaches or breaks through to, or whose defenders it joins: besieged or not."""
    met, joined = _met(story, verb)
    if not met or not armed(story, agents_of(story, verb)):
        return []
    if joined:
        if not any(story.lemma(m) in GARRISON for m in met):
            return places_of(story, prepositional(verb, "in", "at"))
        return places_of(story, [t for m in met for t in where_of(m)]) or last_place(story, verb)
    return [p for p in places_of(story, met) if not p.part]


def _way_opened(story: Story, verb: Token) -> list[PlaceRef]:
    """The places to which a way is opened ("reopened the road to X"), ways for aid or people left out."""
    lemma = story.lemma(verb)
    if lemma in OPENING:
        things = patients(verb)
    elif lemma == "be" and any(c.lower_ == "open" for c in children(verb, "acomp", "prt", "advmod")):
        things = subjects(verb)
    else:
        return []
    ways = [t for t in things if story.lemma(t) in WAYS and not any(c.lower_ in FOR_AID for c in t.children)]
    return places_of(story, [t for w in ways for at in (w, verb) for t in prepositional(at, "to", "into", "with")])


def _withdrew(story: Story, verb: Token, agents: list[Token]) -> list[PlaceRef]:
    """The places that an armed party, or those who attacked, pull back from, or draw off from with no place named."""
    lemma = story.lemma(verb)
    beside = [c for c in verb.children if c.lower_ in BACK and c.dep_ in {"prt", "advmod", "prep"}]
    if (
        lemma not in WITHDRAWING
        or verb.tag_ not in {"VBD", "VBN", "VBZ"}
        or (lemma in {"pull", "fall", "draw"} and not beside)
        or objects(verb)
    ):
        return []
    if not any(story.lemma(a) in ASSAILANTS for a in agents) and not actors_of(story, agents):
        return []
    left = [t for at in (verb, *beside) for t in _from(at)]
    if not left and prepositional(verb, "to", "into", "towards", "toward"):
        return []
    return [p for p in places_of(story, left) if not p.part] if left else last_place(story, verb)


def _from(at: Token) -> list[Token]:
    """What is withdrawn from: "from X", "from around X"."""
    froms = [c for c in at.children if c.lower_ == "from"]
    return [*prepositional(at, "from"), *(t for f in froms for t in prepositional(f, "around", "outside"))]
