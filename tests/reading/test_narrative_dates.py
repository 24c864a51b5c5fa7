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


def test_a_heading_s_year_ends_where_its_section_goes_on_to_another() -> None:
    text = "Attacks of 2020\n\nOn 3 March 2021 rebels struck the port. By 6 March they held it."
    assert day_of(text, "6 March") == "2021-03-06"


def test_a_dated_day_that_leads_its_paragraph_moves_the_narrative_back() -> None:
    text = (
        "The battle ended on 10 July 2017 with the recapture of the city.\n\n"
        "The group had seized the city on 10 June 2014 within days. On the next day its columns were in Tikrit. "
        "Tal Afar was overrun on 16 June."
    )
    assert day_of(text, "16 June") == "2014-06-16" and day_of(text, "the next day") == "2014-06-11"


def test_a_title_names_both_years_of_a_range() -> None:
    text = (
        "The ceasefire of September 2014 did not last. It broke down after New Year 2015. On 13 January the tower fell."
    )
    assert day_of(text, "13 January", title="Winter campaign (2014-15)") == "2015-01-13"


def test_a_clause_so_long_after_which_something_happened_is_dated_back() -> None:
    text = "The army retook the city on 31 March 2015, nine months after the group overran it. Two days later it took Awja."
    assert day_of(text, "nine months after") == "2014-06-01"
    assert day_of(text, "Two days later") == "2015-04-02"


def test_a_weekday_and_its_date_are_one_date() -> None:
    text = "They took the bridge on Tuesday, 31 March 2015, at dawn."
    assert day_of(text, "Tuesday, 31 March 2015") == "2015-03-31"


def test_what_began_since_a_month_began_before_the_narrative() -> None:
    text = "On 9 February 2015 they attacked the town, which had been held since late July."
    assert day_of(text, "late July") == "2014-07-21"


def test_since_a_day_of_the_weeks_before_is_of_the_year_of_publication() -> None:
    text = "The mountain has been cut off since 21 October. On 3 September the road was open."
    (found,) = [d for d in find_dates(text, dt.date(2014, 10, 30)) if text[d.at : d.to] == "21 October"]
    assert found.start == dt.date(2014, 10, 21)
