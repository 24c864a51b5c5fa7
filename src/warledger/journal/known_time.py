"""When a revision was public: the first that is known of its publication, its retrieval and its posting."""

import datetime as dt
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


def days_around(moment: str, days: int) -> tuple[str, str]:
    """The moments so many days before and after one."""
    middle = dt.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    before, after = ((middle + dt.timedelta(days=d)).strftime("%Y-%m-%dT%H:%M:%SZ") for d in (-days, days))
    return before, after


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
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
