"""Names beside marks, and marks moved apart."""

import math

from hypothesis import given
from hypothesis import strategies as st

from warledger.publish.labels import FARTHEST, Box, Spot, apart, box_of, placed

FRAME = Box(0, 0, 400, 300)


def test_the_first_label_stands_to_the_right_of_its_mark() -> None:
    (label,) = placed([Spot(100, 100, 5, "Raqqa")], 12, FRAME, 9)
    assert (label.anchor, label.x > 105) == ("start", True)


def test_a_label_that_would_leave_the_map_goes_to_the_left() -> None:
    (label,) = placed([Spot(395, 100, 5, "Raqqa")], 12, FRAME, 9)
    assert label.anchor == "end"


def test_the_more_important_place_gets_the_room_and_a_label_without_room_is_left_out() -> None:
    narrow = Box(96, 90, 150, 110)
    labels = placed([Spot(100, 100, 4, "First"), Spot(100, 106, 1, "Second")], 12, narrow, 9)
    assert [n.name for n in labels] == ["First"]


def test_no_more_labels_than_asked_for_and_none_where_it_is_taken() -> None:
    spots = [Spot(50.0 + 100 * i, 100, 4, "Name") for i in range(3)]
    assert len(placed(spots, 12, FRAME, 2)) == 2
    assert placed(spots[:1], 12, FRAME, 9, [FRAME]) == []


SPOTS = st.lists(
    st.builds(
        Spot, st.floats(5, 395), st.floats(5, 295), st.floats(2, 9), st.text("abcdefgh", min_size=1, max_size=14)
    ),
    max_size=25,
)


@given(SPOTS)
def test_labels_never_overlap_each_other_nor_leave_the_map(spots: list[Spot]) -> None:
    boxes = [box_of(label, 12) for label in placed(spots, 12, FRAME, 99)]
    assert all(b.within(FRAME) for b in boxes)
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_marks_that_hide_each_other_are_moved_apart_but_not_far() -> None:
    one, two, alone = Spot(100, 100, 6, "a"), Spot(103, 100, 6, "b"), Spot(200, 200, 6, "c")
    moved = apart([one, two, alone])
    assert math.dist((moved[0].x, moved[0].y), (moved[1].x, moved[1].y)) >= 9
    assert moved[2] == alone
    crowd = apart([Spot(100 + i, 100, 9, "x") for i in range(12)])
    assert all(math.dist((m.x, m.y), (100 + i, 100)) <= FARTHEST + 1e-9 for i, m in enumerate(crowd))
