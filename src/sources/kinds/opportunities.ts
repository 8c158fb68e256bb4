import { words } from '../../model/words.ts';
import { each, type KindSpec, type Marker, STRONG } from './kind-spec.ts';
import { opportunityReader } from './readers/opportunity-reader.ts';

const CURRENCIES = ['usd', 'eur', 'gbp', 'jpy', 'cad', 'aud', 'chf', 'inr', 'brl', 'sek', 'dkk', 'nok', 'sgd', 'mxn'];
const AMOUNTS = ['amount', 'oppamount', 'opportunityamount', 'totalamount', 'dealamount'];
const NAMES = ['opportunityid', 'oppid', 'opportunityname', 'oppname'];
/** With one of the names beside it, what only a list of opportunities has: quotes, tasks and contact roles name them too. */
const FACTS = ['stage', 'stagename', 'oppstage', 'opportunitystage', 'closedate', ...AMOUNTS];

const NEVER = -1_000;

const markers: readonly Marker[] = [
  ...NAMES.flatMap((name) => FACTS.map((fact) => ({ headers: [name, fact], weight: STRONG }))),
  { headers: ['stagename', 'closedate'], weight: STRONG },
  ...each(
    2,
    `
    opportunityname oppname opportunity opportunityowner opportunityownername opportunityownerid closedate stage
    stagename forecastcategory forecastcategoryname
  `,
  ),
  ...each(1, 'opportunityid oppid ownerid accountname probability amount'),
  // What reports about something else of an opportunity have.
  ...each(NEVER, 'quotenumber quotename fromstage tostage contactrole productname casenumber activityid'),
];

export const OPPORTUNITIES: KindSpec = {
  kind: 'opportunities',
  title: 'a list of opportunities',
  fields: [
    {
      name: 'opportunity_id',
      aliases: words(`
        opportunityid oppid opportunityidcasesafe casesafeopportunityid opportunityid18 18digitopportunityid dealid id
      `),
    },
    { name: 'name', aliases: ['opportunityname', 'oppname', 'opportunity', 'dealname', 'deal', 'name'] },
    { name: 'account_name', aliases: ['accountname', 'account', 'companyname', 'company', 'customer'] },
    { name: 'owner_id', aliases: ['ownerid', 'opportunityownerid', 'oppownerid', 'owneruserid'] },
    {
      name: 'owner_name',
      aliases: words(`
        opportunityownername opportunityowner ownername ownerfullname opportunityownerfullname oppowner oppownername
        dealowner owner
      `),
    },
    {
      name: 'owner_email',
      aliases: words('owneremail opportunityowneremail oppowneremail owneremailaddress opportunityowneremailaddress'),
    },
    { name: 'stage', aliases: ['stagename', 'stage', 'oppstage', 'opportunitystage', 'salesstage', 'dealstage'] },
    { name: 'forecast_category', aliases: ['forecastcategoryname', 'forecastcategory'] },
    {
      name: 'amount',
      aliases: [...AMOUNTS, ...CURRENCIES.map((code) => `amount${code}`), 'amountconverted', 'totalamountconverted'],
    },
    {
      name: 'currency',
      aliases: words(`
        amountcurrency totalamountcurrency oppamountcurrency opportunityamountcurrency opportunitycurrency
        currencyisocode currencycode currency
      `),
    },
    {
      name: 'close_date',
      aliases: ['closedate', 'oppclosedate', 'opportunityclosedate', 'expectedclosedate', 'closingdate'],
    },
    { name: 'closed', aliases: ['isclosed', 'closed', 'opportunityclosed', 'oppclosed'] },
  ],
  markers,
  import: {
    identifiers: ['name', 'opportunity_id'],
    telling: ['owner_id', 'owner_name', 'owner_email', 'close_date', 'amount', 'stage'],
    ofDirectory: false,
    reader: opportunityReader,
    gaps: (columns) => [
      ...(columns.has('opportunity_id')
        ? []
        : [
            'No column has opportunity ids, so account and name stand for them. Name the column with --map opportunity_id=HEADER if there is one.',
          ]),
      ...(['owner_id', 'owner_name', 'owner_email'].some((field) => columns.has(field))
        ? []
        : [
            'No column says who owns an opportunity, so none can be handed over by this list. Name the column with --map owner_id=HEADER.',
          ]),
      ...(columns.has('closed') || columns.has('stage')
        ? []
        : ['No column says whether an opportunity is closed, so closed ones may be among them.']),
    ],
  },
};
