"""The rows of the book's tables, made of what they keep."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from warledger.accounts.claims import Claimed
from warledger.accounts.decided import Positions
from warledger.accounts.incidents import Incident
from warledger.accounts.place_accounts import PlaceAccount
from warledger.accounts.sieges import Siege
from warledger.accounts.summaries import summary_of
from warledger.accounts.tellings import Telling
from warledger.accounts.words import Word
from warledger.gazetteer.names import fold
from warledger.journal.sources import Sources
from warledger.journal.telling import Standing

Row = dict[str, Any]
"""The values of a row by column."""

_SIEGE = TypeAdapter(Siege)


def siege_from(line: str) -> Siege:
    """The siege of a row's body."""
    return _SIEGE.validate_json(line)


def word_row(word: Word) -> Row:
    """The row of a statement that bears on a place."""
    return {
        "statement": word.statement,
        "base": word.key.base,
        "kind": word.key.kind,
        "story": word.story,
        "body": word.as_json(),
    }


def telling_row(telling: Telling) -> Row:
    """The row of a statement on an event, not yet in a cluster."""
    return {
        "statement": telling.statement,
        "story": telling.story,
        "country": telling.country,
        "first": telling.first,
        "last": telling.last,
        "cluster": "",
        "body": telling.as_json(),
    }


def claim_row(claimed: Claimed) -> Row:
    """The row of a claim."""
    claim = claimed.statement.claim
    assert claim is not None
    return {
        "statement": claimed.statement.id,
        "story": claimed.statement.report,
        "day": claimed.day,
        "about": claim.about,
        "party": claim.subject.id if claim.subject is not None else None,
        "speaker": claimed.speakers.casefold(),
        "subject": claimed.subject.casefold(),
        "body": claimed.as_json(),
    }


def report_row(standing: Standing) -> Row:
    """The row of a story."""
    return {
        "story": standing.story,
        "revision": standing.revision,
        "publisher": standing.publisher or "",
        "public_at": standing.public_at,
        "title": standing.title,
        "words": f"{standing.title or ''}\n{standing.story}".casefold(),
    }


def heard_rows(found: PlaceAccount) -> Iterator[Row]:
    """The rows of the sources that spoke of a place."""
    key = found.place.key
    for h in found.heard:
        yield {"base": key.base, "kind": key.kind, **asdict(h)}


def place_row(found: PlaceAccount, positions: Positions) -> Row:
    """The row of a place."""
    place = found.place
    lat, lon = positions.get(place.key, (place.lat, place.lon))
    return {
        "base": place.key.base,
        "kind": place.key.kind,
        "country": place.country,
        "admin1": place.admin1,
        "name": place.name,
        "names": json.dumps(sorted(place.names), ensure_ascii=False),
        "lat": lat,
        "lon": lon,
        "words": place.words,
        "account": found.account.as_bytes() if found.account is not None else None,
    }


def name_rows(found: PlaceAccount) -> Iterator[Row]:
    """The rows of a place's names."""
    key = found.place.key
    for name in sorted(found.place.names):
        yield {"name": name, "base": key.base, "kind": key.kind}


def siege_rows(found: PlaceAccount) -> Iterator[Row]:
    """The rows of a place's sieges."""
    key = found.place.key
    for number, siege in enumerate(found.sieges):
        body = _SIEGE.dump_json(siege).decode()
        yield {"base": key.base, "kind": key.kind, "number": number, "country": found.place.country, "body": body}


def incident_row(cluster: str, incident: Incident, sources: Sources) -> Row:
    """The row of an incident of a cluster."""
    summary = summary_of(incident, sources)
    ids = sorted({p.id for t in incident.tellings for p in t.parties if p.id is not None})
    return {
        "id": summary.id,
        "cluster": cluster,
        "first": summary.first,
        "last": summary.last,
        "told": summary.told,
        "country": summary.country,
        "place": fold(summary.place),
        "type": summary.type,
        "sub_type": summary.sub_type,
        "parties": f" {' '.join(ids)} ",
        "body": summary.as_json(),
    }
