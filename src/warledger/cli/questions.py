"""The questions that a ledger answers: ``control``, ``history``, ``sieges``, ``diff``, ``sources``."""

import csv
import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rapidfuzz import process

from warledger.accounts.control_accounts import ControlAccounts, accounts_of, decided
from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import iso_day
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import default_method
from warledger.accounts.points import ANSWERED, ASKED, answers
from warledger.accounts.sieges import sieges_of
from warledger.cli.answers import Form, OutForm, day_of, print_rows
from warledger.cli.control_map import Asked, write_map
from warledger.cli.ledger import Where
from warledger.cli.output import errors, prepared_index, whole_file
from warledger.gazetteer.index import Index
from warledger.journal.known_time import end_of_day
from warledger.journal.sources import SourceError, sources_in, sources_of
from warledger.journal.store import Ledger, Told, open_ledger
from warledger.parties.registry import Registry, default_registry

KnownOn = Annotated[
    str | None, typer.Option("--known-on", help="Answer from what was public by the end of this day (YYYY-MM-DD).")
]
Country = Annotated[str | None, typer.Option(help="Only places of this country (ISO code such as SY).")]


def control(  # noqa: PLR0913 - a command's options
    ledger: Where,
    on: Annotated[str | None, typer.Option(help="The day asked about (YYYY-MM-DD); today if left out.")] = None,
    country: Country = None,
    party: Annotated[str | None, typer.Option(help="Only places that this party holds (id, name or alias).")] = None,
    points: Annotated[Path | None, typer.Option(help="Answer for the places and dates of this CSV file.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here instead of standard output.")
    ] = None,
    form: OutForm = Form.table,
    map_file: Annotated[Path | None, typer.Option("--map", help="Write a page with a map (HTML) to this file.")] = None,
    known_on: KnownOn = None,
) -> None:
    """Who holds which place on a day, how surely, and how old the evidence is."""
    registry = default_registry()
    wanted = party_of(party, registry) if party else None
    day = day_of(on, "--on") if on else dt.date.today()
    with open_ledger(ledger, create=False) as opened:
        told = list(opened.told("control" if map_file is None else None, moment(known_on)))
        accounts = accounts_in(opened, told)
    if points is not None:
        _answer_points(points, output, accounts)
        return
    if map_file is not None:
        write_map(map_file, told, accounts, Asked(day, country, wanted, known_on))
        return
    rows = []
    for key in accounts.evidence:
        held = accounts.held(key, day.toordinal())
        place = held.place
        if (country and place.country != country.upper()) or held.party is None or held.answer is None:
            continue
        if wanted is not None and held.party != wanted:
            continue
        age = day.toordinal() - held.answer.last_evidence if held.answer.last_evidence is not None else None
        rows.append(
            {
                "place": _name(accounts, key),
                "country": place.country or "",
                "party": registry[held.party].name,
                "probability": round(held.answer.probability, 2),
                "since": iso_day(held.answer.since),
                "last confirmed": f"{age} days ago" if age is not None and age >= 0 else "only later",
            }
        )
    rows.sort(key=lambda row: (row["country"], str(row["place"]).casefold()))
    with whole_file(output) as out:
        print_rows(rows, form, out, f"control on {day.isoformat()}")
    if not rows:
        errors.print("nothing is known for this; `warledger add` posts reports")


def history(
    place: Annotated[str, typer.Argument(help="The name of a place.")],
    ledger: Where,
    evidence: Annotated[bool, typer.Option("--evidence", help="Also print the words that say so.")] = False,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
) -> None:
    """Who held a place, from when to when, and on whose word."""
    registry, index = default_registry(), Index(prepared_index())
    with open_ledger(ledger, create=False) as opened:
        accounts = accounts_in(opened, opened.told("control", moment(known_on)))
    keys = [k for k in accounts.find(place, index) if accounts.evidence.get(k)]
    account = accounts.joint_account(keys)
    if account is None:
        near = _near_names(place, accounts)
        raise OSError(f"the ledger knows no place {place!r}" + (f"; near names are {', '.join(near)}" if near else ""))
    rows: list[dict[str, Any]] = []
    for day in account.days:
        who, _, answer = decided(account.answer(day), accounts.method)
        name = registry[who].name if who else "unclear"
        if rows and rows[-1]["party"] == name:
            rows[-1]["probability"] = max(rows[-1]["probability"], round(answer.probability, 2))
            continue
        if rows:
            rows[-1]["to"] = iso_day(day)
        rows.append({"party": name, "from": iso_day(day), "to": "", "probability": round(answer.probability, 2)})
    print_rows(rows, form, sys.stdout, f"history of {_name(accounts, keys[0])}")
    if evidence:
        told = [
            {
                "day": iso_day(e.day),
                "says": f"{e.says.replace('_', ' ')} {registry[e.holder].name}",
                "weight": round(e.weight, 2),
                "words": accounts.entries[e.statement].statement.quote.text,
                "source": accounts.entries[e.statement].publisher or accounts.entries[e.statement].statement.report,
            }
            for e in account.evidence
        ]
        print_rows(told, form, sys.stdout, "evidence")


def sieges(
    ledger: Where,
    on: Annotated[str | None, typer.Option(help="Only those that last on this day (YYYY-MM-DD).")] = None,
    country: Country = None,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
) -> None:
    """Which places are or were besieged, by whom, from when to when, and who was let in or out."""
    registry = default_registry()
    with open_ledger(ledger, create=False) as opened:
        told = list(opened.told(known_on=moment(known_on)))
        accounts = accounts_in(opened, told)
    found = sieges_of(told, accounts)
    day = day_of(on, "--on").toordinal() if on else None
    until = day if day is not None else dt.date.today().toordinal()
    rows = []
    for siege in found:
        place = accounts.places.by_key.get(siege.place)
        if (day is not None and not siege.lasts(day)) or (
            country and (place is None or place.country != country.upper())
        ):
            continue
        rows.append(
            {
                "place": siege.name,
                "besieger": _party_name(siege.besieger, registry),
                "besieged": _party_name(siege.besieged, registry),
                "from": iso_day(siege.start),
                "to": iso_day(siege.end),
                "ended": siege.ending or "",
                "days": siege.days(until if siege.lasts(until) else siege.last_told),
                "last told": iso_day(siege.last_told),
                "aid and access": len(siege.access),
                "reports": len(siege.statements),
            }
        )
    print_rows(rows, form, sys.stdout, "sieges" + (f" on {on}" if on else ""))
    if not rows:
        errors.print("no siege is told of; `warledger add` posts reports")


def diff(
    first: Annotated[str, typer.Argument(help="A day (YYYY-MM-DD).")],
    second: Annotated[str, typer.Argument(help="A later day.")],
    ledger: Where,
    country: Country = None,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
) -> None:
    """Which places changed hands between two days."""
    registry = default_registry()
    days = [day_of(value, "the day").toordinal() for value in (first, second)]
    with open_ledger(ledger, create=False) as opened:
        accounts = accounts_in(opened, opened.told("control", moment(known_on)))
    rows = []
    for key in accounts.evidence:
        before, after = (accounts.held(key, day) for day in days)
        if (country and after.place.country != country.upper()) or None in (before.party, after.party):
            continue
        if before.party != after.party and after.answer is not None:
            rows.append(
                {
                    "place": _name(accounts, key),
                    "country": after.place.country or "",
                    "from": _party_name(before.party, registry),
                    "to": _party_name(after.party, registry),
                    "since": iso_day(after.answer.since),
                    "probability": round(after.answer.probability, 2),
                }
            )
    rows.sort(key=lambda row: (row["since"], str(row["place"]).casefold()))
    print_rows(rows, form, sys.stdout, f"what changed hands from {first} to {second}")
    if not rows:
        errors.print("nothing that is known changed hands")


def sources(
    ledger: Where,
    add: Annotated[
        Path | None, typer.Option("--add", help="Give the ledger a file of sources (TOML); it enters the journal.")
    ] = None,
    form: OutForm = Form.table,
) -> None:
    """Who publishes what the ledger holds: kind, side and reliability (Admiralty code; F where nothing is known)."""
    with open_ledger(ledger, create=add is not None) as opened:
        if add is not None:
            content = add.read_text(encoding="utf-8")
            parties = default_registry().parties
            unknown = {s.side for s in sources_in(content, str(add)) if s.side is not None and s.side not in parties}
            if unknown:
                raise SourceError(f"{add}: there is no party {', '.join(sorted(unknown))}; a side is a party's id")
            opened.post_file("sources", add.name, content)
        known, stories = sources_of(opened.posted_files("sources")), opened.publishers()
    rows = [
        {
            "publisher": name or "(none named)",
            "kind": source.kind or "",
            "side": source.side or "",
            "reliability": source.reliability,
            "stories": count,
        }
        for name, count in sorted(stories.items(), key=lambda n: (-n[1], n[0]))
        for source in (known.of(name),)
    ]
    print_rows(rows, form, sys.stdout, "sources")


def accounts_in(opened: Ledger, told: Iterable[Told]) -> ControlAccounts:
    """The accounts of control from statements of a ledger, weighed by the sources that it knows."""
    method = default_method()
    sources = sources_of(opened.posted_files("sources"))
    return accounts_of(told, Controllers(default_registry(), method.invaded), method, sources)


def moment(known_on: str | None) -> str | None:
    """The last moment of the day that ``--known-on`` names."""
    return end_of_day(day_of(known_on, "--known-on")) if known_on else None


def _answer_points(points: Path, output: Path | None, accounts: ControlAccounts) -> None:
    index = Index(prepared_index())
    with points.open(newline="", encoding="utf-8-sig") as asked, whole_file(output) as out:
        writer = csv.DictWriter(out, [*ASKED, *ANSWERED], lineterminator="\n")
        writer.writeheader()
        writer.writerows(answers(csv.DictReader(asked), accounts, index))


def _name(accounts: ControlAccounts, key: Key) -> str:
    """A ledger place as people write it: the name most used, with its kind."""
    names: dict[str, int] = {}
    for e in accounts.evidence.get(key, ()):
        place = accounts.entries[e.statement].statement.place
        if place is not None:
            names[place.name] = names.get(place.name, 0) + 1
    return max(names, key=lambda n: (names[n], n), default=key.base)


def _near_names(name: str, accounts: ControlAccounts) -> list[str]:
    known = {n: n for place in accounts.places.by_key.values() for n in place.names}
    return [match[0] for match in process.extract(name.lower(), known, limit=3, score_cutoff=70)]


def _party_name(party: str | None, registry: Registry) -> str:
    return registry[party].name if party is not None else ""


def party_of(name: str, registry: Registry) -> str:
    """The id of a party by id, name or alias, letters' case left aside; raises OSError with near names."""
    wanted = name.casefold()
    names = {n.casefold(): p.id for p in registry.parties.values() for n in (p.id, p.name, *p.aliases)}
    if wanted in names:
        return names[wanted]
    near = [match[0] for match in process.extract(wanted, list(names), limit=3, score_cutoff=75)]
    raise OSError(f"there is no party {name!r}" + (f"; near names are {', '.join(near)}" if near else ""))
