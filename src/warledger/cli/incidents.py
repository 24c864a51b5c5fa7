"""The questions on incidents: ``incidents`` and ``incident``."""

import sys
from typing import Annotated, Any

import typer

from warledger.accounts.book import Book, Wanted
from warledger.accounts.evidence import iso_day
from warledger.accounts.incidents import Incident
from warledger.accounts.summaries import Summary, summary_of
from warledger.accounts.tolls import HARMS
from warledger.cli.answers import EDITED, SHOWN, Form, OutForm, print_evidence, print_rows
from warledger.cli.asking import (
    Country,
    Evidence,
    KnownOn,
    PostedBy,
    WithDecisions,
    as_of,
    asked,
    country_of,
    days_asked,
    party_of,
)
from warledger.cli.output import errors
from warledger.cli.where import Where
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
    evidence: Evidence = False,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
    posted_by: PostedBy = None,
    with_decisions: WithDecisions = False,
) -> None:
    """What happened, joined over reports, with low, best and high tolls."""
    start, end = days_asked(first, last)
    wanted = Wanted(
        first=start,
        last=end,
        place=place,
        country=country_of(country),
        party=party_of(party, default_registry()) if party else None,
        types=_kinds(kind) if kind else None,
    )
    with asked(ledger, as_of(known_on, posted_by, with_decisions=with_decisions)) as (book, _):
        found = book.incidents(wanted)
        said = []
        for one in found if evidence else ():
            whole = book.incident(one.id)
            said += [{"incident": one.id, **row} for row in _told(whole, book)] if whole else []
    print_rows([_row(one) for one in found], form, sys.stdout, "incidents")
    if evidence:
        print_evidence(said, form, sys.stdout)
    if not found:
        errors.print("no incident is told of; `warledger add` posts reports")


def incident(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="An id that `incidents` prints, or its beginning.")],
    ledger: Where,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
    posted_by: PostedBy = None,
    with_decisions: WithDecisions = False,
) -> None:
    """One incident: who says what of it, and each figure with who gave it and when."""
    with asked(ledger, as_of(known_on, posted_by, with_decisions=with_decisions)) as (book, _):
        one = book.incident(wanted)
        told = _told(one, book) if one is not None else []
        sources = book.weigher.sources
    if one is None:
        raise OSError(
            f"the ledger has no incident {wanted!r}, or several that begin so; `warledger incidents` lists them"
        )
    row = _row(summary_of(one, sources))
    if form is Form.json:
        print_rows([{**row, "told": told}], form, sys.stdout, "")
        return
    print_rows([row], form, sys.stdout, f"incident {one.id}")
    for shown in told if form is Form.table else ():
        shown["statement"] = shown["statement"][:SHOWN]
    print_rows(told, form, sys.stdout, "who says so")


def _told(incident: Incident, book: Book) -> list[dict[str, Any]]:
    """Each statement on an incident with its source, as far as that is shown, and figures."""
    sources, publication = book.weigher.sources, book.publication
    return [
        {
            "source": publication.source(t.publisher, t.story),
            "reliability": sources.of(t.publisher).reliability,
            "published": t.published or "",
            "says": t.sub_type,
            **{kind: t.figures.get(kind, "") for kind in HARMS if any(kind in o.figures for o in incident.tellings)},
            "words": publication.words(t.quote),
            "statement": t.statement,
            "edited": EDITED if t.edited else "",
        }
        for t in incident.tellings
    ]


def _kinds(wanted: str) -> frozenset[str]:
    """The event or sub-event type that is meant, case left aside; raises OSError with those there are."""
    names = {name for kind, subs in EVENT_TYPES.items() for name in (kind, *subs)}
    found = frozenset(n for n in names if n.casefold() == wanted.casefold())
    if not found:
        raise OSError(f"there is no event type {wanted!r}; the types are {', '.join(sorted(names))}")
    return found


def _row(one: Summary) -> dict[str, Any]:
    return {
        "id": one.id,
        "from": iso_day(one.first),
        "to": iso_day(one.last),
        "place": one.place,
        "country": one.country or "",
        "type": one.sub_type,
        "actor": ", ".join(one.actors),
        "target": ", ".join(one.targets),
        **{kind: _shown(one.tolls.get(kind)) for kind in HARMS},
        "voices": one.voices,
    }


def _shown(figures: tuple[int, int, int] | None) -> str:
    """ "12" where all agree, else "12 (9-20)": the best figure, the lowest and the highest."""
    if figures is None:
        return ""
    low, best, high = figures
    return str(best) if low == high else f"{best} ({low}-{high})"
