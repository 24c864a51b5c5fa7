"""``warledger decide``: what an editor accepts, corrects, rejects, joins, keeps apart, places, coarsens, withholds, undoes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rapidfuzz import process

from warledger.accounts.book import Book, open_book
from warledger.accounts.decided import written
from warledger.cli.answers import SHOWN
from warledger.cli.asking import place_asked
from warledger.cli.effects import shown_effects
from warledger.cli.output import prepared_index
from warledger.cli.where import Where
from warledger.gazetteer.index import Index
from warledger.journal.corrections import Corrections
from warledger.journal.decisions import (
    ON_STATEMENTS,
    Anchor,
    Decision,
    DecisionError,
    DecisionKind,
    anchor_of,
    corrected,
)
from warledger.journal.known_time import utc_now
from warledger.journal.sources import sources_of
from warledger.journal.store import Ledger, open_ledger
from warledger.parties.registry import default_registry
from warledger.record.statement import Statement

decide = typer.Typer(
    no_args_is_help=True, help="An editor's word on statements, incidents, places and sources; it enters the journal."
)

NEGATIVE = {"ignore_unknown_options": True}
"""So that a longitude such as -3.5 is not taken for an option."""

Editor = Annotated[str, typer.Option("--editor", envvar="WARLEDGER_EDITOR", help="Who decides.")]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]
Seen = Annotated[
    int | None,
    typer.Option("--seen", help="The last decision on it that you saw (0: none); refused if another was made since."),
]
Statements = Annotated[
    list[str],
    typer.Argument(metavar="STATEMENT...", help="Ids, or beginnings of ids, that `report` and `--evidence` print."),
]
Happening = Annotated[str, typer.Argument(help="An incident's or a statement's id, or its beginning.")]
Place = Annotated[str, typer.Argument(help='The name of a place; "NAME, CC" where several have it.')]


def editor_of(name: str) -> str:
    """The name of who decides; raises OSError where there is none."""
    if not name.strip():
        raise OSError("say who decides: --editor NAME, or the setting WARLEDGER_EDITOR")
    return name.strip()


@decide.command()
def accept(statements: Statements, ledger: Where, editor: Editor = "", reason: Reason = "", seen: Seen = None) -> None:
    """Statements are right as they stand; that holds whatever a later reader says."""
    _on_statements(Deed("accept", editor, reason), statements, ledger, seen)


@decide.command()
def reject(statements: Statements, ledger: Where, editor: Editor = "", reason: Reason = "", seen: Seen = None) -> None:
    """Statements are not what the report says: they count no more."""
    _on_statements(Deed("reject", editor, reason), statements, ledger, seen)


@decide.command()
def correct(
    statements: Statements,
    ledger: Where,
    settings: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="time=2016-03-27, place=NAME or id, gainer=NAME, killed=12, control.change=lost, modality=claimed ...",
        ),
    ],
    editor: Editor = "",
    reason: Reason = "",
    seen: Seen = None,
) -> None:
    """Statements say something else than the reader made of them; what it made of them is kept."""
    _on_statements(Deed("correct", editor, reason), statements, ledger, seen, settings)


@decide.command()
def same(one: Happening, other: Happening, ledger: Where, editor: Editor = "", reason: Reason = "") -> None:
    """Two incidents, or statements, are of one happening: they are joined."""
    _on_incidents(Deed("same", editor, reason), one, other, ledger)


@decide.command()
def apart(one: Happening, other: Happening, ledger: Where, editor: Editor = "", reason: Reason = "") -> None:
    """Two incidents, or statements, are of different happenings: they are never joined."""
    _on_incidents(Deed("apart", editor, reason), one, other, ledger)


@decide.command(context_settings=NEGATIVE)
def position(
    place: Place,
    lat: Annotated[float, typer.Argument(min=-90, max=90, help="Degrees north.")],
    lon: Annotated[float, typer.Argument(min=-180, max=180, help="Degrees east.")],
    ledger: Where,
    editor: Editor = "",
    reason: Reason = "",
) -> None:
    """A place lies elsewhere."""
    _on_place(Deed("position", editor, reason), place, ledger, {"lat": lat, "lon": lon})


@decide.command()
def coarsen(
    place: Place,
    km: Annotated[float, typer.Argument(min=0.1, max=1000, help="Kilometres of the cell that it is shown in.")],
    ledger: Where,
    editor: Editor = "",
    reason: Reason = "",
) -> None:
    """Show a place only in a cell of so many kilometres, wherever positions are published."""
    _on_place(Deed("coarsen", editor, reason), place, ledger, {"km": km})


@decide.command()
def withhold(
    publisher: Annotated[str, typer.Argument(help="A publisher's name as `sources` prints it, or an alias.")],
    ledger: Where,
    unposted: Annotated[
        bool, typer.Option("--unposted", help="Also where the ledger has nothing by that name yet.")
    ] = False,
    editor: Editor = "",
    reason: Reason = "",
) -> None:
    """Show a source nowhere by its name, in answers on any date."""
    with open_ledger(ledger, create=False) as opened:
        sources = sources_of(opened.posted_files("sources"))
        names = {sources.of(name).name.casefold(): name for name in opened.publishers() if name}
        if sources.of(publisher).name.casefold() not in names and not unposted:
            near = [match[0] for match in process.extract(publisher, list(names.values()), limit=3, score_cutoff=60)]
            raise OSError(
                f"nothing in the ledger is published by {publisher!r}"
                + (f"; near names are {', '.join(near)}" if near else "")
                + "; --unposted withholds it all the same"
            )
        _keep(
            opened, Deed("withhold", editor, reason).on(publisher=sources.of(publisher).name), f"withhold {publisher}"
        )


@decide.command()
def undo(
    number: Annotated[int, typer.Argument(help="A decision's number, as `decisions` prints it.")],
    ledger: Where,
    editor: Editor = "",
    reason: Reason = "",
) -> None:
    """Take an earlier decision back; what stood before it stands again."""
    with open_ledger(ledger, create=False) as opened:
        made = {d.seq: d.decision for d in opened.all_decisions()}
        anchors: tuple[Anchor, ...] = ()
        back: int | None = number
        while back is not None and back in made:  # an undo touches what the decision that it takes back was on
            anchors, back = made[back].anchors, made[back].undoes
        with shown_effects(opened, anchors):
            _keep(opened, Deed("undo", editor, reason).on(undoes=number), f"undo {number}")


@dataclass(frozen=True, slots=True)
class Deed:
    """What an editor does, and why."""

    kind: DecisionKind
    editor: str
    reason: str

    def on(self, **values: Any) -> Decision:
        """The decision on something, made now; raises OSError where nobody is named who makes it."""
        return Decision(
            kind=self.kind, editor=editor_of(self.editor), reason=self.reason.strip(), made_at=utc_now(), **values
        )


def _on_statements(
    deed: Deed, wanted: Sequence[str], ledger: str, seen: int | None, settings: Sequence[str] = ()
) -> None:
    """Decide on statements one after another; all are looked up, and corrections worked out, before the first is posted."""
    with open_ledger(ledger, create=False) as opened:
        told = list({s.id: s for s in map(opened.statement, wanted)}.values())
        fields = [_fields(opened, s, settings) if settings else {} for s in told]
        made = [deed.on(target=anchor_of(s), fields=f) for s, f in zip(told, fields, strict=True)]
        becoming = [corrected(s, f) for s, f in zip(told, fields, strict=True)]
        with shown_effects(opened, [anchor_of(s) for s in told], becoming):
            for statement, decision in zip(told, made, strict=True):
                _keep(opened, decision, f"{deed.kind} {_words(statement)}", seen)
        named = {s.id for s in told}
        copies = [c.id[:SHOWN] for s in told for c in opened.repeated(s) if c.id not in named]
        if copies and deed.kind != "accept":
            print(f"  copies of the report say the same, and count still: {', '.join(copies)}")


def _fields(opened: Ledger, statement: Statement, settings: Sequence[str]) -> dict[str, Any]:
    """What settings make of a statement as it stands."""
    report = opened.report(statement.revision)
    stands = opened.ruled([statement])[0].stands or statement
    places = Index(prepared_index())
    fields = Corrections(stands, report.text if report else "", places, default_registry()).fields(settings)
    if not fields:
        raise DecisionError(f"the statement {statement.id} says so already; `decide accept` confirms it")
    return fields


def _on_incidents(deed: Deed, one: str, other: str, ledger: str) -> None:
    """Join what two ids name, or keep it apart."""
    with open_ledger(ledger, create=False) as opened:
        with open_book(opened) as book:
            first, second = (_statements_of(wanted, opened, book) for wanted in (one, other))
        if deed.kind == "apart":
            first, second = _to_part(first, second)
        ids = list(dict.fromkeys([*first, *second]))
        if len(ids) < 2:
            raise DecisionError(f"{one!r} and {other!r} are one statement")
        target, beside, *more = (anchor_of(opened.statement(i)) for i in ids)
        decision = deed.on(target=target, other=beside, more=tuple(more))
        with shown_effects(opened, decision.anchors):
            _keep(opened, decision, f"{deed.kind} {', '.join(i[:SHOWN] for i in ids)}")


def _statements_of(wanted: str, opened: Ledger, book: Book) -> list[str]:
    """The statements of an incident, or the one statement, that an id or its beginning names."""
    incident = book.incident(wanted)
    try:
        statement = opened.statement(wanted).id
    except DecisionError as problem:
        if incident is None:
            raise DecisionError(
                f"there is no one incident or statement {wanted!r} ({problem}); `incidents` lists incidents"
            ) from None
        return [t.statement for t in incident.tellings]
    if incident is not None:
        raise DecisionError(
            f"{wanted!r} may be the incident {incident.id} or the statement {statement}: write more of the id"
        )
    return [statement]


def _to_part(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """What is to be kept apart from what: one statement from all others of the other side."""
    if len(one) > 1 and len(other) == 1:
        one, other = other, one
    return one[:1], [i for i in other if i not in one]


def _on_place(deed: Deed, place: str, ledger: str, values: dict[str, Any]) -> None:
    """Decide on all of the ledger's places that a name means: what has no id, or another, lies there too."""
    with open_ledger(ledger, create=False) as opened:
        with open_book(opened) as book:
            keys = [(key, book.places.by_key[key].name) for key in place_asked(place, book)]
        for key, name in keys:
            _keep(opened, deed.on(place=written(key), **values), f"{deed.kind} {name} (id {key.base})")


def _keep(opened: Ledger, decision: Decision, what: str, seen: int | None = None) -> None:
    number = opened.decide(decision, seen if decision.kind in ON_STATEMENTS else None)
    print(f"decision {number}: {what}")


def _words(statement: Statement) -> str:
    return f'{statement.id[:SHOWN]} "{" ".join(statement.quote.text.split())}"'
