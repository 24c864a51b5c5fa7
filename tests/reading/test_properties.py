"""What holds for every input: nothing raises, every offset quotes exactly, the same input gives the same output."""

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warledger.reading.reader import Reader
from warledger.record.report import Report

WORDS = st.sampled_from(
    'ISIS rebels Baghdad Tikrit captured killed 14 wounded at least the of in by from besieged said Tuesday May 2015 and , . " ( ) \n\n '
    "U.S. airstrikes dozens aid convoy propaganda since not they it failed to retake “ ” ’s - –".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys() and isinstance(value["start"], int):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=TEXTS)
def test_any_text_is_read_exactly_and_the_same_way_twice(reader: Reader, text: str) -> None:
    report = Report(text=text, story="p", published="2016-05-15", language="en")
    first, second = reader.read(report), reader.read(report)
    assert [s.model_dump_json() for s in first.statements] == [s.model_dump_json() for s in second.statements]
    for statement in first.statements:
        for span in spans(statement.as_json()):
            assert text[span["start"] : span["end"]] == span["text"]
        time = statement.time
        if time and time.text is not None:
            assert text[time.start_char : time.end_char] == time.text


def test_the_order_of_statements_does_not_hang_on_the_readers_version(reader: Reader) -> None:
    text = "Rebels lost Goma and Sake to government forces on Friday."  # two places, one quote
    report = Report(text=text, story="p", published="2016-05-15", language="en")
    orders = set()
    for version in "one two three four five six seven eight".split():
        other = Reader(reader.model, reader.gazetteer, reader.finder, reader.frames)
        other.name = version
        orders.add(tuple((s.quote.start, s.place and s.place.start, s.why) for s in other.read(report).statements))
    assert len(orders) == 1
