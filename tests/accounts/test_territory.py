"""What a party holds, how sure that is, and what it gained and lost."""

import datetime as dt
from dataclasses import dataclass, field

import pytest

from building import Said, control, party
from building import place as placed
from warledger.accounts.control import account_of
from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import Evidence, Says
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import default_method
from warledger.accounts.place_accounts import place_account
from warledger.accounts.publication import Publication
from warledger.accounts.settlements import Settlement, settlements_of
from warledger.accounts.territory import Holders, Holding, Size, extent_of, only, passings
from warledger.accounts.words import REGION, Weigher, words_of
from warledger.gazetteer.entry import Entry as GazetteerEntry
from warledger.journal.sources import sources_of
from warledger.parties.registry import default_registry

METHOD = default_method()


def day(iso: str) -> int:
    return dt.date.fromisoformat(iso).toordinal()


def place(name: str, people: int | None, km2: float) -> Settlement:
    return Settlement(Key(name.lower(), ""), name, "SY", 35.0, 38.0, people, km2)


RAQQA, MANBIJ, DABIQ = place("Raqqa", 500, 1000.0), place("Manbij", 100, 600.0), place("Dabiq", None, 50.0)
PLACES = (RAQQA, MANBIJ, DABIQ)


def held(by: str | None, **chances: float) -> Holding:
    return Holding(by, chances)


BANDS = [
    ("surely held", [held("a", a=0.95)] * 3, (3, 3, 3, 0)),
    ("named but unsure", [held("a", a=0.6, b=0.4)] * 3, (0, 3, 3, 0)),
    ("another named", [held("b", a=0.3, b=0.7)] * 3, (0, 0, 3, 0)),
    ("hardly possible", [held("b", a=0.05, b=0.95)] * 3, (0, 0, 0, 0)),
    ("nobody named", [held(None, a=0.45, b=0.45)] * 3, (0, 0, 3, 3)),
    ("sure and not named", [held(None, a=0.95)] * 3, (0, 0, 3, 3)),
    ("exactly at the bounds", [held("a", a=0.9), held("b", a=0.1), held("b", a=0.0999)], (1, 1, 2, 0)),
    ("never heard of", [held("b", b=0.9)] * 3, (0, 0, 0, 0)),
]


@pytest.mark.parametrize(("holdings", "expected"), [b[1:] for b in BANDS], ids=[b[0] for b in BANDS])
def test_the_band_of_places(holdings: list[Holding], expected: tuple[int, int, int, int]) -> None:
    found = extent_of("a", PLACES, holdings, 1)
    assert (found.low.places, found.best.places, found.high.places, found.unknown.places) == expected


def test_people_and_land_are_those_of_the_places_counted() -> None:
    holdings = [held("a", a=0.95), held("a", a=0.6), held(None, a=0.2)]
    found = extent_of("a", PLACES, holdings, 1)
    assert (found.low, found.best) == (Size(1, 500, 1000.0), Size(2, 600, 1600.0))
    assert (found.high, found.unknown, found.total) == (Size(3, 600, 1650.0), Size(1, 0, 50.0), Size(3, 600, 1650.0))
    assert only(found, "km2") == (1000.0, 1600.0, 1650.0, 50.0, 1650.0)


def test_gains_and_losses_tell_what_was_not_known_before_from_what_was_taken() -> None:
    before = [held("b"), held("a"), held(None)]
    after = [held("a"), held(None), held("a")]
    found = [(p.change, p.settlement.name, p.other) for p in passings("a", PLACES, before, after)]
    assert found == [("gained", "Raqqa", "b"), ("first known", "Dabiq", None), ("no longer known", "Manbij", None)]
    lost = [(p.change, p.settlement.name, p.other) for p in passings("b", PLACES, before, after)]
    assert lost == [("lost", "Raqqa", "a")]
    assert passings("a", PLACES, after, after) == []


def told(iso: str, says: Says, holder: str, weight: float = 0.9) -> Evidence:
    return Evidence(day(iso), says, holder, weight, f"{iso}-{says}-{holder}", iso)


def test_holders_follow_the_account_and_name_nobody_before_the_first_word() -> None:
    evidence = [told("2014-01-12", "passes", "rebels"), told("2015-01-10", "passes", "state")]
    account = account_of(evidence, METHOD, "state")
    assert account is not None
    holders = Holders([RAQQA], {RAQQA.key: account}, METHOD)
    named = [holders.on(day(d))[0].named for d in ("2014-01-12", "2014-06-01", "2015-01-10", "2015-06-01")]
    assert named == ["rebels", "rebels", "state", "state"]
    (one,) = holders.on(day("2014-06-01"))
    assert one.chances["rebels"] == pytest.approx(account.answer(day("2014-06-01")).probability)
    assert "" not in one.chances
    assert holders.days_of("state") == (day("2015-01-10"), day("2015-01-10"))
    assert holders.days_of("nobody") == (day("2014-01-12"), day("2015-01-10"))


@dataclass
class Gazetteer:
    """A gazetteer of hand-made entries."""

    entries: dict[str, list[GazetteerEntry]] = field(default_factory=dict)

    def find(self, name: str) -> tuple[GazetteerEntry, ...]:
        return tuple(self.entries.get(name, ()))

    def find_loosely(self, name: str) -> tuple[GazetteerEntry, ...]:
        return ()

    def country(self, code: str) -> GazetteerEntry | None:
        return None


def said(name: str, change: str = "gained", role: str = "gainer", lat: float | None = 35.0) -> Said:
    where = placed(name, lat=lat, lon=38.0 if lat else None)
    return Said(control(name, name, "2016-01-01", change, party(role, "islamic-state"), place=where))


def entry(name: str, fcode: str, people: int, lat: float = 35.0) -> GazetteerEntry:
    return GazetteerEntry(1, 1, name, fcode, "SY", "", lat, 38.0, people, "test")


def counted(*sayings: Said, gazetteer: Gazetteer) -> dict[str, int | None]:
    weigher = Weigher(Controllers(default_registry(), METHOD.invaded, METHOD.helps), METHOD, sources_of())
    words = [word for one in sayings for word in words_of([one], weigher)]
    found = [
        place_account(key, [w for w in words if w.key == key], [], weigher.controllers, METHOD)
        for key in dict.fromkeys(w.key for w in words)
        if key.kind != REGION
    ]
    accounts = [(f.place, f.account) for f in found if f.account is not None]
    return {s.name: s.people for s in settlements_of(accounts, gazetteer, {}, METHOD, Publication())}


def test_only_populated_places_with_a_holder_and_a_position_are_counted() -> None:
    gazetteer = Gazetteer(
        {
            "town": [entry("Town", "PPL", 1200), entry("Town", "PPL", 9000, lat=40.0)],
            "hilltop": [entry("Hilltop", "MT", 0)],
            "part": [entry("Part", "PPLX", 700)],
        }
    )
    found = counted(
        said("Town"),
        said("Hilltop"),
        said("Part"),
        said("Town air base"),
        said("Unlisted"),
        said("Nowhere", lat=None),
        said("Only fought over", change="contested", role="actor"),
        gazetteer=gazetteer,
    )
    assert found == {"Town": 1200, "Unlisted": None}


def test_statements_on_a_whole_province_count_for_no_place() -> None:
    told = said("Raqqa")
    place = told.statement.place
    assert place is not None
    whole = told.statement.model_copy(update={"place": place.model_copy(update={"precision": "admin1"})})
    assert counted(told, gazetteer=Gazetteer()) == {"Raqqa": None}
    assert counted(Said(whole), gazetteer=Gazetteer()) == {}
