"""Given names that are nothing else: a capital makes each of them a person wherever it stands."""

_TEXT = """
    aaron abdul abigail adele adrian agatha agnes ahmed aidan aisha alastair albert alejandra
    alejandro alessandro alexander alexandra alexis alfonso alfred ali alina alistair allison
    amanda amelia amina anastasia anders andrea andreas andrew angela angelina angelo anita anja
    annabel annette annika anthony anton antonia antonio antony arthur astrid audrey
    ayesha barbara bartholomew beatrice beatrix belinda benedict benjamin bernadette bernard
    bernd bethany bettina bianca birgit björn bogdan boris brandon brendan brian bridget brigitte
    britta bruno caitlin camila camille carla carlos carmen caroline carolyn cassandra
    catarina catherine cathy cecilia charles charlie charlotte chloe christina christine
    christoph christopher ciara claire clara clarissa claudia claus clive colette connor constantin
    cornelia craig cristina cynthia damian daniel daniela danielle danuta darren david deborah
    debbie declan deepak deirdre delia denise dennis derek diana diane diego dieter dmitri dominic
    dominik donald donna dorothea dorothy douglas eamon edith edmund eduardo edward edwin eileen
    elaine eleanor elena elisabeth elizabeth ellen elsa emil emilia emily emma enrico enrique erica
    erik erika ernest esther ethan eugene evelyn ewa fabian fatima federica federico felix
    fernando fiona francesca francesco francois françois franz freddie frederick frida
    friedrich gabriel gabriela gareth gavin geoff geoffrey georg gerald gerard gerhard gertrude
    giovanni gisela giulia gordon graham graeme greta gudrun guido guillaume gunther gustav
    gwen hanna hannah hans harald harold hassan hayley heidi heike heinz helen helena helga helmut
    henrik herbert herman hilary hilda horst howard hubert hussein ibrahim ilona imogen ines inga
    ingrid irene irina isabel isabella isabelle ismail ivana ivo jacob jacqueline jacques jamal
    jamie janet janice janine jasmin javier jeanette jeffrey jemma jennifer jeremy jerome jessica
    jillian joachim joan joanna joanne jochen joel johan johanna johannes jonas jonathan jordi
    jorge jose josé josef joseph josephine joshua joyce juan juanita judith jules julian juliana
    julie juliet jürgen justin karim karin karl karol karolina katarina katarzyna kate katherine
    kathleen kathryn katie katja katrin kayla keira kelvin kenneth kevin khalid kieran kirsten
    kirsty klaus konrad kristen kristina kristin kurt kyle laila lars laurence lauren laurent
    leah leila lena leonard leonardo leonie leroy leslie lewis liam lidia lilian lillian lindsay
    lorenzo lorna louise luca lucas lucia lucinda ludwig luis luisa lukas lydia maciej
    maddie madeleine madeline magda magdalena malcolm manfred manuel manuela marcel marcela marcin
    marco marcus margaret margarita margot marian marianne marie mariana mario marion marisa marius
    marjorie marlene marta martha martina martyn mateo mathew mathias mathilde matilda matteo
    matthew matthias maureen mauricio maurice maxine megan mehmet melanie melissa meredith michael
    michaela michal michel michele michelle miguel mikael mikhail mildred miriam
    misha mohamed mohammad mohammed moira monica monika muhammad muriel mustafa nadia nadine
    naomi natalia natalie natasha nathan nathaniel neville niamh nicholas nicola nicolas nicole
    nigel nikita nikolai nina noah noor norbert odette olaf oleg olga olivia omar
    oscar ottilie pablo pamela paola paolo patricia patrick patrik paula paulina pauline pavel
    pedro perpetua petra philip philippa philippe phillip phoebe phyllis pierre piotr priya rachael
    rafael raj rajesh ralf ralph ramon randall raquel rashid raymond rebekah reinhard renate
    rené renee rhiannon rhys ricardo richard rita roberta robert roberto roderick rodrigo roland
    romain ronald rosalie rosalind rosanna roxanne rudolf rupert russell ruslan sabine sabrina
    sadie salma salvatore samantha samir samuel sandra sanjay sara sasha saskia sebastian
    serena sergei sergio shannon sharon sheila shirley siegfried sigrid silke silvia simone sinead
    siobhan sonia sophia stacey stanley stefan stefanie stella stephan stephanie stephen
    steven sunita susanne suzanne svetlana sven svenja sybil tamara tamsin tania tanja tanya tara
    tatiana teresa tessa thelma theodor theodore theresa theo thomas thorsten tiffany tilda timothy
    tobias tomasz torsten tracey tracy tristan ulrich ulrike una ursula uwe valentina valeria
    valerie vanessa vera verena veronica veronika victor vikram viktor vincent vivian
    vivien vladimir walter werner wilfred wilhelm william winifred wolfgang xavier yasmin yolanda
    youssef yusuf yvette yvonne zachary zahra zainab zara zoe zoë zofia
"""
GIVEN_NAMES = frozenset(_TEXT.split())
