"""Rows with fresh personal data: Faker's values in sentences of our own, the same every time.

Ours to judge by: the values come from many countries and numbers are spaced as people space them.
Given and family names are known to Faker, and so to our lists; ``strangers`` moves their letters
about, so that no list holds them.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from faker import Faker

from evals.fresh_sentence import CLEAN, FOREIGN, NUMBERS, PEOPLE, PLACES

_LOCALES_TEXT = """
    en_US en_GB en_AU en_CA en_IN en_NZ en_IE de_DE de_AT de_CH fr_FR fr_CA es_ES es_MX it_IT nl_NL
    nl_BE pt_PT pt_BR pl_PL cs_CZ sk_SK sl_SI hr_HR hu_HU ro_RO sv_SE no_NO da_DK fi_FI et_EE lv_LV
    lt_LT tr_TR id_ID zu_ZA yo_NG tw_GH
"""
_LOCALES = tuple(_LOCALES_TEXT.split())
_SEED = 20261124
_EACH = 12
_FIELD = re.compile(r"\{(\w+)\}")
_VOWELS, _CONSONANTS = "aeiou", "bdgkptmnlrsvz"
_TYPES = {
    "name": "PERSON",
    "first": "PERSON",
    "last": "PERSON",
    "lower": "PERSON",
    "hidden": "EMAIL",
}

Row = dict[str, Any]


def fresh_rows(*, strangers: bool = False) -> list[Row]:
    """Rows as in the public sets: a text, and the spans of what was planted in it."""
    values = _Values(random.Random(_SEED), strangers=strangers)  # noqa: S311 - the same every time
    if strangers:
        return list(_fill(PEOPLE, values))
    return list(_fill((*PEOPLE, *PLACES, *NUMBERS, *FOREIGN, *CLEAN), values))


def _fill(sentences: Sequence[str], values: "_Values") -> Iterator[Row]:
    for sentence in sentences:
        for _ in range(_EACH):
            text, spans, at = "", [], 0
            for match in _FIELD.finditer(sentence):
                kind, _, land = match[1].partition("_")
                text += sentence[at : match.start()]
                value = values.make(kind, land)
                if kind != "n":
                    end = len(text) + len(value)
                    name = _TYPES.get(kind, kind.upper())
                    spans.append({"type": name, "value": value, "start": len(text), "end": end})
                text += value
                at = match.end()
            yield {"text": text + sentence[at:], "spans": spans}


class _Values:
    """Makes a value of a kind, from a country or from any."""

    def __init__(self, rng: random.Random, *, strangers: bool) -> None:
        self._rng = rng
        self._strangers = strangers
        self._fakers = {locale: Faker(locale) for locale in _LOCALES}
        for faker in self._fakers.values():
            faker.seed_instance(_SEED)

    def make(self, kind: str, land: str) -> str:
        locales = [one for one in _LOCALES if one.startswith(land)]
        faker = self._fakers[self._rng.choice(locales)]
        return _MAKERS[kind](self, faker) if kind in _MAKERS else self._number(kind, faker)

    def first(self, faker: Faker) -> str:
        return self._made(faker.first_name())

    def last(self, faker: Faker) -> str:
        return self._made(faker.last_name())

    def name(self, faker: Faker) -> str:
        return f"{self.first(faker)} {self.last(faker)}"

    def _made(self, name: str) -> str:
        return _strange(self._rng, name) if self._strangers else name

    def address(self, faker: Faker) -> str:
        return str(faker.address()).replace("\n", self._rng.choice([", ", "\n"]))

    def hidden(self, faker: Faker) -> str:
        at = self._rng.choice([" at ", "(at)", " [at] ", " AT ", " (at) "])
        dot = " dot " if at.strip().isalpha() else self._rng.choice([".", "[dot]", " dot "])
        local, _, domain = str(faker.ascii_email()).partition("@")
        return local + at + domain.replace(".", dot)

    def card(self, faker: Faker) -> str:
        digits = str(faker.credit_card_number())
        return self._spaced(digits, self._rng.choice([4, 4, 3, 5]))

    def iban(self, faker: Faker) -> str:
        iban = str(faker.iban())
        return self._spaced(self._rng.choice([iban, iban.lower()]), 4)

    def _spaced(self, digits: str, size: int) -> str:
        gap = self._rng.choice(["", " ", "-", ".", "  "])
        return gap.join(digits[at : at + size] for at in range(0, len(digits), size))

    def order(self, faker: Faker) -> str:
        return str(
            faker.bothify(self._rng.choice(["??-######", "#######", "???#####", "##-####-##"]))
        )

    def birth(self, faker: Faker) -> str:
        form = self._rng.choice(
            ["%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d-%b-%y"]
        )
        return str(faker.date_of_birth().strftime(form))

    def url(self, faker: Faker) -> str:
        tail = self._rng.choice(["?token=", "#access_token=", "?user=", "/reset/"])
        return f"{faker.url()}account{tail}{faker.sha1()[:20]}"

    def nhs(self, faker: Faker) -> str:
        while True:
            nine = str(faker.numerify("4########"))
            check = (11 - sum(int(d) * (10 - at) for at, d in enumerate(nine)) % 11) % 11
            if check < 10:
                return self._rng.choice(["{} {} {}", "{}-{}-{}", "{}{}{}"]).format(
                    nine[:3], nine[3:6], f"{nine[6:]}{check}"
                )

    def _number(self, kind: str, faker: Faker) -> str:
        makers: dict[str, Callable[[], Any]] = {
            "n": lambda: self._rng.randrange(11, 59),
            "phone": faker.phone_number,
            "email": faker.ascii_email,
            "ssn": self._fakers["en_US"].ssn,
            "ip": self._rng.choice([faker.ipv4, faker.ipv6]),
            "account": lambda: faker.numerify(
                self._rng.choice(["########", "####-####", "#### ######"])
            ),
            "cpf": self._fakers["pt_BR"].cpf,
            "pesel": self._fakers["pl_PL"].pesel,
            "mac": faker.mac_address,
        }
        return str(makers[kind]())


_MAKERS: dict[str, Callable[[_Values, Faker], str]] = {
    "first": _Values.first,
    "last": _Values.last,
    "name": _Values.name,
    "lower": lambda values, faker: values.name(faker).lower(),
    "address": _Values.address,
    "hidden": _Values.hidden,
    "card": _Values.card,
    "iban": _Values.iban,
    "order": _Values.order,
    "birth": _Values.birth,
    "url": _Values.url,
    "nhs": _Values.nhs,
}


def _strange(rng: random.Random, name: str) -> str:
    """A name that can still be spoken and stands in no list: two letters of it changed."""
    for _ in range(2):
        at = rng.randrange(1, max(2, len(name)))
        group = next((g for g in (_VOWELS, _CONSONANTS) if name[at : at + 1] in g), "")
        if group and name[at : at + 1]:
            name = name[:at] + rng.choice(group.replace(name[at], "")) + name[at + 1 :]
    return name
