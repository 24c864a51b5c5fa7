"""Who held many places on many dates: points in, answers out, row for row (CONTRACT: ``control --points``)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from warledger.accounts.account import Account
from warledger.accounts.book import Book
from warledger.accounts.deciding import decided
from warledger.accounts.evidence import iso_day
from warledger.accounts.parts import asked_side
from warledger.gazetteer.index import Gazetteer

ASKED = ("place", "country", "lat", "lon", "date")
ANSWERED = ("party", "probability", "since", "last_evidence", "entries", "reason")


class PointError(ValueError):
    """A row of points that cannot be read; the message says which value and what it should be."""


def answers(points: Iterable[Mapping[str, str]], book: Book, gazetteer: Gazetteer) -> Iterator[dict[str, str]]:
    """Each point with its answer; raises PointError for one that cannot be read."""
    known: dict[tuple[str, str, str], tuple[Account | None, bool]] = {}
    for number, point in enumerate(points, start=2):
        lat, lon, day = _read(point, number)
        asked = (point["place"], point["lat"], point["lon"])
        if asked not in known:
            keys = book.find(point["place"], gazetteer, lat, lon)
            known[asked] = book.joint_account(keys, asked_side(point["place"])), bool(keys)
        account, found = known[asked]
        yield {**{k: point.get(k, "") for k in ASKED}, **_answer(account, found, day, book)}


def _answer(account: Account | None, found: bool, day: int, book: Book) -> dict[str, str]:
    if account is None:
        reason = "no_report" if found else "unknown_place"
        return {**dict.fromkeys(ANSWERED, ""), "entries": "0", "reason": reason}
    party, unsaid, answer = decided(account.answer(day), book.method)
    return {
        "party": party or "",
        "probability": f"{answer.probability:.3f}" if party else "",
        "since": iso_day(answer.since) if party else "",
        "last_evidence": iso_day(answer.last_evidence),
        "entries": str(answer.entries),
        "reason": unsaid or "",
    }


def _read(point: Mapping[str, str], number: int) -> tuple[float | None, float | None, int]:
    missing = [k for k in ASKED if k not in point]
    if missing:
        raise PointError(f"line {number}: there is no column {missing[0]!r}; the columns are {','.join(ASKED)}")
    try:
        day = dt.date.fromisoformat(point["date"].strip()).toordinal()
    except ValueError:
        raise PointError(f"line {number}: {point['date']!r} is no date; write it as 2016-05-15") from None
    try:
        lat, lon = (float(point[k]) if point[k].strip() else None for k in ("lat", "lon"))
    except ValueError:
        raise PointError(f"line {number}: latitude and longitude must be degrees, such as 36.34") from None
    return lat, lon, day
