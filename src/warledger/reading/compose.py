"""From what the readers found to statements: quotes, places, parties, ids."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Span as Words
from spacy.tokens import Token

from warledger.gazetteer.resolve import Resolved
from warledger.reading.actors import Actor
from warledger.reading.attribution import attribution_of
from warledger.reading.confidence import confidence, features_of
from warledger.reading.modality import Put, is_hedged, modality_of
from warledger.reading.relative import relative_of
from warledger.reading.spots import CARRIED, PlaceRef
from warledger.reading.story import Story
from warledger.reading.timing import when
from warledger.record.base import Span
from warledger.record.codes import Interest, Modality, PlacePrecision, Role
from warledger.record.place import Place
from warledger.record.statement import (
    Access,
    Attribution,
    Claim,
    Control,
    Event,
    Messaging,
    PartyRef,
    Statement,
    Toll,
    Why,
)

FACILITY_PRECISION: dict[str, PlacePrecision] = {
    "PCLI": "country",
    "CONT": "country",
    "ADM1": "admin1",
    "RGN": "area",
    "ADM2": "area",
}


@dataclass
class Draft:
    """A statement in the making: what a domain's reader found."""

    kind: str
    trigger: Token
    frame: str
    links: list[str]
    place: PlaceRef | None = None
    roles: dict[str, list[Actor]] = field(default_factory=dict)
    control: Control | None = None
    event: Event | None = None
    toll: Toll | None = None
    access: Access | None = None
    messaging: Messaging | None = None
    claim: Claim | None = None
    put: Put | None = None
    extra_tokens: list[Token] = field(default_factory=list)
    told_again: list[Token] = field(default_factory=list)
    quote: tuple[int, int] | None = None
    state: bool = False
    attribution: tuple[Attribution, ...] | None = None


def quote_span(story: Story, draft: Draft) -> Span:
    """The shortest run of words that holds trigger, place and parties of one sentence."""
    if draft.quote:
        start, end = draft.quote
        return Span(text=story.text[start:end], start=start, end=end)
    sent = draft.trigger.sent
    low, high = draft.trigger.i, draft.trigger.i + 1
    spans = [a.span for actors in draft.roles.values() for a in actors]
    if draft.place:
        spans.append(draft.place.span)
    for span in spans:
        if sent.start <= span.start and span.end <= sent.end:
            low, high = min(low, span.start), max(high, span.end)
    for token in draft.extra_tokens:
        low, high = min(low, token.i), max(high, token.i + 1)
    span = story.span(low, high)
    return Span(text=story.text_of(span), start=span.start_char, end=span.end_char)


def place_record(story: Story, ref: PlaceRef) -> Place:
    """The record of a place reference; coordinates only where the gazetteer knows it."""
    relative = relative_of(story, ref)
    base: dict[str, Any] = {
        "text": story.text_of(ref.span),
        "start": ref.span.start_char,
        "end": ref.span.end_char,
        "name": ref.name,
    }
    if ref.named is None or not isinstance(ref.named.answer, Resolved):
        return Place(**base, relative=relative.words if relative else None, confidence=0.0)
    entry, sure = ref.named.answer.entry, ref.named.answer.confidence
    precision = FACILITY_PRECISION.get(entry.fcode, "exact")
    lat, lon = entry.lat, entry.lon
    if relative:
        lat, lon, precision = relative.moved(lat, lon), relative.moved_lon(lat, lon), "near"
    return Place(
        **base,
        geonameid=entry.geonameid,
        listed=entry.name if entry.geonameid is None else None,
        country=entry.country or None,
        admin1=entry.admin1 or None,
        lat=lat,
        lon=lon,
        precision=precision,
        relative=relative.words if relative else None,
        confidence=sure,
    )


def party_refs(story: Story, draft: Draft) -> tuple[PartyRef, ...]:
    """The parties in their roles, in the order of the frame."""
    refs = []
    for role, actors in draft.roles.items():
        for a in actors:
            refs.append(_party_ref(story, role, a))  # type: ignore[arg-type]
    return tuple(refs)


def _party_ref(story: Story, role: Role, actor: Actor) -> PartyRef:
    return PartyRef(
        role=role,
        text=story.text_of(actor.span),
        start=actor.span.start_char,
        end=actor.span.end_char,
        id=actor.party.id if actor.party else None,
        name=actor.party.name if actor.party else actor.called,
    )


def _interest(draft: Draft, story: Story, attribution: tuple[Attribution, ...]) -> Interest | None:
    if not attribution or draft.control is None:
        return None
    first = attribution[0]
    speaker = next(iter(story.parties_touching(first.start, first.end)), None)
    if speaker is None or speaker.party.kind == "class":  # residents and officials of no named side are no party
        return "neutral"
    ids = {role: {a.party.id for a in actors if a.party} for role, actors in draft.roles.items()}
    family = {speaker.party.id, *(p.id for p in story.registry.ancestors(speaker.party.id))}
    if family & (ids.get("gainer", set()) | ids.get("holder", set()) | ids.get("besieger", set())):
        return "own_gain" if draft.control.change != "lost" else "against_enemy"
    if family & ids.get("loser", set()):
        return "own_loss"
    return "against_enemy" if ids.get("loser") else "neutral"


FOUGHT_OFF = frozenset({"repel", "repulse", "rebuff", "fend", "beat"})
"""Verbs for an attack that came and did not get through; one that was foiled or prevented did not come."""


def _fought_off(story: Story, draft: Draft, put: Put) -> bool:
    """Whether an attack that did not get through cost lives: so it was made."""
    if put.modality != "negated" or draft.event is None or draft.toll is None:
        return False
    cue = {story.lemma(t) for t in draft.trigger.ancestors if t.text == put.cue}
    return bool(cue & FOUGHT_OFF) and any(figure.low for figure in draft.toll.killed)


def compose(story: Story, draft: Draft, reader: str) -> Statement:
    """The finished statement of a draft."""
    attribution = draft.attribution if draft.attribution is not None else _said_by(story, draft)
    put = draft.put or modality_of(story, draft.trigger)
    interest = _interest(draft, story, attribution)
    modality: Modality = "asserted" if _fought_off(story, draft, put) else put.modality
    claims = story.frames.words("speech", "claim_verbs")
    if (
        modality == "asserted"
        and draft.kind == "control"
        and ((interest in {"own_gain", "against_enemy"} and attribution) or _claimed(draft.trigger, claims, story))
    ):
        modality = "claimed"
    time = (
        None
        if draft.kind in {"claim", "messaging"}
        else when(
            story,
            draft.trigger,
            _listed(draft),
            (*draft.extra_tokens, *draft.told_again),
            state=draft.state,
            deed=draft.kind == "event",
        )
    )
    place = place_record(story, draft.place) if draft.place else None
    body: dict[str, Any] = {
        "kind": draft.kind,
        "quote": quote_span(story, draft),
        "modality": modality,
        "interest": interest,
        "attribution": attribution,
        "time": time,
        "place": place,
        "parties": party_refs(story, draft),
        "control": draft.control,
        "event": draft.event,
        "toll": draft.toll,
        "access": draft.access,
        "messaging": draft.messaging,
        "claim": draft.claim,
        "why": Why(
            frame=draft.frame,
            links=tuple(dict.fromkeys([*draft.links, *([f"modality: {put.cue}"] if put.cue else [])])),
        ),
    }
    statement = Statement(
        id=_identity(story, reader, body),
        report=story.report.story,
        revision=story.report.revision,
        confidence=0.0,
        reader=reader,
        **body,
    )
    sure = confidence(draft.kind, features_of(statement))
    return statement.model_copy(update={"confidence": sure})


def _listed(draft: Draft) -> Words | None:
    """The words of a place that may have a date of its own in a list of places that changed hands."""
    told = draft.place is not None and draft.place.link != CARRIED and draft.control is not None
    return draft.place.span if told and draft.place is not None else None


def _said_by(story: Story, draft: Draft) -> tuple[Attribution, ...]:
    """Who says it; where nobody is named for the deed itself, who counts its victims."""
    mentions = (attribution_of(story, token) for token in (draft.trigger, *draft.told_again))
    return next((found for found in mentions if found), ())


def _claimed(trigger: Token, claim_verbs: frozenset[str], story: Story) -> bool:
    return any(story.lemma(t) in claim_verbs for t in list(trigger.ancestors)[:4]) or is_hedged(story, trigger)


def _identity(story: Story, reader: str, body: dict[str, Any]) -> str:
    values = {k: v.as_json() if hasattr(v, "as_json") else str(v) for k, v in body.items() if v is not None}
    plain = json.dumps([story.report.revision, reader, values], sort_keys=True, default=str)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:20]
