"""The questions on incidents: ``incidents`` and ``incident``."""

import sys
from typing import Annotated, Any

import typer

from warledger.accounts.evidence import iso_day
from warledger.accounts.incidents import Incident, find_incident, incidents_of
from warledger.accounts.tolls import Estimate
from warledger.cli.answers import Form, OutForm, day_of, print_rows
from warledger.cli.ledger import Where
from warledger.cli.output import errors
from warledger.cli.questions import Country, KnownOn, moment, party_of
from warledger.gazetteer.names import fold
from warledger.journal.sources import Sources, sources_of
from warledger.journal.store import open_ledger
from warledger.parties.registry import default_registry
from warledger.record.codes import EVENT_TYPES


def incidents(  # noqa: PLR0913 - a command's options
    ledger: Where,
    first: Annotated[str | None, typer.Option("--from", help="From this day (YYYY-MM-DD).")] = None,
    last: Annotated[str | None, typer.Option("--to", help="To this day.")] = None,
    place: Annotated[str | None, typer.Option(help="Only at places whose name has these words.")] = None,
    country: Country = None,
    party: Annotated[str | None, typer.Option(help="Only with this party (id, name or alias) in any role.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="Only of this ACLED event or sub-event type.")] = None,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
) -> None:
    """What happened, joined over reports, with low, best and high tolls."""
    registry = default_registry()
    wanted = party_of(party, registry) if party else None
    kinds = _kinds(kind) if kind else None
    days = [day_of(v, o).toordinal() if v else None for v, o in ((first, "--from"), (last, "--to"))]
    found, sources = _all(ledger, known_on)
    rows = []
    for incident in found:
        start, end = incident.days
        lead = incident.lead
        at = lead.place
        if (days[0] is not None and end < days[0]) or (days[1] is not None and start > days[1]):
            continue
        if country and (at is None or at.country != country.upper()):
            continue
        if place and (at is None or fold(place) not in fold(at.name)):
            continue
        if wanted and all(p.id != wanted for t in incident.tellings for p in t.statement.parties):
            continue
        if kinds and (lead.event is None or not {lead.event.type, lead.event.sub_type} & kinds):
            continue
        rows.append(_row(incident, sources))
    print_rows(rows, form, sys.stdout, "incidents")
    if not rows:
        errors.print("no incident is told of; `warledger add` posts reports")


def incident(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="An id that `incidents` prints, or its beginning.")],
    ledger: Where,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
) -> None:
    """One incident: who says what of it, and each figure with who gave it and when."""
    found, sources = _all(ledger, known_on)
    one = find_incident(found, wanted)
    if one is None:
        raise OSError(
            f"the ledger has no incident {wanted!r}, or several that begin so; `warledger incidents` lists them"
        )
    rows = [_row(one, sources)]
    told = [
        {
            "source": t.entry.publisher or t.statement.report,
            "reliability": sources.of(t.entry.publisher).reliability,
            "published": t.entry.published or "",
            "says": t.statement.event.sub_type if t.statement.event else "",
            **{
                kind: ", ".join(f.text for f in getattr(t.statement.toll, kind)) if t.statement.toll else ""
                for kind in ("killed", "injured")
            },
            "words": t.statement.quote.text,
        }
        for t in one.tellings
    ]
    if form is Form.json:
        print_rows([{**rows[0], "told": told}], form, sys.stdout, "")
        return
    print_rows(rows, form, sys.stdout, f"incident {one.id}")
    print_rows(told, form, sys.stdout, "who says so")


def _all(ledger: str, known_on: str | None) -> tuple[list[Incident], Sources]:
    with open_ledger(ledger, create=False) as opened:
        return incidents_of(opened.told("event", moment(known_on))), sources_of(opened.posted_files("sources"))


def _kinds(wanted: str) -> set[str]:
    """The event or sub-event type that is meant, case left aside; raises OSError with those there are."""
    names = {name for kind, subs in EVENT_TYPES.items() for name in (kind, *subs)}
    found = {n for n in names if n.casefold() == wanted.casefold()}
    if not found:
        raise OSError(f"there is no event type {wanted!r}; the types are {', '.join(sorted(names))}")
    return found


def _row(incident: Incident, sources: Sources) -> dict[str, Any]:
    lead, tolls = incident.lead, incident.tolls(sources)
    start, end = incident.days

    def who(role: str) -> str:
        return ", ".join(dict.fromkeys(p.name or p.text for p in lead.parties if p.role == role))

    return {
        "id": incident.id,
        "from": iso_day(start),
        "to": iso_day(end),
        "place": lead.place.name if lead.place else "",
        "country": (lead.place.country if lead.place else None) or "",
        "type": lead.event.sub_type if lead.event else "",
        "actor": who("actor"),
        "target": who("target"),
        "killed": _shown(tolls.get("killed")),
        "injured": _shown(tolls.get("injured")),
        "voices": len({t.entry.voice for t in incident.tellings}),
    }


def _shown(found: Estimate | None) -> str:
    """ "12" where all agree, else "12 (9-20)": the best figure, the lowest and the highest."""
    if found is None:
        return ""
    return str(found.best) if found.low == found.high else f"{found.best} ({found.low}-{found.high})"
