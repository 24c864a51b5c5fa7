"""Verification after decisions, readings and redactions: clean when untouched, and naming what was touched."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event, insert, select, update
from takings import LATER, MINOVA, REPORT, SAKE, again, decision, post, taking

from building import span
from warledger.journal.decisions import DecisionError
from warledger.journal.opening import LedgerError
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.tables import decisions, readings, revisions, statements

SECRET = "Rebels took Sake and Minova"


def full(ledger: Ledger) -> None:
    """A ledger with a revision read twice (entries 1 and 3) and a decision (2)."""
    post(ledger, SAKE, MINOVA)
    ledger.decide(decision("correct", SAKE, fields={"modality": "claimed"}, reason="the other side denies it"))
    ledger.post_reading(REPORT.revision, [again(SAKE), again(MINOVA)], reader="two", now="2024-03-03T00:00:00Z")


KEY = REPORT.revision
TOUCHED: dict[str, tuple[Any, str]] = {
    "decision altered": (update(decisions).values(body='{"kind":"reject"}'), "entry 2: the decision to correct was altered"),
    "decision blanked": (update(decisions).values(body=None), "entry 2: the decision to correct was removed"),
    "decision removed": (delete(decisions), "entry 2: the decision to correct was removed"),
    "decision added": (insert(decisions).values(seq=3, body="{}"), "the decision 3 is in no entry"),
    "reader altered": (update(readings).values(reader="three"), f"entry 3: reading 2 of {KEY} was altered or removed"),
    "reading moved": (update(readings).values(posted_at="2020"), f"entry 3: reading 2 of {KEY} was altered or removed"),
    "reading removed": (delete(readings), f"entry 3: reading 2 of {KEY} was altered or removed"),
    "reading added": (
        insert(readings).values(revision=KEY, number=3, reader="x", posted_at="2024"), f"reading 3 of {KEY} is in no entry",
    ),
    "its statement altered": (
        update(statements).where(statements.c.id == again(SAKE).id).values(body="{}"), f"statement {again(SAKE).id} of",
    ),
    "its statement of another kind": (
        update(statements).where(statements.c.id == again(SAKE).id).values(kind="event"), f"statement {again(SAKE).id} of",
    ),
    "its statement removed": (delete(statements).where(statements.c.id == again(SAKE).id), "entry 3: reading 2 of"),
    "its statement blanked": (
        update(statements).where(statements.c.reading == 2).values(body=None), "was taken out without a redaction",
    ),
    "text blanked": (update(revisions).values(text=None), f"the text of {KEY} was taken out without a redaction"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "words"), TOUCHED.values(), ids=list(TOUCHED))
def test_what_was_touched_is_named(ledger: Ledger, change: Any, words: str) -> None:
    full(ledger)
    assert ledger.verify() == []
    with ledger.engine.connect() as connection:
        if ledger.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN")
        connection.execute(change)
        connection.commit()
    assert any(words in line for line in ledger.verify()), ledger.verify()


def test_a_redaction_takes_out_what_editors_and_later_revisions_repeat_of_it(ledger: Ledger) -> None:
    full(ledger)
    post(ledger, taking("Minova", LATER, modality="claimed"), of=LATER)
    assert [c["change"] for c in ledger.versions("s")[1].changes] == ["changed", "dropped"]
    ledger.redact(KEY, "names a witness\nat risk", editor="eva")
    (first, second) = ledger.versions("s")
    assert (first.text, first.title, first.statements) == (None, None, ()) and second.changes == ()
    assert ledger.all_decisions() == [] and ledger.verify() == []
    assert [(r.revision, r.editor, r.reason) for r in ledger.redactions()] == [(KEY, "eva", "names a witness at risk")]
    assert [t.statement.revision for t in ledger.told()] == [LATER.revision]
    ledger.redact(LATER.revision, "the same", editor="eva")
    ledger.scrub()
    assert ledger.verify() == [] and list(ledger.told()) == []


def test_what_is_left_of_a_redacted_revision_is_checked_as_before(ledger: Ledger) -> None:
    full(ledger)
    ledger.redact(KEY, "asked for", editor="eva")
    with ledger.writing() as connection:
        connection.execute(update(revisions).values(publisher="Other"))
    assert any(f"the revision {KEY}" in line for line in ledger.verify())


@pytest.mark.parametrize(("key", "reason", "editor"), [("no@1", "r", "eva"), (KEY, " ", "eva"), (KEY, "r", "")])
def test_a_redaction_needs_a_revision_a_name_and_a_reason(tmp_path: Path, key: str, reason: str, editor: str) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        full(ledger)
        with pytest.raises(DecisionError):
            ledger.redact(key, reason, editor=editor)
        assert ledger.redactions() == [] and len(list(ledger.told())) == 2


def test_redacted_words_are_in_no_file_of_the_database(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"

    def files() -> bytes:
        return b"".join(p.read_bytes() for p in sorted(tmp_path.iterdir()))

    with open_ledger(str(path)) as ledger:
        full(ledger)
        assert SECRET.encode() in files()
        ledger.redact(KEY, "asked for", editor="eva")
        ledger.scrub()
        assert SECRET.encode() not in files() and ledger.verify() == []


def test_a_scrubbing_that_somebody_reading_keeps_from_the_files_says_so(tmp_path: Path) -> None:
    path = str(tmp_path / "l.sqlite")
    with open_ledger(path) as ledger, open_ledger(path) as other, other.engine.connect() as reading:
        full(ledger)
        reading.exec_driver_sql("BEGIN")
        assert reading.execute(select(revisions.c.key)).all()
        ledger.redact(KEY, "asked for", editor="eva")
        event.listen(ledger.engine, "connect", lambda made, _: made.execute("PRAGMA busy_timeout=100"))
        ledger.engine.dispose()
        with pytest.raises(LedgerError, match="may still be in the ledger's files"):
            ledger.scrub()
        reading.rollback()
        ledger.scrub()


def test_a_redacted_statement_cannot_be_decided_on(ledger: Ledger) -> None:
    full(ledger)
    ledger.redact(KEY, "asked for", editor="eva")
    acts: list[Callable[[], object]] = [
        lambda: ledger.decide(decision("accept", SAKE)),
        lambda: ledger.statement(SAKE.id),
    ]
    for act in acts:
        with pytest.raises(DecisionError, match="was redacted"):
            act()


def test_posting_or_reading_a_redacted_revision_again_changes_nothing(ledger: Ledger) -> None:
    full(ledger)
    ledger.redact(KEY, "asked for", editor="eva")
    assert ledger.post_reading(KEY, [again(again(SAKE))], reader="three") == []
    assert list(ledger.unread_by("three")) == [] and list(ledger.told()) == []
    assert ledger.post(REPORT, [SAKE], reader="one").outcome == "same"
    with ledger.engine.connect() as connection:
        assert connection.execute(select(revisions.c.text)).scalars().all() == [None]


def test_a_quote_is_no_part_of_what_a_decision_keeps_of_its_statement(ledger: Ledger) -> None:
    post(ledger, SAKE.model_copy(update={"quote": span(SECRET)}))
    ledger.decide(decision("reject", SAKE))
    with ledger.engine.connect() as connection:
        (body,) = connection.execute(select(decisions.c.body)).scalars()
    assert "took" not in body and "Sake" not in body
