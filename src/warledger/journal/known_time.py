"""When a revision was public: the first that is known of its publication, its retrieval and its posting."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from warledger.record.report import Report


@dataclass(frozen=True, slots=True)
class PublicAt:
    """A moment in UTC (ISO 8601, to the second), and which of a report's dates it is."""

    at: str
    source: str


def utc_now() -> str:
    """The present moment."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def public_at(report: Report, posted_at: str) -> PublicAt:
    """When a revision was public, for the question what was known on a date."""
    for source, value in (("published", report.published), ("retrieved", report.retrieved)):
        moment = _utc(value)
        if moment is not None:
            return PublicAt(moment, source)
    return PublicAt(posted_at, "posted")


def end_of_day(day: dt.date) -> str:
    """The last second of a day in UTC."""
    return f"{day.isoformat()}T23:59:59Z"


def days_around(moment: str, days: int) -> list[str]:
    """The moments so many days before and after one, and every full day between them, in order."""
    middle = dt.datetime.fromisoformat(moment.replace("Z", ""))
    found = []
    for number in range(-days, days + 1):
        with suppress(OverflowError):  # the calendar's first and last days
            found.append(_written(middle + dt.timedelta(days=number)))
    return found


def _written(moment: dt.datetime) -> str:
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _utc(value: str | None) -> str | None:
    """A date or date-time as a moment in UTC; a date alone is its first second."""
    if not value:
        return None
    try:
        moment = dt.datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC)
    return _written(moment)
