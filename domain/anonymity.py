"""Who is singled out: which attributes of a comment may be shown beside its words.

Attributes are what is known about whoever spoke (segment, persona, region, ...), not what was
said. A value, or a combination of values, that fewer than ``smallest`` customers of the same
source share tells a colleague who it was.
"""

from collections.abc import Callable, Collection

SMALLEST_GROUP = 5

# How many distinct customers of the source share the values that stand under all these names.
Sharing = Callable[[frozenset[str]], int]


def shown_names(names: Collection[str], sharing: Sharing, smallest: int) -> frozenset[str]:
    """The names whose values may be shown together: at least ``smallest`` customers share them.

    First goes every value that is rare by itself; then, as combinations single out too, the
    rarest of what is left, until enough customers share the rest. Of equally rare ones the first
    in the alphabet goes. ``smallest`` of 1 or less hides nothing.
    """
    if smallest <= 1:
        return frozenset(names)
    alone = {name: sharing(frozenset({name})) for name in names}
    kept = {name for name in names if alone[name] >= smallest}
    while kept and sharing(frozenset(kept)) < smallest:
        kept.remove(min(kept, key=lambda name: (alone[name], name)))
    return frozenset(kept)
