"""The figure of a toll: the number of a noun phrase with its bounds, who they were, and whether it is of one incident."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from warledger.reading.numbers import QUANTITY, Quantity, quantity_in
from warledger.reading.story import Story
from warledger.reading.syntax import is_verb, noun_phrase, prepositional
from warledger.record.codes import Recount, TollScope

HARMS = ("killed", "injured", "abducted", "displaced")


@dataclass(frozen=True, slots=True)
class HarmFigure:
    """How many people met with which harm: the bounds, their words, who they were, and the word that says so."""

    harm: str
    low: int
    high: int | None
    start: int
    end: int
    trigger: Token
    victims: str | None = None
    scope: TollScope = "incident"
    per: str | None = None
    recount: Recount | None = None


_PART_BEFORE = re.compile(
    r"\b(?:among (?:them|whom)|including|of (?:them|whom)|most of them)\b[^.;:,]{0,30}$", re.IGNORECASE
)
"""Words before a number that make it a part of a figure given already."""


def count_of(story: Story, head: Token, trigger: Token, harm: str, *, is_harm_noun: bool = False) -> HarmFigure | None:
    """The figure in a noun phrase, or one for a single person."""
    counted = prepositional(head, "of") if head.tag_ == "CD" or head.lower_ in VAGUE_HEADS else []
    if any(story.lemma(t) in story.frames.words("violence", "not_people") for t in (head, *counted)):
        return None
    if is_nobody(head):
        span = story.span(head.left_edge.i if head.lower_ == "one" else head.i, head.i + 1)
        return HarmFigure(harm, 0, 0, span.start_char, span.end_char, trigger)
    quantity = quantity_of(story, head)
    if quantity is not None:
        if is_date_or_age(story, quantity) or _PART_BEFORE.search(
            story.text[max(0, quantity.start - 60) : quantity.start]
        ):
            return None
        scope: TollScope = "additional" if quantity.additional else "incident"
        return figure_of(story, quantity, harm, trigger, None if is_harm_noun else _victims(story, head), scope)
    if is_harm_noun or not is_single_person(story, head):
        return None
    start, end = noun_phrase(head)
    span = story.span(start, end)
    return HarmFigure(harm, 1, 1, span.start_char, span.end_char, trigger, span.text)


def quantity_of(story: Story, head: Token) -> Quantity | None:
    """The number of a noun phrase with the words that bound it: "at least 15 people", "dozens of civilians", "14"."""
    at = _number_token(story, head)
    if at is None:
        return None
    low = max(at.sent.start_char, at.idx - 32)
    high = min(at.sent.end_char, at.idx + 40)
    for match in QUANTITY.finditer(story.text, low, high):
        if match.start() <= at.idx < match.end():
            return quantity_in(match)
    return None


def is_nobody(head: Token) -> bool:
    """Whether a noun says that nobody was harmed ("no one", "nobody", "none")."""
    return head.lower_ in {"nobody", "none"} or (head.lower_ == "one" and any(c.lower_ == "no" for c in head.children))


VAGUE_HEADS = frozenset(
    {"dozens", "scores", "hundreds", "thousands", "tens", "handful", "couple", "number", "millions"}
)


def _number_token(story: Story, head: Token) -> Token | None:
    if head.tag_ == "CD" or head.lower_ in VAGUE_HEADS:
        return None if head.lower_ == "number" else head
    for child in head.children:
        if (
            child.dep_ in {"nummod", "amod", "det", "quantmod", "compound"} and child.tag_ == "CD"
        ) or child.lower_ in VAGUE_HEADS | {"several", "few", "dozen"}:
            return child if child.i < head.i else None
    if any(c.tag_ == "CD" and c.dep_ == "appos" for c in head.children):
        return None
    return None


def _victims(story: Story, head: Token) -> str | None:
    """Who they were: the noun with its modifiers, the "of" phrase of a vague number."""
    if head.tag_ == "CD" or head.lower_ in VAGUE_HEADS:
        inner = prepositional(head, "of")
        if not inner:
            return None
        head = inner[0]
    start, end = noun_phrase(head)
    while start < head.i and (
        story.doc[start].tag_ in {"CD", "RB", "IN", "JJR", "JJS", "HYPH", "CC", "TO"}
        or story.doc[start].lower_ in {"least", "other", "others", "more", "several"}
    ):
        start += 1
    return story.span(start, end).text


def is_of_people(story: Story, noun: Token) -> bool:
    """Whether a noun's number counts people, and not bodies of troops."""
    lemma = story.lemma(noun)
    people = story.frames.words("violence", "person_nouns") | story.frames.words("violence", "group_nouns")
    return lemma in people and lemma not in story.frames.words("tolls", "collectives")


def is_single_person(story: Story, head: Token) -> bool:
    """Whether a noun names one person: "a soldier", "his brother", "Abu Jandal"."""
    if head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"people", "police", "troops"}:
        return False
    if head.lower_ in {"he", "him", "she", "her"}:
        return True
    if head.ent_type_ == "PERSON" and head.tag_ in {"NNP", "NN"}:
        return True
    if head.tag_ not in {"NN", "NNP"} or story.lemma(head) not in story.frames.words("violence", "person_nouns"):
        return False
    if story.lemma(head) in {"leadership", "staff", "troop", "aid", "other", "senior", "national", "special"}:
        return False
    return any(c.dep_ in {"det", "poss", "nummod"} or c.tag_ == "NNP" for c in head.children) or any(
        c.dep_ == "appos" for c in head.children
    )


_AGE = re.compile(
    r"[\s-]*(?:years?|year-old|months?|weeks?|days?|hours?|km|kilomet|miles?|met(?:er|re)s?|percent|per cent|%|million dollars)\b",
    re.IGNORECASE,
)


def is_date_or_age(story: Story, quantity: Quantity) -> bool:
    """Whether a number is a year, an age, a distance or part of a date."""
    text = story.text[quantity.start : quantity.end]
    date = story.dates.over(quantity.start)
    if date is not None and (date.precision != "open" or re.fullmatch(r"(?:19|20)\d\d", text.strip())):
        return True
    return bool(_AGE.match(story.text, quantity.end))


_RATE = re.compile(
    r"(?<!\bin )(?<!\bwithin )\b(?:(?:a|per|each|every) (day|week|month|year)|(daily|weekly|monthly|yearly))\b"
    r"(?! (?:ago|later|earlier|before|after|prior)\b)",
    re.IGNORECASE,
)
RATE_NEAR = 55
"""Characters after a figure within which the words stand that make it a rate."""

_PER = {
    "day": "P1D",
    "daily": "P1D",
    "week": "P1W",
    "weekly": "P1W",
    "month": "P1M",
    "monthly": "P1M",
    "year": "P1Y",
    "yearly": "P1Y",
}
_TOTAL = re.compile(
    r"\b(?:since|so far (?:this|in)|in total|overall|total of|over the (?:past|last)|in the (?:past|last)"
    r"|(?:weeks|months|years) of (?:fighting|war|combat|battle|clashes|bombing|siege)"
    r"|(?:with)?in an? (?:day|week)|over \w+ days|this (?:year|month)|to date)\b",
    re.IGNORECASE,
)


def _total_cue(trigger: Token) -> tuple[str, int] | None:
    """The words that make a figure one of a period ("so far", "in the past week"), unless they stand in a clause of their own
    ("the market, crowded in the last week of Ramadan")."""
    for cue in _TOTAL.finditer(trigger.sent.text):
        at = trigger.sent.start_char + cue.start()
        token = next((t for t in trigger.sent if t.idx >= at), trigger)
        clause = next((up for up in (token, *token.ancestors) if is_verb(up)), None)
        if clause is not None and token.dep_ == "mark" and clause.dep_ == "advcl":  # "..., which it was since X fell"
            clause = next((up for up in clause.ancestors if is_verb(up)), clause)
        aside = clause is not None and (clause.dep_ in {"acl", "relcl"} or (clause.i and clause.nbor(-1).text == ","))
        if clause is None or not aside or clause == trigger:
            return cue[0], at
    return None


_DAYS_SINCE = re.compile(r"\b(?:hours|days)\s*$")
"""Before "since": "in the two days since gunmen came"."""

BRIEF_DAYS = 10
"""A count since a day that lies no further back is of one battle or raid, not of a war."""


def _is_brief(story: Story, since: int) -> bool:
    """Whether a count "since" something is one of a few days ("since Thursday", "in the two days since gunmen came")."""
    if _DAYS_SINCE.search(story.text, max(0, since - 12), since):
        return True
    at = since + len("since ")
    date = next((d for d in story.dates.within(at, at + 30) if d.at - at < 12 and d.precision == "day"), None)
    if date is None or date.start is None or story.published is None:
        return False
    return 0 <= (story.published - date.start).days <= BRIEF_DAYS


def figure_of(
    story: Story, quantity: Quantity, harm: str, trigger: Token, victims: str | None, scope: TollScope
) -> HarmFigure:
    """The figure of a quantity, with the scope that the words around it give it."""
    sent = trigger.sent
    rate = _RATE.search(story.text, quantity.end, sent.end_char)
    per = None
    if rate and rate.end() - quantity.end <= RATE_NEAR:
        scope, per = "rate", _PER[(rate[1] or rate[2]).lower()]
    elif scope == "incident" and (found := _total_cue(trigger)) is not None:
        cue, at = found
        total = re.search(r"so far|to date|since|total", cue, re.IGNORECASE)
        scope = "cumulative" if total and not (cue.lower() == "since" and _is_brief(story, at)) else "period"
        if cue.lower() == "total of":
            scope = scope_of_update(story, trigger)
    if (
        re.match(r"\s+(?:more|others|additional)\b", story.text[quantity.end : quantity.end + 12])
        and scope == "incident"
    ):
        scope = "additional"
    return HarmFigure(harm, quantity.low, quantity.high, quantity.start, quantity.end, trigger, victims, scope, per)


_OF_WAR = re.compile(r"\b(?:war|wars|conflict|campaign|years?|months?)\b")
"""Words of a sentence whose count of the dead is not that of one deed."""


def of_deed(figure: HarmFigure) -> HarmFigure:
    """The figure as one of the single deed that was told before it ("A rocket fell on X. Officials put the dead at 30")."""
    sentence = figure.trigger.sent
    wide = figure.scope != "cumulative" or _OF_WAR.search(sentence.text) or _total_cue(figure.trigger)
    return figure if wide else replace(figure, scope="incident")


def harm_of(story: Story, token: Token) -> str | None:
    """The harm a verb or noun tells of."""
    part = "verbs" if is_verb(token) else "nouns" if token.tag_[:2] == "NN" else ""
    if not part:
        return None
    lemma = story.lemma(token)
    return next((h for h in HARMS if lemma in story.frames.words("tolls", f"{h}.{part}")), None)


def scope_of_update(story: Story, word: Token) -> TollScope:
    """Of one incident, where the sentence names a single deed or its day ("the toll of Sunday's bombing has risen to 12")."""
    deeds = (t for t in word.sent if t.tag_ == "NN" and t != word)
    single = any(story.frames.of(story.noun_lemma(t), "noun") and harm_of(story, t) is None for t in deeds)
    days = (d for d in story.dates.within(word.sent.start_char, word.sent.end_char) if d.precision == "day")
    return "incident" if single or any(not d.modifier for d in days) else "cumulative"


def is_lumped(story: Story, verb: Token) -> bool:
    """Whether one figure lumps two harms together ("60 people were killed or wounded"), which says neither."""
    other = next(
        (c for c in verb.children if c.dep_ == "conj" and is_verb(c)), verb.head if verb.dep_ == "conj" else None
    )
    if other is None or not is_verb(other) or abs(other.i - verb.i) != 2:
        return False
    both = {harm_of(story, verb), harm_of(story, other)}
    return both == {"killed", "injured"}
