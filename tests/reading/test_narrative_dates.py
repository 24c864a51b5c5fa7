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


def test_words_that_say_how_long_it_had_been_are_no_date() -> None:
    text = "On 3 October 2016, a year after, they came again. On 5 October they left."
    assert [d.start.isoformat() for d in find_dates(text, TODAY, retrospective=True) if d.start] == [
        "2016-10-03",
        "2016-10-05",
    ]


def test_the_last_week_of_a_month_is_no_week_before() -> None:
    text = "It began on 3 March 2007. In the last week of April 2015 they came."
    assert day_of(text, "the last week of April 2015") == "2015-04-21"


def test_a_section_without_a_year_may_open_in_the_only_year_of_the_title() -> None:
    text = "The siege ended in June 2016.\n\nBefore\n\nOn 13 August 2015 a hospital was hit.\n\nThe assault\n\nOn 22 May it began."
    assert day_of(text, "22 May", "Siege of Fallujah (2016)") == "2016-05-22"


HEADINGS = [
    ("Struggle for the refinery (April–October 2015)", "On 11 May rebels came.", "2015-05-11"),
    ("The last offensives (2016–2017)", "On 11 May rebels came.", "2016-05-11"),
    ("The siege (November–February 2015)", "On 11 January rebels came.", "2015-01-11"),
    ("The siege, October 2014 to March 2015", "On 3 January rebels came.", "2015-01-03"),
    ("The offensive of December 2014", "On 20 October rebels came.", "2014-10-20"),
]


@pytest.mark.parametrize(("heading", "told", "day"), HEADINGS, ids=[h[0] for h in HEADINGS])
def test_a_section_goes_on_from_the_first_day_that_its_heading_names(heading: str, told: str, day: str) -> None:
    text = f"On 17 April 2015 the town fell.\n\n{heading}\n\n{told}"
    words = " ".join(told.split()[1:3])
    assert day_of(text, words) == day


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


YEARS = [
    (
        "of the year before it",
        "Rebels took the port on 4 May 2004. It was lost on 13 June of that year.",
        "13 June",
        2004,
    ),
    (
        "of the year after it",
        "They crossed on 16 October 2011 and came to the city on 31 May of the next year.",
        "31 May",
        2012,
    ),
    (
        "of the second of two months",
        "The siege began in March 2011. Food ran out in July and August 2013.",
        "July",
        2013,
    ),
    (
        "of a range over new year",
        "In 2020 it was quiet. They held it from 27 November to early March 2015.",
        "27 November to early March 2015",
        2014,
    ),
    (
        "of a year just named",
        "The army went over to the attack in 1994. Lusa was retaken at the beginning of May.",
        None,
        1994,
    ),
    (
        "from which on something was",
        "On 30 June 2016 the army paused. Beginning on 14 July it went on.",
        "14 July",
        2016,
    ),
    (
        "since which something was",
        "On 24 January 2015 they met at the bridge, rebel ground since late July.",
        None,
        2014,
    ),
    (
        "told as past of the past",
        "In January 2017 the army set out. The city had been lost in a raid on 11 December.",
        None,
        2016,
    ),
]


@pytest.mark.parametrize(("text", "words", "year"), [y[1:] for y in YEARS], ids=[y[0] for y in YEARS])
def test_the_year_of_a_date_without_one(text: str, words: str | None, year: int) -> None:
    found = find_dates(text, TODAY, retrospective=True)
    mention = next(d for d in found if text[d.at : d.to] == words) if words else found[-1]
    assert mention.start is not None and mention.start.year == year


def test_a_year_told_after_a_date_is_not_another_date() -> None:
    text = "They took the port on 4 May 2004 and lost it on 13 June of that year. On 2 July they left."
    days = [d.start.isoformat() for d in find_dates(text, TODAY, retrospective=True) if d.start]
    assert days == ["2004-05-04", "2004-06-13", "2004-07-02"]


LEAD = "The Lusa offensive took place between 27 November and 8 December 2018, when rebels came down from the hills."


def test_the_narrative_starts_anew_after_the_lead() -> None:
    text = "The siege of Lusa began on 11 October 2012, in a campaign (June 2012–April 2013).\n\nBackground\n\nOn 8 October rebels came."
    assert day_of(text, "8 October") == "2012-10-08"


def test_a_section_goes_back_from_its_background_to_the_days_of_the_lead() -> None:
    before = "Situation before\n\nThe front had not moved since 5 March 2015."
    text = f"{LEAD}\n\n{before}\n\nThe city\n\nIt began on 27 November. On 1 December they were in."
    assert day_of(text, "27 November") == "2018-11-27"
    assert day_of(text, "1 December") == "2018-12-01"


def test_a_stretch_ahead_does_not_move_the_narrative() -> None:
    text = "On 6 July 2018 the ring closed. For the next two years it held. On 2 August shells hit the market."
    assert day_of(text, "2 August") == "2018-08-02"


def test_what_lies_after_the_publication_is_no_date_of_a_text_that_looks_back() -> None:
    text = "On 6 July 2018 the ring closed; they will be worrying about it for the next 30 years."
    found = find_dates(text, dt.date(2018, 9, 1), retrospective=True)
    assert [text[d.at : d.to] for d in found] == ["6 July 2018"]


def test_a_range_of_years_is_what_is_surely_within_it_and_the_text_goes_on_from_its_first() -> None:
    text = "Between 1996 and 2001 the militia ruled Lusa. On 3 March it came over the river."
    (years, day) = find_dates(text, TODAY, retrospective=True)
    assert [d.isoformat() for d in (years.start, years.end) if d] == ["1996-12-31", "2001-01-01"]
    assert day.start == dt.date(1996, 3, 3)


def test_a_feast_is_a_day() -> None:
    (found,) = find_dates("Rebels burned the village on Christmas Eve.", dt.date(2021, 12, 28))
    assert found.start == found.end == dt.date(2021, 12, 24)


def test_a_few_days_ago_is_no_single_day() -> None:
    (found,) = find_dates("Rebels raided the town a few days ago.", dt.date(2021, 12, 28))
    assert (found.start, found.end) == (dt.date(2021, 12, 22), dt.date(2021, 12, 26))
