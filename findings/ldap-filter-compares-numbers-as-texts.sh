#!/usr/bin/env bash
# @ldapjs/filter 2.1.1, seen 2026-11-30 on Node 20.
# The filters that ldapjs evaluates know no schema, so >= and <= compare texts, digit by digit: 999 is at least 1000, and
# somebody who signed in 12 times did not do so 5 times. The same filter finds other people in Active Directory, where
# these attributes are numbers (RFC 4517, integerOrderingMatch). No error tells it.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @ldapjs/filter@2.1.1 >/dev/null
cat >try.cjs <<'JS'
const { parseString } = require('@ldapjs/filter');
const people = [
  { uid: 'ada', uidNumber: '999', logonCount: '12', badPwdCount: '0' },
  { uid: 'bo', uidNumber: '1000', logonCount: '5', badPwdCount: '10' },
  { uid: 'cy', uidNumber: '10000', logonCount: '105', badPwdCount: '9' },
];
for (const text of ['(uidNumber>=1000)', '(logonCount>=5)', '(logonCount<=5)', '(badPwdCount>=3)']) {
  const filter = parseString(text);
  const [, name, sign, limit] = /\((\w+)([<>])=(\d+)\)/.exec(text);
  const found = people.filter((one) => filter.matches(one)).map((one) => one.uid);
  const meant = people.filter((one) => (sign === '>' ? +one[name] >= +limit : +one[name] <= +limit)).map((one) => one.uid);
  console.log(`${text}: found ${found.join(' ') || 'nobody'}, as numbers ${meant.join(' ') || 'nobody'}`);
}
JS
node try.cjs | tee seen.txt
diff - seen.txt <<'SEEN'
(uidNumber>=1000): found ada bo cy, as numbers bo cy
(logonCount>=5): found bo, as numbers ada bo cy
(logonCount<=5): found ada bo cy, as numbers bo
(badPwdCount>=3): found cy, as numbers bo cy
SEEN
