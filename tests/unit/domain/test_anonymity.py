"""Nobody is singled out by what stands beside their words."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from domain.anonymity import Sharing, shown_names

People = Sequence[Mapping[str, str]]
PEOPLE = st.lists(
    st.dictionaries(st.sampled_from(["region", "segment", "tariff"]), st.sampled_from("abc")),
    min_size=1,
    max_size=40,
)


def sharing_with(one: Mapping[str, str], people: People) -> Sharing:
    return lambda names: sum(
        all(other.get(name) == one[name] for name in names) for other in people
    )


@given(PEOPLE, st.integers(1, 8))
def test_what_is_shown_is_shared_by_enough_and_nothing_more_is_hidden(
    people: list[dict[str, str]], smallest: int
) -> None:
    for one in people:
        sharing = sharing_with(one, people)
        shown = shown_names(one.keys(), sharing, smallest)
        assert shown <= one.keys()
        assert not shown or sharing(shown) >= smallest
        if one and sharing(frozenset(one)) >= smallest:
            assert shown == one.keys()  # what singles nobody out is kept whole


def test_a_rare_value_goes_first_and_then_the_rarest_of_a_rare_combination() -> None:
    people = [{"region": "north", "segment": "small"}] * 6 + [
        {"region": "south", "segment": "small"},
        *[{"region": "south", "segment": "large"}] * 7,
        {"region": "isle", "segment": "large"},
    ]
    by_place = [shown_names(p.keys(), sharing_with(p, people), 5) for p in people]
    assert by_place[0] == {"region", "segment"}
    assert by_place[6] == {"region"}  # eight live in the south, seven are small
    assert by_place[7] == {"region", "segment"}
    assert by_place[14] == {"segment"}


def test_one_customer_is_enough_where_it_is_switched_off() -> None:
    assert shown_names({"region"}, lambda _: 1, 1) == {"region"}
    assert shown_names({"region"}, lambda _: 1, 2) == frozenset()
