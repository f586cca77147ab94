"""Given names of many cultures, written by hand.

The first list holds names that are nothing else: a capital makes each of them a person wherever it
stands. The second holds names that are words, places or companies too: they need a neighbour.
"""

_TEXT = """
    aaron abby abdul abigail adalbert adam adele adrian adriana adrienn adrienne agata agatha
    agnes agneta agnete agnieszka ahmad ahmed aidan aino aisha aisling aki akiko akira alain
    alastair albertine aldo alec alejandra alejandro alejo aleksandar aleksander aleksandr
    aleksandra aleksei aleksi alena alenka ales alessandro alessia alex alexander alexandra
    alexandre alexandru alexei alexey alexis alfie alfonso alfred alfredo alice alicja alina
    alisha alistair allison aloysius alvaro amal amalia amanda amanuel amaya amelia amelie
    amina amir amit amita amos amrita ana anabela anahit ananya anastasia anatole anatoly
    ancuta andela andjela andrea andreas andrei andrej andres andrew andrzej andré aneesa
    aneta angela angelika angelina angelique angelo angus anil anisa anita anja anjali ankita
    ann anna annabel anne anneke anneli anneliese annelise annemarie annette annie annika
    anouk anselm ansgar antal anthony antoine antoinette anton antonia antonio antony antti
    anwar anya apolonia araceli aram aranka arash archana archie ariana arif arjun arlene
    armand armando armin arminda arnaud arne arnoldo artem arthur arturo arvid ashok ashraf
    ashwin asif aslaug asma astrid atsuko audrey aurelie aurelio aurélie axel ayaan ayesha
    aylin ayumi azra bahar balint baltasar balázs baptiste barbara barbora barnaby barry
    bartholomew bartosz bastian baudouin beatrice beatrix becky belinda ben benedetta benedict
    benedikt benedikte bengt benita benjamin benoit benoît bente berenice berit bernadette
    bernard bernardo bernd bernhard berta berthold bertil bertrand beth bethany bettina betty
    bianca bianka bilal billy birgit birgitta birgitte birthe bjarne björn bjørn blanka bobby
    bogdan bojan bolesław borislav boróka bozena bořivoj božena brandon branislav branka
    branko brenda brendan brian bridget brigida brigitte brita britta bronisława bronwyn
    brunhilde brunilda bruno bryan bryce bryn burak burkhard béatrice caitlin caleb callum
    calum camila camille camillo candace candice carla carleen carlo carlos carlota carlotta
    carly carmela carmen carola carole caroline carolyn carrie carsten cassandra catalina
    catarina cathal catherine cathrine cathy cecil cecilia cecilie cedric celia celina cesar
    cesare chantal charlie cheng cheryl chiara chidi chika chinedu chinonso chioma chloe chris
    christa christel christina christine christoffer christoph christophe christopher christos
    chukwuemeka chukwuma cian ciara cillian cinzia claes claire clara clarissa claudette
    claudia claudine claudio claus clemens clifford clive colette concepción conchita connor
    conor conrad constantin consuelo corinna corinne cornelia cornelis cornelius cosimo craig
    cristian cristiano cristina cristobal csaba csilla cynthia cyrille cécile célestine céline
    césar dagmar dagny daisuke dalia dalibor damian damien damir damjan danica daniel daniela
    daniele danielle daniil danijel danika danilo danuta daria dario dariusz darko darlene
    darragh darrell darren darryl dasha david davide davina davor davorin dawid deanna debbie
    debora deborah debra declan deepak deirdre dejan delia delphine demetrius denis denisa
    denise deniz dennis derek derrick desmond diana diane didier diego dieter dietmar dilip
    dimitri dimitrios dimitris dinesh divya django dmitri dmitriy dmitry doina domenico
    dominic dominik dominika dominique donal donald donatella donna donovan doreen dorota
    dorothea dorothy dorte dorthe douglas dragan dragana dragica drago drahomíra dusan dustin
    dušan dwayne dwight désirée eamon ebba eberhard edeltraud edita edith edmund eduardo
    edvard edvin edward edwin edwina efraim efrain egil egon eija eileen eilidh eimear einar
    eino eirik ekaterina elaine eleanor eleanora elena eleni eleonora eliana elias elisa
    elisabet elisabeth elisabetta elise elizabeth eliška elke ella ellen elliot elliott elly
    elmar eloise elsa elwood emanuel emanuele emeka emidio emil emile emilia emiliano emilie
    emilio emily emma emmanuel emmanuelle emmett emre endre ennio enoch enrica enrico enrique
    enzo eoin eric erica erik erika erin ernest ernesto ernst ervin erwin esmeralda esteban
    estefania estelle esther ethan etienne eugen eugene eugenie eugenio eunice eusebio
    evangeline eveliina evelina evelyn everett ewa ezekiel fabian fabiana fabienne fabio
    fabrice fabrizio faisal farah farhan farid farida fariha farouk fatih fatima fatimah fatma
    fatoumata fausto federica federico felicia feliciano felicitas felipa felipe felix femke
    ferenc fergus fernanda fernando filip filippa filippo finbar finlay fiona fiorella flavia
    flavio flemming florian folkert franca francesca francesco francine francisca franciska
    franciszek francois francoise frantisek františek franz françois françoise fred freda
    freddie frederica frederick frederik frederike fredrik freya frida frieda friedrich frits
    fritz frode frédéric fumiko gabor gabriel gabriela gabriele gabriella gaetano gareth gary
    gaspard gaston gauri gavin geert gemma genevieve geneviève gennaro geoff geoffrey georg
    george georges georgi georgina georgios gerald geraldine gerard gerda gergely gerhard
    germaine gerrit gert gertrud gertrude giacomo giancarlo gianluca gianni gillian ginevra
    gino giorgio giovanna giovanni gisela gisele giselle gita gitte giulia giuliana giulio
    giuseppe giuseppina gladys glenn gonzalo goran gordon gottfried graciela graeme graham
    grazia grazyna grażyna greg gregor gregorio gregory greta grete grzegorz guadalupe gudmund
    gudrun guido guillaume guillermo gunilla gunnar gunther gustav gustavo guus gwen gwendolyn
    gwyneth gyorgy gyula györgy gábor gökhan haakon hadiya hadley hafiz hakan halina halvor
    hamid hamish hamza hana haneen hanna hannah hanne hannele hannes hans harald harold
    harriet harry hartmut haruka haruki haruto hasan hassan hayley hedda hedvig hedwig heidi
    heidrun heike heikki heiko heinrich heinz helen helena helga helge hella helle helmut
    henning henri henrietta henriette henrik henrique henry henryk herbert heriberto herman
    hermann herminia hernan hideo hilary hilda hiroko hiroshi hiroyuki hjalmar hjördís horst
    howard hristo hubert hubertus huda hugh hugo hugues humberto hussein håkan håvard hélène
    iain ian ianto iben ibrahim idris ifeoma ignacio igor iida ikram ilaria ildikó ilija ilina
    ilka ilkka ilona ilse ilya imani imelda immanuel imogen imran imre ines inga ingeborg
    ingemar ingolf ingrid ingvar inès inés ioana ioannis iolanda irena irene irfan irina irma
    irmgard irvin irène isaac isabel isabella isabelle isak isidor isidora isidro isla ismael
    ismail isobel isolde istvan istván ivana ivar iveta ivette ivo ivona iván izabela izabella
    iñaki iñigo jaakko jaana jacek jacinta jackie jaco jacob jacopo jacqueline jacques jacqui
    jadwiga jagoda jaime jake jakob jakub jamal james jamie jamila jana jane janek janet janez
    janice janina janine janne jannik janusz jared jari jarmila jaromír jaroslav jarosław
    jasmin jasmina jason javed javier javiera jayden jayesh jayne jeanette jeanne jeannette
    jeannie jeff jeffrey jelena jemma jen jennifer jenny jens jeremy jeroen jerome jerry jerzy
    jerónimo jesper jesse jessica jesús jette jill jillian jim jimena jimmy jindřich jiri
    jitka jiří joachim joan joana joanie joanna joanne joao joaquim joaquin joaquín jocelyn
    jochem jochen jodie joe joel joelle joergen joey johan johann johanna johannes john johnny
    jolana jolanda jolanta jolene jonah jonas jonathan joost jordana jordi jorge jorn jose
    josef josefa josefina josefine josep joseph josephine josette josh joshua josie josip josé
    jouni jovan jovana joyce joão juan juani juanita judith judy juha juhani juho jukka jules
    julia julian juliana juliane julie julien juliet juliette julio julius junichi junko jussi
    justin justina justine justyna jutta jyoti jérôme jón jónás józef jörg jørgen jørn jürg
    jürgen kaarina kaisa kaito kajsa kalina kalle kamal kamala kamil kamila kamran kaori
    kareem karen kari karim karin karina karl karla karol karolien karolin karolina karoline
    karsten kashif kasia kaspar kasper katalin katariina katarina katarzyna kate kateryna
    kateřina katharina katherina katherine kathleen kathrin kathryn kathy katica katie katinka
    katja katri katrin katrina katy kaur kayla kazimierz kazuki kazuko kazuo keeley keiko
    keira keiron keisha keith kelechi kelly kelvin ken kendra kenji kenneth kenta kerstin
    kevin khadija khaled khalid kieran kinga kiran kirill kirsi kirsikka kirsten kirstie
    kirsty kjell kjersti kjetil klaas klara klaus klavs klement klára knud knut koji konrad
    konstantin konstantinos kornel kornelia kourtney kresimir krešimir kristel kristen
    kristian kristiane kristiina kristin kristina kristine kristjan kristo kristoffer kristóf
    krisztina krisztián krystian krystyna krzysztof kumar kunal kurt kwame kyle kyoko ladislav
    laila lajos lakshmi larisa larissa larry lars lasse laszlo latifa latoya laura lauren
    laurence laurens laurent laurentiu lauri laurie lavinia leah leandro leanna leanne leif
    leighton leila leire lelia lenka lennart leo leon leona leonard leonardo leonid leonie
    leonor leonora leopold leopoldo leroy leslie leszek leticia letitia levente lewis liam
    liana libor lidia liesbeth liesel lieselotte lilia lilian liliana lilja lilla lillian lina
    linda lindsay linnea linnéa linus lionel lisa lisbet lisbeth lise liselotte lisette livia
    liz ljiljana ljubica lluís loic loredana lorenzo loreto loretta lorna lothar lotta louie
    louis louisa louise loukas loïc luana lubomir luboš luca lucas lucia luciana luciano lucie
    lucien lucienne lucille lucinda lucio lucjan lucy ludmila ludmilla ludovic ludovico ludvik
    ludwig luigi luis luisa luiz lukas lukasz luke luzia luís lydia lynn lyudmila lászló
    lázaro maarit maarten maartje macarena maciej maciek madalena maddie madeleine madeline
    madhavi magali magda magdalena magdalene maggie magnus mahmood mahmoud maike maisie maite
    makoto maksim malcolm malgorzata malin mallory malte manfred manfredo manish manoj manon
    manuel manuela marceau marcel marcela marcelina marcella marcello marcelo marcin marco
    marek maren margaret margareta margarete margarita margaux margherita margit margot
    margrethe margriet marguerite maria mariam marian mariana mariann marianna marianne
    mariano maribel marica marieke marielle marija marijke marika marilyn mario marion marisa
    marit marita maritza marius marja marjan marjolein marjorie marjukka markku marko markos
    markus marlene marlies marlon maroš marsha marta marte martha marthe martijn martina
    martti martyn martín marvin mary maryam masako masashi masato massimo mateo mathew mathias
    mathilde mathis mathéo matilda matt matteo matthew matthias mattia mattias maud maureen
    maurice mauricio mauro maxime maximilian maximiliano maxine mayra małgorzata meg megan
    mehdi mehmet mehwish melanie melina melinda melissa melvin meredith merete merja mervyn
    mette micaela micha michael michaela michal michaël michał micheal michel michela michele
    michelle michiel michiko midori miguel miguela mihai mihail mihály mikael mikaela mikhail
    mikkel mikko miklós mikołaj mila milada milana mildred milena milica milorad milos miloš
    minoru mira mirabel mireille mirela miriam mirjam mirka mirko miroslav miroslava mirosław
    mladen moana modesto mogens mohamad mohamed mohammad mohammadreza mohammed mohan moira
    moises moisés mojca molly momčilo monica monika monique morgane morten mostafa muhammad
    muna murat muriel mustafa muzaffar myra myriam mátyás máté nabil nadezhda nadia nadine
    nadiya nadja naeem nagore nahuel naima nancy naoko naomi narges naseem nasir nasrin nasser
    nastja natacha natalia natalie natalja natalya natasa natasha natasja nataša nate nathalie
    nathan nathaniel naveed nawal neda neela neha neil nela nelli nelly nenad nerea neringa
    nevena neville neža ngozi niall niamh nicholas nick nicklas nicky nicola nicolaj nicolas
    nicole nicoletta nicolette nicolò nieves nigel nikhil nikita niklas niko nikola nikolai
    nikolaj nikolas nikolay nikolett nikolina nina nisha nita noah noelia noemi noor norah
    norbert norberto noriko nour noémie nuno nunzia nuria obinna octavia octavio oddvar odette
    odysseas ofelia oisín olaf olav oleg oleh oleksandr oleksiy olena olga olimpia oliver
    olivera olivia ollie olof olufemi oluwaseun omar ondřej onyekachi oona orhan orsolya osamu
    oskar osman osvaldo otakar otilia ottavia ottilie otto outi ove owen paavo pablo padraig
    pam pamela pamella panagiotis paola paolo parminder parvati parveen pascale pascual pasi
    pasquale patrice patricia patrick patrik patrizia patrycja patryk patti paul paula
    paulette paulien paulina pauline paulo pavel pavla pavlína pawel paweł payton pedro peggy
    pekka pernille perpetua pertti perttu petar peter petr petra petri petronella petros phil
    philip philippa philippe phillip phillippa phoebe phyllis pierluigi pierre pierrick pieter
    pietro piotr pirjo pirkko plamen poul prakash pranav prasad pratik preben predrag priya
    priyanka przemysław péter qasim queenie quentin quinten raakel rachael rachel rachelle
    radek radim radka radmila radomir radoslav radosław radovan rafael rafaela rafal rafał
    raffaele ragnar ragnhild rahel rahul raimo rainer raisa raissa raj rajesh rakel rakesh
    ralf ralph ramesh ramiro ramon randall rania ranjit raoul raphaël raquel rashid rashida
    rasmus raul ravi raymond raymonde razia raúl rebeca rebecca rebecka rebekah reetta
    reginald reidar reijo reiko reinaldo reinhard reinhold reinout remi renata renate renato
    renee rené reto reza rhiannon rhoda rhona rhonda rhys ricarda ricardo riccardo richard
    rick riikka riitta rikard rikke ritva riya roald robert roberta roberto rocio rocío
    roderic roderick rodney rodolfo rodrigo rodrigue roelof rogelio rogerio rohan rohit roisin
    roksana roland rolando rolf romain romano romina romuald romy rona ronald ronan ronnie
    rory rosa rosalba rosalia rosalie rosalind rosalinda rosanna rosaria roseanne roseline
    rosetta rosina rossana rowena roxana roxanne rozalia ruben rubén rudi rudolf rudolph
    rupert rupinder ruslan ruslana russell ruth ruud ruxandra ryan ryota ryszard rémi rémy
    saad saana saara sabine sabri sabrina sachiko sadia sadie saeed safiya sahar saku sakura
    salma salman salvatore samantha samir samira sampo samuel samuele samuli sandeep sandip
    sandor sandra sandro sanja sanjay sanna sanne santeri santino sara sarah sarai sarita
    sascha sasha sashi saskia satoshi satu saverio savita sayed sean sebastiaan sebastian
    sebastiano selim selina seppo serafina serena sergei sergey sergio sergiy serhiy severin
    severine seyed shabana shabnam shahid shanelle shanice shannon shantelle sharmila sharon
    shauna shawn shazia sheila sheryl shigeru shinji shira shirley shivani shoko shreya shyam
    siddharth sidonie sidsel siegfried sieglinde sigmund signe sigrid sigurd siiri silke
    silvana silvano silvester silvia silvio simeon simon simona simone simonetta sindre sinead
    sini siniša siobhan siri sirkka sirpa sissel sixten slavica slavko slavomir slobodan
    snežana snorre solange solveig sondre sonia sophia sophie soraya soren spyros sridhar
    srđan stacey staffan stanislas stanislav stanislava stanislaw stanisław stavros stefan
    stefania stefanie stefano stefanos steffen steinar stella stepan stephan stephanie
    stephany stephen steve steven stig stijn stine stjepan stoyan stuart sturla stéphane
    stéphanie sujata sukhdev suleiman sumaya sumit sunil sunita sunniva suresh surinder susan
    susana susanne suvi suzana suzanne svante svein sven svend svenja svetlana svetozar sybil
    sybille sylvain sylvester sylvia sylvie sylwia synnøve szabolcs szczepan szilvia szymon
    sándor sébastien séverine sílvia sören søren tabitha tadashi tadeusz taina taisto takahiro
    takashi takeshi talia tamar tamara tamas tamika tamsin tamsyn tamás tania tanisha tanja
    tanya tapani tapio tara tariq tarja tasha tatiana tatjana tatsuya teemu temitope teo
    teodor teodora terence teresa teresita tereza terezie terhi tero terrell terrence terry
    tessa tetyana thaddeus thandi thelma theo theodor theodora theodore theodoros theresa
    thibault thierry thijs thilo thomas thora thorsten thorvald thérèse tiago tiberiu tibor
    tiffany tihana tihomir tiina tilda tilman tim timo timofey timon timothy tina tineke
    tiziana tjeerd tobias toby todor tomas tomasina tomasz tomislav tommaso tommy tomoko tomás
    tomáš tonje tony tonya torben torbjörn torbjørn tord toril torill torkel torsten torunn
    torvald toshiko tracey traci tracy travis treena trevor tricia tristan trond trudy truls
    trygve tuomas tuula tuva tycho tyler tyrone ugo ulf ulla ulrich ulrik ulrika ulrike
    ulrikke umberto unnur urho uroš ursula urszula urška usman uwe uzma vaclav vadim vahid
    valdemar valentin valentina valentino valentyna valeria valerie valerij valerio valery
    valtteri valéria vanessa vappu vasco vasil vasile vasiliki vasilis vasily veerle veikko
    velma venkat venla vera verena vernon veronica veronika verónica vesa vesna vibeke vicente
    vicki vicky victor vidya viggo vijay vikram viktor viktoria viktorija vilhelm vilho viliam
    ville vilma vilmos vinay vincent vinod violeta violetta virginie virpi vita vittoria
    vittorio vivek viveka vivian viviana viviane vivianne vivien vlad vladan vladimir
    vladimira vladimír vladislav vladislava vlasta vlastimil vojtěch volker volodymyr vuk
    vukašin vyacheslav václav véronique wahid walburga waldemar waleed walid walter walther
    waltraud wanda wanjiru wassim wenche wendelin wendell wendy wenzel werner weronika werther
    wes wieslaw wiesław wiktor wiktoria wilbert wilbur wilfred wilfredo wilfried wilhelm
    wilhelmina wilhelmine willem willemijn willemine william wilma wilmer winifred witold
    wojciech wolfgang woodrow wouter włodzimierz xander xanthe xavier xenia ximena xiomara
    yael yannick yannis yara yasemin yasir yasmeen yasmin yasmine yasuko yelena yevgenia
    yevgeny yiannis yohana yohannes yoichi yoko yolanda yolande yorick yosef yoshiko yousef
    youssef youssouf yousuf ysabel yuki yukiko yulia yuliya yuri yusra yusuf yuval yvan yves
    yvette yvonne zac zacarias zachary zack zahid zahra zainab zaki zakir zaneta zara zbigniew
    zbyněk zdenka zdeněk zdravko zeinab zelda zeljko zenaida zenon zeynep ziad zlata zlatan
    zlatko zoe zofia zoja zoltan zoltán zoran zorica zoë zsolt zsuzsa zsuzsanna zsófia zubair
    zuzana zvonimir zygmunt ádám ágnes ágota álvaro ángel ángela ásgeir ásta åke åsa åse
    édouard élise élodie émile étienne éva ólafur óscar örjan östen øystein øyvind þorsteinn
    þóra łukasz štefan štěpán željko želmíra žiga živa
"""
_TOO_TEXT = """
    alan albert ali alicia alison allan alma alva amber amy anders andy angel angelica april
    ari arnold asa ashton asta attila ava avery barb bart basia basil bea belle bennet blake
    blessing bob bodil boris boyd brad brigid britt brittany brook brooke cameron carina carl
    carmine carol carter cary chad charles charlotte chelsea christian chuck claudius clay
    clement clementine cleopatra cliff clinton colin cooper courtney crispin cyril daisy dale
    dalton dan dana danny dante daphne dave dawn dean dexter dick dietrich dina dirk dolly
    dolores domingo don dorian doris drake drew duke duncan dusty dylan earl ed eddy edgar
    eliot elodie elvira emerson enid esperanza eugenia eva evan eve ezra fahad faith faria fay
    faye ferdinand fern finley finn fletcher flora florence florin flynn foster frances
    francis francisco frank gael gene gina glen glenda gloria grace grant guy hakim hank
    harvey hayden hazel heath heather hector holly honza hope houston hunter ida ignatius
    iman inge inger iris isa isaiah ivan ivy jack jackson jade jan jasmine jasper jay jean
    jeremiah jess jett jo jonna joy juana judd june kane kay kent kerrie kerry kim kitty kofi
    kyra lana landon lee leman lena les leslie levi lewis lia liam lily lincoln loes logan
    lois lola lorraine lotte luc mabel madge madison mahdi maja malik mandy mara marc marcus
    marie marina marino mark marsh marshall marten martin mason mats maude max maxim mckenzie
    mei mel melody mercy merle merlin mia mick mika mike milan miles milo mimi mina minna
    miranda miro misha mitch mohsin morgan morris myrtle nada nash neal nell nelson nestor
    nika niki nils nino noel nora norm norma norman odile odin olive olivier orla oscar otis
    paddy paige paloma parker pascal pat patsy pauli pearl peg penelope penny perla pete
    petter pia pierce piero pilar pip polly poppy porter preston priscilla quincy quinn raja
    ramona randy raphael rasa ray reed reese regina reid rex rhett ricky riley rina rita ritu
    rob robin rod roger roman romana ron rosario rose rosella rosemary rosita ross rowan roy
    roza ruby rufus ruta ryder sabah saga salim sally salome sam sami sana sander sandy
    santiago sari sava sawyer scott seija selene selma serge shane shaun sherry shiv shona sid
    skye sofia sofie soledad sonja spencer stanley stew sue susanna tan tanner taro tatu
    taylor ted terri tess thor thuy todd tom toni tor tove trent trine tuan tucker tyrone
    tyson umar una uta ute val valentine vance vaughan vic victoria vid vida vidar viola
    violet virgil virginia vito wade walker wally walter warren wayne willow winnie winston
    wolfram woody wyatt zach zane zeke zita
"""
GIVEN_NAMES = frozenset(_TEXT.split())
GIVEN_NAMES_TOO = frozenset(_TOO_TEXT.split()) - GIVEN_NAMES
