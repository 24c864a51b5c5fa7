"""The question on one report: ``report``."""

import sys
import textwrap
from collections.abc import Collection, Iterable
from typing import Annotated, Any

import typer

from warledger.accounts.publication import WITHHELD, Publication, publication_of
from warledger.cli.answers import SHOWN, Form, OutForm, print_rows
from warledger.cli.where import Where
from warledger.journal.changes import differences
from warledger.journal.decisions import Ruled
from warledger.journal.sources import sources_of
from warledger.journal.store import open_ledger
from warledger.journal.versions import Version
from warledger.publish.statement_words import toll_texts


def report(
    story: Annotated[str, typer.Argument(metavar="ID", help="A report's id, address or path, as it was posted.")],
    ledger: Where,
    form: OutForm = Form.table,
) -> None:
    """One report: its revisions, what each changed, and what the last one says."""
    with open_ledger(ledger, create=False) as opened:
        versions = opened.versions(story)
        publication = publication_of(opened.decisions(), sources_of(opened.posted_files("sources")))
        said = [_said(r, publication) for v in versions[-1:] for r in opened.ruled(v.statements)]
        hidden = {key for key, who in opened.publishers_of(v.voice for v in versions) if publication.hides(who)}
    if not versions:
        raise OSError(
            f"the ledger has no report {story!r}; `incident` and `history --evidence` with --format json name them"
        )
    first = versions[0].revision
    kept = [_kept(number, v, first, publication, hidden) for number, v in enumerate(versions, start=1)]
    changed = [
        {"revision": number, **{k: publication.words(_plain(v)) for k, v in change.items()}}
        for number, v in enumerate(versions, start=1)
        for change in v.changes
    ]
    if form is Form.json:
        print_rows([{"revisions": kept, "changes": changed, "statements": said}], form, sys.stdout, "")
        return
    print_rows(kept, form, sys.stdout, f"report {story}")
    print_rows(changed, form, sys.stdout, "what its revisions changed")
    if form is Form.table:
        _write(said)
    else:
        print_rows(said, form, sys.stdout, "")


def _write(said: Iterable[dict[str, Any]]) -> None:
    """Statements for reading, a few lines each."""
    print("what it says")
    for row in said:
        head = (row["statement"][:SHOWN], row["kind"], row["what"], row["place"], f"[{row['days'] or 'no date'}]")
        print(" ".join(part for part in head if part))
        details = [row["parties"], row["toll"], row["modality"], f"confidence {row['confidence']:.2f}"]
        for line in textwrap.wrap("; ".join(d for d in details if d), 96):
            print(f"    {line}")
        for line in textwrap.wrap(f'"{" ".join(row["words"].split())}"', 96):
            print(f"    {line}")
        if row["editor"]:
            print(f"    {row['editor']}" + (f"; the reader said {row['reader said']}" if row["reader said"] else ""))


def _kept(
    number: int, version: Version, first: str, publication: Publication, hidden: Collection[str]
) -> dict[str, Any]:
    """A revision, as far as it is shown; ``hidden`` are the revisions whose publisher is withheld."""
    copied = version.voice not in (version.revision, first)
    return {
        "revision": number,
        "publisher": publication.source(version.publisher),
        "title": publication.words(version.title or ""),
        "published": version.published or "",
        "public": f"{version.public_at} ({version.public_from})",
        "posted": version.posted_at,
        "copy of": (WITHHELD if version.voice in hidden else version.voice.rpartition("@")[0]) if copied else "",
        "words": len(version.text.split()) if version.text is not None else "redacted",
        "sha256": version.sha256[:12],
    }


def _said(ruled: Ruled, publication: Publication) -> dict[str, Any]:
    """A statement as it stands (as the reader said it, where it was rejected), with who decided on it and what the reader
    said otherwise."""
    statement = ruled.stands or ruled.said
    what = statement.control.change if statement.control else statement.event.sub_type if statement.event else ""
    days = (statement.time.start or "...", statement.time.end or "...") if statement.time else ()
    row = {
        "statement": statement.id,
        "kind": statement.kind,
        "what": what,
        "place": statement.place.name if statement.place else "",
        "days": " to ".join(dict.fromkeys(days)),
        "parties": ", ".join(f"{p.role} {p.name or p.text}" for p in statement.parties),
        "toll": ", ".join(toll_texts(statement)),
        "modality": statement.modality,
        "confidence": round(statement.confidence, 2),
        "words": statement.quote.text,
        "editor": "",
        "reader said": "",
    }
    if ruled.by is not None:
        made = ruled.by.decision
        verb = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}[made.kind]
        row["editor"] = f"{verb} by {made.editor} ({ruled.by.seq})" + (f": {made.reason}" if made.reason else "")
        otherwise = differences(statement, ruled.said)
        row["reader said"] = "; ".join(f"{name}: {_shown(said)}" for name, (_, said) in otherwise.items())
    return {name: publication.words(value) if isinstance(value, str) else value for name, value in row.items()}


def _shown(value: Any) -> str:
    """A value that the reader gave, in words."""
    if value in (None, []):
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {before} -> {after}" for name, (before, after) in value.items())
    return str(value)
