"""Family names of many cultures, written by hand, and what other family names look like.

The second list holds names that are words, places or companies too.
"""

import re

_TEXT = """
    abbott abdi abdullah abdullahi abebe abraham abrahams abrams acevedo acosta adams adamson
    adebayo adeyemi agarwal aguilar aguilera aguirre ahmadi ainsworth akhtar aksoy alonso
    alvarado alvarez alves amaral amari anand andersen anderson andersson andrade andrews
    ansari appleby araujo arias armstrong arnold arroyo arslan asano ashworth atkins atkinson
    avila ayala aydin azevedo aziz babić bailey bakker baldwin ballard balogh banerjee
    baptista baranov barlow barnes barnett barr barrera barrett barros bartlett barton basu
    bateman batista bauer baumann baxter bazzi beaumont becker beckett bellamy bello benitez
    bennett benoit benson bentley benítez berger bergeron bergmann bernal bernstein bhatt
    bhattacharya bianchi biggs björk blackwell blake blanchard blanco blevins boateng bogdanov
    boone borges borkowski bosch botha bouchard boucher bowen bowers boyd boyer boyle bradley
    bradshaw brady brandt braun brennan brewer briggs brouwer bruce bryant buchanan buckley
    burgess burke burnett burrell byrne cabral cabrera calderon calderón caldwell callahan
    calvo camacho cameron campos cano cantu cardoso carey carlson carlsson carmichael carney
    carr carrasco carrillo carroll carson carter carvalho casey castaneda castillo castro
    cervantes chandra chang chapman chatterjee chaudhary chaudhry chavez chen cheung chevalier
    chong choudhury chowdhury christensen christiansen chung chávez ciobanu clarke clarkson
    clayton clements cochran coelho cohen coleman coles collins colombo conley connell
    connelly connolly conti contreras conway corbett correa cortez costello coulter cowan
    craig crawford cruz cullen cummings cunningham curran curtis czarnecki dahl dahlberg
    dalton daly daniels danielsson darby davidson davies davila davis dawson delacroix
    delacruz delaney delgado demir dempsey deng denton desai deshmukh devine diallo diaz
    dickens dickinson dickson dietrich dijkstra dillon dixon dobson doherty dominguez
    domínguez donaldson donnelly donovan doolan dougherty downes doyle driscoll duarte dubois
    dudley duffy duncan dunlap dupont durand dutta dvořák dwyer dávila díaz díez eastwood
    eaton echeverría eckert edmonds edwards eklund ekström elliott ellis ellison emerson
    enríquez erdogan eriksen eriksson escobar espinosa espinoza esposito esteves estrada evans
    everett fabre fairclough faria farouk farrell faulkner ferguson fernandes fernandez
    fernández ferrari ferreira ferrer ferri fiedler figueroa finley finnegan fischer
    fitzgerald fitzpatrick fleming flores flynn foley fonseca fontaine forbes forsberg forster
    fournier franks fraser frazier frederiksen freitas freud friedman fuchs fuentes fujimoto
    fujita fäldt gagnon gallagher gallegos gallo galloway gao garcia garcía gardiner garrett
    garza gaspar gautam gauthier geiger georgiou gerber ghosh gibbs gibson gilbert giles
    gillespie giordano girard glover godfrey godwin goldberg goldstein gomes gomez gonzales
    gonzalez gonzález gonçalves goodman goodwin gorman gould graf graham granados grau grayson
    greco greenberg greene greenwood greer gregg gregory griffin griffith griffiths grimes
    gruber guerra guerrero guillen guimarães gundersen gupta gustafsson gutierrez gutiérrez
    guzman guzmán gómez haas hagen haider hakimi haley halvorsen hamilton hammond hanley hanna
    hannigan hansen hansson haque hardin harding hargreaves harmon harrell harrington harrison
    hartley hartmann hassan hastings hawkins hayashi hayden hayes haynes healy hebert hedlund
    heinrich hellström henderson hendricks hendrickson hendrix henriksen herbert heredia
    hernandez hernández herrera herrmann hess hewitt hickman hicks higgins hinton hodges
    hodgson hoffman hoffmann hofmann hogan holden holloway holmberg holmes holmgren holt hong
    hooper hopkins horne horváth hoshino howe howell huang hubbard huber huerta huffman hughes
    humphrey humphreys hurley hurst hussain hutchinson huynh hwang ibarra ibrahimi ibáñez
    iglesias ikeda inoue iqbal irving isaksson ishikawa ito iyer jacobs jacobsen jacobson
    jacobsson jamieson jankowski jansen janssen jansson jarvis jenkins jennings jensen jimenez
    jiménez johansen johansson johns johnson johnston johnstone jonsson joshi juarez jung
    jónsdóttir jørgensen kaczmarek kaminski kamiński kaplan kapoor karlsen karlsson kato katz
    kaufman kawasaki keane kearney keller kelley kendall kennedy keogh kerr khalil kiely
    kimura kirby knowles knox knudsen kobayashi koch koh koivisto kovač kovács kowalczyk
    kowalski kozłowski kramer krause krishnan kristensen kristiansen kruger kruse krüger kuhn
    kulkarni kumar kuznetsov kwiatkowski kwon laaksonen lacey lacroix lambert lang langley
    lara larkin larsen larson larsson latham laurent lawrence lawson lebedev leblanc leclerc
    leduc lefebvre legrand lehmann lehtinen lemaire leone leroux levin levine levy lewandowski
    liang liddell lim lindberg lindgren lindholm lindqvist lindsey lindstrom lindström
    litvinov liu livingston logan lombardi lombardo lopez loughlin lowe lowery lozano lucero
    lund lundberg lundgren lundin luo lyons lópez macdonald macgregor machado macias mackay
    mackenzie maclean macleod madden maddox madsen magnusson maguire mahoney maier maldonado
    malhotra mallory malone mancini marinković marino markovic marković marques marquez
    martell martens martinez martins martinsson martínez mathews mathieu mathis matos
    matsumoto matthews maurer maxwell maynard mazur mbeki mccall mccarthy mccartney mcconnell
    mccormack mccormick mccoy mccullough mcdaniel mcdonald mcdonnell mcdowell mcgee mcgowan
    mcgrath mcgregor mcguire mcintosh mcintyre mckay mckee mckenna mckenzie mckinney
    mclaughlin mclean mcleod mcmahon mcmillan mcnamara mcneil mcpherson meadows mehta meier
    mejia mejía melendez mendes mendez mendoza menezes menon mensah mercado mercier merritt
    meyer meyers mihajlović miles milligan milne miranda mishra mistry mitchell miyamoto
    moeller molina monroe montes montgomery montoya mooney moore morales moran moreau moreira
    moreno moretti moriarty morin morris morrison mortensen morton mueller muir mukherjee
    mullen muller mullins munoz munro murata murillo murphy murray mustafa muñoz myers márquez
    méndez möller müller nagy naidu nair nakamura nakano naranjo nash navarro nazari ndiaye
    neal negrete neumann newell newton nguyen nguyễn nichols nicholson nielsen niemi nieminen
    nikolaidis nilsen nilsson nixon nolan norris northcott norton novák nováková nowak nunes
    nunez nwosu nyberg nygaard nyström németh núñez o'brien o'connell o'connor o'donnell
    o'keefe o'leary o'neal o'neill o'reilly o'sullivan obi obrien ochoa oconnor odonnell ogawa
    okada okafor okeke okonkwo okoro olivares oliveira oliver olsen olson olsson omondi oneal
    oneill onyango orozco orr ortega ortiz osborn osborne osei osman otieno owens owusu
    pacheco padilla pandey papadopoulos pappas parker parkes parrish patel paterson patil
    patterson patton paulsen pavlov payne pearce pearson pedersen pereira perera perez perkins
    perreault persson peters petersen peterson petersson petrov petrović pettersen pettersson
    peña phelps philips phillips pierce pinheiro pires pittman plummer poole popescu popov
    popović portillo poulsen powell prasad pratt prieto pritchard pugh purcell putnam pérez
    quinlan quinn quintana quiroga qureshi rahman ramirez ramos ramsay ramírez randolph rao
    rasmussen ratcliffe rawlings raymond reddy redmond reese reeves reid reilly reinhardt
    reyes reynolds rhodes ribeiro ricci richards richardson richter riggs riley ritter rivas
    rivera rivers robbins roberts robertson robinson robles robson rocha rodgers rodrigues
    rodriguez rodríguez rogers rojas roland rollins romano romero rosales rosario rosen
    rosenberg rossi rousseau roux rowland roy rubio russo rutherford rutledge ryan ryder ríos
    saarinen saavedra sahin saito salas salazar salgado salinas salonen samaras sampson samson
    samuels sanchez sandberg sanders sanderson sandoval santana sanz sato saunders schaefer
    scherer schmid schmidt schmitt schmitz schneider scholz schreiber schroeder schröder
    schubert schultz schulz schulze schumacher schuster schwartz schwarz schäfer seidel
    sepúlveda sequeira serrano sewell shah shaikh shapiro sharma shaw shea sheehan shelton
    sheppard sheridan sherman shevchenko shields shimizu siddiqui silva simmonds simmons simms
    simon simonsen simpson sims sinclair singh sloan smirnov smith smits snider snyder soares
    sokolov solano solomon soriano sousa souza sparks spence srinivasan stafford stanton
    steele stein steiner stephens stephenson stevens stevenson stewart stokes stokke
    strickland suarez subramanian sullivan sutherland suzuki suárez svensson svoboda swanson
    sweeney sykes szabó szymański sánchez sørensen takahashi takeda tamura tanaka tavares
    teixeira terrell thomas thompson thomsen thomson thornton thorpe thorsen thurston tierney
    todd torres townsend travers trevino trujillo tuttle tyson ueda upton uribe valdez
    valenzuela valle vance vandenberg varga vargas varghese vasquez vaughan vaughn vazquez
    velasco velasquez velazquez velez verma vermeulen vernon viana vidal vieira villanueva
    villarreal virtanen visser vogel volkov vos vásquez vázquez wagner wallace wallin wallis
    walsh walters walton warner warren watanabe watkins watson watts weber webster wei
    weinstein weiss welch westgård whitaker whitehead whitfield whitley whitney whittaker
    wiggins wilcox wiley wilkerson wilkins wilkinson willard williams williamson willis wilson
    winkler winther wiśniewski wolfe wolff wong woodard woodward wu wyatt wynn wójcik xiao xu
    yamada yamaguchi yamamoto yamashita yang yeung yilmaz yoder yoon yoshida youngblood yu
    yıldız zaidi zamora zapata zavala zelenka zhang zhao zheng zhou zhu ziegler zimmerman
    zimmermann ziółkowski zuniga özdemir žilková živković
"""
_TOO_TEXT = """
    alba ball banks barker barnard barrow bass bates bay bean beck bell berry bird bishop
    black blackburn blair bond booth bos bowman bradford brand bright brooks brown browning
    buck bui bull burns burr burton bush butler campbell cannon carpenter chambers chan
    chandler chase christie coffey cole collier combs cook cooper cordova cortes costa cox
    crane cross crow curry dale das dash dean decker derby dias diop dove downing drake draper
    drew duke dunn duran durham dyer egan falk ferrara fields finch fisher fletcher flood
    flowers ford foster fowler fox frank franke franklin freeman frost fry fuller gamble
    garner garrison gates gentile gentry gill gold goldman goss granada granger grant graves
    gray green grey gross guevara hale hall hampton hancock hardy harper harris hart harvest
    heath hedge herman hill hobbs holder holland hood hook hope hopper horn horton houston
    hudson hull hunter hyde ireland islam ivory jackson jain jefferson joly jones jordan joy
    keen kemp kent key khan king kirk klein knight lam lamb lane lange leach li lima lin
    lincoln little lloyd lord love lu luna lyon mace mack mann manning marin marks marsh
    marshall martin mason mayer mayo medina mercer miller mills monks moody moon mora morgan
    mori morrow morse moss nelson newman ng ngo nightingale noble oak oakley oaks ogden pace
    page paine palmer parks parry parsons peacock peck pena penny pepper perry pickle pike
    pino pinto piper pitt pitts platt pollard pond pool pope porter powers preston price pride
    prince proctor quick raines rains ramsey read reed reis rice rich richmond riddle rios
    roach rojo roman romanov romeo rose roth rowe ruiz rush sage sands santiago santos savage
    sawyer scott sexton sharp sharpe shepherd shore short silver singer skinner slater small
    snow solis sosa soto spark sparrow spear speed spencer springer stanley star stark starr
    steel steward stone stout strong summers sumner sutton sweet swift tan tang tate taylor
    temple terry thorn thrush tran tripp trout tucker turner underwood valencia valentine vega
    venter vera vigil villa vine viola wade wain waite walker wall waller wang ward ware
    washington waterman waters weaver webb weeks wells west weston whale wheat wheeler white
    wick wilder winter winters wise witt wolf wood woods worth wright yarrow yates young
"""
FAMILY_NAMES = frozenset(_TEXT.split())
FAMILY_NAMES_TOO = frozenset(_TOO_TEXT.split()) - FAMILY_NAMES

# How names are made of fathers, places and trades in Slavic, Nordic, Caucasian, Greek, Baltic,
# Romanian, Iberian, Dutch, German, Irish and Scottish.
_SHAPE = re.compile(
    r"(?:.{2,}(?:[oe]v|[oe]vi?ch|[oe]va|[iy]n[ae]v|ović|evic|ovic|[aeiou]?vić|ić|ič|ová|[sc]k[iy]|[sc]ka|"
    r"czyk|czak|wicz|enko|chuk|"
    r"ss?on|ss?en|dóttir|dottir|d[oó]ttur|qvist|kvist|lund|berg|gren|ström|strom|strøm|gård|gaard|"
    r"nen|shvili|dze|yan|oğlu|oglu|opoulos|akis|idis|iadis|escu|[aeiou]nu|auskas|auskienė|"
    r"stein|mann|bauer|meier|meyer|huber|maier|feld|hoff|dijk|stra|sma|huis|veld|"
    r"[aeiou]guez|ández|ínez|ández|[eao]nez|ñez|[nmrl]ez|eira|eiro|"
    r"ucci|elli|etti|ini|illo|azzi)|ma?c[bcdfgklmnprst][a-z]{2,}|o['’][a-z]{3,}|fitz[a-z]{3,})"
)
# Illnesses, wards and shops that bear a name.
_THINGS_TEXT = """
    parkinson parkinsons alzheimer alzheimers crohn crohns hodgkin raynaud huntington macmillan
    mcdonalds marsden sainsbury morrisons tesco barclay
    barclays wetherspoon mcafee mackintosh macbook
"""
_THINGS = frozenset(_THINGS_TEXT.split())


def has_family_shape(word: str) -> bool:
    """Whether a word that is no English one is made like a family name."""
    lowered = word.casefold()
    return lowered not in _THINGS and bool(_SHAPE.fullmatch(lowered))


def names_a_thing(word: str) -> bool:
    return word.casefold().removesuffix("'s").removesuffix("’s") in _THINGS
