"""Statements on one happening joined over reports, and the tolls made of their figures."""

from dataclasses import replace

import pytest

from building import Said, figure, party, place, strike
from warledger.accounts.clusters import incidents_of
from warledger.accounts.incidents import Incident, Links
from warledger.accounts.tellings import tellings_of
from warledger.accounts.tolls import Given, estimate, quotes_others, total
from warledger.journal.sources import sources_of
from warledger.record.base import Span
from warledger.record.statement import Attribution, Figure, Toll, When

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


def test_what_two_reports_tell_of_in_two_places_is_one_incident_if_nothing_differs() -> None:
    bombs = "Remote explosive/landmine/IED", "Suicide bomb"
    lead, more = (
        [said(9, sub=bombs[0], report=r) for r in "ab"],
        [said(None, sub=bombs[1], report=r, at=50) for r in "ab"],
    )
    assert len(joined([lead[0], more[0], lead[1], more[1]])) == 1
    other = [said(40, sub=bombs[1], report=r, at=50) for r in "ab"]
    assert len(joined([lead[0], other[0], lead[1], other[1]])) == 2


def test_words_that_name_two_places_tell_one_happening() -> None:
    (one,) = joined([said(9), said(None, "Minova")])
    assert len(one.tellings) == 2


def test_an_id_stays_when_more_is_told() -> None:
    (before,) = joined([said(9)])
    (after,) = joined([said(9), said(10, report="b", published="2024-03-03")])
    assert before.id == after.id


def test_two_statements_of_a_report_are_one_happening_where_another_report_shows_it() -> None:
    first, second = said(9), said(None, at=50)
    assert len(joined([first, second])) == 2
    later = said(11, report="b", published="2024-03-03")
    (one,) = joined([first, second, later])
    assert len(one.tellings) == 3


def test_copies_of_one_sentence_on_two_places_are_two_happenings() -> None:
    def told(report: str) -> list[Said]:
        one, other = (said(n, where, report=report) for n, where in ((83, "Sake"), (46, "Goma")))
        return [Said(s.statement, s.publisher, s.published, "a") for s in (one, other)]

    tolls = [{t.harms["killed"][0] for t in i.tellings} for i in joined([*told("a"), *told("b")])]
    assert sorted(tolls, key=min) == [{46}, {83}]


def quoting(killed: int, speaker: str, **more: object) -> Said:
    return said(killed, attribution=(Attribution(text=speaker, start=0, end=len(speaker), speaker=speaker),), **more)


def test_a_report_may_quote_another_count_of_one_happening() -> None:
    other = said(12, report="b", published="2024-03-03")
    (one,) = joined([said(9), quoting(40, "the ministry", at=50), other])
    toll = one.tolls(SOURCES)["killed"]
    assert (toll.low, toll.best, toll.high) == (9, 9, 40)


def test_a_vague_count_in_a_report_is_of_the_happening_that_it_counts_itself() -> None:
    dozens = Toll(killed=(figure(24, 99),))
    (one,) = joined([said(95), said(None, at=50, toll=dozens)])
    toll = one.tolls(SOURCES)["killed"]
    assert (toll.low, toll.best, toll.high) == (24, 95, 99)
    assert len(joined([said(95), said(None, at=50, toll=dozens, day="2024-03-02")])) == 2
    assert len(joined([said(5), said(None, at=50, toll=dozens)])) == 2


def test_no_id_puts_incidents_of_one_day_in_order() -> None:
    for ids in ("ab", "ba"):
        told = [t for one in (said(20, at=9), said(4, at=50)) for t in tellings_of([one])]
        found = incidents_of(replace(t, statement=i) for t, i in zip(told, ids, strict=True))
        assert [i.tellings[0].words[0] for i in found] == [9, 50]


def test_what_was_read_from_one_sentence_goes_together() -> None:
    listed = [said(20), said(None, "Minova")]
    again = quoting(40, "the ministry", at=50)
    (one,) = joined([*listed, again, said(41, report="b", published="2024-03-01")])
    assert len(one.tellings) == 4


def test_tolls_that_differ_on_neighbouring_days_are_of_two_happenings() -> None:
    assert len(joined([said(9), said(11, day="2024-03-02", report="b")])) == 2
    assert len(joined([said(9), said(9, day="2024-03-02", report="b")])) == 1
    assert len(joined([said(9), said(None, day="2024-03-02", report="b")])) == 2


def test_a_figure_within_a_vague_one_is_close_to_it() -> None:
    up_to = said(None, report="b", toll=Toll(killed=(figure(0, 80),)))
    assert len(joined([said(60), up_to])) == 1
    assert len(joined([said(90), up_to])) == 2


@pytest.mark.parametrize(
    ("one", "other", "incidents"),
    [
        ("russian-aerospace-forces", "russia", 1),
        ("us-led-coalition", "united-states-government", 1),
        ("ukraine", "russia", 2),
    ],
    ids=["a part of it", "a coalition", "another"],
)
def test_who_did_it_may_be_told_by_the_whole_or_a_part(one: str, other: str, incidents: int) -> None:
    first = said(None, sub="Air/drone strike", parties=(party("actor", one),))
    second = said(None, sub="Attack", report="b", parties=(party("actor", other),), time=FEW_DAYS)
    assert len(joined([first, second])) == incidents


FEW_DAYS = When(start="2024-02-26", end="2024-03-02", precision="part-of-month")


def of(words: str, **more: object) -> Said:
    return said(9, report=words, day="2024-03-02", quote=Span(text=words, start=0, end=len(words)), **more)


@pytest.mark.parametrize(
    ("words", "incidents"),
    [("that bombing", 1), ("the car bombing", 2), ("the blast", 2)],
    ids=["bombing", "car", "blast"],
)
def test_a_bombing_may_be_one_from_the_air(words: str, incidents: int) -> None:
    days = When(start="2024-03-01", end="2024-03-02", precision="day")
    bombing = of(words, sub="Remote explosive/landmine/IED", toll=None)
    assert len(joined([said(None, time=days), bombing])) == incidents


def test_what_two_reports_tell_as_the_same_is_one_kind_whether_or_not_they_count_the_dead() -> None:
    told = [said(3, sub="Other"), said(None, report="b", sub="Other")]
    assert len(joined(told)) == 1


def test_what_was_struck_tells_happenings_apart() -> None:
    market = of("a strike on the market", time=When(start="2024-03-01", end="2024-03-02", precision="day"))
    bazaar, clinic = (of(w, sub="Armed clash", toll=None) for w in ("fire at a bazaar", "fire at a clinic"))
    assert len(joined([market, bazaar])) == 1
    assert len(joined([market, clinic])) == 2


@pytest.mark.parametrize(
    "second",
    [said(40, at=50), said(None, day="2024-03-02", at=50), said(None, "Goma", at=50)],
    ids=["another toll", "another day", "another place"],
)
def test_two_statements_of_a_report_that_differ_stay_two_happenings(second: Said) -> None:
    assert len(joined([said(9), second, said(11, report="b", published="2024-03-03")])) == 2


def test_a_history_tells_of_each_happening_once() -> None:
    history = [said(9, published="2024-09-01"), said(None, at=50, published="2024-09-01")]
    assert len(joined([*history, said(11, report="b")])) == 2


def test_two_places_with_a_toll_each_are_two_happenings_though_one_sentence_tells_of_them() -> None:
    assert len(joined([said(9), said(12, "Minova")])) == 2


def test_what_counts_dead_is_violence_whatever_else_it_is_told_as() -> None:
    found = said(9, sub="Other", report="b")
    (one,) = joined([said(9, sub="Attack"), found])
    assert len(one.tellings) == 2
    assert len(joined([said(9, sub="Attack"), said(None, sub="Other", report="b")])) == 2


def test_who_counts_the_injured_alone_knows_of_few_dead() -> None:
    hurt = Said(strike("b", "Sake", "2024-03-01", place=place("Sake", "CD"), toll=Toll(injured=(figure(3),))), "Wire")
    assert len(joined([said(90, sub="Attack"), hurt])) == 2
    assert len(joined([said(9, sub="Attack"), hurt])) == 1


def test_what_has_no_day_of_its_own_was_shortly_before_it_is_told() -> None:
    undated = said(9, report="b", time=When(end="2024-03-02", precision="open", sense="as_of", anchor="published"))
    (one,) = joined([said(9, day="2024-02-29"), undated])
    assert len(one.tellings) == 2
    assert len(joined([said(9, day="2024-02-24"), undated])) == 2


def test_what_goes_on_since_a_day_lasts_until_it_is_told() -> None:
    since = When(start="2024-02-25", end=None, precision="day", sense="since")
    (told,) = tellings_of([said(9, time=since)])
    assert told.last - told.first == 6
    long = When(start="2024-01-01", end=None, precision="month", sense="since")
    assert tellings_of([said(900, time=long)]) == []


def test_a_count_of_a_few_days_is_a_toll_and_one_of_a_war_is_none() -> None:
    brief = [figure(30, scope="period")]
    assert total(brief, brief=True) == (30, 30)
    assert total(brief) is None
    assert total([figure(900, scope="cumulative")], brief=True) is None


def test_a_group_that_is_more_than_all_is_beside_the_others() -> None:
    assert total([figure(63, victims="rebels"), figure(2)]) == (65, 65)
    assert total([figure(60, victims="people"), figure(20, victims="children")]) == (60, 60)


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


def test_a_text_is_as_reliable_as_the_best_that_prints_it() -> None:
    made = estimate([given(9, "text", 1), given(9, "text", 2), given(14, "other", 1)])
    assert made is not None and made.best == 9


def test_a_vague_figure_gives_way_to_one_that_tells_more_closely() -> None:
    dozens = given(24, "wire", 1, high=99)
    for other, best in ((given(46, "paper", 1), 46), (given(12, "paper", 1), 12), (given(46, "side", 9), 24)):
        made = estimate([dozens, other])
        assert made is not None and made.best == best


def test_a_count_by_those_who_take_no_side_is_a_report_s_own() -> None:
    assert quotes_others(["state television"]) and not quotes_others([])
    assert not quotes_others(["a monitoring group", "its director"])


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


@pytest.mark.parametrize(
    ("figures", "low", "best", "high"),
    [
        ([figure(11), figure(12, recount="other")], 11, 11, 12),
        ([figure(51), figure(59, recount="later")], 51, 59, 59),
        ([figure(40, victims="soldiers"), figure(9, victims="rebels"), figure(60, recount="other")], 49, 49, 60),
        ([figure(40, 99), figure(78, recount="other")], 40, 78, 99),
        ([figure(30), figure(0, 31, recount="other")], 30, 30, 31),
    ],
    ids=["another's", "later", "of groups", "closer", "up to"],
)
def test_counts_of_others_in_a_statement_are_low_and_high(
    figures: list[Figure], low: int, best: int, high: int
) -> None:
    (one,) = joined([said(None, toll=Toll(killed=tuple(figures)))])
    toll = one.tolls(SOURCES)["killed"]
    assert (toll.low, toll.best, toll.high) == (low, best, high)


def test_groups_are_added_and_people_in_general_are_all() -> None:
    civilians, soldiers = figure(12, victims="civilians"), figure(5, victims="soldiers")
    assert total([civilians, soldiers]) == (17, 17)
    assert total([figure(60, victims="people"), figure(20, victims="children")]) == (60, 60)
    assert total([figure(60, victims="people"), figure(47)]) == (60, 60)
