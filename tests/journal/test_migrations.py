"""A ledger of the first schema, with data, is brought up to date and answers as if it had been made today."""

import datetime as dt
import json
from pathlib import Path

from sqlalchemy import create_engine, insert, inspect, select

from building import control, party
from warledger.accounts.book import open_book
from warledger.journal.chain import GENESIS, chained, sha256
from warledger.journal.checking import revision_digest
from warledger.journal.decisions import Decision, anchor_of
from warledger.journal.opening import upgrade
from warledger.journal.store import open_ledger
from warledger.journal.tables import entries, revisions, statements
from warledger.record.report import Report

REPORT = Report(
    text="Islamic State took Palmyra.", story="old", published="2015-05-21", language="en", publisher="Wire"
)
TAKEN = control(REPORT, "Palmyra", "2015-05-20", "gained", party("gainer", "islamic-state"))


def old_ledger(where: str) -> None:
    """A ledger as the first version made it: one report with one statement, and a file of sources."""
    engine = create_engine(where if "://" in where else f"sqlite:///{where}")
    with engine.begin() as connection:
        upgrade(connection, "0001")
    columns = [c["name"] for c in inspect(engine).get_columns("statement")]
    assert "reading" not in columns and not inspect(engine).has_table("decision")
    at, body = "2024-03-01T00:00:00Z", json.dumps(TAKEN.as_json(), ensure_ascii=False, sort_keys=True)
    row = {
        "key": REPORT.revision, "story": "old", "number": 1, "text": REPORT.text, "text_sha256": sha256(REPORT.text),
        "id": None, "title": None, "url": None, "publisher": "Wire", "author": None, "published": "2015-05-21",
        "retrieved": None, "language": "en", "dates": None, "public_at": "2015-05-21T00:00:00Z",
        "public_from": "published", "posted_at": at, "origin": None, "reader": "old", "voice": REPORT.revision,
        "changes": "[]",
    }  # fmt: skip
    digest = revision_digest(row, [f"{TAKEN.id}:{sha256(body)}"])
    chain = chained(GENESIS, 1, "revision", REPORT.revision, digest, at)
    sources = 'own.toml\n[[source]]\nname = "Wire"\nreliability = "B"\n'
    with engine.begin() as connection:
        connection.execute(insert(revisions), row)
        said = {
            "id": TAKEN.id,
            "revision": REPORT.revision,
            "kind": "control",
            "body": body,
            "body_sha256": sha256(body),
        }
        connection.execute(insert(statements), said)
        for seq, kind, ref, entry_digest, before in (
            (1, "revision", REPORT.revision, digest, GENESIS),
            (2, "sources", sources, sha256(sources), chain),
        ):
            link = chained(before, seq, kind, ref, entry_digest, at)
            entry = {"seq": seq, "kind": kind, "ref": ref, "digest": entry_digest, "chain": link, "posted_at": at}
            connection.execute(insert(entries), entry)
    engine.dispose()


def test_a_ledger_of_the_first_schema_is_migrated_with_its_data(where: str) -> None:
    old_ledger(where)
    day = dt.date(2015, 6, 1).toordinal()
    with open_ledger(where, create=False) as ledger:
        assert ledger.verify() == [] and [t.statement for t in ledger.told()] == [TAKEN]
        with open_book(ledger) as book:
            assert [(h.place.name, h.party) for h in book.held(day)] == [("Palmyra", "islamic-state")]
        ledger.decide(Decision(kind="reject", editor="eva", made_at="2024-03-02T00:00:00Z", target=anchor_of(TAKEN)))
        ledger.post_reading(REPORT.revision, [TAKEN.model_copy(update={"id": "again"})], reader="new")
        with open_book(ledger) as book:
            assert list(book.held(day)) == []
        assert ledger.verify() == [] and ledger.head().startswith("4:")
    with open_ledger(where, create=False) as ledger, ledger.engine.connect() as connection:
        assert connection.execute(select(statements.c.reading)).scalars().all() == [1, 2]


def test_a_migration_keeps_a_ledger_readable_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    old_ledger(str(path))
    for _ in range(2):  # the second time there is nothing left to do
        with open_ledger(str(path), create=False) as ledger:
            assert ledger.publishers() == {"Wire": 1}
