"""The command on who publishes: ``sources``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from warledger.accounts.publication import publication_of
from warledger.cli.answers import Form, OutForm, print_rows
from warledger.cli.where import Where
from warledger.journal.sources import SourceError, sources_in, sources_of
from warledger.journal.store import open_ledger
from warledger.parties.registry import default_registry


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
        publication = publication_of(opened.decisions(), known)
    rows = [
        {
            "publisher": publication.source(name, "(none named)"),
            "kind": source.kind or "" if not publication.hides(name) else "",
            "side": source.side or "" if not publication.hides(name) else "",
            "reliability": source.reliability,
            "stories": count,
        }
        for name, count in sorted(stories.items(), key=lambda n: (-n[1], publication.hides(n[0]), n[0]))
        for source in (known.of(name),)
    ]
    print_rows(rows, form, sys.stdout, "sources")
