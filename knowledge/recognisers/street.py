"""Words that make a street, a flat or a code of what stands beside them, in many languages."""

import re

from knowledge.recognisers.lexicon import is_ordinary

_STREETS_TEXT = """
    street road avenue lane crescent terrace boulevard parkway highway mews drive close court way
    place gardens grove square walk row hill park green view rise trail circle alley bypass path
    plaza ridge route shoal spring springs turnpike valley vista heights hollow junction knoll lake
    lakes landing loop manor meadow meadows mill mills mountain orchard oval overpass crossing cove
    crest curve dale divide estate estates expressway extension falls fields flats forest forge
    fork freeway glen harbor haven inlet island isle lodge mall motorway pike pine plain plains
    prairie ranch rapids shores skyway stravenue stream summit throughway tunnel underpass union
    club burg bridge brook canyon cape causeway cliff common corner crossroad pass pines points
    rd ave blvd st ln dr ct pl sq cres pkwy hwy str wharf quay yard
    rang montée rue allée quai chemin impasse cours via viale piazza corso contrada strada
    calle avda avenida paseo camino rua travessa alameda praça largo estrada rodovia esplanada
    vereda ladeira passarela viaduto parque residencial setor conjunto condomínio chácara
    circunvalación callejón privada cerrada prolongación retorno ronda rambla carretera glorieta
    borgo vicolo ulica ul aleja al osiedle os plac náměstí trg cesta put ulice nábřeží třída
    straat laan plein weg gasse platz allee damm ufer ring dreef steenweg singel gracht
    gata gatan väg vägen vej gade veien katu tie utca út tér körút köz
    sokak sokağı sk cadde caddesi mahallesi mah bulvarı calea bulevardul aleea intrarea
    terrasse terrassen stien stigen vei polku kuja rinne ranta tori prospekt ulitsa braut stræti
    stræde bulevardi mew plantsoen markt kade laantje baan tn pst
    iela gatve gatvė prospekts tänav mnt jalan jl gang jln barangay marg nagar chowk
"""
_STREETS = frozenset(_STREETS_TEXT.split())
_STREET_END = re.compile(
    r".{2,}(?:stra(?:ss|ß)e|str|gasse|platz|allee|weg|ring|damm|ufer|straat|laan|plein|gracht|dijk|"
    r"kade|singel|vej|gade|gatan?|vägen|veien|vegen|gränd|gränden|katu|tie|kuja|polku|utca|iela|"
    r"gatvė|tänav|sokağı|caddesi|steeg|dreef|hof|steig|gässli|götu|vegur|"
    r"stræti|straeti|stræde|braut|hlíð|melur|bakki|rodda|tröð|gata|stigen|stien|svingen|faret|tunet|"
    r"vænget|toften|bakken|backen|torget|plantsoen|burgwal|baan|strasse|wiesen|rinne|ranta|tori)"
)
_FLATS_TEXT = (
    "apt apartment suite ste flat unit box floor studio psc kamer wohnung top byt lok daire"
)
_FLATS = frozenset(_FLATS_TEXT.split())
CODE = re.compile(
    r"(?:[A-Z]{1,2}-?)?\d{4,6}|\d{8}|\d{5}-\d{3,4}|\d{4}-\d{3}|\d{2}-\d{3}|\d{4}[A-Z]{2}|\d{3}\s\d{2}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_street(word: str) -> bool:
    """Whether a word says what kind of street it is, or ends as streets do."""
    lowered = word.casefold().rstrip(".")
    return lowered in _STREETS or lowered.removesuffix("s") in _STREETS or ends_like_a_street(word)


def ends_like_a_street(word: str) -> bool:
    """ "Lindenweg", "Koskikatu": one word, and no English one."""
    lowered = word.casefold().rstrip(".")
    return bool(_STREET_END.fullmatch(lowered)) and not is_ordinary(lowered)


def is_flat(word: str) -> bool:
    return word.casefold().rstrip(".") in _FLATS


def is_code(word: str) -> bool:
    """Whether a token has the form of a postcode; a year has not."""
    return bool(CODE.fullmatch(word)) and not _YEAR.fullmatch(word)
