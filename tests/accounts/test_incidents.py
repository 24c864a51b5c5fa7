"""Statements on one happening joined over reports, and the tolls made of their figures."""

import pytest

from building import Said, figure, place, strike
from warledger.accounts.clusters import incidents_of
from warledger.accounts.incidents import Incident, Links
from warledger.accounts.tellings import tellings_of
from warledger.accounts.tolls import Given, estimate, total
from warledger.journal.sources import sources_of

SOURCES = sources_of(
    [
        (
            "own.toml",
            '[[source]]\nname = "Side"\nside = "m23"\nreliability = "D"\n[[source]]\nname = "Wire"\nreliability = "B"\n',
        )
    ]
)


def said(killed: int | None, where: str = "Sake", day: str = "2024-03-01", report: str = "a", **more: object) -> Said:
    published = str(more.pop("published", "2024-03-02"))
    return Said(strike(report, where, day, killed, place=place(where, "CD"), **more), "Wire", published, report)


def joined(told: list[Said], links: Links = Links()) -> list[Incident]:  # noqa: B008 - immutable
    return incidents_of([t for one in told for t in tellings_of([one])], links)


def test_reports_of_one_strike_are_one_incident() -> None:
    (one,) = joined([said(9), said(11, report="b"), said(12, report="c")])
    assert len(one.tellings) == 3
    toll = one.tolls(SOURCES)["killed"]
    assert (toll.low, toll.best, toll.high) == (9, 9, 12)


@pytest.mark.parametrize(
    "other",
    [
        said(9, "Goma", report="b"),
        said(9, day="2024-03-05", report="b"),
        said(9, sub="Abduction/forced disappearance", report="b"),
        said(90, day="2024-03-02", report="b"),
        said(9, at=50),
    ],
    ids=["place", "day", "kind", "toll", "same report"],
)
def test_what_differs_is_another_incident(other: Said) -> None:
    assert len(joined([said(9, sub="Air/drone strike"), other])) == 2


def test_words_that_name_two_places_tell_one_happening() -> None:
    (one,) = joined([said(9), said(None, "Minova")])
    assert len(one.tellings) == 2


def test_an_id_stays_when_more_is_told() -> None:
    (before,) = joined([said(9)])
    (after,) = joined([said(9), said(10, report="b", published="2024-03-03")])
    assert before.id == after.id


def pair(one: Said, other: Said) -> frozenset[tuple[str, str]]:
    first, second = sorted((one.statement.id, other.statement.id))
    return frozenset({(first, second)})


def test_an_editor_s_word_always_wins() -> None:
    near, far = said(9, report="b"), said(9, "Goma", "2024-03-09", "b")
    assert len(joined([said(9), near], Links(apart=pair(said(9), near)))) == 2
    (one,) = joined([said(9), far], Links(same=pair(said(9), far)))
    assert len(one.tellings) == 2


def test_what_is_kept_apart_from_one_is_not_joined_by_a_third() -> None:
    two, three = said(9, report="b"), said(9, report="c")
    found = joined([said(9), two, three], Links(apart=pair(said(9), two)))
    assert sorted(len(i.tellings) for i in found) == [1, 2]


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
