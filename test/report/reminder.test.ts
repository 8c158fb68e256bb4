import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type ReminderFacts, reminderEml, reminderOf } from '../../src/report/reminder.ts';
import { ITEMS, REVIEW } from '../helpers/review-sheet.ts';
import { refusal } from '../sources/reading.ts';

const FACTS: ReminderFacts = {
  review: REVIEW,
  to: 'rita@acme.com',
  items: 40,
  owed: 12,
  privileged: 2,
  decideAt: 'fill in the attached sheet and send it to owner@acme.com.',
  named: null,
  now: '2026-12-01T08:00:00.000Z',
};

describe('a reminder', () => {
  test('says how much is owed, until when and where, and nothing of the items', () => {
    expect(reminderOf(FACTS)).toEqual({
      reviewId: 'rv_2026q4',
      to: 'rita@acme.com',
      at: FACTS.now,
      subject: 'Access review Clari, Q4 2026: 12 items to decide by 2026-12-15 17:00 UTC',
      text: [
        'You are asked to decide 12 items of the access review Clari, Q4 2026 (clari).',
        'Yours in all: 40. Decided: 28. Privileged among those to decide: 2.',
        'Due: 2026-12-15 17:00 UTC.',
        'Where to decide: fill in the attached sheet and send it to owner@acme.com.',
        'Review id: rv_2026q4',
        '',
      ].join('\n'),
    });
  });

  test.each([
    ['2026-12-15T17:00:00.000Z', 'Access review', 'Due: 2026-12-15 17:00 UTC.'],
    ['2026-12-15T17:00:00.001Z', 'Overdue: access review', 'It was due on 2026-12-15 17:00 UTC: overdue.'],
    ['2026-12-16T17:00:00.000Z', 'Overdue: access review', 'It was due on 2026-12-15 17:00 UTC: overdue for 1 day.'],
    ['2026-12-20T09:00:00.000Z', 'Overdue: access review', 'It was due on 2026-12-15 17:00 UTC: overdue for 4 days.'],
  ])('at %s', (now, subject, line) => {
    const { subject: said, text } = reminderOf({ ...FACTS, now, owed: 1 });
    expect(said).toBe(`${subject} Clari, Q4 2026: 1 item to decide by 2026-12-15 17:00 UTC`);
    expect(text).toContain(`\n${line}\n`);
  });

  test('names items where that is asked for, each on one line', () => {
    const { text } = reminderOf({ ...FACTS, named: ITEMS });
    expect(text.split('\n').slice(-6)).toEqual([
      'To decide:',
      '- 1: User 1, user1@acme.com, Admin (privileged)',
      '- 2: =HYPERLINK("http://evil.example","x"), user2@acme.com, Rep',
      '- 3: User 3',
      '- 4: Zoë Müller; 渡辺 second line, user4@acme.com, Rep',
      '',
    ]);
  });

  test.each([
    ['rita@acme.com\r\nBcc: all@acme.com', 'has a line break or another control character in it'],
    ['rita@acme.com\nx', 'has a line break or another control character in it'],
    ['rita\u0000@acme.com', 'has a line break or another control character in it'],
    ['rita@acme.com\u2028', 'has a line break or another control character in it'],
    ['rita@acme.com, max@acme.com', 'is not one e-mail address'],
    ['Rita <rita@acme.com>', 'is not one e-mail address'],
    ['rita', 'is not one e-mail address'],
    ['', 'is not one e-mail address'],
    ['rita@acme.com\u202e', 'is not one e-mail address'],
  ])('refuses %j, as reviewer and as sender', async (address, why) => {
    const refused = { code: 'ERR_ARGUMENT', message: expect.stringContaining(why) };
    expect(await refusal(async () => reminderOf({ ...FACTS, to: address }))).toMatchObject(refused);
    expect(await refusal(() => reminderEml(reminderOf(FACTS), address))).toMatchObject(refused);
  });
});

describe('a reminder as a message', () => {
  const reminder = reminderOf({
    ...FACTS,
    review: { ...REVIEW, name: 'Zugriffsprüfung\r\nBcc: all@acme.com' },
    decideAt: `${'a long line '.repeat(120)}end`,
    named: ITEMS,
  });

  test('has the headers of a draft, and none that a name brought', async () => {
    const text = Buffer.from(await reminderEml(reminder, 'owner@acme.com')).toString('latin1');
    const [head = ''] = text.split('\r\n\r\n');
    const names = head
      .split('\r\n')
      .filter((line) => !line.startsWith(' '))
      .map((line) => line.split(':')[0]?.toLowerCase());
    expect(names.toSorted()).toEqual([
      'content-transfer-encoding',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
      'x-unsent',
    ]);
    expect(text).toContain('\r\nDate: Tue, 01 Dec 2026 08:00:00 +0000\r\n');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    // Within what RFC 5322 allows, and 7-bit.
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(text).toMatch(/^[\t\r\n -~]*$/);
  });

  test('is the same message each time', async () => {
    const [one, other] = [await reminderEml(reminder, 'owner@acme.com'), await reminderEml(reminder, 'owner@acme.com')];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });

  test('reads the same to an independent parser', async (context) => {
    const eml = await reminderEml(reminder, 'owner@acme.com');
    const said = spawnSync('python3', ['-c', LOOK], { input: eml, encoding: 'utf8' });
    if (said.error !== undefined) {
      const why = 'no python3 on this machine: the message is not read by an independent parser';
      process.stderr.write(`${why}\n`);
      return context.skip(why);
    }
    expect(said.stderr).toBe('');
    expect(JSON.parse(said.stdout)).toEqual({
      defects: 0,
      from: 'owner@acme.com',
      to: ['rita@acme.com'],
      bcc: null,
      subject: reminder.subject,
      text: reminder.text,
    });
  });
});

const LOOK = `
import json, sys, email, email.policy
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(json.dumps({
  'defects': len(mail.defects) + sum(len(value.defects) for value in mail.values()),
  'from': str(mail['from']),
  'to': [one.addr_spec for one in mail['to'].addresses],
  'bcc': mail['bcc'],
  'subject': str(mail['subject']),
  'text': mail.get_content().replace('\\r\\n', '\\n'),
}))
`;
