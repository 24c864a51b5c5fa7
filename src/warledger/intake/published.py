"""Dates as people write them into the ``published`` field."""

import re
from datetime import date, datetime
from typing import Any

import dateparser

from warledger.intake.problem import Problem

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?$")


def read_published(value: Any, where: str) -> tuple[str | None, list[Problem]]:
    """The date in ISO 8601 (a date-time stays one); another form is parsed where it is unambiguous, else dropped with a warning."""
    if value is None or value == "":
        return None, []
    text = str(value).strip()
    if _ISO.match(text) and _is_date(text[:10]):
        return text, []
    found = _parse(text)
    if found:
        return found, [Problem(where, f"published {text!r} is no ISO date; read as {found}", "warning")]
    return None, [
        Problem(
            where, f"published {text!r} is no date that can be told for sure; left out (write YYYY-MM-DD)", "warning"
        )
    ]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _parse(text: str) -> str | None:
    """The one day that every reading of the text gives; null where readings differ or a part is missing."""
    if len(text) > 60 or not re.search(r"\d{4}", text):
        return None
    days: set[str] = set()
    for order in ("DMY", "MDY", "YMD"):
        found: datetime | None = dateparser.parse(
            text,
            languages=["en"],
            settings={"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "TO_TIMEZONE": "UTC"},
        )
        if found is not None:
            days.add(found.date().isoformat())
    return days.pop() if len(days) == 1 else None
