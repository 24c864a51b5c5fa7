"""Rings round a place that close, told without a word for a siege: its last road cut, the troops in it surrounded."""

from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.actors import actors_of
from warledger.reading.frames import Frame
from warledger.reading.paths import agents_of
from warledger.reading.spots import PlaceRef, places_of
from warledger.reading.story import PlaceName, Story
from warledger.reading.syntax import children, is_passive, is_verb, objects, patients, prepositional, subjects

CLOSED = Frame(id="territory.close-ring", domain="territory", sets={"change": "besieged"})
CUT_OFF = Frame(id="territory.cut-off", domain="territory", sets={"change": "besieged"})

CUTTING = frozenset("cut sever close shut block interdict seal lose destroy".split())
WAYS = frozenset(
    "road route highway motorway line corridor artery link lifeline way connection access approach exit bridge".split()
)
SUPPLIES = frozenset("supply power water electricity communication internet phone service escape retreat".split())
"""What else is cut off than places."""

LAST = frozenset("last final only sole remaining all every".split())
"""That a way is the last that was open ("the last road to X")."""

SHUTTING = frozenset("shut hem pen box fence bottle pin".split())
"""What is done to a place or troops that are shut in, hemmed in, bottled up."""

OUTSIDE = frozenset({"world", "rest", "outside"})
"""What a place that is besieged is cut off from."""

LOSSES = frozenset("capture fall loss seizure advance offensive push".split())
"""Deeds at one place that cut off another."""

LEAVING = frozenset({"leave", "find"})
KEEPING = frozenset({"have", "keep", "hold", "get"})
"""Verbs that tell in what state a place is: "left Kuito surrounded", "had Grozny encircled"."""

RINGING = frozenset("encircle surround besiege trap".split())

ARMOUR = frozenset({"armour", "armor"})

GARRISON = frozenset("garrison defender man men remnant survivor".split())
"""Troops in a place, besides those that violence is done to."""

WIDE = frozenset({"PCLI", "CONT", "ADM1", "RGN"})
"""Feature codes of what is no single place."""

BESIEGED = frozenset("besieged encircled trapped blockaded surrounded".split())


def is_besieged_object(token: Token) -> bool:
    """Whether "besieged" stands before what a verb reaches, taken by the parser for a verb with that as its auxiliary."""
    before = token.nbor(-1) if token.i else token
    return token.lower_ in BESIEGED and before.dep_ == "aux" and before.lower_ in REACHED


REACHED = frozenset({"reach", "reached", "reaches", "reaching"})

Ring = tuple[Frame, Token, PlaceRef, list[Token]]
"""What is told of a ring, by which word, round which place, and who does it."""


def find_rings(story: Story) -> Iterator[Ring]:
    """Every ring that is told to close."""
    for verb in (t for t in story.words if is_verb(t)):
        for place in _closed(story, verb):
            yield CLOSED, verb, place, agents_of(story, verb)
        for place in _cut_off(story, verb):
            yield CUT_OFF, verb, place, [] if _beside(story, verb) else agents_of(story, verb)
        for place in _left_ringed(story, verb):
            yield CUT_OFF, verb, place, _keepers(story, verb)


def _closed(story: Story, verb: Token) -> list[PlaceRef]:
    """The places whose last way out a verb cuts, or that it cuts off on all sides."""
    lemma, things = story.lemma(verb), patients(verb)
    if _does_not_happen(verb):
        return []
    if lemma in CUTTING:
        for way in things:
            if story.lemma(way) in WAYS and any(c.lower_ in LAST for c in way.children):
                ends = [*prepositional(way, "to", "into", "of"), *prepositional(verb, "to", "into", "of")]
                elsewhere = prepositional(way, "from", "between") or prepositional(verb, "from", "between")
                ends = ends or [c for c in children(way, "poss") if c.lower_ != "their"]  # "the town's last road"
                leads_out = any(c.lower_ == "out" and not prepositional(way, "of") for c in way.children)
                return [] if elsewhere or leads_out else places_of(story, ends)
    return places_of(story, things) if _is_shut_off(story, verb) and _on_all_sides(story, verb) else []


def _does_not_happen(verb: Token) -> bool:
    """Whether a verb only names what others came close to ("within a mile of cutting the last road")."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "from", "without", "to"}


def _is_shut_off(story: Story, verb: Token) -> bool:
    """Whether something is cut, sealed or shut off."""
    return story.lemma(verb) in {"cut", "seal"} and any(c.lower_ == "off" for c in verb.children)


def _on_all_sides(story: Story, verb: Token) -> bool:
    round_it = any(story.lemma(n) in {"side", "direction"} for n in prepositional(verb, "on", "from"))
    return round_it or any(c.lower_ in {"completely", "fully", "entirely", "totally"} for c in verb.children)


def _cut_off(story: Story, verb: Token) -> list[PlaceRef]:
    """The places that armed parties, or nobody named, cut off or shut in, and those at which troops are so or surrounded."""
    lemma, things = story.lemma(verb), patients(verb)
    if verb.dep_ == "amod" or (_is_shut_off(story, verb) and _on_all_sides(story, verb)):
        return []  # told of in passing ("the besieged garrison"), or closed
    inwards = lemma in SHUTTING and any(c.lower_ in {"in", "up", "into"} for c in verb.children)
    shut = inwards or _is_shut_off(story, verb)
    if not (shut or lemma in RINGING) or _does_not_happen(verb) or not story.is_conflict:
        return []
    from_what = [t for t in prepositional(verb, "from") if _is_no_time(story, t) and lemma in {"cut", "seal"}]
    from_what = [t for t in from_what if t.lower_ not in OUTSIDE]
    beside = _beside(story, verb)
    passive = bool(beside) or is_passive(verb)
    doers = (
        [] if beside else [a for a in agents_of(story, verb) if _is_no_time(story, a)]
    )  # "by 26 August it was cut off"
    by_deed = any(story.lemma(a) in LOSSES for a in doers)  # "the fall of X cut off Y"
    if from_what or not (armed(story, doers) or by_deed if doers else passive):
        return []  # "cut off from the sea"
    things = beside or things
    things = [t for t in things if story.lemma(t) not in WAYS | SUPPLIES]
    troops = [t for t in things if _are_troops(story, t)]
    shut_in = troops if passive else [t for t in troops if story.lemma(t) in {"garrison", "defender"}]
    held = places_of(story, [place for t in shut_in for place in where_of(t)])
    towns = places_of(story, [t for t in things if t not in troops]) if shut or beside else []
    bracketed = [p for p in [*held, *towns] if p.span.start > 0 and story.doc[p.span.start - 1].text == "("]
    return [p for p in [*held, *towns] if p not in bracketed and not _is_wide(p.named)]


def _left_ringed(story: Story, verb: Token) -> list[PlaceRef]:
    """The place that somebody has, or something leaves, surrounded or cut off, or that finds itself so."""
    if not (story.lemma(verb) in RINGING or _is_shut_off(story, verb)) or not story.is_conflict:
        return []
    keeper = _keeper(story, verb)
    if keeper is None or children(verb, "aux", "auxpass", "mark", "dobj"):
        return []
    ringed = children(verb, "nsubj", "nsubjpass")[-1:] or objects(keeper)
    ringed = [s for t in ringed for s in (subjects(keeper) if t.lower_ in {"itself", "themselves"} else [t])]
    return [p for p in places_of(story, ringed) if not _is_wide(p.named)]


def _keepers(story: Story, state: Token) -> list[Token]:
    """Who keeps a place in a state, if its verb tells of somebody who does."""
    keeper = _keeper(story, state)
    return agents_of(story, keeper) if keeper is not None and story.lemma(keeper) in KEEPING else []


def _keeper(story: Story, state: Token) -> Token | None:
    """The verb right before what it leaves or has in a state, wherever the parser hung that; null if there is none."""
    kept = children(state, "nsubj", "nsubjpass")
    at = kept[-1].left_edge.i - 1 if kept else -1
    before = story.doc[at] if at >= 0 else state.head if state.dep_ == "oprd" else None
    return before if before is not None and story.lemma(before) in LEAVING | KEEPING else None


def _beside(story: Story, participle: Token) -> list[Token]:
    """What a participle after a comma tells of, where the parser hung it elsewhere ("in X, encircled since May, people ...")
    or took it for the sentence's verb ("The garrison of X, encircled since May, held out")."""
    bare = participle.tag_ in {"VBN", "VBD"} and not children(participle, "aux", "auxpass", "dobj", "mark")
    if not bare or participle.i < 2 or participle.nbor(-1).text != ",":
        return []
    said_of = children(participle, "nsubj")
    if said_of:
        return said_of if any(children(participle, "conj")) and said_of[0].i < participle.i else []
    before = participle.nbor(-2)
    before = before.head if before.text == ")" else before
    if participle.dep_ != "advcl" or before.dep_ != "pobj":
        return []
    while before.i in story.place_at and _is_wide(story.place_at[before.i]) and before.head.head.tag_[:1] == "N":
        before = before.head.head  # "in the town of X in Iraq, encircled since May"
    return [before]


def _is_wide(place: PlaceName | None) -> bool:
    return place is not None and place.fcode in WIDE


def _is_no_time(story: Story, token: Token) -> bool:
    """Whether a noun is none of a date ("from mid-June", "from the autumn of 2016")."""
    return story.dates.over(token.idx) is None


def _are_troops(story: Story, token: Token) -> bool:
    lemma = story.lemma(token)
    return lemma in GARRISON | story.frames.words("violence", "group_nouns") or token.i in story.party_at


def armed(story: Story, agents: list[Token]) -> bool:
    """Whether somebody is an armed party, and not a convoy with aid."""
    armed = story.frames.words("violence", "group_nouns") - {"convoy"}
    bare = any(story.lemma(a) in ARMOUR for a in agents)
    return bare or any(a.party or story.lemma(a.span.root) in armed for a in actors_of(story, agents))


def where_of(troops: Token) -> list[Token]:
    """Where troops are told to be: in, at, inside or of what."""
    found = prepositional(troops, "in", "at", "inside", "of")
    return [
        *found,
        *(p for prep in children(troops, "prep") for also in children(prep, "conj") for p in children(also, "pobj")),
    ]
