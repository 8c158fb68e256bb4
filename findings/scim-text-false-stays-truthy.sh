#!/usr/bin/env bash
# scim-patch 0.8.3 and scim2-parse-filter 0.2.10, seen 2026-11-29 on Node 20.
# Entra ID disables a person with {"op": "Replace", "path": "active", "value": "False"}: a text with a capital letter, unless
# the flag aadOptscim062020 is set (Microsoft's documentation of known SCIM problems shows both bodies).
# Seen: scim-patch stores the text as it is. "False" is a truthy value, so `if (user.active)` lets the person in, and the
# filters `active eq false` and `active ne true` of scim2-parse-filter part company over it. scimmy 1.3.5 refuses the body.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund scim-patch@0.8.3 scim2-parse-filter@0.2.10 >/dev/null
cat >try.cjs <<'JS'
const { scimPatch } = require('scim-patch');
const { filter, parse } = require('scim2-parse-filter');
const before = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@example.com', active: true, meta: {} };
for (const value of ['False', false]) {
  const user = scimPatch(structuredClone(before), [{ op: 'Replace', path: 'active', value }]);
  const found = (text) => (filter(parse(text))(user) ? 'found' : 'not found');
  console.log(`value ${JSON.stringify(value)}: active is ${JSON.stringify(user.active)}, truthy ${Boolean(user.active)}`);
  console.log(`  active eq false: ${found('active eq false')}; active ne true: ${found('active ne true')}`);
}
JS
node try.cjs | tee seen.txt
diff - seen.txt <<'SEEN'
value "False": active is "False", truthy true
  active eq false: not found; active ne true: found
value false: active is false, truthy false
  active eq false: found; active ne true: found
SEEN
