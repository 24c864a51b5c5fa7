"""Sieges from statements that a place is besieged, that its siege ended, and on who holds it."""

from dataclasses import dataclass

from warledger.accounts.control_accounts import ControlAccounts, accounts_of
from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import iso_day
from warledger.accounts.method import default_method
from warledger.accounts.sieges import Siege, sieges_of
from warledger.journal.sources import sources_of
from warledger.parties.registry import default_registry
from warledger.record.base import Span
from warledger.record.place import Place
from warledger.record.statement import Control, PartyRef, Statement, When, Why


@dataclass(frozen=True)
class Said:
    statement: Statement
    publisher: str | None = "Wire"
    published: str | None = None
    voice: str = "wire"


def said(day: str, change: str, role: str | None = None, party: str | None = None, frame: str = "besiege") -> Said:
    statement = Statement(
        id=f"{day}-{change}-{party}",
        report=day,
        revision=f"{day}-{change}@1",
        kind="control",
        quote=Span(text="words", start=0, end=5),
        modality="asserted",
        time=When(text=day, start=day, end=day, precision="day"),
        place=Place(text="Nubl", start=0, end=4, name="Nubl", country="SY", precision="exact"),
        parties=(PartyRef(role=role, text="they", start=0, end=4, id=party),) if role and party else (),  # type: ignore[arg-type]
        control=Control(change=change),  # type: ignore[arg-type]
        confidence=0.9,
        why=Why(frame=f"territory.{frame}"),
        reader="test",
    )
    return Said(statement, published=day, voice=day)


def sieges(*told: Said) -> list[Siege]:
    method = default_method()
    accounts: ControlAccounts = accounts_of(told, Controllers(default_registry(), method.invaded), method, sources_of())
    return sieges_of(told, accounts)


def days(siege: Siege) -> tuple[str, str, str | None]:
    return (
        iso_day(siege.start) if siege.start is not None else "",
        iso_day(siege.end) if siege.end is not None else "",
        siege.ending,
    )


HELD = said("2012-06-20", "held", "holder", "syrian-government", "hold")
BEGAN = said("2012-07-01", "besieged", "besieger", "syrian-opposition")


def test_a_siege_lasts_until_it_is_lifted() -> None:
    (found,) = sieges(HELD, BEGAN, said("2013-02-01", "siege_ended", frame="break-siege"))
    assert days(found) == ("2012-07-01", "2013-02-01", "lifted")
    assert (found.besieger, found.besieged) == ("syrian-opposition", "syrian-government")


def test_a_siege_ends_when_the_place_is_taken() -> None:
    (found,) = sieges(HELD, BEGAN, said("2013-02-01", "gained", "gainer", "syrian-opposition", "capture"))
    assert days(found) == ("2012-07-01", "2013-02-01", "taken")


def test_a_siege_that_nobody_speaks_of_does_not_last_until_a_capture_years_later() -> None:
    (found,) = sieges(HELD, BEGAN, said("2015-02-01", "gained", "gainer", "syrian-opposition", "capture"))
    assert days(found) == ("2012-07-01", "", None)
    first = found.last_told
    assert found.lasts(first + 300) and not found.lasts(first + 500)


def test_a_mention_after_the_end_begins_no_siege_but_a_deed_does() -> None:
    ended = said("2013-02-01", "siege_ended", frame="break-siege")
    after = said("2013-02-20", "besieged", frame="siege-noun")
    assert len(sieges(HELD, BEGAN, ended, after)) == 1
    again = said("2013-02-20", "besieged", "besieger", "syrian-opposition")
    assert len(sieges(HELD, BEGAN, ended, again)) == 2


def test_an_end_without_a_beginning_is_a_siege_of_unknown_start() -> None:
    (found,) = sieges(said("2016-02-03", "siege_ended", "besieger", "syrian-opposition", "break-siege"))
    assert days(found) == ("", "2016-02-03", "lifted") and found.days(found.last_told) is None
