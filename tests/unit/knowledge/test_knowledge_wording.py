"""Broken text is put right; right text is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.wording import repair_text


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        ("we donâ€™t wait", "we don’t wait"),
        ("schÃ¶n", "schön"),
        ("“typographic” – quotes’ stay…", "“typographic” – quotes’ stay…"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("one\r\ntwo", "one\ntwo"),
        ("ﬁne &amp; ½", "ﬁne &amp; ½"),
    ],
)
def test_repair(raw: str, right: str) -> None:
    assert repair_text(raw) == right


@given(st.text())
def test_any_text_can_be_stored(text: str) -> None:
    repaired = repair_text(text)
    repaired.encode("utf-8")
    assert "\0" not in repaired
