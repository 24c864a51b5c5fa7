"""Posting to a ledger and asking it, as a user does."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warledger.cli.app import app
from warledger.journal.sources import SourceError

RUN = CliRunner()

REPORTS = [
    {
        "id": "fall",
        "publisher": "Agency A",
        "published": "2015-05-21",
        "text": "Islamic State captured Palmyra from the Syrian army on Wednesday.",
    },
    {
        "id": "back",
        "publisher": "Agency B",
        "published": "2016-03-28",
        "text": "The Syrian army recaptured Palmyra from Islamic State on Sunday. Islamic State still holds Raqqa.",
    },
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("ledger")
    stories = folder / "stories.jsonl"
    stories.write_text("".join(json.dumps(r) + "\n" for r in REPORTS), encoding="utf-8")
    place = str(folder / "ledger.sqlite")
    done = RUN.invoke(app, ["add", str(stories), "--ledger", place])
    assert done.exit_code == 0 and "2 new, 0 revised" in done.stderr
    again = RUN.invoke(app, ["add", str(stories), "--ledger", place])
    assert "0 new, 0 revised, 2 posted before" in again.stderr
    return place


def rows(*arguments: str) -> list[dict[str, str]]:
    done = RUN.invoke(app, [*arguments, "--format", "json"])
    assert done.exit_code == 0, done.output
    return list(json.loads(done.stdout))


def holders(ledger: str, day: str, *more: str) -> dict[str, str]:
    return {r["place"]: r["party"] for r in rows("control", "--on", day, "--ledger", ledger, *more)}


def test_who_holds_what_on_a_day(ledger: str) -> None:
    assert holders(ledger, "2015-05-20")["Palmyra"] == "Islamic State"
    assert holders(ledger, "2016-03-27") == {"Palmyra": "Syrian government", "Raqqa": "Islamic State"}


def test_what_was_known_on_a_day_is_another_question(ledger: str) -> None:
    assert holders(ledger, "2016-04-01", "--known-on", "2016-03-01") == {"Palmyra": "Islamic State"}
    assert holders(ledger, "2016-04-01")["Palmyra"] == "Syrian government"


def test_a_party_is_found_by_any_of_its_names(ledger: str) -> None:
    assert set(holders(ledger, "2016-04-01", "--party", "daesh")) == {"Raqqa"}


def test_history_has_the_words_that_say_so(ledger: str) -> None:
    done = RUN.invoke(app, ["history", "palmyra", "--evidence", "--ledger", ledger])
    assert done.exit_code == 0
    assert done.stdout.index("Islamic State") < done.stdout.rindex("Syrian government")
    assert "recaptured Palmyra" in done.stdout and "Agency B" in done.stdout


def test_points_are_answered_row_for_row(ledger: str, tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    points.write_text(
        "place,country,lat,lon,date\nPalmyra,SY,34.56,38.27,2015-06-15\nAtlantis,SY,10,10,2015-06-15\n"
        "Palmyra,SY,34.56,38.27,2016-05-15\n",
        encoding="utf-8",
    )
    done = RUN.invoke(app, ["control", "--points", str(points), "--ledger", ledger])
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["party"], r["reason"]) for r in found] == [
        ("islamic-state", ""),
        ("", "unknown_place"),
        ("syrian-government", ""),
    ]
    assert found[2]["since"] == "2016-03-27"


def test_an_untouched_ledger_verifies_and_its_head_is_printed(ledger: str) -> None:
    assert RUN.invoke(app, ["verify", "--ledger", ledger]).stdout == "the ledger is clean\n"
    head = RUN.invoke(app, ["verify", "--head", "--ledger", ledger]).stdout.strip()
    assert RUN.invoke(app, ["verify", "--since", head, "--ledger", ledger]).exit_code == 0
    lost = RUN.invoke(app, ["verify", "--since", "9:abc", "--ledger", ledger])
    assert lost.exit_code == 1 and "cut off or rewritten" in lost.stderr


def test_what_changed_hands_between_two_days(ledger: str) -> None:
    (found,) = rows("diff", "2015-06-01", "2016-06-01", "--ledger", ledger)
    assert (found["place"], found["from"], found["to"]) == ("Palmyra", "Islamic State", "Syrian government")
    assert found["since"] == "2016-03-27"


def test_sieges_and_sources(tmp_path: Path) -> None:
    stories, place = tmp_path / "stories.jsonl", str(tmp_path / "ledger.sqlite")
    told = [
        (
            "2016-06-11",
            "The Syrian Democratic Forces encircled Manbij on Friday, trapping Islamic State fighters in it.",
        ),
        ("2016-08-13", "The Syrian Democratic Forces captured Manbij from Islamic State on Friday, residents said."),
        ("2012-07-01", "Rebels besieged the town of Nubl on Saturday. The Syrian army holds Nubl."),
    ]
    lines = [
        json.dumps({"id": str(i), "publisher": "Agency A", "published": day, "text": text})
        for i, (day, text) in enumerate(told)
    ]
    stories.write_text("\n".join(lines), encoding="utf-8")
    RUN.invoke(app, ["add", str(stories), "--ledger", place])
    (manbij,) = rows("sieges", "--on", "2016-07-01", "--ledger", place)
    assert (manbij["place"], manbij["besieger"]) == ("Manbij", "Syrian Democratic Forces")
    assert (manbij["from"], manbij["to"], manbij["ended"], manbij["days"]) == ("2016-06-10", "2016-08-12", "taken", 21)
    own = tmp_path / "own.toml"
    own.write_text('[[source]]\nname = "Agency A"\nreliability = "B"\n', encoding="utf-8")
    assert [r["reliability"] for r in rows("sources", "--ledger", place)] == ["F"]
    assert [r["reliability"] for r in rows("sources", "--add", str(own), "--ledger", place)] == ["B"]
    assert RUN.invoke(app, ["verify", "--ledger", place]).exit_code == 0
    own.write_text('[[source]]\nname = "Agency A"\nside = "nobody"\n', encoding="utf-8")
    wrong = RUN.invoke(app, ["sources", "--add", str(own), "--ledger", place])
    assert isinstance(wrong.exception, SourceError) and "a side is a party's id" in str(wrong.exception)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("demo") / "ledger.sqlite")
    assert RUN.invoke(app, ["demo", "--ledger", place]).exit_code == 0
    return place


def test_the_demonstration_shows_may_2016(demo: str) -> None:
    found = holders(demo, "2016-05-15")
    assert all(found[p] == "Islamic State" for p in ("Mosul", "Raqqa", "Manbij"))
    assert all(found[p] == "Iraqi government" for p in ("Ramadi", "Tikrit"))
    assert (found["Palmyra"], found["Sinjar"]) == ("Syrian government", "Kurdistan Regional Government")


def test_the_demonstration_knows_four_changes_of_palmyra_and_what_was_known_before(demo: str) -> None:
    parties = [r["party"] for r in rows("history", "Palmyra", "--ledger", demo)]
    assert parties == ["Syrian government", "Islamic State"] * 2 + ["Syrian government"]
    assert holders(demo, "2016-04-01", "--known-on", "2016-03-20")["Palmyra"] == "Islamic State"


def test_incidents_are_joined_over_reports_with_their_tolls(demo: str) -> None:
    at = ("--place", "al-Qaim", "--from", "2016-12-01", "--to", "2016-12-31", "--ledger", demo)
    found = rows("incidents", *at, "--type", "air/drone strike")
    (strike,) = [r for r in found if r["voices"] == 2]  # one of the reports quotes the command's own version too
    assert (strike["from"], strike["killed"], strike["voices"]) == ("2016-12-07", "55 (50-80)", 2)
    (one,) = rows("incident", strike["id"][:6], "--ledger", demo)
    assert {t["source"] for t in one["told"]} == {"Orchard Press Service", "Free Valley Network"}  # type: ignore[union-attr, index, call-overload]
    assert rows("incidents", *at, "--known-on", "2016-12-08")[0]["killed"] == "55"


def test_a_report_shows_its_revisions_and_what_they_changed(demo: str) -> None:
    (found,) = rows("report", "d16-016", "--ledger", demo)
    revisions, changes = found["revisions"], found["changes"]
    assert [r["published"] for r in revisions] == ["2016-03-06", "2016-03-07"]  # type: ignore[index]
    assert any("killed: [[47" in c.get("fields", "") for c in changes)  # type: ignore[attr-defined]
    (copy,) = rows("report", "d16-012", "--ledger", demo)
    assert copy["revisions"][0]["copy of"] == "d16-011"  # type: ignore[index]


ERRORS = [
    (["report", "nothing"], "has no report"),
    (["incident", "nothing"], "lists them"),
    (["incidents", "--type", "Battle"], "the types are"),
    (["control", "--on", "soon"], "write it as 2016-05-15"),
    (["control", "--party", "Islamic Stat"], "near names are islamic state"),
    (["history", "Palmyrra"], "near names are palmyra"),
]


@pytest.mark.parametrize(("arguments", "words"), ERRORS, ids=[e[0][0] for e in ERRORS])
def test_errors_say_what_to_do(ledger: str, arguments: list[str], words: str) -> None:
    done = RUN.invoke(app, [*arguments, "--ledger", ledger])
    assert isinstance(done.exception, OSError) and words in str(done.exception)


def test_a_ledger_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["control", "--ledger", str(tmp_path / "none.sqlite")])
    assert isinstance(done.exception, OSError) and "warledger add" in str(done.exception)


def test_a_name_of_several_places_lists_them_and_a_country_tells_which(tmp_path: Path) -> None:
    stories = tmp_path / "stories.jsonl"
    texts = [
        "Syrian rebels captured Tripoli and Sake on Monday.",
        "TRIPOLI, Libya - Haftar's forces captured Tripoli in Libya on Monday from the Libyan government.",
        "TRIPOLI, Lebanon - Lebanese army troops took Tripoli in Lebanon from Fatah al-Islam militants on Monday.",
    ]
    lines = [json.dumps({"id": str(n), "published": "2020-05-21", "text": t}) + "\n" for n, t in enumerate(texts)]
    stories.write_text("".join(lines[1:]), encoding="utf-8")
    ledger = str(tmp_path / "l.sqlite")
    assert RUN.invoke(app, ["add", str(stories), "--ledger", ledger]).exit_code == 0
    asked = RUN.invoke(app, ["history", "Tripoli", "--ledger", ledger])
    assert isinstance(asked.exception, OSError) and "LY" in str(asked.exception) and "LB" in str(asked.exception)
    assert RUN.invoke(app, ["history", "Tripoli, LB", "--ledger", ledger]).exit_code == 0
