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
    command: `der() { openssl pkey -pubin -in "$1" -outform DER | sha256sum; }
[ "$(der public-key.pem)" = "$(der "$KEY")" ] && [ "$(der public-key.pem | cut -c 1-16)" = "$(jq -r .key_id manifest.json)" ] &&
  echo "2 holds: key $(jq -r .key_id manifest.json)"`,
  },
  {
    shows: 'That key signed the manifest.',
    command: `openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in manifest.json -sigfile <(base64 -d manifest.sig) &&
  echo "3 holds: manifest.sig"`,
  },
  {
    shows:
      'That key signed the attestation, which says the same of the same files. Further signatures are not checked.',
    command: `jq -r .payload manifest.dsse.json | base64 -d > "$T/statement" &&
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
tail -n 1 checkpoints.jsonl | jq -e --slurpfile m manifest.json --rawfile pem public-key.pem \
  '{sequence, hash} == $m[0].head and .keyId == $m[0].key_id and .publicKey == $pem' > "$T/out"
echo "6 holds: $(wc -l < checkpoints.jsonl) signed heads" )`,
  },
  {
    shows:
      'Records, steps, decisions, plans, reads, links, reviews and history say what their ledger entries say, and none is missing.',
    command: String.raw`python3 - <<'PY'
import hashlib, json, sys
rows = lambda name: [json.loads(line) for line in open(name + '.jsonl', encoding='utf-8', newline='\n')]
entries = rows('ledger')
ledger, bad = {e['sequence']: e for e in entries}, []
of = lambda *kinds: [e for e in entries if e['kind'] in kinds]
def alike(where, row, said):  # each column that is said
    bad.extend(f'{where}: {k}' for k, v in said.items() if k in row and row[k] != v)
def everyone(table, there, wanted):
    if sorted(there) != sorted(wanted): bad.append(f'{table}: rows are missing or made up')
def said(e):  # what the payload of an entry says, by the columns of the tables
    p = e['payload']; how = p.get('attestation') or {}; client = how.get('client')
    columns = {k: v for k, v in p.items() if not isinstance(v, (dict, list)) or isinstance(v, list) and not any(isinstance(x, dict) for x in v)}
    if how: columns |= {'attestation': how['level'], 'client': client and f'{client["name"]} {client["version"]}'.strip(), 'formerly': None}
    if 'evidence' in p: columns['evidence'] = [f'{x["name"]} sha256:{x["sha256"]}' for x in p['evidence']]
    if isinstance(p.get('mapping'), dict): columns['mapping'] = sorted(f'{k}={v}' for k, v in p['mapping'].items())
    if 'senses' in p: columns['senses'] = [f'{x["field"]} from {x["header"]}: {x["sense"]}' for x in p['senses'] if x['sense'] is not None]
    return columns
def by(e, verb): return {f'{verb}_by': e['actor']['name'], f'{verb}_by_authenticated': e['actor']['authenticated'], f'{verb}_at': e['at']}
def made(table, verb, more, *kinds):  # one row for each entry
    shown = rows(table); everyone(table, [r['ledger_sequence'] for r in shown], [e['sequence'] for e in of(*kinds)])
    for r in shown:
        e = ledger.get(r['ledger_sequence'])
        if e: alike(f'{table} of entry {e["sequence"]}', r, {**said(e), **by(e, verb), **more(r, e)})
    return shown
settled = {e['payload']['record_id']: e['payload'] for e in of('claim.settled')}
gone = {e['payload']['record_id'] for e in of('record.withdrawn')} | {e['payload'].get('withdraws') for e in of('exemption.withdrawn', 'link.withdrawn')}
def standing(r, e):
    s = settled.get(r['record_id'])
    if r['record_id'] in gone: return {'state': 'withdrawn', 'settled_as_of': None}
    if s: return {'state': s['state'], 'settled_as_of': s['settled_as_of'], 'settled_by_read': s['settled_by'], 'reappeared_as_of': s.get('reappeared_as_of')}
    return {'state': r['state'] if r['state'] in ('verifying', 'expired', 'claimed') else '', 'settled_as_of': None, 'settled_by_read': None, 'reappeared_as_of': None}
def decision(r, e):
    p, k = e['payload'], e['kind']
    if (r['state'] == 'withdrawn') != (r['decision_id'] in gone): bad.append(f'{r["decision_id"]}: state')
    return {'kind': {'exemption.set': 'exemption', 'exemption.withdrawn': 'exemption_withdrawn', 'link.decided': 'link', 'link.withdrawn': 'link_withdrawn', 'record.withdrawn': 'record_withdrawn'}[k],
        'owner': p.get('owner') if k == 'exemption.set' else None, 'until': p.get('until') if k == 'exemption.set' else None,
        'identity': p.get('identity') if k == 'link.decided' else None, 'withdraws': p['record_id'] if k == 'record.withdrawn' else p.get('withdraws')}
records = made('records', 'recorded', standing, 'deactivation.recorded')
steps = made('steps', 'recorded', standing, 'step.recorded')
decisions = made('decisions', 'decided', decision, 'exemption.set', 'exemption.withdrawn', 'link.decided', 'link.withdrawn', 'record.withdrawn')
plans, drafts = rows('plans'), {e['payload']['plan_id']: e for e in of('plan.drafted')}
first = {e['payload']['plan_id']: e for e in reversed(of('plan.drafted'))}
everyone('plans', [p['plan_id'] for p in plans], list(first))
for p in (p for p in plans if p['plan_id'] in first):
    e, draft = first[p['plan_id']], drafts[p['plan_id']]
    since = [a for a in of('plan.cancelled') if a['payload']['plan_id'] == p['plan_id'] and a['sequence'] > draft['sequence']]
    yes = ledger.get(p['approval_sequence'])
    if p['approval_sequence'] is not None and not (yes and yes['kind'] == 'plan.approved' and yes['payload']['plan_id'] == p['plan_id']): bad.append(f'{p["plan_id"]}: approval')
    if (p['status'] == 'cancelled') != bool(since) or p['status'] == 'approved' and not yes: bad.append(f'{p["plan_id"]}: status')
    account = {'accounts': list(dict.fromkeys(a for a in [e['payload']['account_id']] + [o['accountId'] for o in e['payload'].get('accounts', [])] if a))} if 'account_id' in e['payload'] else {}
    alike(p['plan_id'], p, {**said(e), **account, 'drafted_by': draft['actor']['name'],
        **(by(yes, 'approved') if yes else {'approved_by': None, 'approved_by_authenticated': False, 'approved_at': None}), 'approved_through': said(yes).get('attestation') if yes else None,
        'cancelled_at': since[-1]['at'] if since else None, 'cancelled_because': since[-1]['payload'].get('reason') if since else None})
reads, read = rows('reads'), {e['payload']['snapshot_id']: e for e in entries if 'snapshot_id' in e['payload'] and 'sha256' in e['payload']}
later = json.dumps([e['payload'] for e in of('source.retired', 'reads.purged', 'read.withdrawn', 'read.discarded')])
state = {e['payload']['snapshot_id']: e['kind'].split('.')[1] for e in of('snapshot.published', 'snapshot.held', 'snapshot.superseded')}
everyone('reads', [r['snapshot_id'] for r in reads], list(read))
for r in reads: r['snapshot_id'] in read and alike(r['snapshot_id'], r, {**said(read[r['snapshot_id']]), 'state': r['state'] if r['snapshot_id'] in later else state[r['snapshot_id']]})
history = rows('history'); everyone('history', [h['sequence'] for h in history], list(ledger))
for h, e in zip(history, entries):
    alike(f'history {e["sequence"]}', {**h, 'payload': json.loads(h['payload'])}, {**e, 'actor': e['actor']['name'], 'actor_authenticated': e['actor']['authenticated'], 'actor_via': e['actor']['via'],
        **{k: e['payload'].get(k) if isinstance(e['payload'].get(k), str) else None for k in ('account_id', 'plan_id', 'record_id', 'snapshot_id')}})
links, changes = rows('links'), [(e, c) for e in of('links.changed') for c in e['payload']['changes']]
everyone('links', [(l['ledger_sequence'], l['account_id']) for l in links], [(e['sequence'], c['account_id']) for e, c in changes])
for l, (e, c) in zip(links, changes):
    alike(f'link changed by entry {e["sequence"]}', l, {**c, 'ledger_sequence': e['sequence'], 'at': e['at'], **{f'{k}_{when}': v for when in ('before', 'now') for k, v in c[when].items()}})
opened, items = {e['payload']['review_id']: e for e in of('review.opened')}, rows('review_items')
reviews = rows('reviews'); everyone('reviews', [r['review_id'] for r in reviews], list(opened))
for r in reviews:
    e = opened.get(r['review_id'])
    if not e: continue
    alike(r['review_id'], r, {**said(e), **by(e, 'opened'), 'population_hash': e['payload']['population']['hash'], 'owner': r['owner'], 'deputy': r['deputy']})
    frozen = ''.join(i['frozen'] + '\n' for i in items if i['review_id'] == r['review_id'])
    if hashlib.sha256(frozen.encode()).hexdigest() != e['payload']['population']['hash']: bad.append(f'{r["review_id"]}: population')
decided = {(e['sequence'], i['item'], i['as']): {**said(e), **i, 'entered_by': e['actor']['name'], 'entered_by_authenticated': e['actor']['authenticated'], 'decided_at': e['at']} for e in of('review.decided') for i in e['payload']['items']}
choices = rows('review_decisions'); everyone('review_decisions', [(c['ledger_sequence'], c['item'], c['as']) for c in choices], list(decided))
for c in choices: alike(f'review decision of entry {c["ledger_sequence"]}', c, decided.get((c['ledger_sequence'], c['item'], c['as']), {}))
if bad: sys.exit('not as the ledger says: ' + '; '.join(bad))
print(f'7 holds: {len(records)} records, {len(steps)} steps, {len(decisions)} decisions, {len(plans)} plans, {len(reads)} reads, {len(choices)} review decisions')
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
    said = {**account, 'claimed_by': claim.get('performed_by'), 'claimed_at': claim.get('performed_at'), 'claim_state': claim.get('state'), 'settled_as_of': claim.get('settled_as_of'), 'settled_by_read': claim.get('settled_by_read')}
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
    command: `openssl ts -verify -data manifest.json -in head.tsr -CAfile "$TSA_CA" && openssl ts -verify -queryfile head.tsq -in head.tsr -CAfile "$TSA_CA" &&
  openssl ts -reply -in head.tsr -text | grep -E '^(Time stamp|TSA|Serial number):' && echo "10 holds: time stamp"`,
  },
];
