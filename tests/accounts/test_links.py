"""An editor's "same" or "not the same" always wins over what speaks for or against."""

from collections.abc import Iterable

import pytest

from building import Said, strike
from warledger.accounts.clusters import incidents_of
from warledger.accounts.decided import links_in
from warledger.accounts.links import Links
from warledger.accounts.tellings import Telling, tellings_of
from warledger.journal.decisions import Decision, anchor_of
from warledger.record.statement import Statement

# Three alike (a, b, c on one strike), one elsewhere (d), one more alike to d (e): without links two incidents.
STRIKES = {
    "a": strike("a", "Nubl", "2015-01-04", 4),
    "b": strike("b", "Nubl", "2015-01-04", 4),
    "c": strike("c", "Nubl", "2015-01-04", 4),
    "d": strike("d", "Safira", "2015-01-05", 30),
    "e": strike("e", "Safira", "2015-01-05", 30),
}


def told(of: dict[str, Statement]) -> list[Telling]:
    dated = [Said(s, published=f"2015-01-{6 + i:02}", voice=name) for i, (name, s) in enumerate(of.items())]
    return [t for s in dated for t in tellings_of([s])]


def decision(kind: str, named: str, of: dict[str, Statement] = STRIKES) -> Decision:
    target, other, *more = (anchor_of(of[name]) for name in named)
    values = {"kind": kind, "editor": "eva", "made_at": "2024"}
    return Decision(**values, target=target, other=other, more=tuple(more))  # type: ignore[arg-type]


def joined(links: Links, tellings: Iterable[Telling]) -> set[str]:
    return {"".join(sorted(t.story for t in i.tellings)) for i in incidents_of(tellings, links)}


WISHES: list[tuple[str, list[tuple[str, str]], set[str]]] = [
    ("nothing decided", [], {"abc", "de"}),
    ("one kept apart", [("apart", "ca")], {"ab", "c", "de"}),
    ("one kept apart from two", [("apart", "cab")], {"ab", "c", "de"}),
    ("each apart", [("apart", "abc"), ("apart", "bc")], {"a", "b", "c", "de"}),
    ("two unlike joined, the last first", [("same", "ea")], {"abce", "d"}),
    ("whole incidents joined", [("same", "abcde")], {"abcde"}),
    ("joined by way of a third", [("same", "ad"), ("same", "de")], {"abcde"}),
    ("apart from one is apart from all joined to it", [("same", "ad"), ("apart", "bd")], {"acde", "b"}),
    ("of a pair the last word counts", [("same", "ad"), ("apart", "ad")], {"abc", "de"}),
    ("and the other way round", [("apart", "ab"), ("same", "ab")], {"abc", "de"}),
    ("a pair wins over a way round", [("same", "ab"), ("same", "bd"), ("apart", "ad")], {"abc", "de"}),
]


@pytest.mark.parametrize(("name", "wishes", "wanted"), WISHES, ids=[w[0] for w in WISHES])
def test_incidents_as_editors_decided(name: str, wishes: list[tuple[str, str]], wanted: set[str]) -> None:
    tellings = told(STRIKES)
    links = links_in([decision(kind, named) for kind, named in wishes], tellings)
    found = joined(links, tellings)
    assert found == wanted


def test_links_hold_for_the_statements_of_another_reading_and_for_no_others() -> None:
    again = {name: s.model_copy(update={"id": f"{s.id}x"}) for name, s in STRIKES.items()}
    links = links_in([decision("same", "ad")], told(again))
    assert links.same == {tuple(sorted((again["a"].id, again["d"].id)))}
    elsewhere = {**again, "d": strike("d", "Tabqa", "2015-01-05", 30)}
    assert links_in([decision("same", "ad")], told(elsewhere)).same == frozenset()
