"""Look-ups in what was found in a text, held against a walk through all."""

from hypothesis import given
from hypothesis import strategies as st

from warledger.reading.ordered import Ordered

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=12)
AT = st.integers(-2, 75)


def ordered(spans: list[tuple[int, int]]) -> Ordered[tuple[int, int]]:
    return Ordered(spans, lambda s: s[0], lambda s: s[1])


@given(SPANS, AT, AT)
def test_within_is_what_begins_there(spans: list[tuple[int, int]], low: int, high: int) -> None:
    assert ordered(spans).within(low, high) == [s for s in sorted(spans, key=lambda s: s[0]) if low <= s[0] < high]


@given(SPANS, AT)
def test_before_and_backwards_agree(spans: list[tuple[int, int]], at: int) -> None:
    found = ordered(spans)
    expected = [s for s in sorted(spans, key=lambda s: s[0]) if s[0] < at]
    assert list(found.backwards(at)) == expected[::-1]
    assert found.before(at, 3) == expected[-3:]


@given(SPANS, AT)
def test_after_leaves_out_what_begins_there(spans: list[tuple[int, int]], at: int) -> None:
    assert ordered(spans).after(at, 2) == [s for s in sorted(spans, key=lambda s: s[0]) if s[0] > at][:2]


def test_over_is_null_between_and_at_the_end() -> None:
    found = ordered([(2, 5), (8, 9)])
    assert [found.over(at) for at in (1, 2, 4, 5, 8, 9)] == [None, (2, 5), (2, 5), None, (8, 9), None]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=9), AT, st.integers(1, 20))
def test_touching_is_what_has_a_part_there(gaps: list[tuple[int, int]], low: int, length: int) -> None:
    spans, at = [], 0
    for gap, size in gaps:  # none overlaps another
        spans.append((at + gap, at + gap + size))
        at += gap + size
    assert ordered(spans).touching(low, low + length) == [s for s in spans if s[0] < low + length and s[1] > low]
