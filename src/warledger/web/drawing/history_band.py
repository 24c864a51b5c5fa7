"""The history of a place as a band: a bar for each holder, a dot for each statement, a line on the day asked about."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from warledger.web.answers.places import History, SpanRow
from warledger.web.drawing.axis import NARROW, WIDE, Axis, Tick
from warledger.web.writing import Writing

MARGIN = 10.0

LETTER = 7.2
"""The width of a letter of a bar's name."""

BEFORE_DAYS = 40
"""How much of the time before the first word and after the last one is shown."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A holder's bar; ``strength`` (0 to 1) is how sure it is, ``name`` empty where it finds no room."""

    x: float
    width: float
    party: str | None
    strength: float
    contested: bool
    besieged: bool
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class Band:
    """A band of a width, with the line of the day asked about."""

    form: str
    width: float
    bars: list[Bar]
    dots: list[tuple[float, str | None]]
    ticks: list[Tick]
    mark: float


def bands_of(history: History, day: int, writing: Writing) -> list[Band]:
    """The wide and the narrow form of a history; none where nobody told who held the place."""
    if not history.spans:
        return []
    told = [_ordinal(e.day) for e in history.evidence]
    first = min([_ordinal(history.spans[0].start), *told, day])
    last = max([_ordinal(history.spans[-1].start), *told, day])
    said = [_told(span, span.party_name or "unclear", writing) for span in history.spans]
    return [
        _band(form, history, said, Axis(first - BEFORE_DAYS, last + BEFORE_DAYS, MARGIN, width - 2 * MARGIN), day)
        for form, width in (("wide", WIDE), ("narrow", NARROW))
    ]


def _band(form: str, history: History, said: Sequence[str], axis: Axis, day: int) -> Band:
    dots = sorted({(axis.x(_ordinal(e.day)), e.party) for e in history.evidence}, key=lambda d: (d[0], d[1] or ""))
    bars = _bars(history.spans, said, axis)
    return Band(form, axis.width + 2 * MARGIN, bars, dots, axis.ticks(), axis.x(day))


def _bars(spans: Sequence[SpanRow], said: Sequence[str], axis: Axis) -> list[Bar]:
    found = []
    for span, told in zip(spans, said, strict=True):
        x = axis.x(_ordinal(span.start))
        wide = (axis.x(_ordinal(span.end)) if span.end else axis.left + axis.width) - x
        name = span.party_name or "unclear"
        found.append(
            Bar(
                x=x,
                width=max(1.0, round(wide, 1)),
                party=span.party,
                strength=round(max(0.3, min(1.0, span.probability)), 2),
                contested=span.contested,
                besieged=span.besieged,
                name=name if len(name) * LETTER < wide - 8 else "",
                told=told,
            )
        )
    return found


def _told(span: SpanRow, name: str, writing: Writing) -> str:
    until = f"to {writing.plain_day(span.end)}" if span.end else "on"
    states = [word for word, is_so in (("contested", span.contested), ("besieged", span.besieged)) if is_so]
    sure = f", up to {writing.chance(span.probability)} likely" if span.party else ""
    return f"{name} from {writing.plain_day(span.start)} {until}{sure}" + (
        f", {' and '.join(states)}" if states else ""
    )


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()
