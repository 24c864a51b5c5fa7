"""Sieges from statements that a place is besieged, that its siege ended, and on who holds it."""

from dataclasses import replace

import pytest

from building import Said, control, party, span
from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import iso_day
from warledger.accounts.method import Method, default_method
from warledger.accounts.place_accounts import place_account
from warledger.accounts.sieges import Siege
from warledger.accounts.words import Weigher, words_of
from warledger.journal.sources import sources_of
from warledger.parties.registry import default_registry
from warledger.record.statement import Access, Control, When, Why

METHOD = default_method()


def said(day: str, change: str, role: str | None = None, who: str | None = None, frame: str = "besiege") -> Said:
    parties = (party(role, who),) if role and who else ()
    made = control(f"{day}-{change}-{who}", "Nubl", day, change, *parties, why=Why(frame=f"territory.{frame}"))
    return Said(made, published=day, voice=day)


def sieges(*told: Said, method: Method = METHOD) -> list[Siege]:
    weigher = Weigher(Controllers(default_registry(), method.invaded, method.helps), method, sources_of())
    words = [word for one in told for word in words_of([one], weigher)]
    return list(place_account(words[0].key, words, [], weigher.controllers, method).sieges)


def days(siege: Siege) -> tuple[str, str, str | None]:
    return (
        iso_day(siege.start) if siege.start is not None else "",
        iso_day(siege.end) if siege.end is not None else "",
        siege.ending,
    )


HELD = said("2012-06-20", "held", "holder", "syrian-government", "hold")
BEGAN = said("2012-07-01", "besieged", "besieger", "syrian-opposition")


def test_a_siege_lasts_until_it_is_lifted() -> None:
    (found,) = sieges(HELD, BEGAN, said("2013-02-01", "siege_ended", frame="break-siege"))
    assert days(found) == ("2012-07-01", "2013-02-01", "lifted")
    assert (found.besieger, found.besieged) == ("syrian-opposition", "syrian-government")


def test_a_siege_ends_when_the_place_is_taken() -> None:
    (found,) = sieges(HELD, BEGAN, said("2013-02-01", "gained", "gainer", "syrian-opposition", "capture"))
    assert days(found) == ("2012-07-01", "2013-02-01", "taken")


def test_a_siege_that_nobody_speaks_of_does_not_last_until_a_capture_years_later() -> None:
    (found,) = sieges(HELD, BEGAN, said("2015-02-01", "gained", "gainer", "syrian-opposition", "capture"))
    assert days(found) == ("2012-07-01", "", None)
    first = found.last_told
    assert found.lasts(first + 300) and not found.lasts(first + 500)


def test_a_mention_after_the_end_begins_no_siege_but_a_deed_does() -> None:
    ended = said("2013-02-01", "siege_ended", frame="break-siege")
    after = said("2013-02-20", "besieged", frame="siege-noun")
    assert len(sieges(HELD, BEGAN, ended, after)) == 1
    again = said("2013-02-20", "besieged", "besieger", "syrian-opposition")
    assert len(sieges(HELD, BEGAN, ended, again)) == 2


def test_an_end_without_a_beginning_is_a_siege_of_unknown_start() -> None:
    (found,) = sieges(said("2016-02-03", "siege_ended", "besieger", "syrian-opposition", "break-siege"))
    assert days(found) == ("", "2016-02-03", "lifted") and found.days(found.last_told) is None


def test_a_siege_told_by_its_length_has_a_start() -> None:
    words = "troops lifted a siege of more than five months"
    ended = said("2014-11-18", "siege_ended", "actor", "syrian-government", frame="break-siege")
    told = replace(ended, statement=ended.statement.model_copy(update={"quote": span(words)}))
    (found,) = sieges(told)
    assert days(found) == ("2014-06-19", "2014-11-18", "lifted")


def test_a_length_in_years_yields_to_a_day_told_within_it() -> None:
    ended = put(said("2014-07-20", "siege_ended", frame="break-siege"), quote=span("broke a two-year rebel siege"))
    assert days(sieges(ended)[0]) == ("2012-07-20", "2014-07-20", "lifted")
    assert days(sieges(BEGAN, ended)[0]) == ("2012-07-01", "2014-07-20", "lifted")


@pytest.mark.parametrize("words", ["a 10-month siege goes on", "in the third week of the siege", "besieged"])
def test_a_length_of_a_siege_that_goes_on_is_no_end(words: str) -> None:
    began = said("2014-11-18", "besieged", "besieger", "syrian-government")
    told = replace(began, statement=began.statement.model_copy(update={"quote": span(words)}))
    (found,) = sieges(told)
    assert days(found) == ("2014-11-18", "", None)


def put(told: Said, **fields: object) -> Said:
    return replace(told, statement=told.statement.model_copy(update=fields))


def test_a_siege_begins_when_its_ring_is_closed() -> None:
    early = put(BEGAN, quote=span("rebels had partly encircled it"))
    closed = put(said("2012-09-10", "besieged", "besieger", "syrian-opposition"), quote=span("completely besieged it"))
    (found,) = sieges(HELD, early, BEGAN, closed)
    assert days(found) == ("2012-09-10", "", None)
    (found,) = sieges(HELD, BEGAN, put(said("2014-09-10", "besieged"), quote=span("completely besieged it")))
    assert days(found) == ("2012-07-01", "", None), "years later it is only tightened"


def test_what_mentions_a_siege_long_before_the_first_deed_does_not_begin_it() -> None:
    (found,) = sieges(HELD, said("2012-03-01", "besieged", frame="siege-noun"), BEGAN)
    assert days(found) == ("2012-07-01", "", None)


def test_an_attempt_to_break_a_siege_tells_that_it_goes_on() -> None:
    half = said("2013-01-10", "gained", "gainer", "syrian-opposition", "capture")
    attempt = put(said("2013-02-20", "siege_ended", frame="break-siege"), modality="planned")
    fell = said("2013-04-01", "gained", "gainer", "syrian-opposition", "capture")
    (found,) = sieges(
        HELD, BEGAN, half, said("2013-02-01", "held", "holder", "syrian-government", "hold"), attempt, fell
    )
    assert days(found) == ("2012-07-01", "2013-04-01", "taken")


def test_an_unsure_end_is_none_where_the_siege_is_spoken_of_again() -> None:
    unsure = put(said("2013-02-01", "siege_ended", frame="break-siege"), confidence=0.3)
    (found,) = sieges(HELD, BEGAN, unsure, said("2013-03-20", "besieged", frame="siege-noun"))
    assert days(found) == ("2012-07-01", "", None)
    assert len(sieges(HELD, BEGAN, unsure)) == 1 and days(sieges(HELD, BEGAN, unsure)[0])[2] == "lifted"


def test_a_siege_ends_when_its_besieger_is_driven_off() -> None:
    off = said("2013-02-01", "lost", "loser", "syrian-opposition", "withdraw")
    (found,) = sieges(HELD, BEGAN, off)
    assert days(found) == ("2012-07-01", "2013-02-01", "lifted")
    (found,) = sieges(HELD, BEGAN, said("2013-02-01", "lost", "loser", "islamic-state", "withdraw"))
    assert found.end is None, "somebody else left"


def test_since_a_month_is_from_its_middle() -> None:
    since = When(text="since September", start="2012-09-01", end=None, precision="month", sense="since")
    (found,) = sieges(HELD, put(BEGAN, time=since))
    assert days(found) == ("2012-09-16", "", None)


def test_since_a_year_is_from_a_day_told_within_it_else_from_its_middle() -> None:
    year = When(text="since 2012", start="2012-01-01", end=None, precision="year", sense="since")
    assert days(sieges(put(said("2013-03-01", "besieged"), time=year))[0]) == ("2012-07-01", "", None)
    autumn = said("2012-10-11", "besieged", "besieger", "syrian-opposition")
    assert days(sieges(put(said("2013-03-01", "besieged"), time=year), autumn)[0]) == ("2012-10-11", "", None)


def since_may(words: str, published: str) -> Said:
    since = When(text="since 1 May", start="2012-05-01", end=None, precision="day", sense="since")
    made = put(BEGAN, time=since, quote=span(words))
    return replace(made, published=published)


def test_besieged_since_a_day_is_still_besieged_on_the_day_it_is_told() -> None:
    (found,) = sieges(HELD, since_may("besieged", "2013-08-01"))
    assert iso_day(found.last_told) == "2013-08-01"
    early = said("2013-07-30", "gained", "gainer", "syrian-opposition", "capture")
    (found,) = sieges(HELD, since_may("besieged", "2013-08-01"), early)
    assert found.end is None, "told to go on two days after"
    (found,) = sieges(HELD, since_may("had been besieged", "2013-08-01"), early)
    assert days(found) == ("2012-05-01", "2013-07-30", "taken")


def test_a_siege_from_a_day_to_another_begins_and_ends_on_them() -> None:
    def lasted(start: str, end: str, anchor: str = "text") -> Said:
        return put(BEGAN, time=When(text="", start=start, end=end, precision="day", sense="window", anchor=anchor))

    assert days(sieges(lasted("1991-08-25", "1991-11-18"))[0]) == ("1991-08-25", "1991-11-18", "lifted")
    assert days(sieges(lasted("1991-08-25", "1991-08-29"))[0]) == ("1991-08-27", "", None), "at some time then"
    assert sieges(lasted("1991-08-25", "1991-11-18", "narrative")) == [], "a heading dates no siege"


def test_a_place_taken_step_by_step_falls_with_the_last_of_it() -> None:
    half = said("2013-02-01", "gained", "gainer", "syrian-opposition", "capture")
    last = put(
        said("2013-02-20", "gained", "gainer", "syrian-opposition", "capture"), quote=span("took full control of Nubl")
    )
    assert days(sieges(HELD, BEGAN, half, last)[0]) == ("2012-07-01", "2013-02-20", "taken")


def test_a_siege_that_ends_with_the_fall_of_the_place_was_not_lifted() -> None:
    fell = said("2013-02-01", "gained", "gainer", "syrian-opposition", "capture")
    over = said("2013-02-01", "siege_ended", frame="break-siege")
    assert days(sieges(HELD, BEGAN, fell, over)[0])[2] == "taken"


def test_a_siege_that_had_been_laid_before_its_end_has_no_start() -> None:
    words = "ending a siege that rebels had laid to it"
    laid = put(said("2013-02-01", "besieged", "besieger", "syrian-opposition", "lay-siege"), quote=span(words))
    over = put(said("2013-02-01", "siege_ended", frame="break-siege"), confidence=0.3)
    (found,) = sieges(HELD, laid, over)
    assert days(found) == ("", "2013-02-01", "lifted") and found.besieger == "syrian-opposition"


def test_a_besieged_place_named_in_passing_is_told_and_one_only_referred_to_is_not() -> None:
    def passing(link: str) -> Said:
        return put(said("2013-02-01", "besieged", frame="compound-besieged"), why=Why(frame="", links=(link,)))

    assert len(sieges(passing("place: named"))) == 1
    assert sieges(passing("place: description the town = Nubl")) == []


def test_an_end_in_a_heading_is_that_which_the_text_then_tells() -> None:
    broken = said("2013-03-07", "besieged")
    heading = put(
        broken,
        kind="access",
        control=None,
        access=Access(what="siege", phase="ended"),
        time=When(text="", start="2013-03-07", end="2013-03-07", precision="day", sense="window", anchor="narrative"),
    )
    assert days(sieges(HELD, BEGAN, heading)[0]) == ("2012-07-01", "2013-03-07", "lifted")
    (found,) = sieges(HELD, BEGAN, heading, said("2013-04-18", "siege_ended", frame="break-siege"))
    assert days(found) == ("2012-07-01", "2013-04-18", "lifted")


def test_a_place_that_its_besieger_takes_has_fallen_though_the_account_is_not_sure() -> None:
    unsure = put(said("2013-04-01", "gained", "gainer", "syrian-opposition", "capture"), confidence=0.21)
    careful = replace(METHOD, least_support=0.5)
    assert days(sieges(BEGAN, unsure, method=careful)[0]) == ("2012-07-01", "2013-04-01", "taken")
    (found,) = sieges(BEGAN, unsure, said("2013-08-01", "besieged", frame="siege-noun"), method=careful)
    assert found.end is None, "it is spoken of again"


def test_a_length_told_with_the_day_of_a_beginning_is_not_counted_back_from_it() -> None:
    began = put(
        said("2013-05-20", "besieged", frame="siege-begins"), quote=span("ending a 15-week siege that began on 20 May")
    )
    assert days(sieges(began)[0]) == ("2013-05-20", "", None)


@pytest.mark.parametrize(
    ("change", "frame"), [("gained", "capture"), ("lost", "lose"), ("lost", "garrison-surrenders")], ids=str
)
def test_a_siege_ends_when_the_place_passes_and_nobody_is_named(change: str, frame: str) -> None:
    began = said("2012-07-01", "besieged")
    (found,) = sieges(began, said("2013-02-01", change, frame=frame))
    assert days(found) == ("2012-07-01", "2013-02-01", "taken")


def test_it_does_not_where_it_is_told_who_held_it_or_that_the_siege_goes_on() -> None:
    began, passed = said("2012-07-01", "besieged"), said("2013-02-01", "gained", frame="capture")
    assert days(sieges(HELD, began, passed)[0]) == ("2012-07-01", "", None)
    (found,) = sieges(began, passed, said("2013-02-20", "besieged"))
    assert days(found) == ("2012-07-01", "", None)
    (found,) = sieges(began, passed, said("2013-05-01", "siege_ended", frame="break-siege"))
    assert days(found) == ("2012-07-01", "2013-05-01", "lifted")


def test_a_surrender_ends_a_siege_whoever_held_the_place() -> None:
    (found,) = sieges(HELD, BEGAN, said("2013-02-01", "lost", "loser", "last defenders", "garrison-surrenders"))
    assert days(found) == ("2012-07-01", "2013-02-01", "taken")


def test_a_report_that_tells_of_a_siege_may_end_it_later_than_others() -> None:
    began, passed = said("2012-07-01", "besieged"), said("2013-12-01", "lost", frame="lose")
    assert days(sieges(began, passed)[0]) == ("2012-07-01", "", None)
    (found,) = sieges(put(began, report="one"), put(passed, report="one"))
    assert days(found) == ("2012-07-01", "2013-12-01", "taken")


def test_a_span_from_a_season_begins_and_ends_in_the_middle_of_what_is_not_told_to_a_day() -> None:
    seasons = When(start="2014-09-01", end="2016-05-31", precision="season", sense="window")
    (found,) = sieges(put(BEGAN, time=seasons))
    assert days(found) == ("2014-10-16", "2016-04-16", "lifted")
    (found,) = sieges(put(BEGAN, time=seasons.model_copy(update={"end": "2015-10-26"})))
    assert days(found) == ("2014-10-16", "2015-10-26", "lifted")


@pytest.mark.parametrize("first", [1, 2])
def test_what_had_gone_on_until_an_end_is_told_before_it(first: int) -> None:
    broken = put(said("2013-02-01", "siege_ended", frame="break-siege"), id=f"{first}")
    laid = put(said("2013-02-01", "besieged", "besieger", "syrian-opposition", "lay-siege"), id=f"{3 - first}")
    (found,) = sieges(broken, put(laid, quote=span("that rebels had laid to it")))
    assert days(found) == ("", "2013-02-01", "lifted")
    assert found.besieger == "syrian-opposition"


def test_a_siege_that_is_told_to_have_lasted_so_long_ends_then() -> None:
    lasted = put(
        said("2012-07-05", "besieged", frame="siege-begins"), quote=span("The siege dragged on for nine months")
    )
    (found,) = sieges(BEGAN, lasted)
    assert days(found) == ("2012-07-01", "2013-04-01", "lifted")
    vaguely = put(lasted, quote=span("was then besieged for more than two years"))
    assert days(sieges(BEGAN, vaguely)[0]) == ("2012-07-01", "", None)


def test_what_would_end_a_siege_ends_one_that_nobody_speaks_of_any_more() -> None:
    opened = said("2013-02-01", "siege_ended", frame="open-way")
    assert sieges(opened) == [], "it tells of no siege"
    (found,) = sieges(HELD, BEGAN, opened)
    assert days(found) == ("2012-07-01", "2013-02-01", "lifted")
    (found,) = sieges(HELD, BEGAN, opened, said("2013-07-01", "besieged", frame="siege-noun"))
    assert days(found) == ("2012-07-01", "", None)
    (found,) = sieges(HELD, BEGAN, opened, said("2013-12-01", "siege_ended", frame="break-siege"))
    assert days(found) == ("2012-07-01", "2013-12-01", "lifted")


def test_a_place_taken_long_after_its_siege_was_eased_was_not_taken_by_it() -> None:
    opened = said("2013-02-01", "siege_ended", frame="open-way")
    taken = said("2013-12-01", "gained", "gainer", "syrian-opposition", "capture")
    assert days(sieges(HELD, BEGAN, opened, taken)[0]) == ("2012-07-01", "2013-02-01", "lifted")
    soon = said("2013-02-20", "gained", "gainer", "syrian-opposition", "capture")
    assert days(sieges(HELD, BEGAN, opened, soon)[0]) == ("2012-07-01", "2013-02-20", "taken")


def test_a_report_that_told_who_besieged_a_place_tells_years_later_that_they_took_it() -> None:
    taken = said("2013-12-01", "gained", "gainer", "syrian-opposition", "capture")
    (found,) = sieges(put(BEGAN, report="one"), put(taken, report="one"))
    assert days(found) == ("2012-07-01", "2013-12-01", "taken")


def test_a_length_without_a_day_of_its_own_is_that_of_the_siege_just_begun() -> None:
    began = put(BEGAN, report="one")
    reached = When(text="1 July 2012", start="2012-07-01", end="2012-07-01", precision="day", anchor="narrative")
    length = put(
        said("2012-07-01", "besieged", frame="siege-noun"),
        report="one",
        time=reached,
        quote=span("After nine months of siege"),
    )
    (found,) = sieges(began, length)
    assert days(found) == ("2012-07-01", "2013-04-01", "lifted")


def test_the_garrison_of_a_part_of_a_besieged_place_ends_its_siege() -> None:
    camp = put(
        said("2013-02-01", "lost", frame="garrison-overwhelmed"),
        control=Control(change="lost", extent="part"),
    )
    (found,) = sieges(BEGAN, camp)
    assert days(found) == ("2012-07-01", "2013-02-01", "taken")
