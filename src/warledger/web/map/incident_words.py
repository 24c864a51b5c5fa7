"""What the panel beside the map says of an incident: what happened, its tolls, and each source's words and figures."""

from typing import Any

from warledger.accounts.book import Book
from warledger.accounts.evidence import iso_day
from warledger.accounts.summaries import summary_of
from warledger.accounts.tellings import Telling as Told
from warledger.accounts.tolls import HARMS
from warledger.web.map.place_words import Telling


def incident_words(book: Book, wanted: str, telling: Telling) -> dict[str, Any] | None:
    """The panel's values for an incident by its id or the beginning of it; null where none or several begin so."""
    incident = book.incident(wanted)
    if incident is None:
        return None
    summary = summary_of(incident, book.weigher.sources)
    return {
        "id": summary.id,
        "page": telling.page("incident", summary.id),
        "place": summary.place,
        "country": summary.country,
        "type": summary.type,
        "subType": summary.sub_type,
        "first": iso_day(summary.first),
        "last": iso_day(summary.last),
        "actors": list(summary.actors),
        "targets": list(summary.targets),
        "tolls": [{"kind": kind, "low": t[0], "best": t[1], "high": t[2]} for kind, t in summary.tolls.items()],
        "words": [_word(t, book, telling) for t in incident.tellings],
    }


def _word(told: Told, book: Book, telling: Telling) -> dict[str, Any]:
    return {
        "words": book.publication.words(" ".join(told.quote.split())),
        "source": book.publication.source(told.publisher, told.story),
        "published": (told.published or "")[:10] or None,
        "grade": book.weigher.sources.of(told.publisher).reliability,
        "figures": [f"{kind}: {told.figures[kind]}" for kind in HARMS if kind in told.figures],
        "statement": told.statement,
        "report": telling.page("report", told.story),
    }
