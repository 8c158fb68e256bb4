#!/usr/bin/env bash
# scim-patch 0.8.3 and scimmy 1.3.5, seen 2026-11-30 on Node 20.
# Names of attributes are the same in any case (RFC 7643, 2.1), and "active" may be written in full as
# urn:…:User:active (RFC 7644, 3.10). A PATCH of "Active" by scim-patch succeeds and adds a second attribute: the person
# stays active. scimmy refuses it, and the full name too, although it takes "Active" in a POST.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund scim-patch@0.8.3 scimmy@1.3.5 >/dev/null
cat >try.mjs <<'JS'
import patch from 'scim-patch';
import SCIMMY from 'scimmy';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const OPERATIONS = [
  { op: 'replace', path: 'active', value: false },
  { op: 'replace', path: 'Active', value: false },
  { op: 'replace', value: { Active: false } },
  { op: 'replace', path: `${USER}:active`, value: false },
];
const said = ({ active, Active }) => `active ${active}${Active === undefined ? '' : `, Active ${Active}`}`;
for (const operation of OPERATIONS) {
  const person = { schemas: [USER], id: 'ida', userName: 'ida', active: true, meta: { resourceType: 'User' } };
  const left = said(patch.scimPatch(person, [operation]));
  let right;
  try {
    const message = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] };
    right = said(await new SCIMMY.Messages.PatchOp(message).apply(new SCIMMY.Schemas.User({ userName: 'ida', active: true })));
  } catch (error) {
    right = `refused, ${error.status} ${error.scimType}`;
  }
  console.log(`${operation.path ?? 'no path'}: scim-patch ${left}; scimmy ${right}`);
}
console.log(`POST with Active: scimmy ${said(new SCIMMY.Schemas.User({ userName: 'ida', Active: false }))}`);
JS
node try.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
active: scim-patch active false; scimmy active false
Active: scim-patch active true, Active false; scimmy refused, 400 invalidPath
no path: scim-patch active true, Active false; scimmy refused, 400 invalidPath
urn:ietf:params:scim:schemas:core:2.0:User:active: scim-patch active false; scimmy refused, 400 invalidPath
POST with Active: scimmy active false
SEEN
