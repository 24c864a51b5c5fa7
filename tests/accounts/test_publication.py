"""What is shown of withheld sources and of coarsened places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.publication import Position, Publication, coarse, publication_of, published_position
from warledger.gazetteer.resolve import km
from warledger.journal.decisions import Decided, Decision
from warledger.journal.sources import Source, Sources

SOURCES = Sources([Source("Agency One", aliases=("AO", "A. One"))])
PALMYRA = Key("163808", "")


def made(seq: int, kind: str, **more: object) -> Decided:
    return Decided(seq=seq, decision=Decision(kind=kind, editor="eva", made_at="2024", **more))  # type: ignore[arg-type]


WITHHELD = publication_of(
    [made(1, "withhold", publisher="AO"), made(2, "withhold", publisher="Zelina Weekly")], SOURCES
)


@pytest.mark.parametrize(
    ("publisher", "shown"),
    [
        ("Agency One", "a withheld source"),
        ("agency one", "a withheld source"),
        ("A. One", "a withheld source"),
        ("ZELINA WEEKLY", "a withheld source"),
        ("Zelina", "Zelina"),
        (None, "a report in a withheld source"),
    ],
)
def test_a_source_is_shown_unless_it_is_withheld_under_any_of_its_names(publisher: str | None, shown: str) -> None:
    assert WITHHELD.source(publisher, "a report in zelina weekly") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("he told Agency One on Monday", "he told a withheld source on Monday"),
        ("(AO) and the ZELINA WEEKLY's man", "(a withheld source) and the a withheld source's man"),
        ("ao, Taos, Agency Oneida", "ao, Taos, Agency Oneida"),
    ],
)
def test_withheld_names_are_not_in_words_either(text: str, shown: str) -> None:
    assert WITHHELD.words(text) == shown
    assert Publication().words(text) == text


AT = Key("base", "")
SHOWN: list[tuple[list[Decided], bool, Position]] = [
    ([], False, (34.56, 38.27)),
    ([made(1, "position", place="base|", lat=1.0, lon=-2.0)], False, (1.0, -2.0)),
    ([made(1, "position", place="base|", lat=1.0, lon=-2.0)], True, (34.56, 38.27)),
    ([made(1, "position", place="base|dam", lat=1.0, lon=-2.0)], False, (34.56, 38.27)),
    ([made(1, "coarsen", place="base|", km=111.195)], False, (34.5, 38.3108)),
    (
        [made(1, "coarsen", place="base|", km=10.0), made(2, "coarsen", place="base|", km=111.195)],
        False,
        (34.5, 38.3108),
    ),
    (
        [made(1, "coarsen", place="base|", km=111.195), made(2, "position", place="base|", lat=0.4, lon=0.3)],
        False,
        (0.5, 0.0),
    ),
]


@pytest.mark.parametrize(("decided", "moved", "shown"), SHOWN)
def test_a_place_is_shown_where_an_editor_put_it_and_as_widely_as_one_said(
    decided: list[Decided], moved: bool, shown: Position
) -> None:
    found = publication_of(decided, Sources()).position(AT, 34.56, 38.27, moved=moved)
    assert found == (pytest.approx(shown, abs=0.02) if shown else None)
    if not moved:
        place = LedgerPlace(AT, "Base", frozenset(), lat=34.56, lon=38.27)
        assert published_position(place, decided) == found
    assert publication_of(decided[:1], Sources()).position(Key("elsewhere", ""), None, None) is None


DEGREES = st.floats(-85, 85)


@given(DEGREES, st.floats(-180, 180), st.floats(0.5, 500))
def test_a_coarsened_position_is_near_but_says_no_more_than_its_cell(lat: float, lon: float, size: float) -> None:
    at = coarse(lat, lon, size)
    assert -90 <= at[0] <= 90 and -180 <= at[1] <= 180
    assert km(lat, lon, *at) <= size  # half a diagonal, and what the cell's width varies between its edges
    assert coarse(*at, size) == pytest.approx(at, abs=1e-3)


def test_positions_of_one_cell_are_shown_as_one() -> None:
    assert len({coarse(34.5 + i / 1000, 38.2 + i / 1000, 20.0) for i in range(20)}) <= 2
    assert len({coarse(34.51 + i / 1000, 38.33 + i / 1000, 50.0) for i in range(5)}) == 1
