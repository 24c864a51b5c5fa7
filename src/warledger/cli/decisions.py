"""The commands on what editors did: ``decisions`` lists it, ``redact`` takes a report out."""

import sys
from typing import Annotated, Any

import typer

from warledger.accounts.book import open_book
from warledger.accounts.publication import WITHHELD, Publication, publication_of
from warledger.cli.answers import SHOWN, Form, OutForm, print_rows
from warledger.cli.decide import Editor, editor_of
from warledger.cli.output import errors
from warledger.cli.where import Where
from warledger.journal.decisions import Decision, DecisionError
from warledger.journal.redaction import Redacted
from warledger.journal.sources import sources_of
from warledger.journal.store import Ledger, open_ledger


def decisions(
    ledger: Where,
    names: Annotated[bool, typer.Option("--names", help="Also name the sources that are withheld.")] = False,
    form: OutForm = Form.table,
) -> None:
    """Who decided what, when and why, with what was undone; for editors, not for publication."""
    with open_ledger(ledger, create=False) as opened:
        publication = publication_of(() if names else opened.decisions(), sources_of(opened.posted_files("sources")))
        rows = [
            {
                "number": d.seq,
                "when": d.decision.made_at,
                "editor": d.decision.editor,
                "decision": d.decision.kind,
                **_on(d.decision, opened, publication, names=names),
                "reason": publication.words(d.decision.reason),
                "undone by": d.undone_by or "",
            }
            for d in opened.all_decisions()
        ]
        rows += [_redacted(r, publication) for r in opened.redactions()]
    rows.sort(key=lambda row: int(row["number"]))
    print_rows(rows, form, sys.stdout, "decisions")
    if not rows:
        errors.print("no editor has decided anything; `warledger decide --help` tells how")


def _on(decision: Decision, opened: Ledger, publication: Publication, *, names: bool) -> dict[str, Any]:
    """What a decision is on, in words, and what it sets."""
    if decision.anchors:
        words = [_statement(a.statement, opened, publication) for a in decision.anchors]
        changed = decision.fields if decision.kind == "correct" else {}
        sets = "; ".join(f"{name} {_short(value)}" for name, value in sorted(changed.items()))
        return {"on": "; ".join(words), "sets": publication.words(sets)}
    if decision.place is not None:
        base, _, kind = decision.place.rpartition("|")
        at = f"{decision.lat}, {decision.lon}" if decision.kind == "position" else f"{decision.km} km"
        return {"on": f"{base} {kind}".strip(), "sets": at}
    if decision.publisher is not None:
        return {"on": decision.publisher if names else WITHHELD, "sets": ""}
    return {"on": f"decision {decision.undoes}", "sets": ""}


NAMED = ("name", "text", "change", "sub_type", "what", "about", "speaker", "low")
"""The first of these that a field's value has says in a table what it is."""


def _short(value: Any) -> str:
    """A field's value in a few words."""
    if isinstance(value, list):
        return ", ".join(map(_short, value)) or "none"
    if not isinstance(value, dict):
        return "none" if value is None else str(value)
    if "sense" in value:
        return (
            f"{value['start'] or '...'} to {value['end'] or '...'}"
            if value["start"] != value["end"]
            else value["start"]
        )
    parts = {name: part for name, part in value.items() if isinstance(part, list) and part}
    named = next((value[name] for name in NAMED if value.get(name) not in (None, "")), "")
    role = f"{value['role']} " if "role" in value else ""
    return role + str(named) if named != "" else ", ".join(f"{name} {_short(part)}" for name, part in parts.items())


def _statement(wanted: str, opened: Ledger, publication: Publication) -> str:
    try:
        found = opened.statement(wanted)
    except DecisionError:
        return f"{wanted[:SHOWN]} (no more in the last reading of its report)"
    return f'{found.id[:SHOWN]} "{publication.words(" ".join(found.quote.text.split()))}"'


def _redacted(redacted: Redacted, publication: Publication) -> dict[str, Any]:
    return {
        "number": redacted.seq,
        "when": redacted.made_at,
        "editor": redacted.editor,
        "decision": "redact",
        "on": publication.words(redacted.revision.rpartition("@")[0]),
        "sets": "",
        "reason": publication.words(redacted.reason),
        "undone by": "",
    }


def redact(
    story: Annotated[str, typer.Argument(metavar="REPORT", help="A report's id, address or path, as it was posted.")],
    ledger: Where,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stays in the journal in place of the words.")],
    editor: Editor = "",
    revision: Annotated[
        int | None, typer.Option(min=1, help="Only this one of its revisions, numbered as `report` does.")
    ] = None,
) -> None:
    """Take a report's words, title and author out for good, and all that was read from them; hashes and the reason stay."""
    who = editor_of(editor)
    with open_ledger(ledger, create=False) as opened:
        versions = list(enumerate(opened.versions(story), start=1))
        if not versions:
            raise OSError(f"the ledger has no report {story!r}; `report` takes the same id")
        meant = [v for number, v in versions if revision in (None, number)]
        if not meant:
            raise OSError(f"{story} has {len(versions)} revisions, no number {revision}")
        left = [v for v in meant if v.text is not None]
        for version in left:
            opened.redact(version.revision, reason, editor=who)
        open_book(opened).close()
        opened.scrub()
        copies = sorted({s for s, key in opened.copies() if key in {v.revision for v in meant}} - {story})
    print(f"{len(left)} revision{'s' if len(left) != 1 else ''} of {story} redacted")
    if len(left) < len(meant):
        errors.print(f"{len(meant) - len(left)} had been redacted before")
    if copies:
        errors.print(f"copies of it stay, each to be redacted by itself: {', '.join(copies)}")
