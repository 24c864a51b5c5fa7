"""The journal: posting, revisions, what is known when, and whether anything was altered."""

import os
import signal
import sqlite3
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from building import control, place, span
from warledger.journal.opening import SCHEMA, LedgerError
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.tables import entries, revisions, statements
from warledger.journal.telling import AsOf
from warledger.record.report import Report
from warledger.record.statement import Statement

WORDS = "Rebels took Sake"


def report(text: str = WORDS, story: str = "s", published: str | None = "2024-02-07") -> Report:
    return Report(text=text, story=story, published=published, language="en")


def taking(of: Report, where: str = "Sake", modality: str = "asserted") -> Statement:
    return control(of, where, None, "gained", place=place(where, "CD"), modality=modality, quote=span(of.text[:6]))


def post(ledger: Ledger, of: Report, *places: str) -> str:
    return ledger.post(of, [taking(of, p) for p in places], reader="test", now="2024-03-01T00:00:00Z").outcome


def test_a_report_is_posted_once(ledger: Ledger) -> None:
    assert post(ledger, report(), "Sake") == "new"
    head = ledger.head()
    assert post(ledger, report(), "Sake") == "same" and ledger.head() == head
    assert [t.statement.place and t.statement.place.name for t in ledger.told()] == ["Sake"]


def test_a_changed_text_is_a_revision_that_replaces_its_statements(ledger: Ledger) -> None:
    post(ledger, report(), "Sake", "Minova")
    later = report(WORDS + " on Tuesday", published="2024-02-09")
    posted = ledger.post(later, [taking(later, "Sake", "claimed"), taking(later, "Masisi")], reader="test")
    assert posted.outcome == "revised"
    assert {c["change"] for c in posted.changes} == {"added", "dropped", "changed"}
    (changed,) = [c for c in posted.changes if c["change"] == "changed"]
    assert changed["fields"] == {"modality": ["asserted", "claimed"]}
    assert {t.statement.place.name for t in ledger.told() if t.statement.place} == {"Sake", "Masisi"}


def test_what_was_known_on_a_date_is_what_was_public_then(ledger: Ledger) -> None:
    post(ledger, report(), "Sake")
    post(ledger, report(WORDS + ", it was said", published="2024-02-09"), "Minova")

    def known(moment: str) -> list[str]:
        return [t.statement.place.name for t in ledger.told(as_of=AsOf(known_on=moment)) if t.statement.place]

    assert known("2024-02-06T23:59:59Z") == []
    assert known("2024-02-08T23:59:59Z") == ["Sake"]
    assert known("2024-02-09T23:59:59Z") == ["Minova"]


def test_an_untouched_ledger_is_clean(ledger: Ledger) -> None:
    for i in range(5):
        post(ledger, report(story=str(i)), "Sake", "Goma")
    assert ledger.verify() == [] and ledger.verify(ledger.head()) == []


def test_every_alteration_is_found_and_named(ledger: Ledger) -> None:
    for i in range(3):
        post(ledger, report(story=str(i)), "Sake")
    key = report(story="1").revision
    altered = [
        (update(revisions).where(revisions.c.key == key).values(text="other words"), f"the text of {key}"),
        (update(revisions).where(revisions.c.key == key).values(publisher="Other"), f"the revision {key}"),
        (update(statements).where(statements.c.revision == key).values(body="{}"), "the statement"),
        (update(entries).where(entries.c.seq == 2).values(posted_at="2020-01-01T00:00:00Z"), "entry 2 (revision)"),
        (delete(entries).where(entries.c.seq == 2), "entry 2 is missing"),
        (insert(revisions).values(key="new", story="x", number=1, text="", text_sha256="", public_at="", public_from="",
                                  posted_at="", reader="", voice="new", changes="[]"), "the revision new is in no entry"),
    ]  # fmt: skip
    for change, words in altered:
        with ledger.engine.connect() as connection:
            if ledger.engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            connection.execute(change)
            connection.commit()
        assert any(words in line for line in ledger.verify()), words


def test_a_cut_off_end_shows_against_a_head_kept_elsewhere(ledger: Ledger) -> None:
    post(ledger, report(story="a"), "Sake")
    post(ledger, report(story="b"), "Sake")
    head, key = ledger.head(), report(story="b").revision
    with ledger.engine.connect() as connection:
        for table, column in (
            (statements, statements.c.revision),
            (revisions, revisions.c.key),
            (entries, entries.c.ref),
        ):
            connection.execute(delete(table).where(column == key))
        connection.commit()
    assert ledger.verify() == [] and "cut off or rewritten" in ledger.verify(head)[0]


def test_what_is_redacted_is_gone_and_the_journal_stays_clean(ledger: Ledger) -> None:
    post(ledger, report(), "Sake")
    ledger.redact(report().revision, "names a witness at risk", editor="eva")
    assert list(ledger.told()) == [] and ledger.verify() == []


@pytest.mark.parametrize("content", [b"not a database at all, just words" * 50, b"\x00\xff" * 3000])
def test_a_file_that_is_no_ledger_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.sqlite").write_bytes(content)
    with pytest.raises(LedgerError, match="is no ledger"):
        open_ledger(str(tmp_path / "x.sqlite"))


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE recipe (name TEXT)")
    base.commit()
    base.close()
    with pytest.raises(LedgerError, match="no ledger of warledger"):
        open_ledger(str(path))


def test_a_ledger_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    path = str(tmp_path / "l.sqlite")
    open_ledger(path).close()
    base = sqlite3.connect(path)
    base.execute("UPDATE alembic_version SET version_num = '9999'")
    base.commit()
    base.close()
    with pytest.raises(LedgerError, match="newer version"):
        open_ledger(path)


WRITER = """
import sys
from test_store import post, report
from warledger.journal.store import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    for i in range(int(sys.argv[3])):
        post(ledger, report(story=f"{sys.argv[2]}-{i}"), "Sake", "Goma")
        print(f"{sys.argv[2]}-{i}", flush=True)
"""


def writer(place: str, name: str, count: int) -> subprocess.Popen[str]:
    roots = f"{Path(__file__).parent}{os.pathsep}{Path(__file__).parent.parent}"
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, place, name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": roots},
    )


def test_two_processes_post_to_one_ledger_and_nothing_is_lost(where: str) -> None:
    open_ledger(where).close()
    both = [writer(where, name, 25) for name in ("a", "b")]
    assert [p.wait(timeout=120) for p in both] == [0, 0]
    with open_ledger(where) as ledger:
        assert len({t.statement.report for t in ledger.told()}) == 50 and ledger.verify() == []


def test_a_writer_killed_at_any_moment_leaves_a_clean_ledger(tmp_path: Path) -> None:
    path = str(tmp_path / "killed.sqlite")
    open_ledger(path).close()
    said: set[str] = set()
    for turn in range(6):
        process = writer(path, f"k{turn}", 400)
        assert process.stdout is not None
        for _ in range(1 + 5 * turn):
            said.add(process.stdout.readline().strip())
        process.send_signal(signal.SIGKILL)
        said |= {line.strip() for line in process.stdout.read().splitlines() if line.endswith(tuple("0123456789"))}
        process.wait()
        with open_ledger(path) as ledger:
            told = [t.statement.report for t in ledger.told()]
            assert ledger.verify() == [] and said <= set(told) and len(told) == 2 * len(set(told))


def test_the_schema_that_is_read_is_the_last_migrations() -> None:
    folder = files("warledger.journal") / "migrations" / "versions"
    assert max(file.name[:4] for file in folder.iterdir() if file.name[:1].isdigit()) == SCHEMA


def test_another_story_under_an_old_address_is_a_story_of_its_own(ledger: Ledger) -> None:
    words = (
        "rebels took the hill above the town at dawn and the army said that it would come back before the week was out"
    )
    first = report(words, story="https://paper.example/live")
    ledger.post(first, [], reader="test")
    grown = report(f"{words}, which it did not", story=first.story)
    other = report(
        "the minister opened a bridge over the river in the north and spoke of roads that would be built",
        story=first.story,
    )
    assert ledger.story_for(grown) == first.story
    assert ledger.story_for(other) == f"{first.story}#2"
    ledger.post(other.model_copy(update={"story": f"{first.story}#2"}), [], reader="test")
    assert ledger.story_for(other) == f"{first.story}#2" and ledger.story_for(grown) == first.story
