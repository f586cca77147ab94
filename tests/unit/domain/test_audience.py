from hypothesis import given
from hypothesis import strategies as st

from domain.audience import EMPLOYEES, PUBLIC, Audience, least, parse_audience

GROUPS = st.frozensets(st.sampled_from(["public", "employees", "curators", "finance"]))


@given(st.lists(st.builds(Audience, GROUPS), max_size=6))
def test_a_room_may_see_only_what_each_of_its_viewers_may(viewers: list[Audience]) -> None:
    room = least(viewers)
    for group in room.groups - {"public"}:
        assert all(viewer.may_see(group) for viewer in viewers)


def test_an_empty_room_is_public() -> None:
    assert least([]) == PUBLIC


def test_an_audience_is_read_from_text() -> None:
    assert parse_audience("Employees") == EMPLOYEES
    assert parse_audience("") == PUBLIC
