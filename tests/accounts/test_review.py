"""The order in which statements are to be looked at, on hand-made statements."""

import pytest

from building import Said, control, party, strike
from warledger.accounts.controllers import Controllers
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import default_method
from warledger.accounts.review import Due, due
from warledger.accounts.summaries import Summary
from warledger.accounts.words import Weigher, words_of
from warledger.journal.sources import sources_of
from warledger.parties.registry import default_registry

METHOD = default_method()
WEIGHER = Weigher(Controllers(default_registry(), METHOD.invaded, METHOD.helps), METHOD, sources_of(()))
IS, GOVERNMENT = party("gainer", "islamic-state"), party("gainer", "syrian-government")


def said(story: str, day: str, who=IS, where: str = "Palmyra", change: str = "gained", **more: object) -> Said:
    told = control(story, where, day, change, who, **more)
    return Said(told, published=day, voice=story)


def ordered(*entries: Said, incidents: dict[str, Summary] | None = None) -> list[Due]:
    words = [word for entry in entries for word in words_of([entry], WEIGHER)]
    return due(entries, words, incidents or {})


def sentences(found: list[Due], entry: Said) -> list[str]:
    return [r.sentence for d in found if d.statement == entry.statement for r in d.reasons]


def test_the_less_sure_comes_first() -> None:
    sure, unsure = said("a", "2016-03-27"), said("b", "2016-03-27", confidence=0.4)
    assert [d.statement for d in ordered(sure, unsure)] == [unsure.statement, sure.statement]
    assert "The reader is 40% sure of it." in sentences(ordered(sure, unsure), unsure)


def test_what_nobody_else_says_comes_before_what_others_say_too() -> None:
    together = [said(story, "2016-03-27") for story in ("a", "b", "c")]
    alone = said("d", "2016-03-27", where="Raqqa")
    found = ordered(*together, alone)
    assert found[0].statement == alone.statement
    assert "Nobody else says so of Raqqa within 45 days." in sentences(found, alone)
    assert "2 other voices say the same of Palmyra." in sentences(found, together[0])


def test_copies_are_one_voice() -> None:
    one = said("a", "2016-03-27")
    copy = Said(control("b", "Palmyra", "2016-03-27", "gained", IS), published="2016-03-27", voice="a")
    assert "Nobody else says so of Palmyra within 45 days." in sentences(ordered(one, copy), one)


@pytest.mark.parametrize(
    ("other", "disputed"),
    [
        (said("b", "2016-03-27", GOVERNMENT), True),
        (said("b", "2016-03-27", party("holder", "syrian-government"), change="held"), True),
        (said("b", "2016-03-27", party("loser", "islamic-state"), change="lost"), True),
        (said("b", "2016-03-30", GOVERNMENT), False),
        (said("b", "2016-03-20", party("holder", "syrian-government"), change="held"), False),
        (said("b", "2016-05-30", party("holder", "syrian-government"), change="held"), False),
        (said("b", "2016-03-27"), False),
        (said("b", "2016-03-27", GOVERNMENT, where="Raqqa"), False),
        (said("b", "2016-03-27", GOVERNMENT, modality="planned"), False),
    ],
    ids="other-gainer other-holder lost later-change held-before much-later same elsewhere planned".split(),
)
def test_what_others_say_otherwise(other: Said, disputed: bool) -> None:
    one = said("a", "2016-03-27")
    told = "1 other voice says otherwise of Palmyra within 10 days."
    assert (told in sentences(ordered(one, other), one)) == disputed


@pytest.mark.parametrize(
    ("killed", "voices", "toll", "sentence"),
    [
        (40, 1, (40, 40, 40), "It alone tells of 40 killed in Aleppo."),
        (40, 3, (12, 12, 40), "Sources tell of 12 to 40 killed in Aleppo; it says 40, taken as best is 12."),
        (40, 3, (40, 40, 40), None),
        (None, 1, (0, 0, 0), None),
    ],
)
def test_tolls(killed: int | None, voices: int, toll: tuple[int, int, int], sentence: str | None) -> None:
    entry = Said(strike("a", "Aleppo", "2016-03-27", killed), published="2016-03-27")
    one = entry.statement
    summary = Summary(
        id="i", first=1, last=1, key=Key("aleppo", ""), moved=False, place="Aleppo", country="SY", lat=None, lon=None,
        type="", sub_type="", told="", actors=(), targets=(), tolls={"killed": toll}, voices=voices, statements=(one.id,),
    )  # fmt: skip
    told = sentences(ordered(entry, incidents={one.id: summary}), entry)
    assert ([s for s in told if "killed" in s] or [None])[0] == sentence


def test_of_equal_ones_the_last_published_first() -> None:
    old, new = said("a", "2016-03-01", where="Raqqa"), said("b", "2016-03-27")
    assert [d.statement for d in ordered(old, new)] == [new.statement, old.statement]


def test_other_kinds_have_their_confidence_only() -> None:
    entry = Said(strike("a", "Aleppo", "2016-03-27"))
    (found,) = ordered(entry)
    assert [r.name for r in found.reasons] == ["unsure"]
