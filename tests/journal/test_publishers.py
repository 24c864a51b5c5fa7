"""The registry of sources, and copies of one text that count as one voice."""

import pytest
from sqlalchemy import select

from warledger.journal.sources import SourceError, sources_in, sources_of
from warledger.journal.store import Ledger
from warledger.journal.tables import revisions
from warledger.journal.voices import is_copy, shingles_of
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
