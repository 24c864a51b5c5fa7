"""What is done before and after parsing, so that common sentences are not misread: openings, names, garden paths."""

from collections.abc import Callable

import pytest

from warledger.reading.model import load_model
from warledger.record.statement import Statement

Read = Callable[..., list[Statement]]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("On 24 November gunmen seized Damasak.", ["On", "24", "November", ",", "gunmen"]),
        ("On the 10th Farah was taken.", ["On", "the", "10th", ",", "Farah"]),
        ("In March 2012 rebels came, and on 7 May troops left.", ["In", "March", "2012", ",", "rebels"]),
        ("On 24 November, gunmen seized it.", ["On", "24", "November", ",", "gunmen"]),
        ("On 24 November and the day after they left.", ["On", "24", "November", "and", "the"]),
    ],
)
def test_a_date_that_opens_a_clause_is_set_apart_and_offsets_stay(text: str, tokens: list[str]) -> None:
    doc = load_model().nlp.make_doc(text)
    assert [t.text for t in doc][:5] == tokens
    assert all(text[t.idx : t.idx + len(t)] in {t.text, " "} for t in doc) and len(doc.text) == len(text)


def test_a_cape_is_no_genitive() -> None:
    assert [t.text for t in load_model().nlp.make_doc("They took Ra's Lanuf.")][2] == "Ra's"


@pytest.mark.parametrize(
    "text",
    [
        "An air strike by the coalition killed at least 56 civilians on Friday in Manbij.",
        "The UN said a strike by the army killed at least 56 people in Manbij on Friday.",
    ],
)
def test_what_killed_is_no_participle(read: Read, text: str) -> None:
    (event,) = [s for s in read(text) if s.event is not None]
    assert event.toll is not None and event.toll.killed[0].low == 56
    assert event.time is not None and event.time.start == "2016-05-13"


def test_every_quote_is_the_report_s_own_words(read: Read) -> None:
    text = "On 6 May Islamic State fighters captured Damasak. On 7 May 2016 Nigerian troops took Gwoza from Boko Haram."
    for s in read(text):
        spans = [s.quote, *s.parties, *([s.place] if s.place else [])]
        assert all(text[x.start : x.end] == x.text for x in spans)


def test_a_text_without_a_parse_is_left_as_it_is() -> None:
    nlp = load_model().nlp
    with nlp.select_pipes(disable=["parser"]):
        doc = nlp(
            "Crowded markets and crooked streets of limited width surrounded the gated, encircled town of Azaz. " * 40
        )
    assert not doc.has_annotation("DEP") and len(doc) > 600
