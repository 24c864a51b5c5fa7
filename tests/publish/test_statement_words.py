"""What a statement says, in a few words."""

from typing import Any

import pytest

from building import control, party, span, statement, strike
from warledger.publish.statement_words import headline, sentence, speakers
from warledger.record.statement import Attribution, Check, Claim, Statement, Subject


def claim(about: str, predicate: str | None = None, subject: str = "the gang", **more: Any) -> Statement:
    who = Subject(**span(subject).model_dump(), type="party", id=more.pop("id", None))
    check = Check(predicate=predicate, **more) if predicate else None
    return statement("s", "claim", claim=Claim(about=about, subject=who, check=check))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (claim("prediction"), "CLAIM, prediction"),
        (claim("blame", "responsible_for"), "CLAIM, blame: the gang bore responsibility"),
        (
            claim("trend", "gained_territory", "which", id="islamic-state", place="Anbar", negated=True),
            "CLAIM, trend: Islamic State did not gain ground in Anbar",
        ),
        (claim("trend", "territory_trend", direction="down"), "CLAIM, trend: the gang shrank in territory"),
        (claim("total", "count", value=18000.0, unit="people"), "CLAIM, total: 18,000 people"),
        (
            claim("total", "lost_territory", value=25.0, unit="percent"),
            "CLAIM, total: the gang lost ground (25 percent)",
        ),
    ],
)
def test_claims_are_put_in_words(said: Statement, words: str) -> None:
    assert headline(said) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (control("s", "Raqqa", "2014-01-14", "gained", party("gainer", "IS")), "IS gained Raqqa"),
        (control("s", "Raqqa", "2014-01-14", "gained"), "Raqqa taken"),
        (
            control("s", "Raqqa", "2014-01-14", "lost", party("loser", "IS"), modality="planned"),
            "Planned: IS lost Raqqa",
        ),
        (control("s", "Homs", "2014-01-14", "siege_ended"), "Siege of Homs ended"),
        (strike("s", "Mosul", "2016-01-01"), "Air/drone strike, Mosul"),
        (claim("trend", "lost_territory"), "Claim, trend: the gang lost ground"),
    ],
)
def test_a_page_says_who_did_what_where(said: Statement, words: str) -> None:
    assert sentence(said) == words


def test_a_pronoun_names_no_speaker() -> None:
    names = ["He", "a colonel", "they"]
    told = tuple(Attribution(**span(name).model_dump(), speaker=name) for name in names)
    assert speakers(statement("s", "claim", attribution=told)) == ["a colonel"]
