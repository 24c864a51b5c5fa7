"""The registry of sources, and copies of one text that count as one voice."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from warledger.journal.posting import Posting
from warledger.journal.sources import SourceError, sources_in, sources_of
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.tables import revisions, shingles
from warledger.journal.voices import copies_among, is_copy, shingles_of, sorted_numbers
from warledger.record.report import Report

WIRE = (
    "Fighters of the northern brigades pulled out of the market town of Zelina before dawn on Tuesday, two residents "
    "and a local councillor said by telephone, leaving the grain silos and the bridge in the hands of the army."
)
COPY = "ZELINA (Northgate Wire) - " + WIRE.replace("before dawn on Tuesday", "early on Tuesday").replace(" local", "")
OTHER = (
    "The army entered Zelina on Tuesday and raised its flag over the bridge, state television reported, showing "
    "soldiers beside the silos of the town. Residents said that the brigades had left in the night."
)


def test_unknown_publishers_are_of_reliability_f() -> None:
    sources = sources_of()
    assert sources.of("The Zelina Weekly").reliability == "F" and sources.of(None).reliability == "F"
    assert sources.of("afp").name == "Agence France-Presse"
    assert sources.of("Syrian Arab News Agency").side == "syrian-government"


def test_a_file_of_ones_own_wins() -> None:
    own = ("own.toml", '[[source]]\nname = "SANA"\nreliability = "E"\n')
    assert sources_of([own]).of("SANA").reliability == "E"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[source]]\nname = "A"\nreliability = "G"\n', "reliability 'G' is none of"),
        ('[[source]]\nname = "A"\nrating = "B"\n', "unknown key rating"),
        ('[[source]]\nreliability = "B"\n', "a name is required"),
        ("[[source]\n", "own.toml"),
    ],
)
def test_a_wrong_file_is_told_where(text: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        sources_in(text, "own.toml")


def test_files_of_sources_are_versions_in_the_journal(ledger: Ledger) -> None:
    for content in ("a = 1\n", "a = 1\n", "a = 2\n"):
        ledger.post_file("sources", "own.toml", content)
    ledger.post_file("sources", "other.toml", "b = 1\n")
    assert ledger.posted_files("sources") == [("own.toml", "a = 2\n"), ("other.toml", "b = 1\n")]
    assert ledger.head().startswith("3:") and ledger.verify() == []


def test_a_copy_is_told_from_another_report_of_the_same() -> None:
    assert is_copy(shingles_of(WIRE), shingles_of(COPY))
    assert not is_copy(shingles_of(WIRE), shingles_of(OTHER))
    assert not is_copy(shingles_of("Rebels took Sake"), shingles_of("Rebels took Sake"))


def test_copies_of_one_text_are_one_voice(ledger: Ledger) -> None:
    told = [
        Report(text=WIRE, story="wire", publisher="Northgate Wire", published="2024-02-06", language="en"),
        Report(text=COPY, story="paper", publisher="Quillfeather Post", published="2024-02-07", language="en"),
        Report(text=OTHER, story="other", publisher="Lantern Street Journal", published="2024-02-07", language="en"),
        Report(text=COPY, story="late", publisher="Quillfeather Post", published="2024-03-20", language="en"),
    ]
    for report in told:
        ledger.post(report, [], reader="test", now="2024-04-01T00:00:00Z")
    with ledger.engine.connect() as connection:
        voices = {row.key: row.voice for row in connection.execute(select(revisions.c.key, revisions.c.voice))}
    wire, paper, other, late = (voices[r.revision] for r in told)
    assert wire == paper == told[0].revision
    assert other == told[2].revision and late == told[3].revision


def test_many_reports_posted_at_once_are_as_if_posted_one_by_one(ledger: Ledger, tmp_path: Path) -> None:
    texts = [WIRE, COPY, OTHER, WIRE + " It was said twice.", COPY]
    told = [
        Report(text=text, story=f"s{n % 4}", published=f"2024-02-{5 + n:02}T08:00:00+02:00", language="en")
        for n, text in enumerate(texts)
    ]
    now = "2024-04-01T00:00:00Z"
    posted = ledger.post_many([Posting(report, (), "test") for report in [*told, told[0]]], now=now)
    assert [p.outcome for p in posted] == ["new", "new", "new", "new", "revised", "same"]
    with open_ledger(str(tmp_path / "other.sqlite")) as other:
        for report in told:
            other.post(report, [], reader="test", now=now)
        assert other.head() == ledger.head() and other.voices() == ledger.voices() and ledger.verify() == []


WORDS = st.lists(st.sampled_from("army town rebels river bridge hill road".split()), max_size=40)


@given(WORDS, st.lists(WORDS, max_size=5))
def test_texts_compared_at_once_are_copies_as_if_compared_one_by_one(own: list[str], others: list[list[str]]) -> None:
    one, rest = shingles_of(" ".join(own)), [shingles_of(" ".join(words)) for words in others]
    found = copies_among(sorted_numbers(one), [sorted_numbers(other) for other in rest])
    assert found == [i for i, other in enumerate(rest) if is_copy(one, other)]


def test_shingles_are_the_same_in_every_process() -> None:
    assert min(shingles_of("one two three four five six")) == 13406413164135710011


def test_a_redacted_text_leaves_nothing_that_it_could_be_told_by(ledger: Ledger) -> None:
    told = Report(text=WIRE, story="wire", published="2024-02-06", language="en")
    ledger.post(told, [], reader="test")
    ledger.redact(told.revision, "asked for", editor="eva")
    with ledger.engine.connect() as connection:
        assert connection.execute(select(shingles)).all() == []


OLDER = [("0003", ""), ("0002", "DROP TABLE decision;")]


@pytest.mark.parametrize(("version", "less"), OLDER)
def test_texts_of_an_older_ledger_are_compared_too(tmp_path: Path, version: str, less: str) -> None:
    path = str(tmp_path / "l.sqlite")
    told = [Report(text=t, story=t[:6], published="2024-02-06", language="en") for t in (WIRE, COPY)]
    with open_ledger(path) as ledger:
        ledger.post(told[0], [], reader="test")
    base = sqlite3.connect(path)
    base.executescript(
        f"DROP TABLE shingle; DROP INDEX entry_kind; {less} UPDATE alembic_version SET version_num = '{version}'"
    )
    base.close()
    with open_ledger(path) as ledger:
        ledger.post(told[1], [], reader="test")
        assert len({voice for _, voice in ledger.voices()}) == 1 and ledger.verify() == []
        assert ledger.all_decisions() == []


@pytest.mark.parametrize("published", ["0001-01-02", "0999-05-05", "9999-12-31"])
def test_a_report_of_an_impossible_year_is_posted_like_any_other(ledger: Ledger, published: str) -> None:
    told = Report(text=WIRE, story="wire", published=published, language="en")
    assert ledger.post(told, [], reader="test").outcome == "new"
