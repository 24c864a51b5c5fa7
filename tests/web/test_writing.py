"""Days and numbers as readers of different regions write them."""

import pytest
from fastapi.testclient import TestClient

from warledger.web.formats import spoken
from warledger.web.writing import PLAIN, writing_for

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("accepted", "day", "number", "share"),
    [
        ("", "15 May 2016", "1,234,567", "86%"),
        ("en", "15 May 2016", "1,234,567", "86%"),
        ("en-GB,en;q=0.9", "15 May 2016", "1,234,567", "86%"),
        ("en-US,en;q=0.9", "May 15, 2016", "1,234,567", "86%"),
        ("en-IN", "15 May 2016", "12,34,567", "86%"),
        ("de-DE,de;q=0.9,en-US;q=0.8", "15 May 2016", "1.234.567", f"86{WIDE}%"),
        ("fr", "15 May 2016", f"1{NARROW}234{NARROW}567", f"86{WIDE}%"),
        ("es-US", "May 15, 2016", "1,234,567", None),
        ("ar-EG", "15 May 2016", "1,234,567", None),
        ("en;q=0.1, fr;q=0.9", "15 May 2016", f"1{NARROW}234{NARROW}567", f"86{WIDE}%"),
        ("fr;q=0, en-US;q=0.1", "May 15, 2016", "1,234,567", "86%"),
    ],
)
def test_a_reader_s_day_number_and_share(accepted: str, day: str, number: str, share: str | None) -> None:
    writing = writing_for(accepted)
    assert (writing.plain_day("2016-05-15"), writing.number(1234567)) == (day, number)
    assert share is None or writing.percent(0.856) == share


@pytest.mark.parametrize(
    "accepted", ["*", "xx-YY", "de-XX", "en-XX", "x" * 5000, ";;q=,", "<script>", "de_DE.utf8;q=9"]
)
def test_what_is_no_known_language_is_written_plainly(accepted: str) -> None:
    assert writing_for(accepted).plain_day("2016-05-15") == PLAIN.plain_day("2016-05-15")


def test_no_probability_is_certain_and_rough_numbers_keep_three_digits() -> None:
    assert (PLAIN.chance(0.9999), PLAIN.chance(0.0001)) == ("99%", "1%")
    assert (PLAIN.rough(1_234_567), PLAIN.rough(12.4)) == ("1,230,000", "12")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("... to 2016-05-15", "up to 2016-05-15"),
        ("2016-05-15 to ...", "from 2016-05-15 on"),
        ("2016-05-15, repeats P1W", "2016-05-15, every week"),
        ("15+ killed per P1D", "15+ killed a day"),
        ("no date", "no date"),
    ],
)
def test_open_days_and_durations_are_said_in_words(written: str, said: str) -> None:
    assert spoken(written) == said


def test_iso_dates_in_words_are_written_as_days_and_words_stay_words() -> None:
    told = writing_for("en-US").dated("... to 2016-05-15, <b>")
    assert told == '... to <time datetime="2016-05-15">May\u00a015,\u00a02016</time>, &lt;b&gt;'


def test_a_page_is_written_for_who_asks_and_says_that_it_varies(small: TestClient) -> None:
    def page(accepted: str) -> str:
        answer = small.get("/places/Palmyra?on=2016-05-15", headers={"Accept-Language": accepted})
        assert "accept-language" in answer.headers["vary"].lower()
        return answer.text

    assert '<time datetime="2016-05-15">May\u00a015,\u00a02016</time>' in page("en-US")
    british = page("en-GB")
    assert '<time datetime="2016-05-15">15\u00a0May\u00a02016</time>' in british and '<html lang="en-GB"' in british
    assert 'name="on" value="2016-05-15"' in page("en-US"), "forms send ISO dates"


def test_answers_for_programs_do_not_depend_on_it(small: TestClient) -> None:
    asked = "/api/places/Palmyra?on=2016-05-15"
    one, two = (small.get(asked, headers={"Accept-Language": accepted}) for accepted in ("en-US", "de"))
    assert one.text == two.text and one.headers["etag"] == two.headers["etag"]
