"""Control told by adjectives and participles: "rebel-held Azaz", "besieged Madaya", "the rebel stronghold of X"."""

from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.control_finding import (
    ControlFinding,
    Found,
    joined_by,
)
from warledger.reading.frames import Frame
from warledger.reading.modality import Put
from warledger.reading.paths import HELD_WORDS, Dropped
from warledger.reading.rings import BESIEGED
from warledger.reading.spots import places_of
from warledger.reading.story import Story
from warledger.reading.syntax import (
    children,
    prepositional,
    subjects,
)

HOLDER_WORDS = frozenset(
    "rebel opposition government regime insurgent militant jihadist separatist islamist kurdish loyalist "
    "state army militia terrorist enemy".split()
)


def find_compounds(story: Story) -> Iterator[Found]:
    """ "rebel-held Azaz", "the ISIS-controlled city of Raqqa", "besieged Madaya", "Raqqa, an ISIL stronghold"."""
    doc = story.doc
    for token in story.words:
        low = token.lower_
        if (
            low in HELD_WORDS
            and token.i >= 2
            and doc[token.i - 1].text in {"-", "–"}
            and token.dep_
            in {"amod", "compound", "acl", "nmod", "advcl", "ROOT", "dep", "appos", "acomp", "attr", "relcl"}
        ):
            yield from _held_compound(story, token)
        elif is_besieged(story, token):
            heads = subjects(token.head) if token.dep_ != "amod" else [token.head]
            if (
                story.lemma(token.head) in story.frames.words("violence", "group_nouns")
                or token.head.i in story.party_at
            ):
                heads = prepositional(token.head, "in", "at", "inside", "around")
            besiegers = actors_of(story, prepositional(token, "by"))
            for head in heads:
                yield from _compound(story, token, "besieged", {"besieger": besiegers} if besiegers else {}, head)
        elif story.lemma(token) in {"stronghold", "bastion"} and token.tag_[:2] == "NN":
            yield from _stronghold(story, token)


def is_besieged(story: Story, token: Token) -> bool:
    """Whether an adjective says that a place is besieged ("besieged Madaya", "the towns stay encircled")."""
    if token.lower_ not in BESIEGED:
        return False
    if token.dep_ == "amod":
        return token.head.tag_[:1] == "N"
    return token.dep_ in {"acomp", "oprd"} and story.lemma(token.head) in {"remain", "stay"}


def _compound(story: Story, token: Token, change: str, roles: dict[str, list[Actor]], head: Token) -> Iterator[Found]:
    frame = Frame(id=f"territory.compound-{change}", domain="territory", sets={"change": change}, roles={})
    places = places_of(story, [head])
    if not places:
        yield Dropped(token.idx, token.idx + len(token), frame.id, "no place named with it")
    for place in places:
        yield ControlFinding(frame, token, change, place, roles, joined_by(place, roles), _presupposed(token))


def _presupposed(token: Token) -> Put:
    """What an adjective says is so whatever the clause says of it, but for "no longer rebel-held"."""
    before = {token.doc[i].lower_ for i in range(max(0, token.i - 4), token.i)}
    return Put("negated", "no longer") if {"no", "longer"} <= before else Put("asserted")


def _held_compound(story: Story, token: Token) -> Iterator[Found]:
    who = story.doc[token.i - 2]
    holders = actors_of(story, [who])
    if not holders and who.lower_ in HOLDER_WORDS:
        holders = [Actor(story.span(who.i, who.i + 1), None, "compound", generic=True)]
    if not holders:
        yield Dropped(token.idx, token.idx + len(token), "territory.compound-held", "its holder is no party")
        return
    said_of = (
        subjects(token.head) if token.dep_ in {"acomp", "attr"} else [token.head]
    )  # "the town is still rebel-held"
    for head in said_of:
        yield from _compound(story, token, "held", {"holder": holders}, head)


def _stronghold(story: Story, token: Token) -> Iterator[Found]:
    holders = actors_of(
        story,
        [
            c
            for c in token.children
            if c.dep_ in {"compound", "poss", "nmod", "amod"}
            and (c.i in story.party_at or c.lower_ in {"rebel", "opposition", "insurgent"})
        ],
    )
    if not holders:
        return
    heads = (
        prepositional(token, "of", "in") + children(token, "appos") + ([token.head] if token.dep_ == "appos" else [])
    )
    if token.dep_ == "attr":
        heads += subjects(token.head)
    frame = Frame(id="territory.stronghold", domain="territory", sets={"change": "held"}, roles={})
    for place in places_of(story, [h for h in heads if h.i in story.place_at]):
        roles = {"holder": holders}
        yield ControlFinding(frame, token, "held", place, roles, joined_by(place, roles))
