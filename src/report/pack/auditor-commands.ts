/** A check that an auditor makes without this program. */
export interface AuditorCommand {
  /** What holds if the command says so. */
  readonly shows: string;
  /** For bash, inside the folder of the pack; it ends with 0 and a line of its own only if the check holds. */
  readonly command: string;
}

/** What comes before all of them. The three files and values are what the auditor kept outside the pack. */
export const AUDITOR_PREPARATION = `cd pack-2026-q4 && set -o pipefail && T=$(mktemp -d)
HEAD=41:9f2c...                  # the head that the export printed
KEY=/mnt/kept/public-key.pem     # the public key of an earlier pack, or from whoever exported it
TSA_CA=/mnt/kept/tsa-root.pem    # the root certificate of the time stamp authority`;

/**
 * Ten checks of a pack with nothing but OpenSSL 3, coreutils, jq and Python 3. They are on the page of a pack and in the
 * documents, and tests run exactly these.
 */
export const AUDITOR_COMMANDS: readonly AuditorCommand[] = [
  {
    shows: 'Every file is as the manifest lists it, none is missing, and none was added.',
    command: String.raw`jq -r '.files[] | "\(.sha256)  \(.name)"' manifest.json | sha256sum --check --strict --quiet &&
  diff <(find . -mindepth 1 ! -path ./head.tsr -printf '%y %P\n' | LC_ALL=C sort) \
    <(jq -r '.files[].name, "manifest.json", "manifest.sig", "manifest.dsse.json", "head.tsq" | "f " + .' manifest.json | LC_ALL=C sort) &&
  echo "1 holds: $(jq '.files | length' manifest.json) files as listed"`,
  },
  {
    shows: 'The public key is the one that was kept outside, and the manifest names it.',
    command: String.raw`der() { openssl pkey -pubin -in "$1" -outform DER | sha256sum; }
[ "$(der public-key.pem)" = "$(der "$KEY")" ] && [ "$(der public-key.pem | cut -c 1-16)" = "$(jq -r .key_id manifest.json)" ] &&
  echo "2 holds: key $(jq -r .key_id manifest.json)"`,
  },
  {
    shows: 'That key signed the manifest.',
    command: String.raw`openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in manifest.json -sigfile <(base64 -d manifest.sig) &&
  echo "3 holds: manifest.sig"`,
  },
  {
    shows:
      'That key signed the attestation, which says the same of the same files. Further signatures are not checked.',
    command: String.raw`jq -r .payload manifest.dsse.json | base64 -d > "$T/statement" &&
  { printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < "$T/statement")" && cat "$T/statement"; } > "$T/pae" &&
  jq -r --arg key "$(jq -r .key_id manifest.json)" 'select(.payloadType == "application/vnd.in-toto+json").signatures[] | select(.keyid == $key).sig' manifest.dsse.json | base64 -d > "$T/sig" &&
  openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in "$T/pae" -sigfile "$T/sig" &&
  jq -e --slurpfile m manifest.json --arg sha256 "$(sha256sum manifest.json | cut -c 1-64)" '._type == "https://in-toto.io/Statement/v1" and .predicate == $m[0]
    and .subject == ($m[0].files + [{name: "manifest.json", sha256: $sha256}] | map({name, digest: {sha256}}))' "$T/statement" &&
  echo "4 holds: attestation by $(jq '.signatures | length' manifest.dsse.json) signature(s), one checked"`,
  },
  {
    shows:
      'The ledger is one unbroken chain that ends where the manifest says, and goes through the head that was kept outside.',
    command: String.raw`python3 - "$HEAD" <<'PY'
import hashlib, json, sys
class Number(str): pass
def canonical(v):  # RFC 8785: keys sorted by UTF-16 units, numbers as the line has them
    if isinstance(v, dict):
        return '{' + ','.join(canonical(k) + ':' + canonical(v[k]) for k in sorted(v, key=lambda k: k.encode('utf-16-be'))) + '}'
    if isinstance(v, list): return '[' + ','.join(map(canonical, v)) + ']'
    return str(v) if isinstance(v, Number) else json.dumps(v, ensure_ascii=False)
last, count, kept = '0' * 64, 0, sys.argv[1].split(':')
heads = {'0': last}
for line in open('ledger.jsonl', encoding='utf-8', newline='\n'):
    entry = json.loads(line, parse_int=Number, parse_float=Number)
    stated, count = entry.pop('hash'), count + 1
    if (entry['sequence'], entry['previousHash']) != (str(count), last): sys.exit(f'entry {count} is not chained')
    if hashlib.sha256(canonical(entry).encode()).hexdigest() != stated: sys.exit(f'entry {count} was changed')
    last = heads[str(count)] = stated
head = json.load(open('manifest.json'))['head']
if (head['sequence'], head['hash']) != (count, last): sys.exit('the manifest names another end')
if heads.get(kept[0]) != kept[-1]: sys.exit('the head that was kept is not in this ledger')
print(f'5 holds: {count} entries, through {kept[0]}')
PY`,
  },
  {
    shows: 'Every signed head is in the ledger and signed by the key that it names; the last is that of this pack.',
    command: String.raw`( set -e
while read -r head; do
  jq -r .publicKey <<< "$head" > "$T/key"; jq -r .signature <<< "$head" | base64 -d > "$T/sig"
  jq -jcS '{at, format: "clari-identity-mcp checkpoint 1", hash, key_id: .keyId, sequence}' <<< "$head" > "$T/said"
  openssl pkeyutl -verify -rawin -pubin -inkey "$T/key" -in "$T/said" -sigfile "$T/sig" > "$T/out"
  [ "$(openssl pkey -pubin -in "$T/key" -outform DER | sha256sum | cut -c 1-16)" = "$(jq -r .keyId <<< "$head")" ]
  jq -en --argjson c "$head" 'any(inputs; .sequence == $c.sequence and .hash == $c.hash) or $c.sequence == 0' ledger.jsonl > "$T/out"
done < checkpoints.jsonl
tail -n 1 checkpoints.jsonl | jq -e --slurpfile m manifest.json '{sequence, hash} == $m[0].head and .keyId == $m[0].key_id' > "$T/out"
echo "6 holds: $(wc -l < checkpoints.jsonl) signed heads" )`,
  },
  {
    shows:
      'Records, steps, decisions, plans, reads, reviews and history say what their ledger entries say, and none is missing.',
    command: String.raw`python3 - <<'PY'
import hashlib, json, sys
rows = lambda name: [json.loads(line) for line in open(name + '.jsonl', encoding='utf-8', newline='\n')]
entries = rows('ledger'); ledger = {e['sequence']: e for e in entries}; bad = []
of = lambda *kinds: [e for e in entries if e['kind'] in kinds]
plain = lambda v: not isinstance(v, dict) and not (isinstance(v, list) and any(isinstance(x, dict) for x in v))
def same(where, row, said, but=()):
    bad.extend(f'{where}: {k}' for k in row if k in said and k not in but and plain(said[k]) and row[k] != said[k])
def alike(where, a, b):
    if a != b: bad.append(where)
def made(table, kinds, by, at):  # one row for each entry, and one entry for each row
    shown = rows(table); alike(f'{table}: rows', sorted(r['ledger_sequence'] for r in shown), [e['sequence'] for e in of(*kinds)])
    for r in shown:
        e = ledger.get(r['ledger_sequence'], {'payload': {}, 'actor': {}, 'at': ''}); where = f'{table} of entry {r["ledger_sequence"]}'
        same(where, r, e['payload']); alike(where + ': by', (r[by], r[by + '_authenticated'], r[at]), (e['actor'].get('name'), e['actor'].get('authenticated'), e['at']))
        level = e['payload'].get('attestation'); isinstance(level, dict) and alike(where + ': attestation', r['attestation'], level['level'])
    return shown
records = made('records', ['deactivation.recorded'], 'recorded_by', 'recorded_at')
made('steps', ['step.recorded'], 'recorded_by', 'recorded_at')
made('decisions', ['exemption.set', 'exemption.withdrawn', 'link.decided', 'link.withdrawn', 'record.withdrawn'], 'decided_by', 'decided_at')
settled = {e['payload']['record_id']: e['payload'] for e in of('claim.settled')}
gone = {e['payload'].get('record_id') for e in of('record.withdrawn')}
for r in records:
    if r['record_id'] in gone: alike(f'{r["record_id"]}: state', r['state'], 'withdrawn')
    else: same(r['record_id'], r, settled.get(r['record_id'], {})); r['record_id'] in settled or r['state'] in ('verifying', 'expired') or bad.append(f'{r["record_id"]}: state')
drafted = {e['payload']['plan_id']: e['payload'] for e in reversed(of('plan.drafted'))}
plans = rows('plans'); alike('plans: rows', {p['plan_id'] for p in plans}, set(drafted))
for p in plans:
    same(p['plan_id'], p, drafted.get(p['plan_id'], {}))
    if p['approval_sequence'] or p['approved_by']:
        e = ledger.get(p['approval_sequence'], {'kind': '', 'payload': {}, 'actor': {}, 'at': ''})
        alike(f'{p["plan_id"]}: approval', (e['kind'], e['payload'].get('plan_id'), e['actor'].get('name'), e['at']), ('plan.approved', p['plan_id'], p['approved_by'], p['approved_at']))
read = {e['payload']['snapshot_id']: e['payload'] for e in entries if 'snapshot_id' in e['payload'] and 'sha256' in e['payload']}
reads = rows('reads'); alike('reads: rows', {r['snapshot_id'] for r in reads}, set(read))
for r in reads: same(r['snapshot_id'], r, read.get(r['snapshot_id'], {}), ('state',))
history = rows('history'); alike('history: rows', [h['sequence'] for h in history], list(ledger))
for h, e in zip(history, entries): alike(f'history {h["sequence"]}', (h['at'], h['actor'], h['kind'], h['hash'], json.loads(h['payload'])), (e['at'], e['actor']['name'], e['kind'], e['hash'], e['payload']))
alike('links: rows', {r['ledger_sequence'] for r in rows('links')} - {e['sequence'] for e in of('links.changed')}, set())
items, decided = rows('review_items'), [(e['sequence'], e['actor']['name'], e['at'], i) for e in of('review.decided') for i in e['payload']['items']]
opened = {e['payload']['review_id']: e['payload'] for e in of('review.opened')}
alike('reviews: rows', {r['review_id'] for r in rows('reviews')}, set(opened))
for review, said in opened.items():
    frozen = ''.join(i['frozen'] + '\n' for i in items if i['review_id'] == review)
    alike(f'{review}: population', hashlib.sha256(frozen.encode()).hexdigest(), said['population']['hash'])
choices = rows('review_decisions'); alike('review_decisions: rows', len(choices), len(decided))
for c in choices: any(c['ledger_sequence'] == n and c['entered_by'] == by and c['decided_at'] == at and all(c[k] == i[k] for k in c if k in i) for n, by, at, i in decided) or bad.append(f'review decision of entry {c["ledger_sequence"]}')
if bad: sys.exit('not as the ledger says: ' + '; '.join(bad))
print(f'7 holds: {len(records)} records, {len(plans)} plans, {len(reads)} reads, {len(items)} review items')
PY`,
  },
  {
    shows:
      'Every account stands there once, they add up to the manifest, and the leavers are accounts with the same finding.',
    command: String.raw`python3 - <<'PY'
import collections, json, sys
rows = lambda name: (json.loads(line) for line in open(name + '.jsonl', encoding='utf-8', newline='\n'))
found, sums = {}, collections.defaultdict(collections.Counter)
for a in rows('accounts'):
    key = (a['app'], a['account_id'])
    if key in found: sys.exit(f'{key} stands there twice')
    found[key] = {k: a[k] for k in ('finding', 'reason', 'email', 'name', 'identities')}
    sums[a['app']].update(['accounts', 'finding ' + a['finding'], 'situation ' + a['situation']] + ['latest'] * a['in_latest_export'])
for p in json.load(open('manifest.json'))['population']:
    said = collections.Counter({'accounts': p['accounts'], 'latest': p['in_latest_export'], **{'finding ' + k: n for k, n in p['by_finding'].items()}, **{'situation ' + k: n for k, n in p['by_situation'].items()}})
    if +said != +sums.pop(p['app'], collections.Counter()): sys.exit(f'the accounts of {p["app"]} do not add up')
if sums: sys.exit('the manifest leaves out ' + ', '.join(sums))
claims = {r['account_id']: r for r in rows('records')}
for l in rows('leavers'):
    account, claim = found.get((l['app'], l['account_id']), {}), claims.get(l['account_id'], {})
    said = {**account, 'claimed_by': claim.get('performed_by'), 'claimed_at': claim.get('performed_at'), 'claim_state': claim.get('state')}
    if not account or any(l[k] != v for k, v in said.items()): sys.exit(f'{l["account_id"]} is not what accounts and records say')
print(f'8 holds: {len(found)} accounts')
PY`,
  },
  {
    shows: 'The tables for people (CSV) say what those for programs (JSON Lines) say.',
    command: String.raw`python3 - <<'PY'
import csv, glob, json, sys
csv.field_size_limit(1 << 30)
class Number(str): pass
def cell(v):
    if isinstance(v, list): return '; '.join(map(cell, v))
    return '' if v is None else str(v).lower() if isinstance(v, bool) else str(v)
tables = sorted(glob.glob('*.csv'))
for name in tables:
    shown = csv.DictReader(open(name, encoding='utf-8', newline=''), strict=True)
    lines = open(name[:-4] + '.jsonl', encoding='utf-8', newline='\n')
    for row in shown:
        said = json.loads(next(lines, '{}'), parse_int=Number, parse_float=Number)
        # A leading apostrophe keeps a spreadsheet from running the cell as a formula.
        if row.keys() != said.keys() or any(row[k] not in (cell(v), "'" + cell(v)) for k, v in said.items()): sys.exit(f'{name}, before line {shown.line_num}: not what the JSON line says')
    if next(lines, None): sys.exit(f'{name} leaves rows out')
print(f'9 holds: {len(tables)} tables')
PY`,
  },
  {
    shows:
      'An authority says when the manifest existed. Where its certificate has expired since, add -attime with the time of the stamp.',
    command: String.raw`openssl ts -verify -data manifest.json -in head.tsr -CAfile "$TSA_CA" && openssl ts -verify -queryfile head.tsq -in head.tsr -CAfile "$TSA_CA" &&
  openssl ts -reply -in head.tsr -text | grep -E '^(Time stamp|TSA|Serial number):' && echo "10 holds: time stamp"`,
  },
];
