"""The book: brought up to date entry by entry it equals one made anew, and it answers for any moment."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from building import control, on, party, place, span, statement, strike
from warledger.accounts.book import open_book
from warledger.accounts.book_tables import ALL
from warledger.accounts.book_writing import making, write_anew
from warledger.accounts.decided import written
from warledger.accounts.ledger_places import Key, LedgerPlaces, key_of
from warledger.gazetteer.entry import Entry
from warledger.journal.decisions import Decision, anchor_of
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.telling import NOW, AsOf
from warledger.record.report import Report
from warledger.record.statement import Claim, Statement, Subject

PLACES = ("Nubl", "Safira", "Tabqa", "Raqqa province")
PARTIES = ("syrian-government", "islamic-state", "syrian-opposition")
FIRST = dt.date(2015, 1, 1)
HOURS = "T12:00:00Z"


def day(number: int) -> str:
    return (FIRST + dt.timedelta(days=number)).isoformat()


def report(story: str, published: int, text: str) -> Report:
    return Report(text=text, story=story, published=day(published), language="en", publisher=f"Paper {story}")


def said(of: Report, what: tuple[Any, ...]) -> Statement:
    kind, where, when, who, killed = what
    at = PLACES[where]
    if kind == "claim":
        subject = Subject(**span(PARTIES[who]).model_dump(), type="party", id=PARTIES[who])
        return statement(
            of, "claim", claim=Claim(about="trend", subject=subject), time=on(day(when)), quote=span(str(killed))
        )
    if kind == "strike":
        return strike(of, at, day(when), killed, at=killed)
    region = {"place": place(at, precision="admin1", admin1="Raqqa")} if "province" in at else {}
    where_at = {"place": place(at, admin1="Raqqa", lat=36.0 + where, lon=37.0), "time": on(day(when))} | region
    role = {"gained": "gainer", "lost": "loser", "held": "holder", "besieged": "besieger"}[kind]
    return control(of, at, None, kind, party(role, PARTIES[who]), **where_at)


STATEMENTS = st.tuples(
    st.sampled_from(["gained", "lost", "held", "besieged", "strike", "claim"]),
    st.integers(0, 3),
    st.integers(0, 40),
    st.integers(0, 2),
    st.integers(1, 30),
)
POSTS = st.tuples(st.sampled_from("abcde"), st.integers(0, 40), st.lists(STATEMENTS, max_size=4))
ACTS = st.sampled_from(["accept", "reject", "correct", "same", "apart", "position", "redact", "undo", "reread"])


def act(ledger: Ledger, kind: str, number: int) -> None:
    """Something else than a post, on what the ledger holds; nothing where it holds nothing of the kind."""
    told = [t.said or t.statement for t in ledger.told()]
    made = ledger.decisions()
    if not told:
        return
    one, two = told[number % len(told)], told[(number + 1) % len(told)]
    common = {"editor": "eva", "made_at": f"{day(50 + number)}{HOURS}"}
    if kind == "redact":
        ledger.redact(one.revision, "asked for", editor="eva")
    elif kind == "reread":
        again = [s for s in told if s.revision == one.revision]
        changed = [s.model_copy(update={"id": f"{s.id}-{number}", "confidence": 0.5}) for s in again[1:]]
        ledger.post_reading(one.revision, changed, reader=f"test {number}")
    elif kind == "undo" and made:
        ledger.decide(Decision(kind="undo", undoes=made[number % len(made)].seq, **common))
    elif kind == "position" and one.place:
        ledger.decide(Decision(kind="position", place=written(key_of(one.place)), lat=1.0, lon=2.0, **common))
    elif kind in {"same", "apart"} and one.event and two.event and one.id != two.id:
        third = told[(number + 2) % len(told)]
        more = (anchor_of(third),) if third.event and third.id not in {one.id, two.id} else ()
        ledger.decide(Decision(kind=kind, target=anchor_of(one), other=anchor_of(two), more=more, **common))  # type: ignore[arg-type]
    elif kind in {"accept", "reject", "correct"}:
        fields = {"modality": "negated"} if kind == "correct" else {}
        ledger.decide(Decision(kind=kind, target=anchor_of(one), fields=fields, **common))  # type: ignore[arg-type]


def contents(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    with ledger.engine.connect() as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in ALL}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(POSTS, st.tuples(ACTS, st.integers(0, 9))), min_size=2, max_size=12))
def test_a_book_brought_up_to_date_equals_one_made_anew(steps: Sequence[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "l.sqlite")) as ledger:
        for number, step in enumerate(steps):
            if len(step) == 2:
                act(ledger, *step)
            else:
                story, published, told = step
                made = report(story, published, f"report {number}")
                ledger.post(made, [said(made, what) for what in told], reader="test", now=f"{day(60)}{HOURS}")
            with open_book(ledger) as book:
                weigher = book.weigher
        kept = contents(ledger)
        with ledger.writing() as connection:
            write_anew(making(connection, connection, NOW, weigher))
        assert contents(ledger) == kept


NAMES = ("Nubl", "al-Nubl", "Safira", "Safirah", "Tabqa", "Tabqa dam", "Tabqa air base", "Raqqa")
PLACED = st.tuples(st.sampled_from(NAMES), st.integers(1, 4), st.sampled_from([None, 36.0, 36.01, 36.1]))


@settings(max_examples=40, deadline=None)
@given(st.lists(PLACED, min_size=1, max_size=8), st.sampled_from(NAMES), st.sampled_from([None, 36.0, 36.015]))
def test_places_read_when_asked_for_are_those_that_all_places_would_give(
    told: Sequence[tuple[str, int, float | None]], name: str, lat: float | None
) -> None:
    with TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "l.sqlite")) as ledger:
        made = report("a", 5, "report")
        found = [
            control(
                made,
                called,
                day(4),
                "held",
                party("holder", PARTIES[0]),
                place=place(called, geonameid=number, lat=at, lon=38.0),
            )
            for called, number, at in told
        ]
        ledger.post(made, list({s.id: s for s in found}.values()), reader="test", now=f"{day(60)}{HOURS}")
        with open_book(ledger) as book:
            whole = LedgerPlaces(list(book.places.by_key.values()))
        with open_book(ledger) as book:
            asked = name, lat, 38.0 if lat is not None else None, ("Nubl",)
            assert sorted(book.places.matching(*asked), key=str) == sorted(whole.matching(*asked), key=str)
            assert [book.places.by_key[key] for key in whole.by_key] == list(whole.by_key.values())
            assert Key("nowhere", "") not in book.places.by_key


def holder(ledger: Ledger, on_day: int, moment: AsOf = NOW) -> str | None:
    with open_book(ledger, moment) as book:
        return next((h.party for h in book.held((FIRST + dt.timedelta(days=on_day)).toordinal())), None)


def post(ledger: Ledger, story: str, published: int, *told: tuple[Any, ...], posted: int = 60) -> list[Statement]:
    made = report(story, published, f"report {story} of {published}")
    found = [said(made, what) for what in told]
    ledger.post(made, found, reader="test", now=f"{day(posted)}{HOURS}")
    return found


def test_what_was_known_and_what_was_posted_by_a_day_are_two_questions(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        post(ledger, "a", 5, ("gained", 0, 4, 1, 0), posted=10)
        post(ledger, "b", 9, ("gained", 0, 8, 0, 0), posted=30)
        assert holder(ledger, 20) == "syrian-government"
        assert holder(ledger, 20, AsOf(known_on=f"{day(8)}T23:59:59Z")) == "islamic-state"
        assert holder(ledger, 20, AsOf(known_on=f"{day(9)}T23:59:59Z")) == "syrian-government"
        assert holder(ledger, 20, AsOf(posted_by=f"{day(20)}T23:59:59Z")) == "islamic-state"
        assert holder(ledger, 20, AsOf(posted_by=f"{day(9)}T23:59:59Z")) is None


def test_a_rejected_statement_counts_no_more_and_did_before_it_was_rejected(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        (taken,) = post(ledger, "a", 5, ("gained", 0, 4, 1, 0))
        rejected = Decision(kind="reject", editor="eva", made_at=f"{day(70)}{HOURS}", target=anchor_of(taken))
        seq = ledger.decide(rejected)
        assert holder(ledger, 20) is None
        before = f"{day(69)}T23:59:59Z"
        assert holder(ledger, 20, AsOf(known_on=before)) == "islamic-state"
        assert holder(ledger, 20, AsOf(known_on=before, with_decisions=True)) is None
        ledger.decide(Decision(kind="undo", editor="eva", made_at=f"{day(71)}{HOURS}", undoes=seq))
        assert holder(ledger, 20) == "islamic-state"


def test_a_province_bears_weakly_on_a_place_in_it_and_on_no_other(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        post(ledger, "a", 5, ("held", 0, 4, 0, 0))

        def chance() -> float:
            with open_book(ledger) as book:
                (held,) = book.held((FIRST + dt.timedelta(days=30)).toordinal())
                assert held.answer is not None
                return held.answer.probability

        alone = chance()
        post(ledger, "b", 21, ("gained", 3, 20, 1, 0))
        assert 0.5 < chance() < alone


class Gazetteer:
    """A gazetteer that knows one spot by two names, and another near it by a third."""

    def find(self, name: str) -> tuple[Entry, ...]:
        called = {"Nubl": "Nubl", "Nubbul": "Nubl", "Zahra": "Zahra"}.get(name)
        return (Entry(1, 1, called, "PPL", "SY", "", 36.0, 37.0, 0, "test"),) if called else ()

    def find_loosely(self, name: str) -> tuple[Entry, ...]:
        return ()

    def country(self, code: str) -> Entry | None:
        return None


def test_a_name_finds_what_the_gazetteer_has_as_one_place_with_it(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        post(ledger, "a", 5, ("held", 0, 4, 0, 0))  # Nubl
        with open_book(ledger) as book:
            assert book.find("Nubbul", Gazetteer()) == [Key("nubl", "")]
            assert book.find("Zahra", Gazetteer()) == [Key("nubl", "")], "nothing else is told of at that spot"
            assert book.find("Nowhere", Gazetteer()) == []
        made = report("b", 6, "Nubbul")
        told = control(
            made, "Nubbul", day(6), "held", party("holder", PARTIES[0]), place=place("Nubbul", lat=36.0, lon=37.0)
        )
        ledger.post(made, [told], reader="test", now=f"{day(60)}{HOURS}")
        with open_book(ledger) as book:
            assert {key.base for key in book.find("Nubl", Gazetteer())} == {"nubl", "nubbul"}
