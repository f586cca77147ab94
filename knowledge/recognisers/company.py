"""Companies and places that are easily taken for people, written by hand."""

import re

_COMPANIES_TEXT = """
    affirm afterpay airbnb aldi allianz ally amazon amex apple argos asda aviva bankamerica barclay
    barclaycard barclays bbva bestbuy bofa boots capitalone capone carmax cashapp chime citi
    citibank citigroup citizens citimortgage comcast comenity conn conns coinbase costco curo
    currys dell discover ditech ebay ee enova enterprise equifax exeter experian expedia fedex
    fico fingerhut ford freedom fortiva garmin gmail google greendot greensky halifax hertz honda
    hsbc hyundai ikea innovis intuit jetblue jpmorgan jcpenney kabbage kia klarna kohls kroger
    lendmark lexisnexis lidl lloyds lowes lufthansa lyft macys mariner mastercard medicare medicaid
    menards microsoft midland mohela moneygram moneylion monzo morrisons natwest nationstar
    nationwide navient nelnet netflix nissan novartis ocado ocwen onemain onstar openai oportun
    optum ourtime payoff paypal peloton penfed pnc portfolio prosper purolator qantas quicken
    radius revolut ryanair sainsbury sainsburys samsung santander schwab sears seterus sezzle
    sofi sprint stubhub suntrust synchrony target tesco tesla transunion travelocity truist uber
    ubereats unicredit upstart usaa usps venmo verizon virgin visa vodafone wachovia walgreens
    walmart waitrose wayfair wellsfargo wetherspoons wyndham xfinity xoom zelle zillow cfpb ftc
    fdic hud fha fcra fdcpa efta respa tila ucc usc cfr irs dmv bbb comenitybank aes acs ets fmc
    gmc hsa ira llc inc ltd plc bt o2 talktalk giffgaff plusnet lebara voxi tmobile lyca southwest
    united delta american alaska spirit easyjet wizz emirates lagardia laguardia heathrow gatwick
    dulles ohare reagan concur skytrax avios tripadvisor trustpilot android windows linux chrome
    safari firefox alexa siri cortana gemini covid astrazeneca pfizer moderna tylenol benadryl
    brexit gucci rolex prada etihad boeing airbus iberia lingus
"""
COMPANIES = frozenset(_COMPANIES_TEXT.split())

_PLACES_TEXT = """
    afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain bangladesh
    belarus belgium belgique belgien belize bolivia bosnia brazil brasil bulgaria cambodia cameroon
    canada chad chile china colombia croatia cuba cyprus czechia denmark ecuador egypt england
    eritrea estonia ethiopia finland france georgia germany deutschland ghana greece greenland
    guatemala guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy
    italia jamaica japan jordan kazakhstan kenya kosovo kuwait latvia lebanon libya liechtenstein
    lithuania luxembourg malawi malaysia malta mexico moldova monaco mongolia montenegro morocco
    mozambique namibia nepal netherlands nederland nicaragua niger nigeria norway oman pakistan
    panama paraguay peru philippines poland polska portugal qatar romania russia rwanda scotland
    senegal serbia singapore slovakia slovenia somalia spain españa sudan suriname sweden sverige
    switzerland schweiz syria taiwan tanzania thailand togo tunisia turkey uganda ukraine uruguay
    usa uk vietnam wales yemen zambia zimbabwe zealand
    alabama alaska arizona arkansas california carolina colorado connecticut dakota delaware
    florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland
    massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey
    ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin
    wyoming alberta ontario quebec manitoba saskatchewan yukon
    london manchester birmingham leeds liverpool sheffield bristol newcastle nottingham leicester
    glasgow edinburgh cardiff belfast dublin york oxford cambridge brighton southampton portsmouth
    plymouth exeter norwich derby stoke coventry hull sunderland paris lyon marseille berlin
    hamburg munich münchen köln frankfurt madrid barcelona seville rome roma milan milano naples
    turin lisbon porto vienna wien zürich zurich geneva brussels amsterdam rotterdam copenhagen
    stockholm oslo helsinki warsaw krakow prague budapest athens istanbul moscow dubai delhi mumbai
    tokyo beijing shanghai sydney melbourne auckland toronto vancouver montreal calgary chicago
    boston dallas houston austin denver phoenix philadelphia philly seattle portland atlanta miami
    orlando tampa charlotte detroit cleveland columbus cincinnati indianapolis milwaukee
    minneapolis memphis nashville brooklyn manhattan vegas angeles francisco diego antonio
    sacramento oakland tucson albuquerque honolulu newark pittsburgh baltimore louis york orleans
    dundee rampton gartree aruba vallarta cancun puerto nassau bermuda vegas burbank
    hong kong kuala lumpur abu dhabi doha paulo sao janeiro punta cana lanka johannesburg nairobi
    lagos cairo beirut riyadh jeddah jakarta manila hanoi bangkok phuket bali seoul osaka taipei
    hyderabad bangalore bengaluru chennai kolkata lahore karachi islamabad dhaka colombo perth
    adelaide brisbane wellington christchurch tenerife lanzarote fuerteventura mallorca majorca
    ibiza malaga alicante faro corfu crete rhodes mykonos santorini larnaca paphos bodrum antalya
    dalaman marrakesh marrakech sharm barbados antigua grenada bogota lima santiago quito caracas
    kingdom states republic africa america asia europe atlantic pacific caribbean
"""
PLACES = frozenset(_PLACES_TEXT.split())

# Words that make a company, a building or a road of the name before them.
COMPANY_WORD = re.compile(
    r"\b(?:banks?|banking|credit|union|inc|llc|llp|ltd|limited|corp|corporation|group|gmbh|plc|"
    r"company|co|services?|servicing|mortgage|mtg|lending|lenders?|loans?|financial|finance|"
    r"capital|insurance|recovery|collections?|associates|partners|solutions|systems|holdings|"
    r"federal|bureau|hospitals?|clinics?|centre|center|ward|unit|surgery|suite|wing|infirmary|"
    r"hospice|airlines?|airways|air|airport|station|hotel|inn|university|school|college|"
    r"department|dept|house|street|st|road|rd|avenue|lane|drive|court|park|square|bridge|depot|"
    r"accounts?|cards?|mastercard|visa|trust|foundation|stores?|shop|club|airbus|boeing|act|"
    r"motors?|auto|energy|electric|gas|water|mobile|wireless|telecom|broadband|tv|realty)\b",
    re.IGNORECASE,
)
_USED = (
    r"(?:customer|accounts?|banks?|cards?|loans?|reps?|representatives?|app|website|site|support|"
    r"services?|mortgage|credit|complaint|letters?|emails?|fraud|stores?|branch|debt|cash|checking|"
    r"savings|installment|rewards?|membership|reports?|bill|invoice|policy|portal|flights?|airport|"
    r"hospital|ward|clinic|centre|center|router|products?|plan|score|collections?|wire|transfer|"
    r"payments?|balance|agents? )"
)
_BEFORE = (
    r"(?:accounts?|loans?|cards?|debts?|credit|creditors?|lenders?|bank|company|servicer|owed?|"
    r"owned|offered|dealership|retailer|store|app|delinquent|business|financed|financing|"
    r"borrowed|sold|inquiry|bureaus?|agency|agencies|charged|transferred|issued|purchase[sd]?)"
    r",?\s(?:off\s)?(?:(?:with|from|by|through|thru|to|at|on|of|as|is|was|are|the|original)\s){0,2}"
)
_USED_AS = re.compile(rf"(?<!\w)(?P<name>[^\W\d_]{{2,25}})(?:\s?['’]s)?\s{_USED}\b", re.IGNORECASE)
_SAID_OF = re.compile(rf"\b{_BEFORE}(?P<name>(?-i:[^\W\d_a-z])\w{{2,25}})", re.IGNORECASE)


def words_used_as_companies(text: str) -> frozenset[str]:
    """Words that this text treats as a company somewhere: "my Sago account", "a loan from Sago"."""
    return frozenset(
        match["name"].casefold()
        for pattern in (_USED_AS, _SAID_OF)
        for match in pattern.finditer(text)
    )
