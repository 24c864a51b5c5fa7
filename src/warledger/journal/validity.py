"""Whether a statement that an editor has corrected is one that can be: its days, places, parties and words."""

import datetime as dt
from collections.abc import Container, Iterator

from pydantic import BaseModel

from warledger.record.base import Span
from warledger.record.codes import EVENT_TYPES, TYPE_OF_SUB_EVENT
from warledger.record.place import Place
from warledger.record.statement import Count, Event, Figure, Statement, When

KINDS = ("control", "event", "access", "messaging", "claim")


def impossible_in(statement: Statement, text: str, parties: Container[str]) -> Iterator[str]:
    """What cannot be in a statement of a report's text, a sentence for each; ``parties`` are the ids of those there are."""
    for kind in KINDS:
        has = getattr(statement, kind) is not None
        if has != (kind == statement.kind):
            yield f"{kind}: a statement of kind {statement.kind} {'has none' if has else 'needs one'}"
    if statement.time is not None:
        yield from _of_time(statement.time)
    if statement.place is not None:
        yield from _of_place(statement.place)
    for number, party in enumerate(statement.parties):
        if party.id is not None and party.id not in parties:
            yield f"parties.{number}.id: there is no party {party.id!r}"
    if statement.event is not None:
        yield from _of_event(statement.event)
    for path, part in _parts("", statement):
        if isinstance(part, Figure | Count) and part.high is not None and part.low > part.high:
            yield f"{path}: the low figure {part.low} is above the high one {part.high}"
        if isinstance(part, Span) and text[part.start : part.end] != part.text:
            yield f"{path}: the report does not have the words {part.text!r} at {part.start}"


def _of_time(time: When) -> Iterator[str]:
    days = []
    for name, value in (("start", time.start), ("end", time.end)):
        if value is None:
            continue
        try:
            days.append(dt.date.fromisoformat(value))
        except ValueError:
            yield f"time.{name}: {value!r} is no day; write it as 2016-05-15"
    if len(days) == 2 and days[0] > days[1]:
        yield f"time: it starts on {days[0]}, after it ends on {days[1]}"


def _of_place(place: Place) -> Iterator[str]:
    if not place.name.strip():
        yield "place.name: a place needs a name"
    if (place.lat is None) != (place.lon is None):
        yield "place: latitude and longitude are given together or not at all"
    if place.lat is not None and not -90 <= place.lat <= 90:
        yield f"place.lat: {place.lat} is no latitude; it lies from -90 to 90 degrees"
    if place.lon is not None and not -180 <= place.lon <= 180:
        yield f"place.lon: {place.lon} is no longitude; it lies from -180 to 180 degrees"


def _of_event(event: Event) -> Iterator[str]:
    if event.sub_type not in TYPE_OF_SUB_EVENT:
        yield f"event.sub_type: {event.sub_type!r} is none of {', '.join(TYPE_OF_SUB_EVENT)}"
    elif event.type != TYPE_OF_SUB_EVENT[event.sub_type]:
        known = event.type in EVENT_TYPES
        yield f"event.type: {event.sub_type!r} is of {TYPE_OF_SUB_EVENT[event.sub_type]}" + (
            f", not of {event.type}" if known else f"; there is no type {event.type!r}"
        )


def _parts(path: str, record: BaseModel) -> Iterator[tuple[str, BaseModel]]:
    """A record's parts at any depth, with where they stand."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        here = f"{path}.{name}" if path else name
        for at, part in (
            ((here, value),) if not isinstance(value, tuple) else ((f"{here}.{i}", one) for i, one in enumerate(value))
        ):
            if isinstance(part, BaseModel):
                yield at, part
                yield from _parts(at, part)
