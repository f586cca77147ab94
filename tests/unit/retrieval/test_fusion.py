import pytest

from retrieval.fusion import fuse, put_first


def test_what_both_find_comes_first() -> None:
    fused = fuse([(1, 9.0), (2, 5.0)], [(2, 0.9), (3, 0.1)])
    assert fused == [(1, pytest.approx(0.6)), (2, pytest.approx(0.4)), (3, 0.0)]
    assert fuse([(1, 9.0), (2, 8.0), (4, 1.0)], [(2, 0.9), (3, 0.1)])[0][0] == 2


def test_equal_scores_count_whole_and_ties_are_in_order() -> None:
    assert fuse([(5, 2.0), (4, 2.0)], []) == [(4, pytest.approx(0.6)), (5, pytest.approx(0.6))]
    assert fuse([], []) == []


def test_what_is_tagged_stands_above_all_others_once() -> None:
    assert put_first([(7, 0.2), (3, 0.1)], [(1, 1.0), (3, 0.9)]) == [(7, 0.6), (3, 0.55), (1, 0.5)]
