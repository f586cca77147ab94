"""Words that a model may always use, and words that only evidence can give it."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# They connect, and say nothing of their own.
CONNECTING = _set(
    """
    a about after also an and another are as at be been being but by can describe describes do does
    example experience feel feels felt for from has have here how i in into is it its like meet
    of on or other our out people place placed puts put reach reaches say says saying see
    show shows someone somebody step such tell tells that the their them then there these they
    this those through to was way we were what when where which while who with word words work you
    your customer customers customer's customers' comment comments feedback evidence number numbers
    measure measured part side impact affects affect matters matter writes write adds add colleague
    colleagues team customer’s customers’ them meets own someone's
    """
)
# Numbers in words: only a placeholder may bring one.
COUNTING = _set(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions dozen dozens couple twice thrice half
    double doubled triple tripled quarter quarters thirds percent percentage
    """
)
# How many, how much, since when, why, what will be, what is not: a claim with any of these has to
# have it from its evidence.
GUARDED = _set(
    """
    all always any anybody anyone better best both certainly clearly definitely each entire every
    everybody everyone everything few fewer first second third fourth last latest highest least less
    lowest majority many minority more most mostly much never no nobody none not nothing often only
    rarely seldom several some sometimes too usually very whole without worse worst cannot can't
    don't doesn't didn't isn't aren't wasn't weren't won't neither nor hardly barely
    because cause causes caused causing consequence consequently due drive drives driven driving
    hence lead leads leading led reason reasons result results resulting since so therefore thus why
    fall falling falls fell fallen rise rises rising rose risen increase increased increases
    increasing decrease decreased decreases decreasing decline declined declines drop dropped drops
    grow grew grown grows improve improved improves improving improvement worsen worsened worsens
    up down change changed changes stable unchanged
    will shall would should must promise promises promised guarantee guarantees guaranteed plan
    plans soon going ensure ensures fix fixes fixed resolve resolved recommend recommended
    suggest need today yesterday tomorrow now recently lately year years
    month months week weeks day days monday
    tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december ago
    """
)
