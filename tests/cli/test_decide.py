"""Editors at the command line: what they decide, what it changes, and what of it is shown."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from warledger.accounts.book import open_book
from warledger.accounts.decided import written
from warledger.cli import reread as reread_command
from warledger.cli.app import app
from warledger.journal.decisions import Decision, DecisionError
from warledger.journal.store import open_ledger
from warledger.reading.reader import Reader, Reading
from warledger.record.report import Report

RUN = CliRunner()
AGENCY = "Zelina Weekly"

REPORTS = [
    ("fall", AGENCY, "2015-05-21", "Islamic State captured Palmyra from the Syrian army on Wednesday."),
    ("back", "Agency B", "2016-03-28", "The Syrian army recaptured Palmyra from Islamic State on Sunday, Zelina Weekly said."),
    ("raid", AGENCY, "2016-05-02", "An air strike on Raqqa on Sunday killed 12 civilians, residents said."),
    ("raid-2", "Agency B", "2016-05-03", "Air strikes on Raqqa on Sunday killed 12 people, monitors said."),
    ("other", "Agency C", "2016-06-11", "An air strike in Manbij killed 40 civilians on Friday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def read(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of the reports, to be copied for each test."""
    path = tmp_path_factory.mktemp("read") / "ledger.sqlite"
    with open_ledger(str(path)) as opened:
        for story, publisher, day, text in REPORTS:
            report = Report(text=text, story=story, id=story, publisher=publisher, published=day, language="en")
            opened.post(report, reader.read(report).statements, reader=reader.name, now="2020-01-01T00:00:00Z")
        open_book(opened).close()
        opened.scrub()
    return str(path)


@dataclass
class Desk:
    """An editor's desk: a ledger, and the commands on it."""

    path: Path

    def __call__(self, *words: str) -> Result:
        done = RUN.invoke(app, [*words, "--ledger", str(self.path)], env={"WARLEDGER_EDITOR": "eva"})
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def rows(self, *words: str) -> list[dict[str, Any]]:
        return list(json.loads(self(*words, "--format", "json").stdout))

    def statement(self, story: str, kind: str = "control") -> str:
        (report,) = self.rows("report", story)
        return next(str(s["statement"]) for s in report["statements"] if s["kind"] == kind)

    def said(self, story: str) -> dict[str, Any]:
        (report,) = self.rows("report", story)
        return dict(report["statements"][0])

    def incidents(self) -> list[tuple[str, str, int]]:
        return sorted((r["place"], r["killed"], r["voices"]) for r in self.rows("incidents"))


@pytest.fixture
def desk(read: str, tmp_path: Path) -> Desk:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(Path(read).read_bytes())
    return Desk(path)


def test_a_rejection_shows_what_it_changes_and_is_undone(desk: Desk) -> None:
    back = desk.statement("back")
    done = desk("decide", "reject", back[:8], "--reason", "a rumour")
    assert (
        done.stdout.splitlines()[0]
        == f'decision 6: reject {back[:10]} "Syrian army recaptured Palmyra from Islamic State"'
    )
    assert "Palmyra, 2016-03-27 to " in done.stdout and "Syrian government -> Islamic State" in done.stdout
    said = desk.said("back")
    assert said["editor"] == "rejected by eva (6): a rumour" and said["confidence"] < 0.99
    assert [r["party"] for r in desk.rows("control", "--on", "2016-05-15")] == ["Islamic State"]
    undone = desk("decide", "undo", "6")
    assert "Islamic State -> Syrian government" in undone.stdout and desk.said("back")["editor"] == ""
    assert [(r["number"], r["decision"], r["undone by"]) for r in desk.rows("decisions")] == [
        (6, "reject", 7),
        (7, "undo", ""),
    ]


def test_a_correction_is_marked_and_what_the_reader_said_is_kept(desk: Desk) -> None:
    fall = desk.statement("fall")
    done = desk(
        "decide", "correct", fall, "--set", "time=2015-05-19", "--set", "gainer=al-Nusra Front", "--reason", "misread"
    )
    assert "Palmyra, 2015-05-19" in done.stdout
    said = desk.said("fall")
    assert said["editor"] == "corrected by eva (6): misread" and said["days"] == "2015-05-19"
    assert "start: 2015-05-20" in said["reader said"] and "Islamic State" in said["reader said"]
    shown = desk("report", "fall").stdout
    assert "corrected by eva (6): misread; the reader said" in shown and fall[:10] in shown
    (made,) = desk.rows("decisions")
    assert (made["decision"], made["editor"], made["reason"]) == ("correct", "eva", "misread")
    assert "time 2015-05-19" in made["sets"] and "Nusra" in made["sets"]
    evidence = desk("history", "Palmyra", "--evidence").stdout
    assert f"[{fall[:10]}, by an editor]" in evidence
    assert desk("verify").stdout == "the ledger is clean\n"


def test_accepted_statements_are_surer(desk: Desk) -> None:
    both = [desk.statement(story) for story in ("fall", "back")]
    done = desk("decide", "accept", *both, "--editor", "omar")
    assert done.stdout.count("decision ") == 2
    assert [desk.said(story)["editor"] for story in ("fall", "back")] == [
        "accepted by omar (6)",
        "accepted by omar (7)",
    ]
    assert desk.said("fall")["confidence"] == 0.99


def test_incidents_are_joined_and_split(desk: Desk) -> None:
    assert desk.incidents() == [("Manbij", "40", 1), ("Raqqa", "12", 2)]
    one, two = (r["id"] for r in desk.rows("incidents"))
    done = desk("decide", "same", one, two, "--reason", "the same sortie")
    assert "incidents before: " in done.stdout and "(3 statements)" in done.stdout
    assert len(desk.incidents()) == 1
    desk("decide", "apart", desk.statement("other", "event"), desk.rows("incidents")[0]["id"])
    assert desk.incidents() == [("Manbij", "40", 1), ("Raqqa", "12", 2)]
    desk("decide", "apart", desk.statement("raid", "event")[:9], desk.statement("raid-2", "event")[:9])
    assert [voices for _, _, voices in desk.incidents()] == [1, 1, 1]
    assert [r["decision"] for r in desk.rows("decisions")] == ["same", "apart", "apart"]


def test_a_withheld_source_is_named_in_no_answer(desk: Desk, reader: Reader) -> None:
    text = "The Syrian Democratic Forces encircled Manbij on Friday, trapping Islamic State fighters in it."
    ring = Report(text=text, story="ring", id="ring", publisher=AGENCY, published="2016-06-11", language="en")
    with open_ledger(str(desk.path)) as opened:
        opened.post(ring, reader.read(ring).statements, reader=reader.name)
    incident = next(r["id"] for r in desk.rows("incidents") if r["place"] == "Raqqa")
    questions = [
        ("history", "Palmyra", "--evidence"),
        ("history", "Palmyra", "--evidence", "--known-on", "2016-06-01"),
        ("control", "--on", "2016-05-15", "--evidence"),
        ("diff", "2015-05-01", "2016-05-15", "--evidence"),
        ("incident", incident),
        ("incidents", "--evidence"),
        ("sieges", "--evidence"),
        ("report", "fall"),
        ("report", "back"),
        ("sources",),
        ("decisions",),
    ]
    named = [AGENCY in desk(*q).stdout.replace("\n    ", " ") for q in questions]
    assert named.count(True) >= 8
    assert desk("decide", "withhold", AGENCY, "--reason", "at risk").exit_code == 0
    for question in questions:
        for form in ("table", "json"):
            shown = desk(*question, "--format", form).stdout
            assert "Zelina" not in shown, question
    assert "a withheld source" in desk("incident", incident).stdout
    assert AGENCY in desk("decisions", "--names").stdout
    desk("decide", "undo", "7")
    assert AGENCY in desk("sources").stdout


def test_a_place_is_put_elsewhere_and_shown_coarsely(desk: Desk) -> None:
    with open_ledger(str(desk.path)) as opened, open_book(opened) as book:
        (palmyra,) = [p.key for p in book.places.by_key.values() if p.name == "Palmyra"]
    assert "decision 6: position Palmyra" in desk("decide", "position", "Palmyra", "34.5", "-3.5").stdout
    desk("decide", "coarsen", "Palmyra", "20")
    with open_ledger(str(desk.path)) as opened, open_book(opened) as book:
        exact, shown = book.places.by_key[palmyra], book.published_position(palmyra)
        assert (exact.lat, exact.lon) == (34.5, -3.5)
        assert shown is not None and shown != (34.5, -3.5) and abs(shown[0] - 34.5) < 0.1 and abs(shown[1] + 3.5) < 0.12
    made = [(r["decision"], r["sets"]) for r in desk.rows("decisions")]
    assert made == [("position", "34.5, -3.5"), ("coarsen", "20.0 km")]


def test_incidents_are_published_where_their_place_is_shown(desk: Desk) -> None:
    def raqqa() -> tuple[float | None, float | None]:
        with open_ledger(str(desk.path)) as opened, open_book(opened) as book:
            (one,) = [i for i in book.incidents() if i.place == "Raqqa"]
            return one.lat, one.lon

    before = raqqa()
    with open_ledger(str(desk.path)) as opened:
        with open_book(opened) as book:
            key = next(i.key for i in book.incidents() if i.place == "Raqqa")
        common = {"editor": "eva", "made_at": "2024-01-01T00:00:00Z", "place": written(key)}
        opened.decide(Decision(kind="position", lat=1.25, lon=2.25, **common))  # type: ignore[arg-type]
        assert before != raqqa() == (1.25, 2.25)
        opened.decide(Decision(kind="coarsen", km=111.0, **common))  # type: ignore[arg-type]
    shown = raqqa()
    assert None not in shown and shown != (1.25, 2.25)
    assert shown == pytest.approx((1.25, 2.25), abs=0.51)


def test_a_redacted_report_is_gone_from_every_answer_and_from_the_file(desk: Desk) -> None:
    desk("decide", "accept", desk.statement("fall"))
    done = desk("redact", "fall", "--reason", "names a witness")
    assert done.stdout == "1 revision of fall redacted\n"
    (report,) = desk.rows("report", "fall")
    assert report["statements"] == [] and report["revisions"][0]["words"] == "redacted"
    assert [r["party"] for r in desk.rows("history", "Palmyra")] != [] and "fall" not in desk(
        "control", "--evidence"
    ).stdout
    assert b"Islamic State captured Palmyra" not in desk.path.read_bytes()
    assert [(r["decision"], r["on"], r["reason"]) for r in desk.rows("decisions")] == [
        ("redact", "fall", "names a witness")
    ]
    assert desk("verify").stdout == "the ledger is clean\n"
    assert "1 had been redacted before" in desk("redact", "fall", "--reason", "again").stderr


def test_decisions_are_given_as_csv(desk: Desk) -> None:
    desk("decide", "reject", desk.statement("fall"), "--reason", "no, never")
    (row,) = csv.DictReader(io.StringIO(desk("decisions", "--format", "csv").stdout))
    assert (row["number"], row["decision"], row["reason"]) == ("6", "reject", "no, never")


ERRORS: list[tuple[list[str], str]] = [
    (["decide", "accept", "zzz"], "has no statement 'zzz'; `warledger report ID`"),
    (["decide", "same", "zzz", "zzz"], "`incidents` lists incidents"),
    (["decide", "coarsen", "Atlantis", "5"], "knows no place 'Atlantis'"),
    (["decide", "withhold", "Zelina Weakly"], "near names are Zelina Weekly; --unposted withholds it all the same"),
    (["decide", "undo", "3"], "entry 3 is no decision that stands"),
    (["redact", "nothing", "--reason", "r"], "has no report 'nothing'"),
    (["redact", "fall", "--reason", "r", "--revision", "2"], "fall has 1 revisions, no number 2"),
    (["reread", "nothing"], "has no report 'nothing'"),
]


@pytest.mark.parametrize(("words", "why"), ERRORS, ids=[" ".join(e[0]) for e in ERRORS])
def test_errors_say_what_to_do_and_nothing_is_posted(desk: Desk, words: list[str], why: str) -> None:
    with pytest.raises((DecisionError, OSError)) as raised:
        desk(*words)
    assert why in str(raised.value)
    assert desk("verify", "--head").stdout.startswith("5:")


SETTINGS = [
    ("control.change=took", "control.change: Input should be"),
    ("time=2016-13-01", "'2016-13-01' is no day"),
    ("gainer=Nobody at all", "there is no party"),
    ("colour=red", "there is no field 'colour'"),
    ("time=2015-05-20", "says so already"),
]


@pytest.mark.parametrize(("setting", "why"), SETTINGS, ids=[s[0] for s in SETTINGS])
def test_a_correction_that_cannot_be_is_refused(desk: Desk, setting: str, why: str) -> None:
    with pytest.raises(DecisionError) as raised:
        desk("decide", "correct", desk.statement("fall"), "--set", setting)
    assert why in str(raised.value) and desk("verify", "--head").stdout.startswith("5:")


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_decides_without_a_name(desk: Desk, name: str) -> None:
    for words in (["decide", "accept", desk.statement("fall")], ["redact", "fall", "--reason", "r"]):
        done = RUN.invoke(app, [*words, "--ledger", str(desk.path)], env={"WARLEDGER_EDITOR": name})
        assert isinstance(done.exception, OSError) and "WARLEDGER_EDITOR" in str(done.exception)


def test_who_saw_another_decision_is_told(desk: Desk) -> None:
    fall = desk.statement("fall")
    desk("decide", "accept", fall, "--seen", "0")
    with pytest.raises(DecisionError, match="eva decided on this meanwhile"):
        desk("decide", "reject", fall, "--seen", "0", "--editor", "omar")
    assert desk("decide", "reject", fall, "--seen", "6").exit_code == 0


@dataclass
class Other:
    """A reader of another name, which makes of texts what they say with some words replaced by others as long."""

    under: Reader
    name: str
    instead: dict[str, str]
    stop: int | None = None

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for number, report in enumerate(reports):
            if number == self.stop:
                raise KeyboardInterrupt
            text = report.text
            for old, new in self.instead.items():
                text = text.replace(old, new)
            found = self.under.read(report.model_copy(update={"text": text})).statements
            yield Reading(
                report,
                tuple(s.model_copy(update={"id": f"{s.id}-{self.name}", "revision": report.revision}) for s in found),
            )


def use(monkeypatch: pytest.MonkeyPatch, reader: Reader, name: str, stop: int | None = None, **instead: str) -> None:
    other = Other(reader, name, instead, stop)
    monkeypatch.setattr(reread_command, "default_reader", lambda model: other)


def test_rereading_shows_what_would_change_and_posts_when_told_to(
    desk: Desk, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk("decide", "accept", desk.statement("fall"))
    desk("decide", "reject", desk.statement("back"))
    desk("decide", "undo", "7")
    desk("decide", "accept", desk.statement("other", "event"))
    use(monkeypatch, reader, "two", Palmyra="Kobani ", Friday="Monday")
    head = desk("verify", "--head").stdout
    shown = desk("reread")
    assert "5 revisions read again: statements 2 added, 2 dropped, 1 changed" in shown.stderr
    assert "nothing is posted; --post does it" in shown.stderr and desk("verify", "--head").stdout == head
    assert "Palmyra, 2016-03-27 to " in shown.stderr and "Syrian government -> unclear" in shown.stderr
    assert "1 decision would lose its statement" in shown.stderr
    assert '6: accept by eva, "Islamic State captured Palmyra from the Syrian army" (fall)' in shown.stderr
    changes = [(r["report"], r["change"]) for r in desk.rows("reread")]
    assert sorted(changes) == [(s, c) for s in ("back", "fall") for c in ("added", "dropped")] + [("other", "changed")]
    posted = desk("reread", "--post")
    assert "1 decision lost its statement" in posted.stderr and "nothing is posted" not in posted.stderr
    assert {r["place"] for r in desk.rows("control", "--on", "2016-05-15")} == {"Kobani"}
    assert desk.said("other")["days"] == "2016-06-10", "what was accepted holds"
    assert desk("verify").stdout == "the ledger is clean\n"
    assert "all was read by this reader already" in desk("reread", "--post").stderr


def test_rereading_some_reports_and_going_on_after_a_stop(
    desk: Desk, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, reader, "two")
    assert "1 revision read again" in desk("reread", "raid", "--post").stderr
    use(monkeypatch, reader, "two", stop=2)
    done = RUN.invoke(app, ["reread", "--post", "--ledger", str(desk.path)])
    assert done.exit_code != 0 and "2 revisions were posted and stay" in done.stderr
    use(monkeypatch, reader, "two")
    assert "2 revisions read again: statements 0 added, 0 dropped, 0 changed" in desk("reread", "--post").stderr
    assert desk("verify").stdout == "the ledger is clean\n"


def test_the_present_reader_has_nothing_to_read_again(
    desk: Desk, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reread_command, "default_reader", lambda model: reader)
    assert "all was read by this reader already" in desk("reread").stderr
