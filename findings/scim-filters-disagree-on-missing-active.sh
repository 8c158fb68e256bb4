#!/usr/bin/env bash
# scimmy 1.3.5 and scim2-parse-filter 0.2.10, seen 2026-11-29 on Node 20.
# `active` is optional in a SCIM user. Who asks "active ne true" for the people to look at gets those without the
# attribute from one library and not from the other. And userName is case-insensitive by RFC 7643 (caseExact false), yet
# both compare it by case: a person is not found under the spelling that another system has.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund scimmy@1.3.5 scim2-parse-filter@0.2.10 >/dev/null
cat >try.mjs <<'JS'
import SCIMMY from 'scimmy';
import parser from 'scim2-parse-filter';
const users = [
  { userName: 'Ada@example.com', active: false },
  { userName: 'bo@example.com', active: true },
  { userName: 'cy@example.com' },
];
const names = (list) => list.map((user) => user.userName).join(' ') || 'nobody';
for (const text of ['active eq false', 'active ne true', 'userName eq "ada@example.com"']) {
  console.log(text);
  console.log(`  scimmy: ${names(new SCIMMY.Types.Filter(text).match(users))}`);
  console.log(`  scim2-parse-filter: ${names(users.filter(parser.filter(parser.parse(text))))}`);
}
JS
node try.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
active eq false
  scimmy: Ada@example.com
  scim2-parse-filter: Ada@example.com
active ne true
  scimmy: Ada@example.com cy@example.com
  scim2-parse-filter: Ada@example.com
userName eq "ada@example.com"
  scimmy: nobody
  scim2-parse-filter: nobody
SEEN
