"""Two hand-made statements of one report, another reader's version of them, and decisions on them."""

from typing import Any

from building import control, party, place, span
from warledger.journal.decisions import Decision, anchor_of
from warledger.journal.store import Ledger
from warledger.record.report import Report
from warledger.record.statement import Statement

TEXT = "Rebels took Sake and Minova on 7 February, killing 4."
REPORT = Report(text=TEXT, story="s", published="2024-02-08", language="en")
MADE = {"editor": "eva", "made_at": "2024-03-02T00:00:00Z"}


def words(of: str, text: str = TEXT) -> Any:
    return span(of, text.index(of))


def taking(at: str, of: Report = REPORT, quote: str = "Rebels took Sake and Minova", **more: Any) -> Statement:
    where = place(at, "CD").model_copy(update=words(at, of.text).model_dump())
    gainer = party("gainer", "m23").model_copy(update=words("Rebels", of.text).model_dump())
    return control(of, at, "2024-02-07", "gained", gainer, place=where, quote=words(quote, of.text), **more)


def post(ledger: Ledger, *found: Statement, of: Report = REPORT) -> None:
    ledger.post(of, found, reader="one", now="2024-03-01T00:00:00Z")


def decision(kind: Any, on_it: Statement, **more: Any) -> Decision:
    return Decision(kind=kind, target=anchor_of(on_it), **(MADE | more))


def again(said: Statement, **more: Any) -> Statement:
    """The statement as another reader would make it."""
    return said.model_copy(update={"id": f"{said.id}x", "reader": "two"} | more)


SAKE, MINOVA = taking("Sake"), taking("Minova")
LATER = Report(text="UPDATE. " + TEXT, story="s", published="2024-02-09", language="en")
