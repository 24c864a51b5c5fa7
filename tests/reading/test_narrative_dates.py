"""Dates of texts that look back: the year is that which the narrative has reached."""

import datetime as dt

import pytest

from warledger.reading.dates import find_dates

TODAY = dt.date(2023, 8, 1)


def day_of(text: str, words: str, title: str | None = None) -> str | None:
    (found,) = [d for d in find_dates(text, TODAY, title=title, retrospective=True) if text[d.at : d.to] == words]
    return found.start.isoformat() if found.start else None


ASIDES = [
    ("since", "On 7 March 2017 the army entered Khafsah for the first time since 2012. On 9 March it went on."),
    (
        "of a year",
        "On 7 March 2017 troops retook what they had lost in an earlier push in 2014. On 9 March they went on.",
    ),
    ("of a month", "On 7 March 2017 they reached the hill that was lost in September 2016. On 9 March they went on."),
]


@pytest.mark.parametrize("text", [a[1] for a in ASIDES], ids=[a[0] for a in ASIDES])
def test_a_look_back_does_not_move_the_narrative(text: str) -> None:
    assert day_of(text, "9 March") == "2017-03-09"


def test_the_narrative_moves_where_a_sentence_opens_with_a_date() -> None:
    text = "On 7 March 2017 the army entered Khafsah. In September 2018 it left. On 9 October it came back."
    assert day_of(text, "9 October") == "2018-10-09"


def test_a_heading_with_a_year_dates_its_section() -> None:
    text = "On 3 July 2014 the town fell.\n\nThe end of the war, 2018\n\nOn 21 May troops took the camp."
    assert day_of(text, "21 May") == "2018-05-21"


def test_a_title_that_names_the_years_keeps_dates_within_them() -> None:
    text = "On 20 December rebels took the hill. On 3 January they lost it."
    assert day_of(text, "3 January", "Hama offensive (October 2017–February 2018)") == "2018-01-03"
