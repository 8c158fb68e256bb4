import type { Capability } from '../../model/capability.ts';
import { API_EVANGELIST, NOWHERE } from '../origins.ts';

/** Of each of the merged products. */
export const MERGED: Capability = {
  source: { title: 'Public reports of the merger, about July 2026' },
  date: '2026-07-01',
  dateBasis: 'source',
  confidence: 'third-party',
  id: 'merger.salesloft',
  statement: 'State of the merger of Clari and Salesloft',
  value: 'completed on 2025-12-03',
  note: 'Announced on 2025-08-07.',
  impact:
    'Treat everything that rests on Clari surfaces as subject to revision: check it again before relying on it, and after each announcement.',
};

export const SEPARATE_LOGINS: Capability = {
  ...API_EVANGELIST,
  id: 'merger.separate_logins',
  statement: 'Clari, Clari Copilot and Groove are separate at login',
  value: true,
  note: 'Whether these accounts and Salesloft accounts are linked when one is deactivated is not documented.',
  impact: 'Check each product for an account of the person who leaves.',
};

/** What the merger with Salesloft leaves open, and Clari's own MCP server, which came after it. */
export const MERGER: readonly Capability[] = [
  MERGED,
  {
    ...NOWHERE,
    id: 'merger.user_management_change',
    statement: 'A change of user management, SCIM or login through the merger has been announced',
    value: false,
    note: 'None in the product notes of January to August 2026.',
    conflict:
      "Stitchflow's guide calls the API surface uncertain until there is official documentation after the merger.",
  },
  SEPARATE_LOGINS,
  {
    ...API_EVANGELIST,
    confidence: 'first-party-relayed',
    id: 'mcp.own_server',
    statement: "Address of Clari's own MCP server, which is not this one",
    value: 'https://mcp.clari.com/mcp',
    note: 'Accounts, deals, people, calls, cadences, team metrics and forecasting; its list of tools is not public.',
  },
  {
    ...API_EVANGELIST,
    confidence: 'first-party-relayed',
    id: 'mcp.user_administration',
    statement: "Clari's own MCP server administers users",
    value: false,
    impact: 'An assistant that is connected to it can neither list nor deactivate Clari accounts.',
  },
];
