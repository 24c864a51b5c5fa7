"""The question on one report: ``report``."""

import sys
from typing import Annotated, Any

import typer

from warledger.cli.answers import Form, OutForm, print_rows
from warledger.cli.ledger import Where
from warledger.journal.store import open_ledger
from warledger.journal.versions import Version
from warledger.record.statement import Statement


def report(
    story: Annotated[str, typer.Argument(metavar="ID", help="A report's id, address or path, as it was posted.")],
    ledger: Where,
    form: OutForm = Form.table,
) -> None:
    """One report: its revisions, what each changed, and what the last one says."""
    with open_ledger(ledger, create=False) as opened:
        versions = opened.versions(story)
    if not versions:
        raise OSError(
            f"the ledger has no report {story!r}; `incident` and `history --evidence` with --format json name them"
        )
    kept = [_kept(number, v, versions[0].revision) for number, v in enumerate(versions, start=1)]
    changed = [
        {"revision": number, **{k: _plain(v) for k, v in change.items()}}
        for number, v in enumerate(versions, start=1)
        for change in v.changes
    ]
    said = [_said(s) for s in versions[-1].statements]
    if form is Form.json:
        print_rows([{"revisions": kept, "changes": changed, "statements": said}], form, sys.stdout, "")
        return
    for rows, title in (
        (kept, f"report {story}"),
        (changed, "what its revisions changed"),
        (said, "what it says"),
    ):
        print_rows(rows, form, sys.stdout, title)


def _kept(number: int, version: Version, first: str) -> dict[str, Any]:
    copied = version.voice not in (version.revision, first)
    return {
        "revision": number,
        "publisher": version.publisher or "",
        "title": version.title or "",
        "published": version.published or "",
        "public": f"{version.public_at} ({version.public_from})",
        "posted": version.posted_at,
        "copy of": version.voice.rpartition("@")[0] if copied else "",
        "words": len(version.text.split()) if version.text is not None else "redacted",
        "sha256": version.sha256[:12],
    }


def _said(statement: Statement) -> dict[str, Any]:
    what = statement.control.change if statement.control else statement.event.sub_type if statement.event else ""
    return {
        "kind": statement.kind,
        "what": what,
        "place": statement.place.name if statement.place else "",
        "parties": ", ".join(f"{p.role} {p.name or p.text}" for p in statement.parties),
        "modality": statement.modality,
        "confidence": round(statement.confidence, 2),
        "words": statement.quote.text,
    }


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {before} -> {after}" for name, (before, after) in value.items())
    return str(value)
