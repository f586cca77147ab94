"""Names of people, by the words that announce them; and which of a model's names to believe."""

import re
from collections.abc import Iterator

from knowledge.recognisers.given_name import GIVEN_NAMES
from knowledge.recognisers.lexicon import FUNCTION_WORDS, NAMES_TOO, is_foreign, is_ordinary
from knowledge.recognisers.span import PERSON, Span

_PART = r"[^\W\d_]+(?:['’-][^\W\d_]+){0,3}"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.(?:\s?[^\W\d_]\.){{0,2}}|{_PART})")
_GAP = re.compile(r"(?:,\s|\s{1,2})")
_PARTICLES_TEXT = """
    de da do dos del della di la le van von der den ten ter bin ibn al el af av zu y e o'
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
# After these a name comes whatever its case is.
_CERTAIN = re.compile(
    r"\b(?:(?:my|her|his|their|whose|full|first|last|sur) ?names? (?:is|was|are)|name ?:|"
    r"mein name ist|ich heiße|je m'appelle|me llamo|i am called|signed(?: by)?|yours (?:sincerely|"
    r"faithfully|truly)|(?:kind|best|warm|many)? ?regards|sincerely|mit freundlichen grüßen|"
    r"viele grüße|cordialement|saludos|"
    r"(?:account ?|card ?)holder|(?:konto)?inhaber(?:in)?)[,:]?\s{1,3}",
    re.IGNORECASE,
)
# After these a name may come: it needs a capital, or to be no English word.
_LIKELY = re.compile(
    r"\b(?:(?:spoke|speak|speaking|spoken|talk|talked|talking|chat|chatted|dealt|dealing|met) "
    r"(?:to|with)|called|named|asked for|thanks? (?:to|you)|thanks|thank you so much|"
    r"dear|hi|hello|hey|cheers|"
    r"this is|it's|i'm|i am|and i'm|ask for|asking for|contact(?: me)?:?|attn:?|"
    r"nurse|nurses|sister|doctor|driver|agent|advisor|adviser|receptionist|technician|engineer|"
    r"midwife|paramedic|carer|manager|colleague|rep|consultant|surgeon|dentist|therapist|"
    r"lady|gentleman|guy|man|woman|bloke|chap|girl|lad|"
    r"husband|wife|son|daughter|mother|father|mum|mom|dad|brother|friend|partner),?\s{1,2}",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?<!\w)(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|rev|herr|frau|mme|monsieur|señor|señora|sra|sr)"
    r"\b\.?\s{1,2}",
    re.IGNORECASE,
)
# What others have blanked out before us: "XXXX".
_BLANKED = re.compile(r"[xX*]+")
_COMPANY = re.compile(
    r"\b(?:bank|banks|credit|union|inc|llc|ltd|limited|corp|group|gmbh|plc|company|services?|"
    r"mortgage|mtg|lending|loans?|financial|finance|capital|insurance|hospital|clinic|centre|"
    r"center|ward|unit|surgery|airlines?|airways|hotel|university|school|college|department|dept|"
    r"house|street|road|card|account|mastercard|visa)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?<![\w#@])[^\W\d_a-z][^\W\d_]{1,20}(?:['’-][^\W\d_]{1,20})?"
    r"(?:\s(?:[^\W\d_]\.?\s|(?:de|van|von|der|la|bin|al|da|dos|le)\s){0,2}"
    r"[^\W\d_a-z][^\W\d_]{1,20}(?:['’-][^\W\d_]{1,20})?){1,2}(?!\w)"
)
_CAPITAL = re.compile(r"(?<![\w#@./-])[^\W\d_a-z][^\W\d_A-Z]{2,15}(?!\w)")
_ACTS = re.compile(
    r"(?<![\w#@])(?P<name>[^\W\d_a-z][^\W\d_]{2,20})(?:['’]s\b|\s(?:was|is|has|had|did|said|says|"
    r"shouted|lives?|spent|began|listened|helped|gave|called|came|went|made|explained|took|told|"
    r"asked|answered|and I\b|who)\b|:\s)"
)
_SURE_OF_CASE = frozenset(
    ["spoke", "speak", "speaking", "spoken", "talked", "talking", "chatted", "dealt"]
)
_MOST_PARTS = 5
_MOST_BELIEVED = 6
_CLOSE = re.compile(r"\s{0,2}(?:[.!?,;\n]|$|who\b)")
_STAFF_TEXT = """
    staff someone people customer service services care handler handlers manager nurse nurses
    support desk team department centre center line doctor doctors reception receptionist lady
    guy man woman office supervisor rep reps agent agents advisor adviser operator call calls
    member members colleague person persons bank branch help human surgery pharmacist consultant
    girl boy head office technician engineer driver company provider
"""
_STAFF = frozenset(_STAFF_TEXT.split())


def find_names(text: str) -> Iterator[Span]:
    for match in _CERTAIN.finditer(text):
        yield from _certain_name(text, match.end())
    for match in _LIKELY.finditer(text):
        spoke = match.group().split()[0].casefold() in _SURE_OF_CASE
        yield from _name_at(text, match.end(), least_two=not spoke, any_case=spoke)
    for match in _TITLED.finditer(text):
        yield from _name_at(text, match.end(), least_two=False, any_case=False, titled=True)


def _certain_name(text: str, start: int) -> Iterator[Span]:
    """After "my name is" everything is believed that is no function word, up to three words."""
    parts: list[re.Match[str]] = []
    at = start
    while len(parts) < _MOST_PARTS and (token := _TOKEN.match(text, at)):
        word = token.group()
        lowered = word.casefold()
        plain = lowered in FUNCTION_WORDS and lowered not in NAMES_TOO | _PARTICLES
        if plain or _BLANKED.fullmatch(word):
            break
        given = [p for p in parts if p.group().casefold() not in _PARTICLES]
        closes = _CLOSE.match(text, token.end()) or not is_ordinary(word) or lowered in NAMES_TOO
        if len(given) > 1 and lowered not in _PARTICLES and (is_ordinary(word) or len(given) > 2):
            break
        if len(given) == 1 and not (word[0].isupper() or closes or lowered in _PARTICLES):
            break
        parts.append(token)
        gap = _GAP.match(text, token.end())
        if not gap or (text[token.end()] == "," and len(parts) > 1):
            break
        at = gap.end()
    while parts and parts[-1].group().casefold() in _PARTICLES and len(parts) > 1:
        parts.pop()
    if parts and (
        parts[0].group()[0].isupper() or not is_ordinary(parts[0].group()) or len(parts) > 1
    ):
        yield Span(parts[0].start(), parts[-1].end(), PERSON)


def _name_at(
    text: str, start: int, *, least_two: bool, any_case: bool, titled: bool = False
) -> Iterator[Span]:
    parts = list(_parts(text, start, any_case=any_case))
    while parts and parts[-1].group().casefold() in _PARTICLES:
        parts.pop()
    if not parts or not _convincing([p.group() for p in parts], any_case=any_case, titled=titled):
        return
    if least_two and len(parts) == 1 and not _single(parts[0].group()):
        return
    yield Span(parts[0].start(), parts[-1].end(), PERSON)


def find_unannounced_names(text: str) -> Iterator[Span]:
    """Names that nothing announces: strange capitalised words, two in a row or doing something."""
    if is_foreign(text):
        return
    for match in _PAIR.finditer(text):
        words = [word for word in match.group().split() if word.casefold() not in _PARTICLES]
        if _looks_full(words) and not _after_article(text, match.start()):
            yield Span(match.start(), match.end(), PERSON)
    for match in _CAPITAL.finditer(text):
        if match.group().casefold() in GIVEN_NAMES:
            yield Span(match.start(), match.end(), PERSON)
    for match in _ACTS.finditer(text):
        word = match["name"]
        if _single(word) and not _COMPANY.search(word) and not _after_article(text, match.start()):
            yield Span(match.start(), match.start() + len(word), PERSON)


def _looks_full(words: list[str]) -> bool:
    """Whether two or three capitalised words are a given name and a family name."""
    if len(words) < 2 or _COMPANY.search(" ".join(words)):
        return False
    if any(w.casefold() in FUNCTION_WORDS and w.casefold() not in NAMES_TOO for w in words):
        return False
    if any(_BLANKED.fullmatch(word) or (word.isupper() and len(word) > 2) for word in words):
        return False
    # "Cancelled Flightled" is a typing error, "Citibank Secure Message" a product.
    ordinary = [word for word in words if is_ordinary(word) and word.casefold() not in NAMES_TOO]
    return words[0] not in ordinary and len(ordinary) <= 1


def _after_article(text: str, start: int) -> bool:
    return bool(
        re.search(
            r"(?:\b(?:the|a|an|in|at|to|near|of)\s|[#@/.])$",
            text[max(0, start - 6) : start],
            re.IGNORECASE,
        )
    )


def _parts(text: str, start: int, *, any_case: bool) -> Iterator[re.Match[str]]:
    """Tokens that could be parts of one name, up to the first that could not."""
    at = start
    for number in range(_MOST_PARTS):
        token = _TOKEN.match(text, at)
        closed = any_case and bool(token and _CLOSE.match(text, token.end()))
        if not token or not _may_be_part(token.group(), number, closed=closed):
            return
        yield token
        gap = _GAP.match(text, token.end())
        if not gap or (text[token.end()] == "," and number > 0):
            return
        at = gap.end()


def _may_be_part(word: str, number: int, *, closed: bool) -> bool:
    lowered = word.casefold()
    if lowered in _PARTICLES or word.endswith("."):
        return True
    if _BLANKED.fullmatch(word):
        return False
    if lowered in FUNCTION_WORDS and lowered not in NAMES_TOO:
        return False
    if number == 0:
        return True
    # A second part may be a word with a capital ("Grace Hill"), a third may not.
    ordinary = is_ordinary(word) and lowered not in NAMES_TOO
    return not ordinary or (number == 1 and (word[0].isupper() or closed) and lowered not in _STAFF)


def _convincing(words: list[str], *, any_case: bool, titled: bool) -> bool:
    full = [word for word in words if word.casefold() not in _PARTICLES]
    strange = [word for word in full if not is_ordinary(word) or word.casefold() in NAMES_TOO]
    if titled:
        return bool(full) and full[0][0].isupper()
    if any_case:
        pair = len(full) == 2 and not any(_plain_word(word) for word in full)
        return bool(strange) or pair
    return bool(strange) and all(word[0].isupper() for word in full)


def _plain_word(word: str) -> bool:
    """Words that people speak to without knowing their names: "head office", "two ladies"."""
    lowered = word.casefold()
    return lowered in _STAFF or lowered.endswith("s") or lowered in FUNCTION_WORDS


def _single(word: str) -> bool:
    """Whether one word with a capital is a given name by itself."""
    return (
        word[0].isupper()
        and not word.isupper()
        and (word.casefold() in NAMES_TOO or not is_ordinary(word))
    )


def believable(name: str) -> bool:
    """Whether what a model took for a person reads like a name.

    Small models take every strange capital for one: ``COVID``, ``Card``, ``the Ward``.
    """
    words = [word for word in re.findall(_PART, name) if len(word) > 1]
    odd = any(c.isdigit() or c in "@/_#" for c in name)
    if not words or len(words) > _MOST_BELIEVED or odd or _COMPANY.search(name):
        return False
    if all(_BLANKED.fullmatch(word) for word in words):
        return False
    if all(word.islower() for word in words):
        return sum(not is_ordinary(word) for word in words) > 1
    known = [word for word in words if word.casefold() in NAMES_TOO]
    strange = [word for word in words if not is_ordinary(word)]
    shouted = all(word.isupper() and len(word) <= 5 for word in words)
    return bool(known or strange) and not (shouted and not known)
