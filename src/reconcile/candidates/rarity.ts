/**
 * How much it says that two people share a name or a city, in tenths of bits: a hundred for one of a thousand. From fixed classes of how
 * common a value is in English-speaking countries and large organisations, never from the people at hand: else a link
 * would change when strangers come and go. What no class lists counts as rarer, but never as unique.
 */
const GIVEN: readonly (readonly [number, string])[] = [
  [
    60,
    'james john robert michael william david richard joseph thomas charles christopher daniel matthew mary patricia jennifer ' +
      'elizabeth jack joshua oliver george harry jacob emily olivia jessica sophie muhammad mohammed maria',
  ],
  [
    70,
    'anthony mark paul steven andrew kenneth kevin brian edward ronald timothy jason jeffrey ryan gary nicholas eric stephen ' +
      'jonathan larry justin scott brandon benjamin samuel gregory frank alexander patrick raymond linda barbara susan sarah ' +
      'karen nancy lisa margaret betty sandra ashley dorothy kimberly donna carol michelle amanda melissa deborah stephanie ' +
      'rebecca laura sharon cynthia kathleen amy shirley angela helen anna brenda pamela nicole ruth katherine samantha ' +
      'christine emma catherine virginia debra rachel lauren hannah ella chloe lily mia amelia isabella isla ava grace lucas ' +
      'liam noah ethan adam charlie alfie lewis callum luke max dylan nathan connor cameron lachlan mitchell harrison isabelle ' +
      'caitlin georgia jasmine madison ruby zoe lucy alexandra jordan bailey taylor logan mason jayden jake peter simon wei ' +
      'jose juan carlos luis ahmed ali priya rahul anna martin',
  ],
];
const FAMILY: readonly (readonly [number, string])[] = [
  [65, 'smith johnson williams brown jones garcia miller davis wang li zhang nguyen kim khan singh kumar patel lee'],
  [
    75,
    'rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin perez thompson white harris ' +
      'sanchez clark ramirez lewis robinson walker young allen king wright scott torres hill green adams baker hall evans ' +
      'davies roberts edwards hughes wood turner liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin tan wong ' +
      'chan sharma gupta kaur begum ahmed ali hussain tran le pham park choi jung murphy kelly ryan campbell mitchell',
  ],
  [
    85,
    'flores rivera gomez diaz cruz reyes morales ortiz gutierrez chavez ramos nelson carter phillips parker collins stewart ' +
      'morris rogers cook morgan bell cooper bailey reed howard ward cox richardson watson brooks gray bennett james ' +
      'price myers long foster sanders ross powell sullivan russell shaw simpson marshall ellis harrison graham mason hunt ' +
      'owen palmer knight webb holmes mills rose fox stone chapman webster griffiths matthews lloyd butler barnes fisher ' +
      'jenkins stevens murray dixon harvey pearson reid gibson wells west cole hayes jordan reynolds hamilton ford wallace ' +
      'mcdonald macdonald kennedy burns gordon hunter stevenson muller schmidt schneider fischer weber meyer wagner becker ' +
      'rossi russo silva santos oliveira souza ferreira dubois moreau laurent ivanov petrov jansen johansson andersson hansen ' +
      'nielsen olsen larsen obrien oconnor walsh byrne sato suzuki tanaka watanabe ito yamamoto nakamura clarke nicholls ' +
      'das rao reddy shah mehta jain iyer nair verma mishra cheng lam leung ho cheung kowalski novak horvat nagy',
  ],
];
const CITY: readonly (readonly [number, string])[] = [
  [25, 'london newyork'],
  [
    45,
    'birmingham manchester leeds liverpool sheffield bristol glasgow edinburgh cardiff paris berlin madrid sydney melbourne ' +
      'brisbane perth adelaide toronto chicago losangeles sanfrancisco boston mumbai bangalore bengaluru delhi',
  ],
];

/** What nobody listed: about one of a thousand given names, of four thousand family names, of fifty cities. */
const UNLISTED = { given: 95, family: 115, city: 55 } as const;

function bitsByValue(classes: readonly (readonly [number, string])[]): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  for (const [value, names] of classes)
    for (const name of names.split(' ')) bits.set(name, Math.min(value, bits.get(name) ?? value));
  return bits;
}

const BITS = { given: bitsByValue(GIVEN), family: bitsByValue(FAMILY), city: bitsByValue(CITY) };

export function rarityOf(kind: keyof typeof UNLISTED, value: string): number {
  return BITS[kind].get(value) ?? UNLISTED[kind];
}
