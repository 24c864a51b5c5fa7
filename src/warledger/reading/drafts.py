"""What the readers of each domain find, as drafts of statements."""

from collections.abc import Sequence

from spacy.tokens import Token

from warledger.reading.claiming import ClaimFinding
from warledger.reading.compose import Draft
from warledger.reading.control_finding import ControlFinding
from warledger.reading.event_finding import EventFinding
from warledger.reading.harm_figures import HARMS, HarmFigure
from warledger.reading.humanitarian import AccessFinding
from warledger.reading.media import MessagingFinding
from warledger.reading.modality import Put
from warledger.reading.paths import SIEGE_WORDS
from warledger.reading.recounts import recounts
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_verb, noun_phrase, prepositional
from warledger.record.base import Span
from warledger.record.codes import TYPE_OF_SUB_EVENT, Recount
from warledger.record.statement import Access, Claim, Control, Count, Event, Figure, Messaging, Subject, Toll


def control_draft(found: ControlFinding) -> Draft:
    """The draft of a change or state of control."""
    return Draft(
        kind="control",
        trigger=found.trigger,
        frame=found.frame.id,
        links=found.links,
        place=found.place,
        roles=found.roles,
        control=Control(change=found.change, extent="part" if found.place.part else "whole"),  # type: ignore[arg-type]
        state=found.change in {"held", "contested", "besieged"},
        put=found.put,
        extra_tokens=_length_of_siege(found.trigger),
    )


def _length_of_siege(trigger: Token) -> list[Token]:
    """The siege that a trigger names, tells of or ends, with the words of its length ("lifted a siege of more than five
    months", "had besieged the town for three weeks")."""
    near = [trigger, *(c for c in trigger.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"})]
    siege = next((t for n in near for t in (n, *prepositional(n, "of")) if t.lower_ in SIEGE_WORDS), None)
    words = list(siege.subtree) if siege is not None else []
    if siege is not None and trigger.lower_ in LASTING:
        words += [t for n in children(trigger, "npadvmod", "dobj") for t in n.subtree]
    verb = next((t for t in (trigger, *trigger.ancestors) if is_verb(t)), trigger)
    before: list[Token] = []
    if verb.lower_ in BESIEGING or (siege is not None and siege.head.lower_ in {"under", "laid"}):
        words += [t for n in prepositional(verb, "for") for t in n.subtree]
        before = [
            c for c in children(verb, "prep") if c.lower_ == "for" and c.i < trigger.i
        ]  # "for a year it was besieged"
    length = [t for t in words if t.lower_.rstrip("s") in UNITS and 0 < t.i - trigger.i < FURTHEST]
    if siege is not None:
        before += _after(siege)
    return [*before, *([siege] if siege is not None else []), *length]


def _after(siege: Token) -> list[Token]:
    """The word by which a siege is told to have come before ("after a siege of two weeks", "after two weeks of siege")."""
    above = siege.head
    if above.lower_ == "of" and above.head.lower_.rstrip("s") in UNITS:
        above = above.head.head
    return [above] if above.lower_ in {"after", "following"} else []


UNITS = frozenset({"day", "week", "month", "year"})
LASTING = frozenset({"lasted", "lasting", "endured"})
BESIEGING = frozenset({"besieged", "encircled", "surrounded", "blockaded"})

FURTHEST = 20
"""How many words after that of a siege its length may stand."""


def _chars(story: Story, tokens: tuple[int, int]) -> tuple[int, int]:
    span = story.span(*tokens)
    return span.start_char, span.end_char


def access_draft(story: Story, found: AccessFinding) -> Draft:
    """The draft of a statement on aid, movement or a truce."""
    return Draft(
        kind="access",
        trigger=found.trigger,
        frame=found.frame.id,
        links=[
            *([f"place: {found.place.link}"] if found.place else []),
            *(f"actor: {a.link}" for a in found.actors),
        ],
        place=found.place,
        roles={"actor": found.actors} if found.actors else {},
        access=Access(what=found.what, phase=found.phase),  # type: ignore[arg-type]
        put=Put("asserted") if found.denial else None,
        quote=_chars(story, found.quote),
        state=found.phase == "holds",
    )


def messaging_draft(story: Story, found: MessagingFinding) -> Draft:
    """The draft of a statement on propaganda, recruitment or what is done against them."""
    return Draft(
        kind="messaging",
        trigger=found.trigger,
        frame=found.frame.id,
        links=[f"actor: {a.link}" for a in found.actors],
        roles={"actor": found.actors} if found.actors else {},
        messaging=Messaging(what=found.what),  # type: ignore[arg-type]
        quote=_chars(story, found.quote),
    )


def claim_draft(story: Story, found: ClaimFinding) -> Draft:
    """The draft of a claim."""
    subject = None
    if found.subject is not None:
        span = found.actor.span if found.actor else story.span(*noun_phrase(found.subject))
        party = found.actor.party if found.actor else None
        subject = Subject(
            text=story.text_of(span),
            start=span.start_char,
            end=span.end_char,
            type="party" if party else "thing",
            id=party.id if party else None,
        )
    return Draft(
        kind="claim",
        trigger=found.trigger,
        frame=f"speech.{found.about}",
        links=[f"cue: {found.cue}"],
        claim=Claim(about=found.about, subject=subject, check=found.check),
        quote=_chars(story, found.quote),
        attribution=found.speakers,
    )


def event_draft(found: EventFinding, text: str) -> Draft:
    """The draft of an event, with its toll; ``text`` is that of the report."""
    token = found.trigger.token
    doc = token.doc
    start = min(
        (c.left_edge.i for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"} and c.tag_[:1] in {"N", "J"}),
        default=token.i,
    )
    span = doc[start : token.i + 1] if token.tag_[:2] == "NN" and token.i - start < 4 else doc[token.i : token.i + 1]
    count = found.count
    return Draft(
        kind="event",
        trigger=token,
        frame=found.trigger.frame.id,
        links=found.links,
        place=found.place,
        roles=found.roles,
        event=Event(
            type=TYPE_OF_SUB_EVENT[found.sub_type],
            sub_type=found.sub_type,
            trigger=Span(text=text[span.start_char : span.end_char], start=span.start_char, end=span.end_char),
            count=Count(
                text=text[count.start : count.end], start=count.start, end=count.end, low=count.low, high=count.high
            )
            if count
            else None,
            target_kind=found.target_kind,
        ),
        toll=toll_of(found.toll, text),
        extra_tokens=[t for t in found.tokens if t.sent == token.sent],
        told_again=found.told_again,
    )


def toll_of(figures: Sequence[HarmFigure], text: str) -> Toll | None:
    """The record of figures of harm; null if there are none."""
    if not figures:
        return None
    by_harm: dict[str, list[Figure]] = {}
    for f, recount in zip(figures, _again(figures, text), strict=True):
        figure = Figure(
            text=text[f.start : f.end],
            start=f.start,
            end=f.end,
            low=f.low,
            high=f.high,
            victims=f.victims,
            scope=f.scope,
            per=f.per,
            recount=recount,
        )
        by_harm.setdefault(f.harm, []).append(figure)
    return Toll(**{harm: tuple(found) for harm, found in by_harm.items()})


def _again(figures: Sequence[HarmFigure], text: str) -> list[Recount | None]:
    """Which figures count those of an earlier one of the same harm again."""
    found = {harm: iter(recounts([f for f in figures if f.harm == harm], text)) for harm in HARMS}
    return [next(found[f.harm]) for f in figures]
