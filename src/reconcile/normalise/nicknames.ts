/** Given names and their short forms, one given name a line. */
const FORMS = `
abigail abby abbie gail
abraham abe bram
adelaide addie ada
albert al bert bertie
alexander alex alec alek xander sandy sasha lex
alexandra alex alexa lexi lexie sandra sandy sasha
alfred alf alfie fred freddie
alison ali allie
amanda mandy amy
amelia amy millie mel
andrew andy drew andre andreas
angela angie ange
anita nita
annabelle anna belle bella
anthony tony ant anton antonio
antoinette toni
arthur art artie
augustus gus august
barbara barb babs barbie
bartholomew bart
beatrice bea trixie
benedict ben
benjamin ben benji benny
bernard bernie
bradley brad
brendan bren
bridget bridie
cameron cam
caroline carrie carol caro lina
carolyn carrie carol lyn
cassandra cass cassie sandra
catherine cath cathy kate katie kathy cat kit kitty katherine kathryn katharine
cecilia celia cece
charles charlie chuck chas carl carlos
charlotte charlie lottie lotte
christian chris
christina chris chrissy tina christine christie
christopher chris kit topher
clifford cliff
clinton clint
constance connie
cornelius neil
cynthia cindy
daniel dan danny
danielle dani danny
david dave davey davy
deborah deb debbie debra
denise denny
dennis denny den
dominic dom nick
donald don donny
dorothy dot dottie dolly
douglas doug
edmund ed eddie ned
edward ed eddie eddy ned ted teddy
edwin ed eddie
eleanor ellie nell nora ella elle
elijah eli
elizabeth liz lizzie beth betty betsy eliza lisa libby bess ella elisabeth
ellen ellie nell
emily em emmy millie
emma em
emmanuel manny manuel
ernest ernie
esther essie hester
eugene gene
evangeline eva eve evie
evelyn eve evie
ezekiel zeke
felicity flick
florence flo flossie
frances fran frankie
francesca fran
francis frank fran
franklin frank
frederick fred freddie freddy fritz
gabriel gabe
gabrielle gabby gaby
geoffrey geoff jeff
georgina george georgie gina
gerald gerry jerry
gerard gerry jerry
gilbert gil bert
gillian gill jill
gregory greg gregg
gwendolyn gwen
harold harry hal
harriet harry hattie
helen nell nellie lena
henry harry hank hal
herbert herb bert
hubert hugh bert
imogen immy
irene rene
isaac ike zac
isabella izzy bella isabel isabelle belle
isidore izzy
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janie jenny janet
janet jan
jasmine jas jazz
jason jay
jeffrey jeff
jennifer jen jenny jenni jenn
jeremy jerry jem
jeremiah jerry jem
jessica jess jessie
joan joanie
joanna jo joanne josie anna
john jack johnny jon johan
jonathan jon jonny nathan johnathan
joseph joe joey jo jos
josephine jo josie jojo
joshua josh
judith judy jude
julia julie jules
juliana julie jules
katrina kat trina
kenneth ken kenny
kimberly kim kimberley
laurence larry laurie lawrence
laura laurie
leonard len lenny leo
leonardo leo
lillian lil lily lilly
linda lindy
louis lou louie lewis
louise lou
lucille lucy lu
lucinda lucy cindy
madeleine maddie maddy madeline madison
magdalena magda lena
malcolm mal
marcus mark marc
margaret maggie meg peggy marge margie greta rita daisy madge
maria mary
marilyn mary
martha marty
martin marty
mary molly polly mamie
matilda tilly tilda mattie
matthew matt matty mathew
maurice mo maury morris
maximilian max
maxwell max
melanie mel
melissa mel missy lissa
mercedes mercy
michael mike mick micky mickey micah micheal mikey
michelle shelly mich chelle
mildred millie
millicent millie
miranda mandy randy
mitchell mitch
mohammed mo mohamed muhammad mohammad muhammed
montgomery monty
natalie nat tally
nathan nate nat
nathaniel nate nat nathan
nicholas nick nicky nico nicolas klaus
nicole nicky nikki
nigel nige
oliver ollie olly
olivia liv livvy ollie
oscar ossie
owen
pamela pam
patricia pat patty tricia trish
patrick pat paddy rick
penelope penny
peter pete piet
philip phil pip phillip
philippa pip pippa
phoebe phoeb
priscilla cilla prissy
rachel rach rae
ralph rafe
randall randy
raymond ray
rebecca becca becky bec reba
reginald reg reggie
rhiannon rhi
richard rich rick ricky dick richie ricardo
robert bob rob bobby robbie bert rupert roberto
roberta bobbie robbie
roderick rod roddy
rodney rod
roger rodge
roland rollo
ronald ron ronnie
rosalind ros roz rose
rosemary rose rosie romy
rudolph rudy
russell russ rusty
ruth ruthie
samantha sam sammy
samuel sam sammy
sarah sally sadie sara
sebastian seb bas
sharon shaz
sidney sid
simon si
solomon sol
sophia sophie soph sofia
spencer spence
stanley stan
stephanie steph stef
stephen steve steph steven stevie stephan stefan
stuart stu stewart
susan sue susie suzy
susannah sue susie suzy susanna suzanne anna
sylvester sly
sylvia sylvie
tabitha tabby
teresa terry tess tessa theresa
terence terry terrence
thaddeus tad thad
theodore theo ted teddy
theodora theo dora
thomas tom tommy thom tomas
timothy tim timmy
tobias toby
tyler ty
valerie val
vanessa nessa ness
veronica ronnie vera
victor vic
victoria vicky tori vic
vincent vin vinny vince
virginia ginny ginger
vivian viv
walter walt wally
wesley wes
wilfred wilf will
wilhelmina mina willa
william will bill billy willy liam wim
winifred winnie freda
winston win
yvonne von
zachary zach zac zack
zoe zoey
`;

const ROOTS = new Map<string, string[]>();
for (const line of FORMS.trim().split('\n')) {
  const [root = '', ...forms] = line.split(' ');
  for (const form of [root, ...forms]) {
    const roots = ROOTS.get(form);
    if (roots === undefined) ROOTS.set(form, [root]);
    else if (!roots.includes(root)) roots.push(root);
  }
}

/** The full names that a given name may stand for; itself when none is known. */
export function rootsOf(given: string): readonly string[] {
  return ROOTS.get(given) ?? [given];
}
