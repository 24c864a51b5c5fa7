"""Editors' decisions: what they attach to, what may enter the journal, and what stands after other readings."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from takings import LATER, MADE, MINOVA, REPORT, SAKE, again, decision, post, taking, words

from building import figure, on, strike
from warledger.journal.decisions import Decision, DecisionError, anchor_of, meant
from warledger.journal.store import Ledger, open_ledger
from warledger.record.statement import Statement, Toll


def standing(ledger: Ledger) -> list[tuple[str, float]]:
    told = [t.statement for t in ledger.told()]
    return sorted((s.place.name if s.place else "", s.confidence) for s in told)


ATTACHED: list[tuple[str, Statement | None, list[Statement]]] = [
    ("its own id", SAKE, [MINOVA, SAKE]),
    ("the same of the same, in words that overlap", again(SAKE, quote=words("took Sake")), [again(MINOVA)]),
    ("not what says another thing in the same words", None, [again(MINOVA)]),
    ("not the same of other words", None, [again(SAKE, quote=words("killing 4"))]),
    ("the very words in another revision", taking("Sake", LATER), [taking("Minova", LATER)]),
    ("not other words in another revision", None, [taking("Sake", LATER, "took Sake")]),
    ("not the same in another story", None, [SAKE.model_copy(update={"id": "y", "revision": "t@1"})]),
]


@pytest.mark.parametrize(("name", "wanted", "beside"), ATTACHED, ids=[a[0] for a in ATTACHED])
def test_an_anchor_means(name: str, wanted: Statement | None, beside: list[Statement]) -> None:
    there = [*beside, *([wanted] if wanted is not None and wanted not in beside else [])]
    found = meant(anchor_of(SAKE), [anchor_of(s) for s in there])
    assert (found.statement if found else None) == (wanted.id if wanted else None)


IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"time": {"start": "2016-13-45"}}, "time.start: '2016-13-45' is no day"),
    ({"time": {"start": "2024-02-09"}}, "it starts on 2024-02-09, after it ends on 2024-02-07"),
    ({"control": {"change": "took"}}, "control.change"),
    ({"control": None}, "control: a statement of kind control needs one"),
    ({"event": {"type": "Battles", "sub_type": "Armed clash", "trigger": words("took").as_json()}}, "has none"),
    ({"place": {"lat": 91.0, "lon": 3.0}}, "place.lat: 91.0 is no latitude"),
    ({"place": {"lat": 3.0}}, "given together"),
    ({"place": {"name": " "}}, "a place needs a name"),
    ({"parties": [{"role": "gainer", "text": "", "start": 0, "end": 0, "id": "nobody"}]}, "no party 'nobody'"),
    ({"parties": [{"role": "owner", "text": "", "start": 0, "end": 0}]}, "parties.0.role"),
    ({"quote": {"text": "Rebels lost", "start": 0, "end": 11}}, "does not have the words 'Rebels lost' at 0"),
    ({"toll": Toll(killed=(figure(9, 5),)).as_json()}, "the low figure 9 is above the high one 5"),
    ({"modality": "asserted"}, "the reader says so"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "why"), IMPOSSIBLE, ids=[i[1] for i in IMPOSSIBLE])
def test_an_impossible_correction_never_enters_the_journal(tmp_path: Path, fields: dict[str, Any], why: str) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        post(ledger, SAKE)
        head = ledger.head()
        with pytest.raises(DecisionError) as raised:
            ledger.decide(decision("correct", SAKE, fields=fields))
        assert why in str(raised.value) and ledger.head() == head and ledger.verify() == []


def test_an_event_of_another_type_than_its_sub_type_is_impossible(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        struck = strike(REPORT, "Sake", "2024-02-07")
        post(ledger, struck)
        for fields, why in (
            ({"event": {"sub_type": "Bombing"}}, "event.sub_type: 'Bombing' is none of"),
            ({"event": {"type": "Riots"}}, "event.type: 'Air/drone strike' is of Explosions/Remote violence"),
        ):
            with pytest.raises(DecisionError, match=why):
                ledger.decide(decision("correct", struck, fields=fields))


def test_a_correction_keeps_what_was_corrected_before_and_undo_brings_it_back(ledger: Ledger) -> None:
    post(ledger, SAKE)
    ledger.decide(decision("correct", SAKE, fields={"modality": "claimed"}))
    second = ledger.decide(decision("correct", SAKE, fields={"time": {"start": "2024-02-06"}}))
    (told,) = ledger.told()
    assert told.statement.time is not None and told.said == SAKE and told.statement.confidence == 0.99
    assert (told.statement.modality, told.statement.time.start, told.statement.time.end) == (
        "claimed", "2024-02-06", "2024-02-07",
    )  # fmt: skip
    ledger.decide(Decision(kind="undo", undoes=second, **MADE))
    (told,) = ledger.told()
    assert told.statement.modality == "claimed" and told.statement.time == SAKE.time
    undo = ledger.all_decisions()[-1].seq
    ledger.decide(Decision(kind="undo", undoes=undo, **MADE))
    assert [d.undone_by for d in ledger.all_decisions()] == [None, None, undo + 1, None]
    assert next(t.statement.time.start for t in ledger.told() if t.statement.time) == "2024-02-06"


def test_what_was_accepted_holds_whatever_a_later_reader_says(ledger: Ledger) -> None:
    post(ledger, SAKE, MINOVA)
    ledger.decide(decision("accept", SAKE))
    ledger.decide(decision("reject", MINOVA))
    later = on("2024-01-01")
    ledger.post_reading(REPORT.revision, [again(SAKE, time=later), again(MINOVA, time=later)], reader="two")
    (told,) = ledger.told()
    assert told.statement.time == SAKE.time and told.said is not None and told.said.time == later
    assert ledger.verify() == []


def test_a_correction_finds_its_statement_where_the_reader_has_learned_it(ledger: Ledger) -> None:
    post(ledger, SAKE)
    goma = SAKE.place.model_copy(update={"name": "Goma"}) if SAKE.place else None
    fields = {"place": {"name": "Goma"}, "modality": "claimed"}
    ledger.decide(decision("correct", SAKE, fields=fields))
    ledger.post_reading(REPORT.revision, [again(SAKE, place=goma)], reader="two")
    (told,) = ledger.told()
    assert told.statement.place == goma and told.statement.modality == "claimed"


def test_a_decision_on_an_older_reading_s_id_is_on_what_the_last_one_makes_of_it(ledger: Ledger) -> None:
    post(ledger, SAKE, MINOVA)
    ledger.post_reading(REPORT.revision, [again(SAKE)], reader="two")
    assert ledger.statement(SAKE.id) == again(SAKE)
    ledger.decide(decision("reject", SAKE))
    assert standing(ledger) == []
    assert [d.decision.target and d.decision.target.statement for d in ledger.decisions()] == [again(SAKE).id]
    for act in (lambda: ledger.decide(decision("reject", MINOVA)), lambda: ledger.statement(MINOVA.id)):
        with pytest.raises(DecisionError, match=r"the last (one|reading) does not repeat it"):
            act()


def test_statements_are_called_by_the_beginning_of_an_id_that_no_other_shares(tmp_path: Path) -> None:
    one, two = SAKE.model_copy(update={"id": "abc1"}), MINOVA.model_copy(update={"id": "abd2"})
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        post(ledger, one, two)
        assert ledger.statement("abc") == one
        for wanted, why in (
            ("ab", "begins several statements: abc1, abd2"),
            ("x", "has no statement 'x'"),
            ("%", "no st"),
        ):
            with pytest.raises(DecisionError, match=why):
                ledger.statement(wanted)


def test_a_decision_holds_in_a_later_revision_that_repeats_the_words(ledger: Ledger) -> None:
    post(ledger, SAKE)
    ledger.decide(decision("reject", SAKE))
    post(ledger, taking("Sake", LATER), taking("Minova", LATER), of=LATER)
    assert [name for name, _ in standing(ledger)] == ["Minova"]


def test_who_has_not_seen_the_last_decision_is_told_whose_it_is(ledger: Ledger) -> None:
    post(ledger, SAKE, MINOVA)
    first = ledger.decide(decision("reject", SAKE), seen=0)
    ledger.decide(decision("reject", MINOVA), seen=0)
    with pytest.raises(DecisionError, match=f"eva decided on this meanwhile .reject, number {first}."):
        ledger.decide(decision("accept", SAKE, editor="omar"), seen=0)
    ledger.decide(decision("accept", SAKE, editor="omar"), seen=first)
    ledger.post_reading(REPORT.revision, [again(SAKE), again(MINOVA)], reader="two")
    with pytest.raises(DecisionError, match="omar decided on this meanwhile"):
        ledger.decide(decision("reject", again(SAKE)), seen=first)


def test_of_two_editors_at_once_one_is_told_of_the_other(where: str) -> None:
    with open_ledger(where) as ledger:
        post(ledger, SAKE)
        said: list[str] = []
        ready = threading.Barrier(6)

        def edit(name: str) -> None:
            with open_ledger(where) as own:
                ready.wait()
                try:
                    own.decide(decision("reject", SAKE, editor=name), seen=0)
                    said.append("kept")
                except DecisionError as problem:
                    said.append(str(problem).split(":")[0].partition(" ")[2])

        editors = [threading.Thread(target=edit, args=(f"editor-{i}",)) for i in range(6)]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()
        assert sorted(said) == ["decided on this meanwhile (reject, number 2)"] * 5 + ["kept"]
        assert len(ledger.decisions()) == 1 and ledger.verify() == []


REFUSED: list[tuple[str, Callable[[], Decision], str]] = [
    ("unknown", lambda: decision("accept", SAKE.model_copy(update={"id": "zz", "quote": words("killing")})), "no statement zz"),
    ("no event", lambda: decision("same", SAKE, other=anchor_of(MINOVA)), "not on an event"),
    ("undo", lambda: Decision(kind="undo", undoes=7, **MADE), "entry 7 is no decision that stands"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "why"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_cannot_be_decided_is_refused(tmp_path: Path, name: str, make: Callable[[], Decision], why: str) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        post(ledger, SAKE, MINOVA)
        with pytest.raises(DecisionError, match=why):
            ledger.decide(make())
        assert ledger.all_decisions() == []


def test_a_statement_is_not_joined_with_itself(tmp_path: Path) -> None:
    struck = strike(REPORT, "Sake", "2024-02-07")
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        post(ledger, struck)
        with pytest.raises(DecisionError, match="named on both sides"):
            ledger.decide(decision("same", struck, other=anchor_of(struck)))


def test_a_decision_has_a_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs the name of who made it"):
        Decision(kind="withhold", publisher="Wire", editor="  ", made_at="2024-03-02T00:00:00Z")
