"""Names of people, by the words that announce them."""

import re
from collections.abc import Iterator, Sequence

from knowledge.recognisers.capital import PARTICLES
from knowledge.recognisers.company import COMPANY_WORD, words_used_as_companies
from knowledge.recognisers.lexicon import FUNCTION_WORDS, is_ordinary, may_be_name
from knowledge.recognisers.span import PERSON, Span
from knowledge.recognisers.word_kind import STAFF, is_brand, is_family_too, is_name, is_unknown

_PART = r"[^\W\d_]+(?:['’-][^\W\d_]+){0,3}"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.(?:\s?[^\W\d_]\.){{0,2}}|{_PART})")
_WORD = re.compile(_PART)
_GAP = re.compile(r"[ \t\u00a0]{1,2}")
_GAP_OR_COMMA = re.compile(r"(?:,\s|[ \t\u00a0]{1,2})")
# After these a name comes whatever its case is.
_CERTAIN = re.compile(
    r"\b(?:(?:my|her|his|their|whose|full|first|last|sur|maiden|middle|family|second|given) ?"
    r"names? ?(?:is|was|are)|(?:last|first|full|family|sur|maiden|middle|your) ?name\?|"
    r"(?<!company )(?<!product )(?<!store )(?<!bank )(?<!business )name ?:|"
    r"(?:calls?|called|call) me|named (?:him|her|them|it)|"
    r"mein name ist|ich heiße|je m'appelle|me llamo|i am called|signed:|signed by|"
    r"yours (?:sincerely|faithfully|truly)|(?:kind|best|warm|many)? ?regards|sincerely|"
    r"mit freundlichen grüßen|viele grüße|cordialement|saludos|"
    r"(?:account ?|card ?)holder|(?:konto)?inhaber(?:in)?)[,:]?\s{1,8}",
    re.IGNORECASE,
)
# After these comes a person, known or not: it needs a capital, or to be no English word.
_LIKELY = re.compile(
    r"\b(?:(?P<spoke>(?:spoke|speak|speaking|spoken|talk|talked|talking|chat|chatted|met|dealt|"
    r"dealing) (?:to|with))|"
    r"(?:is|was|lady|man|woman|guy|girl|boy|person|chap|nurse|driver|someone|somebody) "
    r"(?:called|named)|"
    r"asked for|thanks? (?:to|you)|thanks|thank you so much|dear|hi|hello|hey|cheers|"
    r"this is|it's|i'm|i am|and i'm|ask for|asking for|attn:?|follow(?:ed)? up with|"
    r"assistant to|starring|directed by|written by|sung by|remember me|have you (?:heard|met)|"
    r"(?:change|changed|correct|corrected) (?:it|that|this|my name) to|"
    r"nurse|nurses|sister|doctor|driver|agent|advisor|adviser|receptionist|technician|engineer|"
    r"midwife|paramedic|carer|manager|colleague|consultant|surgeon|dentist|therapist|producer|"
    r"lady|gentleman|guy|man|woman|bloke|chap|girl|lad|boy|kid|child|grandson|granddaughter|"
    r"husband|wife|son|daughter|mother|father|mum|mom|dad|brother|friend|partner|uncle|aunt|"
    r"cousin|niece|nephew),?\s{1,2}",
    re.IGNORECASE,
)
# After these comes a person or a company: only a known name is believed.
_PERHAPS = re.compile(
    r"\b(?:called|named|contact(?: me)?:?|rep|with|tribute to)\s{1,2}(?=(?-i:[^\W\d_a-z]))",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?<!\w)(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|rev|herrn?|frau|fräulein|mme|"
    r"madame|mademoiselle|mlle|monsieur|señor|señora|señorita|sra|srta|sr|don|doña|senhora?|"
    r"signora?|signorina|sig|dott|mevrouw|mevr|meneer|dhr|pani?|pana|fru|doktor|docteur)"
    r"\b\.?\s{1,2}",
    re.IGNORECASE,
)
# Where a number or an at sign follows, whoever was named is somebody who can be reached.
_CONTACT = re.compile(r"[,;:]?\s[^\n]{0,80}?[@\d]")
# What others have blanked out before us: "XXXX".
_BLANKED = re.compile(r"[xX*]+")
_MOST_PARTS = 5
_CLOSE = re.compile(r"\s{0,2}(?:[.!?,;\n]|$|who\b)")


def find_names(text: str) -> Iterator[Span]:
    """Names that words announce: cues, greetings, titles, occupations, relatives."""
    for match in _CERTAIN.finditer(text):
        yield from _certain_name(text, match.end())
    companies = words_used_as_companies(text)
    for span in (*_likely(text), *_perhaps(text)):
        if not _is_company(text, span, companies):
            yield span
    for match in _TITLED.finditer(text):
        yield from _name_at(text, match.end(), any_case=False, titled=True)


def _likely(text: str) -> Iterator[Span]:
    for match in _LIKELY.finditer(text):
        yield from _name_at(text, match.end(), any_case=bool(match["spoke"]))


def _perhaps(text: str) -> Iterator[Span]:
    for match in _PERHAPS.finditer(text):
        for span in _name_at(text, match.end(), any_case=False):
            words = text[span.start : span.end].split()
            if any(map(is_name, words)) or (len(words) > 1 and _CONTACT.match(text, span.end)):
                yield span


def _is_company(text: str, span: Span, companies: frozenset[str]) -> bool:
    words = _WORD.findall(text, span.start, span.end)
    if COMPANY_WORD.match(text, span.end + 1) or all(map(is_brand, words)):
        return True
    if any(map(is_name, words)) and len(words) > 1:
        return False
    return is_brand(words[0]) or words[0].casefold() in companies


def _certain_name(text: str, start: int) -> Iterator[Span]:
    """After "my name is" everything is believed that is no function word, up to three words."""
    parts: list[re.Match[str]] = []
    at = start
    while len(parts) < _MOST_PARTS and (token := _TOKEN.match(text, at)):
        word = token.group()
        lowered = word.casefold()
        plain = lowered in FUNCTION_WORDS and not (may_be_name(word) or lowered in PARTICLES)
        if plain or _BLANKED.fullmatch(word):
            break
        given = [p for p in parts if p.group().casefold() not in PARTICLES]
        closes = _CLOSE.match(text, token.end()) or not is_ordinary(word) or may_be_name(word)
        if len(given) > 1 and lowered not in PARTICLES and (is_ordinary(word) or len(given) > 2):
            break
        if len(given) == 1 and not (word[0].isupper() or closes or lowered in PARTICLES):
            break
        parts.append(token)
        gap = (_GAP_OR_COMMA if len(parts) == 1 else _GAP).match(text, token.end())
        if not gap:
            break
        at = gap.end()
    while parts and parts[-1].group().casefold() in PARTICLES and len(parts) > 1:
        parts.pop()
    if parts and _certainly([part.group() for part in parts]):
        yield Span(parts[0].start(), parts[-1].end(), PERSON)


def _certainly(words: Sequence[str]) -> bool:
    """Whether it is no "my name is spelled wrong", nor "my name is on it"."""
    first, last = words[0], words[-1]
    known = [word for word in words if is_name(word) or is_family_too(word)]
    return first[0].isupper() or bool(known) or not (is_ordinary(first) and is_ordinary(last))


def _name_at(text: str, start: int, *, any_case: bool, titled: bool = False) -> Iterator[Span]:
    parts = list(_parts(text, start, any_case=any_case, titled=titled))
    while parts and parts[-1].group().casefold() in PARTICLES:
        parts.pop()
    if not parts or not _convincing([p.group() for p in parts], any_case=any_case, titled=titled):
        return
    if not titled and len(parts) == 1 and not _stands_alone(text, parts[0], any_case=any_case):
        return
    yield Span(parts[0].start(), parts[-1].end(), PERSON)


def _parts(text: str, start: int, *, any_case: bool, titled: bool) -> Iterator[re.Match[str]]:
    """Tokens that could be parts of one name, up to the first that could not."""
    at = start
    for number in range(_MOST_PARTS):
        token = _TOKEN.match(text, at)
        closed = any_case and bool(token and _CLOSE.match(text, token.end()))
        if not token or not _may_be_part(
            token.group(), number, closed=closed, any_case=any_case, titled=titled
        ):
            return
        yield token
        gap = (_GAP_OR_COMMA if any_case and number == 0 else _GAP).match(text, token.end())
        if not gap:
            return
        at = gap.end()


def _may_be_part(word: str, number: int, *, closed: bool, any_case: bool, titled: bool) -> bool:
    lowered = word.casefold()
    if number and not any_case and word[0].islower() and lowered not in PARTICLES:
        return titled and is_unknown(word)
    if lowered in PARTICLES or word.endswith("."):
        return True
    if _BLANKED.fullmatch(word):
        return False
    if lowered in FUNCTION_WORDS and not may_be_name(word):
        return False
    if number == 0:
        return True
    # A second part may be a word with a capital ("Grace Hill"), a third may not.
    ordinary = is_ordinary(word) and not may_be_name(word)
    return not ordinary or (number == 1 and (word[0].isupper() or closed) and lowered not in STAFF)


def _convincing(words: list[str], *, any_case: bool, titled: bool) -> bool:
    full = [word for word in words if word.casefold() not in PARTICLES]
    strange = [word for word in full if not is_ordinary(word) or may_be_name(word)]
    if titled:
        return bool(full) and (full[0][0].isupper() or is_unknown(full[0]))
    if any_case:
        named = any(map(may_be_name, full)) or any(map(str.istitle, full))
        pair = len(full) == 2 and not any(_plain_word(word) for word in full)
        # "frustrated passenegers": a word spelled wrongly is no name by itself.
        return (bool(strange) or pair) and (named or len(strange) == len(full))
    shouted = all(word.isupper() and len(word) > 1 for word in full) and not any(map(is_name, full))
    return bool(strange) and not shouted and all(word[0].isupper() for word in full)


def _plain_word(word: str) -> bool:
    """Words that people speak to without knowing their names: "head office", "two ladies"."""
    lowered = word.casefold()
    return lowered in STAFF or lowered.endswith("s") or lowered in FUNCTION_WORDS


def _stands_alone(text: str, part: re.Match[str], *, any_case: bool) -> bool:
    word = part.group()
    if not any_case:
        return _single(word)
    return word[0].isupper() or is_name(word) or bool(_CLOSE.match(text, part.end()))


def _single(word: str) -> bool:
    """Whether one word with a capital is a given name by itself."""
    return word[0].isupper() and not word.isupper() and (may_be_name(word) or not is_ordinary(word))
