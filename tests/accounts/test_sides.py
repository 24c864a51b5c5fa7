"""Changes of hands that name nobody, and descriptions, taken for one of the two sides of a report."""

import datetime as dt

import pytest

from building import Said, control, party, span
from warledger.accounts.control import account_of
from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import iso_day
from warledger.accounts.method import default_method
from warledger.accounts.sides import sides_of
from warledger.accounts.takers import takers_of
from warledger.accounts.words import Weigher, words_of
from warledger.journal.sources import sources_of
from warledger.parties.registry import default_registry
from warledger.record.statement import Control, PartyRef, Statement, When

METHOD = default_method()
CONTROLLERS = Controllers(default_registry(), METHOD.invaded, METHOD.helps)
STATE, ENEMY, THIRD = "syrian-government", "islamic-state", "syrian-democratic-forces"


def taking(who: str, where: str, day: str, change: str = "gained") -> Statement:
    role = {"gained": "gainer", "held": "holder"}[change]
    return control("r", where, day, change, party(role, who))


TWO_SIDED = (
    taking(ENEMY, "Nubl", "2015-01-05"),
    taking(ENEMY, "Zahraa", "2015-01-06"),
    taking(STATE, "Safira", "2015-01-02", "held"),
)


def holders(*told: Statement) -> dict[str, str]:
    weigher = Weigher(CONTROLLERS, METHOD, sources_of())
    words = words_of([Said(s, published="2015-02-01") for s in told], weigher)
    found = {}
    for key in {w.key for w in words}:
        evidence = [e for w in words if w.key == key for e in w.evidence]
        account = account_of(evidence, METHOD, STATE)
        assert account is not None
        found[key.base] = account.answer(dt.date(2015, 1, 31).toordinal()).holder
    return found


@pytest.mark.parametrize(
    ("told", "sides"),
    [
        (TWO_SIDED, {"SY": (ENEMY, STATE)}),
        (TWO_SIDED[:1], {"SY": (ENEMY, STATE)}),
        ((TWO_SIDED[0], taking(THIRD, "Kobane", "2015-01-08")), {}),
        ((*TWO_SIDED, taking(THIRD, "Kobane", "2015-01-08"), taking(THIRD, "Sarrin", "2015-01-09")), {}),
    ],
    ids=["two", "one beside the state", "two that may be either", "three"],
)
def test_the_sides_of_a_report_are_the_two_that_it_names_most(
    told: tuple[Statement, ...], sides: dict[str, tuple[str, ...]]
) -> None:
    assert sides_of(told, CONTROLLERS, None) == sides


def test_a_place_that_fell_passed_to_the_other_side() -> None:
    fell = control("r", "Maskana", "2015-01-10", "gained")
    assert holders(*TWO_SIDED, fell)["maskana"] == ENEMY


def test_a_place_that_fell_passed_to_whoever_takes_places_there_in_the_report() -> None:
    took = control("r", "Kobane", "2015-01-08", "gained", party("gainer", THIRD), quote=span("took", 1000))
    told = (*TWO_SIDED, took, control("r", "Maskana", "2015-01-10", "gained", quote=span("fell", 1100)))
    assert takers_of(told, CONTROLLERS, None) == {told[-1].id: THIRD}
    assert holders(*told)["maskana"] == THIRD
    kept = control("r", "Sarrin", "2015-01-08", "held", party("holder", THIRD), quote=span("still held it", 1050))
    assert takers_of((*TWO_SIDED, kept, told[-1]), CONTROLLERS, None) == {}, "who still holds a place takes no other"
    far = (*TWO_SIDED, took, control("r", "Maskana", "2015-01-10", "gained", quote=span("fell", 9000)))
    assert takers_of(far, CONTROLLERS, None) == {}
    same = taking(ENEMY, "Maskana", "2015-01-12")
    assert takers_of((*far, same), CONTROLLERS, None) == {far[-1].id: ENEMY}, "told elsewhere of the same days"


def test_what_is_taken_back_goes_to_the_state_if_others_had_it() -> None:
    took = taking(THIRD, "Maskana", "2015-01-09")
    back = control("r", "Maskana", "2015-01-10", "gained", quote=span("was recaptured", 1100))
    fell = control("r", "Maskana", "2015-01-10", "gained", quote=span("fell", 1100))
    assert takers_of((*TWO_SIDED, took, back), CONTROLLERS, None) == {back.id: STATE}
    assert takers_of((back,), CONTROLLERS, None) == {back.id: STATE}
    assert takers_of((fell,), CONTROLLERS, None) == {}
    near = control("r", "Sarrin", "2015-01-09", "gained", party("gainer", THIRD), quote=span("took", 1000))
    own = (taking(STATE, "Maskana", "2015-01-09", "held"), near, back)
    assert takers_of(own, CONTROLLERS, None) == {back.id: THIRD}


def test_a_loss_that_tells_to_whom_is_a_gain() -> None:
    lost = control("r", "Nubl", "2015-01-05", "lost", party("gainer", ENEMY))
    assert holders(lost)["nubl"] == ENEMY


def test_what_is_attacked_in_vain_or_besieged_is_held_by_the_other_side() -> None:
    failed = control("r", "Maskana", "2015-01-10", "gained", party("gainer", ENEMY), modality="negated")
    ring = control("r", "Sarrin", "2015-01-10", "besieged", party("besieger", ENEMY))
    told = holders(*TWO_SIDED, failed, ring)
    assert told["maskana"] == STATE and told["sarrin"] == STATE
    assert "maskana" not in holders(failed) or holders(failed)["maskana"] != ENEMY


def test_a_fall_told_beside_its_taker_is_told_once() -> None:
    fell = control("r", "Nubl", "2015-01-07", "gained")
    assert holders(*TWO_SIDED, fell)["nubl"] == ENEMY


@pytest.mark.parametrize(
    ("words", "holder"),
    [("insurgents", ENEMY), ("the garrison", STATE), ("men", None), ("rebel soldiers", None)],
)
def test_a_description_fits_the_state_or_its_enemy(words: str, holder: str | None) -> None:
    assert CONTROLLERS.on_side(words, (ENEMY, STATE)) == holder


@pytest.mark.parametrize(
    ("words", "holder"), [("Russians", "russia"), ("the Ukrainians", "ukraine"), ("Russian", "russia"), ("Rus", None)]
)
def test_a_people_in_the_plural_is_its_state(words: str, holder: str | None) -> None:
    ref = PartyRef(role="holder", **span(words).model_dump())
    assert CONTROLLERS.of(ref, "UA", "2022-05-01") == holder


def test_a_pronoun_is_called_what_it_stands_for() -> None:
    ref = PartyRef(role="gainer", name="Russians", **span("they").model_dump())
    assert CONTROLLERS.of(ref, "UA", "2022-05-01") == "russia"


@pytest.mark.parametrize(
    ("who", "country", "holder"),
    [
        ("france-government", "ML", "mali-government"),
        ("france-government", "FR", "france-government"),
        ("turkey-government", "SY", "turkish-backed-opposition"),
        ("russian-armed-forces", "SY", "syrian-government"),
        ("russian-armed-forces", "UA", "russia"),
    ],
)
def test_a_foreign_force_holds_ground_for_whom_it_helps(who: str, country: str, holder: str) -> None:
    assert CONTROLLERS.of(party("gainer", who), country, "2017-05-01") == holder


@pytest.mark.parametrize(
    ("day", "holder"),
    [("1998-06-09", "eritrea-government"), ("2020-11-28", "ethiopia-government"), (None, "ethiopia-government")],
)
def test_it_does_so_for_as_long_as_it_helps(day: str | None, holder: str) -> None:
    assert CONTROLLERS.of(party("gainer", "eritrea-government"), "ET", day) == holder


def test_who_helps_whom_is_told_of_parties_of_the_registry() -> None:
    known = default_registry().parties
    assert [h for h in METHOD.helps if not {h.side, *h.helpers} <= known.keys()] == []
    assert [h for h in METHOD.helps if (h.first or "") > (h.last or "9")] == []


def test_a_hedged_word_and_our_forces() -> None:
    plain, hedged = (
        control("r", "Nubl", "2015-01-05", "gained", party("gainer", ENEMY), quote=span(words))
        for words in ("they took it", "they reportedly took it")
    )
    weigher = Weigher(CONTROLLERS, METHOD, sources_of())
    weights = [max(e.weight for w in words_of([Said(s)], weigher) for e in w.evidence) for s in (plain, hedged)]
    assert weights[1] == pytest.approx(METHOD.hedged * weights[0])
    side = sources_of([("own.toml", f'[[source]]\nname = "Ours"\nside = "{ENEMY}"\n')])
    ours = PartyRef(role="gainer", **span("our forces").model_dump())
    told = Said(control("r", "Nubl", "2015-01-05", "gained", ours), publisher="Ours")
    (word,) = words_of([told], Weigher(CONTROLLERS, METHOD, side))
    assert word.evidence[0].holder == ENEMY


def test_the_greater_part_of_a_place_says_more_of_the_whole_than_another_part() -> None:
    weigher = Weigher(CONTROLLERS, METHOD, sources_of())
    weights = []
    for words in ("they took the town", "they took 80 percent of the town", "they took most of the town"):
        told = control("r", "Nubl", "2015-01-05", "gained", party("gainer", ENEMY), quote=span(words))
        part = told.model_copy(update={"control": Control(change="gained", extent="part")}) if "of" in words else told
        weights.append(max(e.weight for w in words_of([Said(part)], weigher) for e in w.evidence))
    assert weights[1:] == [pytest.approx(METHOD.most * weights[0])] * 2 and METHOD.part < METHOD.most < 1


def test_who_held_a_place_for_years_held_it_at_their_beginning_and_end() -> None:
    years = When(text="from 2006 to 2011", start="2006-12-31", end="2011-01-01", precision="year", sense="window")
    told = control("r", "Nubl", None, "held", party("holder", ENEMY), time=years)
    (word,) = words_of([Said(told)], Weigher(CONTROLLERS, METHOD, sources_of()))
    assert [(iso_day(e.day), e.says, e.holder) for e in word.evidence] == [
        ("2011-01-01", "holds", ENEMY),
        ("2006-12-31", "holds", ENEMY),
    ]
