"""Hand-made statements, and the journal's entries of them, for tests of the journal and the accounts."""

import hashlib
from dataclasses import dataclass
from typing import Any

from warledger.record.base import Span
from warledger.record.place import Place
from warledger.record.report import Report
from warledger.record.statement import Control, Event, Figure, PartyRef, Statement, Toll, When, Why


@dataclass(frozen=True)
class Said:
    """A statement with what the journal knows of its report."""

    statement: Statement
    publisher: str | None = "Wire"
    published: str | None = None
    voice: str = "wire"
    said: Statement | None = None


def statement(of: str | Report, kind: str, **more: Any) -> Statement:
    """A statement of a report (its story, or the report itself) with plain values where none are given."""
    story, revision = (of.story, of.revision) if isinstance(of, Report) else (of, f"{of}@1")
    values: dict[str, Any] = {
        "report": story,
        "revision": revision,
        "kind": kind,
        "quote": span("words"),
        "modality": "asserted",
        "confidence": 0.9,
        "why": Why(frame="territory.capture"),
        "reader": "test",
    } | more
    made = Statement(id="", **values)
    return made.model_copy(update={"id": hashlib.sha256(made.model_dump_json().encode()).hexdigest()[:20]})


def span(text: str, start: int = 0) -> Span:
    return Span(text=text, start=start, end=start + len(text))


def place(name: str, country: str | None = "SY", **more: Any) -> Place:
    return Place(text=name, start=0, end=len(name), name=name, country=country, **more)


def on(day: str) -> When:
    return When(text=day, start=day, end=day, precision="day")


def party(role: str, who: str) -> PartyRef:
    return PartyRef(role=role, text=who, start=0, end=len(who), id=who, name=who)  # type: ignore[arg-type]


def control(of: str | Report, where: str, day: str | None, change: str, *parties: PartyRef, **more: Any) -> Statement:
    values = {"place": place(where), "time": on(day) if day else None, "parties": parties} | more
    return statement(of, "control", control=Control(change=change), **values)  # type: ignore[arg-type]


def figure(low: int, high: int | None = None, scope: str = "incident", **more: str | None) -> Figure:
    most = low if high is None else high
    return Figure(**span(str(low)).model_dump(), low=low, high=most, scope=scope, **more)  # type: ignore[arg-type]


def strike(of: str | Report, where: str, day: str, killed: int | None = None, **more: Any) -> Statement:
    sub = more.pop("sub", "Air/drone strike")
    event = Event(type="Explosions/Remote violence", sub_type=sub, trigger=span("struck"))
    values = {
        "place": place(where),
        "time": on(day),
        "quote": span("struck", more.pop("at", 0)),
        "toll": Toll(killed=(figure(killed),)) if killed is not None else None,
        "why": Why(frame="violence.strike"),
    } | more
    return statement(of, "event", event=event, **values)
