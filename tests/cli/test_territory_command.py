"""Territory and the map from the command line."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warledger.accounts.book import open_book
from warledger.accounts.settlements import settlements_of
from warledger.accounts.steps import Step, steps_of
from warledger.cli.app import app
from warledger.cli.output import prepared_index
from warledger.gazetteer.index import Index
from warledger.journal.store import open_ledger
from warledger.parties.registry import default_registry
from warledger.publish.control_rows import rows_of

RUN = CliRunner()

REPORTS = [
    ("2015-05-21", "Islamic State captured Palmyra from the Syrian army on Wednesday."),
    ("2016-03-28", "The Syrian army recaptured Palmyra from Islamic State on Sunday. Islamic State still holds Raqqa."),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("ledger")
    stories = folder / "stories.jsonl"
    lines = [json.dumps({"id": d, "publisher": "Agency A", "published": d, "text": t}) for d, t in REPORTS]
    stories.write_text("\n".join(lines), encoding="utf-8")
    place = str(folder / "ledger.sqlite")
    assert RUN.invoke(app, ["add", str(stories), "--ledger", place]).exit_code == 0
    return place


def asked(ledger: str, *more: str) -> str:
    done = RUN.invoke(app, ["territory", "daesh", "--ledger", ledger, *more])
    assert done.exit_code == 0, done.output
    return done.stdout


SPAN = ("--from", "2016-02-15", "--to", "2016-04-15")


def test_a_table_by_month_then_gains_and_losses(ledger: str) -> None:
    out = asked(ledger, *SPAN)
    assert "2 populated places" in out and out.index("2016-02-15") < out.index("2016-03-15") < out.index("2016-04-15")
    lost = next(line for line in out.splitlines() if line.startswith("lost"))
    assert lost.split()[1:6] == ["Palmyra", "SY", "Syrian", "government", "51015"]


def test_json_has_the_figures_and_the_changes(ledger: str) -> None:
    found = json.loads(asked(ledger, *SPAN, "--format", "json"))
    rows = found["territory"]
    assert [r["places"] for r in rows] == [2, 2, 1] and {r["places_total"] for r in rows} == {2}
    assert all(r[f"{p}_low"] <= r[p] <= r[f"{p}_high"] for r in rows for p in ("places", "people", "km2"))
    assert [(c["change"], c["place"]) for c in found["changes"]] == [("lost", "Palmyra")]


def test_csv_is_one_table_either_of_the_steps_or_of_the_changes(ledger: str) -> None:
    steps = list(csv.DictReader(io.StringIO(asked(ledger, *SPAN, "--format", "csv"))))
    assert [r["day"] for r in steps] == ["2016-02-15", "2016-03-15", "2016-04-15"]
    changes = list(csv.DictReader(io.StringIO(asked(ledger, *SPAN, "--format", "csv", "--changes"))))
    assert [(r["change"], r["place"]) for r in changes] == [("lost", "Palmyra")]


def test_what_was_known_on_a_day_bounds_the_answer(ledger: str) -> None:
    found = json.loads(asked(ledger, *SPAN, "--format", "json", "--known-on", "2016-03-01"))
    assert [r["places"] for r in found["territory"]] == [1, 1, 1] and found["changes"] == []


def test_a_chart_is_written(ledger: str, tmp_path: Path) -> None:
    asked(ledger, *SPAN, "--chart", str(tmp_path / "chart.svg"))
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_country_without_places_is_said_to_be_unknown(ledger: str) -> None:
    done = RUN.invoke(app, ["territory", "daesh", "--country", "UA", "--ledger", ledger])
    assert done.exit_code == 0 and done.stdout == "" and "no populated place" in done.stderr


def test_a_first_day_after_the_last_is_refused(ledger: str) -> None:
    done = RUN.invoke(app, ["territory", "daesh", "--from", "2016-02-01", "--to", "2016-01-01", "--ledger", ledger])
    assert isinstance(done.exception, OSError) and "is after" in str(done.exception)


STEPS = [
    (Step.month, "2016-01-31", "2016-04-30", ["2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30"]),
    (Step.month, "2015-12-10", "2016-01-20", ["2015-12-10", "2016-01-10", "2016-01-20"]),
    (Step.week, "2016-01-01", "2016-01-15", ["2016-01-01", "2016-01-08", "2016-01-15"]),
    (Step.day, "2016-02-28", "2016-03-01", ["2016-02-28", "2016-02-29", "2016-03-01"]),
    (Step.day, "2016-02-28", "2016-02-28", ["2016-02-28"]),
]


@pytest.mark.parametrize(("step", "first", "last", "expected"), STEPS)
def test_steps_end_with_the_last_day(step: Step, first: str, last: str, expected: list[str]) -> None:
    days = steps_of(dt.date.fromisoformat(first), dt.date.fromisoformat(last), step)
    assert [dt.date.fromordinal(d).isoformat() for d in days] == expected


@pytest.fixture
def edited(ledger: str, tmp_path: Path) -> str:
    """The ledger after an editor has withheld the agency, accepted what it says last and coarsened Palmyra."""
    path = tmp_path / "edited.sqlite"
    path.write_bytes(Path(ledger).read_bytes())
    done = RUN.invoke(app, ["report", REPORTS[1][0], "--format", "json", "--ledger", str(path)])
    taken = next(s["statement"] for s in json.loads(done.stdout)[0]["statements"] if s["place"] == "Palmyra")
    for words in (["withhold", "Agency A"], ["accept", taken], ["coarsen", "Palmyra", "100"]):
        done = RUN.invoke(app, ["decide", *words, "--editor", "eva", "--ledger", str(path)])
        assert done.exit_code == 0, done.output
    return str(path)


def test_a_map_shows_no_withheld_source_and_what_an_editor_said(edited: str, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    RUN.invoke(app, ["control", "--on", "2016-04-01", "--map", str(page), "--ledger", edited])
    content = page.read_text(encoding="utf-8")
    assert "Agency A" not in content and "a withheld source, 2016-03-28" in content
    assert content.count(", by an editor") == 1


def test_a_coarsened_place_is_on_maps_and_in_areas_only_where_it_is_published(ledger: str, edited: str) -> None:
    day, index = dt.date(2016, 4, 1).toordinal(), Index(prepared_index())
    exact: list[dict[str, tuple[float | None, float | None]]] = []
    shown: list[dict[str, tuple[float | None, float | None]]] = []
    for path, found in ((ledger, exact), (edited, shown)):
        with open_ledger(path) as opened, open_book(opened) as book:
            rows = {r.name: (r.lat, r.lon) for r in rows_of(book, day, default_registry(), index)}
            counted = settlements_of(list(book.accounts()), index, {}, book.method, book.publication)
            assert rows == {s.name: (s.lat, s.lon) for s in counted}
            assert all(s.people for s in counted)
            found.append(rows)
            place = next(p for p in book.places.by_key.values() if p.name == "Palmyra")
            assert (place.lat, place.lon) == exact[0]["Palmyra"]
            assert rows["Palmyra"] == book.published_position(place.key)
    assert exact[0]["Palmyra"] != shown[0]["Palmyra"] and exact[0]["Raqqa"] == shown[0]["Raqqa"]


def test_a_map_of_a_day_has_the_holders_and_their_words(ledger: str, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    done = RUN.invoke(app, ["control", "--on", "2016-04-01", "--map", str(page), "--ledger", ledger])
    content = page.read_text(encoding="utf-8")
    assert done.exit_code == 0 and str(page) in done.stderr.replace("\n", "")
    assert "Who held what on 1 April 2016" in content and "Palmyra: Syrian government, " in content
    assert "recaptured Palmyra" in content and "Agency A, 2016-03-28" in content
    RUN.invoke(
        app, ["control", "--on", "2016-04-01", "--known-on", "2016-03-01", "--map", str(page), "--ledger", ledger]
    )
    content = page.read_text(encoding="utf-8")
    assert "As known on 1 March 2016, from 1 report with" in content and "Palmyra: Islamic State, " in content
