"""Why words that fit a frame of control tell of none."""

from spacy.tokens import Token

from warledger.reading.actors import Actor
from warledger.reading.control_finding import (
    FOLLOW,
    GARRISON_SURRENDERS,
    HOLDS_OUT,
    PLACE_SURRENDERS,
    RESISTANCE_ENDS,
    SURRENDER_NOUN,
    SURRENDERS,
)
from warledger.reading.frames import Frame
from warledger.reading.paths import SIEGE_WORDS
from warledger.reading.spots import PlaceRef
from warledger.reading.story import Story
from warledger.reading.syntax import (
    agents,
    children,
    is_passive,
    is_verb,
    patients,
    prepositional,
)


def are_the_last(story: Story, token: Token) -> bool:
    """Whether those who surrender, or are overcome, are all who were left: "the garrison", "the last fighters"."""
    return any(
        (story.lemma(a) in {"garrison", "defender"} and any(c.lower_ == "the" for c in a.children))
        or (
            (a.tag_ != "NN" or story.lemma(a) in ALL_OF)
            and any(t.lower_ in {"last", "remaining", "its"} for t in (a, *a.children))
        )
        for a in (patients(token) if is_passive(token) else agents(token))
    )


ALL_OF = frozenset({"garrison", "resistance", "remnant", "group", "force", "unit", "rest", "contingent"})
"""Nouns that in the singular are of many ("its garrison", but not "the last soldier")."""

RELIEVING = frozenset("relief relieved lifted broken reached withdrew".split())
"""Words in whose sentence those who held out until a day did so with success."""


def _held_until_a_day(story: Story, token: Token) -> bool:
    until = any(story.dates.over(t.idx) is not None for t in prepositional(token, "until", "till"))
    return until and not any(t.lower_ in RELIEVING for t in token.sent)


def rejection(
    story: Story, frame: Frame, token: Token, roles: dict[str, list[Actor]], places: list[PlaceRef]
) -> str | None:
    """Why a match is no statement on control; null if it is one."""
    for need in frame.needs - {"place"}:
        if need not in roles:
            return f"no {need}"
    if frame.sets["change"] == "contested":
        return None
    if story.lemma(token) == "storm" and any(
        story.lemma(o) in story.frames.words("violence", "buildings") for o in patients(token)
    ):
        return "an attack on a building"
    losers = roles.get("loser", [])
    if losers and all(story.lemma(a.span.root) in story.frames.words("territory", "individuals") for a in losers):
        return "those who left hold no places"
    other = _other_sense(story, frame, token)
    if other:
        return other
    if frame.weak and not roles:
        named = any(p.named and not p.named.people and p.link != "pronoun" for p in places)
        if story.is_conflict and named and (frame.id in {"territory.fall", FOLLOW} or is_passive(token)):
            return None
        return "an everyday verb without a party"
    active_party = roles.get("gainer") or roles.get("holder") or roles.get("loser") or roles.get("besieger")
    if (
        is_verb(token)
        and not active_party
        and not is_passive(token)
        and agents(token)
        and frame.id not in {"territory.fall", "territory.ring-closes", PLACE_SURRENDERS, *SURRENDERS}
        and frame.sets["change"] not in {"siege_ended"}
        and not frame.with_agent & SIEGE_WORDS
    ):
        return "its subject is no party"
    if any(p.named is not None and p.named.fcode in {"CONT"} for p in places):
        return "a continent is no place to hold"
    if frame.id in {PLACE_SURRENDERS, SURRENDER_NOUN} and any(
        p.named is None or p.named.fcode in {"PCLI", "ADM1"} for p in places
    ):
        return "a country is no place to surrender"
    return None


def _other_sense(story: Story, frame: Frame, token: Token) -> str | None:
    """Which other sense than that of control a verb of holding, leaving or driving has by its company."""
    if frame.id == "territory.hold" and story.lemma(token) in {"keep", "hold"} and prepositional(token, "under"):
        return "kept under something else"
    if token.lower_ in {"rang", "rung"}:
        return "a bell"
    if frame.id == "territory.relieve" and token.tag_ == "VB":
        return "meant to be done"
    if frame.id == PLACE_SURRENDERS and token.tag_ not in {"VBD", "VBN"}:
        return "not told as done"  # "the city will never surrender"
    if frame.id in SURRENDERS - {GARRISON_SURRENDERS, RESISTANCE_ENDS, *HOLDS_OUT} and not are_the_last(story, token):
        return "some of them"
    if frame.id in HOLDS_OUT and not _held_until_a_day(story, token):
        return "not told until when, or relieved then"
    if frame.id == "territory.siege-over" and any(c.lower_ == "over" and children(c, "pobj") for c in token.children):
        return "over something"
    if frame.id == FOLLOW and (patients(token) or is_passive(token)):
        return "something is followed"
    if frame.id == "territory.be-with" and all(t.i < token.i for t in prepositional(token, "with")):
        return "what went before it"  # "With that, nearly all of the region was occupied"
    if frame.id == "territory.march-into" and patients(token):
        return "something was driven into it"  # "drove a lorry full of explosives into the checkpoint"
    if frame.id == "territory.leave" and (
        any(story.dates.over(t.idx) is None for t in prepositional(token, "to", "behind"))
        or any(story.lemma(t) in STATES for t in prepositional(token, "in"))
        or children(token, "oprd", "ccomp")
        or any(t.lower_ in {"this", "that"} for t in agents(token))  # "that leaves Misrata as the last of their cities"
    ):
        return "something else was left"
    return None


STATES = frozenset(
    "ruin ruins rubble tatters hand charge control power darkness chaos peace place limbo state condition disarray turmoil "
    "fear shock debris dust poverty".split()
)
"""What somebody leaves something in ("left the town in ruins"), where the place is not what is left."""
