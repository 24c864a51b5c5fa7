"""The checkable form of a claim: what would have to be so in the record for it to be true."""

import re
from typing import Any

from spacy.tokens import Token

from warledger.reading.actors import Actor
from warledger.reading.numbers import find_quantity
from warledger.reading.spots import places_of
from warledger.reading.story import Story
from warledger.reading.syntax import children, objects, patients, prepositional
from warledger.reading.timing import date_of
from warledger.record.codes import ClaimAbout
from warledger.record.statement import Check

GAINING = frozenset("take retake capture recapture gain regain seize win recover reclaim conquer liberate".split())
LOSING = frozenset("lose cede surrender relinquish".split())
HOLDING = frozenset("hold control retain govern keep".split())
LAND = frozenset(
    "territory ground land area terrain town city village position mile kilometer kilometre percent %".split()
)
UP = frozenset(
    "grow increase expand advance gain strengthen rise progress improve proceed escalate intensify win accelerate".split()
)
DOWN = frozenset(
    "shrink weaken decline decrease crumble diminish erode collapse lose retreat fall drop dwindle degrade disintegrate".split()
)


def check_of(story: Story, about: ClaimAbout, head: Token, actor: Actor | None) -> Check | None:
    """The check of a claim; null where nothing in a record of control and incidents could bear on it.

    Predicates: ``gained_territory``, ``lost_territory``, ``holds``, ``territory_trend``, ``responsible_for``, ``count``.
    """
    party = actor.party.id if actor is not None and actor.party is not None else None
    lemma = story.lemma(head)
    about_land = [t for t in head.subtree if story.lemma(t) in LAND or t.i in story.place_at]
    common: dict[str, Any] = {
        "party": party,
        **_dates(story, head),
        "negated": any(c.dep_ == "neg" for c in head.children),
    }
    if lemma in GAINING | LOSING and about_land:
        predicate = "gained_territory" if lemma in GAINING else "lost_territory"
        return Check(predicate=predicate, place=_place(story, head), **common, **_value(story, head))
    if lemma in HOLDING and about_land:
        return Check(predicate="holds", place=_place(story, head), **common, **_value(story, head))
    if lemma in UP | DOWN and (about_land or actor is not None):
        return Check(
            predicate="territory_trend", direction="up" if lemma in UP else "down", **common, **_value(story, head)
        )
    if about == "blame" and party is not None:
        return Check(predicate="responsible_for", place=_place(story, head), **common)
    value = _value(story, head)
    if about == "total" and value:
        return Check(predicate="count", place=_place(story, head), **common, **value)
    return None


def _place(story: Story, head: Token) -> str | None:
    heads = [
        *patients(head),
        *prepositional(head, "in", "of", "over"),
        *(i for o in objects(head) for i in prepositional(o, "in", "of")),
    ]
    named = [h for h in heads if h.i in story.place_at]
    return next((r.name for r in places_of(story, named)), None)


def _dates(story: Story, head: Token) -> dict[str, Any]:
    dated = date_of(story, head, carry=False)
    if dated is None:
        return {}
    start, end = dated.mention.start, dated.mention.end
    if dated.mention.modifier == "since":
        end = None
    return {"from_": start.isoformat() if start else None, "to": end.isoformat() if end else None}


_UNIT = re.compile(r"\s*(percent|per cent|%|square (?:miles?|kilomet(?:er|re)s?|km)|[a-z]+)", re.IGNORECASE)


def _value(story: Story, head: Token) -> dict[str, Any]:
    """The figure of a claim with its unit."""
    tokens = [t for c in children(head, "dobj", "attr", "prep", "nsubj", "nsubjpass", "npadvmod") for t in c.subtree]
    number = next((t for t in tokens if t.tag_ == "CD" and story.dates.over(t.idx) is None), None)
    if number is None:
        return {}
    quantity = find_quantity(story.text, number.idx, number.idx + 40)
    if quantity is None:
        return {}
    unit = _UNIT.match(story.text, quantity.end)
    found: dict[str, Any] = {"value": float(quantity.low)}
    if unit:
        found["unit"] = "percent" if unit[1].lower() in {"%", "per cent", "percent"} else unit[1].lower()
    return found
