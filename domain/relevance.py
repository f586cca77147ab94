"""How much a place on the journey matters to a role, and how presses may change that."""

# So many people of one mind are needed before presses count for half of what they ever can.
_STEADY = 4


def learned_weight(helpful: int, wrong: int) -> float:
    """What people of one role pressed, as a weight between a half and two.

    ``helpful`` and ``wrong`` count people, never presses: whoever presses a hundred times is one
    person, and one person alone moves it by less than a sixth.
    """
    if helpful < 0 or wrong < 0:
        raise ValueError("people are counted from nought")
    return float(2 ** ((helpful - wrong) / (helpful + wrong + _STEADY)))


def place_score(
    *, closeness: float, learned: float, moved: bool, share: float, pain: float
) -> float:
    """How much news there is at a place, times what the place is to the reader.

    ``closeness`` is 1 where the role's own work is felt and less through each colleague, 0..1;
    ``share`` is the part of the new comments that are about the place and ``pain`` the part of
    those that are negative, both 0..1.
    """
    return closeness * learned * (moved + share * (1 + pain))
