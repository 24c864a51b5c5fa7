"""The rows of the book's tables."""

import json
from dataclasses import asdict
from typing import Any

from warledger.accounts.decided import Positions
from warledger.accounts.incidents import Incident
from warledger.accounts.place_accounts import PlaceAccount
from warledger.accounts.summaries import summary_of
from warledger.accounts.tellings import Telling
from warledger.accounts.words import Weigher, Word
from warledger.gazetteer.names import fold


def incident_row(cluster: str, incident: Incident, weigher: Weigher) -> dict[str, Any]:
    """The row of an incident."""
    summary = summary_of(incident, weigher.sources)
    ids = sorted({p.id for t in incident.tellings for p in t.parties if p.id is not None})
    return {
        "id": summary.id,
        "cluster": cluster,
        "first": summary.first,
        "last": summary.last,
        "country": summary.country,
        "place": fold(summary.place),
        "type": summary.type,
        "sub_type": summary.sub_type,
        "parties": f" {' '.join(ids)} ",
        "body": summary.as_json(),
    }


def word_row(word: Word) -> dict[str, Any]:
    """The row of a word."""
    return {
        "statement": word.statement,
        "base": word.key.base,
        "kind": word.key.kind,
        "story": word.story,
        "body": word.as_json(),
    }


def telling_row(telling: Telling) -> dict[str, Any]:
    """The row of a statement on an event; its cluster is named later."""
    return {
        "statement": telling.statement,
        "story": telling.story,
        "country": telling.country,
        "first": telling.first,
        "last": telling.last,
        "cluster": "",
        "body": telling.as_json(),
    }


def place_row(found: PlaceAccount, positions: Positions) -> dict[str, Any]:
    """The row of a place, where an editor put it."""
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
        "sieges": json.dumps([asdict(s) for s in found.sieges], ensure_ascii=False),
    }
