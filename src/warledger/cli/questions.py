"""The questions on who holds what: ``control``, ``history``, ``sieges``, ``diff``."""

import csv
import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from warledger.accounts.book import Book
from warledger.accounts.dossier import Dossier
from warledger.accounts.evidence import iso_day
from warledger.accounts.points import ANSWERED, ASKED, answers
from warledger.accounts.publication import Publication
from warledger.accounts.saying import in_words
from warledger.accounts.spans import ControlSpan
from warledger.accounts.words import Word
from warledger.cli.answers import EDITED, Form, OutForm, day_of, print_evidence, print_rows
from warledger.cli.asking import (
    Country,
    Evidence,
    KnownOn,
    PostedBy,
    WithDecisions,
    age_of,
    as_of,
    asked,
    country_of,
    party_of,
    place_asked,
    source_of,
)
from warledger.cli.control_map import MapOf, write_map
from warledger.cli.output import errors, prepared_index, whole_file
from warledger.cli.where import Where
from warledger.gazetteer.index import Index
from warledger.parties.registry import Registry, default_registry


def control(  # noqa: PLR0913 - a command's options
    ledger: Where,
    on: Annotated[str | None, typer.Option(help="The day asked about (YYYY-MM-DD); today if left out.")] = None,
    country: Country = None,
    party: Annotated[str | None, typer.Option(help="Only places that this party holds (id, name or alias).")] = None,
    points: Annotated[Path | None, typer.Option(help="Answer for the places and dates of this CSV file.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here instead of standard output.")
    ] = None,
    evidence: Evidence = False,
    form: OutForm = Form.table,
    map_file: Annotated[Path | None, typer.Option("--map", help="Write a page with a map (HTML) to this file.")] = None,
    known_on: KnownOn = None,
    posted_by: PostedBy = None,
    with_decisions: WithDecisions = False,
) -> None:
    """Who holds which place on a day, how surely, and how old the evidence is."""
    registry = default_registry()
    wanted = party_of(party, registry) if party else None
    day = day_of(on, "--on") if on else dt.date.today()
    with asked(ledger, as_of(known_on, posted_by, with_decisions=with_decisions)) as (book, _):
        if points is not None:
            _answer_points(points, output, book)
            return
        if map_file is not None:
            write_map(map_file, book, MapOf(day, country_of(country), wanted, known_on))
            return
        rows, keys = [], []
        for held in book.held(day.toordinal(), country_of(country)):
            if held.party is None or held.answer is None or wanted not in (None, held.party):
                continue
            keys.append(held.place.key)
            rows.append(
                {
                    "place": held.place.name,
                    "country": held.place.country or "",
                    "party": registry[held.party].name,
                    "probability": round(held.answer.probability, 2),
                    "since": iso_day(held.answer.since),
                    "last confirmed": age_of(held.answer.last_evidence, day.toordinal()),
                }
            )
        said = [r for key in keys for r in _evidence_rows(Dossier(book, [key]), registry)] if evidence else []
    rows.sort(key=lambda row: (row["country"], str(row["place"]).casefold()))
    with whole_file(output) as out:
        print_rows(rows, form, out, f"control on {day.isoformat()}")
        if evidence:
            print_evidence(said, form, out)
    if not rows:
        errors.print("nothing is known for this; `warledger add` posts reports")


def history(  # noqa: PLR0913 - a command's options
    place: Annotated[str, typer.Argument(help='The name of a place; "NAME, CC" where several have it.')],
    ledger: Where,
    evidence: Evidence = False,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
    posted_by: PostedBy = None,
    with_decisions: WithDecisions = False,
) -> None:
    """Who held a place, from when to when, and on whose word."""
    registry = default_registry()
    with asked(ledger, as_of(known_on, posted_by, with_decisions=with_decisions)) as (book, _):
        dossier = Dossier(book, place_asked(place, book))
        name, spans = dossier.place.name, dossier.spans()
        said = _evidence_rows(dossier, registry) if evidence else []
    rows = [_span_row(span, registry) for span in spans]
    if form is Form.json and evidence:
        print_rows([{"place": name, "spans": rows, "evidence": said}], form, sys.stdout, "")
        return
    print_rows(rows, form, sys.stdout, f"history of {name}")
    if not rows:
        errors.print(f"nobody reported who holds {name}")
    if evidence:
        print_evidence(said, form, sys.stdout)


def _span_row(span: ControlSpan, registry: Registry) -> dict[str, Any]:
    marks = [name for name, is_so in (("contested", span.contested), ("besieged", span.besieged)) if is_so]
    return {
        "party": registry[span.holder].name if span.holder else "unclear",
        "from": iso_day(span.start),
        "to": iso_day(span.end),
        "probability": round(span.probability, 2),
        "state": ", ".join(marks),
        "for": len(span.speaks_for),
        "against": len(span.against),
    }


def _evidence_rows(dossier: Dossier, registry: Registry) -> list[dict[str, Any]]:
    """The evidence on places with the words that carry it, who says them, and how credible that is."""
    publication = dossier.book.publication
    return [
        {
            "place": dossier.place.name,
            "day": iso_day(c.evidence.day),
            "says": in_words(c.evidence, registry),
            "weight": round(c.evidence.weight, 2),
            "credibility": c.code,
            "because": c.because,
            "words": publication.words(c.word.quote),
            "source": source_of(c.word, publication),
            "statement": c.evidence.statement,
            "edited": EDITED if c.word.edited else "",
        }
        for c in dossier.credited(dossier.told)
    ]


def sieges(  # noqa: PLR0913 - a command's options
    ledger: Where,
    on: Annotated[str | None, typer.Option(help="Only those that last on this day (YYYY-MM-DD).")] = None,
    country: Country = None,
    evidence: Evidence = False,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
    posted_by: PostedBy = None,
    with_decisions: WithDecisions = False,
) -> None:
    """Which places are or were besieged, by whom, from when to when, and who was let in or out."""
    registry = default_registry()
    day = day_of(on, "--on").toordinal() if on else None
    until = day if day is not None else dt.date.today().toordinal()
    rows, said = [], []
    with asked(ledger, as_of(known_on, posted_by, with_decisions=with_decisions)) as (book, _):
        for siege in book.sieges(country_of(country)):
            if day is not None and not siege.lasts(day):
                continue
            rows.append(
                {
                    "place": siege.name,
                    "besieger": registry.name_of(siege.besieger),
                    "besieged": registry.name_of(siege.besieged),
                    "from": iso_day(siege.start),
                    "to": iso_day(siege.end),
                    "ended": siege.ending or "",
                    "days": siege.days(until if siege.lasts(until) else siege.last_told),
                    "last told": iso_day(siege.last_told),
                    "aid and access": len(siege.access),
                    "reports": len(siege.statements),
                }
            )
            if evidence:
                told = sorted(book.siege_words(siege), key=lambda w: w.siege_day)
                said += [_word_row(siege.name, w, book.publication) for w in told]
    print_rows(rows, form, sys.stdout, "sieges" + (f" on {on}" if on else ""))
    if evidence:
        print_evidence(said, form, sys.stdout)
    if not rows:
        errors.print("no siege is told of; `warledger add` posts reports")


def _word_row(place: str, word: Word, publication: Publication) -> dict[str, Any]:
    return {
        "place": place,
        "day": iso_day(word.siege_day),
        "says": word.of_siege,
        "words": publication.words(word.quote),
        "source": source_of(word, publication),
        "statement": word.statement,
        "edited": EDITED if word.edited else "",
    }


def diff(  # noqa: PLR0913 - a command's options
    first: Annotated[str, typer.Argument(help="A day (YYYY-MM-DD).")],
    second: Annotated[str, typer.Argument(help="A later day.")],
    ledger: Where,
    country: Country = None,
    evidence: Evidence = False,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
    posted_by: PostedBy = None,
    with_decisions: WithDecisions = False,
) -> None:
    """Which places changed hands between two days."""
    registry = default_registry()
    one, two = (day_of(value, "the day").toordinal() for value in (first, second))
    rows, said = [], []
    with asked(ledger, as_of(known_on, posted_by, with_decisions=with_decisions)) as (book, _):
        for before, after in zip(book.held(one, country_of(country)), book.held(two, country_of(country)), strict=True):
            if None in (before.party, after.party) or before.party == after.party or after.answer is None:
                continue
            rows.append(
                {
                    "place": after.place.name,
                    "country": after.place.country or "",
                    "from": registry.name_of(before.party),
                    "to": registry.name_of(after.party),
                    "since": iso_day(after.answer.since),
                    "probability": round(after.answer.probability, 2),
                }
            )
            if evidence:
                told = _evidence_rows(Dossier(book, [after.place.key]), registry)
                said += [row for row in told if first <= row["day"] <= second]
    rows.sort(key=lambda row: (row["since"], str(row["place"]).casefold()))
    print_rows(rows, form, sys.stdout, f"what changed hands from {first} to {second}")
    if evidence:
        print_evidence(said, form, sys.stdout)
    if not rows:
        errors.print("nothing that is known changed hands")


def _answer_points(points: Path, output: Path | None, book: Book) -> None:
    index = Index(prepared_index())
    with points.open(newline="", encoding="utf-8-sig") as asked_of, whole_file(output) as out:
        writer = csv.DictWriter(out, [*ASKED, *ANSWERED], lineterminator="\n")
        writer.writeheader()
        writer.writerows(answers(csv.DictReader(asked_of), book, index))
