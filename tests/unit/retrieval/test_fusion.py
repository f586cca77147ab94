from retrieval.fusion import fuse


def test_what_both_find_comes_first() -> None:
    fused = fuse([(1, 9.0), (2, 5.0)], [(2, 0.9), (3, 0.1)])
    assert fused == [(1, 0.5), (2, 0.5), (3, 0.0)]
    assert fuse([(1, 9.0), (2, 8.0), (4, 1.0)], [(2, 0.9), (3, 0.1)])[0][0] == 2


def test_equal_scores_count_whole_and_ties_are_in_order() -> None:
    assert fuse([(5, 2.0), (4, 2.0)], []) == [(4, 0.5), (5, 0.5)]
    assert fuse([], []) == []
