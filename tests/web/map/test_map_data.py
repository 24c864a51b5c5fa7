"""The map's columns say what the book says."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
import shapely

from warledger.accounts.account import Account
from warledger.accounts.book import Book
from warledger.accounts.cells import Site, cell_areas
from warledger.accounts.equal_area import centred
from warledger.accounts.ledger_places import Key
from warledger.accounts.publication import WITHHELD
from warledger.accounts.reports_asked import publishers_of
from warledger.accounts.settlements import settlements_of
from warledger.gazetteer.index import Index
from warledger.gazetteer.outlines import outlines
from warledger.parties.registry import default_registry
from warledger.publish.colours import default_palette
from warledger.web.map.asked import ViewAsked
from warledger.web.map.columns import Table, steps, unstepped
from warledger.web.map.control_columns import ControlReader
from warledger.web.map.days import STEPS, Span, range_of, spans_between, spans_within, telling_day, whole_years
from warledger.web.map.incident_words import incident_words
from warledger.web.map.land_cells import land_cells
from warledger.web.map.map_data import Known, map_data
from warledger.web.map.packed import packed
from warledger.web.map.place_words import Telling, place_words
from warledger.web.map.places_table import rows_on
from warledger.web.names import id_of, key_of_id


def test_spans_leave_no_change_out(book: Book) -> None:
    for _, account in book.accounts():
        first, last = account.days[0] - 40, account.days[-1] + 900
        spans = spans_between(account, book.method, first, last)
        daily = [s for day in range(first, last + 1) for s in spans_between(account, book.method, day, day)]
        changed = [
            s
            for before, s in zip([None, *daily], daily, strict=False)
            if before is None or s != replace(before, day=s.day)
        ]
        assert spans == changed


def test_spans_of_whole_years_hold_within_them(book: Book) -> None:
    for _, account in book.accounts():
        first, last = account.days[0] + 3, account.days[-1] + 90
        whole = spans_between(account, book.method, *whole_years(first, last))
        assert spans_within(whole, first, last) == spans_between(account, book.method, first, last)


@pytest.fixture
def known(book: Book, index: Index) -> Known:
    def spans_of(account: Account, first: int, last: int) -> list[Span]:
        return spans_between(account, book.method, first, last)

    accounts = list(book.accounts())
    settled = settlements_of(accounts, index, outlines(), book.method, book.publication)
    return Known(default_registry(), outlines(), default_palette(), publishers_of(book), accounts, settled, spans_of)


@pytest.fixture
def data(book: Book, known: Known) -> dict[str, Any]:
    return map_data(book, known)


def reader_of(data: dict[str, Any]) -> tuple[ControlReader, int]:
    first = dt.date.fromisoformat(data["first"]).toordinal()
    return ControlReader(data["places"], [p["id"] for p in data["parties"]], first), first


def test_columns_give_the_holders_that_the_book_gives(book: Book, data: dict[str, Any]) -> None:
    reader, first = reader_of(data)
    last = dt.date.fromisoformat(data["last"]).toordinal()
    numbers = {key: i for i, key in enumerate(data["places"]["key"])}
    told = 0
    for day in range(first, last + 1, 3):
        for held in book.held(day):
            shown = reader.on(numbers[id_of(held.place.key)], day)
            assert (shown.party if shown else None) == held.party
            assert (shown is None) == (held.reason == "no_report")
            assert held.answer is not None
            if shown is not None and held.party is not None:
                told += 1
                assert abs(shown.step / STEPS - held.answer.probability) <= 0.5 / STEPS + 1e-9
                last_seen = held.answer.last_evidence
                assert shown.age == (day - last_seen if last_seen is not None else None)
    assert told > 500


def test_sieges_are_those_of_the_book(book: Book, data: dict[str, Any]) -> None:
    reader, _ = reader_of(data)
    numbers = {key: i for i, key in enumerate(data["places"]["key"])}
    sieges = book.sieges()
    assert sieges
    for siege in sieges:
        for day in (siege.last_told, siege.last_told + 1, siege.last_told - 400):
            assert reader.besieged(numbers[id_of(siege.place)], day) == siege.lasts(day)


def test_incidents_keep_day_place_type_parties_and_toll(book: Book, data: dict[str, Any]) -> None:
    columns = data["incidents"]
    days = unstepped(columns["day"])
    first = dt.date.fromisoformat(data["first"]).toordinal()
    told = [
        (
            first + days[i],
            columns["spots"][columns["spot"][i]][0],
            columns["kinds"][columns["kind"][i]][1],
            columns["killed"][i],
            [data["parties"][p]["id"] for p in columns["whos"][columns["who"][i]]],
            [data["sources"][s] for s in columns["sources"][columns["source"][i]]],
        )
        for i in range(len(columns["id"]))
    ]
    strike = "Air/drone strike"
    assert told == [
        (
            i.first,
            i.place,
            strike,
            i.tolls["killed"][1] if "killed" in i.tolls else -1,
            ["syrian-government"],
            ["Northgate Wire"],
        )
        for i in book.incidents()
    ]
    for number, incident in enumerate(book.incidents()):
        assert book.incident(columns["id"][number]) is not None
        assert incident.id.startswith(columns["id"][number])


def test_what_is_withheld_is_in_no_column(book: Book, known: Known) -> None:
    raqqa = next(k for k, p in book.places.by_key.items() if p.name == "Raqqa")
    book.publication = replace(
        book.publication, withheld=frozenset({"lantern post"}), names=frozenset({"Lantern Post"}), cells={raqqa: 50.0}
    )
    data = map_data(book, known)
    assert WITHHELD in data["sources"]
    assert "Lantern Post" not in json.dumps(data)
    places = data["places"]
    assert places["lat"][places["name"].index("Raqqa")] != 359530
    assert "Lantern Post" not in json.dumps(
        place_words(book, raqqa, dt.date(2016, 5, 15).toordinal(), Telling(default_registry()))
    )


def test_the_first_day_is_in_the_range(data: dict[str, Any]) -> None:
    assert data["first"] <= data["day"] <= data["last"]


def test_a_word_on_long_ago_does_not_stretch_the_range() -> None:
    import numpy as np

    seen = np.array([1000, *range(700_000, 701_000)])
    assert range_of(seen) == (700_004, 700_999)
    assert 700_000 <= telling_day(seen) <= 700_999
    with pytest.raises(ValueError, match="no day"):
        range_of(np.zeros(0, dtype=np.int64))


def test_steps_are_taken_back() -> None:
    numbers = [5, 3, 3, 900, -4]
    assert unstepped(steps(numbers)) == numbers
    table: Table[str] = Table()
    assert [table.number(v) for v in "abac"] == [0, 1, 0, 2]
    assert table.values == ["a", "b", "c"]


def test_cells_are_the_land_that_is_counted(data: dict[str, Any]) -> None:
    cells = land_cells(data["places"], data["grain"], outlines())
    places = data["places"]
    counted = [i for i, people in enumerate(places["people"]) if people >= 0]
    sites = [Site(places["lat"][i] / 10_000, places["lon"][i] / 10_000, places["country"][i]) for i in counted]
    for i, area in zip(counted, cell_areas(sites, outlines()), strict=True):
        (lons, lats), *_ = cells["rings"][i]
        projection = centred([(places["lat"][i] / 10_000, places["lon"][i] / 10_000)])
        points = projection.of([v / 1000 for v in unstepped(lats)], [v / 1000 for v in unstepped(lons)])
        assert shapely.Polygon(points).area == pytest.approx(area, rel=0.04)


def test_degrees_are_taken_back() -> None:
    projection = centred([(36.0, 40.0)])
    assert projection.degrees(projection.of([34.5, 37.0], [38.3, 44.1])).tolist() == [
        pytest.approx([34.5, 38.3]),
        pytest.approx([37.0, 44.1]),
    ]


def test_the_table_shows_what_the_filters_leave(data: dict[str, Any]) -> None:
    first = dt.date.fromisoformat(data["first"]).toordinal()
    day = dt.date(2016, 5, 15).toordinal()

    def names(**asked: Any) -> list[str]:
        return [r.name for r in rows_on(data, day, ViewAsked(**asked), first).rows]

    assert names(party="islamic-state") == ["Mosul", "Raqqa"]
    assert names(party="syrian-government", least="0.95") == ["Palmyra"]
    assert names(country="IQ") == ["Mosul", "Ramadi"]
    assert names(place="PAL") == ["Palmyra"]
    assert names(source="nobody") == []
    changed = rows_on(data, day, ViewAsked(vs="2015-10-01"), first).rows
    assert {(r.name, r.before, r.holder) for r in changed} == {
        ("Aleppo", "Syrian opposition", "Syrian government"),
        ("Ramadi", "Islamic State", "Iraqi government"),
        ("Palmyra", "Islamic State", "Syrian government"),
    }


def test_the_panel_tells_for_and_against(book: Book) -> None:
    key = next(k for k, p in book.places.by_key.items() if p.name == "Ramadi")
    told = place_words(book, key, dt.date(2016, 5, 15).toordinal(), Telling(default_registry()))
    assert told is not None
    assert (told["holder"]["name"], told["since"]) == ("Iraqi government", "2015-12-28")
    assert {w["source"] for w in told["words"] if w["side"] == "for"} == {"Northgate Wire", "Lantern Post"}
    assert json.dumps(told)
    assert place_words(book, type(key)("no such", ""), 1, Telling(default_registry())) is None


def test_an_incident_is_told_with_its_figures(book: Book) -> None:
    incident = next(i for i in book.incidents() if i.place == "Aleppo")
    told = incident_words(book, incident.id[:6], Telling(default_registry()))
    assert told is not None
    assert told["tolls"] == [{"kind": "killed", "low": 50, "best": 50, "high": 50}]
    assert incident_words(book, "zzz", Telling(default_registry())) is None


def test_equal_values_have_equal_tags() -> None:
    assert packed({"a": 1}) == packed({"a": 1})
    assert packed({"a": 1}).tag != packed({"a": 2}).tag


@pytest.mark.parametrize("key", [Key("361", ""), Key("abu kamal", ""), Key("tabqa", "base"), Key("a b", "dam")])
def test_ids_of_places_are_taken_back(key: Key) -> None:
    assert key_of_id(id_of(key)) == key
