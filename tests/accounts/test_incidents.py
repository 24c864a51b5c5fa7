"""Statements on one happening joined over reports, and the tolls made of their figures."""

from dataclasses import dataclass

import pytest

from warledger.accounts.incidents import find_incident, incidents_of
from warledger.accounts.tolls import Given, estimate, total
from warledger.journal.sources import sources_of
from warledger.record.base import Span
from warledger.record.place import Place
from warledger.record.statement import Event, Figure, Statement, Toll, When, Why

SOURCES = sources_of(
    [
        (
            "own.toml",
            '[[source]]\nname = "Side"\nside = "m23"\nreliability = "D"\n[[source]]\nname = "Wire"\nreliability = "B"\n',
        )
    ]
)


@dataclass(frozen=True)
class Said:
    statement: Statement
    publisher: str | None = "Wire"
    published: str | None = "2024-03-02"
    voice: str = "wire"


def figure(low: int, high: int | None = None, scope: str = "incident", victims: str | None = None) -> Figure:
    return Figure(
        text=str(low),
        start=0,
        end=len(str(low)),
        low=low,
        high=low if high is None else high,
        scope=scope,
        victims=victims,
    )  # type: ignore[arg-type]


def said(
    killed: int | None,
    place: str = "Sake",
    day: str = "2024-03-01",
    sub: str = "Air/drone strike",
    report: str = "a",
    publisher: str = "Wire",
    published: str = "2024-03-02",
    at: int = 0,
) -> Said:
    statement = Statement(
        id=f"{report}-{place}-{sub}-{day}-{killed}-{at}",
        report=report,
        revision=f"{report}@1",
        kind="event",
        quote=Span(text="struck", start=at, end=at + 6),
        modality="asserted",
        time=When(text=day, start=day, end=day, precision="day", sense="window"),
        place=Place(text=place, start=0, end=len(place), name=place, country="CD", precision="exact"),
        event=Event(type="Explosions/Remote violence", sub_type=sub, trigger=Span(text="struck", start=0, end=6)),
        toll=Toll(killed=(figure(killed),)) if killed is not None else None,
        confidence=0.8,
        why=Why(frame="violence.strike"),
        reader="test",
    )
    return Said(statement, publisher, published, report)


def test_reports_of_one_strike_are_one_incident() -> None:
    (one,) = incidents_of([said(9), said(11, report="b"), said(12, report="c")])
    assert len(one.tellings) == 3
    toll = one.tolls(SOURCES)["killed"]
    assert (toll.low, toll.best, toll.high) == (9, 9, 12)


@pytest.mark.parametrize(
    "other",
    [
        said(9, place="Goma", report="b"),
        said(9, day="2024-03-05", report="b"),
        said(9, sub="Abduction/forced disappearance", report="b"),
        said(90, day="2024-03-02", report="b"),
        said(9, at=50),
    ],
    ids=["place", "day", "kind", "toll", "same report"],
)
def test_what_differs_is_another_incident(other: Said) -> None:
    assert len(incidents_of([said(9, sub="Air/drone strike"), other])) == 2


def test_words_that_name_two_places_tell_one_happening() -> None:
    (one,) = incidents_of([said(9), said(None, place="Minova")])
    assert len(one.tellings) == 2


def test_an_id_stays_when_more_is_told() -> None:
    (before,) = incidents_of([said(9)])
    (after,) = incidents_of([said(9), said(10, report="b", published="2024-03-03")])
    assert before.id == after.id
    assert find_incident([after], after.id[:5]) is after and find_incident([after], "zz") is None


def given(low: int, voice: str, rank: int, day: str = "2024-03-02", high: int | None = None) -> Given:
    return Given(low, high if high is not None else low, voice, rank, day, f"{voice}-{day}")


def test_the_best_toll_is_that_of_the_most_reliable() -> None:
    made = estimate([given(9, "wire", 1), given(14, "paper", 2), given(40, "side", 9)])
    assert made is not None and (made.low, made.best, made.high) == (9, 9, 40)


def test_a_later_figure_of_the_same_source_replaces_its_earlier_one() -> None:
    made = estimate([given(9, "wire", 1), given(14, "wire", 1, "2024-03-04")])
    assert made is not None and (made.low, made.best, made.high) == (14, 14, 14) and len(made.given) == 2


def test_totals_over_a_period_are_no_toll_of_an_incident() -> None:
    assert total([figure(900, scope="cumulative")]) is None
    assert total([figure(12), figure(900, scope="cumulative")]) == (12, 12)
    assert estimate([]) is None


def test_groups_are_added_and_people_in_general_are_all() -> None:
    civilians, soldiers = figure(12, victims="civilians"), figure(5, victims="soldiers")
    assert total([civilians, soldiers]) == (17, 17)
    assert total([figure(60, victims="people"), figure(20, victims="children")]) == (60, 60)
    assert total([figure(60, victims="people"), figure(47)]) == (60, 60)
