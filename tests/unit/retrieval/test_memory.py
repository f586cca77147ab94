"""What was worked out lately is not worked out again, and never under another key."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from retrieval.memory import Memory


@given(
    asked=st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=30), most=st.integers(1, 12)
)
def test_every_key_gets_its_own_result_however_few_are_held(
    asked: list[list[int]], most: int
) -> None:
    memory: Memory[int, int] = Memory(most)
    for keys in asked:
        assert memory.recall_all(keys, lambda fresh: [7 * key for key in fresh]) == [
            7 * key for key in keys
        ]


def test_what_is_known_is_not_made_again_until_others_took_its_place() -> None:
    made: list[int] = []

    def make(keys: Sequence[int]) -> list[int]:
        made.extend(keys)
        return list(keys)

    memory: Memory[int, int] = Memory(2)
    memory.recall_all([1, 2, 2], make)
    memory.recall_all([1], make)
    assert made == [1, 2]
    memory.recall_all([3], make)  # 2 was asked for longest ago
    memory.recall_all([1, 2], make)
    assert made == [1, 2, 3, 2]
