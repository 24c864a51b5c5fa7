"""Posting to a ledger and asking it, as a user does."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warledger.cli.app import app

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


ERRORS = [
    (["control", "--on", "soon"], "write it as 2016-05-15"),
    (["control", "--party", "Islamic Stat"], "near names are islamic state"),
    (["history", "Palmira"], "near names are palmyra"),
]


@pytest.mark.parametrize(("arguments", "words"), ERRORS, ids=[e[0][0] for e in ERRORS])
def test_errors_say_what_to_do(ledger: str, arguments: list[str], words: str) -> None:
    done = RUN.invoke(app, [*arguments, "--ledger", ledger])
    assert isinstance(done.exception, OSError) and words in str(done.exception)


def test_a_ledger_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["control", "--ledger", str(tmp_path / "none.sqlite")])
    assert isinstance(done.exception, OSError) and "warledger add" in str(done.exception)
